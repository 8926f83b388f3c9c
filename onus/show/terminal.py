"""A record on the terminal, as a person would want to read it.

Every line of meaning is in words, so nothing is lost without colour. The gutter on the left holds
the number of the sentence that an entry was read from.
"""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onus.record import Record
from onus.show.cards import (
    Cards,
    Claim,
    EventCard,
    ObligationCard,
    StatementCard,
)
from onus.show.dates import day
from onus.show.phrases import shortened, sure_or_not
from onus.show.printing import STATUS_STYLES, printable
from onus.show.wording import cards, title

QUAD_STYLES = {1: "green", 2: "green", 3: "red", 4: "red"}
FIRST_WORDS = 240

Piece = tuple[str, str]


def print_record(record: Record, console: Console) -> None:
    """Print the head of the article, then its statements, events and obligations.

    Lines wrap at the console's width. Control characters of the article, which could steer the
    terminal, are taken out, and signs that its encoding lacks are replaced.
    """
    page = _Page(console)
    page.head(record)
    read = cards(record)
    if read.empty:
        page.block([("Nothing was read from this article.", "italic")])
        return
    page.body(read)


class _Page:
    """Lays cards out on one console."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.indent = 2 if console.width >= 60 else 1

    def head(self, record: Record) -> None:
        article = record.article
        self.block([(title(record), "bold")])
        facts = (article.place, day(article.published), article.publisher, article.agency)
        if any(facts):
            self.block([(" · ".join(fact for fact in facts if fact), "dim")])
        if article.url:
            self.block([(article.url, "dim")])
        if article.title and article.text.strip():
            self.gap()
            self.block([(shortened(article.text, FIRST_WORDS), "italic")])
        self.gap()

    def body(self, read: Cards) -> None:
        if read.statements:
            self.section("STATEMENTS", len(read.statements))
            for statement in read.statements:
                self.statement(statement)
        if read.events:
            self.section("EVENTS", len(read.events))
            for event in read.events:
                self.event(event)
        if read.obligations:
            self.section("OBLIGATIONS", len(read.obligations))
            for obligation in read.obligations:
                self.obligation(obligation)
        self.block([("sN is the article's sentence number N.", "dim")])

    def section(self, name: str, count: int) -> None:
        self.block([(name, "bold underline"), (f"  {count}", "dim")])
        self.gap()

    def statement(self, card: StatementCard) -> None:
        line: list[Piece] = [(card.speaker.name, "bold")]
        if card.speaker.note:
            line.append((f" ({card.speaker.note})", "magenta"))
        if card.via:
            line.append((f" (via {card.via})", "dim"))
        line.append((f" — {card.cue}: ", "dim"))
        if card.form == "direct":
            line.append((f"“{card.words}”", ""))
        else:
            line += [(card.words, ""), (f"  [{card.form}]", "dim")]
        self.entry(card.sentence, [line], card.depth)

    def event(self, card: EventCard) -> None:
        line: list[Piece] = [(card.source, "bold")]
        if card.target:
            line += [(" → ", "dim"), (card.target, "bold")]
        line.append((f"  {_code(card)}", f"bold {QUAD_STYLES.get(card.quad, '')}".strip()))
        if card.cameo:
            line.append((f" (CAMEO {card.cameo})", "dim"))
        line.append((f"  {card.factuality}", "" if card.factuality == "actual" else "yellow"))
        line.append((f"  “{card.trigger}”", ""))
        facts = [
            card.quad_name,
            *card.contexts,
            card.date,
            card.place,
            sure_or_not(card.confidence),
        ]
        self.entry(card.sentence, [line, *_claimed(card.claim), [_facts(facts)]])

    def obligation(self, card: ObligationCard) -> None:
        lines: list[list[Piece]] = [
            [(f"{card.bearer} {card.duty}", "bold"), (f": {card.act}", "")],
            [
                (f"{card.kind}, ", "dim"),
                (card.status, f"bold {STATUS_STYLES[card.status]}"),
                _facts(["", card.towards, card.deadline, sure_or_not(card.confidence)]),
            ],
        ]
        if card.condition:
            lines.append([("condition: ", "dim"), (card.condition, "")])
        if card.consequence:
            lines.append([("consequence: ", "dim"), (card.consequence, "")])
        if card.qualities:
            lines.append([("required: ", "dim"), (", ".join(card.qualities), "")])
        lines += _claimed(card.claim)
        for change in card.history:
            where = f"  s{change.sentence}" if change.sentence is not None else ""
            lines.append(
                [
                    (f"{change.label}: ", STATUS_STYLES[change.effect]),
                    (change.account, ""),
                    (where, "dim"),
                ]
            )
        self.entry(card.sentence, lines)

    def entry(self, sentence: int, lines: list[list[Piece]], depth: int = 0) -> None:
        """One entry: its sentence number in the gutter, its first line hanging over the others."""
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(width=4, justify="right", no_wrap=True)
        grid.add_column(ratio=1, overflow="fold")
        for number, line in enumerate(lines):
            gutter = self.text([(f"s{sentence}", "cyan")]) if number == 0 else Text()
            left = min(depth, 3) * self.indent + (self.indent if number else 0)
            grid.add_row(gutter, Padding(self.text(line), (0, 0, 0, left)))
        self.console.print(grid)
        self.gap()

    def block(self, pieces: list[Piece]) -> None:
        self.console.print(self.text(pieces), overflow="fold")

    def gap(self) -> None:
        self.console.print()

    def text(self, pieces: list[Piece]) -> Text:
        return Text.assemble(
            *((printable(words, self.console.encoding), style) for words, style in pieces)
        )


def _code(card: EventCard) -> str:
    return f"{card.type}, {card.mode}" if card.mode else card.type


def _facts(facts: list[str | None]) -> Piece:
    """What is known of them, a dot between; a first empty one leads with a dot."""
    return " · ".join(fact for fact in facts if fact is not None), "dim"


def _claimed(claim: Claim | None) -> list[list[Piece]]:
    """The line that says on whose word an entry rests, if on anybody's."""
    if claim is None:
        return []
    note = f" ({claim.speaker.note})" if claim.speaker.note else ""
    return [[("claimed by ", "dim"), (f"{claim.speaker.within}{note}", "")]]

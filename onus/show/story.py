"""The whole story of one obligation on the terminal: who asks what of whom, how it was worded
through time, and each change with its date, its words and whose word it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from onus.show.dates import day
from onus.show.ledger import condition, headline, on_whose_word, origin, status
from onus.show.phrases import quoted, shortened, sure
from onus.show.printing import STATUS_STYLES, printable

if TYPE_CHECKING:
    from onus.ledger.answers import Story

_WORDS = 300
Piece = tuple[str, str]


def print_story(story: Story, console: Console) -> None:
    """Print the story; lines wrap at the console's width."""
    entry = story.entry
    page = _Page(console)
    page.line([(headline(entry), "bold")])
    page.line([(f"{entry.kind}, ", "dim"), (status(entry), f"bold {STATUS_STYLES[entry.status]}")])
    page.line([(_period(story), "dim")])
    for name, value in (
        ("Condition", condition(entry)),
        ("Required", ", ".join(entry.qualities)),
        ("Deadline", day(entry.deadline)),
    ):
        if value:
            page.line([(f"{name}: ", "dim"), (value, "")])
    page.section("HOW IT WAS WORDED")
    for wording in story.wordings:
        who = f"{wording.speaker}: " if wording.speaker else ""
        page.entry(
            [(f"{day(wording.date) or 'no date'}  ", "cyan"), (wording.kind, "bold")],
            [(quoted(shortened(wording.sentence or wording.act, _WORDS)), "")],
            [(f"{who}{origin(wording)}", "dim")],
        )
    page.section("WHAT BECAME OF IT")
    if not story.changes:
        page.line([("Nothing is reported.", "italic")])
    for change in story.changes:
        style = f"bold {STATUS_STYLES[change.effect]}"
        word = on_whose_word(change)
        page.entry(
            [(f"{day(change.date) or 'no date'}  ", "cyan"), (change.effect, style)],
            [(quoted(shortened(change.sentence or change.words, _WORDS)), "")],
            [(f"{sure(change.confidence)}; {f'{word}; ' if word else ''}{origin(change)}", "dim")],
        )


class _Page:
    """Lays lines out on one console."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def line(self, pieces: list[Piece], indent: int = 0) -> None:
        text = Text.assemble(
            *((printable(words, self.console.encoding), style) for words, style in pieces)
        )
        self.console.print(Padding(text, (0, 0, 0, indent), expand=False))

    def section(self, name: str) -> None:
        self.console.print()
        self.line([(name, "bold underline")])

    def entry(self, head: list[Piece], *lines: list[Piece]) -> None:
        self.line(head)
        for pieces in lines:
            self.line(pieces, indent=2)


def _period(story: Story) -> str:
    entry = story.entry
    told = f"told of in {entry.articles} article{'s' if entry.articles != 1 else ''}"
    if entry.since is None:
        return f"{entry.id} · {told}"
    return f"{entry.id} · since {day(entry.since)} · last moved {day(entry.moved)} · {told}"

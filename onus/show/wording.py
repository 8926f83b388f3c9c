"""A record put into words: one card for each entry.

Ids are resolved to names, dates written out, claims traced to their speaker. Nothing is added that
the record does not say; what it leaves open is said to be open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onus.record import (
    Actor,
    Change,
    Condition,
    Event,
    Obligation,
    Record,
    Span,
    Statement,
)
from onus.show.cards import (
    ActorCard,
    Cards,
    ChangeLine,
    Claim,
    EventCard,
    ObligationCard,
    Speaker,
    StatementCard,
)
from onus.show.dates import limit, stretch
from onus.show.phrases import QUADS, TOWARDS, UNKNOWN, duty, hanging_on, shortened

_LEADING = frozenset("A An The One Some Two Three Several Many Another His Her Its Their".split())


def cards(record: Record) -> Cards:
    """Put every entry of `record` into words. Dangling ids are shown as they stand."""
    return _Writer(record).cards()


def title(record: Record, length: int = 90) -> str:
    """The article's title, or else its first words up to `length` characters."""
    return record.article.title or shortened(record.article.text, length) or "(no text)"


def unquoted(text: str) -> str:
    """`text` without the quotation marks that enclose the whole of it."""
    inner = text.strip()
    if len(inner) > 1 and inner[0] in "“\"'‘«„" and inner[-1] in "”\"'’»“":
        body = inner[1:-1]
        if not any(mark in body for mark in '“”"«»„'):
            return body.strip()
    return inner


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _inside(name: str) -> str:
    """A name or description as it stands inside a sentence: "a senior official"."""
    first, _, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if rest and first in _LEADING else name


def _listed(names: Iterable[str]) -> str:
    """The names as English lists them: "a", "a and b", "a, b and c"."""
    known = list(dict.fromkeys(names))
    if len(known) < 2:
        return "".join(known)
    return f"{', '.join(known[:-1])} and {known[-1]}"


class _Writer:
    """Writes the cards of one record, with its entries at hand by id."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.actors: dict[str, Actor] = {actor.id: actor for actor in record.actors}
        self.statements = {
            statement.id: (f"s{number}", statement)
            for number, statement in enumerate(record.statements, 1)
        }
        self.events = {
            event.id: (f"e{number}", event) for number, event in enumerate(record.events, 1)
        }

    def cards(self) -> Cards:
        """All of them."""
        nesting = _nesting(self.record.statements)
        return Cards(
            tuple(
                self.statement(number, statement, nesting)
                for number, statement in enumerate(self.record.statements)
            ),
            tuple(
                self.event(f"e{number}", event)
                for number, event in enumerate(self.record.events, 1)
            ),
            tuple(
                self.obligation(f"o{number}", obligation)
                for number, obligation in enumerate(self.record.obligations, 1)
            ),
            tuple(
                _actor(f"a{number}", actor) for number, actor in enumerate(self.record.actors, 1)
            ),
        )

    def statement(
        self, number: int, statement: Statement, nesting: list[tuple[int | None, int]]
    ) -> StatementCard:
        parent, depth = nesting[number]
        return StatementCard(
            key=f"s{number + 1}",
            sentence=statement.sentence,
            speaker=self.speaker(statement),
            via=statement.via,
            cue=statement.cue.text,
            words=_words(statement),
            form=statement.form,
            within=None if parent is None else self.told(parent),
            depth=depth,
        )

    def event(self, key: str, event: Event) -> EventCard:
        return EventCard(
            key=key,
            sentence=event.sentence,
            source=_capital(self.parties(event.source, event.source_text) or UNKNOWN),
            target=self.parties(event.target, event.target_text) or None,
            type=event.type,
            mode=event.mode,
            contexts=tuple(context.replace("_", " ") for context in event.contexts),
            cameo=event.cameo,
            quad=event.quad,
            quad_name=QUADS.get(event.quad, f"quad class {event.quad}"),
            factuality=event.factuality,
            trigger=event.trigger.text,
            date=stretch(event.date),
            place=_place(event),
            claim=self.claim(event.said_in),
            confidence=event.confidence,
        )

    def obligation(self, key: str, obligation: Obligation) -> ObligationCard:
        demander = self.parties(obligation.demander, None)
        return ObligationCard(
            key=key,
            sentence=obligation.sentence,
            kind=obligation.kind,
            bearer=_capital(self.parties(obligation.bearer, None) or UNKNOWN),
            duty=self.duty(obligation),
            act=obligation.act.text,
            towards=f"{TOWARDS[obligation.kind]} {demander}" if demander else None,
            condition=_condition(obligation.condition),
            consequence=_text(obligation.consequence),
            qualities=obligation.qualities,
            deadline=limit(obligation.deadline),
            status=obligation.status,
            history=tuple(self.history(obligation.history)),
            claim=self.claim(obligation.said_in),
            confidence=obligation.confidence,
        )

    def duty(self, obligation: Obligation) -> str:
        """The verb of the obligation, in the number of its bearer."""
        bearers = [self.actors[b] for b in obligation.bearer if b in self.actors]
        several = len(bearers) > 1 or any(
            b.kind in {"crowd", "armed group"} and b.name.lower().endswith("s") for b in bearers
        )
        return duty(obligation.kind, several)

    def history(self, changes: Sequence[Change]) -> Iterator[ChangeLine]:
        """A line for each change; an event and the statement that tells of it share one."""
        told: tuple[str, str] | None = None
        for change in changes:
            if (change.effect, change.statement) != told:
                yield self.change(change)
            event = self.events.get(change.event or "")
            source = event[1].said_in if event is not None else None
            told = (change.effect, source) if source is not None else None

    def change(self, change: Change) -> ChangeLine:
        """What changed an obligation: the event or the words that the history names."""
        if change.event in self.events:
            key, event = self.events[change.event]
            account = f"{self.deed(event)} (“{event.trigger.text}”)"
            claim = self.claim(event.said_in)
            if claim is not None:
                account += f", says {claim.speaker.within}"
            return ChangeLine(change.effect, account, key, event.sentence)
        if change.statement in self.statements:
            key, statement = self.statements[change.statement]
            words = shortened(_words(statement), 100)
            account = f"{self.speaker(statement).name}: {words}"
            return ChangeLine(change.effect, account, key, statement.sentence)
        return ChangeLine(change.effect, change.event or change.statement or "", None, None)

    def deed(self, event: Event) -> str:
        """An event in a few words."""
        source = _capital(self.parties(event.source, event.source_text) or UNKNOWN)
        target = self.parties(event.target, event.target_text)
        return f"{source} → {target} {event.type}" if target else f"{source} {event.type}"

    def claim(self, statement_id: str | None) -> Claim | None:
        if statement_id not in self.statements:
            return None
        key, statement = self.statements[statement_id]
        return Claim(key, self.speaker(statement), statement.sentence)

    def told(self, number: int) -> Claim:
        """The statement at `number` as the one that tells of another."""
        statement = self.record.statements[number]
        return Claim(f"s{number + 1}", self.speaker(statement), statement.sentence)

    def speaker(self, statement: Statement) -> Speaker:
        """Who speaks: the resolved actor, or for an unnamed person the article's description."""
        actor = self.actors.get(statement.speaker or "")
        described = statement.speaker_text
        if actor is None:
            name = described or statement.speaker or UNKNOWN
            return Speaker(_capital(name), statement.anonymous, None, _inside(name))
        person = actor.kind in ("person", "office holder")
        if not statement.anonymous or person or described is None:
            name = actor.name
            return Speaker(_capital(name), statement.anonymous, None, _inside(name))
        of = None if actor.name.casefold() in described.casefold() else actor.name
        return Speaker(_capital(described), True, of, _inside(described))

    def parties(self, ids: tuple[str, ...], text: str | None) -> str:
        """The names behind `ids`, or the article's own words when nobody was resolved."""
        if not ids:
            return text or ""
        return _listed(
            self.actors[identifier].name if identifier in self.actors else identifier
            for identifier in ids
        )


def _nesting(statements: tuple[Statement, ...]) -> list[tuple[int | None, int]]:
    """For each statement the closest one whose content holds its cue, and how many do so.

    Contents either nest or stand apart, so one walk in reading order with a stack is enough;
    the outermost of several that start together comes first.
    """
    order = sorted(
        range(len(statements)),
        key=lambda number: (
            statements[number].content.start,
            -statements[number].content.end,
        ),
    )
    found: list[tuple[int | None, int]] = [(None, 0)] * len(statements)
    open_contents: list[int] = []
    for number in order:
        cue, content = statements[number].cue, statements[number].content
        while open_contents and statements[open_contents[-1]].content.end <= content.start:
            open_contents.pop()
        holders = [
            outer
            for outer in open_contents
            if statements[outer].content.start <= cue.start
            and cue.end <= statements[outer].content.end
        ]
        if holders:
            found[number] = (holders[-1], len(holders))
        open_contents.append(number)
    return found


def _actor(key: str, actor: Actor) -> ActorCard:
    return ActorCard(
        key,
        _inside(actor.name),
        actor.kind,
        actor.country,
        actor.sector,
        actor.designations,
        len(actor.mentions),
    )


def _place(event: Event) -> str | None:
    if event.place is None:
        return None
    country = event.place.country
    return f"{event.place.name} ({country})" if country else event.place.name


def _condition(condition: Condition | None) -> str | None:
    return None if condition is None else hanging_on(condition.type, condition.text)


def _words(statement: Statement) -> str:
    """What is said, without the marks or the "that" which lead to it."""
    words = unquoted(statement.content.text).rstrip(" ,")
    return words if statement.form == "direct" else words.removeprefix("that ")


def _text(span: Span | None) -> str | None:
    return None if span is None else span.text

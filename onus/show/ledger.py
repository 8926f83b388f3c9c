"""Entries of the ledger in words: one line for a list, the whole story of one, a digest.

Everything here is plain text; nothing is added that the store does not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from onus.show.dates import day
from onus.show.phrases import TOWARDS, UNKNOWN, duty, hanging_on, quoted, shortened, sure
from onus.terms import Status

if TYPE_CHECKING:
    from onus.ledger.answers import ChangeRow, Digest, EntryRow, Story, WordingRow
    from onus.store.rows import Party

_BECAME: dict[Status, str] = {
    "open": "is open again",
    "begun": "is begun",
    "met": "is met",
    "broken": "is broken",
    "refused": "is refused",
    "withdrawn": "is withdrawn",
}
_DEEDS: frozenset[Status] = frozenset({"begun", "met"})
"""What is told by the words of a deed; that it was not done stands round them."""
SHORT_ID = 8
_WORDS = 240
_ACT = 100


def headline(entry: EntryRow) -> str:
    """Who owes what to whom: "Chile must: suspend work on the dam (demanded by Bolivia)"."""
    towards = names(entry.demander)
    asked = f" ({TOWARDS[entry.kind]} {towards})" if towards else ""
    bearer = names(entry.bearer) or UNKNOWN
    verb = duty(entry.kind, several=len({party.name for party in entry.bearer}) > 1)
    return f"{bearer[0].upper()}{bearer[1:]} {verb}: {shortened(entry.act, _ACT)}{asked}"


def names(parties: Iterable[Party]) -> str:
    """The parties' names, "A and B"."""
    listed = list(dict.fromkeys(party.name for party in parties))
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} and {listed[-1]}"


def condition(entry: EntryRow) -> str | None:
    """What it hangs on, with its conjunction."""
    return None if entry.condition is None else hanging_on(entry.condition_type, entry.condition)


def status(entry: EntryRow) -> str:
    """The status and how far it can be trusted: "met, 93% sure, as an interested party claims"."""
    parts = [entry.status, *([] if entry.confidence is None else [sure(entry.confidence)])]
    if entry.interested:
        parts.append("as an interested party claims")
    elif entry.claimed:
        parts.append("as is claimed")
    elif entry.overdue:
        parts.append("overdue")
    return ", ".join(parts)


def origin(row: ChangeRow | WordingRow) -> str:
    """Where it was read: outlet and title, or the article's id."""
    parts = [part for part in (row.publisher, row.title) if part]
    return " · ".join(parts) or f"article {row.article_id[:SHORT_ID]}"


def on_whose_word(change: ChangeRow) -> str | None:
    """Who claims the change; None where the article reports it."""
    if not change.claimed:
        return None
    who = change.speaker or "somebody not named"
    return f"claimed by {who}, an interested party" if change.interested else f"claimed by {who}"


def digest_lines(digest: Digest) -> Iterator[str]:
    """The digest as lines of an e-mail, each paragraph with its source."""
    period = f"{day(digest.since)} to {day(digest.until)}"
    yield f"What changed from {period}"
    if not (digest.new or digest.changed or digest.overdue):
        yield ""
        yield "Nothing."
        return
    if digest.changed:
        yield from _section("Moved")
        for story in digest.changed:
            yield from _changes(story, digest)
    if digest.new:
        yield from _section("New")
        for story in digest.new:
            yield from _new(story, digest)
    if digest.overdue:
        yield from _section("Deadline passed, nothing reported")
        for entry in digest.overdue:
            yield f"- {headline(entry)}. Due {day(entry.deadline)}. [{entry.id[:SHORT_ID]}]"


def _section(name: str) -> Iterator[str]:
    yield ""
    yield name
    yield ""


def _changes(story: Story, digest: Digest) -> Iterator[str]:
    yield f"- {headline(story.entry)} [{story.entry.id[:SHORT_ID]}]"
    yield from _condition(story)
    yield from _moves(story, digest)


def _new(story: Story, digest: Digest) -> Iterator[str]:
    first = story.wordings[0]
    parties = {p.name for p in (*story.entry.bearer, *story.entry.demander)}
    said = f", {first.speaker} says" if first.speaker and first.speaker not in parties else ""
    yield f"- {headline(story.entry)}{said} [{story.entry.id[:SHORT_ID]}]"
    yield from _condition(story)
    yield f"  {day(first.date) or 'No date'}: {origin(first)}"
    yield from _moves(story, digest)


def _condition(story: Story) -> Iterator[str]:
    if (hangs_on := condition(story.entry)) is not None:
        yield f"  Condition: {hangs_on}."


def _moves(story: Story, digest: Digest) -> Iterator[str]:
    for change in story.changes:
        if change.date is not None and digest.since <= change.date <= digest.until:
            word = on_whose_word(change)
            said = change.words if change.effect in _DEEDS else change.sentence or change.words
            yield (
                f"  It {_BECAME[change.effect]}, {sure(change.confidence)}: "
                f"{quoted(shortened(said.rstrip('. '), _WORDS))}" + (f", {word}." if word else ".")
            )
            yield f"  {day(change.date)}: {origin(change)}"

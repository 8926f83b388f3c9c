"""Entries of the ledger into the tables of a store, within the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, delete, exists, insert, select, update

from onus.ledger.acts import about, speaks_of_an_obligation
from onus.ledger.amounts import matter_of
from onus.ledger.judging import rare_words
from onus.ledger.loading import parts
from onus.ledger.model import (
    ANYBODY,
    EVERYWHERE,
    NOBODY,
    OF_OBLIGATIONS,
    Entry,
    Party,
    near_in,
    sides_of,
)
from onus.ledger.owed import spoken_of
from onus.store.schema import (
    entries,
    entry_changes,
    entry_matters,
    entry_parties,
    entry_sides,
    obligations,
)


@dataclass(frozen=True, slots=True)
class ToldDeed:
    """A deed as it is found again: its place in the article, verb, sides, words and sentence."""

    position: int
    verb: str
    sides: frozenset[str]
    words: str
    context: str


_OF_ENTRY = (entry_changes, entry_matters, entry_parties, entry_sides)


def save_entry(connection: Connection, entry: Entry) -> None:
    """Put an entry in the place of the one with its id, mentions and all."""
    for table in _OF_ENTRY:
        connection.execute(delete(table).where(table.c.entry_id == entry.id))
    values = _entry_values(entry)
    known = connection.scalar(select(exists().where(entries.c.id == entry.id)))
    if known:
        connection.execute(update(entries).where(entries.c.id == entry.id).values(**values))
    else:
        connection.execute(insert(entries).values(id=entry.id, **values))
    for part in parts([mention.id for mention in entry.mentions]):
        connection.execute(
            update(obligations).where(obligations.c.id.in_(part)).values(entry_id=entry.id)
        )
    insert_rows(connection, entry_matters, _matter_rows(entry.id, values["act"]))
    insert_rows(connection, entry_parties, _party_rows(entry))
    insert_rows(connection, entry_sides, _side_rows(entry))
    insert_rows(connection, entry_changes, _change_rows(entry))


def drop_entries(connection: Connection, ids: Collection[str]) -> None:
    """Take entries away; their obligations stay, without an entry."""
    for part in parts(sorted(ids)):
        connection.execute(
            update(obligations).where(obligations.c.entry_id.in_(part)).values(entry_id=None)
        )
        for table in _OF_ENTRY:
            connection.execute(delete(table).where(table.c.entry_id.in_(part)))
        connection.execute(delete(entries).where(entries.c.id.in_(part)))


def side_rows(article: str, told: Sequence[ToldDeed]) -> list[dict[str, Any]]:
    """The rows of `deed_sides` for the deeds of an article.

    A deed is found by side, with its verb, by its matter, and by what it says of obligations as
    such. The sides that stand near all of them stand there once, at position `EVERYWHERE`.
    """
    near = [near_in(deed.sides) for deed in told]
    around = frozenset[str]().union(*near[:1]).intersection(*near)
    rows = {(side, "", EVERYWHERE) for side in around}
    for deed in told:
        sides = deed.sides - around
        rows |= {(side, deed.verb, deed.position) for side in sides}
        stems = matter_of(deed.words, deed.context)
        rows |= {(ANYBODY, stem, deed.position) for stem in stems}
        if speaks_of_an_obligation(deed.verb, deed.words):
            rows |= {(side, OF_OBLIGATIONS, deed.position) for side in sides}
    return [
        {"side": side, "verb": verb, "article_id": article, "position": position}
        for side, verb, position in sorted(rows)
    ]


def insert_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Put rows into a table, if there are any."""
    if rows:
        connection.execute(insert(table), list(rows))


def _entry_values(entry: Entry) -> dict[str, Any]:
    own = entry.own
    conditional = next((m for m in own if m.condition and m.act not in m.condition), None)
    deadlines = [m.deadline for m in own if m.deadline is not None]
    dates = [m.source.date for m in entry.mentions if m.source.date]
    moved = [c.source.date for c in entry.changes if c.source.date]
    return {
        "kind": entry.kind,
        "act": max(own, key=lambda m: (m.confidence, len(m.act))).act,
        "condition_type": conditional.condition_type if conditional else None,
        "condition": conditional.condition if conditional else None,
        "qualities": list(entry.qualities),
        "deadline": max(deadlines, default=None),
        "status": entry.status,
        "first_date": min(dates, default=None),
        "last_date": max([*dates, *moved], default=None),
    }


def _matter_rows(entry_id: str, act: str) -> list[dict[str, Any]]:
    return [{"entry_id": entry_id, "matter": matter} for matter in sorted(about(act))]


def _party_rows(entry: Entry) -> list[dict[str, Any]]:
    return [
        {"entry_id": entry.id, "side": side, "actor_id": int(party.id)}
        for side, parties in (("bearer", entry.bearer), ("demander", entry.demander))
        for party in _principals(parties)
    ]


def _principals(parties: Sequence[Party]) -> list[Party]:
    """The parties without those who only act for a state that is among them."""
    states = {f"country:{party.country}" for party in parties if party.kind == "state"}
    return [party for party in parties if party.kind == "state" or not party.sides & states]


def _side_rows(entry: Entry) -> list[dict[str, Any]]:
    keys = {("bearer", key) for key in sides_of(entry.bearer) or frozenset({NOBODY})} | {
        ("demander", key) for key in sides_of(entry.demander)
    }
    keys |= {("about", key) for key in spoken_of(entry)}
    keys |= {("word", stem) for stem in rare_words([entry.own[0].context])}
    return [{"entry_id": entry.id, "side": side, "key": key} for side, key in sorted(keys)]


def _change_rows(entry: Entry) -> list[dict[str, Any]]:
    return [
        {
            "entry_id": entry.id,
            "position": position,
            "effect": change.effect,
            "date": change.source.date or None,
            "article_id": change.source.article,
            "event_id": change.source.event,
            "statement_id": change.source.statement,
            "start": change.source.start,
            "end": change.source.end,
            "speaker_id": int(change.source.speaker.id) if change.source.speaker else None,
            "speaker_text": change.source.speaker_text,
            "claimed": change.claimed,
            "interested": change.interested,
            "confidence": change.confidence,
        }
        for position, change in enumerate(entry.changes, start=1)
    ]

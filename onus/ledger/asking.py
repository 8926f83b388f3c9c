"""Questions to the ledger of a store: which entries, the whole story of one, what has changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypedDict

from onus.errors import LedgerError
from onus.ledger.answers import Digest, EntryRow, Story
from onus.ledger.telling import PENDING, entry_rows, stories
from onus.store.asking import Reader
from onus.store.conditions import (
    Condition,
    Membership,
    at_most,
    day_before,
    newest_first,
    weighed,
)
from onus.store.queries import actors_called
from onus.store.words import is_told_in_words


class EntryFilters(TypedDict, total=False):
    """What entries can be asked for; what is left out asks nothing.

    `bearer` and `demander` are names or ids of actors; that of a state finds those who act for it.
    `status` is one of the record's. `topic` finds acts on that matter, in other words too. `since`
    and `until` are ISO 8601 days: entries that moved since the one and were there by the other.
    `text` is a full-text query over the act and the sentences that tell of it (see `store.words`).
    `limit` is how many are wanted at most.
    """

    bearer: str | int | None
    demander: str | int | None
    status: str | None
    topic: str | None
    since: str | None
    until: str | None
    text: str | None
    limit: int | None


def find_entries(reader: Reader, wanted: EntryFilters) -> list[EntryRow]:
    """The entries that answer all that is asked, those that moved last first."""
    asked = weighed(reader, _conditions(reader, wanted))
    order = newest_first("entries.last_date", "entries.id", asked.few)
    rows = reader.rows(
        f"SELECT entries.* FROM entries WHERE {asked.sql} "
        f"ORDER BY {order}{at_most(wanted.get('limit'))}",
        **asked.values,
    )
    return entry_rows(reader, rows)


def find_story(reader: Reader, identifier: str) -> Story:
    """The story of the entry whose id begins so, or of an obligation ('<article id>:o1').

    Raises `LedgerError` when there is none, or more than one.
    """
    rows = _called(reader, identifier) if identifier else []
    if not rows:
        raise LedgerError(identifier, "is no entry of the ledger; `onus ledger` lists them")
    if len(rows) > 1:
        raise LedgerError(identifier, "begins more than one id; give more of it")
    return stories(reader, rows)[0]


def find_digest(reader: Reader, since: str, until: str) -> Digest:
    """What changed from one day to another (ISO 8601), both included."""
    period = {"since": since, "until": until}
    new = reader.rows(
        "SELECT * FROM entries WHERE first_date BETWEEN :since AND :until ORDER BY first_date, id",
        **period,
    )
    changed = reader.rows(
        "SELECT * FROM entries WHERE first_date < :since AND id IN "
        "(SELECT entry_id FROM entry_changes WHERE date BETWEEN :since AND :until) "
        "ORDER BY (SELECT min(date) FROM entry_changes WHERE entry_id = entries.id "
        "AND date BETWEEN :since AND :until), id",
        **period,
    )
    late = reader.rows(  # a deadline has passed on the day after it
        "SELECT * FROM entries WHERE deadline >= :eve AND deadline < :until "
        "AND status IN :pending ORDER BY deadline, id",
        pending=PENDING,
        eve=day_before(since),
        until=until,
    )
    return Digest(
        since=since,
        until=until,
        new=tuple(stories(reader, new)),
        changed=tuple(stories(reader, changed)),
        overdue=tuple(row for row in entry_rows(reader, late) if row.overdue),
    )


def _called(reader: Reader, identifier: str) -> list[Any]:
    """The entry of this obligation, or the first two whose ids begin so."""
    if ":" in identifier:
        of = "SELECT entry_id FROM obligations WHERE id = :id"
        return reader.rows(f"SELECT * FROM entries WHERE id IN ({of})", id=identifier)
    return reader.rows(
        "SELECT * FROM entries WHERE substr(id, 1, :length) = :id ORDER BY id LIMIT 2",
        id=identifier.lower(),
        length=len(identifier),
    )


def _conditions(reader: Reader, wanted: EntryFilters) -> Iterator[Condition | Membership]:
    for side, actor in (("bearer", wanted.get("bearer")), ("demander", wanted.get("demander"))):
        if actor is not None:
            yield _on_side(reader, side, actor)
    if (status := wanted.get("status")) is not None:
        yield Condition("entries.status = :status", {"status": status.lower()})
    if (since := wanted.get("since")) is not None:
        yield Condition("entries.last_date >= :since", {"since": since})
    if (until := wanted.get("until")) is not None:
        yield Condition("entries.first_date <= :until", {"until": until})
    if (topic := wanted.get("topic")) is not None:
        yield from _on_matter(topic)
    if (text := wanted.get("text")) is not None:
        yield is_told_in_words(reader.kind, text)


def _on_side(reader: Reader, side: str, actor: str | int) -> Membership:
    theirs = f"SELECT entry_id FROM entry_sides WHERE side = '{side}' AND key IN :{side}"
    holds = f"EXISTS ({theirs} AND entry_id = entries.id)"
    return Membership("entries.id", theirs, holds, {side: _keys(reader, actor)})


def _on_matter(topic: str) -> Iterator[Membership]:
    from onus.ledger.acts import about  # the language's lexicon, for naught in other questions

    for number, matter in enumerate(sorted(about(topic))):
        theirs = f"SELECT entry_id FROM entry_matters WHERE matter = :matter_{number}"
        holds = f"EXISTS ({theirs} AND entry_id = entries.id)"
        yield Membership("entries.id", theirs, holds, {f"matter_{number}": matter})


def _keys(reader: Reader, actor: str | int) -> list[str]:
    """The keys of the sides of the actors called so; a state's are those of all who act for it."""
    ids = actors_called(reader, actor)
    states = reader.column(
        "SELECT country FROM actors WHERE id IN :ids AND kind = 'state' AND country IS NOT NULL",
        ids=ids,
    )
    return sorted({*(f"actor:{i}" for i in ids), *(f"country:{code}" for code in states)})

"""The events of a store as every format is written from them, a few at a time in memory.

Parties and speakers are the actors of the registry, so that an actor has one id and one name in the
whole export; a story told by many outlets gives its events once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Unpack

from sqlalchemy import Connection, Row, func, select

from onus.formats.events import Claim, CodedEvent, Origin, Party, Where
from onus.record import Dates, Span
from onus.registry import designations_of
from onus.store.queries import EventFilters, event_conditions
from onus.store.schema import actors, articles, event_parties, events, statements

if TYPE_CHECKING:
    from onus.store.store import Store

_TOGETHER = 1_000  # events looked up at once


def stored_events(store: Store, **wanted: Unpack[EventFilters]) -> Iterator[CodedEvent]:
    """The events that answer all that is asked, in the order they came in.

    Ask as `Store.events`; `limit` is not heeded. What is added meanwhile may be among them. Raises
    `StoreError` when the database fails.
    """
    last = 0
    while True:
        with store.connect() as connection:
            rows = connection.execute(
                select(events)
                .where(events.c.number > last, events.c.counted)
                .where(*event_conditions(connection, wanted))
                .order_by(events.c.number)
                .limit(_TOGETHER)
            ).all()
            found = _coded(connection, rows)
        yield from found
        if len(rows) < _TOGETHER:
            return
        last = rows[-1].number


def _coded(connection: Connection, rows: Sequence[Row[Any]]) -> list[CodedEvent]:
    origins = _origins(connection, {row.article_id for row in rows})
    said = _statements(connection, {row.said_in for row in rows if row.said_in})
    sides = _sides(connection, [row.id for row in rows])
    speakers = {row.speaker_id for row in said.values() if row.speaker_id}
    parties = _parties(connection, speakers.union(*sides.values()))
    return [
        CodedEvent(
            id=row.id,
            day=row.day,
            type=row.type,
            mode=row.mode,
            factuality=row.factuality,
            claim=_claim(said.get(row.said_in), parties),
            sources=_side(sides, parties, row.id, "source"),
            source_text=row.source_text,
            targets=_side(sides, parties, row.id, "target"),
            target_text=row.target_text,
            contexts=tuple(row.contexts),
            cameo=row.cameo,
            quad=row.quad,
            trigger=Span(row.trigger_start, row.trigger_end, row.trigger_text),
            date=_dates(row),
            place=_where(row),
            confidence=row.confidence,
            sentence=row.sentence,
            sentence_text=row.sentence_text,
            article=origins[row.article_id],
        )
        for row in rows
    ]


def _claim(row: Row[Any] | None, parties: dict[int, Party]) -> Claim | None:
    if row is None:
        return None
    return Claim(
        row.id,
        parties.get(row.speaker_id),
        row.speaker_text,
        row.anonymous,
        row.via,
        row.cue_text,
        row.content_text,
        row.form,
    )


def _side(
    sides: dict[tuple[str, str], list[int]], parties: dict[int, Party], event: str, side: str
) -> tuple[Party, ...]:
    """The parties of one side; two that were merged are one."""
    found = (parties[actor] for actor in sides.get((event, side), ()))
    return tuple(dict.fromkeys(found))


def _dates(row: Row[Any]) -> Dates | None:
    if row.date_text is None:
        return None
    return Dates(row.date_start, row.date_end, row.date_text)


def _where(row: Row[Any]) -> Where | None:
    if row.place_name is None:
        return None
    return Where(row.place_name, row.place_country, row.latitude, row.longitude)


def _origins(connection: Connection, identifiers: Collection[str]) -> dict[str, Origin]:
    of = articles.c
    parts = (of.id, of.title, of.published, of.publisher, of.agency, of.language, of.url)
    rows = connection.execute(select(*parts).where(of.id.in_(identifiers)))
    return {row.id: Origin(*row) for row in rows}


def _statements(connection: Connection, identifiers: Collection[str]) -> dict[str, Row[Any]]:
    rows = connection.execute(select(statements).where(statements.c.id.in_(identifiers)))
    return {row.id: row for row in rows}


def _sides(connection: Connection, identifiers: Sequence[str]) -> dict[tuple[str, str], list[int]]:
    rows = connection.execute(
        select(event_parties.c.event_id, event_parties.c.side, event_parties.c.actor_id)
        .where(event_parties.c.event_id.in_(identifiers))
        .order_by(event_parties.c.actor_id)
    )
    found: dict[tuple[str, str], list[int]] = {}
    for event, side, actor in rows:
        found.setdefault((event, side), []).append(actor)
    return found


def _parties(connection: Connection, identifiers: Collection[int]) -> dict[int, Party]:
    """Actors as they are shown: what was merged is the one it was merged into."""
    shown = actors.alias("shown")
    rows = connection.execute(
        select(actors.c.id, shown.c.id, shown.c.name, shown.c.kind, shown.c.country, shown.c.sector)
        .join(shown, shown.c.id == func.coalesce(actors.c.merged_into, actors.c.id))
        .where(actors.c.id.in_(identifiers))
    ).all()
    listed = designations_of(connection, identifiers)
    return {
        actor: Party(
            f"actor-{number}",
            name,
            kind,
            country,
            sector,
            " | ".join(d.label for d in listed.get(actor, ())) or None,
        )
        for actor, number, name, kind, country, sector in rows
    }

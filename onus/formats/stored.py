"""The events of a store as every format is written from them, a few at a time in memory.

Parties and speakers are the actors of the registry, so that an actor has one id and one name in the
whole export; a story told by many outlets gives its events once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Unpack

from onus.formats.events import Claim, CodedEvent, Origin, Party, Where
from onus.record import Dates, Span
from onus.registry import designations_of
from onus.store.asking import Reader, from_json
from onus.store.queries import EventFilters, event_conditions

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
        with store.asking() as reader:
            asked = event_conditions(reader, wanted)
            rows = reader.rows(
                "SELECT events.* FROM events WHERE events.number > :last AND events.counted "
                f"AND {asked.sql} ORDER BY events.number LIMIT {_TOGETHER}",
                last=last,
                **asked.values,
            )
            found = _coded(reader, rows)
        yield from found
        if len(rows) < _TOGETHER:
            return
        last = rows[-1].number


def _coded(reader: Reader, rows: Sequence[Any]) -> list[CodedEvent]:
    origins = _origins(reader, {row.article_id for row in rows})
    said = _statements(reader, {row.said_in for row in rows if row.said_in})
    sides = _sides(reader, [row.id for row in rows])
    speakers = {row.speaker_id for row in said.values() if row.speaker_id}
    parties = _parties(reader, speakers.union(*sides.values()))
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
            contexts=tuple(from_json(row.contexts)),
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


def _claim(row: Any | None, parties: dict[int, Party]) -> Claim | None:
    if row is None:
        return None
    return Claim(
        row.id,
        parties.get(row.speaker_id),
        row.speaker_text,
        bool(row.anonymous),
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


def _dates(row: Any) -> Dates | None:
    if row.date_text is None:
        return None
    return Dates(row.date_start, row.date_end, row.date_text)


def _where(row: Any) -> Where | None:
    if row.place_name is None:
        return None
    return Where(row.place_name, row.place_country, row.latitude, row.longitude)


def _origins(reader: Reader, identifiers: Collection[str]) -> dict[str, Origin]:
    rows = reader.rows(
        "SELECT id, title, published, publisher, agency, language, url FROM articles "
        "WHERE id IN :ids",
        ids=identifiers,
    )
    return {row.id: Origin(*row) for row in rows}


def _statements(reader: Reader, identifiers: Collection[str]) -> dict[str, Any]:
    rows = reader.rows("SELECT * FROM statements WHERE id IN :ids", ids=identifiers)
    return {row.id: row for row in rows}


def _sides(reader: Reader, identifiers: Sequence[str]) -> dict[tuple[str, str], list[int]]:
    rows = reader.rows(
        "SELECT event_id, side, actor_id FROM event_parties WHERE event_id IN :ids "
        "ORDER BY actor_id",
        ids=identifiers,
    )
    found: dict[tuple[str, str], list[int]] = {}
    for event, side, actor in rows:
        found.setdefault((event, side), []).append(actor)
    return found


def _parties(reader: Reader, identifiers: Collection[int]) -> dict[int, Party]:
    """Actors as they are shown: what was merged is the one it was merged into."""
    rows = reader.rows(
        "SELECT actors.id AS actor, shown.id, shown.name, shown.kind, shown.country, shown.sector "
        "FROM actors JOIN actors AS shown ON shown.id = coalesce(actors.merged_into, actors.id) "
        "WHERE actors.id IN :ids",
        ids=identifiers,
    )
    listed = designations_of(reader, identifiers)
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

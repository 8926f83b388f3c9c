"""Questions to a store: which events and statements, told of whom, when, in which words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TypedDict

from sqlalchemy import Column, ColumnElement, Connection, Select, func, literal, or_, select

from onus.store.details import event_rows, statement_rows
from onus.store.membership import Membership, newest_first, weighed
from onus.store.rows import EventRow, StatementRow
from onus.store.schema import actor_names, actors, event_parties, events, statements
from onus.store.words import has_words


class StatementFilters(TypedDict, total=False):
    """What statements can be asked for; what is left out asks nothing.

    `actor` (a name, any the actor goes by, or an id) and `country` (ISO 3166-1 alpha-3) are the
    speaker's. `since` and `until` are ISO 8601 days of publishing, both included. `text` is a
    full-text query over what was said (see `words`). `limit` is how many are wanted at most.
    """

    actor: str | int | None
    country: str | None
    since: str | None
    until: str | None
    text: str | None
    limit: int | None


class EventFilters(StatementFilters, total=False):
    """What events can be asked for.

    `actor` and `country` are those of any party, the days are those of the event, `text` is asked
    of its sentence. `type` is PLOVER's, `quad` 1 to 4, `min_confidence` 0 to 1.
    """

    type: str | None
    quad: int | None
    factuality: str | None
    min_confidence: float


def find_events(connection: Connection, wanted: EventFilters) -> list[EventRow]:
    """The events that answer all that is asked, newest first; each story's events once."""
    conditions, few = weighed(connection, _of_events(connection, wanted))
    query = select(events).where(events.c.counted, *conditions)
    order = newest_first(events.c.day, events.c.number, few)
    rows = connection.execute(query.order_by(*order).limit(wanted.get("limit"))).all()
    return list(event_rows(connection, rows))


def find_statements(connection: Connection, wanted: StatementFilters) -> list[StatementRow]:
    """The statements that answer all that is asked, newest first."""
    conditions, few = weighed(connection, _of_statements(connection, wanted))
    order = newest_first(statements.c.published, statements.c.number, few)
    query = select(statements).where(*conditions)
    rows = connection.execute(query.order_by(*order).limit(wanted.get("limit"))).all()
    return list(statement_rows(connection, rows))


def event_conditions(connection: Connection, wanted: EventFilters) -> list[ColumnElement[bool]]:
    """What an event has to meet to answer all that is asked, but for `limit`."""
    return weighed(connection, _of_events(connection, wanted))[0]


def _of_events(
    connection: Connection, wanted: EventFilters
) -> Iterator[ColumnElement[bool] | Membership]:
    yield from _period(events.c.day, wanted)
    if (kind := wanted.get("type")) is not None:
        yield events.c.type == kind.upper()
    if (quad := wanted.get("quad")) is not None:
        yield events.c.quad == quad
    if (factuality := wanted.get("factuality")) is not None:
        yield events.c.factuality == factuality
    if surest := wanted.get("min_confidence"):
        yield events.c.confidence >= surest
    for chosen in _actors_asked_for(connection, wanted):
        theirs = select(event_parties.c.event_id).where(event_parties.c.actor_id.in_(chosen))
        yield Membership(events.c.id, theirs, event_parties.c.event_id)
    if (text := wanted.get("text")) is not None:  # the dearest to ask for comes last
        yield has_words(connection, events, events.c.sentence_text, text)


def _of_statements(
    connection: Connection, wanted: StatementFilters
) -> Iterator[ColumnElement[bool] | Membership]:
    yield from _period(statements.c.published, wanted)
    for chosen in _actors_asked_for(connection, wanted):
        yield statements.c.speaker_id.in_(chosen)
    if (text := wanted.get("text")) is not None:
        yield has_words(connection, statements, statements.c.content_text, text)


def _period(day: Column[str], wanted: StatementFilters) -> Iterator[ColumnElement[bool]]:
    if (since := wanted.get("since")) is not None:
        yield day >= since
    if (until := wanted.get("until")) is not None:
        yield day < (date.fromisoformat(until) + timedelta(days=1)).isoformat()


def _actors_asked_for(
    connection: Connection, wanted: StatementFilters
) -> Iterator[Sequence[int] | Select[tuple[int]]]:
    """The actors one of whom has to take part, for each filter that asks for actors."""
    if (actor := wanted.get("actor")) is not None:
        yield actors_called(connection, actor)
    if (country := wanted.get("country")) is not None:
        yield select(actors.c.id).where(actors.c.country == country.upper())


def actors_called(connection: Connection, actor: str | int) -> list[int]:
    """The ids of the actors with this id or name, and of those that were merged with them.

    When nobody goes by that very name, those in whose names its words stand together are taken.
    """
    if isinstance(actor, int) or actor.isdecimal():
        found = {int(actor)}
    else:
        found = _named(connection, func.lower(actor_names.c.name) == actor.lower())
        if not found:
            padded = literal(" ") + func.lower(actor_names.c.name) + " "
            found = _named(connection, padded.contains(f" {actor.lower()} ", autoescape=True))
    roots = connection.scalars(
        select(func.coalesce(actors.c.merged_into, actors.c.id)).where(actors.c.id.in_(found))
    ).all()
    return sorted(
        connection.scalars(
            select(actors.c.id).where(or_(actors.c.id.in_(roots), actors.c.merged_into.in_(roots)))
        )
    )


def _named(connection: Connection, condition: ColumnElement[bool]) -> set[int]:
    return set(connection.scalars(select(actor_names.c.actor_id).where(condition)))

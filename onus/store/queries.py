"""Questions to a store: which events and statements, told of whom, when, in which words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from onus.store.asking import Reader, blocks
from onus.store.conditions import (
    Condition,
    Membership,
    Weighed,
    at_most,
    newest_first,
    next_day,
    weighed,
)
from onus.store.details import event_rows, statement_rows
from onus.store.filters import one_of
from onus.store.rows import EventRow, StatementRow
from onus.store.words import has_words

_DIGITS = 18  # of a number that any database can hold


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


def find_events(reader: Reader, wanted: EventFilters) -> list[EventRow]:
    """The events that answer all that is asked, newest first; each story's events once."""
    asked = event_conditions(reader, wanted)
    order = newest_first("events.day", "events.number DESC", asked.few)
    rows = reader.rows(
        f"SELECT events.* FROM events WHERE events.counted AND {asked.sql} "
        f"ORDER BY {order}{at_most(wanted.get('limit'))}",
        **asked.values,
    )
    return list(event_rows(reader, rows))


def find_statements(reader: Reader, wanted: StatementFilters) -> list[StatementRow]:
    """The statements that answer all that is asked, newest first."""
    asked = weighed(reader, _of_statements(reader, wanted))
    order = newest_first("statements.published", "statements.number DESC", asked.few)
    rows = reader.rows(
        f"SELECT statements.* FROM statements WHERE {asked.sql} "
        f"ORDER BY {order}{at_most(wanted.get('limit'))}",
        **asked.values,
    )
    return list(statement_rows(reader, rows))


def event_conditions(reader: Reader, wanted: EventFilters) -> Weighed:
    """What an event has to meet to answer all that is asked, but for `limit`."""
    return weighed(reader, _of_events(reader, wanted))


def _of_events(reader: Reader, wanted: EventFilters) -> Iterator[Condition | Membership]:
    yield from _period("events.day", wanted)
    if (kind := wanted.get("type")) is not None:
        yield Condition("events.type = :type", {"type": _known_type(reader, kind)})
    if (quad := wanted.get("quad")) is not None:
        yield Condition("events.quad = :quad", {"quad": quad})
    if (factuality := wanted.get("factuality")) is not None:
        yield Condition("events.factuality = :factuality", {"factuality": factuality})
    if surest := wanted.get("min_confidence"):
        yield Condition("events.confidence >= :surest", {"surest": surest})
    for chosen in _actors_asked_for(reader, wanted):
        theirs = f"SELECT event_id FROM event_parties WHERE actor_id IN {chosen.sql}"
        holds = f"EXISTS ({theirs} AND event_id = events.id)"
        yield Membership("events.id", theirs, holds, chosen.values)
    if (text := wanted.get("text")) is not None:  # the dearest to ask for comes last
        yield has_words(reader.kind, "events", text)


def _of_statements(reader: Reader, wanted: StatementFilters) -> Iterator[Condition | Membership]:
    yield from _period("statements.published", wanted)
    for chosen in _actors_asked_for(reader, wanted):
        yield Condition(f"statements.speaker_id IN {chosen.sql}", chosen.values)
    if (text := wanted.get("text")) is not None:
        yield has_words(reader.kind, "statements", text)


def _period(day: str, wanted: StatementFilters) -> Iterator[Condition]:
    if (since := wanted.get("since")) is not None:
        yield Condition(f"{day} >= :since", {"since": since})
    if (until := wanted.get("until")) is not None:
        yield Condition(f"{day} < :after", {"after": next_day(until)})


def _known_type(reader: Reader, kind: str) -> str:
    """The type's name, when there is such a type. Raises `FilterError` when there is none.

    The ontology is asked last, since reading it takes longer than answering.
    """
    name = kind.upper()
    if reader.value("SELECT 1 FROM events WHERE type = :type LIMIT 1", type=name) is None:
        from onus.coding.ontology import ontology

        one_of("type", kind, sorted(ontology().types))
    return name


def _actors_asked_for(reader: Reader, wanted: StatementFilters) -> Iterator[Condition]:
    """The actors one of whom has to take part, for each filter that asks for actors.

    One that was merged into another has the other's country.
    """
    if (actor := wanted.get("actor")) is not None:
        yield Condition(":actors", {"actors": actors_called(reader, actor)})
    if (country := wanted.get("country")) is not None:
        yield _actors_of(reader, country.upper())


def _actors_of(reader: Reader, country: str) -> Condition:
    """The actors of a country: as rows of their own but for the few that a person has merged."""
    merged = reader.rows(
        "SELECT actors.id, actors.country, shown.country AS now FROM actors "
        "JOIN actors AS shown ON shown.id = actors.merged_into"
    )
    here = {row.id for row in merged if row.now == country != row.country}
    elsewhere = {row.id for row in merged if row.country == country != row.now}
    theirs = "country = :country"
    if elsewhere:
        theirs = f"({theirs} AND id NOT IN :elsewhere)"
    if here:
        theirs += " OR id IN :here"
    values = {"country": country, "here": here, "elsewhere": elsewhere}
    return Condition(f"(SELECT id FROM actors WHERE {theirs})", values)


def actors_called(reader: Reader, actor: str | int) -> list[int]:
    """The ids of the actors with this id or name, and of those that were merged with them.

    When nobody goes by that very name, those in whose names its words stand together are taken.
    """
    if isinstance(actor, int) or actor.isdecimal():
        found = _numbered(actor)
    else:
        from onus.registry.finding import going_by  # alphabets, for naught in other questions

        found = going_by(reader, actor)
    theirs = (
        "SELECT id FROM actors WHERE coalesce(merged_into, id) IN "
        "(SELECT coalesce(merged_into, id) FROM actors WHERE id IN :found) ORDER BY id"
    )
    return sorted({i for part in blocks(found) for i in reader.column(theirs, found=part)})


def _numbered(actor: str | int) -> list[int]:
    """The number, unless it is longer than a database counts."""
    if isinstance(actor, str) and len(actor) > _DIGITS:
        return []
    return [int(actor)] if abs(int(actor)) < 10**_DIGITS else []

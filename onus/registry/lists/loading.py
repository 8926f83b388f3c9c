"""Puts a list into a store and takes it out again.

A list is known by its name; loaded again under that name, the new file takes the place of the old
one, and what a person has decided about its entries stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from onus.errors import RegistryError
from onus.registry import names, sightings
from onus.registry.lists.decisions import decide_again
from onus.registry.lists.entry import Entry
from onus.registry.lists.matching import match_list
from onus.resolving.countries import country_named
from onus.store.schema import actor_designations, designation_names, designations, lists

_TOGETHER = 500  # entries written at once


@dataclass(frozen=True, slots=True)
class Loaded:
    """A list as it stands in the store: how many entries it has, actors it is linked to and
    actors that a person has to decide about.
    """

    name: str
    source: str | None
    loaded_at: str
    entries: int
    linked: int
    offered: int


def load_list(connection: Connection, name: str, source: str, entries: Iterable[Entry]) -> Loaded:
    """Load a list under `name` and link it to the actors of the store."""
    old = connection.scalar(select(lists.c.id).where(lists.c.name == name))
    if old is not None:
        _take_out(connection, old)
    number = (connection.scalar(select(func.max(lists.c.id))) or 0) + 1
    connection.execute(
        insert(lists).values(
            id=number,
            name=name,
            source=source,
            loaded_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
    )
    latest = connection.scalar(select(func.max(designations.c.id))) or 0
    numbered = enumerate(entries, start=latest + 1)
    while batch := list(islice(numbered, _TOGETHER)):
        _put(connection, number, batch)
    match_list(connection, number)
    decide_again(connection)
    return next(found for found in loaded_lists(connection) if found.name == name)


def take_out(connection: Connection, name: str) -> None:
    """Take a list out of the store. Raises `RegistryError` when there is none of this name."""
    number = connection.scalar(select(lists.c.id).where(lists.c.name == name))
    if number is None:
        raise RegistryError(f"there is no list {name!r}")
    _take_out(connection, number)


def loaded_lists(connection: Connection) -> list[Loaded]:
    """The lists of the store by name."""
    entries = _counts(
        connection, select(designations.c.list_id, func.count()).group_by(designations.c.list_id)
    )
    by_state = {
        state: _counts(
            connection,
            select(designations.c.list_id, func.count(actor_designations.c.actor_id.distinct()))
            .join(designations, designations.c.id == actor_designations.c.designation_id)
            .where(actor_designations.c.state == state)
            .group_by(designations.c.list_id),
        )
        for state in ("linked", "offered")
    }
    return [
        Loaded(
            name=row.name,
            source=row.source,
            loaded_at=row.loaded_at,
            entries=entries.get(row.id, 0),
            linked=by_state["linked"].get(row.id, 0),
            offered=by_state["offered"].get(row.id, 0),
        )
        for row in connection.execute(select(lists).order_by(lists.c.name))
    ]


def entry_keys(entry: Entry) -> Iterator[tuple[str, str]]:
    """The names of an entry, each with what it is looked up by; see `registry.keeping`."""
    for name in entry.names:
        if entry.kind != "person":
            yield name, names.body_key(name)
            state = country_named(name)
            if state is not None:
                yield name, sightings.state_key(state.code)
            settled = sightings.body_key(name, entry.countries[0] if entry.countries else None)
            if settled:
                yield name, settled
        if entry.kind not in ("organisation", "state") and len(names.words(name)) > 1:
            for key in (*names.keys(name), *names.near_keys(name)):
                yield name, key


def _put(connection: Connection, number: int, batch: list[tuple[int, Entry]]) -> None:
    connection.execute(
        insert(designations),
        [
            {
                "id": identifier,
                "list_id": number,
                "external_id": entry.id,
                "name": entry.names[0],
                "kind": entry.kind,
                "country": " ".join(entry.countries) or None,
                "born": " ".join(entry.born) or None,
                "from_date": entry.start,
                "to_date": entry.end,
                "programme": entry.programme,
            }
            for identifier, entry in batch
        ],
    )
    rows: list[dict[str, Any]] = [
        {"designation_id": identifier, "name": name, "key": key}
        for identifier, entry in batch
        for name, key in dict.fromkeys(entry_keys(entry))
        if key
    ]
    if rows:
        connection.execute(insert(designation_names), rows)


def _take_out(connection: Connection, number: int) -> None:
    inside = select(designations.c.id).where(designations.c.list_id == number)
    for table in (actor_designations, designation_names):
        connection.execute(delete(table).where(table.c.designation_id.in_(inside)))
    connection.execute(delete(designations).where(designations.c.list_id == number))
    connection.execute(delete(lists).where(lists.c.id == number))


def _counts(connection: Connection, query: Any) -> dict[int, int]:
    return {row[0]: row[1] for row in connection.execute(query)}

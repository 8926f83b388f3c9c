"""What a person sets right: merges and splits of actors, each of which can be undone.

A merge moves nothing: the merged actor points at the one it is (`actors.merged_into`), always at
the last of a chain. A split makes a new actor and gives it what some articles say; undone, the new
actor points back. So both outlast a new reading of the articles.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, or_, select, update

from onus.errors import RegistryError
from onus.record import Record
from onus.registry.keeping import keep_facts, keep_names, name_rows, new_actor
from onus.registry.known import group
from onus.registry.sightings import Sighting, sightings
from onus.store.schema import (
    actor_names,
    actor_roles,
    actors,
    articles,
    corrections,
    event_parties,
    events,
    mentions,
    obligation_parties,
    obligations,
    statements,
)


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing a person set right; `at` and `undone_at` are UTC, ISO 8601."""

    id: int
    kind: str
    data: dict[str, Any]
    at: str
    undone_at: str | None


def merge(connection: Connection, into: int, other: int) -> int:
    """Make `other` and `into` one actor, shown as `into`; gives the correction's number.

    Raises `RegistryError` when one of them is not there or both are one already.
    """
    first, second = root(connection, into), root(connection, other)
    if first == second:
        raise RegistryError(f"actors {into} and {other} are one already")
    number = note(connection, "merge", {"into": first, "actor": second})
    _point(connection, second, first)
    return number


def split(connection: Connection, actor: int, chosen: Sequence[str]) -> tuple[int, int]:
    """Make somebody else of what these articles say of an actor.

    Gives the correction's number and the new actor. `chosen` are article ids or their beginnings.
    Raises `RegistryError` when an article is not there or does not mention the actor, or when
    nothing would be left.
    """
    old = root(connection, actor)
    members = group(connection, old)
    where = {
        article: _mentions(connection, article, members)
        for article in _articles(connection, chosen)
    }
    for article, found in where.items():
        if not found:
            raise RegistryError(f"article {article} does not mention actor {actor}")
    met = connection.scalar(
        select(func.count(mentions.c.article_id.distinct())).where(mentions.c.actor_id.in_(members))
    )
    if met == len(where):
        raise RegistryError(f"actor {actor} is in no other article; nothing would be left of it")
    seen = {article: _seen(connection, article, found) for article, found in where.items()}
    every = [sighting for found in seen.values() for sighting in found]
    new = new_actor(connection, every[0])
    for sighting in every:
        keep_facts(connection, new, sighting)
        keep_names(connection, new, name_rows(sighting))
    for article in where:
        _move(connection, article, members, new)
    _drop_names(connection, members, every)
    number = note(connection, "split", {"actor": old, "new": new, "articles": sorted(where)})
    return number, new


def undo(connection: Connection, number: int) -> Correction:
    """Take a correction back. Raises `RegistryError` when there is none or it was undone."""
    row = connection.execute(select(corrections).where(corrections.c.id == number)).one_or_none()
    if row is None:
        raise RegistryError(f"there is no correction {number}")
    if row.undone_at is not None:
        raise RegistryError(f"correction {number} was undone on {row.undone_at[:10]}")
    connection.execute(
        update(corrections).where(corrections.c.id == number).values(undone_at=_now())
    )
    if row.kind in ("merge", "split"):
        _point_all_anew(connection)
    return Correction(row.id, row.kind, row.data, row.at, _now())


def history(connection: Connection) -> list[Correction]:
    """All corrections, the oldest first."""
    rows = connection.execute(select(corrections).order_by(corrections.c.id))
    return [Correction(row.id, row.kind, row.data, row.at, row.undone_at) for row in rows]


def pinned(connection: Connection, article: str) -> dict[int, int]:
    """Which actors are somebody else in this article, by the splits that hold."""
    rows = connection.execute(
        select(corrections.c.data)
        .where(corrections.c.kind == "split", corrections.c.undone_at.is_(None))
        .order_by(corrections.c.id)
    )
    return {
        member: data["new"]
        for (data,) in rows
        if article in data["articles"]
        for member in group(connection, data["actor"])
    }


def concerned(connection: Connection, number: int) -> frozenset[int]:
    """The actors that a merge or split is about, and all that are one with them now."""
    row = connection.execute(
        select(corrections.c.kind, corrections.c.data).where(corrections.c.id == number)
    ).one_or_none()
    if row is None or row.kind not in ("merge", "split"):
        return frozenset()
    named = (row.data[part] for part in ("into", "actor", "new") if part in row.data)
    return frozenset(member for actor in named for member in group(connection, actor))


def root(connection: Connection, actor: int) -> int:
    """The actor that this one is, after merges. Raises `RegistryError` when there is none."""
    found = connection.scalar(
        select(func.coalesce(actors.c.merged_into, actors.c.id)).where(actors.c.id == actor)
    )
    if found is None:
        raise RegistryError(f"there is no actor {actor}")
    return int(found)


def note(connection: Connection, kind: str, data: dict[str, Any]) -> int:
    """Write a correction down; gives its number."""
    number = (connection.scalar(select(func.max(corrections.c.id))) or 0) + 1
    connection.execute(insert(corrections).values(id=number, kind=kind, data=data, at=_now()))
    return number


def _point(connection: Connection, actor: int, into: int) -> None:
    connection.execute(
        update(actors)
        .where(or_(actors.c.id == actor, actors.c.merged_into == actor))
        .values(merged_into=into)
    )


def _point_all_anew(connection: Connection) -> None:
    """Lay all merges that hold again, in their order, from nothing."""
    connection.execute(
        update(actors).where(actors.c.merged_into.is_not(None)).values(merged_into=None)
    )
    for correction in history(connection):
        holds = correction.undone_at is None
        if correction.kind == "merge" and holds:
            pair = correction.data["actor"], correction.data["into"]
        elif correction.kind == "split" and not holds:
            pair = correction.data["new"], correction.data["actor"]
        else:
            continue
        one, other = (root(connection, actor) for actor in pair)
        if one != other:
            _point(connection, one, other)


def _articles(connection: Connection, chosen: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for beginning in chosen:
        rows = connection.scalars(
            select(articles.c.id)
            .where(articles.c.id.startswith(beginning, autoescape=True))
            .limit(2)
        ).all()
        if len(rows) != 1:
            many = "several articles begin" if rows else "no article begins"
            raise RegistryError(f"{many} with {beginning!r}")
        found.setdefault(rows[0])
    return list(found)


def _mentions(connection: Connection, article: str, members: Sequence[int]) -> list[str]:
    return list(
        connection.scalars(
            select(mentions.c.local_id)
            .where(mentions.c.article_id == article, mentions.c.actor_id.in_(members))
            .order_by(mentions.c.local_id)
        )
    )


def _seen(connection: Connection, article: str, local: Sequence[str]) -> list[Sighting]:
    text = connection.scalar(select(articles.c.record).where(articles.c.id == article))
    record = Record.from_dict(json.loads(text or "{}"))
    return [sighting for sighting in sightings(record) if sighting.local in local]


def _move(connection: Connection, article: str, members: Sequence[int], new: int) -> None:
    """Give what the article says of the old actor to the new one."""
    for table, column in (
        (mentions, mentions.c.actor_id),
        (actor_roles, actor_roles.c.actor_id),
        (statements, statements.c.speaker_id),
    ):
        connection.execute(
            update(table)
            .where(table.c.article_id == article, column.in_(members))
            .values({column: new})
        )
    _move_parties(connection, event_parties, "event_id", events, article, members, new)
    _move_parties(
        connection, obligation_parties, "obligation_id", obligations, article, members, new
    )


def _move_parties(
    connection: Connection,
    parties: Table,
    column: str,
    owner: Table,
    article: str,
    members: Sequence[int],
    new: int,
) -> None:
    inside = parties.c[column].in_(select(owner.c.id).where(owner.c.article_id == article))
    rows = connection.execute(
        select(parties.c[column], parties.c.side)
        .where(inside, parties.c.actor_id.in_(members))
        .distinct()
    ).all()
    connection.execute(delete(parties).where(inside, parties.c.actor_id.in_(members)))
    if rows:
        connection.execute(
            insert(parties),
            [{column: row[0], "side": row.side, "actor_id": new} for row in rows],
        )


def _drop_names(connection: Connection, members: Sequence[int], gone: Sequence[Sighting]) -> None:
    """Take from the old actor the names that only the articles split off gave it."""
    doubtful = {(row[0], row[1]) for sighting in gone for row in name_rows(sighting)}
    rest = connection.execute(
        select(mentions.c.article_id, mentions.c.local_id)
        .where(mentions.c.actor_id.in_(members))
        .order_by(mentions.c.article_id)
    )
    for article, local in rest:
        if not doubtful:
            return
        for sighting in _seen(connection, article, [local]):
            doubtful -= {(row[0], row[1]) for row in name_rows(sighting)}
    for name, key in sorted(doubtful):
        connection.execute(
            delete(actor_names).where(
                actor_names.c.actor_id.in_(members),
                actor_names.c.name == name,
                actor_names.c.key == key,
            )
        )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

"""What a person sets right: merges and splits of actors, each of which can be undone.

A merge moves nothing: the merged actor points at the one it is (`actors.merged_into`), always at
the last of a chain. A split makes a new actor and gives it what some articles say; it remembers
from whom. Undone, these have it again and the new actor points back. So both outlast a new reading
of the articles, and it does not matter in which order they are undone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update

from onus.errors import RegistryError
from onus.registry.keeping import keep_facts, new_actor
from onus.registry.known import group
from onus.registry.moving import Before, give_back, said_of, take
from onus.store.schema import actors, articles, corrections, mentions

_LARGEST = 2**31 - 1  # that PostgreSQL keeps in a column of whole numbers


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
    said = {
        article: said_of(connection, members, article) for article in _articles(connection, chosen)
    }
    for article, found in said.items():
        if not found:
            raise RegistryError(f"article {article} does not mention actor {actor}")
    met = connection.scalar(
        select(func.count(mentions.c.article_id.distinct())).where(mentions.c.actor_id.in_(members))
    )
    if met == len(said):
        raise RegistryError(f"actor {actor} is in no other article; nothing would be left of it")
    every = [one for found in said.values() for one in found]
    new = new_actor(connection, every[0].sighting)
    for one in every:
        keep_facts(connection, new, one.sighting)
    before = take(connection, members, every, new)
    number = note(
        connection,
        "split",
        {"actor": old, "new": new, "articles": sorted(said), "before": asdict(before)},
    )
    return number, new


def undo(connection: Connection, number: int) -> Correction:
    """Take a correction back. Raises `RegistryError` when there is none or it was undone."""
    correction = _correction(connection, number)
    if correction is None:
        raise RegistryError(f"there is no correction {number}")
    if correction.undone_at is not None:
        raise RegistryError(f"correction {number} was undone on {correction.undone_at[:10]}")
    undone = replace(correction, undone_at=_now())
    connection.execute(
        update(corrections).where(corrections.c.id == number).values(undone_at=undone.undone_at)
    )
    if undone.kind in ("merge", "split"):
        _give_all_back(connection)
        _point_all_anew(connection)
    return undone


def history(connection: Connection) -> list[Correction]:
    """All corrections, the oldest first."""
    rows = connection.execute(select(corrections).order_by(corrections.c.id))
    return [Correction(*row) for row in rows]


def pinned(connection: Connection, article: str) -> dict[int, int]:
    """Which actors are somebody else in this article, by the splits that hold."""
    splits = [one for one in history(connection) if one.kind == "split"]
    pins = {
        member: one.data["new"]
        for one in splits
        if one.undone_at is None and article in one.data["articles"]
        for member in (
            *group(connection, one.data["actor"]),
            *_givers(splits, {one.data["new"]}, article),
        )
    }
    return {member: _last(pins, new) for member, new in pins.items()}


def concerned(connection: Connection, number: int) -> frozenset[int]:
    """The actors that a merge or split is about, and all that are one with them now."""
    correction = _correction(connection, number)
    if correction is None or correction.kind not in ("merge", "split"):
        return frozenset()
    data = correction.data
    named = {data[part] for part in ("into", "actor", "new") if part in data}
    every = named | _givers(history(connection), named)
    return frozenset(member for actor in every for member in group(connection, actor))


def root(connection: Connection, actor: int) -> int:
    """The actor that this one is, after merges. Raises `RegistryError` when there is none."""
    found = (
        connection.scalar(
            select(func.coalesce(actors.c.merged_into, actors.c.id)).where(actors.c.id == actor)
        )
        if actor <= _LARGEST
        else None
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


def _correction(connection: Connection, number: int) -> Correction | None:
    if number > _LARGEST:
        return None
    row = connection.execute(select(corrections).where(corrections.c.id == number)).one_or_none()
    return None if row is None else Correction(*row)


def _givers(
    earlier: Sequence[Correction], new: Collection[int], article: str | None = None
) -> frozenset[int]:
    """From whom splits took what these new actors have, in one article or in any.

    Of what was split off twice, the first owner is one of them too.
    """
    found: frozenset[int] = frozenset()
    for one in reversed(earlier):
        if one.kind == "split" and one.data["new"] in found | frozenset(new):
            found |= Before.of(one.data).givers(article)
    return found


def _last(pins: Mapping[int, int], new: int) -> int:
    """Who an actor is after all splits of it; a later one's actor has the higher number."""
    while pins.get(new, new) > new:
        new = pins[new]
    return new


def _give_all_back(connection: Connection) -> None:
    """Give back what splits took that are undone, those of the latest first.

    What was split off twice comes back to the first owner only when both are undone.
    """
    for correction in reversed(history(connection)):
        if correction.kind == "split" and correction.undone_at is not None:
            give_back(connection, correction.data["new"], Before.of(correction.data))


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
            givers = Before.of(correction.data).givers()
            only = next(iter(givers)) if len(givers) == 1 else correction.data["actor"]
            pair = correction.data["new"], only
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


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

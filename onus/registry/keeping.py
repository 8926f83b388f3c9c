"""What one article adds to the registry: actors, their names, and evidence of their roles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from onus.registry import names
from onus.registry.sightings import Sighting, article_key
from onus.resolving.institutions import institution_named
from onus.store.schema import actor_names, actor_roles, actors

NameRow = tuple[str, str, int]  # name, key, seen


def new_actor(connection: Connection, sighting: Sighting) -> int:
    """Enter an actor under the next number, so that the same articles give the same numbers."""
    latest = connection.scalar(select(func.max(actors.c.id))) or 0
    connection.execute(
        insert(actors).values(
            id=latest + 1,
            name=sighting.name,
            kind=sighting.kind,
            country=sighting.country,
            sector=sighting.sector,
        )
    )
    return latest + 1


def forget_roles(connection: Connection, article: str) -> None:
    """Drop the evidence that an earlier reading of the article gave."""
    connection.execute(delete(actor_roles).where(actor_roles.c.article_id == article))


def name_rows(sighting: Sighting) -> list[NameRow]:
    """The names of an actor that the registry knows, with what they are looked up by."""
    if sighting.sort == "office":
        return [(sighting.name, sighting.key, 1)]
    if sighting.sort == "person":
        return [row for name in sighting.names for row in _person_rows(name)]
    rows = [(name, names.body_key(name), 1) for name in sighting.names]
    if sighting.sort == "group":
        rows += [
            (short, names.initials_key(short), 0)
            for short in map(_initials, sighting.names)
            if short
        ]
    if sighting.key:
        rows.append((sighting.name, sighting.key, 1))
    institution = institution_named(sighting.name)
    if institution is not None:
        rows += [(name, names.body_key(name), 0) for name in institution.names]
    return rows


def lone_row(article: str, name: str, number: int) -> NameRow:
    """The name of an actor that is known by one article alone, the `number`th of this name."""
    suffix = f":{number}" if number > 1 else ""
    return (name, article_key(article, name) + suffix, 1)


def keep_names(connection: Connection, actor: int, rows: Iterable[NameRow]) -> bool:
    """Enter the names that an actor does not have yet; True when there was one.

    A name that was only part of a longer one is marked as met.
    """
    kept = {
        (row.name, row.key): row.seen
        for row in connection.execute(
            select(actor_names.c.name, actor_names.c.key, actor_names.c.seen).where(
                actor_names.c.actor_id == actor
            )
        )
    }
    fresh: dict[tuple[str, str], int] = {}
    for name, key, seen in rows:
        if key and seen > max(kept.get((name, key), -1), fresh.get((name, key), -1)):
            fresh[(name, key)] = seen
    new = [
        {"actor_id": actor, "name": name, "key": key, "seen": seen}
        for (name, key), seen in sorted(fresh.items())
        if (name, key) not in kept
    ]
    if new:
        connection.execute(insert(actor_names), new)
    for name, key in sorted(entry for entry in fresh if entry in kept):
        connection.execute(
            update(actor_names)
            .where(
                actor_names.c.actor_id == actor,
                actor_names.c.name == name,
                actor_names.c.key == key,
            )
            .values(seen=1)
        )
    return bool(fresh)


def keep_roles(
    connection: Connection, article: str, day: str | None, wanted: Mapping[int, Sequence[Sighting]]
) -> None:
    """Enter the evidence of roles, once a day for each role of an actor.

    An office without a name is no evidence of who holds it, whomever it was taken for.
    """
    said = {
        (actor, role.title, role.country): role
        for actor, found in wanted.items()
        for sighting in found
        if sighting.sort == "person"
        for role in reversed(sighting.roles)
    }
    if not said:
        return
    kept = {
        (row.actor_id, row.role, row.country)
        for row in connection.execute(
            select(actor_roles.c.actor_id, actor_roles.c.role, actor_roles.c.country).where(
                actor_roles.c.actor_id.in_(wanted.keys()), actor_roles.c.first_seen == day
            )
        )
    }
    rows: list[dict[str, Any]] = [
        {
            "actor_id": actor,
            "role": title,
            "country": country,
            "first_seen": day,
            "last_seen": day,
            "article_id": article,
            "start": role.start,
            "end": role.end,
        }
        for (actor, title, country), role in said.items()
        if (actor, title, country) not in kept
    ]
    if rows:
        connection.execute(insert(actor_roles), rows)


def keep_facts(connection: Connection, actor: int, sighting: Sighting) -> bool:
    """Fill in what was not known of an actor: country, sector, an office, a name in full.

    True when there was something to fill in.
    """
    row = connection.execute(select(actors).where(actors.c.id == actor)).one()
    better: dict[str, str] = {}
    if row.country is None and sighting.country is not None:
        better["country"] = sighting.country
    if row.sector is None and sighting.sector is not None:
        better["sector"] = sighting.sector
    if row.kind == "person" and sighting.kind == "office holder":
        better["kind"] = sighting.kind
    if (
        sighting.sort == "person"
        and not sighting.is_bare
        and row.kind in ("person", "office holder")
        and len(names.words(row.name)) < 2
    ):
        better["name"] = sighting.name
    if better:
        connection.execute(update(actors).where(actors.c.id == actor).values(better))
    return bool(better)


def _initials(name: str) -> str:
    """The initials that a body of three words or more may go by: "SCO"; "" for others."""
    letters = [word[0] for word in name.replace("-", " ").split() if word[0].isupper()]
    return "".join(letters) if len(letters) > 2 else ""


def _person_rows(name: str) -> list[NameRow]:
    """A full name by its keys, and every part of it that can stand for it."""
    words = names.words(name)
    if len(words) == 1:
        return [(name, names.part_key(words[0]), 1)]
    rows: list[NameRow] = [(name, key, 1) for key in (*names.keys(name), *names.near_keys(name))]
    written = name.split()
    for start in range(1, len(written) - 1):
        ending = " ".join(written[start:])
        rows.append((ending, names.key(ending), 0))
    for word in written:
        for part in names.words(word)[:1]:
            if len(part) > 1 and part in words:
                rows.append((word, names.part_key(part), 0))
    return rows

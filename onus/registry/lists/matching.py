"""Links actors of the registry to entries of the lists that are loaded, both ways round.

`match_list` when a list comes into a store, `match_actors` when something new is known of actors.
What a person has decided stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update

from onus.registry import names
from onus.registry.lists.grading import Grade, Party, grade
from onus.store.schema import (
    actor_designations,
    actor_names,
    actors,
    designation_names,
    designations,
    mentions,
)

_UNIQUE = ("state:", "body:", "office:")
_TOGETHER = 100  # actors matched at once, so that a long list takes little memory
_ASKED = 5_000  # entries asked for at once; databases take no more than some ten thousand values
_SOME = 50  # articles whose countries are asked for


def match_list(connection: Connection, number: int) -> None:
    """Link the entries of list `number` to the actors that are in the store."""
    last = connection.scalar(select(func.max(actors.c.id))) or 0
    for first in range(1, last + 1, _TOGETHER):
        some = actor_names.c.actor_id.between(first, first + _TOGETHER - 1)
        _match(connection, _pairs(connection, and_(some, designations.c.list_id == number)))


def match_actors(connection: Connection, identifiers: Sequence[int]) -> None:
    """Link these actors to the entries of all lists."""
    if identifiers and connection.scalar(select(designations.c.id).limit(1)) is not None:
        for first in range(0, len(identifiers), _TOGETHER):
            some = actor_names.c.actor_id.in_(identifiers[first : first + _TOGETHER])
            _match(connection, _pairs(connection, some))


def _pairs(connection: Connection, wanted: ColumnElement[bool]) -> list[tuple[int, int]]:
    """Actors and entries that share the key of a name."""
    rows = connection.execute(
        select(actor_names.c.actor_id, designation_names.c.designation_id)
        .distinct()
        .join(designation_names, designation_names.c.key == actor_names.c.key)
        .join(designations, designations.c.id == designation_names.c.designation_id)
        .where(wanted)
        .order_by(actor_names.c.actor_id, designation_names.c.designation_id)
    )
    return [(row[0], row[1]) for row in rows]


def _match(connection: Connection, pairs: Sequence[tuple[int, int]]) -> None:
    """Grade pairs and write down what comes of it; all pairs of an actor have to come together."""
    known = _actors(connection, sorted({actor for actor, _ in pairs}))
    listed = sorted({entry for _, entry in pairs})
    entries: dict[int, _Listed] = {}
    for first in range(0, len(listed), _ASKED):
        entries |= _entries(connection, listed[first : first + _ASKED])
    graded = {
        (actor, entry): found
        for actor, entry in pairs
        if (found := _grade(connection, actor, known[actor], entries[entry].party)) is not None
    }
    _keep(connection, _without_namesakes(graded, entries))


def _grade(connection: Connection, actor: int, known: Party, entry: Party) -> Grade | None:
    found = grade(known, entry, frozenset())
    if found is not None and found.state == "offered" and not known.countries and entry.countries:
        return grade(known, entry, _company(connection, actor))
    return found


@dataclass(frozen=True, slots=True)
class _Listed:
    party: Party
    list: int
    born: frozenset[str]


def _without_namesakes(
    graded: Mapping[tuple[int, int], Grade], entries: Mapping[int, _Listed]
) -> dict[tuple[int, int], Grade]:
    """Entries of one list with other birth dates are namesakes: a person has to say which."""
    linked: dict[tuple[int, int], set[frozenset[str]]] = defaultdict(set)
    for (actor, entry), found in graded.items():
        listed = entries[entry]
        if found.state == "linked" and listed.born:
            linked[actor, listed.list].add(frozenset(day[:4] for day in listed.born))
    doubtful = {
        place
        for place, years in linked.items()
        if any(not one & other for one in years for other in years)
    }
    return {
        (actor, entry): Grade("offered", found.score)
        if found.state == "linked" and (actor, entries[entry].list) in doubtful
        else found
        for (actor, entry), found in graded.items()
    }


def _keep(connection: Connection, graded: Mapping[tuple[int, int], Grade]) -> None:
    """Write grades down; a later look may turn an offer into a link, never the other way."""
    for actor, entry in sorted(graded):
        found = graded[actor, entry]
        here = and_(
            actor_designations.c.actor_id == actor, actor_designations.c.designation_id == entry
        )
        row = connection.execute(select(actor_designations).where(here)).one_or_none()
        if row is None:
            connection.execute(
                insert(actor_designations).values(
                    actor_id=actor,
                    designation_id=entry,
                    score=round(found.score, 3),
                    state=found.state,
                    by_hand=False,
                )
            )
        elif not row.by_hand and row.state == "offered" and found.state == "linked":
            connection.execute(
                update(actor_designations)
                .where(here)
                .values(score=round(found.score, 3), state=found.state)
            )


def _actors(connection: Connection, identifiers: Collection[int]) -> dict[int, Party]:
    rows = connection.execute(
        select(actors.c.id, actors.c.kind, actors.c.country).where(actors.c.id.in_(identifiers))
    ).all()
    called = _called(connection, identifiers)
    return {
        row.id: Party(
            kind=row.kind,
            called=tuple(dict.fromkeys(name for name, _ in called[row.id])),
            countries=frozenset([row.country] if row.country else []),
            settled=frozenset(key for _, key in called[row.id] if key.startswith(_UNIQUE)),
        )
        for row in rows
    }


def _called(
    connection: Connection, identifiers: Collection[int]
) -> Mapping[int, list[tuple[str, str]]]:
    """Names and keys of actors, without mere parts of people's names and initials not seen."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    people = actors.c.kind.in_(("person", "office holder"))
    rows = connection.execute(
        select(actor_names.c.actor_id, actor_names.c.name, actor_names.c.key)
        .join(actors, actors.c.id == actor_names.c.actor_id)
        .where(
            actors.c.id.in_(identifiers),
            or_(~people, actor_names.c.seen > 0),
            ~actor_names.c.key.startswith(names.INITIALS),
        )
        .order_by(actor_names.c.actor_id, actor_names.c.name)
    )
    for actor, name, key in rows:
        found[actor].append((name, key))
    return found


def _entries(connection: Connection, identifiers: Collection[int]) -> dict[int, _Listed]:
    called: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for entry, name, key in connection.execute(
        select(
            designation_names.c.designation_id, designation_names.c.name, designation_names.c.key
        ).where(designation_names.c.designation_id.in_(identifiers))
    ):
        called[entry].append((name, key))
    rows = connection.execute(select(designations).where(designations.c.id.in_(identifiers)))
    return {
        row.id: _Listed(
            party=Party(
                kind=row.kind,
                called=tuple(dict.fromkeys(name for name, _ in sorted(called[row.id]))),
                countries=frozenset((row.country or "").split()),
                settled=frozenset(key for _, key in called[row.id] if key.startswith(_UNIQUE)),
            ),
            list=row.list_id,
            born=frozenset((row.born or "").split()),
        )
        for row in rows
    }


def _company(connection: Connection, actor: int) -> frozenset[str]:
    """The countries that the articles of an actor speak of."""
    some = (
        select(mentions.c.article_id)
        .where(mentions.c.actor_id == actor)
        .order_by(mentions.c.article_id)
        .limit(_SOME)
    )
    rows = connection.scalars(
        select(actors.c.country)
        .distinct()
        .join(mentions, mentions.c.actor_id == actors.c.id)
        .where(mentions.c.article_id.in_(some), actors.c.country.is_not(None))
    )
    return frozenset(country for country in rows if country)

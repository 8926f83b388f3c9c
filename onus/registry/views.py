"""All that the registry tells about one actor."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from onus.registry.corrections import root
from onus.registry.known import group
from onus.registry.listing import ActorRow, actor_rows
from onus.registry.lists.standing import Designation, designations_of
from onus.store.asking import Reader
from onus.store.database import reader_of
from onus.store.schema import (
    actor_names,
    actor_roles,
    articles,
    event_parties,
    obligation_parties,
    statements,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that gives a role: `text` stands at `start` to `end` of the article."""

    article_id: str
    day: str | None
    title: str | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role of an actor with the first and the last day it was said, and who says so."""

    role: str
    country: str | None
    first: str | None
    last: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ActorDetails:
    """All about one actor. `merged` are the actors that were merged into it."""

    actor: ActorRow
    names: tuple[str, ...]
    roles: tuple[RoleRow, ...]
    designations: tuple[Designation, ...]
    merged: tuple[int, ...]
    events: int
    statements: int
    obligations: int


def actor_details(connection: Connection, actor: int, *, evidence: int = 3) -> ActorDetails:
    """All about one actor, with at most so many sentences of evidence a role, the newest first.

    Raises `RegistryError` when there is no such actor.
    """
    main = root(connection, actor)
    members = group(connection, main)
    reader = reader_of(connection)
    return ActorDetails(
        actor=_whole(reader, main, members),
        names=_names(connection, members),
        roles=tuple(_roles(connection, members, evidence)),
        designations=designations_of(reader, [main]).get(main, ()),
        merged=tuple(member for member in members if member != main),
        events=_count(connection, event_parties, "event_id", members),
        statements=_count(connection, statements, "id", members, "speaker_id"),
        obligations=_count(connection, obligation_parties, "obligation_id", members),
    )


def _whole(reader: Reader, main: int, members: Collection[int]) -> ActorRow:
    rows = reader.rows(
        "SELECT actors.*, (SELECT count(DISTINCT article_id) FROM mentions "
        "WHERE actor_id IN :members) AS articles FROM actors WHERE id = :main",
        main=main,
        members=members,
    )
    return actor_rows(reader, rows)[0]


def _names(connection: Connection, members: Collection[int]) -> tuple[str, ...]:
    rows = connection.scalars(
        select(actor_names.c.name)
        .distinct()
        .where(actor_names.c.actor_id.in_(members), actor_names.c.seen > 0)
        .order_by(actor_names.c.name)
    )
    return tuple(rows)


def _roles(connection: Connection, members: Collection[int], most: int) -> Iterator[RoleRow]:
    terms = connection.execute(
        select(
            actor_roles.c.role,
            actor_roles.c.country,
            func.min(actor_roles.c.first_seen).label("first"),
            func.max(actor_roles.c.last_seen).label("last"),
        )
        .where(actor_roles.c.actor_id.in_(members))
        .group_by(actor_roles.c.role, actor_roles.c.country)
    ).all()
    for term in sorted(terms, key=lambda t: (t.first or "", t.role, t.country or "")):
        country = (
            actor_roles.c.country.is_(None)
            if term.country is None
            else actor_roles.c.country == term.country
        )
        said = connection.execute(
            select(
                actor_roles.c.article_id,
                actor_roles.c.first_seen,
                articles.c.title,
                actor_roles.c.start,
                actor_roles.c.end,
                articles.c.text,
            )
            .join(articles, articles.c.id == actor_roles.c.article_id)
            .where(actor_roles.c.actor_id.in_(members), actor_roles.c.role == term.role, country)
            .order_by(actor_roles.c.first_seen.desc(), actor_roles.c.id)
            .limit(most)
        )
        yield RoleRow(
            term.role,
            term.country,
            term.first,
            term.last,
            tuple(
                Evidence(article, day, title, start, end, text[start:end])
                for article, day, title, start, end, text in said
            ),
        )


def _count(
    connection: Connection,
    table: Table,
    column: str,
    members: Collection[int],
    actor: str = "actor_id",
) -> int:
    found = connection.scalar(
        select(func.count(table.c[column].distinct())).where(table.c[actor].in_(members))
    )
    return found or 0

"""What the registry tells of its actors: a list of them, and all about one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

from sqlalchemy import ColumnElement, Connection, Table, exists, func, or_, select

from onus.registry import names
from onus.registry.corrections import root
from onus.registry.known import group, part_key
from onus.registry.lists.standing import Designation, designations_of
from onus.store.database import reader_of
from onus.store.schema import (
    actor_designations,
    actor_names,
    actor_roles,
    actors,
    articles,
    event_parties,
    mentions,
    obligation_parties,
    statements,
)


class ActorFilters(TypedDict, total=False):
    """What actors can be asked for; what is left out asks nothing.

    `text` is a name or part of one, in any spelling or alphabet. `country` is ISO 3166-1 alpha-3,
    `sector` PLOVER's. `listed` asks for actors on a list, `passing` also for those that one article
    describes without a name ("a senior official"). `limit` is how many are wanted at most.
    """

    text: str | None
    kind: str | None
    country: str | None
    sector: str | None
    listed: bool
    passing: bool
    limit: int | None


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor in a list; `first` and `last` are days of publishing of the articles it is in."""

    id: int
    name: str
    kind: str
    country: str | None
    sector: str | None
    articles: int
    first: str | None
    last: str | None
    designations: tuple[str, ...]


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


def find_actors(connection: Connection, wanted: ActorFilters) -> list[ActorRow]:
    """The actors that answer all that is asked, those of most articles first."""
    whole = actors.alias("whole")
    met = func.count(mentions.c.article_id.distinct()).label("met")
    query = (
        select(
            whole.c.id,
            met,
            func.min(articles.c.published).label("first"),
            func.max(articles.c.published).label("last"),
        )
        .select_from(whole)
        .join(actors, or_(actors.c.id == whole.c.id, actors.c.merged_into == whole.c.id))
        .outerjoin(mentions, mentions.c.actor_id == actors.c.id)
        .outerjoin(articles, articles.c.id == mentions.c.article_id)
        .where(whole.c.merged_into.is_(None), *_conditions(whole, wanted))
        .group_by(whole.c.id)
        .order_by(met.desc(), whole.c.id)
        .limit(wanted.get("limit"))
    )
    if not wanted.get("passing"):
        query = query.having(met > 0)
    rows = connection.execute(query).all()
    return _rows(connection, {row.id: row for row in rows})


def actor_details(connection: Connection, actor: int, *, evidence: int = 3) -> ActorDetails:
    """All about one actor, with at most so many sentences of evidence a role, the newest first.

    Raises `RegistryError` when there is no such actor.
    """
    main = root(connection, actor)
    members = group(connection, main)
    return ActorDetails(
        actor=_row(connection, main, members),
        names=_names(connection, members),
        roles=tuple(_roles(connection, members, evidence)),
        designations=designations_of(reader_of(connection), [main]).get(main, ()),
        merged=tuple(member for member in members if member != main),
        events=_count(connection, event_parties, "event_id", members),
        statements=_count(connection, statements, "id", members, "speaker_id"),
        obligations=_count(connection, obligation_parties, "obligation_id", members),
    )


def _conditions(whole: Any, wanted: ActorFilters) -> Iterator[ColumnElement[bool]]:
    for name in ("kind", "sector", "country"):
        asked = wanted.get(name)
        if asked:
            yield whole.c[name] == (str(asked) if name == "kind" else str(asked).upper())
    own = actors.alias("own")
    mine = or_(own.c.id == whole.c.id, own.c.merged_into == whole.c.id)
    if text := wanted.get("text"):
        found = select(actor_names.c.actor_id).where(_is_called(text))
        yield exists().where(mine, own.c.id.in_(found))
    if not wanted.get("passing"):
        named = select(actor_names.c.actor_id).where(~actor_names.c.key.like("article:%"))
        yield exists().where(mine, own.c.id.in_(named))
    if wanted.get("listed"):
        linked = select(actor_designations.c.actor_id).where(actor_designations.c.state == "linked")
        yield exists().where(mine, own.c.id.in_(linked))


def _is_called(text: str) -> ColumnElement[bool]:
    """Whether a name is `text` in some spelling, or holds it as it is written."""
    found = names.words(text)
    if len(found) == 1:
        keys = [part_key(found[0]), names.body_key(text)]
    else:
        keys = [*names.keys(text), names.body_key(text)]
    written = func.lower(actor_names.c.name).contains(text.lower(), autoescape=True)
    return or_(actor_names.c.key.in_(keys), written)


def _rows(connection: Connection, met: Mapping[int, Any]) -> list[ActorRow]:
    designated = designations_of(reader_of(connection), met.keys())
    about = {
        row.id: row for row in connection.execute(select(actors).where(actors.c.id.in_(met.keys())))
    }
    return [
        ActorRow(
            id=identifier,
            name=about[identifier].name,
            kind=about[identifier].kind,
            country=about[identifier].country,
            sector=about[identifier].sector,
            articles=row.met,
            first=row.first,
            last=row.last,
            designations=tuple(d.label for d in designated.get(identifier, ())),
        )
        for identifier, row in met.items()
    ]


def _row(connection: Connection, main: int, members: Collection[int]) -> ActorRow:
    met = connection.execute(
        select(
            func.count(mentions.c.article_id.distinct()).label("met"),
            func.min(articles.c.published).label("first"),
            func.max(articles.c.published).label("last"),
        )
        .join(articles, articles.c.id == mentions.c.article_id)
        .where(mentions.c.actor_id.in_(members))
    ).one()
    return _rows(connection, {main: met})[0]


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

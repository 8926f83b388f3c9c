"""What the registry knows, asked for one article at a time by indexed look-ups."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, and_, bindparam, func, or_, select

from onus.registry.weighing import Known, RoleKnown
from onus.store.conditions import next_day
from onus.store.schema import actor_names, actor_roles, actors, mentions

_MOST = 200  # candidates of one name; a name that so many bear tells nobody
_IN_THE_NEWS = 50


def settled(connection: Connection, keys: Collection[str]) -> dict[str, int]:
    """The actors with these unique keys."""
    rows = connection.execute(
        select(actor_names.c.key, func.min(actor_names.c.actor_id))
        .where(actor_names.c.key.in_(keys))
        .group_by(actor_names.c.key)
    )
    return {row[0]: row[1] for row in rows}


def candidates(
    connection: Connection, whole: Collection[str], parts: Collection[str], bare: bool
) -> list[Known]:
    """Actors that bear a name with one of these keys.

    `parts` are keys of single words; unless `bare` they find only actors that are known by that
    one word alone, since a full name is compared with full names.
    """
    part = actor_names.c.key.in_(parts)
    alone = and_(part, actor_names.c.seen > 0, actors.c.name == actor_names.c.name)
    wanted = or_(actor_names.c.key.in_(whole), part if bare else alone)
    rows = connection.execute(
        select(
            actors.c.id,
            actors.c.merged_into,
            actors.c.name,
            actors.c.kind,
            actors.c.country,
            actors.c.sector,
            actor_names.c.name.label("called"),
        )
        .join(actors, actors.c.id == actor_names.c.actor_id)
        .where(wanted)
        .order_by(actors.c.id, actor_names.c.name)
        .limit(_MOST)
    ).all()
    called: dict[int, list[str]] = {}
    for row in rows:
        called.setdefault(row.id, []).append(row.called)
    firsts = {row.id: row for row in reversed(rows)}
    roots = {row.merged_into or row.id for row in rows}
    roles = _roles(connection, roots)
    about = _about(connection, {root for root in roots if root not in firsts}) | {
        row.id: (row.name, row.kind, row.country, row.sector) for row in rows
    }
    found = []
    for identifier in sorted(firsts):
        root = firsts[identifier].merged_into or identifier
        name, kind, country, sector = about[root]
        found.append(
            Known(
                id=identifier,
                root=root,
                name=name,
                kind=kind,
                country=country or firsts[identifier].country,
                sector=sector or firsts[identifier].sector,
                called=tuple(called[identifier]),
                roles=tuple(roles.get(root, ())),
            )
        )
    return found


def terms(connection: Connection, title: str, country: str | None, day: str) -> list[Known]:
    """Who is known in an office within some months of a day."""
    here = actor_roles.c.country.is_(None) if country is None else actor_roles.c.country == country
    found = connection.execute(
        select(
            actors.c.id,
            actors.c.merged_into,
            func.min(actor_roles.c.first_seen).label("first"),
            func.max(actor_roles.c.last_seen).label("last"),
        )
        .join(actors, actors.c.id == actor_roles.c.actor_id)
        .where(
            actor_roles.c.role == title,
            here,
            actor_roles.c.first_seen.between(*_months_round(day)),
        )
        .group_by(actors.c.id, actors.c.merged_into)
        .order_by(actors.c.id)
    ).all()
    about = _about(connection, {row.merged_into or row.id for row in found})
    offices = _offices(connection, about)
    return [
        Known(
            row.id,
            row.merged_into or row.id,
            *about[row.merged_into or row.id],
            called=(),
            roles=(RoleKnown(title, country, row.first, row.last),),
        )
        for row in found
        if (row.merged_into or row.id) not in offices
    ]


_ONE, _TWO = mentions.alias("one"), mentions.alias("two")
_TOGETHER = (
    select(_ONE.c.article_id)
    .join(_TWO, _TWO.c.article_id == _ONE.c.article_id)
    .where(
        _ONE.c.actor_id.in_(bindparam("members", expanding=True)),
        _TWO.c.actor_id == bindparam("other"),
    )
    .limit(1)
)
"""An article with both: built once, since it is asked for every candidate and companion."""


class Surroundings:
    """What is asked about candidates only when names leave several: company, frequency, date."""

    def __init__(self, connection: Connection, day: str | None) -> None:
        self._connection = connection
        self._day = day
        self._company: dict[int, float] = {}
        self._members: dict[int, list[int]] = {}
        self._shared: dict[int, float] = {}

    def met(self, actor: int, weight: float) -> None:
        """Note that the article has this actor, whose identity is certain."""
        self._company[actor] = weight

    def shared(self, root: int) -> float:
        """How much of the company of this article the actor was met with before."""
        if root not in self._shared:
            self._shared[root] = sum(
                weight
                for other, weight in sorted(self._company.items())
                if other not in self._group(root) and self._together(root, other)
            )
        return self._shared[root]

    def articles(self, root: int) -> int:
        """In how many articles the actor was met, at most fifty."""
        some = (
            select(mentions.c.article_id)
            .where(mentions.c.actor_id.in_(self._group(root)))
            .limit(_IN_THE_NEWS)
            .subquery()
        )
        return self._connection.scalar(select(func.count()).select_from(some)) or 0

    def last(self, root: int) -> str | None:
        """When the actor was last in an article, up to the day of this one."""
        query = select(func.max(mentions.c.published)).where(
            mentions.c.actor_id.in_(self._group(root))
        )
        if self._day is not None:
            query = query.where(mentions.c.published < next_day(self._day[:10]))
        found: str | None = self._connection.scalar(query)
        return found

    def _together(self, root: int, other: int) -> bool:
        met = {"members": self._group(root), "other": other}
        return self._connection.scalar(_TOGETHER, met) is not None

    def _group(self, root: int) -> list[int]:
        if root not in self._members:
            self._members[root] = group(self._connection, root)
        return self._members[root]


def group(connection: Connection, actor: int) -> list[int]:
    """An actor's root and all that is merged into it, in order."""
    root = connection.scalar(
        select(func.coalesce(actors.c.merged_into, actors.c.id)).where(actors.c.id == actor)
    )
    rows = connection.scalars(
        select(actors.c.id).where(or_(actors.c.id == root, actors.c.merged_into == root))
    )
    return sorted(rows)


def _roles(connection: Connection, roots: Collection[int]) -> Mapping[int, Sequence[RoleKnown]]:
    if not roots:
        return {}
    root = func.coalesce(actors.c.merged_into, actors.c.id).label("root")
    rows = connection.execute(
        select(
            root,
            actor_roles.c.role,
            actor_roles.c.country,
            func.min(actor_roles.c.first_seen).label("first"),
            func.max(actor_roles.c.last_seen).label("last"),
        )
        .join(actors, actors.c.id == actor_roles.c.actor_id)
        .where(or_(actors.c.id.in_(roots), actors.c.merged_into.in_(roots)))
        .group_by(root, actor_roles.c.role, actor_roles.c.country)
        .order_by(root, actor_roles.c.role, actor_roles.c.country)
    )
    found: dict[int, list[RoleKnown]] = {}
    for row in rows:
        found.setdefault(row.root, []).append(RoleKnown(row.role, row.country, row.first, row.last))
    return found


def _about(
    connection: Connection, identifiers: Collection[int]
) -> dict[int, tuple[str, str, str | None, str | None]]:
    if not identifiers:
        return {}
    rows = connection.execute(
        select(actors.c.id, actors.c.name, actors.c.kind, actors.c.country, actors.c.sector).where(
            actors.c.id.in_(identifiers)
        )
    )
    return {row.id: (row.name, row.kind, row.country, row.sector) for row in rows}


def _offices(connection: Connection, identifiers: Iterable[int]) -> set[int]:
    """Those that are offices as actors, and not people with a name."""
    return set(
        connection.scalars(
            select(actor_names.c.actor_id).where(
                actor_names.c.actor_id.in_(list(identifiers)), actor_names.c.key.like("office:%")
            )
        )
    )


def _months_round(day: str) -> tuple[str, str]:
    middle = date.fromisoformat(day[:10])
    reach = timedelta(days=120)
    return (middle - reach).isoformat(), (middle + reach).isoformat()

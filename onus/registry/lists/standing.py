"""Who stands on which list: what records, events and `onus actors show` say of an actor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from sqlalchemy import Connection, func, or_, select

from onus.record import Record
from onus.store.schema import actor_designations, actors, designations, lists, mentions


@dataclass(frozen=True, slots=True)
class Designation:
    """An actor's entry on a list. `entry` is the list's own id; `start` and `end` are ISO 8601.

    `state` is "linked" or "offered", `score` says how like the names are, from 0 to 1.
    """

    actor: int
    actor_name: str
    list: str
    entry: str
    name: str
    start: str | None
    end: str | None
    programme: str | None
    state: str
    score: float

    @property
    def label(self) -> str:
        """The designation in one line: list, id and dates."""
        if self.start and self.end:
            dates = f" ({self.start} to {self.end})"
        elif self.start or self.end:
            dates = f" (since {self.start})" if self.start else f" (until {self.end})"
        else:
            dates = ""
        return f"{self.list}: {self.entry}{dates}"


def designations_of(
    connection: Connection, identifiers: Collection[int]
) -> Mapping[int, tuple[Designation, ...]]:
    """The designations linked to each of these actors, itself or by what is merged with it."""
    if not identifiers or connection.scalar(select(actor_designations.c.actor_id).limit(1)) is None:
        return {}
    rows = connection.execute(
        select(actors.c.id, func.coalesce(actors.c.merged_into, actors.c.id)).where(
            actors.c.id.in_(identifiers)
        )
    )
    roots = {row[0]: int(row[1]) for row in rows}
    by_root = _by_root(connection, set(roots.values()), "linked")
    return {actor: by_root[root] for actor, root in roots.items() if root in by_root}


def designated(connection: Connection, records: Sequence[Record]) -> list[Record]:
    """Records of the store, with the designations of their actors."""
    rows = connection.execute(
        select(mentions.c.article_id, mentions.c.local_id, mentions.c.actor_id).where(
            mentions.c.article_id.in_([record.article.id for record in records])
        )
    ).all()
    linked = designations_of(connection, {row.actor_id for row in rows})
    if not linked:
        return list(records)
    labels = {
        (row.article_id, row.local_id): tuple(d.label for d in linked.get(row.actor_id, ()))
        for row in rows
    }
    return [
        replace(
            record,
            actors=tuple(
                replace(actor, designations=labels.get((record.article.id, actor.id), ()))
                for actor in record.actors
            ),
        )
        for record in records
    ]


def offered(connection: Connection) -> list[Designation]:
    """What a person has to decide, the likeliest first."""
    rows = _rows(connection, "offered", None)
    return sorted(rows, key=lambda d: (-d.score, d.list, d.entry, d.actor))


def _by_root(
    connection: Connection, roots: Collection[int], state: str
) -> dict[int, tuple[Designation, ...]]:
    found: dict[int, dict[tuple[str, str, str | None], Designation]] = defaultdict(dict)
    for designation in _rows(connection, state, roots):
        place = (designation.list, designation.entry, designation.start)
        found[designation.actor].setdefault(place, designation)
    return {root: tuple(each.values()) for root, each in found.items()}


def _rows(connection: Connection, state: str, roots: Collection[int] | None) -> list[Designation]:
    shown = actors.alias("shown")
    query = (
        select(
            shown.c.id,
            shown.c.name.label("actor_name"),
            lists.c.name.label("list"),
            designations.c.external_id,
            designations.c.name,
            designations.c.from_date,
            designations.c.to_date,
            designations.c.programme,
            actor_designations.c.state,
            actor_designations.c.score,
        )
        .join(actors, actors.c.id == actor_designations.c.actor_id)
        .join(shown, shown.c.id == func.coalesce(actors.c.merged_into, actors.c.id))
        .join(designations, designations.c.id == actor_designations.c.designation_id)
        .join(lists, lists.c.id == designations.c.list_id)
        .where(actor_designations.c.state == state)
        .order_by(lists.c.name, designations.c.external_id, designations.c.from_date, shown.c.id)
    )
    if roots is not None:
        query = query.where(or_(actors.c.id.in_(roots), actors.c.merged_into.in_(roots)))
    names = [part.name for part in fields(Designation)]
    return [Designation(**dict(zip(names, row, strict=True))) for row in connection.execute(query)]

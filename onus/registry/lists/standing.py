"""Who stands on which list: what records, events and `onus actors show` say of an actor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onus.store.asking import Reader

if TYPE_CHECKING:
    from onus.record import Record


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
    reader: Reader, identifiers: Collection[int]
) -> Mapping[int, tuple[Designation, ...]]:
    """The designations linked to each of these actors, itself or by what is merged with it."""
    anybody = "SELECT actor_id FROM actor_designations LIMIT 1"
    if not identifiers or reader.value(anybody) is None:
        return {}
    rows = reader.rows(
        "SELECT id, coalesce(merged_into, id) AS root FROM actors WHERE id IN :ids",
        ids=identifiers,
    )
    roots = {row.id: int(row.root) for row in rows}
    by_root = _by_root(reader, set(roots.values()), "linked")
    return {actor: by_root[root] for actor, root in roots.items() if root in by_root}


def designated(reader: Reader, records: Sequence[Record]) -> list[Record]:
    """Records of the store, with the designations of their actors."""
    rows = reader.rows(
        "SELECT article_id, local_id, actor_id FROM mentions WHERE article_id IN :ids",
        ids=[record.article.id for record in records],
    )
    linked = designations_of(reader, {row.actor_id for row in rows})
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


def offered(reader: Reader) -> list[Designation]:
    """What a person has to decide, the likeliest first."""
    rows = _rows(reader, "offered", None)
    return sorted(rows, key=lambda d: (-d.score, d.list, d.entry, d.actor))


def _by_root(
    reader: Reader, roots: Collection[int], state: str
) -> dict[int, tuple[Designation, ...]]:
    found: dict[int, dict[tuple[str, str, str | None], Designation]] = defaultdict(dict)
    for designation in _rows(reader, state, roots):
        place = (designation.list, designation.entry, designation.start)
        found[designation.actor].setdefault(place, designation)
    return {root: tuple(each.values()) for root, each in found.items()}


def _rows(reader: Reader, state: str, roots: Collection[int] | None) -> list[Designation]:
    of_these = "" if roots is None else "AND (actors.id IN :roots OR actors.merged_into IN :roots) "
    rows = reader.rows(
        "SELECT shown.id, shown.name AS actor_name, lists.name AS list, "
        "designations.external_id, designations.name, designations.from_date, "
        "designations.to_date, designations.programme, "
        "actor_designations.state, actor_designations.score "
        "FROM actor_designations "
        "JOIN actors ON actors.id = actor_designations.actor_id "
        "JOIN actors AS shown ON shown.id = coalesce(actors.merged_into, actors.id) "
        "JOIN designations ON designations.id = actor_designations.designation_id "
        "JOIN lists ON lists.id = designations.list_id "
        f"WHERE actor_designations.state = :state {of_these}"
        "ORDER BY lists.name, designations.external_id, designations.from_date, shown.id",
        state=state,
        roots=roots or (),
    )
    return [Designation(*row) for row in rows]

"""The actors of a store as a list: who answers what is asked, and how often each was met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from onus.registry.lists.standing import designations_of
from onus.store.asking import Reader, blocks
from onus.store.conditions import Condition, at_most, escaped, weighed


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


def find_actors(reader: Reader, wanted: ActorFilters) -> list[ActorRow]:
    """The actors that answer all that is asked, those of most articles first."""
    asked = weighed(reader, _conditions(wanted))
    merged = _merged(reader)
    rows = reader.rows(
        f"WITH met AS ({_met(merged)}) SELECT whole.*, coalesce(met.times, 0) AS articles "
        "FROM actors AS whole LEFT JOIN met ON met.actor_id = whole.id "
        f"WHERE whole.merged_into IS NULL AND {asked.sql} "
        f"ORDER BY articles DESC, whole.id{at_most(wanted.get('limit'))}",
        merged=merged,
        **asked.values,
    )
    return [row for block in blocks(rows) for row in actor_rows(reader, block)]


def actor_rows(reader: Reader, rows: Sequence[Any]) -> list[ActorRow]:
    """Rows of `actors` with the number of their `articles`, in their order."""
    ids = [row.id for row in rows]
    days: dict[int, list[str]] = defaultdict(list)
    for row in reader.rows(
        "SELECT coalesce(merged_into, id) AS whole, "
        "(SELECT min(published) FROM mentions WHERE actor_id = actors.id) AS first, "
        "(SELECT max(published) FROM mentions WHERE actor_id = actors.id) AS last "
        "FROM actors WHERE id IN :ids OR merged_into IN :ids",
        ids=ids,
    ):
        days[row.whole] += [day for day in (row.first, row.last) if day is not None]
    designated = designations_of(reader, ids)
    return [
        ActorRow(
            id=row.id,
            name=row.name,
            kind=row.kind,
            country=row.country,
            sector=row.sector,
            articles=row.articles,
            first=min(days[row.id], default=None),
            last=max(days[row.id], default=None),
            designations=tuple(d.label for d in designated.get(row.id, ())),
        )
        for row in rows
    ]


def _met(merged: frozenset[int]) -> str:
    """In how many articles each actor was met; `merged` are all that are one with another.

    These are few, and may be met in the same article; the others are counted along an index.
    """
    if not merged:
        return f"{_ALONE} GROUP BY actor_id"
    return (
        f"{_ALONE} WHERE actor_id NOT IN :merged GROUP BY actor_id UNION ALL "
        "SELECT coalesce(actors.merged_into, actors.id), count(DISTINCT mentions.article_id) "
        "FROM actors JOIN mentions ON mentions.actor_id = actors.id WHERE actors.id IN :merged "
        "GROUP BY coalesce(actors.merged_into, actors.id)"
    )


_ALONE = "SELECT actor_id, count(DISTINCT article_id) AS times FROM mentions"


def _merged(reader: Reader) -> frozenset[int]:
    rows = reader.rows("SELECT id, merged_into FROM actors WHERE merged_into IS NOT NULL")
    return frozenset(actor for row in rows for actor in row)


def _conditions(wanted: ActorFilters) -> Iterator[Condition]:
    for name in ("kind", "sector", "country"):
        asked = wanted.get(name)
        if asked:
            value = str(asked) if name == "kind" else str(asked).upper()
            yield Condition(f"whole.{name} = :{name}", {name: value})
    if text := wanted.get("text"):
        yield _one_is_called(text)
    if not wanted.get("passing"):
        yield Condition("met.times > 0")
        yield Condition(_one_of("actor_names", "actor_names.key NOT LIKE 'article:%'"))
    if wanted.get("listed"):
        yield Condition(_one_of("actor_designations", "actor_designations.state = 'linked'"))


def _one_of(table: str, condition: str) -> str:
    """That one of those who are merged in it has such a row."""
    return (
        f"whole.id IN (SELECT coalesce(actors.merged_into, actors.id) FROM {table} "
        f"JOIN actors ON actors.id = {table}.actor_id WHERE {condition})"
    )


def _one_is_called(text: str) -> Condition:
    """Whether a name is `text` in some spelling, or holds it as it is written."""
    from onus.registry import names  # alphabets, for naught in other questions

    found = names.words(text)
    if len(found) == 1:
        keys = [names.part_key(found[0]), names.body_key(text)]
    else:
        keys = [*names.keys(text), names.body_key(text)]
    written = f"%{escaped(text.lower())}%"
    called = "actor_names.key IN :keys OR lower(actor_names.name) LIKE :written ESCAPE '/'"
    return Condition(_one_of("actor_names", called), {"keys": keys, "written": written})

"""What rows have to meet, in SQL; and that they belong to a set, asked for the shorter way.

A small set, such as all events of a rare actor, is gone through and its rows are sorted. A large
one is not: rows are taken newest first, and each is asked whether it belongs, until there are
enough. PostgreSQL weighs that itself; for SQLite it is weighed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from onus.store.asking import Reader

_MANY = 10_000
_MOST = 2**63 - 1  # as far as databases count


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in SQL with the values that it names."""

    sql: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Membership:
    """That `key` of a row is among `members`, a query; `holds` asks the same of one row."""

    key: str
    members: str
    holds: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Weighed:
    """Conditions as one; `few`: on SQLite, one of them is met by few rows only."""

    sql: str
    values: Mapping[str, Any]
    few: bool


def shown_actor(column: str) -> str:
    """Joins `shown`: the actor of a column, or the one that a person has merged it into."""
    return (
        f"LEFT JOIN actors AS met ON met.id = {column} "
        "LEFT JOIN actors AS shown ON shown.id = coalesce(met.merged_into, met.id)"
    )


def next_day(day: str) -> str:
    """The day after an ISO 8601 day, before which all that bears that day comes."""
    last = min(date.fromisoformat(day), date.max - timedelta(days=1))
    return (last + timedelta(days=1)).isoformat()


def day_before(day: str) -> str:
    """The day before an ISO 8601 day."""
    first = max(date.fromisoformat(day), date.min + timedelta(days=1))
    return (first - timedelta(days=1)).isoformat()


def weighed(reader: Reader, conditions: Iterable[Condition | Membership]) -> Weighed:
    """All of the conditions as one, each membership asked for the shorter way."""
    parts: list[str] = []
    values: dict[str, Any] = {}
    any_few = False
    for condition in conditions:
        values |= condition.values
        if isinstance(condition, Condition):
            parts.append(condition.sql)
            continue
        few = reader.kind == "sqlite" and _are_few(reader, condition)
        any_few = any_few or few
        parts.append(f"{condition.key} IN ({condition.members})" if few else condition.holds)
    return Weighed(" AND ".join(f"({part})" for part in parts) or "TRUE", values, any_few)


def newest_first(day: str, then: str, few: bool) -> str:
    """The order of an answer; for few rows one that no index offers, lest all rows are sought."""
    return f"coalesce({day}, '') DESC, {then}" if few else f"{day} DESC NULLS LAST, {then}"


def at_most(limit: int | None) -> str:
    """The clause that bounds an answer."""
    return "" if limit is None else f" LIMIT {min(limit, _MOST)}"


def escaped(text: str) -> str:
    """A text for LIKE ... ESCAPE '/', in which nothing stands for something else."""
    return re.sub(r"([%_/])", r"/\1", text)


def _are_few(reader: Reader, condition: Membership) -> bool:
    some = f"SELECT count(*) FROM ({condition.members} LIMIT {_MANY + 1})"
    return int(reader.value(some, **condition.values)) <= _MANY

"""Rows that belong to a set, such as all events an actor takes part in, asked for the shorter way.

A small set is gone through and its rows are sorted. A large one is not: rows are taken newest
first, and each is asked whether it belongs, until there are enough. PostgreSQL weighs that itself;
for SQLite it is weighed here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, exists, func, select

_MANY = 10_000


@dataclass(frozen=True, slots=True)
class Membership:
    """That `key` of a row is among `members`, a query for the column `member`."""

    key: Column[Any]
    members: Select[Any]
    member: ColumnElement[Any]


def weighed(
    connection: Connection, conditions: Iterable[ColumnElement[bool] | Membership]
) -> tuple[list[ColumnElement[bool]], bool]:
    """The conditions in SQL, and whether one of them is met by few rows only, on SQLite."""
    found: list[ColumnElement[bool]] = []
    any_few = False
    for condition in conditions:
        if not isinstance(condition, Membership):
            found.append(condition)
            continue
        few = connection.dialect.name == "sqlite" and _are_few(connection, condition)
        any_few = any_few or few
        found.append(_among(condition) if few else _one_of(condition))
    return found, any_few


def newest_first(
    day: Column[str], number: Column[int], few: bool
) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """The order of an answer; for few rows one that no index offers, lest all rows are sought."""
    if few:
        return func.coalesce(day, "").desc(), number.desc()
    return day.desc().nulls_last(), number.desc()


def _are_few(connection: Connection, condition: Membership) -> bool:
    some = condition.members.limit(_MANY + 1).subquery()
    return (connection.scalar(select(func.count()).select_from(some)) or 0) <= _MANY


def _among(condition: Membership) -> ColumnElement[bool]:
    return condition.key.in_(condition.members)


def _one_of(condition: Membership) -> ColumnElement[bool]:
    return exists(condition.members.where(condition.member == condition.key))

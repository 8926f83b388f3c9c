"""What a store holds, so that two stores can be compared: without clocks and running numbers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, select

from onus.store.database import open_database
from onus.store.schema import actors, metadata

_CLOCKS = {"added_at", "at", "loaded_at"}


def contents(where: str) -> dict[str, list[str]]:
    """Every row of every table as text, sorted; actors go by name, kind and country."""
    engine = open_database(where, create=False)
    with engine.connect() as connection:
        known = {
            row.id: f"{row.name} ({row.kind}, {row.country})"
            for row in connection.execute(select(actors))
        }
        found = {
            table.name: sorted(
                repr(_compared(table, row, known))
                for row in connection.execute(select(table)).mappings()
            )
            for table in metadata.sorted_tables
        }
    engine.dispose()
    return found


def _compared(table: Table, row: Any, known: dict[int, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column in table.columns:
        value = row[column.name]
        if column.name in _CLOCKS or _is_running_number(table, column.name):
            continue
        to_actor = any(key.column is actors.c.id for key in column.foreign_keys)
        values[column.name] = known.get(value) if to_actor else value
    return values


def _is_running_number(table: Table, name: str) -> bool:
    column = table.c[name]
    return (
        column.primary_key
        and not column.foreign_keys
        and column.type.python_type is int
        and (len(table.primary_key) == 1)
    )

"""Asking a store in SQL, through the database's own driver.

A person who types `onus events` waits for all that is imported on the way. SQLAlchemy, which makes
the tables and fills them, takes longer to import than any question takes to answer; so questions do
without it. They are written in the SQL that SQLite and PostgreSQL share, with `:name` for a value.
A list or set of values stands for as many: `id IN :ids`.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from collections import namedtuple
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar

from onus.errors import StoreError
from onus.store.address import Address, Kind

_VALUE = re.compile(r"(?<![:\w]):([a-z]\w*)")
CACHE_KIB = 65_536
_TOGETHER = 500
Part = TypeVar("Part")
BUSY_SECONDS = 120  # how long one waits for another process to finish its article


@dataclass(frozen=True, slots=True)
class Reader:
    """A connection to ask by. Methods raise `StoreError` naming the store when it fails."""

    kind: Kind
    name: str
    connection: Any

    def rows(self, sql: str, /, **values: Any) -> list[Any]:
        """The rows of the answer; their columns are members."""
        cursor = self.connection.cursor()
        try:
            cursor.execute(*_for_driver(self.kind, sql, values))
            found = cursor.fetchall()
            row = _row_class(tuple(column[0] for column in cursor.description))
        except _failures() as error:
            raise StoreError(self.name, reason(error)) from None
        finally:
            cursor.close()
        return [row(*values) for values in found]

    def row(self, sql: str, /, **values: Any) -> Any | None:
        """The first row of the answer."""
        return next(iter(self.rows(sql, **values)), None)

    def column(self, sql: str, /, **values: Any) -> list[Any]:
        """The first column of the answer."""
        return [row[0] for row in self.rows(sql, **values)]

    def value(self, sql: str, /, **values: Any) -> Any:
        """The first column of the first row; null when there is none."""
        return next(iter(self.column(sql, **values)), None)

    def schema(self) -> str | None:
        """The version of the store's tables; null when there are none, or it is no database."""
        try:
            found = self.value("SELECT version_num FROM alembic_version")
        except StoreError:
            return None
        return str(found) if found is not None else None


class Readers:
    """The connections that a store is asked by; each is lent to one question at a time."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._idle: list[Any] = []

    @contextmanager
    def lent(self) -> Iterator[Reader]:
        """A connection for a while, within which all questions see the store at one moment.

        Raises `StoreError` when the store cannot be opened.
        """
        connection = self._connection()
        try:
            if self._address.kind == "sqlite":
                connection.execute("BEGIN")
            yield Reader(self._address.kind, self._address.name, connection)
            connection.rollback()
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)

    def close(self) -> None:
        """Close all that is not lent."""
        while self._idle:
            self._idle.pop().close()

    def _connection(self) -> Any:
        while self._idle:
            connection = self._idle.pop()
            if _lives(connection):
                return connection
            connection.close()
        try:
            if self._address.kind == "sqlite":
                return _sqlite(self._address.where)
            import psycopg

            connection = psycopg.connect(self._address.where)
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            return connection
        except _failures() as error:
            raise StoreError(self._address.name, f"cannot be opened ({reason(error)})") from None


def reason(error: BaseException) -> str:
    """What the database said, in one line."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__


def blocks(rows: Sequence[Part]) -> Iterator[Sequence[Part]]:
    """The rows, in order, as many at a time as are looked up together."""
    return (rows[start : start + _TOGETHER] for start in range(0, len(rows), _TOGETHER))


def from_json(value: Any) -> Any:
    """A JSON column's value: SQLite gives its text, PostgreSQL what it holds."""
    return json.loads(value) if isinstance(value, str) else value


def open_sqlite(path: str, mode: Literal["rw", "rwc"]) -> sqlite3.Connection:
    """A connection to a SQLite file, that begins no transactions by itself; "rwc" makes the file.

    A file that may only be read is opened all the same. Raises `sqlite3.Error` when it cannot be.
    """
    try:
        return _connected(path, f"mode={mode}")
    except sqlite3.OperationalError as error:
        if not error.sqlite_errorname.startswith("SQLITE_READONLY") or Path(f"{path}-wal").exists():
            raise
    # The write-ahead log has to lie beside the file, and cannot be made there. So no writer has
    # one either, and SQLite may take it that the file stays as it is.
    return _connected(path, "mode=ro&immutable=1")


def _connected(path: str, query: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{Path(path).absolute().as_uri()}?{query}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _sqlite(path: str) -> sqlite3.Connection:
    connection = open_sqlite(path, "rw")
    connection.execute("PRAGMA query_only=ON")
    return connection


def _lives(connection: Any) -> bool:
    """Whether a connection that was idle is still there: a server may have ended it."""
    if isinstance(connection, sqlite3.Connection):
        return True
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except _failures():
        return False
    return True


def _failures() -> tuple[type[Exception], ...]:
    """The errors of the drivers that are in use."""
    psycopg = sys.modules.get("psycopg")
    return (sqlite3.Error, psycopg.Error) if psycopg is not None else (sqlite3.Error,)


def _for_driver(kind: Kind, sql: str, values: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The question and its values as the driver takes them."""
    given: dict[str, Any] = {}

    def place(match: re.Match[str]) -> str:
        name = match[1]
        value = values[name]
        if not isinstance(value, list | tuple | set | frozenset):
            given[name] = value
            return mark(name)
        parts = {f"{name}_{number}": part for number, part in enumerate(value)}
        given.update(parts)
        return f"({', '.join(map(mark, parts)) or 'NULL'})"

    def mark(name: str) -> str:
        return f":{name}" if kind == "sqlite" else f"%({name})s"

    if kind == "postgresql":
        sql = sql.replace("%", "%%")
    return _VALUE.sub(place, sql), given


@lru_cache(maxsize=256)
def _row_class(columns: tuple[str, ...]) -> Any:
    return namedtuple("Row", columns, rename=True)

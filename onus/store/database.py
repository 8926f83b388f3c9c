"""Opening a store's database, SQLite or PostgreSQL, and writing to it one process at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from onus.errors import StoreError
from onus.store.address import Address, Kind, address_of
from onus.store.asking import Reader, open_sqlite, reason
from onus.store.version import SCHEMA

_LOCK = 0x6F6E7573  # 'onus': the advisory lock that writers of one PostgreSQL database share
_WRITES = "onus_writes"


def open_database(where: str, *, create: bool = True) -> Engine:
    """The database at `where`, a URL or the path of a SQLite file, brought up to today's schema.

    Raises `StoreError` naming `where` when it cannot be opened, when it was written by a newer
    Onus, when it is a SQLite file with other tables than a store's, and, unless `create`, when
    there is no store yet.
    """
    address = address_of(where)
    name = address.name
    if address.is_missing and not create:
        raise StoreError(name, "no such store; `onus add` makes one")
    engine = _engine(address)
    try:
        _bring_up_to_date(engine, name, create=create)
    except DBAPIError as error:
        engine.dispose()
        raise StoreError(name, f"cannot be opened ({reason_of(error)})") from None
    except StoreError:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that no other writer of the store runs beside; it is kept wholly or not."""
    with engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        yield connection


def refresh_statistics(engine: Engine) -> None:
    """Let the database count what it holds, so that it finds the shortest way to an answer."""
    if engine.dialect.name == "sqlite":
        with writing(engine) as connection:
            connection.execute(text("PRAGMA analysis_limit=1000"))
            connection.execute(text("PRAGMA optimize"))


def reader_of(connection: Connection, name: str = "the store") -> Reader:
    """What SQLAlchemy's connection is asked by, within its transaction."""
    kind: Kind = "sqlite" if connection.dialect.name == "sqlite" else "postgresql"
    return Reader(kind, name, connection.connection.driver_connection)


def reason_of(error: DBAPIError) -> str:
    """What the database said, in one line."""
    return reason(error.orig or error)


def _engine(address: Address) -> Engine:
    if address.kind == "postgresql":
        url = make_url(address.where).set(drivername="postgresql+psycopg")
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(
        URL.create("sqlite", database=address.where),
        creator=lambda: open_sqlite(address.where, "rwc"),
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: object, _: ConnectionPoolEntry) -> None:
    """The checks that SQLite leaves off, and no more waiting for the disk than is needed.

    A killed process loses nothing that was committed; a power cut may lose the last articles, but
    never halves one.
    """
    assert isinstance(connection, sqlite3.Connection)
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(engine: Engine, name: str, *, create: bool) -> None:
    with engine.connect() as connection:
        found = _version(connection)
        if found is None and not create:
            raise StoreError(name, "holds no store; `onus add` makes one")
        if found is None and engine.dialect.name == "sqlite" and _tables(connection):
            raise StoreError(name, "holds tables, but no store; name another file")
    if engine.dialect.name == "sqlite":
        _write_ahead(engine)
    if found == SCHEMA:
        return
    with writing(engine) as connection:
        if _version(connection) != SCHEMA:  # another process may have been faster
            _migrate(connection, name)


def _write_ahead(engine: Engine) -> None:
    """Have SQLite write ahead into a log, so that readers never wait for a writer."""
    with engine.connect() as connection, suppress(sqlite3.OperationalError):  # it may only be read
        reader_of(connection).connection.execute("PRAGMA journal_mode=WAL")


def _tables(connection: Connection) -> list[str]:
    return inspect(connection).get_table_names()


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(version) if version is not None else None


def _migrate(connection: Connection, name: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", "onus.store:migrations")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError:
        raise StoreError(name, "was written by a newer version of Onus") from None

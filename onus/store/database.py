"""Opening a store's database, SQLite or PostgreSQL, and writing to it one process at a time."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from onus.errors import StoreError
from onus.store.schema import VERSION

BUSY_SECONDS = 120  # how long a writer waits for another process to finish its article
_LOCK = 0x6F6E7573  # 'onus': the advisory lock that writers of one PostgreSQL database share
_CACHE_KIB = 65_536
_WRITES = "onus_writes"


def open_database(where: str, *, create: bool = True) -> Engine:
    """The database at `where`, a URL or the path of a SQLite file, brought up to today's schema.

    Raises `StoreError` naming `where` when it cannot be opened, when it was written by a newer
    Onus, and, unless `create`, when there is no store yet.
    """
    url = _url(where)
    name = shown(url)
    if url.get_backend_name() == "sqlite" and not create and not _exists(url):
        raise StoreError(name, "no such store; `onus add` makes one")
    engine = _engine(url, name)
    try:
        _bring_up_to_date(engine, name, create=create)
    except DBAPIError as error:
        engine.dispose()
        raise StoreError(name, f"cannot be opened ({reason(error)})") from None
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


def shown(url: URL) -> str:
    """How a store is named to a person: the file's path, or the address without its password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "a store in memory"
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)


def reason(error: DBAPIError) -> str:
    """What the database said, in one line."""
    lines = [line.strip() for line in str(error.orig).splitlines() if line.strip()]
    return lines[0] if lines else type(error.orig).__name__


def _url(where: str) -> URL:
    if "://" not in where:
        return URL.create("sqlite", database=where)
    try:
        url = make_url(where)
    except ArgumentError:
        raise StoreError(where, "is not the address of a store") from None
    backend = url.get_backend_name()
    if backend in ("postgresql", "postgres"):
        if importlib.util.find_spec("psycopg") is None:
            raise StoreError(
                shown(url), "needs the PostgreSQL driver: pip install 'onus[postgres]'"
            )
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise StoreError(where, "is neither a sqlite:// nor a postgresql:// address")
    return url


def _exists(url: URL) -> bool:
    return url.database is not None and Path(url.database).exists()


def _engine(url: URL, name: str) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    if url.database in (None, "", ":memory:"):
        raise StoreError(name, "keeps nothing; name a file")
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: object, _: ConnectionPoolEntry) -> None:
    """Write-ahead log, so that readers never wait for a writer, and the checks SQLite leaves off.

    A killed process loses nothing that was committed; a power cut may lose the last articles, but
    never halves one.
    """
    import sqlite3

    assert isinstance(connection, sqlite3.Connection)
    connection.isolation_level = None  # we begin transactions ourselves
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        f"cache_size=-{_CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(engine: Engine, name: str, *, create: bool) -> None:
    with engine.connect() as connection:
        found = _version(connection)
    if found == VERSION:
        return
    if found is None and not create:
        raise StoreError(name, "holds no store; `onus add` makes one")
    with writing(engine) as connection:
        if _version(connection) != VERSION:  # another process may have been faster
            _migrate(connection, name)


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

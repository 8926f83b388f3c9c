"""What tests of several areas share: stores on both databases."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests import postgres

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the test run."""
    try:
        with postgres.server() as address:
            yield address
    except postgres.NoServerError as reason:
        pytest.skip(f"no PostgreSQL: {reason}")


@pytest.fixture(params=["sqlite", "postgresql"])
def new_store(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives the address of a store that is not there yet, another each time; on each database."""
    if request.param == "sqlite":
        return lambda: str(tmp_path / f"onus{next(_numbers)}.db")
    server: str = request.getfixturevalue("postgres_server")
    return lambda: new_database(server)


@pytest.fixture
def where(new_store: Callable[[], str]) -> str:
    """The address of a store that is not there yet, on each database in turn."""
    return new_store()


def new_database(server: str) -> str:
    """The address of a new empty database."""
    name = f"onus{next(_numbers)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"{server}/{name}"

"""Whatever ends `add`, every article is in the store wholly or not at all, and the rest can follow.

The processes are ended by SIGKILL at the n-th statement that they send to the database, which the
kernel carries out at once: nothing can be tidied up. All of them read with the real model.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import resource
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, Engine, event, func, select

from onus.errors import StoreError
from onus.store.database import open_database
from onus.store.schema import articles, events, obligations, statements
from onus.store.store import Store
from tests.conftest import new_database
from tests.contents import contents
from tests.wire import reports

KILLS = {"sqlite": 20, "postgresql": 6}


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Processes that begin with the model loaded."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.warm", "tests.test_store_crash"])
    return context


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of reports, one of them under two mastheads."""
    made = tmp_path / "wire"
    made.mkdir()
    for number, text in enumerate(reports(3)):
        (made / f"{number}.txt").write_text(text, encoding="utf-8")
    again = f"Envoy expected within a week\n\n{reports(1)[0]}"
    (made / "again.txt").write_text(again, encoding="utf-8")
    return made


def add(where: str, folder: str, killed_at: int, told: Path) -> None:
    """Add a folder, and be killed at the given moment; else tell how many there were."""
    moments = 0

    def count(*_: object) -> None:
        nonlocal moments
        moments += 1
        if moments == killed_at:
            os.kill(os.getpid(), signal.SIGKILL)

    for moment in ("before_cursor_execute", "after_cursor_execute", "commit"):
        event.listen(Engine, moment, count)
    with Store(where) as store:
        store.add(folder)
    told.write_text(str(moments))


def add_until_full(where: str, folder: str, bytes_of_disk: int, told: Path) -> None:
    """Add a folder where no file may grow beyond a size, as on a full disk; tell what is said."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_of_disk, bytes_of_disk))
    try:
        with Store(where) as store:
            store.add(folder)
    except StoreError as error:
        told.write_text(str(error))


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """Where a process that lives to its end writes what it has to tell."""
    return tmp_path / "told"


def begin(
    processes: ForkServerContext, target: Callable[..., None], *arguments: object
) -> ForkServerProcess:
    """Begin `target` in a process of its own."""
    process = processes.Process(target=target, args=arguments)
    process.start()
    return process


def ended(process: ForkServerProcess) -> int | None:
    """Wait for the end of a process; its exit code."""
    process.join()
    return process.exitcode


def assert_whole(where: str) -> None:
    """Everything that the record of each article holds is in the tables."""
    engine = open_database(where, create=False)
    with engine.connect() as connection:
        for row in connection.execute(select(articles)).all():
            record = json.loads(row.record)
            for table in (statements, events, obligations):
                here = table.c.article_id == row.id
                found = connection.scalar(select(func.count()).select_from(table).where(here))
                assert found == len(record[table.name])
    engine.dispose()


def test_killed_at_twenty_random_moments_it_becomes_the_store_of_an_undisturbed_run(
    new_store: Callable[[], str], folder: Path, told: Path, processes: ForkServerContext
) -> None:
    undisturbed = new_store()
    assert ended(begin(processes, add, undisturbed, str(folder), 0, told)) == 0
    moments = int(told.read_text())
    chance = random.Random(9)
    kills = 0
    while kills < KILLS["postgresql" if "://" in undisturbed else "sqlite"]:
        where = new_store()
        while ended(begin(processes, add, where, str(folder), chance.randint(1, moments), told)):
            kills += 1
            with suppress(StoreError):  # killed before there was a store
                assert_whole(where)
        assert contents(where) == contents(undisturbed)


def test_two_processes_add_to_one_store(
    new_store: Callable[[], str], folder: Path, told: Path, processes: ForkServerContext
) -> None:
    (folder / "again.txt").unlink()  # which of two copies comes first is not decided here
    alone, together = new_store(), new_store()
    assert ended(begin(processes, add, alone, str(folder), 0, told)) == 0
    both = [begin(processes, add, together, str(folder), 0, told) for _ in range(2)]
    assert [ended(process) for process in both] == [0, 0]
    assert contents(together) == contents(alone)


def test_a_full_disk_leaves_whole_articles_and_says_so(
    tmp_path: Path, folder: Path, told: Path, processes: ForkServerContext
) -> None:
    where, undisturbed = str(tmp_path / "onus.db"), str(tmp_path / "undisturbed.db")
    assert ended(begin(processes, add, undisturbed, str(folder), 0, told)) == 0
    Store(where).close()
    room = Path(where).stat().st_size
    for _ in range(3):
        room += 150_000
        assert ended(begin(processes, add_until_full, where, str(folder), room, told)) == 0
        assert_whole(where)
    assert "articles were added before" in told.read_text()
    assert ended(begin(processes, add, where, str(folder), 0, told)) == 0
    assert contents(where) == contents(undisturbed)


def test_a_lost_connection_leaves_whole_articles_and_the_same_call_finishes(
    postgres_server: str, folder: Path
) -> None:
    where = new_database(postgres_server)
    events_written = 0

    def lose(_: Connection, __: object, statement: str, *___: object) -> None:
        nonlocal events_written
        events_written += statement.startswith("INSERT INTO events")
        if events_written == 3:
            events_written += 1
            with psycopg.connect(where, autocommit=True) as connection:
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )

    event.listen(Engine, "before_cursor_execute", lose)
    try:
        with Store(where) as store, pytest.raises(StoreError, match="articles were added before"):
            store.add(folder)
    finally:
        event.remove(Engine, "before_cursor_execute", lose)
    assert_whole(where)
    with Store(where) as store:
        report = store.add(folder)
    assert (report.known, report.added) == (2, 2)
    assert_whole(where)

"""A store in a SQLite file: one that may only be read, is none, or is out of sight."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onus.cli import app
from onus.errors import StoreError
from onus.store.store import Store
from tests.records import herring
from tests.test_store import keep

# As root every file may be written, unless the process gives that up.
BEGINNING = "a date like 2019-06-09 nor a number of days like 7d"
_SETPRIV = shutil.which("setpriv")
_ALL_FILES = "-dac_override,-dac_read_search"
_ORDINARY = (
    [str(_SETPRIV), f"--bounding-set={_ALL_FILES}", f"--inh-caps={_ALL_FILES}"]
    if os.name != "nt" and os.geteuid() == 0
    else []
)
ordinary = pytest.mark.skipif(
    os.name == "nt" or (bool(_ORDINARY) and _SETPRIV is None), reason="needs files that are closed"
)


def onus(*arguments: str) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(app, arguments)


def ordinary_onus(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user whom a file's mode holds back; no answer may hold a traceback."""
    done = subprocess.run(
        [*_ORDINARY, sys.executable, "-m", "onus", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A store in a file and a folder that may only be read."""
    folder = tmp_path / "locked"
    folder.mkdir()
    file = folder / "onus #1.db"
    keep(str(file), herring())
    file.chmod(0o444)
    folder.chmod(0o555)
    yield file
    folder.chmod(0o755)


@ordinary
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["events"], "Iceland"),
        (["ledger"], "Norway"),
        (["actors", "list"], "Norway"),
        (["actors", "show", "1"], "No. 1"),
    ],
)
def test_a_store_that_may_only_be_read_is_asked_all_the_same(
    locked: Path, arguments: list[str], said: str
) -> None:
    before = locked.read_bytes()
    done = ordinary_onus(*arguments, "--store", str(locked))
    assert (done.returncode, done.stderr) == (0, "")
    assert said in done.stdout
    assert [file.name for file in locked.parent.iterdir()] == [locked.name]
    assert locked.read_bytes() == before


@ordinary
def test_that_a_store_may_only_be_read_is_said_to_who_writes(locked: Path) -> None:
    done = ordinary_onus("add", "nothing.txt", "--store", str(locked))
    assert done.returncode == 1
    assert f"onus: {locked}: attempt to write a readonly database" in done.stderr


@ordinary
@pytest.mark.parametrize("command", [["ledger"], ["add", "nothing.txt"]])
def test_a_store_in_a_folder_that_is_closed_is_named(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "closed").mkdir(mode=0o000)
    where = str(tmp_path / "closed" / "onus.db")
    done = ordinary_onus(*command, "--store", where)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"onus: {where}: cannot be opened (unable to open database file)\n"


def test_a_name_that_is_too_long_for_a_file_is_said_to_be_none() -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        Store("x" * 5000, create=False)


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """Somebody else's SQLite file."""
    file = tmp_path / "theirs.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE books (title TEXT)")
    connection.close()
    return file


def test_a_question_leaves_a_file_that_is_no_store_as_it_was(foreign: Path) -> None:
    empty = foreign.with_name("empty.db")
    empty.touch()
    for file in (foreign, empty):
        before = file.read_bytes()
        done = onus("events", "--store", str(file))
        assert (done.exit_code, done.stderr) == (
            1,
            f"onus: {file}: holds no store; `onus add` makes one\n",
        )
        assert file.read_bytes() == before


def test_articles_are_not_added_to_what_belongs_to_somebody_else(foreign: Path) -> None:
    before = foreign.read_bytes()
    done = onus("add", "nothing.txt", "--store", str(foreign))
    assert done.exit_code == 1
    assert done.stderr == f"onus: {foreign}: holds tables, but no store; name another file\n"
    assert foreign.read_bytes() == before


def test_an_empty_file_becomes_a_store_that_readers_never_wait_for(tmp_path: Path) -> None:
    file = tmp_path / "empty.db"
    file.touch()
    with Store(file) as store:
        assert store.events() == []
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["events", "--country", "Serbia"], "Invalid value for --country: 'Serbia' is not a"),
        (["digest", "--since", "800000d"], f"'800000d' is neither {BEGINNING}"),
        (["digest", "--since", f"{'9' * 5000}d"], f"is neither {BEGINNING}"),
        (["actors", "list", "--kind", "thing"], "Invalid value for --kind: 'thing' is none of"),
    ],
)
def test_a_value_that_an_option_cannot_have_is_refused(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    keep(str(tmp_path / "onus.db"), herring())
    done = onus(*arguments, "--store", str(tmp_path / "onus.db"))
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_events_say_how_sure_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    keep(str(tmp_path / "onus.db"), herring())
    done = onus("events", "--store", str(tmp_path / "onus.db"))
    assert "Sure" in done.stdout
    for event in herring().events:
        assert f" {event.confidence:.0%} " in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_failures_are_forgotten_by_the_names_they_are_listed_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert onus("add", "one.txt", "two.txt", "three.txt").exit_code == 1
    unknown = onus("retry", "--forget", "four.txt")
    assert unknown.exit_code == 1
    assert unknown.stderr == "onus: four.txt: is not among what could not be added\n"
    assert onus("retry", "--forget", "one.txt").stderr == "1 failure forgotten.\n"
    again = onus("retry")
    assert again.exit_code == 1
    assert "two.txt: no such file" in again.stderr
    assert "one.txt" not in again.stderr
    assert onus("retry", "two.txt").exit_code == 2
    assert onus("retry", "--forget").stderr == "2 failures forgotten.\n"
    assert onus("retry").exit_code == 0

"""`onus add`, `retry`, `reread`, `events` and `statements` as a person calls them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet
import pytest

from onus.progress import time_left
from tests.wire import reports


def onus(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own; no answer may hold a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "onus", *arguments],
        capture_output=True,
        timeout=300,
        check=False,
        cwd=cwd,
        env={
            "COLUMNS": "100",
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(Path(__file__).parents[1]),
        },
    )
    assert b"Traceback" not in done.stderr
    return done


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of three articles; a fourth file could not be read."""
    home = tmp_path_factory.mktemp("home")
    (home / "wire").mkdir()
    for number, text in enumerate(reports(3)):
        (home / "wire" / f"{number}.txt").write_text(text, encoding="utf-8")
    (home / "wire" / "empty.txt").write_text("")
    done = onus("add", "wire", cwd=home)
    assert done.returncode == 1
    assert done.stderr.decode() == (
        "3 articles added.\n"
        "onus: 1 could not be added; `onus retry` asks for them again:\n"
        "  wire/empty.txt: is empty\n"
    )
    return home


def test_add_passes_over_what_it_knows_and_retry_asks_again(home: Path) -> None:
    again = onus("add", "wire/0.txt", cwd=home)
    assert (again.returncode, again.stderr) == (0, b"0 articles added; 1 known before.\n")
    retried = onus("retry", cwd=home)
    assert retried.returncode == 1
    assert b"wire/empty.txt: is empty" in retried.stderr


def test_reread_has_nothing_to_do_when_the_model_is_the_same(home: Path) -> None:
    done = onus("reread", cwd=home)
    assert (done.returncode, done.stderr) == (0, b"0 records read anew.\n")


def test_events_as_a_table_show_day_parties_and_the_sentence(home: Path) -> None:
    shown = onus("events", "--actor", "Peru", cwd=home).stdout.decode()
    assert "Day" in shown
    assert "2024-03-05" in shown
    assert "Chile" in shown
    assert "Ghana" not in shown


def test_events_and_statements_as_json_csv_and_parquet(home: Path) -> None:
    rows = json.loads(onus("events", "--country", "TGO", "--as", "json", cwd=home).stdout)
    assert rows
    assert all(row["publisher"] is None and row["published"] == "2024-03-06" for row in rows)
    table = onus("statements", "--as", "csv", cwd=home).stdout.decode()
    said = list(csv.DictReader(io.StringIO(table)))
    assert any("onus was on Reykjavik" in row["content"] for row in said)
    parquet = onus("events", "--as", "parquet", cwd=home).stdout
    assert pyarrow.parquet.read_table(io.BytesIO(parquet)).num_rows >= len(rows)


@pytest.mark.parametrize("command", ["events", "statements", "ledger", "digest", "actors list"])
def test_a_question_is_answered_at_once_because_nothing_heavy_is_imported(
    home: Path, command: str
) -> None:
    heavy = {
        "alembic",
        "lemminflect",
        "numpy",
        "onnxruntime",
        "pandas",
        "pydantic",
        "spacy",
        "sqlalchemy",
    }
    ask = (
        "import sys; from onus.cli import app; "
        f"app({command.split()!r}, standalone_mode=False); "
        f"assert not {heavy!r} & set(sys.modules), {heavy!r} & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask],
        capture_output=True,
        text=True,
        check=False,
        cwd=home,
        env={"PYTHONPATH": str(Path(__file__).parents[1])},
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_what_nothing_answers_is_said(home: Path) -> None:
    done = onus("events", "--actor", "Atlantis", cwd=home)
    assert (done.returncode, done.stdout) == (0, b"Nothing answers that.\n")
    assert json.loads(onus("events", "--actor", "Atlantis", "--as", "json", cwd=home).stdout) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("events", "--store", "none.db"), "onus: none.db: no such store; `onus add` makes one"),
        (("events", "--since", "May"), "'May' is not a date"),
        (("add", "wire", "--columns", "body"), "'body' is not FIELD=COLUMN"),
        (("add", "wire", "--store", "mysql://x/y"), "neither a sqlite:// nor a postgresql://"),
        (("retry", "--store", "none.db"), "no such store"),
        (("add", "wire", "--store", "/proc/onus.db"), "/proc/onus.db: cannot be opened"),
        (("ledger", "--store", "wire/0.txt"), "wire/0.txt: cannot be opened"),
        (("ledger", "--status", "paid"), "'paid' is none of open, begun"),
        (("show", "zz"), "'zz' is no entry of the ledger"),
        (("digest", "--until", "2024-02-30"), "'2024-02-30' is not a date"),
        (("events", "--type", "KILL"), "'KILL' is none of ACCUSE, AGREE"),
        (("export", "--as", "csv", "--type", "KILL"), "'KILL' is none of ACCUSE, AGREE"),
        (("events", "--factuality", "maybe"), "'maybe' is none of actual, denied"),
        (("statements", "--country", "Norway"), "'Norway' is not a country's code"),
        (
            ("events", "--store", "postgresql://onus:secret@127.0.0.1:1/none"),
            "onus: postgresql://onus:***@127.0.0.1:1/none: cannot be opened",
        ),
    ],
)
def test_a_mistake_is_named_in_a_sentence(
    home: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = onus(*arguments, cwd=home)
    assert done.returncode != 0
    assert said in done.stderr.decode()
    assert not (home / "none.db").exists()


@pytest.mark.parametrize(
    ("done", "total", "seconds", "said"),
    [
        (0, 100, 5.0, ""),
        (50, 100, 20.0, "20 s left"),
        (10, 100, 60.0, "9 min left"),
        (1, 1000, 30.0, "8.3 h left"),
        (100, 0, 5.0, ""),
        (100, 100, 5.0, "0 s left"),
    ],
)
def test_the_time_left_is_said_as_people_say_it(
    done: int, total: int, seconds: float, said: str
) -> None:
    assert time_left(done, total, seconds) == said

"""The command as a person calls it: output, errors in sentences, exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onus.record import Record
from onus.selection import at_least
from tests.records import herring

EXAMPLES = Path(__file__).parents[1] / "examples"
ARTICLE = str(EXAMPLES / "border-talks.txt")
PAGE = str(EXAMPLES / "ceasefire.html")


def onus(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own; no answer may hold a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "onus", *arguments],
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert b"Traceback" not in done.stderr
    return done


def test_help_answers_at_once_because_nothing_heavy_is_imported() -> None:
    code = (
        "import sys; sys.argv = ['onus', '--help']\n"
        "from onus.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'onnxruntime', 'numpy', 'pydantic', 'trafilatura', 'rich', 'yaml'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "read        Read articles" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_takes_half_a_second() -> None:
    def seconds() -> float:
        started = time.perf_counter()
        onus("--help")
        return time.perf_counter() - started

    assert min(seconds() for _ in range(3)) < 0.5


def test_the_version() -> None:
    assert onus("--version").stdout == b"onus 0.1.0\n"


def test_json_of_one_source_is_one_object() -> None:
    done = onus("read", ARTICLE, "--json", "--published", "2024-03-06")
    assert done.returncode == 0, done.stderr
    record = Record.from_dict(json.loads(done.stdout))
    assert record.article.published == "2024-03-06"
    assert record.statements
    assert record.events
    assert all(record.article.text[start:end] == text for start, end, text in record.spans())


def test_the_rest_goes_on_when_one_source_fails(tmp_path: Path) -> None:
    missing, empty = str(tmp_path / "missing.txt"), tmp_path / "empty.txt"
    empty.touch()
    done = onus("read", missing, ARTICLE, str(empty), PAGE, "--json")
    assert done.returncode == 1
    titles = [json.loads(line)["article"]["title"] for line in done.stdout.splitlines()]
    assert [title.split()[0] for title in titles] == ["Kenya", "Rebels"]
    said = done.stderr.decode()
    assert "2 of 4 sources could not be read" in said
    assert f"{missing}: no such file" in said
    assert f"{empty}: is empty" in said


def test_the_terminal_view_and_the_page_come_from_standard_input(tmp_path: Path) -> None:
    text = Path(ARTICLE).read_bytes()
    shown = onus("read", "-", stdin=text)
    assert shown.returncode == 0, shown.stderr
    assert b"Kenya offers border talks" in shown.stdout
    page = tmp_path / "record.html"
    assert onus("read", "-", "--html", str(page), stdin=text).returncode == 0
    assert "Kenya offers border talks" in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["no-such-file.txt"], 1, "no-such-file.txt: no such file"),
        ([str(EXAMPLES)], 1, "is a directory"),
        (["http://127.0.0.1/"], 1, "private address"),
        ([ARTICLE, "--published", "yesterday"], 2, "'yesterday' is not a date like 2019-06-09"),
        ([ARTICLE, "--published", "2019-02-30"], 2, "is not a date"),
        ([ARTICLE, "--min-confidence", "7"], 2, "not in the range 0.0<=x<=1.0"),
        ([ARTICLE, PAGE, "--html", "x.html"], 2, "one source at a time"),
        ([], 2, "Missing argument"),
    ],
)
def test_errors_are_sentences(arguments: list[str], code: int, said: str) -> None:
    done = onus("read", *arguments)
    assert (done.returncode, done.stdout) == (code, b"")
    assert said in " ".join(done.stderr.decode().split())


def test_a_page_that_cannot_be_written(tmp_path: Path) -> None:
    done = onus("read", ARTICLE, "--html", str(tmp_path / "missing" / "page.html"))
    assert done.returncode == 1
    assert b"cannot be written" in done.stderr


def test_another_language_is_refused_by_name() -> None:
    text = "Le ministre a dit lundi que la France ne négociera pas avec les rebelles du nord."
    done = onus("read", "-", stdin=text.encode())
    assert done.returncode == 1
    assert b"standard input: is written in French" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise there")
def test_a_reader_that_goes_away_breaks_nothing() -> None:
    command = f"'{sys.executable}' -m onus read '{ARTICLE}' '{PAGE}' --json | head -c 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=120, check=False)
    assert done.stdout == b"{"
    assert done.stderr == b""


def test_only_what_is_sure() -> None:
    record = herring()
    levels = sorted({event.confidence for event in record.events})
    sure = at_least(record, levels[-1])
    named = {change.event for owed in sure.obligations for change in owed.history}
    assert 0 < len(sure.events) <= len(record.events)
    assert all(e.confidence >= levels[-1] or e.id in named for e in sure.events)
    assert all(owed.confidence >= levels[-1] for owed in sure.obligations)
    assert at_least(record, 0.0) == record

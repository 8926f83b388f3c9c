"""What the pages on exporting show is what the command prints."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def examples() -> list[tuple[str, list[str]]]:
    """Every command shown with a `$` and the indented lines below it."""
    lines = (ROOT / "docs" / "export-for-r.md").read_text(encoding="utf-8").splitlines()
    found: list[tuple[str, list[str]]] = []
    for at, line in enumerate(lines):
        if line.startswith("    $ "):
            below = lines[at + 1 :]
            end = next((i for i, after in enumerate(below) if not after.strip()), len(below))
            found.append((line[6:], [after[4:] for after in below[:end]]))
    return found


@pytest.mark.parametrize(("command", "shown"), examples())
def test_the_page_on_r_shows_real_output(command: str, shown: list[str]) -> None:
    run = command.replace("onus ", f"{shlex.quote(sys.executable)} -m onus ", 1)
    ran = subprocess.run(
        ["bash", "-c", f"{{ {run}; }} 2>&1"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert sorted(ran.stdout.splitlines()) == sorted(shown)


def test_there_are_examples() -> None:
    assert len(examples()) == 2

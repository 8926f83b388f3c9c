"""What the README shows is what the command prints."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_readmes_first_screen_is_real_output() -> None:
    shown = _shown("    $ onus read examples/border-note.txt")
    assert any(line.startswith("OBLIGATIONS") for line in shown)
    ran = subprocess.run(
        [sys.executable, "-m", "onus", "read", "examples/border-note.txt"],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "96", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    printed = iter([line.rstrip() for line in ran.stdout.splitlines()])
    missing = [line for line in shown if line not in printed]
    assert missing == []


def _shown(command: str) -> list[str]:
    """The lines of the README's example below its command, up to the text that follows."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    below = lines[lines.index(command) + 1 :]
    end = next(at for at, line in enumerate(below) if line and not line.startswith("    "))
    return [line[4:] for line in below[:end] if line]

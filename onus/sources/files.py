"""Opening what a person named: only files, and whatever goes wrong is said in a sentence."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onus.errors import SourceError

NAMELESS = "names nothing (an empty argument)"


@contextmanager
def reading(path: str) -> Iterator[None]:
    """Around all that is read from `path`: what goes wrong becomes a `SourceError` naming it."""
    _require_file(path)
    try:
        yield
    except FileNotFoundError:
        leads_nowhere = Path(path).is_symlink()
        reason = "is a link that leads nowhere" if leads_nowhere else "no such file"
        raise SourceError(path, reason) from None
    except PermissionError:
        raise SourceError(path, "may not be read (permission denied)") from None
    except OSError as error:
        raise SourceError(path, f"cannot be read ({error.strerror or error})") from None


def is_special(path: Path) -> bool:
    """Whether it is a pipe, a socket or a device: opening one may wait for ever."""
    mode = _mode(path)
    return mode is not None and not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def in_full(path: Path) -> str:
    """The path in full, links followed; one that leads to no file keeps its own name."""
    there = path.resolve()
    return str(there if _mode(there) is not None else path.parent.resolve() / path.name)


def _require_file(path: str) -> None:
    if not path:
        raise SourceError("''", NAMELESS)
    try:
        mode = _mode(Path(path))
    except ValueError:
        raise SourceError(repr(path), "is not the name of a file") from None
    if mode is not None and stat.S_ISDIR(mode):
        raise SourceError(path, "is a directory; name the files in it")
    if mode is not None and not stat.S_ISREG(mode):
        raise SourceError(path, "is a pipe or a device, not a file; - is standard input")


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except OSError:
        return None  # opening it says why

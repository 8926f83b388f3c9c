"""Records from what `onus read --json` printed, so that they can be written in another format."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import TextIO

from onus.errors import FormatError, RecordError
from onus.record import Record


def read_records(path: str) -> Iterator[Record]:
    """The records of a file, or of standard input (`-`), one at a time.

    There is a JSON object a line, or a single one over many lines. Raises `FormatError` naming the
    file, and the line that is no record.
    """
    name = "standard input" if path == "-" else path
    try:
        with _opened(path) as stream:
            for number, line in enumerate(stream, 1):
                if number == 1 and line.strip() == "{":  # that of one article is indented
                    yield _record(line + stream.read(), name)
                elif line.strip():
                    yield _record(line, f"{name}, line {number}")
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(f"{name}: cannot be read ({error})") from None


def _opened(path: str) -> AbstractContextManager[TextIO]:
    if path == "-":
        return nullcontext(io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8"))
    return open(path, encoding="utf-8")


def _record(text: str, where: str) -> Record:
    try:
        value = json.loads(text)
        if not isinstance(value, dict):
            raise RecordError("not an object")
        return Record.from_dict(value)
    except (json.JSONDecodeError, RecordError) as error:
        first = str(error).splitlines()[0]
        raise FormatError(f"{where}: not a record of onus read --json ({first})") from None

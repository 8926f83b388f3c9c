"""Rows to CSV, JSON or Parquet.

`write_rows` takes any iterable of dataclass instances of one class and holds no more than a batch
of them in memory.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal

from onus.errors import FormatError
from onus.formats.columns import cell, columns, plain, value_at

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Kind = Literal["csv", "json", "parquet"]
Out = Path | IO[bytes] | None
_TO_QUOTE = re.compile('[,"\r\n]')


def write_rows(
    rows: Iterable[DataclassInstance],
    kind: Kind,
    out: Out = None,
    *,
    row_type: type[DataclassInstance] | None = None,
) -> None:
    """Write rows as `kind` to a path, to a binary stream or, with None, to standard output.

    `row_type` is the rows' class: with it columns are written even when there is no row. CSV is
    UTF-8 with a header and RFC 4180 quoting, null an empty cell, a truth value TRUE or FALSE; see
    `onus.formats.columns` for tuples and for dataclasses inside a row. JSON is one array, a line a
    row. Raises `FormatError` when `out` cannot be written, or pyarrow is missing for Parquet.
    """
    rows = iter(rows)
    first = next(rows, None)
    if first is not None:
        rows, row_type = chain([first], rows), type(first)
    if kind == "parquet" and out is None and sys.stdout.isatty():
        raise FormatError("Parquet is not for a terminal; send it to a file with > FILE")
    with opened(out) as stream:
        if kind == "csv":
            write_csv(rows, row_type, stream)
        elif kind == "json":
            _write_json(rows, stream)
        else:
            from onus.formats.arrow import write_parquet

            write_parquet(rows, row_type, stream)


def write_csv(
    rows: Iterable[DataclassInstance], row_type: type[DataclassInstance] | None, stream: IO[bytes]
) -> None:
    """CSV with a header; nothing at all when there is neither a row nor a class."""
    if row_type is None:
        return
    layout = columns(row_type)
    with text_on(stream) as text:
        text.write(",".join(column.name for column in layout) + "\n")
        for row in rows:
            text.write(",".join(_quoted(cell(value_at(row, column))) for column in layout) + "\n")


@contextmanager
def opened(out: Out) -> Iterator[IO[bytes]]:
    """`out` as a binary stream. Raises `FormatError` naming a path that cannot be written.

    A file is there when it is whole: until then, and when something fails, it is not.
    """
    if out is None:
        yield sys.stdout.buffer  # UTF-8 whatever the terminal is
        sys.stdout.buffer.flush()
    elif not isinstance(out, Path):
        yield out
    else:
        with _whole_file(out) as stream:
            yield stream


@contextmanager
def _whole_file(path: Path) -> Iterator[IO[bytes]]:
    special = path.exists() and not path.is_file()  # a pipe, a device
    part = path if special else path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as stream:
            yield stream
        if part != path:
            part.replace(path)
    except OSError as error:
        raise FormatError(f"{path}: cannot be written ({error})") from error
    finally:
        if part != path:
            part.unlink(missing_ok=True)


@contextmanager
def text_on(stream: IO[bytes]) -> Iterator[io.TextIOWrapper]:
    """UTF-8 text on a binary stream, which stays open afterwards."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    try:
        yield text
    finally:
        text.detach()


def _quoted(text: str) -> str:
    """The cell by RFC 4180; Python's own writer leaves a lone carriage return bare."""
    return '"' + text.replace('"', '""') + '"' if _TO_QUOTE.search(text) else text


def _write_json(rows: Iterable[DataclassInstance], stream: IO[bytes]) -> None:
    opening = b"["
    for row in rows:
        stream.write(opening + b"\n" + json.dumps(plain(row), ensure_ascii=False).encode())
        opening = b","
    stream.write(b"[]\n" if opening == b"[" else b"\n]\n")

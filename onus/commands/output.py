"""Rows of an answer on standard output: as a table for people, as CSV, JSON or Parquet."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import Any

from onus.commands import fail


class Shape(StrEnum):
    """What `--as` takes."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


def put(
    rows: Sequence[Any],
    shape: Shape,
    heads: Sequence[str],
    cells: Callable[[Any], Sequence[str]],
) -> None:
    """Print `rows`, dataclasses of one kind.

    `heads` and `cells` give the table a person reads, in Rich's markup; the other shapes carry
    every field of the dataclass under its own name, tuples as JSON in CSV and as lists elsewhere.
    """
    match shape:
        case Shape.table:
            _table(heads, (cells(row) for row in rows))
        case Shape.csv:
            _csv([plain(row) for row in rows])
        case Shape.json:
            _json([plain(row) for row in rows])
        case Shape.parquet:
            _parquet([plain(row) for row in rows])


def plain(row: Any) -> dict[str, Any]:
    """A dataclass as a dict of plain values, its tuples as lists."""
    from dataclasses import asdict

    return {name: _plain(value) for name, value in asdict(row).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(*heads, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def _csv(rows: Sequence[dict[str, Any]]) -> None:
    import csv
    import io
    import json

    text = io.StringIO()
    if rows:
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow(
                {
                    name: json.dumps(value, ensure_ascii=False)
                    if isinstance(value, list | dict)
                    else value
                    for name, value in row.items()
                }
            )
    _write(text.getvalue().encode())


def _json(rows: Sequence[dict[str, Any]]) -> None:
    import json

    _write(json.dumps(rows, ensure_ascii=False, indent=2).encode() + b"\n")


def _parquet(rows: Sequence[dict[str, Any]]) -> None:
    import io

    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        fail("onus: Parquet needs pyarrow: pip install 'onus[parquet]'")
    if sys.stdout.isatty():
        fail("onus: Parquet is not for a terminal; send it to a file with > FILE")
    buffer = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(list(rows)), buffer)
    _write(buffer.getvalue())


def _write(data: bytes) -> None:
    sys.stdout.buffer.write(data)  # UTF-8 whatever the terminal is
    sys.stdout.buffer.flush()

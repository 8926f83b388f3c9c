"""An answer's rows on standard output: as a table for people, as CSV, JSON or Parquet."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from onus.commands import fail

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_NARROW = 22
SHOWN = 50  # rows of a table, unless more are asked for


class Shape(StrEnum):
    """What `--as` takes."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


AsOption = Annotated[
    Shape, typer.Option("--as", help="A table to read, or every column as CSV, JSON or Parquet.")
]
LimitOption = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help=f"At most N, the newest; a table shows {SHOWN}."),
]

Row = TypeVar("Row", bound="DataclassInstance")


def limit_for(shape: Shape, limit: int | None) -> int | None:
    """How many rows to ask for: one more than a table shows, to know whether there are more."""
    return SHOWN + 1 if limit is None and shape is Shape.table else limit


def put(
    rows: Sequence[Row],
    row_type: type[Row],
    shape: Shape,
    limit: int | None,
    heads: Sequence[str],
    cells: Callable[[Row], Sequence[str]],
) -> None:
    """Print rows of `row_type`; `heads` and `cells`, in Rich's markup, are the table's.

    `limit` is the option's value; ask for `limit_for` rows.
    """
    if shape is Shape.table:
        shown = rows if limit is not None else rows[:SHOWN]
        _table(heads, (cells(row) for row in shown))
        if len(shown) < len(rows):
            typer.echo(f"The newest {SHOWN}; --limit N shows more.", err=True)
        return
    from onus.errors import OnusError
    from onus.formats.tables import write_rows

    if shape is Shape.parquet and sys.stdout.isatty():
        fail("onus: Parquet is not for a terminal; send it to a file with > FILE")
    try:
        match shape:
            case Shape.csv:
                write_rows(rows, "csv", row_type=row_type)
            case Shape.json:
                write_rows(rows, "json", row_type=row_type)
            case Shape.parquet:
                write_rows(rows, "parquet", row_type=row_type)
    except OnusError as error:
        fail(f"onus: {error}")


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for head in heads[:-1]:
        table.add_column(head, max_width=_NARROW)
    table.add_column(heads[-1])  # the sentence, which takes what room there is
    for row in rows:
        table.add_row(*row)
    Console().print(table if table.row_count else "Nothing answers that.")

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

_NARROW, _NARROWEST, _SHARE = 22, 10, 7  # a column: cells, and the share of the terminal
_EDGE, _BETWEEN = 1, 3  # cells that the table leaves at its sides and between two columns
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
    """Widths are given, since letting Rich measure every cell takes longer than the answer."""
    from rich import box
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from onus.show.printing import printable

    console = Console()

    def cell(markup: str) -> Text:
        safe = (printable(part, console.encoding) for part in markup.split("\n"))
        return Text.from_markup("\n".join(safe), emoji=False)

    lines = [[cell(markup) for markup in row] for row in rows]
    if not lines:
        console.print("Nothing answers that.")
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    narrow = max(_NARROWEST, min(_NARROW, console.width // _SHARE))
    room = console.width - 2 * _EDGE
    for head, cells in zip(heads[:-1], zip(*lines, strict=True), strict=False):
        needed = max(cell_len(part) for one in (head, *cells) for part in str(one).split("\n"))
        table.add_column(head, width=min(narrow, needed), overflow="fold")
        room -= min(narrow, needed) + _BETWEEN
    table.add_column(heads[-1], width=max(_NARROWEST, room), overflow="fold")  # the sentence
    for row in lines:
        table.add_row(*row)
    console.print(table)

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
    from rich.text import Text

_NARROWEST, _NARROW = 10, 22  # cells of a column, where it needs as many
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
    from rich import box
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
    for head, width in zip(heads, _widths([heads, *lines], console.width), strict=True):
        table.add_column(head, width=width, overflow="fold")
    for row in lines:
        table.add_row(*row)
    console.print(table)


def _widths(rows: Sequence[Sequence[str | Text]], room: int) -> list[int]:
    """How wide each column is in a terminal of `room` cells; the last, the sentence, comes first.

    Letting Rich measure every cell would take longer than the answer does.
    """
    from rich.cells import cell_len

    *needs, last = (
        max(cell_len(line) for cell in cells for line in str(cell).split("\n"))
        for cells in zip(*rows, strict=True)
    )
    room -= 2 * _EDGE + len(needs) * _BETWEEN
    left = room - min(last, room // 3)
    tried = ([min(need, most) for need in needs] for most in range(_NARROW, _NARROWEST - 1, -1))
    narrowest = [min(need, _NARROWEST) for need in needs]
    widths = next((widths for widths in tried if sum(widths) <= left), narrowest)
    return [*widths, max(_NARROWEST, min(last, room - sum(widths)))]

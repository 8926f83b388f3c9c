"""Rows of any dataclass as CSV, JSON, Parquet, data frames and Arrow tables."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from onus.errors import FormatError
from onus.formats.frames import to_arrow, to_pandas
from onus.formats.tables import Kind, write_rows
from onus.record import Dates


@dataclass(frozen=True, slots=True)
class Port:
    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    berths: int | None
    open: bool | None
    ports: tuple[Port, ...]
    cargo: tuple[str, ...]
    deadline: Dates | None
    depth: float


ROWS = [
    Row(
        "a", 3, True, (Port("Tromsø", "NOR"), Port("Höfn", None)), ("cod; dried", "oil"), None, 1.5
    ),
    Row("b", None, None, (), (), Dates("2024-06-20", None, "by June 20"), 0.25),
]


def bytes_of(kind: Kind, rows: list[Row]) -> bytes:
    stream = io.BytesIO()
    write_rows(rows, kind, stream, row_type=Row)
    return stream.getvalue()


def test_csv_has_a_column_for_every_member_and_what_lies_inside_it() -> None:
    frame = pd.read_csv(io.BytesIO(bytes_of("csv", ROWS)), dtype=str, keep_default_na=False)
    assert list(frame.columns) == [
        *("id", "berths", "open", "ports_name", "ports_country", "cargo"),
        *("deadline_start", "deadline_end", "deadline_text", "depth"),
    ]
    assert list(frame["ports_name"]) == ["Tromsø;Höfn", ""]
    assert list(frame["ports_country"]) == ["NOR;", ""]
    assert list(frame["open"]) == ["TRUE", ""]
    assert list(frame["deadline_text"]) == ["", "by June 20"]
    assert json.loads(frame["cargo"][0]) == ["cod; dried", "oil"]  # a joined cell would be misread


def test_json_is_an_array_with_a_line_for_a_row() -> None:
    written = bytes_of("json", ROWS).decode()
    assert len(written.splitlines()) == 4
    assert json.loads(written)[1]["deadline"] == {
        "start": "2024-06-20",
        "end": None,
        "text": "by June 20",
    }
    assert json.loads(bytes_of("json", [])) == []


def test_parquet_is_typed_by_the_class_even_without_a_row() -> None:
    table = pq.read_table(io.BytesIO(bytes_of("parquet", ROWS)))
    assert table.to_pylist()[0]["ports"][1] == {"name": "Höfn", "country": None}
    empty = pq.read_table(io.BytesIO(bytes_of("parquet", [])))
    assert empty.schema == table.schema == to_arrow([], Row).schema


def test_csv_has_a_header_even_without_a_row(tmp_path: Path) -> None:
    write_rows([], "csv", tmp_path / "rows.csv", row_type=Row)
    assert (tmp_path / "rows.csv").read_text().startswith("id,berths,open,")


def test_a_data_frame_keeps_whole_numbers_and_truth_values_that_may_be_null() -> None:
    frame = to_pandas(ROWS, Row)
    assert frame["berths"].tolist() == [3, pd.NA]
    assert str(frame["berths"].dtype) == "Int64"
    assert str(frame["open"].dtype) == "boolean"
    assert frame["cargo"][0] == ("cod; dried", "oil")
    assert frame["ports_name"][0] == ("Tromsø", "Höfn")
    assert len(to_pandas([], Row).columns) == 10


def test_an_arrow_table_has_structs_and_lists() -> None:
    table = to_arrow(ROWS, Row)
    assert table.num_rows == 2
    assert table.to_pylist()[1]["deadline"]["start"] == "2024-06-20"
    assert to_arrow(iter(ROWS), Row) == table


@pytest.mark.parametrize(
    ("library", "call", "extra"),
    [
        ("pandas", lambda: to_pandas(ROWS, Row), "pandas"),
        ("pyarrow", lambda: to_arrow(ROWS, Row), "parquet"),
        ("pyarrow", lambda: bytes_of("parquet", ROWS), "parquet"),
    ],
)
def test_a_library_that_is_missing_is_named_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, library: str, call: object, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(FormatError, match=rf"{library}.*pip install 'onus\[{extra}\]'"):
        call()  # type: ignore[operator]  # parametrized callables have no type

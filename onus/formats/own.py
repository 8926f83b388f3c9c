"""Onus's own table of events, wholly, as CSV, JSON lines or Parquet: each reads back as it was."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from pydantic import TypeAdapter, ValidationError

from onus.errors import FormatError
from onus.formats.arrow import read_parquet, write_parquet
from onus.formats.columns import build
from onus.formats.events import CodedEvent
from onus.formats.tables import write_csv

_JSON = TypeAdapter(CodedEvent)


def csv_out(events: Iterable[CodedEvent], stream: IO[bytes]) -> None:
    """CSV with a header."""
    write_csv(events, CodedEvent, stream)


def csv_in(path: Path) -> Iterator[CodedEvent]:
    """The events of such a CSV file. Raises `FormatError`."""
    try:
        with path.open(encoding="utf-8", newline="") as text:
            for row in csv.DictReader(text, strict=True):
                yield build(CodedEvent, row)
    except (OSError, csv.Error, LookupError, TypeError, ValueError) as error:
        raise FormatError(f"{path}: not a table of events from Onus ({error})") from error


def jsonl_out(events: Iterable[CodedEvent], stream: IO[bytes]) -> None:
    """A JSON object a line."""
    for event in events:
        stream.write(_JSON.dump_json(event) + b"\n")


def jsonl_in(path: Path) -> Iterator[CodedEvent]:
    """The events of such lines. Raises `FormatError` naming the line."""
    number = 0
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):  # noqa: B007 - named in the error
                yield _JSON.validate_json(line)
    except (OSError, ValidationError) as error:
        raise FormatError(f"{path}, line {number}: not an event from Onus ({error})") from error


def parquet_out(events: Iterable[CodedEvent], stream: IO[bytes]) -> None:
    """A Parquet file, typed."""
    write_parquet(events, CodedEvent, stream)


def parquet_in(path: Path) -> Iterator[CodedEvent]:
    """The events of such a Parquet file. Raises `FormatError`."""
    return read_parquet(path, CodedEvent)

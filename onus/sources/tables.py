"""Tables of articles, one a row: JSON, CSV and Parquet, whatever their columns are called."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import isnan
from pathlib import Path
from typing import Any, BinaryIO

from onus.errors import SourceError
from onus.record import Article
from onus.sources.encoding import encoding_of
from onus.sources.files import reading
from onus.sources.text import MAX_BYTES, article_from_text

FIELDS = ("text", "title", "published", "publisher", "url")
_JSON_LINES = (".jsonl", ".ndjson")
_JSON = (".json",)
_CSV = (".csv", ".tsv")
_PARQUET = (".parquet",)
SUFFIXES = (*_JSON_LINES, *_JSON, *_CSV, *_PARQUET)
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, how many bytes of the file it takes, and the article's parts.

    The number is that of the line on which it begins, or its own where a table has no lines
    (JSON that is one list, Parquet); both count from 1. `reason` says why there are no parts.
    """

    number: int
    size: int
    parts: Mapping[str, Any]
    reason: str | None = None


def read_table(path: str, columns: Mapping[str, str]) -> Iterator[Row]:
    """The rows of a table, a few at a time in memory.

    `columns` says which column holds which of `FIELDS`; what it does not name is looked for under
    the field's own name. Raises `SourceError` when the file cannot be read or holds no column for
    the text.
    """
    suffix = Path(path).suffix.lower()
    with reading(path):
        if suffix in _JSON_LINES or (suffix in _JSON and _is_in_lines(path)):
            yield from _json_lines(path, columns)
        elif suffix in _JSON:
            yield from _json_list(path, columns)
        elif suffix in _CSV:
            yield from _csv_rows(path, columns)
        else:
            yield from _parquet_rows(path, columns)


def article_from_row(row: Row, source: str, *, published: str | None, force: bool) -> Article:
    """The article in a row. Raises `SourceError` naming `source` when there is none."""
    if row.reason is not None:
        raise SourceError(source, row.reason)
    told = row.parts.get("text")
    text = _text(told)
    if text is None:
        raise SourceError(source, "has no text")
    if not isinstance(told, str):
        raise SourceError(source, f"has a text that is no string ({text:.40})")
    return article_from_text(
        text,
        published=published or _text(row.parts.get("published")),
        title=_text(row.parts.get("title")),
        publisher=_text(row.parts.get("publisher")),
        url=_text(row.parts.get("url")),
        force=force,
        source=source,
    )


def _text(value: object) -> str | None:
    """A cell as text: null, blank and Parquet's and pandas' not-a-number are nothing."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return None
    text = value.isoformat() if isinstance(value, date) else str(value)
    return text if text.strip() else None


def _json_lines(path: str, columns: Mapping[str, str]) -> Iterator[Row]:
    with Path(path).open("rb") as stream:
        for number, line in enumerate(_lines(stream), start=1):
            if not line.strip():
                continue
            yield _json_row(number, line, columns)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Lines; one that is longer than an article may be is cut, so that memory stays flat."""
    while line := stream.readline(MAX_BYTES):
        rest = line
        while len(rest) == MAX_BYTES and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_BYTES)
        yield line


def _json_row(number: int, line: bytes, columns: Mapping[str, str]) -> Row:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return Row(number, len(line), {}, "is no JSON")
    return _object_row(number, len(line), value, columns)


def _object_row(number: int, size: int, value: Any, columns: Mapping[str, str]) -> Row:
    if not isinstance(value, dict):
        return Row(number, size, {}, "is no JSON object")
    if isinstance(value.get("article"), dict):  # a record, as `onus read --json` writes it
        value = value["article"]
    names = _matched(value, columns)
    if "text" not in names:
        return Row(number, size, {}, _no_text(columns, value))
    return Row(number, size, {field: value[name] for field, name in names.items()})


def _is_in_lines(path: str) -> bool:
    """Whether JSON is lines of objects, as much that is called .json is, and not one value."""
    with Path(path).open("rb") as stream:
        first = next((line for line in _lines(stream) if line.strip()), b"")
    try:
        return isinstance(json.loads(first.decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False


_MAX_LIST = 100_000_000  # bytes of JSON that is one value, which is held in memory as a whole


def _json_list(path: str, columns: Mapping[str, str]) -> Iterator[Row]:
    size = Path(path).stat().st_size
    if size > _MAX_LIST:
        limit = _MAX_LIST // 1_000_000
        raise SourceError(path, f"is one list of more than {limit} MB; JSON lines may be larger")
    try:
        value = json.loads(Path(path).read_bytes())
    except (ValueError, RecursionError):
        raise SourceError(path, "is no JSON") from None
    values = value if isinstance(value, list) else [value]
    for number, each in enumerate(values, start=1):
        yield _object_row(number, size // len(values), each, columns)


def _csv_rows(path: str, columns: Mapping[str, str]) -> Iterator[Row]:
    csv.field_size_limit(min(sys.maxsize, MAX_BYTES))
    encoding = encoding_of(path)
    with Path(path).open(encoding=encoding, errors="replace", newline="") as stream:
        read = _Counted(stream)
        head = next(read, "")
        reader = csv.reader(read.again(head), delimiter=delimiter_of(head))
        try:
            header = next(reader, [])
            names = _required(path, header, columns)
            places = {field: header.index(name) for field, name in names.items()}
            line = reader.line_num + 1
            for cells in reader:
                if cells:
                    parts = {f: cells[at] for f, at in places.items() if at < len(cells)}
                    yield Row(line, read.taken(), parts)
                line = reader.line_num + 1
        except csv.Error as error:
            raise SourceError(path, f"is no CSV ({error})") from None


def delimiter_of(head: str) -> str:
    """What parts the columns of a table, by its first line."""
    return max(_DELIMITERS, key=head.count)


class _Counted:
    """Lines of a file, counted in bytes; NUL, which the CSV reader refuses, is left out."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._bytes = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._bytes += len(line.encode("utf-8", "surrogatepass"))
        return line.replace("\0", "")

    def again(self, line: str) -> Iterator[str]:
        """`line`, which was looked at already, and then the others."""
        if line:
            yield line
        yield from self

    def taken(self) -> int:
        """The bytes read since this was last asked."""
        taken, self._bytes = self._bytes, 0
        return taken


_PARQUET_ROWS = 64


def _parquet_rows(path: str, columns: Mapping[str, str]) -> Iterator[Row]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise SourceError(path, "needs pyarrow to be read: pip install 'onus[parquet]'") from None
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            names = _required(path, file.schema_arrow.names, columns)
            size = Path(path).stat().st_size // max(1, file.metadata.num_rows)
            number = 0
            for batch in file.iter_batches(_PARQUET_ROWS, columns=list(names.values())):
                for row in batch.to_pylist():
                    number += 1
                    yield Row(number, size, {field: row[name] for field, name in names.items()})
    except pyarrow.ArrowException as error:
        raise SourceError(path, f"is no Parquet file ({error})") from None


def _required(path: str, found: Collection[str], columns: Mapping[str, str]) -> dict[str, str]:
    names = _matched(found, columns)
    missing = [name for name in columns.values() if name not in found]
    if missing:
        raise SourceError(path, f"has no column {missing[0]!r}; it has {_listed(found)}")
    if "text" not in names:
        raise SourceError(path, _no_text(columns, found))
    return names


def _matched(found: Collection[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Which of the columns found holds which field."""
    own = {name.strip().lower(): name for name in found if isinstance(name, str)}
    wanted = {field: columns.get(field) or own.get(field) for field in FIELDS}
    return {field: name for field, name in wanted.items() if name is not None and name in found}


def _no_text(columns: Mapping[str, str], found: Collection[str]) -> str:
    return (
        f"has no column {columns.get('text', 'text')!r} for the text; it has {_listed(found)}; "
        "say which one it is, as in text=body"
    )


def _listed(names: Collection[str]) -> str:
    shown = [repr(name) for name in list(names)[:12]]
    return ", ".join(shown) + (", ..." if len(names) > len(shown) else "") if shown else "none"

"""Rows to Arrow and Parquet and back, typed by the class of the rows, a batch at a time.

A dataclass inside a row is a struct, a tuple a list. pyarrow is an optional extra.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import is_dataclass
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

from onus.errors import FormatError
from onus.formats.columns import members, part_of, plain

if TYPE_CHECKING:
    import pyarrow as pa
    from _typeshed import DataclassInstance

Row = TypeVar("Row")
BATCH = 10_000  # rows in memory at a time


def to_table(rows: Iterable[DataclassInstance], row_type: type[DataclassInstance]) -> pa.Table:
    """All rows as one Arrow table. Raises `FormatError` when pyarrow is missing."""
    pyarrow = _pyarrow()
    schema = schema_of(row_type)
    batches = (
        pyarrow.RecordBatch.from_pylist(batch, schema=schema) for batch in _batches(rows, row_type)
    )
    table: pa.Table = pyarrow.Table.from_batches(batches, schema=schema)
    return table


def write_parquet(
    rows: Iterable[DataclassInstance], row_type: type[DataclassInstance] | None, stream: IO[bytes]
) -> None:
    """Parquet on a stream; a file without columns when there is neither a row nor a class.

    Raises `FormatError` when pyarrow is missing.
    """
    pyarrow = _pyarrow()
    from pyarrow import parquet

    schema = schema_of(row_type) if row_type else pyarrow.schema([])
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        for batch in _batches(rows, row_type) if row_type else ():
            writer.write_batch(pyarrow.RecordBatch.from_pylist(batch, schema=schema))


def read_parquet(path: Path, row_type: type[Row]) -> Iterator[Row]:
    """The rows of a Parquet file that `write_parquet` wrote. Raises `FormatError`."""
    _pyarrow()
    from pyarrow import ArrowException, parquet

    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(BATCH):
                for values in batch.to_pylist():
                    yield _row(row_type, values)
    except (ArrowException, OSError, KeyError, TypeError) as error:
        raise FormatError(f"{path}: not such a Parquet file ({error})") from error


def schema_of(row_type: type) -> pa.Schema:
    """The Arrow schema of a dataclass; what has no type of its own there is JSON text."""
    fields = [(name, _arrow_type(hint)) for name, hint in members(row_type)]
    schema: pa.Schema = _pyarrow().schema(fields)
    return schema


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError:
        raise FormatError(
            "Parquet and Arrow need pyarrow, which is not installed: pip install 'onus[parquet]'"
        ) from None
    return pyarrow


def _arrow_type(hint: Any) -> Any:
    pyarrow = _pyarrow()
    simple = {
        str: pyarrow.string(),
        int: pyarrow.int64(),
        float: pyarrow.float64(),
        bool: pyarrow.bool_(),
    }
    if (part := part_of(hint)) is not None:
        return pyarrow.list_(_arrow_type(part))
    if is_dataclass(hint):
        return pyarrow.struct([(name, _arrow_type(part)) for name, part in members(hint)])
    return simple.get(hint, pyarrow.string())


def _batches(
    rows: Iterable[DataclassInstance], row_type: type[DataclassInstance]
) -> Iterator[list[dict[str, Any]]]:
    rows = iter(rows)
    layout = members(row_type)
    while batch := [
        {name: _arrow_value(getattr(row, name), hint) for name, hint in layout}
        for row in islice(rows, BATCH)
    ]:
        yield batch


def _arrow_value(value: Any, hint: Any) -> Any:
    if value is None or hint in (str, int, float, bool):
        return value
    if part_of(hint) is not None or is_dataclass(hint):
        return plain(value)
    return json.dumps(plain(value), ensure_ascii=False)


def _row(row_type: Any, values: dict[str, Any]) -> Any:
    return row_type(**{name: _value(values[name], hint) for name, hint in members(row_type)})


def _value(value: Any, hint: Any) -> Any:
    if value is None or hint in (str, int, float, bool):
        return value
    if (part := part_of(hint)) is not None:
        return tuple(_value(each, part) for each in value)
    if is_dataclass(hint):
        return _row(hint, value)
    return json.loads(value)

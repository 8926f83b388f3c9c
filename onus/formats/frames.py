"""Rows as the data frames of pandas and the tables of Arrow.

Both libraries are optional extras: `pip install onus[pandas]`, `pip install onus[parquet]`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from onus.errors import FormatError
from onus.formats.columns import Column, columns, value_at

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from _typeshed import DataclassInstance

_NULLABLE = {int: "Int64", bool: "boolean"}  # else a null would make them floats and objects


def to_pandas(rows: Iterable[DataclassInstance], row_type: type[DataclassInstance]) -> pd.DataFrame:
    """A data frame with a column for each member; a dataclass inside a row is taken apart.

    Tuples stay tuples; whole numbers and truth values that may be null stay what they are.
    Raises `FormatError` when pandas is missing.
    """
    try:
        import pandas
    except ImportError:
        raise FormatError(
            "a data frame needs pandas, which is not installed: pip install 'onus[pandas]'"
        ) from None
    values: dict[Column, list[Any]] = {column: [] for column in columns(row_type)}
    for row in rows:
        for column, sink in values.items():
            sink.append(value_at(row, column))
    return pandas.DataFrame(
        {
            column.name: pandas.Series(sink, dtype=_NULLABLE.get(column.type))
            for column, sink in values.items()
        }
    )


def to_arrow(rows: Iterable[DataclassInstance], row_type: type[DataclassInstance]) -> pa.Table:
    """An Arrow table; a dataclass inside a row is a struct.

    Raises `FormatError` when pyarrow is missing.
    """
    from onus.formats.arrow import to_table

    return to_table(rows, row_type)

"""What a store answers with: a list of rows that also becomes a data frame or an Arrow table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from _typeshed import DataclassInstance

Row = TypeVar("Row", bound="DataclassInstance")


class Answer(list[Row]):
    """Rows of one class, `row_type`, so that an empty answer has its columns too."""

    def __init__(self, rows: Iterable[Row], row_type: type[Row]) -> None:
        super().__init__(rows)
        self.row_type = row_type

    def to_pandas(self) -> pd.DataFrame:
        """A data frame, see `onus.formats.frames`. Raises `FormatError` when pandas is missing."""
        from onus.formats.frames import to_pandas

        return to_pandas(self, self.row_type)

    def to_arrow(self) -> pa.Table:
        """An Arrow table. Raises `FormatError` when pyarrow is missing."""
        from onus.formats.frames import to_arrow

        return to_arrow(self, self.row_type)

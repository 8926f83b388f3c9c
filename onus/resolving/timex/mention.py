"""A time expression of a text and what it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onus.resolving.timex.scene import Type


@dataclass(frozen=True, slots=True)
class TimeMention:
    """`text[start:end]` tells a time.

    `value` and `type` are those of TIMEX3 (ISO-TimeML, ISO 24617-1): "2019-06-13", "1998-W05",
    "P3D", "PRESENT_REF", "2019-06-08TEV"; the value is None when it hangs on a day of publication
    that is not known. `first` and `last` are the days of the calendar it covers, where it has any.
    """

    start: int
    end: int
    text: str
    value: str | None
    type: Type
    first: date | None = None
    last: date | None = None

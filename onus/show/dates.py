"""Dates as a newspaper writes them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onus.record import Dates

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day(value: str | None) -> str | None:
    """An ISO 8601 date or time written out ("9 June 2019", "9 June 2019, 14:05").

    What is not a full ISO date stands as it is.
    """
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    written = f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"
    if len(value) <= len("2019-06-09") or not (moment.hour or moment.minute):
        return written
    zone = f" {moment.tzname()}" if moment.tzinfo else ""
    return f"{written}, {moment:%H:%M}{zone}"


def stretch(dates: Dates | None) -> str | None:
    """First and last day as one phrase: "9 June 2019", "13–14 June 2019", "until 20 June 2019"."""
    if dates is None:
        return None
    if dates.start is None or dates.end is None:
        return _half(dates)
    start, end = _date(dates.start), _date(dates.end)
    if start is None or end is None or start.year != end.year:
        return " – ".join(dict.fromkeys(day(value) or "" for value in (dates.start, dates.end)))
    if start == end:
        return day(dates.end)
    first = str(start.day) if start.month == end.month else f"{start.day} {MONTHS[start.month - 1]}"
    dash = "–" if start.month == end.month else " – "
    return f"{first}{dash}{day(dates.end)}"


def limit(dates: Dates | None) -> str | None:
    """A deadline: "by 20 June 2019"."""
    if dates is None or dates.end is None:
        return stretch(dates)
    return f"by {day(dates.end)}"


def _half(dates: Dates) -> str:
    """A stretch of which one end is open, or of which only the words are known."""
    if dates.end is not None:
        return f"until {day(dates.end)}"
    return f"from {day(dates.start)}" if dates.start is not None else dates.text


def _date(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value or "")
    except ValueError:
        return None

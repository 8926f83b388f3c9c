"""The calendar behind TIMEX3 values: from a day to "2019-W23" and from "2019-W23" to its days.

Weeks, and the days of a week, are those of ISO 8601. Seasons are the meteorological ones of the
northern half, winter going by the year that it begins in.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date, timedelta

Interval = tuple[date, date]

# First month and number of months of what has a letter in TIMEX3 values.
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_MONTHS_OF = {"Y": 12, "DE": 120, "CE": 1200, "M": 1, "Q": 3, "H": 6}


def value_of(day: date, unit: str) -> str:
    """The value of the year (Y), quarter, month, week (W), weekend (WE), day, ... round a day."""
    year, week, _ = day.isocalendar()
    values = {
        "Y": f"{day.year:04}",
        "M": f"{day.year:04}-{day.month:02}",
        "Q": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "DE": f"{day.year // 10:03}",
        "CE": f"{day.year // 100:02}",
        "W": f"{year:04}-W{week:02}",
        "WE": f"{year:04}-W{week:02}-WE",
    }
    return values.get(unit, day.isoformat())


def moved(day: date, unit: str, count: float) -> date | None:
    """The day `count` units later (earlier when negative); None outside the calendar.

    Months keep the day of the month where they can. Units of hours and less move by whole days.
    """
    try:
        if unit in _MONTHS_OF:
            months = day.year * 12 + day.month - 1 + round(count * _MONTHS_OF[unit])
            year, month = divmod(months, 12)
            if not MINYEAR <= year <= MAXYEAR:
                return None
            return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
        days = {"W": 7.0, "WE": 7.0, "FN": 14.0, "D": 1.0, "TH": 1 / 24}.get(unit, 0.0)
        return day + timedelta(days=round(count * days))
    except (OverflowError, ValueError):
        return None


def day_of(year: int, month: int, day: int) -> date | None:
    """This day, None when there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def weekday_of_week(day: date, weekday: int) -> date | None:
    """The Monday (1) to Sunday (7) of the week round a day."""
    return moved(day, "D", weekday - day.isoweekday())


def interval(value: str | None) -> Interval | None:
    """First and last day of a value; None for durations, references and half-known dates."""
    if not value:
        return None
    for pattern, days in _SHAPES:
        match = pattern.fullmatch(value)
        if match:
            try:
                return days(*match.groups())
            except (ValueError, OverflowError):
                return None
    return None


def _months(year: int, month: int, count: int) -> Interval:
    first = date(year, month, 1)
    last_year, last_month = divmod(year * 12 + month - 2 + count, 12)
    return first, date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1])


def _week(year: str, week: str) -> Interval:
    first = date.fromisocalendar(int(year), int(week), 1)
    return first, first + timedelta(days=6)


def _weekend(year: str, week: str) -> Interval:
    _, last = _week(year, week)
    return last - timedelta(days=1), last


def _day(text: str) -> Interval:
    day = date.fromisoformat(text)
    return day, day


_SHAPES: tuple[tuple[re.Pattern[str], Callable[..., Interval]], ...] = tuple(
    (re.compile(pattern), days)
    for pattern, days in (
        (r"(\d{4}-\d\d-\d\d)(?:T.*)?", _day),
        (r"(\d{4})-(\d\d)", lambda y, m: _months(int(y), int(m), 1)),
        (r"(\d{4})", lambda y: _months(int(y), 1, 12)),
        (r"(\d{3})", lambda d: _months(int(d) * 10, 1, 120)),
        (r"(\d{2})", lambda c: _months(int(c) * 100, 1, 1200)),
        (r"(\d{4})-Q([1-4])", lambda y, q: _months(int(y), int(q) * 3 - 2, 3)),
        (r"(\d{4})-H([12])", lambda y, h: _months(int(y), int(h) * 6 - 5, 6)),
        (r"(\d{4})-(SP|SU|FA|WI)", lambda y, s: _months(int(y), _SEASONS[s], 3)),
        (r"(\d{4})-W(\d\d)", _week),
        (r"(\d{4})-W(\d\d)-WE", _weekend),
    )
)


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian computus, Meeus 1991)."""
    century, within = divmod(year, 100)
    golden = year % 19
    correction = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (within // 4) - moon - within % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


def holiday(name: str, year: int) -> date | None:
    """The day of a holiday of words.yaml in a year: "12-25", or the name of a movable one.

    None in a year that no calendar here has.
    """
    if not date.min.year <= year <= date.max.year:
        return None
    if re.fullmatch(r"\d\d-\d\d", name):
        return day_of(year, int(name[:2]), int(name[3:]))
    return _MOVABLE[name](year)


_MOVABLE: dict[str, Callable[[int], date]] = {
    "easter": easter,
    "easter_monday": lambda year: easter(year) + timedelta(days=1),
    "good_friday": lambda year: easter(year) - timedelta(days=2),
    "thanksgiving": lambda year: _nth_weekday(year, 11, 4, 4),
    "labor": lambda year: _nth_weekday(year, 9, 1, 1),
    "memorial": lambda year: date(year, 5, 31) - timedelta(days=date(year, 5, 31).weekday()),
}

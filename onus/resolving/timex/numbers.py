"""Numbers, years and clock times from the words that tell them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from onus.resolving.timex.lexicon import Word

_FIGURES = ("DAY", "NUMERAL", "YEAR", "DECIMAL", "FRACTION")


def counted(words: Sequence[Word]) -> float | None:
    """The number that words tell ("two and a half", "twenty-five", "a dozen"); None when vague."""
    total: float = 0
    current: float = 0
    for word in words:
        if word.kind in ("VAGUE", "SOME"):
            return None if word.value in (None, "X") else float(word.value)
        if word.kind in _FIGURES:
            current += float(word.value)
        elif word.kind == "HALF":
            current += 0.5
        elif word.kind == "HUNDRED":
            current = (current or 1) * word.value
            if word.value >= 1000:
                total, current = total + current, 0
        elif word.kind in ("NUMBER", "TEEN", "TENS"):
            current += word.value
    total += current
    if total == 0 and any(word.kind == "ART" for word in words):
        return 1
    return total or None


def duration_value(count: float | None, unit: str) -> str:
    """The TIMEX3 value of so many units: "P3D", "PT2H", "P2Y6M", "PXM" for a vague number."""
    if unit == "FN":
        count, unit = (None if count is None else count * 2), "W"
    time = unit.startswith("T")
    letter = unit[1:] if time else unit
    start = "PT" if time else "P"
    if count is None:
        return f"{start}X{letter}"
    whole = int(count)
    if count == whole:
        return f"{start}{whole}{letter}"
    halves = {"Y": "6M", "TH": "30M", "TM": "30S"}
    if count - whole == 0.5 and unit in halves:
        smaller = halves[unit]
        return f"{start}{whole}{letter}{smaller}" if whole else f"{start}{smaller}"
    return f"{start}{count:g}{letter}"


def full_year(year: int, published: date | None) -> int:
    """A year of two figures as four: the one at most 20 years after the day of publication."""
    if year >= 100:
        return year
    latest = (published.year if published else 2030) + 20
    return latest - (latest - year) % 100


def clock_time(text: str, value: str, half: str | None) -> str | None:
    """ "17:00" for "5", "5:00" or "5.00" and "pm"; None when it is no time of day."""
    match = re.fullmatch(r"(\d{1,2})(?:[:.](\d\d))?(?::\d\d)?", text)
    hour = int(match.group(1)) if match else int(float(value)) if value.isdigit() else -1
    minute = int(match.group(2) or 0) if match else 0
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}:{minute:02}" if 0 <= hour <= 24 and minute < 60 else None

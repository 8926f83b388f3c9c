"""A time of day and the day beside it are one expression: "10 p.m. Wednesday", "Monday at noon"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onus.resolving.timex.mention import TimeMention

_TIME_THEN_DAY = re.compile(r",?\s+(?:(?:on|of)\s+)?")
_DAY_THEN_TIME = re.compile(r",?\s+(?:at\s+)?")


def joined(text: str, mentions: Sequence[TimeMention]) -> tuple[TimeMention, ...]:
    """The mentions with each time of day joined to the day that stands beside it."""
    kept: list[TimeMention] = []
    for mention in mentions:
        one = _one(text, kept[-1], mention) if kept else None
        if one is None:
            kept.append(mention)
        else:
            kept[-1] = one
    return tuple(kept)


def _one(text: str, before: TimeMention, after: TimeMention) -> TimeMention | None:
    between = text[before.end : after.start]
    if _is_time(before) and _is_day(after) and _TIME_THEN_DAY.fullmatch(between):
        time, day = before, after
    elif _is_day(before) and _is_time(after) and _DAY_THEN_TIME.fullmatch(between):
        time, day = after, before
    else:
        return None
    clock = (time.value or "").partition("T")[2]
    return replace(
        day,
        start=before.start,
        end=after.end,
        text=text[before.start : after.end],
        value=f"{day.value}T{clock}" if day.value else None,
        type="TIME",
    )


def _is_time(mention: TimeMention) -> bool:
    return mention.type == "TIME" and "T" in (mention.value or "")


def _is_day(mention: TimeMention) -> bool:
    """A plain day, told in the calendar or (unknown) from the day of publication."""
    if mention.type != "DATE":
        return False
    return mention.value is None or re.fullmatch(r"\d{4}-\d\d-\d\d", mention.value) is not None

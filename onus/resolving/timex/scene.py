"""What an expression is resolved against: the publication, the tense, the dates told before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from onus.resolving.timex.calendar import interval
from onus.resolving.timex.grammar import Match

Type = Literal["DATE", "TIME", "DURATION", "SET"]
# "over" is what has been done, "due" a limit of what is still to be done; "past" and "future" are
# hints.
Tense = Literal["over", "past", "future", "due"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression stands for: TIMEX3 value and type, first and last day where known.

    `value` is None when it hangs on a day of publication that is not known.
    """

    value: str | None
    type: Type = "DATE"
    first: date | None = None
    last: date | None = None


UNKNOWN = Meaning(None)

# Days that a date ahead, or one behind, counts as farther away against a tense; those of the hints
# set on half of TimeBank. A limit that is over may still be told of for a month.
_AHEAD_AGAINST: dict[Tense | None, int] = {"over": 366, "past": 240}
_BEHIND_AGAINST: dict[Tense | None, int] = {"due": 300, "future": 200}


@dataclass(slots=True)
class Scene:
    """`told` are the meanings so far, in reading order; `tense` says how a match is told."""

    published: date | None
    tense: Callable[[Match], Tense | None]
    told: list[Meaning] = field(default_factory=list)

    def ahead(self, match: Match) -> bool:
        """Whether a match is told of what is to come."""
        return self.tense(match) in ("future", "due")

    def quarter(self) -> Meaning | None:
        """The latest quarter told so far that is over by the day of publication, else any."""
        told = [m for m in self.told if "-Q" in (m.value or "") and m.last is not None]
        over = [m for m in told if m.last and self.published and m.last < self.published]
        return max(over or told, key=lambda m: m.last or date.min, default=None)

    def within(self, unit: str) -> Meaning | None:
        """The latest date told so far, or the publication, that lies in one such unit."""
        longest = {"D": 0, "W": 6, "WE": 6, "M": 30, "Q": 91, "Y": 365}.get(unit, 0)
        return self.anchor(
            lambda m: (
                m.first is not None and m.last is not None and (m.last - m.first).days <= longest
            )
        )

    def anchor(self, accept: Callable[[Meaning], bool] = lambda _: True) -> Meaning | None:
        """The latest date told so far that lies in the calendar, or the day of publication."""
        for meaning in reversed(self.told):
            if meaning.first is not None and meaning.type in ("DATE", "TIME") and accept(meaning):
                return meaning
        return None if self.published is None else meant(self.published.isoformat())


def meant(value: str, kind: Type = "DATE") -> Meaning:
    """The meaning of a value, its days from the calendar."""
    days = interval(value)
    return Meaning(value, kind) if days is None else Meaning(value, kind, *days)


def with_time(day: Meaning, time: str) -> Meaning:
    """A day's meaning with a time of day, "T17:00" or "TEV"."""
    if day.value is None:
        return replace(day, type="TIME")
    return replace(day, value=day.value[:10] + time, type="TIME")


def choose(published: date, candidates: Sequence[Meaning], tense: Tense | None) -> Meaning | None:
    """Of repetitions of the same date ("June" of each year) the one that is meant.

    The one nearest to the day of publication, where one against the tense counts as farther away
    than it is: a tense is a strong hint, and a date a week ahead a stronger one.
    """
    known = [(c.first, c.last, c) for c in candidates if c.first is not None and c.last is not None]

    def distance(entry: tuple[date, date, Meaning]) -> int:
        first, last, _ = entry
        ahead, behind = (first - published).days, (published - last).days
        if ahead > 0:
            return ahead + _AHEAD_AGAINST.get(tense, 0)
        return behind + _BEHIND_AGAINST.get(tense, 0) if behind > 0 else 0

    return min(known, key=distance)[2] if known else None

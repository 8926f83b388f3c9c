"""The functions that `build` of rules.yaml names, each a match and its scene to a meaning."""

from __future__ import annotations

from collections.abc import Callable

from onus.resolving.timex import days, repetitions, stretches, years
from onus.resolving.timex.grammar import Match
from onus.resolving.timex.scene import Meaning, Scene

Builder = Callable[[Match, Scene], Meaning | None]

_FUNCTIONS: tuple[Builder, ...] = (
    days.calendar_day,
    days.clock,
    days.daypart,
    days.deictic_day,
    days.event_date,
    days.holiday,
    days.iso,
    days.neighbour,
    days.numeric,
    days.overnight,
    days.same_unit,
    days.this_daypart,
    days.tonight,
    days.weekday,
    years.century,
    years.counted_year,
    years.decade,
    stretches.deictic_unit,
    stretches.duration,
    repetitions.every,
    repetitions.every_named,
    repetitions.frequency,
    years.half,
    years.latest_quarter,
    years.month,
    stretches.one_unit,
    stretches.past_units,
    years.quarter,
    repetitions.reference,
    years.season,
    stretches.shifted,
    years.spoken_year,
    repetitions.the_past,
    stretches.this_unit,
    stretches.vague_ago,
    stretches.vague_units,
    years.year,
    stretches.year_end,
    years.year_of_period,
)

BUILDERS: dict[str, Builder] = {function.__name__: function for function in _FUNCTIONS}

"""Meanings of stretches told in units: "last week", "two months ago", "the past three years"."""

from __future__ import annotations

from onus.resolving.timex.calendar import moved, value_of
from onus.resolving.timex.days import step
from onus.resolving.timex.grammar import Match
from onus.resolving.timex.lexicon import Word
from onus.resolving.timex.numbers import counted, duration_value
from onus.resolving.timex.scene import UNKNOWN, Meaning, Scene, meant


def deictic_unit(match: Match, scene: Scene) -> Meaning | None:
    """ "last week", "earlier this year", "next month", "this coming weekend"."""
    unit, which = match.word("unit"), match.word("coming", "which")
    assert unit is not None
    assert which is not None
    way = step(which)
    if unit.value == "D" and (way or which.kind == "CURRENT"):
        return None
    if scene.published is None:
        return UNKNOWN
    if unit.value == "WE" and not way:
        return this_unit(match, scene)
    day = moved(scene.published, unit.value, way)
    return meant(value_of(day, unit.value)) if day else None


def this_unit(match: Match, scene: Scene) -> Meaning | None:
    """ "the weekend", "later in the week", "the full year": that of the day of publication."""
    if scene.published is None:
        return UNKNOWN
    unit = match.value("unit")
    if unit == "WE" and not scene.ahead(match) and scene.published.isoweekday() < 6:
        day = moved(scene.published, "W", -1)
        return meant(value_of(day, "WE")) if day else None
    return meant(value_of(scene.published, unit))


def year_end(match: Match, scene: Scene) -> Meaning:
    """ "year end", "by year's end"."""
    if scene.published is None:
        return UNKNOWN
    return meant(f"{scene.published.year:04}")


def one_unit(match: Match, scene: Scene) -> Meaning:
    """ "the year ended ...", "the fiscal year"."""
    unit = match.word("unit")
    assert unit is not None
    return Meaning(duration_value(1, _letters(unit)), "DURATION")


def _letters(unit: Word) -> str:
    """Those of a unit in TIMEX3; "second" is an ordinal as well."""
    return "TS" if unit.kind == "SECOND" else str(unit.value)


def past_units(match: Match, scene: Scene) -> Meaning | None:
    """ "the past three months", "the next few days": a duration that touches the publication."""
    unit, which = match.word("unit"), match.word("which")
    assert unit is not None
    assert which is not None
    count = counted(match.part("count")) if "count" in match.parts else 1
    letters = _letters(unit)
    value = duration_value(count, letters)
    if scene.published is None or count is None:
        return Meaning(value, "DURATION")
    other = moved(scene.published, letters, step(which) * count)
    if other is None:
        return Meaning(value, "DURATION")
    return Meaning(value, "DURATION", *sorted((other, scene.published)))


def duration(match: Match, scene: Scene) -> Meaning | None:
    """ "five years", "a three-year period", "two to three weeks", "a year and a half"."""
    unit = match.word("unit")
    assert unit is not None
    count = counted(match.part("count", "count2"))
    if "half" in match.parts and count is not None:
        count += 0.5
    letters = _letters(unit)
    if unit.kind == "SECOND" and not _can_be_seconds(match):
        return None
    following = match.near(1)
    if following is not None and following.kind == "OLD":
        return None  # an age
    if letters == "Q" and (count == 3 or unit.kind != "UNITS"):
        return None  # a fraction, or a coin
    value = duration_value(count, letters)
    if _is_rate(match):
        return Meaning(value, "SET")
    last = moved(scene.published, letters, count) if scene.published and count else None
    if last is None or not _runs_from_now(match, scene):
        return Meaning(value, "DURATION")
    return Meaning(value, "DURATION", scene.published, last)


def _runs_from_now(match: Match, scene: Scene) -> bool:
    """ "within 30 days", "will be back in two weeks"; not "within a week of his capture"."""
    before, following = match.near(-1), match.near(1)
    if before is None or (following is not None and following.kind in ("OF", "AFTER", "BEFORE")):
        return False
    preposition = before.text.lower()
    return preposition == "within" or (preposition == "in" and scene.ahead(match))


def _can_be_seconds(match: Match) -> bool:
    """ "Second" behind a figure and a hyphen is a unit ("a 30-second spot"), else an ordinal."""
    return any(word.kind == "HYPHEN" for word in match.own)


_COUNTS = ("DAY", "NUMERAL", "YEAR", "DECIMAL", "FRACTION", "NUMBER", "TEEN", "TENS", "HUNDRED")


def _is_rate(match: Match) -> bool:
    """ "$33 million a year", "twice a week"."""
    before = match.near(-1)
    if before is None or match.own[0].kind != "ART":
        return False
    rated = ("HUNDRED", "COUNTED", "DAY", "NUMERAL", "DECIMAL", "RATED")
    return before.kind in rated or before.text == "times"


def vague_units(match: Match, scene: Scene) -> Meaning | None:
    """ "weeks", "recent months"; not the end of "37 years old" or "three-quarters"."""
    before = match.near(-1)
    if before is not None and before.kind in (*_COUNTS, "HYPHEN"):
        return None
    which = match.word("which")
    if which is not None and which.kind == "NEXT":
        return Meaning("FUTURE_REF")
    if which is not None and which.kind == "PAST_WORD":
        return Meaning("PAST_REF")
    return Meaning(duration_value(None, match.value("unit")), "DURATION")


def vague_ago(match: Match, scene: Scene) -> Meaning:
    """ "months ago"."""
    return Meaning("PAST_REF")


def shifted(match: Match, scene: Scene) -> Meaning | None:
    """ "two weeks ago", "a year earlier", "three days later"."""
    way, unit = match.word("way"), match.word("unit")
    assert way is not None
    assert unit is not None
    back = way.kind in ("AGO", "EARLIER")
    count = counted(match.part("count"))
    if count is None:
        return Meaning("PAST_REF" if back else "FUTURE_REF")
    from_publication = way.kind in ("AGO", "HENCE")
    anchor = (
        meant(scene.published.isoformat())
        if from_publication and scene.published
        else None
        if from_publication
        else scene.anchor()
    )
    if anchor is None or anchor.first is None or anchor.last is None:
        return UNKNOWN
    day = moved(anchor.first if back else anchor.last, unit.value, -count if back else count)
    if day is None:
        return None
    letters = "Q" if unit.value == "Y" and "-Q" in (anchor.value or "") else unit.value
    return meant(value_of(day, {"FN": "W"}.get(letters, letters)))

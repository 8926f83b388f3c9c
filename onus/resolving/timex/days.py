"""Meanings of expressions for days and times of day."""

from __future__ import annotations

from datetime import date

from onus.resolving.timex.calendar import day_of, moved, value_of, weekday_of_week
from onus.resolving.timex.calendar import holiday as day_of_holiday
from onus.resolving.timex.grammar import Match
from onus.resolving.timex.lexicon import Word
from onus.resolving.timex.numbers import clock_time, full_year
from onus.resolving.timex.scene import UNKNOWN, Meaning, Scene, choose, meant, with_time


def iso(match: Match, scene: Scene) -> Meaning | None:
    """ "2019-06-13", "2019-06-13 14:00"."""
    text = match.own[0].text.rstrip("Z").replace(" ", "T")
    found = meant(text, "TIME" if "T" in text else "DATE")
    return found if found.first else None


def numeric(match: Match, scene: Scene) -> Meaning | None:
    """ "06/13/2019", "13/06/2019", "13.6.2019": by slashes the month first where both can be."""
    text = match.own[0].text
    sign = next(letter for letter in text if not letter.isdigit())
    first, second, year = (int(part) for part in text.split(sign))
    if year < 100:
        year = full_year(year, scene.published)
    month, day = (second, first) if first > 12 or sign == "." else (first, second)
    found = day_of(year, month, day)
    return meant(found.isoformat()) if found else None


def calendar_day(match: Match, scene: Scene) -> Meaning | None:
    """ "June 13", "Friday, 13 June 2019", "June 13-14", "Friday the 13th"."""
    year = match.word("year")
    if not 1 <= match.value("day") <= 31:
        return None
    if year is not None:
        number = full_year(year.value, scene.published)
        found = day_of(number, match.value("month"), match.value("day"))
        chosen = meant(found.isoformat()) if found else None
    elif scene.published is None:
        return UNKNOWN
    else:
        chosen = _without_year(match, scene, scene.published)
    until = match.word("until")
    if chosen is None or until is None or chosen.first is None:
        return chosen
    last = day_of(chosen.first.year, chosen.first.month, until.value)
    if last is None or last <= chosen.first:
        return None
    return Meaning(chosen.value, "DATE", chosen.first, last)


def _without_year(match: Match, scene: Scene, published: date) -> Meaning | None:
    """The day of the year that tense, weekday or "last year" tell; of any month without one."""
    rel, month, weekday = match.word("rel"), match.word("month"), match.word("weekday")
    if rel is not None and month is not None:
        found = day_of(published.year + step(rel), month.value, match.value("day"))
        return meant(found.isoformat()) if found else None
    months = [month.value] if month is not None else range(1, 13)
    days = [
        day
        for year in range(published.year - 1, published.year + 2)
        for each in months
        if (day := day_of(year, each, match.value("day"))) is not None
    ]
    if weekday is not None:
        days = [day for day in days if day.isoweekday() == weekday.value] or days
    return choose(published, [meant(day.isoformat()) for day in days], scene.tense(match))


def step(word: Word) -> int:
    """Where "last", "this" and "next" point: -1, 0, 1."""
    return {"LAST": -1, "PAST_WORD": -1, "RECENT": -1, "NEXT": 1, "FOLLOWING": 1}.get(word.kind, 0)


def weekday(match: Match, scene: Scene) -> Meaning | None:
    """ "Friday", "last Friday", "early Tuesday", "Friday evening", "Friday of last week"."""
    name = match.word("weekday")
    assert name is not None
    following = match.near(1)
    if following is not None and following.kind == "TITLE":
        return None
    if scene.published is None:
        return UNKNOWN
    which, week = match.word("coming", "which"), match.word("week")
    published = scene.published
    if week is not None:
        round_day = moved(published, "W", step(week))
        day = weekday_of_week(round_day, name.value) if round_day else None
    else:
        way = step(which) if which is not None else 0
        if which is not None and way == 0:
            day = weekday_of_week(published, name.value)
        else:
            future = way > 0 or (way == 0 and scene.ahead(match))
            day = _weekday_from(published, name.value, future=future, other_day=way != 0)
    if day is None:
        return None
    return _with_daypart(meant(day.isoformat()), match.word("daypart"))


def _weekday_from(published: date, weekday: int, *, future: bool, other_day: bool) -> date | None:
    """The nearest such weekday from the day of publication on, or back from it."""
    ahead = (weekday - published.isoweekday()) % 7
    away = ahead if future else (ahead - 7 if ahead else 0)
    if other_day and away == 0:
        away = 7 if future else -7
    return moved(published, "D", away)


def _with_daypart(day: Meaning, part: Word | None) -> Meaning:
    if part is None:
        return day
    return with_time(day, f"T{part.value}")


def deictic_day(match: Match, scene: Scene) -> Meaning | None:
    """ "today", "late yesterday", "tomorrow morning"."""
    word = match.word("deictic")
    assert word is not None
    day = moved(scene.published, "D", word.value) if scene.published else None
    return _with_daypart(meant(day.isoformat()), match.word("daypart")) if day else UNKNOWN


def tonight(match: Match, scene: Scene) -> Meaning:
    """ "tonight"."""
    if scene.published is None:
        return UNKNOWN
    return with_time(meant(scene.published.isoformat()), "TNI")


def this_daypart(match: Match, scene: Scene) -> Meaning | None:
    """ "this morning", "last night"."""
    which, part = match.word("which"), match.word("daypart")
    assert which is not None
    day = moved(scene.published, "D", step(which)) if scene.published else None
    return _with_daypart(meant(day.isoformat()), part) if day else UNKNOWN


def daypart(match: Match, scene: Scene) -> Meaning | None:
    """ "the morning", "that night", "late afternoon": of the day told last."""
    day = scene.anchor(lambda meaning: meaning.first == meaning.last)
    return _with_daypart(day, match.word("daypart")) if day else Meaning(None, "TIME")


def overnight(match: Match, scene: Scene) -> Meaning | None:
    """ "overnight": the night before the day of publication."""
    day = moved(scene.published, "D", -1) if scene.published else None
    return with_time(meant(day.isoformat()), "TNI") if day else Meaning(None, "TIME")


def holiday(match: Match, scene: Scene) -> Meaning | None:
    """ "Christmas", "last Christmas", "Easter 2019"."""
    name, year, rel = match.word("holiday"), match.word("year"), match.word("rel")
    assert name is not None
    if year is not None:
        day = day_of_holiday(name.value, full_year(year.value, scene.published))
        return meant(day.isoformat()) if day else None
    if scene.published is None:
        return UNKNOWN
    published = scene.published
    days = {
        number: meant(day.isoformat())
        for number in range(published.year - 1, published.year + 2)
        if (day := day_of_holiday(name.value, number)) is not None
    }
    if rel is not None:
        return days.get(published.year + step(rel))
    which = match.word("which")
    way = step(which) if which is not None else 0
    tense = {-1: "past", 1: "future"}.get(way, scene.tense(match))
    found = choose(published, list(days.values()), tense)  # type: ignore[arg-type]
    return _with_daypart(found, match.word("daypart")) if found else None


def event_date(match: Match, scene: Scene) -> Meaning:
    """ "9/11": the day is the entry's value."""
    return meant(str(match.own[0].value))


def clock(match: Match, scene: Scene) -> Meaning | None:
    """ "5 p.m. EST", "10:30", "noon": on the day told last, or the day of publication."""
    noon = match.word("noon")
    if noon is not None:
        time: str | None = noon.value
    else:
        number, half = match.word("clock", "clock2", "clock3"), match.word("ampm", "ampm2")
        assert number is not None
        time = clock_time(number.text, str(number.value), half.value if half else None)
    if time is None:
        return None
    day = scene.anchor(lambda meaning: meaning.first == meaning.last)
    if day is None:
        return Meaning(f"T{time}", "TIME")
    return with_time(day, f"T{time}")


def neighbour(match: Match, scene: Scene) -> Meaning | None:
    """ "the following day", "the year before": from the date told last."""
    which, unit = match.word("which"), match.word("unit")
    assert which is not None
    assert unit is not None
    following = match.near(1)
    if which.kind in ("BEFORE", "AFTER") and following is not None and following.text.isalnum():
        return None  # "the day before the vote"
    anchor = scene.within(unit.value)
    if anchor is None or anchor.first is None or anchor.last is None:
        return UNKNOWN
    back = which.kind in ("LAST", "BEFORE", "EARLIER")
    day = moved(anchor.first if back else anchor.last, unit.value, -1 if back else 1)
    return meant(value_of(day, unit.value)) if day else None


def same_unit(match: Match, scene: Scene) -> Meaning | None:
    """ "that day", "the same year", "that night": of the date told last."""
    unit = match.word("unit")
    assert unit is not None
    anchor = scene.within("D" if unit.kind == "DAYPART" else unit.value)
    if anchor is None or anchor.first is None:
        return UNKNOWN
    if unit.kind == "DAYPART":
        return with_time(meant(anchor.first.isoformat()), f"T{unit.value}")
    return meant(value_of(anchor.first, unit.value))

"""Meanings of repetitions ("every Friday") and of "now", "recently" and "soon"."""

from __future__ import annotations

from onus.resolving.timex.grammar import Match
from onus.resolving.timex.numbers import counted, duration_value
from onus.resolving.timex.scene import Meaning, Scene


def every(match: Match, scene: Scene) -> Meaning | None:
    """ "each year", "every two weeks"."""
    unit = match.word("unit")
    assert unit is not None
    if unit.kind == "SECOND":
        return None
    count = counted(match.part("count")) if "count" in match.parts else 1
    return Meaning(duration_value(count, unit.value), "SET")


def every_named(match: Match, scene: Scene) -> Meaning:
    """ "each Thursday", "every July", "Mondays", "Tuesday nights", "every morning"."""
    if "weekday" in match.parts:
        value = f"XXXX-WXX-{match.value('weekday')}"
    elif "month" in match.parts:
        value = f"XXXX-{match.value('month'):02}"
    elif "season" in match.parts:
        value = f"XXXX-{match.value('season')}"
    else:
        value = "XXXX-XX-XX"
    part = match.word("daypart")
    return Meaning(value if part is None else f"{value}T{part.value}", "SET")


def frequency(match: Match, scene: Scene) -> Meaning:
    """ "daily", "hourly"."""
    return Meaning(str(match.own[0].value), "SET")


def reference(match: Match, scene: Scene) -> Meaning | None:
    """ "now", "recently", "soon"; not "as soon as", "shortly before"."""
    word, following = match.own[-1], match.near(1)
    near = following is not None and following.kind in ("AFTER", "BEFORE")
    if word.kind == "FUTURE" and following and (near or following.text.lower() == "as"):
        return None
    return Meaning({"CURRENT": "PRESENT_REF", "RECENT": "PAST_REF"}.get(word.kind) or word.value)


def the_past(match: Match, scene: Scene) -> Meaning:
    """ "the past"."""
    return Meaning("PAST_REF")

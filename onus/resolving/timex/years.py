"""Meanings of expressions for months, seasons, quarters, years and what is longer."""

from __future__ import annotations

from onus.resolving.timex.calendar import moved, value_of
from onus.resolving.timex.days import step
from onus.resolving.timex.grammar import Match
from onus.resolving.timex.lexicon import Word
from onus.resolving.timex.numbers import counted, full_year
from onus.resolving.timex.scene import UNKNOWN, Meaning, Scene, choose, meant

_PLURALS = ("s", "children", "people", "men", "women")
_YEAR_WORDS = ("PREPOSITION", "TO", "BEFORE", "AFTER", "AND", "EARLY", "HYPHEN")


def month(match: Match, scene: Scene) -> Meaning | None:
    """ "June", "last June", "June 2018", "June last year"."""
    return _repeated(match, scene, f"{match.value('month'):02}")


def season(match: Match, scene: Scene) -> Meaning | None:
    """ "the summer", "last spring", "the winter of 1994"; not "the fall of the wall"."""
    following = match.near(1)
    if following is not None and following.kind == "OF":
        return None
    return _repeated(match, scene, match.value("season"))


def quarter(match: Match, scene: Scene) -> Meaning | None:
    """ "the third quarter", "Q3 2019", "next year's first quarter", "the final quarter"."""
    number = match.word("ordinal", "code")
    assert number is not None
    ordinal = 4 if number.kind == "FINAL" else number.value
    if not 1 <= ordinal <= 4:
        return None
    if "ago" in match.parts:
        found = _repeated(match, scene, f"Q{ordinal}")
        return _year_before(found) if found is not None else None
    return _repeated(match, scene, f"Q{ordinal}")


def half(match: Match, scene: Scene) -> Meaning | None:
    """ "the first half of 2019", "the last half of the year"."""
    number = match.word("ordinal")
    assert number is not None
    ordinal = 2 if number.kind == "LAST" else number.value
    return _repeated(match, scene, f"H{ordinal}") if ordinal in (1, 2) else None


def _repeated(match: Match, scene: Scene, within: str) -> Meaning | None:
    """A stretch that every year has (`within`: "06", "SU", "Q3"), of the year that is meant."""
    year, rel = match.word("year"), match.word("rel")
    if year is not None:
        return meant(f"{full_year(year.value, scene.published):04}-{within}")
    if scene.published is None:
        return UNKNOWN
    published = scene.published
    if rel is not None:
        return meant(f"{published.year + step(rel):04}-{within}")
    found = [meant(f"{published.year + away:04}-{within}") for away in (-2, -1, 0, 1, 2)]
    which, tense = match.word("coming", "which"), scene.tense(match)
    way = step(which) if which is not None else 0
    if way < 0:
        found = [each for each in found if each.last and each.last < published]
    elif way > 0:
        found = [each for each in found if each.first and each.first > published]
    elif which is not None or ("fiscal" in match.parts and not scene.ahead(match)):
        return found[2]
    return choose(published, found, tense if way == 0 else None)


def _year_before(meaning: Meaning) -> Meaning:
    if meaning.value is None or not meaning.value[:4].isdigit():
        return meaning
    return meant(f"{int(meaning.value[:4]) - 1:04}{meaning.value[4:]}")


def year(match: Match, scene: Scene) -> Meaning | None:
    """ "1996", "early 1990", "fiscal 1989", "the year 2000", "'98"; None for counts and prices."""
    word = match.word("year")
    assert word is not None
    if not _is_year(match, word):
        return None
    return meant(f"{full_year(word.value, scene.published):04}")


def _is_year(match: Match, word: Word) -> bool:
    """Four figures are a year unless what stands round them counts, measures or numbers."""
    before, after = match.near(-1), match.near(1)
    if before is not None and (before.kind in ("MONEY", "APPROX", "VAGUE", "DECIMAL")):
        return False
    if after is not None and after.kind in ("COUNTED", "HUNDRED", "UNITS", "AMPM", "FRACTION"):
        return False
    if len(match.own) > 1:
        return True
    told = before is not None and before.kind in _YEAR_WORDS
    if after is not None and after.text[0].islower() and after.text.endswith(_PLURALS):
        told = False  # "1709 schoolchildren"
    return 1900 <= word.value <= 2049 or word.kind == "YEAR_SHORT" or told


def spoken_year(match: Match, scene: Scene) -> Meaning | None:
    """ "nineteen ninety-six"."""
    century, rest = match.value("century"), counted(match.part("rest"))
    return meant(f"{century:02}{int(rest):02}") if rest and century >= 15 else None


def counted_year(match: Match, scene: Scene) -> Meaning | None:
    """ "the year two thousand"."""
    number = counted(match.part("count"))
    return meant(f"{int(number):04}") if number and 1000 <= number <= 2199 else None


def decade(match: Match, scene: Scene) -> Meaning | None:
    """ "the 1990s", "the '80s", "the nineties"."""
    name = match.word("name")
    start = name.value * 10 if name is not None else match.value("decade")
    if start < 100:
        if "THE" not in {word.kind for word in match.own}:
            return None
        start = full_year(start, scene.published)
    return meant(f"{start // 10:03}")


def century(match: Match, scene: Scene) -> Meaning | None:
    """ "the 20th century"."""
    ordinal = match.value("ordinal")
    return meant(f"{ordinal - 1:02}") if 1 <= ordinal <= 30 else None


def latest_quarter(match: Match, scene: Scene) -> Meaning | None:
    """ "the quarter", "the latest period": the quarter told last, or the last that is over."""
    following = match.near(1)
    if following is not None and following.kind == "HYPHEN":
        return None  # "its quarter-century low"
    current = any(word.kind in ("THIS", "CURRENT") for word in match.own)
    told = None if current else scene.quarter()
    if told is not None:
        return told
    if scene.published is None:
        return UNKNOWN
    day = moved(scene.published, "Q", 0 if current else -1)
    return meant(value_of(day, "Q")) if day else None


def year_of_period(match: Match, scene: Scene) -> Meaning | None:
    """ "the 1988 period", "the year-ago quarter": the quarter told last, in another year."""
    told, said = scene.quarter(), match.word("year")
    if told is not None and told.value is not None and told.first is not None:
        number = said.value if said is not None else told.first.year - 1
        return meant(f"{number:04}{told.value[4:]}")
    if said is not None:
        return meant(f"{said.value:04}")
    return meant(f"{scene.published.year - 1:04}") if scene.published else UNKNOWN

"""How much of what is owed a deed does: "$15 million of the $40 million", "the first group".

The numbers of a deed also tell what it is about.
"""

from __future__ import annotations

import re
from functools import lru_cache

from onus.coding.obligation_matter import stem
from onus.ledger.acts import about, lexicon
from onus.resolving.timex.lexicon import number_words

_NUMBERS = number_words()
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "m": 1e6, "bn": 1e9}
_AMOUNT = re.compile(
    r"(?P<currency>[$€£])?\s?\b(?P<number>\d[\d,]*(?:\.\d+)?|" + "|".join(_NUMBERS) + r")\b"
    r"(?:[ -](?P<scale>thousand|million|billion|m|bn)\b)?"
    r"(?:[ -](?:of )?(?:(?:the|its|their|his|her|last|first|remaining|more|other|"
    r"[A-Z][\w-]+|[a-z]+an) )*(?P<unit>[a-z]+))?",
)
_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?|" + "|".join(_NUMBERS) + r")\b"
_SHARE = re.compile(
    rf"\b(?P<part>{_NUMBER})(?P<percent> per ?cent)?(?: [a-z]+){{0,2}}?(?: out)? of "
    rf"(?:(?:the|its|their|his|her|those|these)\b(?: (?P<whole>{_NUMBER}))?|(?P<all>{_NUMBER}))"
    r"(?! (?:million|billion|thousand)\b)",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"(?P<month>\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? )?"
    r"(?<!\w)(?P<number>\d[\d,]*(?:\.\d+)?)(?!\w)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LAST = re.compile(
    r"\b(?:last|first) (?:week|month|year|night|time|summer|winter|spring|autumn|\w+day)\b"
)
_ALL = 100
_SHORT = 3  # words; a deed of no more ("talks") says less of what it is about than its sentence
_TELLING = 4  # twos and threes are everywhere
_NEAR_THE_VERB = 7  # words in which "first", "part of" still tell of the object


def only_part(owed: str, done: str) -> bool:
    """Whether the deed `done` is only a part of the act `owed`, by its words."""
    near = re.findall(r"\w+", _LAST.sub("", done.lower()).partition(",")[0])[:_NEAR_THE_VERB]
    if any(word in lexicon().rest for word in near):
        return False
    if any(word in lexicon().partly for word in near):
        return True
    if _is_share(done):
        return True
    whole, parts = dict(_amounts(owed)), _amounts(done)
    if any(unit in whole and number < whole[unit] for unit, number in parts[:1]):
        return True
    several = {unit for unit, number in whole.items() if number > 1} - {unit for unit, _ in parts}
    return any(stem(word) in several and not word.endswith("s") for word in near)


@lru_cache(maxsize=50_000)
def numbers(text: str) -> frozenset[float]:
    """The numbers of a text that count or measure: no years, no days of a month, no small words."""
    found = (m["number"] for m in _FIGURE.finditer(text) if not m["month"])
    counted = {float(f.replace(",", "")) for f in found if not _YEAR.fullmatch(f)}
    words = re.findall(r"[a-z]+(?:-[a-z]+)?", text.lower())
    return frozenset(counted | {float(_NUMBERS[w]) for w in words if w in _NUMBERS and w != "one"})


def matter_of(words: str, context: str) -> frozenset[str]:
    """What a deed is about: its own words or, where these are few ("talks"), its sentence's.

    Numbers are counted in, as `counts` gives them.
    """
    return about(context if len(words.split()) <= _SHORT else words) | counts(numbers(words))


def counts(found: frozenset[float]) -> frozenset[str]:
    """Those of the numbers that tell one matter from another, as stems: "#500"."""
    return frozenset(f"#{number:g}" for number in found if number >= _TELLING)


def _is_share(done: str) -> bool:
    """ "Six of the ten trucks", "two of the sailors", "51 percent of its shares"."""
    share = _SHARE.search(done)
    if share is None:
        return False
    if share["percent"]:
        return _value(share["part"]) < _ALL
    whole = share["whole"] or share["all"]
    return whole is None or _value(share["part"]) < _value(whole)


def _value(number: str) -> float:
    lowered = number.lower()
    return float(_NUMBERS.get(lowered) or lowered.replace(",", ""))


@lru_cache(maxsize=10_000)
def _amounts(text: str) -> tuple[tuple[str, float], ...]:
    """(unit, number) of the amounts in a text; the unit is a stem, or "money"."""
    found = []
    for match in _AMOUNT.finditer(text):
        word = match["number"]
        number = float(_NUMBERS.get(word) or word.replace(",", ""))
        number *= _SCALES.get(match["scale"] or "", 1)
        money = match["currency"] or (match["unit"] or "") in _MONEY
        found.append(("money" if money else stem(match["unit"] or ""), number))
    return tuple(found)


_MONEY = frozenset({"dollars", "euros", "pounds", "yen", "dollar", "euro"})

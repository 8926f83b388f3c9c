"""When two proper names can mean the same person or body."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

Degree = Literal["equal", "surname", "part", "different"]

_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_SMALL = frozenset({"of", "the", "and", "for", "on", "in", "de", "la", "et", "&"})


@lru_cache(maxsize=4_000)  # everybody is compared with everybody
def same_person(known: str, name: str) -> Degree:
    """How `name` can be short for, or another form of, the person `known`.

    "equal": the same first and last name, middle names and initials aside ("Donald J. Trump",
    "D. Trump"). "surname": the last name alone. "part": another part of the name alone
    ("Xi" for "Xi Jinping", "Suu Kyi" for "Aung San Suu Kyi").
    """
    one, two = _parts(known), _parts(name)
    if not one or not two:
        return "different"
    if one == two:
        return "equal"
    if len(one) > 1 and len(two) > 1:
        if one[-1] == two[-1] and _same_first(one[0], two[0]):
            return "equal"
        short, long = sorted((one, two), key=len)
        return "part" if len(short) < len(long) and _inside(short, long) else "different"
    short, long = sorted((one, two), key=len)
    if long[-1] == short[0]:
        return "surname"
    return "part" if short[0] in long and len(short[0]) > 1 else "different"


@lru_cache(maxsize=4_000)
def same_body(known: str, name: str) -> bool:
    """Whether two names of bodies are the same but for an article, or one shortens the other."""
    one, two = _words(known), _words(name)
    if one == two:
        return bool(one)
    short, long = sorted((one, two), key=len)
    return 0 < len(short) < len(long) and long[: len(short)] == short and len(short[0]) > 3


def acronym_of(name: str, acronym: str) -> bool:
    """Whether `acronym` is made of the initials of `name`: "SCO", "S.C.O.", "LeT"."""
    letters = acronym.replace(".", "").lower()
    words = [w for w in name.replace("-", " ").split() if w]
    big = "".join(w[0] for w in words if w.lower() not in _SMALL).lower()
    every = "".join(w[0] for w in words).lower()
    return len(letters) > 1 and letters in (big, every)


def _parts(name: str) -> list[str]:
    return [w.lower() for w in name.replace("’", "'").split() if w.lower() not in _SUFFIXES]


def _words(name: str) -> list[str]:
    words = name.lower().split()
    return words[1:] if words[:1] == ["the"] else words


def _same_first(one: str, two: str) -> bool:
    short, long = sorted((one.rstrip("."), two.rstrip(".")), key=len)
    return short == long or (len(short) == 1 and long.startswith(short))


def _inside(short: list[str], long: list[str]) -> bool:
    return any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))

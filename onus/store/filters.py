"""What may be asked for: which filters a question has, and which values they take.

Whoever misspells one is to hear of it, not to take the answer to another question for theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from operator import index
from types import UnionType
from typing import TypeVar, cast, get_args

from onus.errors import FilterError
from onus.terms import ActorKind, Factuality, Status

Filters = TypeVar("Filters", bound=Mapping[str, object])


def checked(known: type[Filters], wanted: Filters) -> Filters:
    """The filters that are `wanted`, in the form in which the store has their values.

    `known` is the TypedDict of those that the question has. Raises `TypeError` for a name that is
    none of them, `FilterError` for a value that a filter cannot have.
    """
    names = known.__annotations__
    for name in wanted:
        if name not in names:
            raise TypeError(f"{name!r} is none of the filters {', '.join(names)}")
    found = {name: _CHECKS[name](name, v) if v is not None else v for name, v in wanted.items()}
    since, until = found.get("since"), found.get("until")
    if isinstance(since, str) and isinstance(until, str) and until < since:
        raise FilterError("until", f"{until} lies before {since}, with which the period begins")
    return cast(Filters, found)


def iso_day(name: str, value: object) -> str:
    """The day as YYYY-MM-DD. Raises `FilterError` when `value` is none."""
    try:
        day = value if isinstance(value, date) else date.fromisoformat(cast(str, value))
        return day.isoformat()[:10]
    except (TypeError, ValueError):
        raise FilterError(name, f"{value!r} is not a date like 2019-06-09") from None


def whole_number(name: str, value: object, least: int, most: int | None = None) -> int:
    """The number, when it is one from `least` to `most`. Raises `FilterError` when it is not."""
    bounds = f"x>={least}" if most is None else f"{least}<=x<={most}"
    with suppress(TypeError):
        number = index(cast(int, value))  # a number of NumPy's is one too
        if number >= least and (most is None or number <= most):
            return number
    raise FilterError(name, f"{value!r} is not in the range {bounds}")


def one_of(name: str, value: object, words: Iterable[str]) -> str:
    """The word among `words`, whatever its case. Raises `FilterError` when it is none."""
    known = tuple(words)
    for word in known:
        if isinstance(value, str) and word.lower() == value.lower():
            return word
    raise FilterError(name, f"{value!r} is none of {', '.join(known)}")


def _country(name: str, value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch("[A-Za-z]{3}", value):
        raise FilterError(name, f"{value!r} is not a country's code of three letters like NOR")
    return value.upper()


def _share(name: str, value: object) -> float:
    if not isinstance(value, int | float) or not 0 <= value <= 1:
        raise FilterError(name, f"{value!r} is not in the range 0.0<=x<=1.0")
    return value


def _instance(name: str, value: object, kinds: type | UnionType, otherwise: str) -> object:
    if not isinstance(value, kinds):
        raise FilterError(name, f"{value!r} is {otherwise}")
    return value


def _words(name: str, value: object) -> object:
    return _instance(name, value, str, "no text")


def _actor(name: str, value: object) -> object:
    return _instance(name, value, str | int, "neither the name nor the number of an actor")


def _truth(name: str, value: object) -> object:
    return _instance(name, value, bool, "none of True, False")


_CHECKS: Mapping[str, Callable[[str, object], object]] = {
    "actor": _actor,
    "bearer": _actor,
    "country": _country,
    "demander": _actor,
    "factuality": lambda name, value: one_of(name, value, get_args(Factuality)),
    "kind": lambda name, value: one_of(name, value, get_args(ActorKind)),
    "limit": lambda name, value: whole_number(name, value, 1),
    "listed": _truth,
    "min_confidence": _share,
    "passing": _truth,
    "quad": lambda name, value: whole_number(name, value, 1, 4),
    "sector": _words,
    "since": iso_day,
    "status": lambda name, value: one_of(name, value, get_args(Status)),
    "text": _words,
    "topic": _words,
    "type": _words,  # which there are is known to the ontology, that is read when it has to be
    "until": iso_day,
}

"""Whether an actor is an entry of a list: linked, offered to a person, or neither.

Precision comes first. A link needs the same name in full and nothing that contradicts; what only
looks alike, or cannot be told from a namesake, is offered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from onus.registry import names

State = Literal["linked", "offered"]

LINK: Final = 0.93  # likeness of a name that can be linked
SURE: Final = 0.97  # likeness that stands without the country
OFFER: Final = 0.85
_PEOPLE: Final = ("person", "office holder")
_KINDS: Final = {
    "person": _PEOPLE,
    "organisation": ("organisation", "armed group", "government body"),
    "state": ("state",),
}


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or an entry as it is compared; `countries` are empty when not known.

    `settled` are unique keys (a state, a body of a state), under which nothing has to be weighed.
    """

    kind: str | None
    called: tuple[str, ...]
    countries: frozenset[str]
    settled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Grade:
    """How an actor and an entry stand to each other; `score` from 0 to 1."""

    state: State
    score: float


def grade(actor: Party, entry: Party, company: frozenset[str]) -> Grade | None:
    """The grade of an actor and an entry, None when they have nothing to do with each other.

    `company` are the countries of the articles the actor is in; they speak for an entry only where
    the actor's own country is not known.
    """
    if entry.kind is not None and actor.kind not in _KINDS[entry.kind]:
        return None
    if actor.settled & entry.settled:
        return Grade("linked", 1.0)
    if actor.kind in _PEOPLE:
        return _person(actor, entry, company)
    return _body(actor, entry, company)


def _person(actor: Party, entry: Party, company: frozenset[str]) -> Grade | None:
    likeness, words = _best(
        (names.likeness(a, b), min(len(names.words(a)), len(names.words(b))))
        for a in actor.called
        for b in entry.called
        if len(names.words(a)) > 1
    )
    agree = _agree(actor, entry, company)
    if agree is False:
        return Grade("offered", likeness - 0.1) if likeness >= SURE else None
    if agree and likeness >= LINK:
        return Grade("linked", likeness)
    if agree is None and likeness >= SURE and words > 2:
        return Grade("linked", likeness - 0.03)
    return Grade("offered", likeness - 0.05) if likeness >= (OFFER if agree else LINK) else None


def _body(actor: Party, entry: Party, company: frozenset[str]) -> Grade | None:
    likeness, letters = _best(
        (names.body_likeness(a, b), 0 if _is_initials(a, b) else sum(map(len, names.body_words(b))))
        for a in actor.called
        for b in entry.called
    )
    agree = _agree(actor, entry, company)
    if agree is False:
        return Grade("offered", likeness - 0.1) if likeness >= SURE else None
    if likeness >= LINK and (agree or letters > 4):
        return Grade("linked", likeness)
    return Grade("offered", likeness - 0.05) if likeness >= (OFFER if agree else LINK) else None


def _best(pairs: Iterable[tuple[float, int]]) -> tuple[float, int]:
    return max(pairs, default=(0.0, 0))


def _agree(actor: Party, entry: Party, company: frozenset[str]) -> bool | None:
    """Whether the countries agree; None when one side has none and the company does not tell."""
    if not entry.countries:
        return None
    if actor.countries:
        return bool(actor.countries & entry.countries)
    return True if company & entry.countries else None


def _is_initials(*called: str) -> bool:
    return any(len(n.replace(".", "")) <= 5 and n.replace(".", "").isupper() for n in called)

"""What an obligation is about and whose side a party is on: what merging and status share.

The words of an act are cut to stems, one stem for the same matter ("talks", "dialogue"); words
that say nothing ("steps", "ensure") are left out. The lists lie in `obligation_status.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast, get_args

from onus.knowledge import read_yaml
from onus.record import Actor, Record, Status

OFFICIAL_KINDS = frozenset({"state", "government body", "office holder"})
_WORD = re.compile(r"[^\W\d_][\w’'-]+")
_STEM = 5  # letters; tells "terror" from "trade" and not from "terrorist"


@dataclass(frozen=True, slots=True)
class Signs:
    """The content of `obligation_status.yaml`, compiled."""

    patterns: Mapping[Status, tuple[re.Pattern[str], ...]]
    denials: frozenset[str]
    habits: frozenset[str]
    declined: tuple[str, ...]
    lasting: frozenset[str]
    thorough: frozenset[str]
    matters: Mapping[str, str]
    empty: frozenset[str]


@cache
def signs() -> Signs:
    """The signs that ship with the package; `ValueError` when a status is unknown."""
    text = files("onus.coding").joinpath("obligation_status.yaml").read_text(encoding="utf-8")
    data = read_yaml(text)
    lists = {"denials", "habits", "declined", "lasting", "thorough", "same_matter", "empty"}
    for name in set(data) - lists:
        if name not in get_args(Status):
            raise ValueError(f"obligation_status.yaml: {name} is no status")
    return Signs(
        patterns={
            cast(Status, name): tuple(re.compile(p, re.IGNORECASE) for p in patterns)
            for name, patterns in data.items()
            if name not in lists
        },
        denials=frozenset(data["denials"]),
        habits=frozenset(data["habits"]),
        declined=tuple(data["declined"]),
        lasting=frozenset(data["lasting"]),
        thorough=frozenset(data["thorough"]),
        matters={stem(w): stem(group[0]) for group in data["same_matter"] for w in group},
        empty=frozenset(stem(w) for w in data["empty"]),
    )


def same_side(one: tuple[str, ...], other: tuple[str, ...], record: Record) -> bool:
    """Whether some actor is in both, or acts in office for a country that is in both."""
    if set(one) & set(other):
        return True
    return bool(_countries(one, record.actors) & _countries(other, record.actors))


def _countries(identifiers: tuple[str, ...], actors: tuple[Actor, ...]) -> set[str]:
    return {
        a.country for a in actors if a.id in identifiers and a.country and a.kind in OFFICIAL_KINDS
    }


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return [w.lower() for w in _WORD.findall(text)]


def stem(word: str) -> str:
    """A word cut to what it shares with its relatives."""
    word = word.lower()
    return word[:_STEM] if len(word) > _STEM else word.removesuffix("s")


def stems(text: str) -> set[str]:
    """The words of a text that say what it is about, cut to stems, one for the same matter."""
    known = signs()
    found = {stem(w) for w in words(text) if len(w) > 3}
    return {known.matters.get(s, s) for s in found - known.empty}


def matter(text: str, record: Record) -> set[str]:
    """The stems of a text without the names of states, offices and their holders.

    Names of the parties are everywhere; those of armed groups are what a demand can be about.
    """
    names = [a.name for a in record.actors if a.kind in OFFICIAL_KINDS]
    return stems(text) - {s for name in names for s in stems(name)}

"""The cues of obligations as `obligations.yaml` lists them, loaded once and checked.

The file is data that people edit; `load` turns it into frozen records and raises `ValueError` with
the faulty entry when a key is unknown or a kind does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar, get_args

from onus.knowledge import read_yaml
from onus.record import ConditionType, ObligationKind


@dataclass(frozen=True, slots=True)
class Order:
    """A verb by which somebody asks another to act; see the comments in the data file."""

    lemmas: frozenset[str]
    confidence: float
    clause: bool = False
    that: bool = False
    noun: bool = False
    noun_after: frozenset[str] = frozenset()
    bearer: frozenset[str] = frozenset()
    noun_bearer: frozenset[str] = frozenset()
    needs_bearer: bool = False
    unnamed: float = 0.75
    active_only: bool = False
    by_body: bool = False
    object_bears: bool = False
    against: bool = False


@dataclass(frozen=True, slots=True)
class Undertaking:
    """A verb by which somebody binds himself: promises, offers, refuses, threatens."""

    kind: ObligationKind
    lemmas: frozenset[str]
    confidence: float
    infinitive: bool = False
    that: bool = False
    noun: bool = False
    gerund: bool = False
    noun_after: frozenset[str] = frozenset()
    only: str | None = None
    to: frozenset[str] = frozenset()
    first_party: bool = False


@dataclass(frozen=True, slots=True)
class Attitude:
    """An adjective that says what its subject would do: "ready to talk"."""

    kind: ObligationKind
    lemmas: frozenset[str]
    confidence: float
    noun_after: frozenset[str] = frozenset()
    only: str | None = None


@dataclass(frozen=True, slots=True)
class NounCue:
    """A noun that holds an obligation: "X's offer of talks with Y"."""

    kind: ObligationKind
    lemmas: frozenset[str]
    confidence: float
    of: frozenset[str] = frozenset()
    to: frozenset[str] = frozenset()
    only: str | None = None
    only_verbs: str | None = None
    that: bool = False


@dataclass(frozen=True, slots=True)
class Duty:
    """A modal or a verb whose subject is bound: "must", "has to"."""

    lemmas: frozenset[str]
    confidence: float


@dataclass(frozen=True, slots=True)
class Turn:
    """A fixed turn of phrase; see the comments in the data file."""

    kind: ObligationKind
    turn: str
    confidence: float
    asks: bool = False
    noun: bool = False
    denied: bool = False
    deeds: bool = False
    act: str | None = None

    @property
    def words(self) -> list[str]:
        """Its words in order."""
        return self.turn.split()


@dataclass(frozen=True)
class Cues:
    """Everything in the data file; `words` are its plain word lists by name."""

    threshold: float
    orders: tuple[Order, ...]
    undertakings: tuple[Undertaking, ...]
    adjectives: tuple[Attitude, ...]
    nouns: tuple[NounCue, ...]
    modals: tuple[Duty, ...]
    semimodals: tuple[Duty, ...]
    turns: tuple[Turn, ...]
    conditions: Mapping[str, ConditionType]
    qualities: Mapping[str, str]
    pronouns: Mapping[str, float]
    words: Mapping[str, frozenset[str]]


Entry = TypeVar("Entry", Order, Undertaking, Attitude, NounCue, Duty, Turn)

_TABLES = {
    "orders": Order,
    "undertakings": Undertaking,
    "adjectives": Attitude,
    "nouns": NounCue,
    "modals": Duty,
    "semimodals": Duty,
    "turns": Turn,
}


@cache
def cues() -> Cues:
    """The cues that ship with the package."""
    text = files("onus.coding").joinpath("obligations.yaml").read_text(encoding="utf-8")
    return load(read_yaml(text))


def load(data: Mapping[str, Any]) -> Cues:
    """Check and freeze the content of a cue file; `ValueError` names what is wrong in it."""
    tables = {
        name: tuple(_entry(make, entry, name, data) for entry in data.get(name, ()))
        for name, make in _TABLES.items()
    }
    conditions = dict(data.get("conditions", {}))
    for words, kind in conditions.items():
        if kind not in get_args(ConditionType):
            raise ValueError(f"conditions: {words}: {kind} is no type of condition")
    lists = {
        name: frozenset(map(str, v))
        for name, v in data.items()
        if name not in tables and isinstance(v, list)
    }
    return Cues(
        threshold=float(data["threshold"]),
        conditions=conditions,
        qualities=dict(data.get("qualities", {})),
        pronouns=dict(data.get("pronouns", {})),
        words=lists,
        **tables,  # type: ignore[arg-type]
    )


def _entry(
    make: type[Entry], entry: Mapping[str, Any], table: str, data: Mapping[str, Any]
) -> Entry:
    known = {f.name for f in fields(make)}
    unknown = set(entry) - known
    if unknown:
        raise ValueError(f"{table}: {entry}: unknown {sorted(unknown)}")
    if "kind" in entry and entry["kind"] not in get_args(ObligationKind):
        raise ValueError(f"{table}: {entry}: no such kind")
    if not 0 < entry["confidence"] <= 1:
        raise ValueError(f"{table}: {entry}: confidence must lie between 0 and 1")
    for name in ("only", "only_verbs"):
        if entry.get(name) is not None and entry[name] not in data:
            raise ValueError(f"{table}: {entry}: no word list {entry[name]}")
    values: dict[str, Any] = {
        k: frozenset(v) if isinstance(v, list) else v for k, v in entry.items()
    }
    return make(**values)

"""What the ledger works on: parties, obligations as articles word them, deeds, and its entries.

Everything is frozen and free of any database, so that the same functions serve a store of a million
events and a test of three sentences. Dates are ISO 8601 days; "" stands for an unknown one and
sorts first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from onus.record import ConditionType, ObligationKind, Outcome, Status
from onus.resolving.institutions import institution_named

OFFICIAL = frozenset({"state", "government body", "office holder"})
INDIVIDUAL = frozenset({"person", "office holder"})
_BODIES = frozenset({"organisation", "armed group", "crowd"})
NOBODY = "?"
"""The key of a bearer that no mention names."""
ANYBODY = "*"
"""The side under which a store finds deeds by their matter, whoever did them."""
OF_OBLIGATIONS = "*"
"""The verb under which a store finds a side's deeds that speak of obligations as such."""
EVERYWHERE = 0
"""The position under which a store keeps the sides that stand near all deeds of an article."""
Place = tuple[str, int]
"""A sentence: the article's id and the sentence's number."""
_NEAR = "near:"
_POINTING = re.compile(r"^(?:the|its|their|his|her|these|those|some|all) ")
_UN = re.compile(r"\b(?:United Nations|U\.N\.|UN)(?!\w)")
_FULL_NAME = re.compile(r"[A-Z][\w’'-]+(?:\s+(?:of |for |the |and )*[A-Z][\w’'-]+)+")


@dataclass(frozen=True, slots=True)
class Party:
    """An actor as a side of an obligation. `id` tells actors apart within one collection."""

    id: str
    name: str
    kind: str
    country: str | None = None

    @property
    def sides(self) -> frozenset[str]:
        """The keys of the sides it is on: itself, and its country where it acts in office.

        A body is also told by its full name, which "fighters of the Kanem Liberation Front" bear;
        persons and ministries are not, since two can have one name.
        """
        own = {f"actor:{self.id}"}
        if self.kind in _BODIES:
            own |= {f"name:{name}" for name in full_names(self.name)}
        if (body := _institution(self.name)) is not None:
            own.add(f"name:{body}")
        if self.country is not None and self.kind in OFFICIAL:
            own.add(f"country:{self.country}")
        if self.country is not None and self.kind == "crowd":
            name = _POINTING.sub("", self.name.lower())
            own |= {f"crowd:{of}@{self.country}" for of in (name, name.rpartition(" ")[2])}
        return frozenset(own)


@lru_cache(maxsize=50_000)
def _institution(name: str) -> str | None:
    """The name of a body known under several: "the U.N. refugee agency", "UNHCR"."""
    plain = _POINTING.sub("", name, count=1)
    for form in (plain, _UN.sub("UN", plain), _UN.sub("U.N.", plain)):
        found = institution_named(form)
        if found is not None and found.country is None:
            return found.name.lower()
    return None


@lru_cache(maxsize=50_000)
def full_names(text: str) -> frozenset[str]:
    """The names of two words or more in a text, in lower case; what one is "of" is one too."""
    found = {" ".join(name.lower().split()) for name in _FULL_NAME.findall(text)}
    within = {name.partition(" of the ")[2] for name in found}
    return frozenset(found | {name for name in within if " " in name})


def sides_of(parties: tuple[Party, ...]) -> frozenset[str]:
    """The keys of all of them together."""
    return frozenset(side for party in parties for side in party.sides)


def countries_of(parties: Iterable[Party]) -> frozenset[str]:
    """The keys of the countries they belong to, in office or not."""
    return frozenset(f"country:{party.country}" for party in parties if party.country)


def near(keys: frozenset[str]) -> frozenset[str]:
    """The keys for a deed in whose article these sides are spoken of."""
    return frozenset(_NEAR + key for key in keys)


def near_in(sides: frozenset[str]) -> frozenset[str]:
    """Those of a deed's sides that only stand near it."""
    return frozenset(side for side in sides if side.startswith(_NEAR))


def all_keys(sides: frozenset[str]) -> frozenset[str]:
    """The keys of those who did a deed and of those whom its article speaks of, alike."""
    return frozenset(side.removeprefix(_NEAR) for side in sides)


@dataclass(frozen=True, slots=True)
class Source:
    """Where something stands and who says it: the article, the words, the claim.

    `speaker` is the resolved speaker of the innermost statement round the words, `speaker_text`
    the article's words for one; both are None where the article itself reports it.
    """

    article: str
    date: str
    sentence: int
    start: int
    end: int
    event: str | None = None
    statement: str | None = None
    speaker: Party | None = None
    speaker_text: str | None = None

    @property
    def place(self) -> Place:
        """The sentence in which it stands."""
        return self.article, self.sentence


@dataclass(frozen=True, slots=True)
class Mention:
    """An obligation as one article words it. `context` is its sentence, `meaning` its act's.

    `home` is the country where the article was filed, if that is known.
    """

    id: str
    kind: ObligationKind
    bearer: tuple[Party, ...]
    demander: tuple[Party, ...]
    act: str
    context: str
    source: Source
    condition_type: ConditionType | None = None
    condition: str | None = None
    qualities: tuple[str, ...] = ()
    deadline: str | None = None
    confidence: float = 1.0
    home: str | None = None
    meaning: npt.NDArray[np.float32] = field(
        default_factory=lambda: np.zeros(0, np.float32), compare=False, repr=False
    )


@dataclass(frozen=True, slots=True)
class LedgerDeed:
    """Something reported done or not done.

    `sides` holds the keys of those who did it, and `near` those of all whom its article speaks of.
    """

    sides: frozenset[str]
    verb: str
    words: str
    context: str
    outcome: Outcome
    source: Source

    @property
    def unnamed(self) -> bool:
        """Whether the text leaves open who did it."""
        return all(side.startswith(_NEAR) for side in self.sides)

    @property
    def doers(self) -> frozenset[str]:
        """The keys of those who did it."""
        return self.sides - near_in(self.sides)


@dataclass(frozen=True, slots=True)
class LedgerChange:
    """A turn in an entry's history: what it became, by which words, on whose word.

    `claimed`: somebody says so, the article does not report it as a fact. `interested`: that
    somebody is on the side that looks better for it.
    """

    effect: Status
    source: Source
    confidence: float
    claimed: bool
    interested: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One obligation of a collection: all its mentions, oldest first, and what became of it."""

    id: str
    mentions: tuple[Mention, ...]
    changes: tuple[LedgerChange, ...] = ()

    @property
    def status(self) -> Status:
        """What the last change made of it."""
        return self.changes[-1].effect if self.changes else "open"

    @property
    def since(self) -> str:
        """The day of the first mention that has one; "" when none is dated."""
        return next((m.source.date for m in self.mentions if m.source.date), "")

    @property
    def kind(self) -> ObligationKind:
        """That of the first mention; a refusal only where nothing else is known."""
        return next((m.kind for m in self.mentions if m.kind != "refusal"), "refusal")

    @property
    def own(self) -> tuple[Mention, ...]:
        """The mentions that say what is owed; refusals only where there is nothing else."""
        return tuple(m for m in self.mentions if m.kind != "refusal") or self.mentions

    @property
    def bearer(self) -> tuple[Party, ...]:
        """Who must act, as the mentions name him."""
        return _each(p for m in self.own for p in m.bearer)

    @property
    def demander(self) -> tuple[Party, ...]:
        """Who asks or is promised; of an offer also who turned it down."""
        asked = [p for m in self.own for p in m.demander]
        if self.kind == "offer":
            asked += [p for m in self.mentions if m.kind == "refusal" for p in m.bearer]
        mine = sides_of(self.bearer)
        return _each(p for p in asked if not p.sides & mine)

    @property
    def qualities(self) -> tuple[str, ...]:
        """The qualities that any mention asks for, each once."""
        return tuple(dict.fromkeys(q for m in self.mentions for q in m.qualities))


def _each(parties: Iterable[Party]) -> tuple[Party, ...]:
    return tuple({party.id: party for party in parties}.values())

"""The cards that the terminal and the page lay out: every entry of a record, in words.

`onus.show.wording` writes them. A card's `key` ("s1", "e2", "o3", "a4") names it inside one page
and owes nothing to the ids of the record, which can be any text.
"""

from __future__ import annotations

from dataclasses import dataclass

from onus.record import Factuality, Form, ObligationKind, Status


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks; `of` is the institution behind a speaker whom the article does not name.

    `within` is the name as it stands inside a sentence: "a senior official".
    """

    name: str
    unnamed: bool
    of: str | None
    within: str

    @property
    def note(self) -> str | None:
        """What to set in brackets behind the name."""
        if not self.unnamed:
            return None
        return f"unnamed, {self.of}" if self.of else "unnamed"


@dataclass(frozen=True, slots=True)
class Claim:
    """The statement on whose word an entry rests."""

    key: str
    speaker: Speaker
    sentence: int


@dataclass(frozen=True, slots=True)
class StatementCard:
    """A statement; `within` is the statement that contains it, `depth` how deep it nests."""

    key: str
    sentence: int
    speaker: Speaker
    via: str | None
    cue: str
    words: str
    form: Form
    within: Claim | None
    depth: int


@dataclass(frozen=True, slots=True)
class EventCard:
    """An event between named parties."""

    key: str
    sentence: int
    source: str
    target: str | None
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: int
    quad_name: str
    factuality: Factuality
    trigger: str
    date: str | None
    place: str | None
    claim: Claim | None
    confidence: float


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line of a history; `key` is the card it points to, null when the record has none."""

    effect: Status
    account: str
    key: str | None
    sentence: int | None

    @property
    def label(self) -> str:
        """What happened; a source that says the same again leaves the obligation open."""
        return "said again" if self.effect == "open" else self.effect


@dataclass(frozen=True, slots=True)
class ObligationCard:
    """An obligation with its condition, what follows, and what has become of it."""

    key: str
    sentence: int
    kind: ObligationKind
    bearer: str
    duty: str
    act: str
    towards: str | None
    condition: str | None
    consequence: str | None
    qualities: tuple[str, ...]
    deadline: str | None
    status: Status
    history: tuple[ChangeLine, ...]
    claim: Claim | None
    confidence: float


@dataclass(frozen=True, slots=True)
class ActorCard:
    """An actor of the article."""

    key: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    designations: tuple[str, ...]
    mentions: int


@dataclass(frozen=True, slots=True)
class Cards:
    """All cards of a record, each kind in the order of the record."""

    statements: tuple[StatementCard, ...]
    events: tuple[EventCard, ...]
    obligations: tuple[ObligationCard, ...]
    actors: tuple[ActorCard, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing at all was read."""
        return not (self.statements or self.events or self.obligations)

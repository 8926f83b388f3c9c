"""The data model: what Onus writes down about one article.

A `Record` holds the article and everything read from it. Every class is a frozen dataclass;
`Record.to_dict` gives exactly the JSON of `onus read --json` and `Record.from_dict` takes it back.

Offsets are Python string indices into `Article.text`, end exclusive. Dates are ISO 8601.
Sentence numbers count from 1, so that what the terminal prints and what the JSON says agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from onus import _serialise
from onus.terms import (
    ActorKind,
    ConditionType,
    Factuality,
    Form,
    ObligationKind,
    Outcome,
    Status,
)

__all__ = [
    "Actor",
    "ActorKind",
    "Article",
    "Change",
    "Condition",
    "ConditionType",
    "Dates",
    "Deed",
    "Event",
    "Factuality",
    "Form",
    "Obligation",
    "ObligationKind",
    "Outcome",
    "Place",
    "Record",
    "Span",
    "Statement",
    "Status",
]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the article: `article.text[start:end] == text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Dates:
    """A stretch of calendar time, first and last day in ISO 8601, and the words that gave it.

    Either end may be null when the text leaves it open ("until Friday" has no start).
    """

    start: str | None
    end: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in the text; coordinates in decimal degrees (WGS 84), null when not known."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """One news text with what is known of its origin. `id` is derived from the text."""

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    place: str | None = None
    publisher: str | None = None
    agency: str | None = None
    language: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A party that can act. `country` is ISO 3166-1 alpha-3, `sector` a PLOVER sector code."""

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    designations: tuple[str, ...] = ()
    mentions: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody says something. `speaker` is null when the text names nobody that can be resolved."""  # noqa: E501

    id: str
    speaker: str | None
    speaker_text: str | None
    anonymous: bool
    via: str | None
    cue: Span
    content: Span
    form: Form
    sentence: int


@dataclass(frozen=True, slots=True)
class Event:
    """Somebody does something to somebody.

    `type`, `mode` and `contexts` are PLOVER's, `cameo` the CAMEO code, `quad` the quad class
    (1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict).
    An event with `said_in` is the claim of that statement's speaker, not a fact.
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: int
    source: tuple[str, ...]
    source_text: str | None
    target: tuple[str, ...]
    target_text: str | None
    trigger: Span
    factuality: Factuality
    date: Dates | None
    place: Place | None
    said_in: str | None
    confidence: float
    sentence: int


def event_day(event: Event, article: Article) -> str | None:
    """The first day that an event is dated to, else the day its article was published."""
    if event.date is not None and event.date.start is not None:
        return event.date.start
    return article.published[:10] if article.published else None


@dataclass(frozen=True, slots=True)
class Condition:
    """What the obligation hangs on: "until these groups are put out of business"."""

    type: ConditionType
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of an obligation's history: the event or the statement that brought `effect`."""

    effect: Status
    event: str | None = None
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """Somebody must, offers to, promises to, refuses to or threatens to do something."""

    id: str
    kind: ObligationKind
    bearer: tuple[str, ...]
    demander: tuple[str, ...]
    act: Span
    condition: Condition | None
    consequence: Span | None
    qualities: tuple[str, ...]
    deadline: Dates | None
    status: Status
    history: tuple[Change, ...]
    said_in: str | None
    confidence: float
    sentence: int


@dataclass(frozen=True, slots=True)
class Deed:
    """What the text says was done or left undone, in its own words, coded by no ontology.

    `actors` are those that the words of `doer` mention; `verb` is a lemma with its particle.
    """

    actors: tuple[str, ...]
    doer: Span | None
    verb: str
    words: Span
    outcome: Outcome
    said_in: str | None
    sentence: int


@dataclass(frozen=True, slots=True)
class Record:
    """Everything read from one article.

    `sentences` are (start, end) offsets, for showing only; `deeds` are what the ledger compares
    with what is owed. Neither is part of the JSON.
    """

    article: Article
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    sentences: tuple[tuple[int, int], ...] = field(default=(), compare=False)
    deeds: tuple[Deed, ...] = field(default=(), compare=False)

    def to_dict(self) -> dict[str, Any]:
        """The record as plain dicts, lists, strings and numbers, in the shape of `--json`."""
        return _serialise.record_to_dict(self)

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> Self:
        """Take back what `to_dict` gave. Raises `RecordError` when the shape is wrong."""
        return _serialise.from_dict(cls, value)

    def actor(self, identifier: str | None) -> Actor | None:
        """The actor with this id, or None."""
        return next((a for a in self.actors if a.id == identifier), None)

    def spans(self) -> Iterator[tuple[int, int, str]]:
        """Every (start, end, text) in the record that claims to be a stretch of the article."""
        for statement in self.statements:
            for span in (statement.cue, statement.content):
                yield span.start, span.end, span.text
        for event in self.events:
            yield event.trigger.start, event.trigger.end, event.trigger.text
            if event.place is not None:
                yield event.place.start, event.place.end, event.place.text
        for obligation in self.obligations:
            for part in (obligation.act, obligation.condition, obligation.consequence):
                if part is not None:
                    yield part.start, part.end, part.text

    def _repr_html_(self) -> str:
        """The record as a notebook shows it."""
        from onus.show.page import fragment

        return fragment(self)

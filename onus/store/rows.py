"""What questions to a store are answered with: frozen rows, each with where it was read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """An actor as the store knows it. `country` is ISO 3166-1 alpha-3.

    `designations` are its entries on the lists that were loaded, each with list, id and dates.
    """

    id: int
    name: str
    country: str | None
    designations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event. `said_by` is the speaker whose claim it is, null when the article itself tells it.

    `day` is when it happened as far as is known: the first day it is dated to, else the day the
    article was published. `outlets` counts the places where its story was met. `trigger`,
    `trigger_start` and `trigger_end` are the words it was read from, in the text of the article.
    """

    id: str
    day: str | None
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: int
    factuality: str
    sources: tuple[Party, ...]
    targets: tuple[Party, ...]
    source_text: str | None
    target_text: str | None
    trigger: str
    trigger_start: int
    trigger_end: int
    date_start: str | None
    date_end: str | None
    place: str | None
    place_country: str | None
    latitude: float | None
    longitude: float | None
    said_in: str | None
    said_by: str | None
    confidence: float
    sentence: str
    article_id: str
    story_id: str
    outlets: int
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement. `speaker` is null when nobody the registry knows can be made out.

    `content_start` and `content_end` are where its content stands in the text of the article.
    """

    id: str
    speaker: Party | None
    speaker_text: str | None
    anonymous: bool
    via: str | None
    cue: str
    content: str
    content_start: int
    content_end: int
    form: str
    article_id: str
    story_id: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that gave no article, or an article that could not be read."""

    source: str
    reason: str
    at: str
    tries: int


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of the articles: `added`, of which `copies` of a story; `known` before."""

    added: int
    known: int
    copies: int
    failed: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class RereadReport:
    """How many records were made anew, and which articles could not be read any more."""

    reread: int
    failed: tuple[Failure, ...]

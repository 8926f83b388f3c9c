"""A coded event with all that goes with it in one place: what every format is written from.

`events_of` gives those of a record. An event with a `claim` is the word of that claim's speaker;
`is_fact` says whether the article itself tells it as having happened.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onus.errors import RecordError
from onus.record import Actor, Dates, Event, Record, Span, event_day


@dataclass(frozen=True, slots=True)
class Party:
    """Who acts, is acted on, or speaks. `country` is ISO 3166-1 alpha-3, `sector` PLOVER's code.

    `designated` names the lists it stands on, joined with ` | `.
    """

    id: str
    name: str
    kind: str | None
    country: str | None
    sector: str | None
    designated: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """The statement that an event is told in. `speaker` is null when nobody could be made out."""

    id: str
    speaker: Party | None
    speaker_text: str | None
    anonymous: bool
    via: str | None
    cue: str
    content: str
    form: str


@dataclass(frozen=True, slots=True)
class Where:
    """A place; `country` is ISO 3166-1 alpha-3, coordinates are decimal degrees (WGS 84)."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Origin:
    """The article that an event was read from, without its text."""

    id: str
    title: str | None
    published: str | None
    publisher: str | None
    agency: str | None
    language: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event of a record or a store; the words are those of `onus.record.Event`.

    `id` is the article's id, a colon and the event's. `day` is the first day it is dated to, else
    the day the article was published. `sentence` counts from 1.
    """

    id: str
    day: str | None
    type: str
    mode: str | None
    factuality: str
    claim: Claim | None
    sources: tuple[Party, ...]
    source_text: str | None
    targets: tuple[Party, ...]
    target_text: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: int
    trigger: Span
    date: Dates | None
    place: Where | None
    confidence: float
    sentence: int
    sentence_text: str | None
    article: Origin


def events_of(record: Record) -> Iterator[CodedEvent]:
    """The events of a record in their order.

    Raises `RecordError` when an event names an actor or a statement that the record does not have.
    """
    try:
        yield from _events_of(record)
    except KeyError as missing:
        reason = f"an event names {missing}, which is not there"
        raise RecordError(f"{record.article.id}: {reason}") from None


def _events_of(record: Record) -> Iterator[CodedEvent]:
    article = record.article
    origin = Origin(
        article.id,
        article.title,
        article.published,
        article.publisher,
        article.agency,
        article.language,
        article.url,
    )
    parties = {actor.id: _party(record, actor) for actor in record.actors}
    claims = {
        statement.id: Claim(
            f"{article.id}:{statement.id}",
            parties.get(statement.speaker or ""),
            statement.speaker_text,
            statement.anonymous,
            statement.via,
            statement.cue.text,
            statement.content.text,
            statement.form,
        )
        for statement in record.statements
    }
    for event in record.events:
        yield CodedEvent(
            id=f"{article.id}:{event.id}",
            day=event_day(event, article),
            type=event.type,
            mode=event.mode,
            factuality=event.factuality,
            claim=None if event.said_in is None else claims[event.said_in],
            sources=tuple(parties[actor] for actor in event.source),
            source_text=event.source_text,
            targets=tuple(parties[actor] for actor in event.target),
            target_text=event.target_text,
            contexts=event.contexts,
            cameo=event.cameo,
            quad=event.quad,
            trigger=event.trigger,
            date=event.date,
            place=_where(event),
            confidence=event.confidence,
            sentence=event.sentence,
            sentence_text=_sentence(record, event.sentence),
            article=origin,
        )


def is_fact(event: CodedEvent) -> bool:
    """Whether the article itself tells it as having happened."""
    return event.factuality == "actual" and event.claim is None


def _party(record: Record, actor: Actor) -> Party:
    return Party(
        f"{record.article.id}:{actor.id}",
        actor.name,
        actor.kind,
        actor.country,
        actor.sector,
        " | ".join(actor.designations) or None,
    )


def _where(event: Event) -> Where | None:
    place = event.place
    if place is None:
        return None
    return Where(place.name, place.country, place.latitude, place.longitude)


def _sentence(record: Record, number: int) -> str | None:
    if not 1 <= number <= len(record.sentences):
        return None  # a record taken back from JSON has no sentences
    start, end = record.sentences[number - 1]
    return record.article.text[start:end]

"""What was read from an article as rows of the tables: its entries in the columns of a store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from onus.record import (
    Article,
    Dates,
    Event,
    Obligation,
    Record,
    Span,
    Statement,
    event_day,
)
from onus.store.told import Told


def statement_row(said: Statement, article: Article, actor: Mapping[str, int]) -> dict[str, Any]:
    """The values of a row of `statements`, but for what all rows of the article share."""
    return {
        "id": f"{article.id}:{said.id}",
        "speaker_id": actor.get(said.speaker) if said.speaker is not None else None,
        "speaker_text": said.speaker_text,
        "anonymous": said.anonymous,
        "via": said.via,
        **_span("cue", said.cue),
        **_span("content", said.content),
        "form": said.form,
        "sentence": said.sentence,
    }


def event_row(event: Event, record: Record, told: Told) -> dict[str, Any]:
    """The values of a row of `events`, likewise."""
    article, place = record.article, event.place
    sentence = sentence_text(record, event)
    return {
        "id": f"{article.id}:{event.id}",
        "counted": not told.before(event, sentence),
        "type": event.type,
        "mode": event.mode,
        "contexts": list(event.contexts),
        "cameo": event.cameo,
        "quad": event.quad,
        "source_text": event.source_text,
        "target_text": event.target_text,
        **_span("trigger", event.trigger),
        "factuality": event.factuality,
        **_days("date", event.date),
        "place_name": place.name if place else None,
        "place_country": place.country if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "said_in": _within(article, event.said_in),
        "confidence": event.confidence,
        "sentence": event.sentence,
        "sentence_text": sentence,
        "day": event_day(event, article),
    }


def sentence_text(record: Record, event: Event) -> str:
    """The sentence that tells of the event, on one line."""
    if event.sentence > len(record.sentences):  # a record made without sentences
        return event.trigger.text
    start, end = record.sentences[event.sentence - 1]
    return " ".join(record.article.text[start:end].split())


def obligation_row(owed: Obligation, article: Article) -> dict[str, Any]:
    """The values of a row of `obligations`, likewise."""
    condition = owed.condition
    span = Span(condition.start, condition.end, condition.text) if condition else None
    return {
        "id": f"{article.id}:{owed.id}",
        "kind": owed.kind,
        **_span("act", owed.act),
        "condition_type": condition.type if condition else None,
        **_span("condition", span),
        **_span("consequence", owed.consequence),
        "qualities": list(owed.qualities),
        **_days("deadline", owed.deadline),
        "status": owed.status,
        "history": [
            {
                "effect": change.effect,
                "event": _within(article, change.event),
                "statement": _within(article, change.statement),
            }
            for change in owed.history
        ],
        "said_in": _within(article, owed.said_in),
        "confidence": owed.confidence,
        "sentence": owed.sentence,
    }


def _span(name: str, span: Span | None) -> dict[str, Any]:
    return {
        f"{name}_start": span.start if span else None,
        f"{name}_end": span.end if span else None,
        f"{name}_text": span.text if span else None,
    }


def _days(name: str, days: Dates | None) -> dict[str, Any]:
    return {
        f"{name}_start": days.start if days else None,
        f"{name}_end": days.end if days else None,
        f"{name}_text": days.text if days else None,
    }


def _within(article: Article, local: str | None) -> str | None:
    """The id in the store of an entry of the article's record."""
    return f"{article.id}:{local}" if local is not None else None


def event_party_rows(record: Record, actor: Mapping[str, int]) -> Iterable[dict[str, Any]]:
    """The rows of `event_parties`; `actor` maps the record's ids to the registry's."""
    for event in record.events:
        for side, parties in (("source", event.source), ("target", event.target)):
            for known in _known(parties, actor):
                yield {
                    "event_id": f"{record.article.id}:{event.id}",
                    "side": side,
                    "actor_id": known,
                }


def obligation_party_rows(record: Record, actor: Mapping[str, int]) -> Iterable[dict[str, Any]]:
    """The rows of `obligation_parties`, likewise."""
    for owed in record.obligations:
        for side, parties in (("bearer", owed.bearer), ("demander", owed.demander)):
            for known in _known(parties, actor):
                yield {
                    "obligation_id": f"{record.article.id}:{owed.id}",
                    "side": side,
                    "actor_id": known,
                }


def _known(parties: Iterable[str], actor: Mapping[str, int]) -> list[int]:
    """The actors of one side, each once: two of the record may be one in the registry."""
    return sorted({actor[local] for local in parties if local in actor})

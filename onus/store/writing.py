"""A record into the tables, within the caller's transaction: wholly in or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, exists, insert, select, update

from onus import ledger, registry
from onus.record import Article, Dates, Event, Obligation, Record, Span, Statement
from onus.store.copies import find_story, signature
from onus.store.schema import (
    articles,
    bands,
    event_parties,
    events,
    mentions,
    obligation_parties,
    obligations,
    outlets,
    statements,
    stories,
)
from onus.store.told import Told
from onus.store.version import reader_version


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article was met: the path or address, and what the outlet says of it."""

    source: str
    publisher: str | None
    url: str | None
    published: str | None

    @classmethod
    def of(cls, article: Article, source: str) -> Origin:
        """The origin of an article that was read from `source`."""
        return cls(source, article.publisher, article.url, article.published)


def add_record(connection: Connection, record: Record, origin: Origin) -> bool:
    """Put a new article's record into the store; True when it is a copy of a story we have.

    The article must not be there yet: ask `knows` within the same transaction.
    """
    story = put_article(connection, record, origin)
    _put_contents(connection, record, story)
    return story != record.article.id


def put_article(connection: Connection, record: Record, origin: Origin) -> str:
    """Put the article itself into the store, and find its story; gives the story's id."""
    article = record.article
    found = signature(article.text)
    story = find_story(connection, found)
    if story is None:
        story = article.id
        connection.execute(insert(stories).values(id=story))
    connection.execute(
        insert(articles).values(
            id=article.id,
            story_id=story,
            text=article.text,
            title=article.title,
            published=article.published,
            place=article.place,
            publisher=article.publisher,
            agency=article.agency,
            language=article.language,
            url=article.url,
            source=origin.source,
            added_at=now(),
            model=reader_version(),
            signature=found.values.tobytes(),
            record=_json(record),
        )
    )
    add_outlet(connection, article.id, origin)
    keys = found.band_keys()
    _insert(connection, bands, ({"key": key, "article_id": article.id} for key in keys))
    return story


def replace_record(connection: Connection, record: Record, story: str) -> None:
    """Put a record read anew in the place of the old one. Its story and its actors stay."""
    identifier = record.article.id
    ledger.forget(connection, identifier)
    for table in (events, statements, obligations, mentions):
        connection.execute(delete(table).where(table.c.article_id == identifier))
    connection.execute(
        update(articles)
        .where(articles.c.id == identifier)
        .values(model=reader_version(), record=_json(record))
    )
    _put_contents(connection, record, story)


def knows(connection: Connection, identifier: str) -> bool:
    """Whether the store holds the article with this id."""
    return bool(connection.scalar(select(exists().where(articles.c.id == identifier))))


def add_outlet(connection: Connection, identifier: str, origin: Origin) -> None:
    """Note that an article the store holds was met here too; once for each place."""
    here = and_(outlets.c.article_id == identifier, outlets.c.source == origin.source)
    if not connection.scalar(select(exists().where(here))):
        connection.execute(
            insert(outlets).values(
                article_id=identifier,
                source=origin.source,
                publisher=origin.publisher,
                url=origin.url,
                published=origin.published,
                at=now(),
            )
        )


def now() -> str:
    """The time of day in UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _json(record: Record) -> str:
    return json.dumps(record.to_dict(), ensure_ascii=False, separators=(",", ":"))


def _put_contents(connection: Connection, record: Record, story: str) -> None:
    """Actors first, then what they said and did, then what that changes in the ledger."""
    article = record.article
    actor = registry.resolve(connection, record)
    common = {"article_id": article.id, "story_id": story, "published": article.published}
    _insert(
        connection,
        mentions,
        (
            {
                "article_id": article.id,
                "local_id": local,
                "actor_id": known,
                "published": article.published,
            }
            for local, known in actor.items()
        ),
    )
    _insert(
        connection,
        statements,
        ({**common, **_statement(s, article, actor)} for s in record.statements),
    )
    told = Told.by_earlier(connection, story, article.id)
    _insert(
        connection,
        events,
        ({**common, **_event(event, record, told)} for event in record.events),
    )
    _insert(connection, event_parties, _event_parties(record, actor))
    _insert(
        connection, obligations, ({**common, **_obligation(o, article)} for o in record.obligations)
    )
    _insert(connection, obligation_parties, _obligation_parties(record, actor))
    # Within the article's own transaction and one article at a time, so that a ledger whose making
    # was interrupted is that of an undisturbed run.
    ledger.keep(connection, record, actor)
    ledger.update(connection, [article.id])


def _insert(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    listed = list(rows)
    if listed:
        connection.execute(insert(table), listed)


def _statement(said: Statement, article: Article, actor: Mapping[str, int]) -> dict[str, Any]:
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


def _event(event: Event, record: Record, told: Told) -> dict[str, Any]:
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
        "day": (event.date.start if event.date else None) or _day(article.published),
    }


def sentence_text(record: Record, event: Event) -> str:
    """The sentence that tells of the event, on one line."""
    if event.sentence > len(record.sentences):  # a record made without sentences
        return event.trigger.text
    start, end = record.sentences[event.sentence - 1]
    return " ".join(record.article.text[start:end].split())


def _day(published: str | None) -> str | None:
    return published[:10] if published else None


def _obligation(owed: Obligation, article: Article) -> dict[str, Any]:
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


def _event_parties(record: Record, actor: Mapping[str, int]) -> Iterable[dict[str, Any]]:
    for event in record.events:
        for side, parties in (("source", event.source), ("target", event.target)):
            for known in _known(parties, actor):
                yield {
                    "event_id": f"{record.article.id}:{event.id}",
                    "side": side,
                    "actor_id": known,
                }


def _obligation_parties(record: Record, actor: Mapping[str, int]) -> Iterable[dict[str, Any]]:
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

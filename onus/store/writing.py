"""A record into the tables, within the caller's transaction: wholly in or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, exists, insert, select, update

from onus import ledger, registry
from onus.record import Article, Record
from onus.store.copies import find_story, signature
from onus.store.record_rows import (
    event_party_rows,
    event_row,
    obligation_party_rows,
    obligation_row,
    statement_row,
)
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


def can_be_dated(connection: Connection, article: Article) -> bool:
    """Whether the store holds the article without a date, and here is one."""
    undated = and_(articles.c.id == article.id, articles.c.published.is_(None))
    return article.published is not None and bool(
        connection.scalar(select(exists().where(undated)))
    )


def date_record(connection: Connection, record: Record) -> None:
    """Put a record in the place of the same article's without a date."""
    mine = articles.c.id == record.article.id
    connection.execute(update(articles).where(mine).values(published=record.article.published))
    story: str = connection.execute(select(articles.c.story_id).where(mine)).scalar_one()
    replace_record(connection, record, story)


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
        ({**common, **statement_row(s, article, actor)} for s in record.statements),
    )
    told = Told.by_earlier(connection, story, article.id)
    _insert(
        connection,
        events,
        ({**common, **event_row(event, record, told)} for event in record.events),
    )
    _insert(connection, event_parties, event_party_rows(record, actor))
    _insert(
        connection,
        obligations,
        ({**common, **obligation_row(o, article)} for o in record.obligations),
    )
    _insert(connection, obligation_parties, obligation_party_rows(record, actor))
    # Within the article's own transaction and one article at a time, so that a ledger whose making
    # was interrupted is that of an undisturbed run.
    ledger.keep(connection, record, actor, told.sentences(record))
    ledger.update(connection, [article.id])


def _insert(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    listed = list(rows)
    if listed:
        connection.execute(insert(table), listed)

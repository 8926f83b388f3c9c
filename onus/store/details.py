"""Rows of the tables made whole: with their parties, their article, their speaker."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Row, func, select

from onus.record import Article
from onus.registry import designations_of
from onus.store.rows import ArticleRow, EventRow, Outlet, Party, StatementRow
from onus.store.schema import actors, articles, event_parties, outlets, statements

_TOGETHER = 500  # rows whose parties and articles are looked up together


def event_rows(connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[EventRow]:
    """Rows of `events`, in their order."""
    for start in range(0, len(rows), _TOGETHER):
        block = rows[start : start + _TOGETHER]
        parties = _parties(connection, [row.id for row in block])
        told_in = _articles(connection, {row.article_id for row in block})
        met = _outlets(connection, {row.story_id for row in block})
        said_by = _speakers(connection, {row.said_in for row in block if row.said_in})
        for row in block:
            article = told_in[row.article_id]
            yield EventRow(
                id=row.id,
                day=row.day,
                type=row.type,
                mode=row.mode,
                contexts=tuple(row.contexts),
                cameo=row.cameo,
                quad=row.quad,
                factuality=row.factuality,
                sources=tuple(parties.get((row.id, "source"), ())),
                targets=tuple(parties.get((row.id, "target"), ())),
                source_text=row.source_text,
                target_text=row.target_text,
                trigger=row.trigger_text,
                trigger_start=row.trigger_start,
                trigger_end=row.trigger_end,
                date_start=row.date_start,
                date_end=row.date_end,
                place=row.place_name,
                place_country=row.place_country,
                latitude=row.latitude,
                longitude=row.longitude,
                said_in=row.said_in,
                said_by=said_by.get(row.said_in),
                confidence=row.confidence,
                sentence=row.sentence_text,
                article_id=row.article_id,
                story_id=row.story_id,
                outlets=met.get(row.story_id, 1),
                title=article.title,
                publisher=article.publisher,
                published=row.published,
                url=article.url,
            )


def statement_rows(connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[StatementRow]:
    """Rows of `statements`, in their order."""
    for start in range(0, len(rows), _TOGETHER):
        block = rows[start : start + _TOGETHER]
        told_in = _articles(connection, {row.article_id for row in block})
        speakers = _known(connection, {row.speaker_id for row in block if row.speaker_id})
        for row in block:
            article = told_in[row.article_id]
            yield StatementRow(
                id=row.id,
                speaker=speakers.get(row.speaker_id),
                speaker_text=row.speaker_text,
                anonymous=row.anonymous,
                via=row.via,
                cue=row.cue_text,
                content=row.content_text,
                content_start=row.content_start,
                content_end=row.content_end,
                form=row.form,
                article_id=row.article_id,
                story_id=row.story_id,
                title=article.title,
                publisher=article.publisher,
                published=row.published,
                url=article.url,
            )


def _parties(
    connection: Connection, identifiers: Sequence[str]
) -> dict[tuple[str, str], list[Party]]:
    rows = connection.execute(
        select(event_parties.c.event_id, event_parties.c.side, event_parties.c.actor_id)
        .where(event_parties.c.event_id.in_(identifiers))
        .order_by(event_parties.c.actor_id)
    ).all()
    known = _known(connection, {row.actor_id for row in rows})
    found: dict[tuple[str, str], list[Party]] = {}
    for event, side, actor in rows:
        parties = found.setdefault((event, side), [])
        if known[actor] not in parties:  # two that were merged are one
            parties.append(known[actor])
    return found


def _known(connection: Connection, identifiers: Collection[int]) -> dict[int, Party]:
    """Actors as they are shown: what was merged is the one it was merged into."""
    shown = actors.alias("shown")
    rows = connection.execute(
        select(actors.c.id, shown.c.id, shown.c.name, shown.c.country)
        .join(shown, shown.c.id == func.coalesce(actors.c.merged_into, actors.c.id))
        .where(actors.c.id.in_(identifiers))
    ).all()
    listed = designations_of(connection, identifiers)
    return {
        row[0]: Party(*row[1:], designations=tuple(d.label for d in listed.get(row[0], ())))
        for row in rows
    }


def _articles(connection: Connection, identifiers: Collection[str]) -> dict[str, Any]:
    rows = connection.execute(
        select(articles.c.id, articles.c.title, articles.c.publisher, articles.c.url).where(
            articles.c.id.in_(identifiers)
        )
    )
    return {row.id: row for row in rows}


def _outlets(connection: Connection, stories: Collection[str]) -> dict[str, int]:
    rows = connection.execute(
        select(articles.c.story_id, func.count())
        .join(outlets, outlets.c.article_id == articles.c.id)
        .where(articles.c.story_id.in_(stories))
        .group_by(articles.c.story_id)
    )
    return {row[0]: row[1] for row in rows}


def _speakers(connection: Connection, identifiers: Collection[str]) -> dict[str, str | None]:
    """Who makes each statement: the actor's name, else the words of the text."""
    name = func.coalesce(actors.c.name, statements.c.speaker_text)
    rows = connection.execute(
        select(statements.c.id, name)
        .outerjoin(actors, actors.c.id == statements.c.speaker_id)
        .where(statements.c.id.in_(identifiers))
    )
    return {row[0]: row[1] for row in rows}


def stored_article(connection: Connection, identifier: str) -> ArticleRow | None:
    """The article with this id, its story and where it was met."""
    parts = [articles.c[part.name] for part in fields(Article)]
    row = connection.execute(
        select(*parts, articles.c.story_id, articles.c.model, articles.c.added_at).where(
            articles.c.id == identifier
        )
    ).first()
    if row is None:
        return None
    met = connection.execute(
        select(outlets.c.source, outlets.c.publisher, outlets.c.url, outlets.c.published)
        .where(outlets.c.article_id == identifier)
        .order_by(outlets.c.at, outlets.c.source)
    )
    return ArticleRow(
        article=Article(*row[: len(parts)]),
        story_id=row.story_id,
        model=row.model,
        added_at=row.added_at,
        outlets=tuple(Outlet(*each) for each in met),
    )

"""Rows of the tables made whole: with their parties, their article, their speaker."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from onus.registry import designations_of
from onus.store.asking import Reader, blocks, from_json
from onus.store.conditions import shown_actor
from onus.store.rows import EventRow, Party, StatementRow


def event_rows(reader: Reader, rows: Sequence[Any]) -> Iterator[EventRow]:
    """Rows of `events`, in their order."""
    for block in blocks(rows):
        parties = _parties(reader, [row.id for row in block])
        told_in = _articles(reader, {row.article_id for row in block})
        met = _outlets(reader, {row.story_id for row in block})
        said_by = _speakers(reader, {row.said_in for row in block if row.said_in})
        for row in block:
            article = told_in[row.article_id]
            yield EventRow(
                id=row.id,
                day=row.day,
                type=row.type,
                mode=row.mode,
                contexts=tuple(from_json(row.contexts)),
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


def statement_rows(reader: Reader, rows: Sequence[Any]) -> Iterator[StatementRow]:
    """Rows of `statements`, in their order."""
    for block in blocks(rows):
        told_in = _articles(reader, {row.article_id for row in block})
        speakers = _known(reader, {row.speaker_id for row in block if row.speaker_id})
        for row in block:
            article = told_in[row.article_id]
            yield StatementRow(
                id=row.id,
                speaker=speakers.get(row.speaker_id),
                speaker_text=row.speaker_text,
                anonymous=bool(row.anonymous),
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


def _parties(reader: Reader, identifiers: Sequence[str]) -> dict[tuple[str, str], list[Party]]:
    rows = reader.rows(
        "SELECT event_id, side, actor_id FROM event_parties WHERE event_id IN :ids "
        "ORDER BY actor_id",
        ids=identifiers,
    )
    known = _known(reader, {row.actor_id for row in rows})
    found: dict[tuple[str, str], list[Party]] = {}
    for event, side, actor in rows:
        parties = found.setdefault((event, side), [])
        if known[actor] not in parties:  # two that were merged are one
            parties.append(known[actor])
    return found


def _known(reader: Reader, identifiers: Collection[int]) -> dict[int, Party]:
    """Actors as they are shown: what was merged is the one it was merged into."""
    rows = reader.rows(
        "SELECT actors.id AS actor, shown.id, shown.name, shown.country FROM actors "
        "JOIN actors AS shown ON shown.id = coalesce(actors.merged_into, actors.id) "
        "WHERE actors.id IN :ids",
        ids=identifiers,
    )
    listed = designations_of(reader, identifiers)
    return {
        row.actor: Party(
            row.id, row.name, row.country, tuple(d.label for d in listed.get(row.actor, ()))
        )
        for row in rows
    }


def _articles(reader: Reader, identifiers: Collection[str]) -> dict[str, Any]:
    about = "SELECT id, title, publisher, url FROM articles WHERE id IN :ids"
    return {row.id: row for row in reader.rows(about, ids=identifiers)}


def _outlets(reader: Reader, stories: Collection[str]) -> dict[str, int]:
    met = (
        "SELECT articles.story_id, count(*) AS times FROM articles "
        "JOIN outlets ON outlets.article_id = articles.id "
        "WHERE articles.story_id IN :stories GROUP BY articles.story_id"
    )
    return {row.story_id: row.times for row in reader.rows(met, stories=stories)}


def _speakers(reader: Reader, identifiers: Collection[str]) -> dict[str, str | None]:
    """Who makes each statement: the actor's name, else the words of the text."""
    said = (
        "SELECT statements.id, coalesce(shown.name, statements.speaker_text) AS speaker "
        f"FROM statements {shown_actor('statements.speaker_id')} "
        "WHERE statements.id IN :ids"
    )
    return {row.id: row.speaker for row in reader.rows(said, ids=identifiers)}

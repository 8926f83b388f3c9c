"""Entries of the ledger made whole: with their parties and stories, each wording, each change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from onus.ledger.answers import ChangeRow, EntryRow, Story, WordingRow
from onus.store.asking import Reader, blocks, from_json
from onus.store.conditions import shown_actor
from onus.store.rows import Party

PENDING = ("open", "begun")


def entry_rows(reader: Reader, rows: Sequence[Any]) -> list[EntryRow]:
    """Rows of `entries`, in their order."""
    newest = newest_day(reader)
    found = []
    for block in blocks(rows):
        ids = [row.id for row in block]
        parties = _parties(reader, ids)
        counted = _story_counts(reader, ids)
        last = _last_changes(reader, ids)
        found += [
            EntryRow(
                id=row.id,
                kind=row.kind,
                bearer=tuple(parties[row.id, "bearer"]),
                demander=tuple(parties[row.id, "demander"]),
                act=row.act,
                condition_type=row.condition_type,
                condition=row.condition,
                qualities=tuple(from_json(row.qualities)),
                deadline=row.deadline,
                overdue=_is_overdue(row, newest),
                status=row.status,
                claimed=row.id in last and bool(last[row.id].claimed),
                interested=row.id in last and bool(last[row.id].interested),
                confidence=last[row.id].confidence if row.id in last else None,
                since=row.first_date,
                moved=row.last_date,
                articles=counted.get(row.id, 0),
            )
            for row in block
        ]
    return found


def stories(reader: Reader, rows: Sequence[Any]) -> list[Story]:
    """The whole stories of rows of `entries`, in their order."""
    wordings: dict[str, list[WordingRow]] = defaultdict(list)
    changes: dict[str, list[ChangeRow]] = defaultdict(list)
    for block in blocks(rows):
        ids = [row.id for row in block]
        for entry_id, wording in _wordings(reader, ids):
            wordings[entry_id].append(wording)
        for change in _changes(reader, ids):
            changes[change.entry_id].append(change)
    return [
        Story(entry, tuple(wordings[entry.id]), tuple(changes[entry.id]))
        for entry in entry_rows(reader, rows)
    ]


def newest_day(reader: Reader) -> str | None:
    """The day of the newest article."""
    newest: str | None = reader.value("SELECT max(published) FROM articles")
    return newest[:10] if newest else None


def _is_overdue(row: Any, newest: str | None) -> bool:
    pending = row.status in PENDING and row.deadline is not None
    return pending and newest is not None and row.deadline < newest


def _parties(reader: Reader, ids: Collection[str]) -> defaultdict[tuple[str, str], list[Party]]:
    found: defaultdict[tuple[str, str], list[Party]] = defaultdict(list)
    rows = reader.rows(  # what was merged is the one it was merged into
        "SELECT entry_parties.entry_id, entry_parties.side, shown.id, shown.name, shown.country "
        "FROM entry_parties JOIN actors ON actors.id = entry_parties.actor_id "
        "JOIN actors AS shown ON shown.id = coalesce(actors.merged_into, actors.id) "
        "WHERE entry_parties.entry_id IN :ids ORDER BY entry_parties.actor_id",
        ids=ids,
    )
    for row in rows:
        party = Party(row.id, row.name, row.country)
        if party not in found[row.entry_id, row.side]:
            found[row.entry_id, row.side].append(party)
    return found


def _story_counts(reader: Reader, ids: Collection[str]) -> dict[str, int]:
    told = (
        "SELECT entry_id, count(DISTINCT story_id) AS times FROM obligations "
        "WHERE entry_id IN :ids GROUP BY entry_id"
    )
    return {row.entry_id: row.times for row in reader.rows(told, ids=ids)}


def _last_changes(reader: Reader, ids: Collection[str]) -> dict[str, Any]:
    rows = reader.rows(
        "SELECT entry_id, claimed, interested, confidence FROM entry_changes "
        "WHERE entry_id IN :ids ORDER BY entry_id, position",
        ids=ids,
    )
    return {row.entry_id: row for row in rows}


def _wordings(reader: Reader, ids: Collection[str]) -> Iterator[tuple[str, WordingRow]]:
    """How each article worded the entries; a copy of a story does not tell it again."""
    rows = reader.rows(
        "SELECT obligations.*, articles.title, articles.publisher, articles.url, "
        "coalesce(shown.name, statements.speaker_text) AS speaker FROM obligations "
        "JOIN articles ON articles.id = obligations.article_id "
        "LEFT JOIN statements ON statements.id = obligations.said_in "
        f"{shown_actor('statements.speaker_id')} "
        "WHERE obligations.entry_id IN :ids "
        "ORDER BY obligations.published, obligations.article_id, obligations.act_start",
        ids=ids,
    )
    told: set[tuple[str, str, str]] = set()
    for row in rows:
        telling = (row.entry_id, row.story_id, row.act_text)
        if telling in told:
            continue
        told.add(telling)
        yield (
            row.entry_id,
            WordingRow(
                id=row.id,
                date=row.published[:10] if row.published else None,
                kind=row.kind,
                act=row.act_text,
                sentence=row.sentence_text,
                speaker=row.speaker,
                confidence=row.confidence,
                start=row.act_start,
                end=row.act_end,
                article_id=row.article_id,
                story_id=row.story_id,
                title=row.title,
                publisher=row.publisher,
                url=row.url,
            ),
        )


def _changes(reader: Reader, ids: Collection[str]) -> Iterator[ChangeRow]:
    rows = reader.rows(
        "SELECT entry_changes.*, articles.title, articles.publisher, articles.url, "
        'substr(articles.text, entry_changes.start + 1, entry_changes."end" - entry_changes.start)'
        " AS words, coalesce(shown.name, entry_changes.speaker_text) AS speaker, "
        "coalesce((SELECT sentence_text FROM deeds "
        "WHERE deeds.article_id = entry_changes.article_id AND words_start = start LIMIT 1), "
        "(SELECT sentence_text FROM obligations "
        "WHERE obligations.article_id = entry_changes.article_id AND act_start = start LIMIT 1)) "
        "AS sentence "
        "FROM entry_changes JOIN articles ON articles.id = entry_changes.article_id "
        f"{shown_actor('entry_changes.speaker_id')} "
        "WHERE entry_changes.entry_id IN :ids "
        "ORDER BY entry_changes.entry_id, entry_changes.position",
        ids=ids,
    )
    for row in rows:
        yield ChangeRow(
            entry_id=row.entry_id,
            date=row.date,
            effect=row.effect,
            words=row.words,
            sentence=row.sentence,
            speaker=row.speaker,
            claimed=bool(row.claimed),
            interested=bool(row.interested),
            confidence=row.confidence,
            event_id=row.event_id,
            statement_id=row.statement_id,
            start=row.start,
            end=row.end,
            article_id=row.article_id,
            title=row.title,
            publisher=row.publisher,
            url=row.url,
        )

"""Questions to the ledger of a store: which entries, the whole story of one, what has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

from sqlalchemy import ColumnElement, Connection, Row, func, or_, select

from onus.errors import LedgerError
from onus.ledger.acts import about
from onus.record import ObligationKind, Status
from onus.store.queries import actors_called
from onus.store.rows import Party
from onus.store.schema import (
    actors,
    articles,
    entries,
    entry_changes,
    entry_parties,
    entry_sides,
    obligations,
    statements,
)

_TOGETHER = 500


class EntryFilters(TypedDict, total=False):
    """What entries can be asked for; what is left out asks nothing.

    `bearer` and `demander` are names or ids of actors; that of a state finds those who act for it.
    `status` is one of the record's. `topic` finds acts on that matter, in other words too. `since`
    and `until` are ISO 8601 days: entries that moved since the one and were there by the other.
    `text` asks for words in the act or in a sentence that tells of it. `limit` is how many are
    wanted at most.
    """

    bearer: str | int | None
    demander: str | int | None
    status: str | None
    topic: str | None
    since: str | None
    until: str | None
    text: str | None
    limit: int | None


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One obligation of the collection.

    `since` is when it was first told of, `moved` when it was last told of or changed. `articles`
    counts stories, not copies. `claimed` says that the status rests on somebody's word,
    `interested` that this somebody gains by it. `overdue`: the deadline lies before the newest
    article, and nothing is reported.
    """

    id: str
    kind: ObligationKind
    bearer: tuple[Party, ...]
    demander: tuple[Party, ...]
    act: str
    condition_type: str | None
    condition: str | None
    qualities: tuple[str, ...]
    deadline: str | None
    overdue: bool
    status: Status
    claimed: bool
    interested: bool
    since: str | None
    moved: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class WordingRow:
    """How one article worded an obligation; `sentence` is where it stands, at `start` to `end`."""

    id: str
    date: str | None
    kind: ObligationKind
    act: str
    sentence: str | None
    speaker: str | None
    confidence: float
    start: int
    end: int
    article_id: str
    story_id: str
    title: str | None
    publisher: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A turn of an entry: what it became, in which words (`start` to `end` of the article's text).

    `speaker` says so where it is `claimed`; `interested` means that he gains by it.
    """

    entry_id: str
    date: str | None
    effect: Status
    words: str
    speaker: str | None
    claimed: bool
    interested: bool
    confidence: float
    event_id: str | None
    statement_id: str | None
    start: int
    end: int
    article_id: str
    title: str | None
    publisher: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Story:
    """The whole story of one entry, oldest first."""

    entry: EntryRow
    wordings: tuple[WordingRow, ...]
    changes: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What a period brought: new entries and changes of status, oldest first, both days included.

    `overdue` are entries whose deadline passed within it without a report.
    """

    since: str
    until: str
    new: tuple[Story, ...]
    changed: tuple[Story, ...]
    overdue: tuple[EntryRow, ...]


def find_entries(connection: Connection, wanted: EntryFilters) -> list[EntryRow]:
    """The entries that answer all that is asked, those that moved last first."""
    topic, limit = wanted.get("topic"), wanted.get("limit")
    query = (
        select(entries)
        .where(*_conditions(connection, wanted))
        .order_by(entries.c.last_date.desc().nulls_last(), entries.c.id)
        .limit(limit if topic is None else None)
    )
    rows = connection.execute(query).all()
    if topic is not None:
        asked = about(topic)
        rows = [row for row in rows if asked <= about(row.act)][:limit]
    return _entry_rows(connection, rows)


def find_story(connection: Connection, identifier: str) -> Story:
    """The story of the entry whose id begins so, or of an obligation ('<article id>:o1').

    Raises `LedgerError` when there is none, or more than one.
    """
    if ":" in identifier:
        of = select(obligations.c.entry_id).where(obligations.c.id == identifier)
        condition: ColumnElement[bool] = entries.c.id.in_(of)
    else:
        condition = entries.c.id.startswith(identifier.lower(), autoescape=True)
    rows = connection.execute(select(entries).where(condition).limit(2)).all()
    if not rows or not identifier:
        raise LedgerError(identifier, "is no entry of the ledger; `onus ledger` lists them")
    if len(rows) > 1:
        raise LedgerError(identifier, "begins more than one id; give more of it")
    return _stories(connection, rows)[0]


def find_digest(connection: Connection, since: str, until: str) -> Digest:
    """What changed from one day to another (ISO 8601), both included."""
    new = connection.execute(
        select(entries)
        .where(entries.c.first_date.between(since, until))
        .order_by(entries.c.first_date, entries.c.id)
    ).all()
    moved = select(entry_changes.c.entry_id).where(entry_changes.c.date.between(since, until))
    changed = connection.execute(
        select(entries)
        .where(entries.c.id.in_(moved), entries.c.first_date < since)
        .order_by(entries.c.last_date, entries.c.id)
    ).all()
    late = connection.execute(
        select(entries)
        .where(entries.c.deadline.between(since, until), entries.c.status.in_(_PENDING))
        .order_by(entries.c.deadline, entries.c.id)
    ).all()
    overdue = [row for row in _entry_rows(connection, late) if row.overdue]
    return Digest(
        since=since,
        until=until,
        new=tuple(_stories(connection, new)),
        changed=tuple(_stories(connection, changed)),
        overdue=tuple(overdue),
    )


def newest_day(connection: Connection) -> str | None:
    """The day of the newest article."""
    newest: str | None = connection.scalar(select(func.max(articles.c.published)))
    return newest[:10] if newest else None


_PENDING = ("open", "begun")


def _conditions(connection: Connection, wanted: EntryFilters) -> Iterator[ColumnElement[bool]]:
    for side, actor in (("bearer", wanted.get("bearer")), ("demander", wanted.get("demander"))):
        if actor is not None:
            theirs = select(entry_sides.c.entry_id).where(
                entry_sides.c.side == side, entry_sides.c.key.in_(_keys(connection, actor))
            )
            yield entries.c.id.in_(theirs)
    if (status := wanted.get("status")) is not None:
        yield entries.c.status == status.lower()
    if (since := wanted.get("since")) is not None:
        yield entries.c.last_date >= since
    if (until := wanted.get("until")) is not None:
        yield entries.c.first_date <= until
    if (text := wanted.get("text")) is not None:
        for word in text.split():
            told = select(obligations.c.entry_id).where(
                or_(
                    obligations.c.act_text.icontains(word, autoescape=True),
                    obligations.c.sentence_text.icontains(word, autoescape=True),
                )
            )
            yield entries.c.id.in_(told)


def _keys(connection: Connection, actor: str | int) -> list[str]:
    """The keys of the sides of the actors called so; a state's are those of all who act for it."""
    ids = actors_called(connection, actor)
    states = connection.scalars(
        select(actors.c.country).where(
            actors.c.id.in_(ids), actors.c.kind == "state", actors.c.country.is_not(None)
        )
    )
    return sorted({*(f"actor:{i}" for i in ids), *(f"country:{code}" for code in states)})


def _entry_rows(connection: Connection, rows: Sequence[Row[Any]]) -> list[EntryRow]:
    newest = newest_day(connection)
    found = []
    for start in range(0, len(rows), _TOGETHER):
        block = rows[start : start + _TOGETHER]
        ids = [row.id for row in block]
        parties = _parties(connection, ids)
        counted = _story_counts(connection, ids)
        last = _last_changes(connection, ids)
        found += [
            EntryRow(
                id=row.id,
                kind=row.kind,
                bearer=tuple(parties[row.id, "bearer"]),
                demander=tuple(parties[row.id, "demander"]),
                act=row.act,
                condition_type=row.condition_type,
                condition=row.condition,
                qualities=tuple(row.qualities),
                deadline=row.deadline,
                overdue=_is_overdue(row, newest),
                status=row.status,
                claimed=row.id in last and last[row.id].claimed,
                interested=row.id in last and last[row.id].interested,
                since=row.first_date,
                moved=row.last_date,
                articles=counted.get(row.id, 0),
            )
            for row in block
        ]
    return found


def _is_overdue(row: Row[Any], newest: str | None) -> bool:
    pending = row.status in _PENDING and row.deadline is not None
    return pending and newest is not None and row.deadline < newest


def _parties(
    connection: Connection, ids: Collection[str]
) -> defaultdict[tuple[str, str], list[Party]]:
    found: defaultdict[tuple[str, str], list[Party]] = defaultdict(list)
    shown = actors.alias("shown")  # what was merged is the one it was merged into
    for row in connection.execute(
        select(
            entry_parties.c.entry_id,
            entry_parties.c.side,
            shown.c.id,
            shown.c.name,
            shown.c.country,
        )
        .join(actors, actors.c.id == entry_parties.c.actor_id)
        .join(shown, shown.c.id == func.coalesce(actors.c.merged_into, actors.c.id))
        .where(entry_parties.c.entry_id.in_(ids))
        .order_by(entry_parties.c.actor_id)
    ):
        party = Party(row.id, row.name, row.country)
        if party not in found[row.entry_id, row.side]:
            found[row.entry_id, row.side].append(party)
    return found


def _story_counts(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    rows = connection.execute(
        select(obligations.c.entry_id, func.count(obligations.c.story_id.distinct()))
        .where(obligations.c.entry_id.in_(ids))
        .group_by(obligations.c.entry_id)
    )
    return {row[0]: row[1] for row in rows}


def _last_changes(connection: Connection, ids: Collection[str]) -> dict[str, Row[Any]]:
    rows = connection.execute(
        select(entry_changes)
        .where(entry_changes.c.entry_id.in_(ids))
        .order_by(entry_changes.c.entry_id, entry_changes.c.position)
    )
    return {row.entry_id: row for row in rows}


def _stories(connection: Connection, rows: Sequence[Row[Any]]) -> list[Story]:
    entry_rows = _entry_rows(connection, rows)
    ids = [row.id for row in entry_rows]
    wordings: dict[str, list[WordingRow]] = defaultdict(list)
    changes: dict[str, list[ChangeRow]] = defaultdict(list)
    for start in range(0, len(ids), _TOGETHER):
        block = ids[start : start + _TOGETHER]
        for entry_id, wording in _wordings(connection, block):
            wordings[entry_id].append(wording)
        for change in _changes(connection, block):
            changes[change.entry_id].append(change)
    return [
        Story(entry, tuple(wordings[entry.id]), tuple(changes[entry.id])) for entry in entry_rows
    ]


def _wordings(connection: Connection, ids: Collection[str]) -> Iterator[tuple[str, WordingRow]]:
    """How each article worded the entries; a copy of a story does not tell it again."""
    rows = connection.execute(
        select(
            obligations,
            articles.c.title,
            articles.c.publisher,
            articles.c.url,
            statements.c.speaker_text,
            actors.c.name.label("speaker"),
        )
        .join(articles, articles.c.id == obligations.c.article_id)
        .outerjoin(statements, statements.c.id == obligations.c.said_in)
        .outerjoin(actors, actors.c.id == statements.c.speaker_id)
        .where(obligations.c.entry_id.in_(ids))
        .order_by(obligations.c.published, obligations.c.article_id, obligations.c.act_start)
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
                speaker=row.speaker or row.speaker_text,
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


def _changes(connection: Connection, ids: Collection[str]) -> Iterator[ChangeRow]:
    span = func.substr(
        articles.c.text,
        entry_changes.c.start + 1,
        entry_changes.c.end - entry_changes.c.start,
    )
    rows = connection.execute(
        select(
            entry_changes,
            span.label("words"),
            articles.c.title,
            articles.c.publisher,
            articles.c.url,
            actors.c.name.label("speaker"),
        )
        .join(articles, articles.c.id == entry_changes.c.article_id)
        .outerjoin(actors, actors.c.id == entry_changes.c.speaker_id)
        .where(entry_changes.c.entry_id.in_(ids))
        .order_by(entry_changes.c.entry_id, entry_changes.c.position)
    )
    for row in rows:
        yield ChangeRow(
            entry_id=row.entry_id,
            date=row.date,
            effect=row.effect,
            words=row.words,
            speaker=row.speaker or row.speaker_text,
            claimed=row.claimed,
            interested=row.interested,
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

"""Mentions, deeds and entries as the tables of a store hold them, there and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    delete,
    exists,
    insert,
    select,
    update,
)

from onus.ledger.acts import about
from onus.ledger.model import NOBODY, Entry, LedgerDeed, Mention, Party, Source, near, sides_of
from onus.ledger.reading import home_of, is_office, placed
from onus.store.schema import (
    actor_roles,
    actors,
    articles,
    deed_sides,
    deeds,
    entries,
    entry_changes,
    entry_matters,
    entry_parties,
    entry_sides,
    obligation_parties,
    obligations,
    statements,
)

_TOGETHER = 500  # ids in one question: databases bound how many it may hold
_OF_ENTRY = (entry_changes, entry_matters, entry_parties, entry_sides)


def entries_by(connection: Connection, keys: Iterable[str], side: str, most: int) -> list[str]:
    """The ids of the entries with one of the keys on this side, the `most` that moved last."""
    found = connection.execute(
        select(entries.c.id)
        .join(entry_sides, entry_sides.c.entry_id == entries.c.id)
        .where(entry_sides.c.key.in_(sorted(keys)), entry_sides.c.side == side)
        .group_by(entries.c.id, entries.c.last_date)
        .order_by(entries.c.last_date.desc().nulls_last(), entries.c.id)
        .limit(most)
    )
    return [row.id for row in found]


def load_entries(connection: Connection, ids: Collection[str]) -> list[Entry]:
    """The entries with these ids, oldest first, and so their mentions; histories are left out."""
    of_entry: dict[str, list[Mention]] = defaultdict(list)
    for part in parts(sorted(ids)):
        for entry_id, mention in load_mentions(connection, obligations.c.entry_id.in_(part)):
            of_entry[str(entry_id)].append(mention)
    found = [Entry(key, tuple(sorted(of, key=order))) for key, of in of_entry.items()]
    return sorted(found, key=lambda entry: order(entry.mentions[0]))


def order(mention: Mention) -> tuple[str, str, int, int, str]:
    """Mentions in the order in which they were published and stand."""
    source = mention.source
    return source.date, source.article, source.sentence, source.start, mention.id


def load_mentions(
    connection: Connection, wanted: ColumnElement[bool]
) -> list[tuple[str | None, Mention]]:
    """(entry id, mention) for the obligations that meet the condition."""
    rows = connection.execute(
        select(
            obligations,
            articles.c.place,
            statements.c.speaker_id,
            statements.c.speaker_text,
        )
        .join(articles, articles.c.id == obligations.c.article_id)
        .outerjoin(statements, statements.c.id == obligations.c.said_in)
        .where(wanted)
        .order_by(obligations.c.id)
    ).all()
    sides: dict[tuple[str, str], list[int]] = defaultdict(list)
    for part in parts([row.id for row in rows]):
        for row in connection.execute(
            select(obligation_parties)
            .where(obligation_parties.c.obligation_id.in_(part))
            .order_by(obligation_parties.c.actor_id)
        ):
            sides[row.obligation_id, row.side].append(row.actor_id)
    people = load_parties(
        connection,
        {a for ids in sides.values() for a in ids} | {r.speaker_id for r in rows if r.speaker_id},
    )
    return [(row.entry_id, _mention(row, sides, people)) for row in rows]


def load_parties(
    connection: Connection, ids: Collection[int]
) -> dict[int, tuple[Party, str | None]]:
    """Actors by id, each with its sector; one that was merged is the one it was merged into."""
    found: dict[int, tuple[Party, str | None]] = {}
    wanted = {i: i for i in ids}
    while wanted:
        ahead: dict[int, int] = {}
        rows = {
            row.id: row
            for part in parts(sorted(set(wanted.values())))
            for row in connection.execute(select(actors).where(actors.c.id.in_(part)))
        }
        for asked, current in wanted.items():
            row = rows.get(current)
            if row is None:
                continue
            if row.merged_into is not None:
                ahead[asked] = row.merged_into
            else:
                found[asked] = (Party(str(row.id), row.name, row.kind, row.country), row.sector)
        wanted = ahead
    in_office = _in_office(connection, [int(p.id) for p, _ in found.values() if not p.country])
    return {
        asked: (replace(party, kind="office holder"), "GOV")
        if int(party.id) in in_office
        else (party, sector)
        for asked, (party, sector) in found.items()
    }


def parties_by_local(connection: Connection, actor: Mapping[str, int]) -> dict[str, Party]:
    """A record's actors as the registry knows them; `actor` maps its ids to the registry's."""
    known = load_parties(connection, set(actor.values()))
    return {local: known[i][0] for local, i in actor.items() if i in known}


def _in_office(connection: Connection, ids: Sequence[int]) -> frozenset[int]:
    """Those who were met with an office of state: "foreign minister"."""
    roles = (
        row
        for part in parts(sorted(set(ids)))
        for row in connection.execute(
            select(actor_roles.c.actor_id, actor_roles.c.role).where(
                actor_roles.c.actor_id.in_(part)
            )
        )
    )
    return frozenset(row.actor_id for row in roles if is_office(row.role))


def load_deeds(
    connection: Connection, keys: frozenset[str], verbs: Collection[str], since: str
) -> list[LedgerDeed]:
    """Deeds since a day by one of these sides, or by nobody named where one of them is near."""
    wanted = and_(
        deed_sides.c.side.in_(sorted(keys | near(keys))),
        deed_sides.c.verb.in_(sorted(verbs)),
        deeds.c.published >= since,
    )
    return _deeds(connection, wanted)


def deeds_in(connection: Connection, article: str) -> list[LedgerDeed]:
    """The deeds of one article, in text order."""
    return _deeds(connection, deeds.c.article_id == article)


def side_rows(
    article: str, position: int, verb: str, sides: Collection[str]
) -> list[dict[str, Any]]:
    """The rows of `deed_sides` for one deed."""
    return [
        {"side": side, "verb": verb, "article_id": article, "position": position}
        for side in sorted(sides)
    ]


def save_entry(connection: Connection, entry: Entry) -> None:
    """Put an entry in the place of the one with its id, mentions and all."""
    for table in _OF_ENTRY:
        connection.execute(delete(table).where(table.c.entry_id == entry.id))
    values = _entry_values(entry)
    known = connection.scalar(select(exists().where(entries.c.id == entry.id)))
    if known:
        connection.execute(update(entries).where(entries.c.id == entry.id).values(**values))
    else:
        connection.execute(insert(entries).values(id=entry.id, **values))
    for part in parts([mention.id for mention in entry.mentions]):
        connection.execute(
            update(obligations).where(obligations.c.id.in_(part)).values(entry_id=entry.id)
        )
    insert_rows(connection, entry_matters, _matter_rows(entry.id, values["act"]))
    insert_rows(connection, entry_parties, _party_rows(entry))
    insert_rows(connection, entry_sides, _side_rows(entry))
    insert_rows(connection, entry_changes, _change_rows(entry))


def drop_entries(connection: Connection, ids: Collection[str]) -> None:
    """Take entries away; their obligations stay, without an entry."""
    for part in parts(sorted(ids)):
        connection.execute(
            update(obligations).where(obligations.c.entry_id.in_(part)).values(entry_id=None)
        )
        for table in _OF_ENTRY:
            connection.execute(delete(table).where(table.c.entry_id.in_(part)))
        connection.execute(delete(entries).where(entries.c.id.in_(part)))


def parts(ids: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """The ids, in order, as many at a time as one question may hold."""
    return (ids[at : at + _TOGETHER] for at in range(0, len(ids), _TOGETHER))


def _mention(
    row: Any,
    sides: dict[tuple[str, str], list[int]],
    people: dict[int, tuple[Party, str | None]],
) -> Mention:
    home = home_of(row.place)
    meaning = np.frombuffer(row.meaning, np.float16) if row.meaning else np.zeros(0, np.float16)
    bearer = (people[a] for a in sides[row.id, "bearer"] if a in people)
    speaker = people.get(row.speaker_id)
    return Mention(
        id=row.id,
        kind=row.kind,
        bearer=tuple(placed(party, sector, home) for party, sector in bearer),
        demander=tuple(people[a][0] for a in sides[row.id, "demander"] if a in people),
        act=row.act_text,
        context=row.sentence_text or "",
        source=Source(
            article=row.article_id,
            date=(row.published or "")[:10],
            sentence=row.sentence,
            start=row.act_start,
            end=row.act_end,
            statement=row.said_in,
            speaker=speaker[0] if speaker else None,
            speaker_text=row.speaker_text,
        ),
        condition_type=row.condition_type,
        condition=row.condition_text,
        qualities=tuple(row.qualities),
        deadline=row.deadline_end,
        confidence=row.confidence,
        meaning=meaning.astype(np.float32),
    )


def _deeds(connection: Connection, wanted: ColumnElement[bool]) -> list[LedgerDeed]:
    rows = connection.execute(
        select(deeds, deed_sides.c.side, statements.c.speaker_id, statements.c.speaker_text)
        .join(
            deed_sides,
            and_(
                deed_sides.c.article_id == deeds.c.article_id,
                deed_sides.c.position == deeds.c.position,
            ),
        )
        .outerjoin(statements, statements.c.id == deeds.c.said_in)
        .where(wanted)
        .order_by(deeds.c.article_id, deeds.c.position, deed_sides.c.side)
    ).all()
    people = load_parties(connection, {row.speaker_id for row in rows if row.speaker_id})
    keys: dict[tuple[str, int], set[str]] = defaultdict(set)
    for row in rows:
        keys[row.article_id, row.position].add(row.side)
    each = {(row.article_id, row.position): row for row in rows}
    return [_deed(row, frozenset(keys[at]), people) for at, row in each.items()]


def _deed(
    row: Any,
    sides: frozenset[str],
    people: dict[int, tuple[Party, str | None]],
) -> LedgerDeed:
    speaker = people.get(row.speaker_id)
    return LedgerDeed(
        sides=sides,
        verb=row.verb,
        words=row.words_text,
        context=row.sentence_text,
        outcome=row.outcome,
        source=Source(
            article=row.article_id,
            date=(row.published or "")[:10],
            sentence=row.sentence,
            start=row.words_start,
            end=row.words_end,
            event=row.event_id,
            statement=row.said_in,
            speaker=speaker[0] if speaker else None,
            speaker_text=row.speaker_text,
        ),
    )


def _entry_values(entry: Entry) -> dict[str, Any]:
    own = entry.own
    conditional = next((m for m in own if m.condition and m.act not in m.condition), None)
    deadlines = [m.deadline for m in own if m.deadline is not None]
    dates = [m.source.date for m in entry.mentions if m.source.date]
    moved = [c.source.date for c in entry.changes if c.source.date]
    return {
        "kind": entry.kind,
        "act": max(own, key=lambda m: (m.confidence, len(m.act))).act,
        "condition_type": conditional.condition_type if conditional else None,
        "condition": conditional.condition if conditional else None,
        "qualities": list(entry.qualities),
        "deadline": max(deadlines, default=None),
        "status": entry.status,
        "first_date": min(dates, default=None),
        "last_date": max([*dates, *moved], default=None),
    }


def _matter_rows(entry_id: str, act: str) -> list[dict[str, Any]]:
    return [{"entry_id": entry_id, "matter": matter} for matter in sorted(about(act))]


def _party_rows(entry: Entry) -> list[dict[str, Any]]:
    return [
        {"entry_id": entry.id, "side": side, "actor_id": int(party.id)}
        for side, parties in (("bearer", entry.bearer), ("demander", entry.demander))
        for party in _principals(parties)
    ]


def _principals(parties: Sequence[Party]) -> list[Party]:
    """The parties without those who only act for a state that is among them."""
    states = {f"country:{party.country}" for party in parties if party.kind == "state"}
    return [party for party in parties if party.kind == "state" or not party.sides & states]


def _side_rows(entry: Entry) -> list[dict[str, Any]]:
    keys = {("bearer", key) for key in sides_of(entry.bearer) or frozenset({NOBODY})} | {
        ("demander", key) for key in sides_of(entry.demander)
    }
    return [{"entry_id": entry.id, "side": side, "key": key} for side, key in sorted(keys)]


def _change_rows(entry: Entry) -> list[dict[str, Any]]:
    return [
        {
            "entry_id": entry.id,
            "position": position,
            "effect": change.effect,
            "date": change.source.date or None,
            "article_id": change.source.article,
            "event_id": change.source.event,
            "statement_id": change.source.statement,
            "start": change.source.start,
            "end": change.source.end,
            "speaker_id": int(change.source.speaker.id) if change.source.speaker else None,
            "speaker_text": change.source.speaker_text,
            "claimed": change.claimed,
            "interested": change.interested,
            "confidence": change.confidence,
        }
        for position, change in enumerate(entry.changes, start=1)
    ]


def insert_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Put rows into a table, if there are any."""
    if rows:
        connection.execute(insert(table), list(rows))

"""What the tables of a store hold for the ledger: its entries, mentions, deeds and parties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select, true, tuple_

from onus.ledger.judging import rare_words
from onus.ledger.model import (
    ANYBODY,
    EVERYWHERE,
    OF_OBLIGATIONS,
    Entry,
    LedgerDeed,
    Mention,
    Party,
    Place,
    Source,
)
from onus.ledger.owed import Owed
from onus.ledger.reading import is_office, placed
from onus.resolving.whereabouts import home_of
from onus.store.schema import (
    actor_roles,
    actors,
    article_stems,
    articles,
    deed_sides,
    deeds,
    entries,
    entry_sides,
    obligation_parties,
    obligations,
    statements,
)

_TOGETHER = 500  # ids in one question: databases bound how many it may hold


def entries_by(
    connection: Connection, keys: Iterable[str], side: str, most: int, until: str = ""
) -> list[str]:
    """The ids of the entries with one of the keys on this side, the `most` that moved last.

    With `until` only of those that began on that day or before.
    """
    began = entries.c.first_date <= until if until else true()
    found = connection.execute(
        select(entries.c.id)
        .join(entry_sides, entry_sides.c.entry_id == entries.c.id)
        .where(entry_sides.c.key.in_(sorted(keys)), entry_sides.c.side == side, began)
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


def load_deeds(connection: Connection, owed: Owed) -> list[LedgerDeed]:
    """The deeds since an entry began that can bear on it.

    Those of its sides that speak of obligations as such, and by matter those of its sides and of
    others, in articles that speak of one of its sides or of their countries.
    """
    since = owed.entry.since
    later: ColumnElement[bool] = deeds.c.article_id.in_(
        sorted({m.source.article for m in owed.entry.mentions})
    )
    if since:
        later = or_(later, deeds.c.published >= since)
    here = and_(
        deed_sides.c.article_id == deeds.c.article_id,
        deed_sides.c.position == deeds.c.position,
    )
    sides = owed.bearer | owed.demander
    by_side = deed_sides.c.side.in_(sorted(sides | owed.near))
    whoever = or_(
        exists().where(here, by_side, deed_sides.c.verb == deeds.c.verb),
        exists().where(
            deed_sides.c.article_id == deeds.c.article_id,
            deed_sides.c.position == EVERYWHERE,
            deed_sides.c.side.in_(sorted(owed.near)),
            deed_sides.c.verb == "",
        ),
    )
    by_sign = (
        select(deeds.c.article_id, deeds.c.position)
        .join(deed_sides, here)
        .where(
            deed_sides.c.side.in_(sorted(sides)),
            deed_sides.c.verb == OF_OBLIGATIONS,
            later,
        )
    )
    told = deed_sides.alias()
    by_matter = (
        select(deeds.c.article_id, deeds.c.position, deeds.c.verb, told.c.verb)
        .join(
            told,
            and_(told.c.article_id == deeds.c.article_id, told.c.position == deeds.c.position),
        )
        .where(
            told.c.side == ANYBODY,
            told.c.verb.in_(sorted(owed.stems)),
            later,
            whoever,
        )
    )
    found = {(row.article_id, row.position) for row in connection.execute(by_sign)}
    shared: dict[tuple[str, int, str], set[str]] = defaultdict(set)
    for article, position, verb, stem in connection.execute(by_matter):
        shared[article, position, verb].add(stem)
    found |= {
        (article, position)
        for (article, position, verb), stems in shared.items()
        if verb in owed.verbs or owed.is_told_by(frozenset(stems))
    }
    return [
        deed
        for part in parts(sorted(found))
        for deed in _deeds(connection, tuple_(deeds.c.article_id, deeds.c.position).in_(part))
    ]


def deeds_in(connection: Connection, article: str) -> list[LedgerDeed]:
    """The deeds of one article, in text order."""
    return _deeds(connection, deeds.c.article_id == article)


def deeds_at(connection: Connection, places: Collection[Place]) -> list[LedgerDeed]:
    """The deeds told in these sentences, given as (article id, number)."""
    wanted = tuple_(deeds.c.article_id, deeds.c.sentence)
    return [deed for part in parts(sorted(places)) for deed in _deeds(connection, wanted.in_(part))]


def articles_since(connection: Connection, owed: Owed, most: int) -> set[str]:
    """Articles that may tell what became of an entry.

    They are those in which it stands, and of those since it began the first `most`.
    """
    ids = {mention.source.article for mention in owed.entry.mentions}
    if owed.entry.since:
        ids |= set(
            connection.scalars(
                select(articles.c.id)
                .where(articles.c.published >= owed.entry.since)
                .order_by(articles.c.published, articles.c.id)
                .limit(most)
            )
        )
    return ids


def load_words(connection: Connection, ids: Collection[str]) -> dict[str, frozenset[str]]:
    """The rare words of these articles; of one that was kept before they were, by its deeds."""
    kept = {
        row.article_id: frozenset(row.stems)
        for part in parts(sorted(ids))
        for row in connection.execute(
            select(article_stems).where(article_stems.c.article_id.in_(part))
        )
    }
    told: dict[str, set[str]] = defaultdict(set)
    for part in parts(sorted(set(ids) - kept.keys())):
        for row in connection.execute(
            select(deeds.c.article_id, deeds.c.sentence_text)
            .where(deeds.c.article_id.in_(part))
            .distinct()
        ):
            told[row.article_id].add(row.sentence_text)
    return kept | {article: rare_words(sentences) for article, sentences in told.items()}


def _mention(
    row: Any,
    sides: dict[tuple[str, str], list[int]],
    people: dict[int, tuple[Party, str | None]],
) -> Mention:
    home = home_of(row.place)
    meaning = np.frombuffer(row.meaning, np.float16) if row.meaning else np.zeros(0, np.float16)
    bearer = (people[a] for a in sides[row.id, "bearer"] if a in people)
    return Mention(
        id=row.id,
        kind=row.kind,
        bearer=tuple(placed(party, sector, home) for party, sector in bearer),
        demander=tuple(people[a][0] for a in sides[row.id, "demander"] if a in people),
        act=row.act_text,
        context=row.sentence_text or "",
        source=_source(row, row.act_start, row.act_end, people),
        condition_type=row.condition_type,
        condition=row.condition_text,
        qualities=tuple(row.qualities),
        deadline=row.deadline_end,
        confidence=row.confidence,
        home=home,
        meaning=meaning.astype(np.float32),
    )


def _deeds(connection: Connection, wanted: ColumnElement[bool]) -> list[LedgerDeed]:
    rows = connection.execute(
        select(deeds, statements.c.speaker_id, statements.c.speaker_text)
        .outerjoin(statements, statements.c.id == deeds.c.said_in)
        .where(wanted)
        .order_by(deeds.c.article_id, deeds.c.position)
    ).all()
    people = load_parties(connection, {row.speaker_id for row in rows if row.speaker_id})
    sides = _sides(connection, sorted({row.article_id for row in rows}))
    return [
        _deed(row, sides[row.article_id, row.position] | sides[row.article_id, EVERYWHERE], people)
        for row in rows
    ]


def _sides(
    connection: Connection, article_ids: Sequence[str]
) -> Mapping[tuple[str, int], frozenset[str]]:
    """The sides of the deeds of these articles, by article and position."""
    found: dict[tuple[str, int], frozenset[str]] = defaultdict(frozenset)
    for article, position, side in connection.execute(
        select(deed_sides.c.article_id, deed_sides.c.position, deed_sides.c.side)
        .where(deed_sides.c.article_id.in_(article_ids), deed_sides.c.side != ANYBODY)
        .distinct()
    ):
        found[article, position] |= {side}
    return found


def _deed(
    row: Any,
    sides: frozenset[str],
    people: dict[int, tuple[Party, str | None]],
) -> LedgerDeed:
    return LedgerDeed(
        sides=sides,
        verb=row.verb,
        words=row.words_text,
        context=row.sentence_text,
        outcome=row.outcome,
        source=replace(_source(row, row.words_start, row.words_end, people), event=row.event_id),
    )


def _source(
    row: Any, start: int, end: int, people: Mapping[int, tuple[Party, str | None]]
) -> Source:
    """Where a row's words stand, at `start` to `end`, and who says them."""
    speaker = people.get(row.speaker_id)
    return Source(
        article=row.article_id,
        date=(row.published or "")[:10],
        sentence=row.sentence,
        start=start,
        end=end,
        statement=row.said_in,
        speaker=speaker[0] if speaker else None,
        speaker_text=row.speaker_text,
    )


def parts(ids: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """The ids, in order, as many at a time as one question may hold."""
    return (ids[at : at + _TOGETHER] for at in range(0, len(ids), _TOGETHER))

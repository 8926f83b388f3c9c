"""The ledger of a store, kept as articles come: what an article owes, and what it says was done.

`keep` is called with the record while it is at hand, `update` after it. An article touches only the
entries of the parties that act in it; each of these is followed anew from all that the store holds,
so that it does not matter how the articles were parted into runs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, and_, bindparam, delete, select, update

from onus.ledger.acts import deed_of
from onus.ledger.following import bears_on, followed
from onus.ledger.judging import rare_words
from onus.ledger.loading import (
    deeds_at,
    deeds_in,
    entries_by,
    load_deeds,
    load_entries,
    load_mentions,
    order,
    parties_by_local,
)
from onus.ledger.merging import fitting, identifier, joined
from onus.ledger.model import NOBODY, Entry, LedgerDeed, Mention, Party, all_keys, sides_of
from onus.ledger.owed import Owed, taken_apart
from onus.ledger.reading import deeds_of, mentions_of, named_in, tellings
from onus.ledger.saving import ToldDeed, drop_entries, insert_rows, save_entry, side_rows
from onus.ledger.verdicts import judge, judge_anew, load_verdicts
from onus.record import Record
from onus.store.schema import (
    article_stems,
    deed_sides,
    deeds,
    entry_changes,
    obligations,
    verdicts,
)

_AGAIN = 300  # later mentions of one party that are placed again for an older article
_CANDIDATES = 500
"""Entries of one party that a new obligation or deed is compared with: those that moved last."""


def keep(
    connection: Connection, record: Record, actor: Mapping[str, int], repeated: Collection[int]
) -> None:
    """Note the record's deeds, and what its obligations mean; their rows must be there.

    `actor` maps the record's actor ids to the registry's. The sentences `repeated` stand in an
    earlier version of the story, which has laid and told what they do.
    """
    party = parties_by_local(connection, actor)
    meant = [
        {
            "at": mention.id,
            "meaning": mention.meaning.astype(np.float16).tobytes(),
            "sentence_text": mention.context,
        }
        for mention in mentions_of(record, party)
        if mention.source.sentence not in repeated
    ]
    if meant:
        connection.execute(
            update(obligations)
            .where(obligations.c.id == bindparam("at"))
            .values(meaning=bindparam("meaning"), sentence_text=bindparam("sentence_text")),
            meant,
        )
    _keep_deeds(connection, record, party, repeated)


def update_ledger(connection: Connection, article_ids: Sequence[str]) -> None:
    """Bring the ledger up to date with these articles, in their order."""
    for article in article_ids:
        placed = _place(connection, article)
        done = deeds_in(connection, article)
        others = _met_in(connection, done, placed)
        moved = judge(connection, done, list(placed.values()), others)
        moved |= {owed.entry.id for owed in others if bears_on(owed, done)}
        touched = [owed for owed in others if owed.entry.id in moved]
        for owed in (*map(taken_apart, placed.values()), *touched):
            save_entry(connection, _followed(connection, owed))


def forget(connection: Connection, article: str) -> None:
    """Take an article out of the ledger before its record is taken out of the store.

    Its entries are drawn up anew from the mentions that stay.
    """
    mine = connection.scalars(
        select(obligations.c.entry_id).where(
            obligations.c.article_id == article, obligations.c.entry_id.is_not(None)
        )
    )
    moved = connection.scalars(
        select(entry_changes.c.entry_id).where(entry_changes.c.article_id == article)
    )
    touched = load_entries(connection, {*mine, *moved})
    drop_entries(connection, [entry.id for entry in touched])
    for table in (article_stems, deed_sides, deeds, verdicts):
        connection.execute(delete(table).where(table.c.article_id == article))
    for entry in touched:
        stay = tuple(m for m in entry.mentions if m.source.article != article)
        if stay:
            left = Entry(identifier(stay[0]), stay)
            judge_anew(connection, left)
            save_entry(connection, _followed(connection, taken_apart(left)))


def _place(connection: Connection, article: str) -> dict[str, Entry]:
    """Give each obligation of the article its entry; the entries that are not as before, by id.

    Mentions join entries in the order of their dates. Those that are later than the article are
    therefore placed once more after it, so that it does not matter when it came.
    """
    condition = and_(
        obligations.c.article_id == article,
        obligations.c.entry_id.is_(None),
        obligations.c.meaning.is_not(None),  # what only repeats a story has none
    )
    queue = [mention for _, mention in load_mentions(connection, condition)]
    if not queue:
        return {}
    candidates = {i for mention in queue for i in _candidates(connection, mention)}
    before = {entry.id: entry for entry in load_entries(connection, candidates)}
    entries = list(before.values())
    first = min(mention.source.date for mention in queue)
    later = [m for entry in entries for m in entry.mentions if m.source.date > first]
    if len(later) <= _AGAIN:
        queue += later
        stay = (tuple(m for m in e.mentions if m.source.date <= first) for e in entries)
        entries = [Entry(identifier(mentions[0]), mentions) for mentions in stay if mentions]
    for mention in sorted(queue, key=order):
        at = fitting(mention, entries)
        if at is None:
            entries.append(Entry(identifier(mention), (mention,)))
        else:
            entries[at] = joined(entries[at], mention)
    after = {entry.id: entry for entry in entries}
    drop_entries(connection, before.keys() - after.keys())
    return {key: e for key, e in after.items() if key not in before or before[key] != e}


def _candidates(connection: Connection, mention: Mention) -> set[str]:
    bearer = sides_of(mention.bearer) or frozenset({NOBODY})
    found = set(entries_by(connection, bearer, "bearer", _CANDIDATES))
    if mention.demander:
        asked = sides_of(mention.demander)
        found |= set(entries_by(connection, asked, "demander", _CANDIDATES))
    if mention.kind == "refusal":
        found |= set(entries_by(connection, bearer, "demander", _CANDIDATES))
        if mention.demander:
            asked = sides_of(mention.demander)
            found |= set(entries_by(connection, asked, "bearer", _CANDIDATES))
    return found


def _met_in(
    connection: Connection, done: Sequence[LedgerDeed], placed: Mapping[str, Entry]
) -> list[Owed]:
    """The entries, not among `placed`, of whose sides an article speaks, or whose words it has.

    What began later, or nobody knows when, the article cannot change.
    """
    day = done[0].source.date if done else ""
    if not day:
        return []
    keys = all_keys(frozenset().union(*(deed.sides for deed in done)))
    words = rare_words({deed.context for deed in done})
    wanted = (("bearer", keys), ("demander", keys), ("about", keys), ("word", words))
    ids = {
        found
        for side, of in wanted
        for found in entries_by(connection, of, side, _CANDIDATES, until=day)
    }
    return [taken_apart(entry) for entry in load_entries(connection, ids - placed.keys())]


def _followed(connection: Connection, owed: Owed) -> Entry:
    """The entry with the history that all the store holds gives it."""
    judged = load_verdicts(connection, owed.entry)
    told = [*load_deeds(connection, owed), *deeds_at(connection, judged)]
    return followed(owed, list(dict.fromkeys(told)), judged)


def _keep_deeds(
    connection: Connection, record: Record, party: Mapping[str, Party], repeated: Collection[int]
) -> None:
    article = record.article
    rows: list[dict[str, Any]] = []
    noted: list[ToldDeed] = []
    told = list(zip(tellings(record), deeds_of(record, party), strict=True))
    for position, (read, deed) in enumerate(told, start=1):
        if deed.source.sentence in repeated:
            continue
        verb = deed_of(deed.verb, deed.words).verb
        rows.append(
            {
                "article_id": article.id,
                "position": position,
                "verb": verb,
                "outcome": deed.outcome,
                "actors": list(read.actors),
                "named": sorted(named_in(read)),
                "words_start": deed.source.start,
                "words_end": deed.source.end,
                "words_text": deed.words,
                "sentence": deed.source.sentence,
                "sentence_text": deed.context,
                "event_id": deed.source.event,
                "said_in": deed.source.statement,
                "published": article.published or "",
            }
        )
        noted.append(ToldDeed(position, verb, deed.sides, deed.words, deed.context))
    insert_rows(connection, deeds, rows)
    stems = sorted(rare_words({deed.context for _, deed in told}))
    insert_rows(connection, article_stems, [{"article_id": article.id, "stems": stems}])
    insert_rows(connection, deed_sides, side_rows(article.id, noted))

"""What a store holds of how the network judges later sentences beside its entries.

An entry is judged by its mentions before an article. One whose first mention is new, or to which an
older article has added one, is read beside all that came later; after that, each article is read
beside the entries on its matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Connection, delete, exists, select, update

from onus.language.effects import Verdict
from onus.ledger.history import Judged
from onus.ledger.judging import judged_among, on_one_matter
from onus.ledger.loading import articles_since, deeds_in, load_words, parts
from onus.ledger.model import Entry, LedgerDeed, Place
from onus.ledger.owed import Owed, taken_apart
from onus.ledger.saving import insert_rows
from onus.store.schema import articles, obligations, verdicts
from onus.terms import EFFECTS

_LATER = 2_000  # articles since an entry began that are looked at when its first mention is new
_BESIDE = 40  # of these, how many are read: those that are most alike


def judge(
    connection: Connection,
    done: Sequence[LedgerDeed],
    placed: Sequence[Entry],
    others: Sequence[Owed],
) -> set[str]:
    """Read an article beside entries; the ids of those that one of its sentences changes.

    `done` are its deeds, `placed` the entries that it gave a mention, `others` older ones.
    """
    late = _is_late(connection, done)
    new = {entry.id for entry in placed if late or not _is_judged(connection, entry)}
    for entry in placed:
        if entry.id in new:
            judge_anew(connection, entry)
    apart = [*(taken_apart(entry) for entry in placed if entry.id not in new), *others]
    here = {deed.source.article for deed in done}
    for part in parts([_first(owed.entry) for owed in apart]):
        connection.execute(
            delete(verdicts).where(
                verdicts.c.obligation_id.in_(part), verdicts.c.article_id.in_(here)
            )
        )
    words = load_words(connection, here | {owed.entry.own[0].source.article for owed in apart})
    changed = set()
    for owed, judged in zip(apart, judged_among(apart, done, words), strict=True):
        if judged:
            _note(connection, owed, judged)
            changed.add(owed.entry.id)
    return changed


def judge_anew(connection: Connection, entry: Entry) -> None:
    """Read beside an entry all that came later, in place of what was read before."""
    first = obligations.c.id == _first(entry)
    connection.execute(delete(verdicts).where(verdicts.c.obligation_id == _first(entry)))
    owed = taken_apart(entry)
    laid = entry.own[0].source.article
    words = load_words(connection, articles_since(connection, owed, _LATER))
    alike = on_one_matter(laid, words)
    closest = sorted(alike, key=lambda article: (-alike[article], article))[:_BESIDE]
    told = [deed for article in closest for deed in deeds_in(connection, article)]
    (judged,) = judged_among([owed], told, words)
    _note(connection, owed, judged)
    for part in parts([mention.id for mention in entry.mentions]):
        connection.execute(
            update(obligations).where(obligations.c.id.in_(part)).values(judged=first)
        )


def _is_judged(connection: Connection, entry: Entry) -> bool:
    """Whether its first mention has been read beside all that came later."""
    judged = select(obligations.c.judged).where(obligations.c.id == _first(entry))
    return bool(connection.scalar(judged))


def _is_late(connection: Connection, done: Sequence[LedgerDeed]) -> bool:
    """Whether the store has articles that are younger than the one that tells these deeds."""
    day = done[0].source.date if done else ""
    younger = exists().where(articles.c.published > day)
    return bool(day and connection.scalar(select(younger)))


def load_verdicts(connection: Connection, entry: Entry) -> Judged:
    """What later sentences make of an entry, so far as they have been read beside it."""
    rows = connection.execute(select(verdicts).where(verdicts.c.obligation_id == _first(entry)))
    return {
        (row.article_id, row.sentence): Verdict(*(getattr(row, effect) for effect in EFFECTS))
        for row in rows
    }


def _first(entry: Entry) -> str:
    return entry.own[0].id


def _note(connection: Connection, owed: Owed, judged: Judged) -> None:
    insert_rows(connection, verdicts, [_row(owed, *found) for found in judged.items()])


def _row(owed: Owed, place: Place, verdict: Verdict) -> dict[str, str | int | float]:
    article, sentence = place
    return {
        "obligation_id": _first(owed.entry),
        "article_id": article,
        "sentence": sentence,
        **asdict(verdict),
    }

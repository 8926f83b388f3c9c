"""Obligations through time: the same one in many articles is one entry, with one history.

`ledger_of` makes the ledger of a handful of records. That of a store is kept within the transaction
that adds an article: `keep` notes what its record says, `update` draws up the entries it touches,
`forget` takes an article out again before its record is replaced, `redraw` follows a person who has
merged or split actors.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onus.ledger.history import Judged
    from onus.ledger.keeping import forget as forget
    from onus.ledger.keeping import keep as keep
    from onus.ledger.keeping import update_ledger as update
    from onus.ledger.model import Entry as Entry
    from onus.ledger.model import LedgerDeed
    from onus.ledger.owed import Owed
    from onus.ledger.redrawing import redraw as redraw
    from onus.record import Record

__all__ = ["Entry", "forget", "keep", "laid_and_told", "ledger_of", "redraw", "update"]


def ledger_of(records: Iterable[Record]) -> list[Entry]:
    """The entries of these records alone, oldest first; actors of one name are one."""
    from onus.ledger.following import followed

    apart, deeds, judged = laid_and_told(records)
    return [followed(owed, deeds, found) for owed, found in zip(apart, judged, strict=True)]


def laid_and_told(
    records: Iterable[Record],
) -> tuple[list[Owed], list[LedgerDeed], list[Judged]]:
    """The entries of these records taken apart, all deeds, and for each entry what is judged."""
    from onus.ledger.judging import judged_among, words_by_article
    from onus.ledger.merging import merge
    from onus.ledger.owed import taken_apart
    from onus.ledger.reading import deeds_of, mentions_of, parties_of

    mentions, deeds = [], []
    for record in records:
        party = parties_of(record)
        mentions += mentions_of(record, party)
        deeds += deeds_of(record, party)
    apart = [taken_apart(entry) for entry in merge(mentions)]
    return apart, deeds, judged_among(apart, deeds, words_by_article(deeds))


def __getattr__(name: str) -> Any:
    """The rest when it is asked for: who only asks the ledger of a store needs none of it."""
    if name not in __all__:
        raise AttributeError(f"module 'onus.ledger' has no attribute {name!r}")
    from onus.ledger import keeping, model, redrawing

    found = {
        "Entry": model.Entry,
        "forget": keeping.forget,
        "keep": keeping.keep,
        "redraw": redrawing.redraw,
        "update": keeping.update_ledger,
    }
    return found[name]

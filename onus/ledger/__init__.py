"""Obligations through time: the same one in many articles is one entry, with one history.

`ledger_of` makes the ledger of a handful of records. That of a store is kept within the transaction
that adds an article: `keep` notes what its record says, `update` draws up the entries it touches,
`forget` takes an article out again before its record is replaced, `redraw` follows a person who has
merged or split actors.
"""

from __future__ import annotations

from collections.abc import Iterable

from onus.ledger.following import follow
from onus.ledger.keeping import forget, keep
from onus.ledger.keeping import update_ledger as update
from onus.ledger.merging import merge
from onus.ledger.model import Entry
from onus.ledger.reading import deeds_of, mentions_of, parties_of
from onus.ledger.redrawing import redraw
from onus.record import Record

__all__ = ["Entry", "forget", "keep", "ledger_of", "redraw", "update"]


def ledger_of(records: Iterable[Record]) -> list[Entry]:
    """The entries of these records alone, oldest first; actors of one name are one."""
    mentions, deeds = [], []
    for record in records:
        party = parties_of(record)
        mentions += mentions_of(record, party)
        deeds += deeds_of(record, party)
    return [follow(entry, deeds) for entry in merge(mentions)]

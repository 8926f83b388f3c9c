"""What a store knows of who owes what: the ledger as a part of `Store`."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Unpack

from sqlalchemy import Connection

from onus.store.answer import Answer

if TYPE_CHECKING:
    from onus.ledger.asking import Digest, EntryFilters, EntryRow, Story


class Owing:
    """The ledger of a store."""

    def _asking(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def ledger(self, **wanted: Unpack[EntryFilters]) -> Answer[EntryRow]:
        """The obligations that answer all that is asked, those that moved last first.

        Ask by `bearer`, `demander`, `status`, `topic`, `since`, `until`, `text`, and for at most
        `limit`: see `onus.ledger.asking.EntryFilters`.
        """
        from onus.ledger.asking import EntryRow, find_entries

        with self._asking() as connection:
            return Answer(find_entries(connection, wanted), EntryRow)

    def entry(self, identifier: str) -> Story:
        """The whole story of one obligation: every wording of it and every change of its status.

        `identifier` is the entry's id or enough of its beginning, or the id of an obligation as in
        `<article id>:o1`. Raises `LedgerError` when that is no entry, or not one alone.
        """
        from onus.ledger.asking import find_story

        with self._asking() as connection:
            return find_story(connection, identifier)

    def digest(self, *, days: int = 7, until: str | None = None) -> Digest:
        """What changed in the last `days` up to `until` (ISO 8601; the newest article's day)."""
        from onus.ledger.asking import find_digest, newest_day

        with self._asking() as connection:
            last = date.fromisoformat(until or newest_day(connection) or date.today().isoformat())
            first = last - timedelta(days=days - 1)
            return find_digest(connection, first.isoformat(), last.isoformat())

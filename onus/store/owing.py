"""What a store knows of who owes what: the ledger as a part of `Store`."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Unpack

from onus.errors import FilterError
from onus.store.answer import Answer
from onus.store.asking import Reader
from onus.store.filters import checked, iso_day, whole_number

if TYPE_CHECKING:
    from onus.ledger.answers import Digest, EntryRow, Story
    from onus.ledger.asking import EntryFilters


class Owing:
    """The ledger of a store."""

    def asking(self) -> AbstractContextManager[Reader]:
        """What questions are asked by."""
        raise NotImplementedError

    def ledger(self, **wanted: Unpack[EntryFilters]) -> Answer[EntryRow]:
        """The obligations that answer all that is asked, those that moved last first.

        Ask by `bearer`, `demander`, `status`, `topic`, `since`, `until`, `text`, and for at most
        `limit`: see `onus.ledger.asking.EntryFilters`.
        """
        from onus.ledger.answers import EntryRow
        from onus.ledger.asking import EntryFilters, find_entries

        with self.asking() as reader:
            return Answer(find_entries(reader, checked(EntryFilters, wanted)), EntryRow)

    def entry(self, identifier: str) -> Story:
        """The whole story of one obligation: every wording of it and every change of its status.

        `identifier` is the entry's id or enough of its beginning, or the id of an obligation as in
        `<article id>:o1`. Raises `LedgerError` when that is no entry, or not one alone.
        """
        from onus.ledger.asking import find_story

        with self.asking() as reader:
            return find_story(reader, identifier)

    def digest(
        self, *, days: int = 7, since: str | None = None, until: str | None = None
    ) -> Digest:
        """What changed in the last `days` up to `until` (ISO 8601; the newest article's day).

        `since`, the first day, stands in place of `days`. Raises `FilterError` when one is no date,
        `days` no number of days up to `until`, or `since` a later day than that.
        """
        from onus.ledger.asking import find_digest
        from onus.ledger.telling import newest_day

        with self.asking() as reader:
            day = until or newest_day(reader) or date.today().isoformat()
            last = date.fromisoformat(iso_day("until", day))
            if since is not None:
                first = date.fromisoformat(iso_day("since", since))
                if first > last:
                    raise FilterError("since", f"{first} lies after {last}, the last day")
            else:
                first = last - timedelta(days=whole_number("days", days, 1, last.toordinal()) - 1)
            return find_digest(reader, first.isoformat(), last.isoformat())

"""A store: articles that were read, and what they tell, for as long as you keep it.

with onus.Store("onus.db") as store:
    store.add("articles/")
    for event in store.events(actor="Iran", since="2024-01-01"):
        print(event.day, event.type, event.sentence)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self, Unpack

from onus.errors import SourceError, StoreError
from onus.store.address import address_of
from onus.store.answer import Answer
from onus.store.asking import Reader, Readers
from onus.store.filters import checked
from onus.store.owing import Owing
from onus.store.people import People
from onus.store.queries import EventFilters, StatementFilters, find_events, find_statements
from onus.store.rows import AddReport, EventRow, Failure, RereadReport, StatementRow
from onus.store.version import SCHEMA

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from onus.formats import Tally
    from onus.record import Article, Record
    from onus.sources.folders import Found
    from onus.store.articles import ArticleRow

    Source = str | Path | Article


class Store(People, Owing):
    """A collection of articles and of what was read from them, in SQLite or PostgreSQL.

    `where` is the path of a file, or an address: `sqlite:///FILE`, `postgresql://USER@HOST/NAME`.
    Unless `create`, a store that is not there yet is an error. Every method raises `StoreError`
    when the database fails; questions raise `FilterError` for what a filter cannot ask, and
    `TypeError` for a filter that there is none of.
    """

    def __init__(self, where: str | Path = "onus.db", *, create: bool = True) -> None:
        self._address = address_of(str(where))
        self.name = self._address.name
        self._readers = Readers(self._address)
        if not self._is_up_to_date():
            from onus.store.database import open_database

            open_database(str(where), create=create).dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._readers.close()
        if "_engine" in self.__dict__:
            self._engine.dispose()

    def add(
        self,
        sources: Source | Iterable[Source],
        *,
        published: str | None = None,
        columns: Mapping[str, str] | None = None,
        force: bool = False,
        watch: Callable[[int], None] | None = None,
    ) -> AddReport:
        """Read what is new among `sources` and keep it.

        A source is a path (file, folder, table, feed), an http(s) address, or an `Article`.
        `published` (ISO 8601) holds for all of them. `columns` says which column of a table holds
        the text, title, published, publisher and url, as in {"text": "body"}. `force` reads what
        does not look English. `watch` is called after each article with the bytes done.

        What cannot be read is in the report, and kept for `retry`. A run that is broken off is
        finished by the same call; `StoreError` says how far it came when the database failed.
        Raises `SourceError` for a source that is none of these.
        """
        given = (
            [sources]
            if isinstance(sources, str | bytes) or not isinstance(sources, Iterable)
            else sources
        )
        return self._add(self._found(given, published, columns or {}, force), watch)

    def retry(self, *, watch: Callable[[int], None] | None = None) -> AddReport:
        """Ask again for everything that failed before."""
        from onus.store.adding import found_at
        from onus.store.failures import to_retry

        with self.connect() as connection:
            again = list(to_retry(connection))
        found = (item for wanted in again for item in found_at(self._engine, wanted))
        return self._add(found, watch)

    def failures(self) -> list[Failure]:
        """What could not be added so far, by source."""
        from onus.store.failures import kept_failures

        with self.connect() as connection:
            return kept_failures(connection)

    def forget(self, sources: str | Iterable[str] | None = None) -> int:
        """Take failures off the list, so that `retry` asks for them no more; all, or of `sources`.

        Gives how many they were. Raises `SourceError`, and forgets none, when one of `sources`
        (as `failures` names them, or a path) is not on the list.
        """
        from onus.store.failures import forget_failures

        with self._writing() as connection:
            return forget_failures(connection, [sources] if isinstance(sources, str) else sources)

    def outdated(self) -> int:
        """How many records another model or version of Onus made than the one installed."""
        from onus.store.rereading import outdated

        with self._database():
            return len(outdated(self._engine))

    def reread(self, *, watch: Callable[[], None] | None = None) -> RereadReport:
        """Bring the outdated records up to date; what a person corrected stays.

        `watch` is called after each article.
        """
        from onus.store.rereading import outdated, reread

        with self._database():
            return reread(self._engine, outdated(self._engine), watch or (lambda: None))

    def events(self, **wanted: Unpack[EventFilters]) -> Answer[EventRow]:
        """The events that answer all that is asked, newest first, each story's events once.

        Ask by `actor`, `country`, `type`, `quad`, `factuality`, `since`, `until`, `text`,
        `min_confidence`, and for at most `limit`: see `onus.store.queries.EventFilters`.
        """
        with self.asking() as reader:
            return Answer(find_events(reader, checked(EventFilters, wanted)), EventRow)

    def statements(self, **wanted: Unpack[StatementFilters]) -> Answer[StatementRow]:
        """The statements that answer all that is asked, newest first.

        Ask by `actor`, `country`, `since`, `until`, `text`, and for at most `limit`: see
        `onus.store.queries.StatementFilters`.
        """
        with self.asking() as reader:
            asked = checked(StatementFilters, wanted)
            return Answer(find_statements(reader, asked), StatementRow)

    def export(
        self,
        name: str,
        out: str | Path | IO[bytes] | None,
        *,
        claims: bool = False,
        **wanted: Unpack[EventFilters],
    ) -> Tally:
        """Write events in a format that research uses: to a file, a stream, or standard output.

        `name` is one of `onus.formats.NAMES`. With `claims` also what the article does not itself
        report as done. Ask as `events`; `limit` is not heeded. Raises `FormatError` when `out`
        cannot be written or a library that the format needs is missing.
        """
        from onus.formats import write_events
        from onus.formats.stored import stored_events

        asked = checked(EventFilters, wanted)
        return write_events(stored_events(self, **asked), name, out, claims=claims)

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """A connection of SQLAlchemy, to ask in SQL what these methods do not."""
        with self._database(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def asking(self) -> Iterator[Reader]:
        """What the questions of a store are asked by: see `onus.store.asking`."""
        with self._readers.lent() as reader:
            yield reader

    def records(self) -> Iterator[Record]:
        """Every record, in the order they were added, a few at a time in memory."""
        from onus.store.articles import stored_records

        return stored_records(self.asking)

    def record(self, identifier: str) -> Record | None:
        """The record of the article with this id."""
        from onus.store.articles import stored_record

        with self.asking() as reader:
            return stored_record(reader, identifier)

    def article(self, identifier: str) -> ArticleRow | None:
        """The article with this id, its story and where it was met."""
        from onus.store.articles import stored_article

        with self.asking() as reader:
            return stored_article(reader, identifier)

    def _found(
        self,
        sources: Iterable[Source],
        published: str | None,
        columns: Mapping[str, str],
        force: bool,
    ) -> Iterator[Found]:
        from onus.record import Article
        from onus.sources.folders import Wanted
        from onus.store.adding import found_at, given

        for source in sources:
            if isinstance(source, Article):
                yield given(source, published)
            elif isinstance(source, str | Path):
                wanted = Wanted(str(source), published, columns, force)
                yield from found_at(self._engine, wanted)
            else:
                raise SourceError(f"{source!r:.60}", "is neither a path, an address nor an Article")

    def _add(self, found: Iterable[Found], watch: Callable[[int], None] | None) -> AddReport:
        from onus.store.adding import Tally, add_found
        from onus.store.database import refresh_statistics

        tally = Tally()
        tell = (lambda item: watch(item.size)) if watch else (lambda item: None)
        try:
            with self._database():
                add_found(self._engine, found, tally, tell)
                refresh_statistics(self._engine)
        except StoreError as error:
            how_far = (
                f"{error.reason}; {tally.added} articles were added before, each of them whole"
            )
            raise StoreError(self.name, how_far) from None
        return tally.report()

    @cached_property
    def _engine(self) -> Engine:
        """SQLAlchemy's way to the store, by which it is written."""
        from onus.store.database import open_database

        return open_database(self._address.where)

    def _is_up_to_date(self) -> bool:
        """Whether there is a store with today's tables; else one is to be made or mended."""
        if self._address.is_missing:
            return False
        with self.asking() as reader:
            return reader.schema() == SCHEMA

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        from onus.store.database import writing

        with self._database(), writing(self._engine) as connection:
            yield connection

    @contextmanager
    def _database(self) -> Iterator[None]:
        from sqlalchemy.exc import DBAPIError

        from onus.store.database import reason_of

        try:
            yield
        except DBAPIError as error:
            raise StoreError(self.name, reason_of(error)) from None

"""Articles into a store: what it holds already is passed over, what is new is read and kept.

Each article is one transaction. Whatever ends the run, the same call begun again passes over what
is there and does the rest, so that the store becomes what an undisturbed run would have made it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from sqlalchemy import Engine, delete

from onus.errors import SourceError
from onus.record import Article, Record
from onus.sources import article_from_text
from onus.sources.folders import Found, Wanted, find_articles, name_of
from onus.store.database import writing
from onus.store.failures import forget_failure, keep_failure
from onus.store.reading import read_each
from onus.store.rows import AddReport, Failure
from onus.store.schema import failures
from onus.store.writing import (
    Origin,
    add_outlet,
    add_record,
    can_be_dated,
    date_record,
    knows,
    now,
)

_TOGETHER = 60_000  # characters held at once, so that one is read while another is put together

Watch = Callable[[Found], None]


@dataclass(slots=True)
class Tally:
    """The report while it grows; read it when a run breaks off."""

    added: int = 0
    known: int = 0
    copies: int = 0
    failed: list[Failure] = field(default_factory=list)

    def report(self) -> AddReport:
        """The report as it stands."""
        return AddReport(self.added, self.known, self.copies, tuple(self.failed))


def found_at(engine: Engine, wanted: Wanted) -> Iterator[Found]:
    """All that is found at a path or an address; that it failed as a whole before is forgotten.

    A table without the column asked for, or a feed that was not there, is a failure of its own,
    which none of its rows or entries would take off the list.
    """
    itself = name_of(wanted)
    fails = False
    for item in find_articles(wanted):
        fails = fails or (item.article is None and item.source == itself)
        yield item
    if not fails:
        forget_failure(engine, itself)


def given(article: Article, published: str | None) -> Found:
    """An article that a caller has made, as one that was found; `published` holds for it too.

    Its id is made of its text, whatever it says.
    """
    name = article.url or f"article {article.id or article.text[:40]!r}"
    try:
        made = article_from_text(
            article.text,
            published=published or article.published,
            title=article.title,
            publisher=article.publisher,
            url=article.url,
            force=True,
            source=name,
        )
    except SourceError as error:
        return Found(name, None, 0, reason=error.reason)
    known = replace(made, place=article.place or made.place, agency=article.agency or made.agency)
    return Found(name, None, 0, replace(known, language=article.language or made.language))


_New = tuple[Found, Article]  # what is to be read


def add_found(engine: Engine, found: Iterable[Found], tally: Tally, watch: Watch) -> None:
    """Read what is new in `found` and keep it; `watch` is told of each when it is done with."""
    for some in _some(_new(engine, found, tally, watch)):
        outcomes = read_each([article for _, article in some])
        for (item, _), outcome in zip(some, outcomes, strict=True):
            if isinstance(outcome, Record):
                _keep(engine, item, outcome, tally)
            else:
                _fail(engine, item, outcome, tally)
            watch(item)


def _new(engine: Engine, found: Iterable[Found], tally: Tally, watch: Watch) -> Iterator[_New]:
    """Those of `found` that have to be read."""
    for item in found:
        if item.article is None:
            _fail(engine, item, item.reason or "holds no article", tally)
        elif _is_known(engine, item, item.article):
            tally.known += 1
        else:
            yield item, item.article
            continue
        watch(item)


def _is_known(engine: Engine, item: Found, article: Article) -> bool:
    with engine.connect() as connection:
        if not knows(connection, article.id) or can_be_dated(connection, article):
            return False
    with writing(engine) as connection:
        add_outlet(connection, article.id, Origin.of(article, item.source))
        connection.execute(delete(failures).where(failures.c.source == item.source))
    return True


def _some(articles: Iterable[_New]) -> Iterator[list[_New]]:
    """The articles, some at a time."""
    some: list[_New] = []
    size = 0
    for item, article in articles:
        some.append((item, article))
        size += len(article.text)
        if size >= _TOGETHER:
            yield some
            some, size = [], 0
    if some:
        yield some


def _keep(engine: Engine, item: Found, record: Record, tally: Tally) -> None:
    origin = Origin.of(record.article, item.source)
    with writing(engine) as connection:
        known = knows(connection, record.article.id)  # by now, through another process or a twin
        if known:
            add_outlet(connection, record.article.id, origin)
            copy = False
            if can_be_dated(connection, record.article):
                date_record(connection, record)
        else:
            copy = add_record(connection, record, origin)
        connection.execute(delete(failures).where(failures.c.source == item.source))
    tally.known += known
    tally.added += not known
    tally.copies += copy


def _fail(engine: Engine, item: Found, reason: str, tally: Tally) -> None:
    failure = Failure(item.source, reason, now(), 1)
    if item.wanted is not None:
        failure = keep_failure(engine, failure, item.wanted)
    tally.failed.append(failure)

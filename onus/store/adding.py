"""Articles into a store: what it holds already is passed over, what is new is read and kept.

Each article is one transaction. Whatever ends the run, the same call begun again passes over what
is there and does the rest, so that the store becomes what an undisturbed run would have made it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Engine, delete

from onus.record import Article, Record
from onus.sources.folders import Found
from onus.store.database import writing
from onus.store.failures import keep_failure
from onus.store.reading import read_each
from onus.store.rows import AddReport, Failure
from onus.store.schema import failures
from onus.store.writing import Origin, add_outlet, add_record, knows, now

# Characters of text read together: enough that the network's batches are full.
_TOGETHER = 60_000

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


def add_found(engine: Engine, found: Iterable[Found], tally: Tally, watch: Watch) -> None:
    """Read what is new in `found` and keep it; `watch` is told of each when it is done with."""
    for batch in _batches(_unknown(engine, found, tally, watch)):
        outcomes = read_each([article for _, article in batch])
        for (item, _), outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, Record):
                _keep(engine, item, outcome, tally)
            else:
                _fail(engine, item, outcome, tally)
            watch(item)


def _unknown(
    engine: Engine, found: Iterable[Found], tally: Tally, watch: Watch
) -> Iterator[tuple[Found, Article]]:
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
        if not knows(connection, article.id):
            return False
    with writing(engine) as connection:
        add_outlet(connection, article.id, Origin.of(article, item.source))
        connection.execute(delete(failures).where(failures.c.source == item.source))
    return True


def _batches(
    unknown: Iterable[tuple[Found, Article]],
) -> Iterator[list[tuple[Found, Article]]]:
    batch: list[tuple[Found, Article]] = []
    size = 0
    for item, article in unknown:
        batch.append((item, article))
        size += len(article.text)
        if size >= _TOGETHER:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _keep(engine: Engine, item: Found, record: Record, tally: Tally) -> None:
    origin = Origin.of(record.article, item.source)
    with writing(engine) as connection:
        known = knows(connection, record.article.id)  # by now, through another process or a twin
        if known:
            add_outlet(connection, record.article.id, origin)
            copy = False
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

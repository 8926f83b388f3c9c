"""What could not be added: kept with its reason, and with how to ask for it again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, delete, insert, select

from onus.errors import SourceError
from onus.store.database import writing
from onus.store.rows import Failure
from onus.store.schema import failures

if TYPE_CHECKING:
    from onus.sources.folders import Wanted


def keep_failure(engine: Engine, failure: Failure, wanted: Wanted) -> Failure:
    """Note a failure; one for the same source is replaced, and its tries are counted on."""
    with writing(engine) as connection:
        before = connection.scalar(
            select(failures.c.tries).where(failures.c.source == failure.source)
        )
        failure = replace(failure, tries=(before or 0) + 1)
        connection.execute(delete(failures).where(failures.c.source == failure.source))
        connection.execute(
            insert(failures).values(
                source=failure.source,
                reason=failure.reason,
                at=failure.at,
                tries=failure.tries,
                options=_options(wanted),
            )
        )
    return failure


def forget_failure(engine: Engine, source: str) -> None:
    """Take a failure off the list, if there is one for the source."""
    with writing(engine) as connection:
        connection.execute(delete(failures).where(failures.c.source == source))


def forget_failures(connection: Connection, sources: Iterable[str] | None) -> int:
    """Take these failures off the list, or all of them; gives how many they were.

    Raises `SourceError` for a source that is not on it.
    """
    kept = set(connection.scalars(select(failures.c.source)))
    named = kept if sources is None else {_as_kept(source, kept) for source in sources}
    for source in named:
        connection.execute(delete(failures).where(failures.c.source == source))
    return len(named)


def kept_failures(connection: Connection) -> list[Failure]:
    """All failures, by source."""
    rows = connection.execute(
        select(failures.c.source, failures.c.reason, failures.c.at, failures.c.tries).order_by(
            failures.c.source
        )
    )
    return [Failure(*row) for row in rows]


def to_retry(connection: Connection) -> Iterator[Wanted]:
    """What to ask for again: the rows of one table together, so that it is read once."""
    from onus.sources.folders import Wanted

    tables: dict[tuple[str, str | None, bool, tuple[tuple[str, str], ...]], set[int]] = {}
    for (options,) in connection.execute(select(failures.c.options).order_by(failures.c.source)):
        wanted = Wanted(**options)
        if wanted.rows is None:
            yield wanted
        else:
            columns = tuple(sorted(wanted.columns.items()))
            key = (wanted.source, wanted.published, wanted.force, columns)
            tables.setdefault(key, set()).update(wanted.rows)
    for (source, published, force, columns), rows in tables.items():
        yield Wanted(source, published, dict(columns), force, rows)


def _as_kept(source: str, kept: Collection[str]) -> str:
    """How the list calls what a person may call by a shorter path."""
    from onus.sources.folders import Wanted, name_of

    found = next((name for name in (source, name_of(Wanted(source))) if name in kept), None)
    if found is None:
        raise SourceError(source, "is not among what could not be added")
    return found


def _options(wanted: Wanted) -> dict[str, Any]:
    return {
        "source": wanted.source,
        "published": wanted.published,
        "columns": dict(wanted.columns),
        "force": wanted.force,
        "rows": sorted(wanted.rows) if wanted.rows is not None else None,
    }

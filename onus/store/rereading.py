"""Records that an older model made, brought up to date from the texts the store holds.

Stories, actors and what a person has corrected stay; what was read from the article is replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields

from sqlalchemy import Engine, select

from onus.record import Article, Record
from onus.store.database import writing
from onus.store.reading import read_each
from onus.store.rows import Failure, RereadReport
from onus.store.schema import articles
from onus.store.version import reader_version
from onus.store.writing import now, replace_record

_TOGETHER = 16  # articles


def outdated(engine: Engine) -> list[str]:
    """The ids of articles whose record another model or version made, the oldest first."""
    with engine.connect() as connection:
        return list(
            connection.scalars(
                select(articles.c.id)
                .where(articles.c.model != reader_version())
                .order_by(articles.c.added_at, articles.c.id)
            )
        )


def reread(engine: Engine, identifiers: Sequence[str], watch: Callable[[], None]) -> RereadReport:
    """Read these articles anew, in this order; `watch` is called after each.

    An article that cannot be read any more keeps its old record.
    """
    done = 0
    failed: list[Failure] = []
    for start in range(0, len(identifiers), _TOGETHER):
        batch = _stored(engine, identifiers[start : start + _TOGETHER])
        outcomes = read_each([article for article, _ in batch])
        for (article, story), outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, Record):
                with writing(engine) as connection:
                    replace_record(connection, outcome, story)
                done += 1
            else:
                failed.append(Failure(article.url or article.id, outcome, now(), 1))
            watch()
    return RereadReport(done, tuple(failed))


def _stored(engine: Engine, identifiers: Sequence[str]) -> list[tuple[Article, str]]:
    """Articles with their stories, in the order of `identifiers`."""
    with engine.connect() as connection:
        rows = connection.execute(
            select(*(articles.c[part.name] for part in fields(Article)), articles.c.story_id).where(
                articles.c.id.in_(identifiers)
            )
        )
        found = {row[0]: (Article(*row[:-1]), row[-1]) for row in rows}
    return [found[identifier] for identifier in identifiers if identifier in found]

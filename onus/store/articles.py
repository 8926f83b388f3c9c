"""The articles of a store and their records, as they were read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields

from onus.record import Article, Record
from onus.registry.lists.standing import designated
from onus.store.asking import Reader

_TOGETHER = 50


@dataclass(frozen=True, slots=True)
class Outlet:
    """A place where an article was met."""

    source: str
    publisher: str | None
    url: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in the store: its text, the story it belongs to, and everywhere it was met."""

    article: Article
    story_id: str
    model: str
    added_at: str
    outlets: tuple[Outlet, ...]


def stored_article(reader: Reader, identifier: str) -> ArticleRow | None:
    """The article with this id, its story and where it was met."""
    parts = [part.name for part in fields(Article)]
    row = reader.row(
        f"SELECT {', '.join(parts)}, story_id, model, added_at FROM articles WHERE id = :id",
        id=identifier,
    )
    if row is None:
        return None
    met = reader.rows(
        "SELECT source, publisher, url, published FROM outlets WHERE article_id = :id "
        "ORDER BY at, source",
        id=identifier,
    )
    return ArticleRow(
        article=Article(*row[: len(parts)]),
        story_id=row.story_id,
        model=row.model,
        added_at=row.added_at,
        outlets=tuple(Outlet(*each) for each in met),
    )


def stored_record(reader: Reader, identifier: str) -> Record | None:
    """The record of the article with this id."""
    value = reader.value("SELECT record FROM articles WHERE id = :id", id=identifier)
    found = [Record.from_dict(json.loads(value))] if value is not None else []
    return next(iter(designated(reader, found)), None)


def stored_records(asking: Callable[[], AbstractContextManager[Reader]]) -> Iterator[Record]:
    """Every record, in the order they were added, a few at a time in memory."""
    added, last = "", ""
    while True:
        with asking() as reader:
            rows = reader.rows(
                "SELECT added_at, id, record FROM articles WHERE (added_at, id) > (:added, :last) "
                f"ORDER BY added_at, id LIMIT {_TOGETHER}",
                added=added,
                last=last,
            )
            found = [Record.from_dict(json.loads(row.record)) for row in rows]
            found = designated(reader, found)
        if not rows:
            return
        yield from found
        added, last = rows[-1].added_at, rows[-1].id

"""Onus reads news and keeps a record that can be checked.

    import onus
    record = onus.read(text, published="2019-06-09")

Importing this package is cheap; the language model is loaded by the first article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onus.record import Article as Article
    from onus.record import Record as Record
    from onus.store.store import Store as Store

__all__ = ["Article", "Record", "Store", "load", "read", "stream"]
__version__ = "0.1.0"


def read(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    url: str | None = None,
    pipeline: str | None = None,
    ontology: str | None = None,
    force: bool = False,
) -> Record:
    """The record of one article given as text.

    `published` is an ISO 8601 date, against which "on Saturday" is reckoned. `pipeline` names a
    spaCy pipeline of your own that supplies parse and names, `ontology` the path of a YAML file
    with event types of your own. Raises `onus.errors.SourceError` for a text that cannot be read
    (empty, too long), `LanguageError` for one that is not English unless `force`, `PipelineError`
    for a pipeline that does not load, `OntologyError` for an ontology that cannot be used.
    """
    from onus.reader import read_article
    from onus.sources import article_from_text

    article = article_from_text(text, published=published, title=title, url=url, force=force)
    return read_article(article, pipeline=pipeline, ontology=ontology)


def stream(
    articles: Iterable[Article], *, pipeline: str | None = None, ontology: str | None = None
) -> Iterator[Record]:
    """The records of many articles in their order; takes any iterable.

    Make articles with `onus.load` or `onus.sources.article_from_text`.
    """
    from onus.reader import read_articles

    return read_articles(articles, pipeline=pipeline, ontology=ontology)


def load(source: str, *, published: str | None = None, force: bool = False) -> Article:
    """The article at a path, at an http(s) address, or on standard input (`-`).

    Raises `onus.errors.SourceError` naming the source, `LanguageError` when it is not English.
    """
    from onus import sources

    return sources.load(source, published=published, force=force)


def __getattr__(name: str) -> Any:
    if name in ("Article", "Record"):
        from onus import record

        return getattr(record, name)
    if name == "Store":
        from onus.store.store import Store

        return Store
    raise AttributeError(f"module 'onus' has no attribute {name!r}")

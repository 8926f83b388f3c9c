"""Articles read together, so that one that cannot be read does not lose the others."""

from __future__ import annotations

from collections.abc import Sequence

from onus.errors import OnusError
from onus.record import Article, Record


def read_each(articles: Sequence[Article]) -> list[Record | str]:
    """The record of each article, or the reason why it has none."""
    from onus.reader import read_articles  # spaCy and the network, for naught when all is known

    try:
        return list(read_articles(articles))
    except Exception:  # whose fault it is shows when each is read alone
        return [_read_alone(article) for article in articles]


def _read_alone(article: Article) -> Record | str:
    from onus.reader import read_articles

    try:
        return next(read_articles([article]))
    except OnusError as error:
        return str(error)
    except Exception as error:
        return f"an error in Onus ({type(error).__name__}: {error})"

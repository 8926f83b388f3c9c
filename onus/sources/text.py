"""Text to `Article`: the little that is mended, what is taken from the text, and the limits."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from onus.errors import SourceError
from onus.record import Article
from onus.sources.language import require_english
from onus.sources.structure import front_matter

MAX_BYTES = 10_000_000
MAX_CHARACTERS = 1_000_000  # the longest magazine reports have some 150,000


def article_from_text(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    force: bool = False,
    source: str = "text",
) -> Article:
    """An article of `text`; what is not given is taken from the text where it stands there.

    `published` is an ISO 8601 date, or one like "May 3, 2025" that can be read in one way only.
    `source` names the input in errors. Raises `SourceError` for an empty text, one that is too long
    or a `published` that is no date, and `LanguageError` for a text that is not English, unless
    `force`.
    """
    if not isinstance(text, str):
        raise SourceError(source, "is no text")
    text = clean(text)
    if not text.strip():
        raise SourceError(source, "is empty")
    if len(text) > MAX_CHARACTERS:
        raise SourceError(
            source,
            f"has {len(text):,} characters; one article may have {MAX_CHARACTERS:,}",
        )
    language = require_english(text, source, force=force)
    title = _line(title)
    front = front_matter(text, title)
    return Article(
        id=hashlib.sha256(text.encode()).hexdigest()[:16],
        text=text,
        title=title or front.title,
        published=_day(published, source) or front.published,
        place=front.place,
        publisher=_line(publisher),
        agency=front.agency,
        language=language,
        url=_line(url),
    )


def clean(text: str) -> str:
    """`text` with one kind of line end, without byte order mark and NUL, without lone surrogates.

    Nothing else is touched: zero-width characters and direction marks stay, so that every offset
    is an offset into what the article says.
    """
    if any("\ud800" <= character <= "\udfff" for character in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.removeprefix("\ufeff").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")


def _line(given: str | None) -> str | None:
    """What is said of an article, in one clean line; None where nothing is."""
    return " ".join(clean(given).split()) or None if given is not None else None


_NO_DAY = frozenset({"", "nan", "nat", "none", "null", "n/a"})
"""What tables have where nothing is known."""
_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%B %d, %Y", "%b %d, %Y", "%b. %d, %Y", "%d %B %Y",
         "%d %b %Y", "%A, %B %d, %Y", "%A, %d %B %Y")  # fmt: skip
"""Ways to write a day that can be read in one way only: not 03/05/2025."""


def _day(published: str | None, source: str) -> str | None:
    told = (published or "").strip()
    if told.lower() in _NO_DAY:
        return None
    with suppress(ValueError):
        return date.fromisoformat(told[:10]).isoformat()
    for written in _DAYS:
        with suppress(ValueError):
            return datetime.strptime(told, written).date().isoformat()
    with suppress(ValueError):
        return parsedate_to_datetime(told).date().isoformat()
    raise SourceError(source, f"published date {published!r} is not a date like 2019-06-09")

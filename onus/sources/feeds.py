"""RSS and Atom feeds to articles: what an entry carries in full, or else the page it points to."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from onus.errors import SourceError
from onus.record import Article
from onus.sources.text import article_from_text

TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
)
SUFFIXES = (".xml", ".rss", ".atom")
_OPENINGS = (b"<rss", b"<feed", b"<rdf:rdf")
# An entry with this much text carries the report itself; with less, a teaser.
_REPORT = 800  # characters


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; `text` is the report when the feed carries it."""

    link: str | None
    title: str | None
    published: str | None
    publisher: str | None
    text: str | None


def looks_like_feed(data: bytes) -> bool:
    """Whether bytes open as a feed does."""
    opening = data[:4096].replace(b"\0", b"").lower()
    return any(mark in opening for mark in _OPENINGS) and b"<html" not in opening


def read_feed(data: bytes, source: str) -> Iterator[Entry]:
    """The entries of a feed, in its order. Raises `SourceError` naming `source` when it is none."""
    import feedparser

    feed = feedparser.parse(io.BytesIO(data))
    if not feed.get("version"):
        raise SourceError(source, "is no RSS or Atom feed")
    publisher = feed.feed.get("title")
    for entry in feed.entries:
        yield Entry(
            link=_link(entry),
            title=_plain(entry.get("title")),
            published=_day(entry),
            publisher=publisher,
            text=_report(entry),
        )


def article_from_entry(entry: Entry, source: str, *, published: str | None, force: bool) -> Article:
    """The article of an entry, fetched when the feed carries a teaser only.

    Raises `SourceError` naming `source` when it cannot be had.
    """
    published = published or entry.published
    if entry.text is not None:
        return article_from_text(
            entry.text,
            published=published,
            title=entry.title,
            publisher=entry.publisher,
            url=entry.link,
            force=force,
            source=source,
        )
    if entry.link is None:
        raise SourceError(source, "has neither a text nor an address")
    from onus.sources import load

    return load(entry.link, published=published, force=force)


def _link(entry: Any) -> str | None:
    link = str(entry.get("link") or "")
    return link if link.lower().startswith(("http://", "https://")) else None


def _day(entry: Any) -> str | None:
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    return date(*when[:3]).isoformat() if when else None


def _report(entry: Any) -> str | None:
    """The longest text that the entry carries, when it is a report."""
    values = [str(part.get("value") or "") for part in entry.get("content", ())]
    values.append(str(entry.get("summary") or ""))
    text = max(map(_paragraphs, values), key=len)
    return text if len(text) >= _REPORT else None


def _plain(markup: str | None) -> str | None:
    return " ".join(_paragraphs(markup).split()) or None if markup else None


_BLOCKS = frozenset("p div br li h1 h2 h3 h4 h5 h6 blockquote tr section article figure".split())
_UNREAD = frozenset("script style figcaption".split())
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _paragraphs(markup: str) -> str:
    """The text of a piece of HTML, a blank line between paragraphs."""
    from lxml import etree, html

    if not markup.strip():
        return ""
    pieces: list[str] = []
    unread = 0
    root = html.fragment_fromstring(_NOT_IN_XML.sub("", markup), create_parent="div")
    for moment, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if moment in ("start", "end"):
            unread += (element.tag in _UNREAD) * (1 if moment == "start" else -1)
            pieces.append("\n\n" if element.tag in _BLOCKS else "")
        words = element.text if moment == "start" else element.tail
        pieces.append(words or "" if not unread else "")
    paragraphs = (" ".join(part.split()) for part in "".join(pieces).split("\n\n"))
    return "\n\n".join(part for part in paragraphs if part)

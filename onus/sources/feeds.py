"""RSS and Atom feeds to articles: what an entry carries in full, or else the page it points to."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from onus.errors import LanguageError, SourceError
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
# What may stand before the root: declarations, comments, byte order marks.
_ROOT = re.compile(
    rb"(?:[\s\xef\xbb\xbf\xff\xfe]|<!--.*?-->|<[?!][^>]*>)*+<(?:\w+:)?(?:rss|feed|rdf)[\s>]",
    re.I | re.S,
)
_END = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.I)
_ENTRY_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.I)
# An entry with this much text carries the report itself; with less, a teaser, which is taken
# where the page cannot be had, if it is at least a sentence.
_REPORT = 800  # characters
_SENTENCE = 6  # words


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; `text` is what it tells itself, None when that is no sentence."""

    link: str | None
    title: str | None
    published: str | None
    publisher: str | None
    text: str | None


def looks_like_feed(data: bytes) -> bool:
    """Whether the root element of `data` is that of a feed."""
    return _ROOT.match(data[:4096].replace(b"\0", b"")) is not None


def read_feed(data: bytes, source: str) -> Iterator[Entry]:
    """The entries of a feed, in its order.

    Raises `SourceError` naming `source` when it is none, and behind the last whole entry when the
    feed is cut off.
    """
    import feedparser

    feed = feedparser.parse(io.BytesIO(data))
    whole = _whole_entries(data) if feed.bozo else None
    if not feed.get("version") and whole is None:
        raise SourceError(source, "is no RSS or Atom feed")
    publisher = feed.feed.get("title")
    for entry in feed.entries[:whole]:
        yield Entry(
            link=_link(entry),
            title=_plain(entry.get("title")),
            published=_day(entry),
            publisher=publisher,
            text=_told(entry),
        )
    if whole is not None:
        raise SourceError(source, f"is broken: the feed is cut off after {_entries(whole)}")


def article_from_entry(entry: Entry, source: str, *, published: str | None, force: bool) -> Article:
    """The article of an entry: the report that it carries, else its page, else its teaser.

    Raises `SourceError` naming `source` when none of them can be had.
    """
    published = published or entry.published
    if entry.link is not None and len(entry.text or "") < _REPORT:
        from onus.sources import load

        try:
            return load(entry.link, published=published, force=force)
        except LanguageError:  # the page was had
            raise
        except SourceError:
            if entry.text is None:
                raise
    if entry.text is None:
        raise SourceError(source, "has neither a text nor an address")
    return article_from_text(
        entry.text,
        published=published,
        title=entry.title,
        publisher=entry.publisher,
        url=entry.link,
        force=force,
        source=source,
    )


def _whole_entries(data: bytes) -> int | None:
    """How many entries are whole in a feed that is cut off; None when it has its end."""
    data = data.replace(b"\0", b"")
    if not looks_like_feed(data) or _END.search(data) is not None:
        return None
    return len(_ENTRY_END.findall(data))


def _entries(number: int) -> str:
    return f"{number} whole entr{'y' if number == 1 else 'ies'}"


def _link(entry: Any) -> str | None:
    link = str(entry.get("link") or "")
    return link if link.lower().startswith(("http://", "https://")) else None


def _day(entry: Any) -> str | None:
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    return date(*when[:3]).isoformat() if when else None


def _told(entry: Any) -> str | None:
    """The longest text that the entry carries, None when it is less than a sentence."""
    values = [str(part.get("value") or "") for part in entry.get("content", ())]
    values.append(str(entry.get("summary") or ""))
    text = max(map(_paragraphs, values), key=len)
    return text if len(text.split()) >= _SENTENCE else None


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

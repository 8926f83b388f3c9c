"""Bytes to `Article`: text files, standard input, HTML files and web pages.

`load` takes what a person would type (a path, `-`, an http(s) address); `article_from_text` takes
text that a program already holds. Both give an `Article` whose text every offset of the record
refers to.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from onus.errors import SourceError
from onus.record import Article
from onus.sources.encoding import decode, decode_page
from onus.sources.feeds import TYPES
from onus.sources.files import reading
from onus.sources.kinds import told_apart
from onus.sources.text import MAX_BYTES, article_from_text

if TYPE_CHECKING:
    from onus.sources.web import Page

__all__ = ["article_from_text", "load"]


def load(source: str, *, published: str | None = None, force: bool = False) -> Article:
    """The article at `source`: a path, `-` for standard input, or an http(s) address.

    `published` (ISO 8601, YYYY-MM-DD) overrides the date found in the source. Raises `SourceError`
    when there is nothing that can be read and `LanguageError` when the text is not English,
    unless `force`.
    """
    if source.lower().startswith(("http://", "https://")):
        from onus.sources.web import fetch

        page = fetch(source, also=TYPES)  # to say of a feed what it is
        return article_from_fetched(page, source, published=published, force=force)
    data = _standard_input() if source == "-" else _file(source)
    name = "standard input" if source == "-" else source
    _require_article(data, name, Path(source).suffix)
    if len(data) > MAX_BYTES:
        raise SourceError(
            name, f"is larger than {MAX_BYTES // 1_000_000} MB, too large for one article"
        )
    if _looks_like_html(data, source):
        markup = decode_page(data, name)
        return _page(markup, name, published=published, url=None, force=force)
    return article_from_text(decode(data, name), published=published, force=force, source=name)


def article_from_fetched(
    page: Page, source: str, *, published: str | None = None, force: bool = False
) -> Article:
    """The article in what a server sent for `source`. Raises as `load` does."""
    _require_article(page.body, source)
    markup = decode_page(page.body, source, page.charset)
    if page.is_text:
        return article_from_text(
            markup, published=published, url=page.url, force=force, source=source
        )
    return _page(markup, source, published=published, url=page.url, force=force)


def _page(
    markup: str, source: str, *, published: str | None, url: str | None, force: bool
) -> Article:
    from onus.sources.html import article_from_page

    return article_from_page(markup, source, published=published, url=url, force=force)


def _require_article(data: bytes, source: str, suffix: str = "") -> None:
    if (other := told_apart(data, source, suffix)) is not None:
        raise SourceError(source, other)


def _standard_input() -> bytes:
    return _opening(sys.stdin.buffer)


def _file(path: str) -> bytes:
    with reading(path), Path(path).open("rb") as stream:
        return _opening(stream)


def _opening(stream: BinaryIO) -> bytes:
    """All of it, or more than may be read: also of a large table it is to be said what it is."""
    return stream.read(MAX_BYTES + 1)


_HTML_SUFFIXES = (".html", ".htm", ".xhtml")
_HTML_OPENINGS = (b"<!doctype html", b"<html", b"<head", b"<body")
_HTML_MARKS = (b"</p>", b"</div>", b"</h1>", b"</article>", b"<br", b"<meta ")


def _looks_like_html(data: bytes, name: str) -> bool:
    """By name, by how it opens, or by block markup near the start (a fragment of a page)."""
    if name.lower().endswith(_HTML_SUFFIXES):
        return True
    opening = data[:4096].replace(b"\0", b"").lower()  # UTF-16 pages show their tags that way
    if opening.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith((*_HTML_OPENINGS, b"<?xml")):
        return True
    return b"<html" in opening or sum(mark in opening for mark in _HTML_MARKS) >= 2

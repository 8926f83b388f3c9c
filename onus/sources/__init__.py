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

        return article_from_fetched(fetch(source), source, published=published, force=force)
    data = _standard_input() if source == "-" else _file(source)
    name = "standard input" if source == "-" else source
    if _looks_like_html(data, source):
        markup = decode_page(data, name)
        return _page(markup, name, published=published, url=None, force=force)
    return article_from_text(decode(data, name), published=published, force=force, source=name)


def article_from_fetched(
    page: Page, source: str, *, published: str | None = None, force: bool = False
) -> Article:
    """The article in what a server sent for `source`. Raises as `load` does."""
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


def _standard_input() -> bytes:
    return _read(sys.stdin.buffer, "standard input")


def _file(path: str) -> bytes:
    try:
        if Path(path).is_dir():
            raise SourceError(path, "is a directory; name the files in it")
        with Path(path).open("rb") as stream:
            return _read(stream, path)
    except FileNotFoundError:
        raise SourceError(path, "no such file") from None
    except PermissionError:
        raise SourceError(path, "may not be read (permission denied)") from None
    except OSError as error:
        raise SourceError(path, f"cannot be read ({error.strerror or error})") from None
    except ValueError:
        raise SourceError(repr(path), "is not the name of a file") from None


def _read(stream: BinaryIO, name: str) -> bytes:
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise SourceError(
            name, f"is larger than {MAX_BYTES // 1_000_000} MB, too large for one article"
        )
    return data


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

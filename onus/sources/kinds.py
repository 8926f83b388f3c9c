"""What holds no text of one article, though it could be read as if it did."""

from __future__ import annotations

import json
from typing import Any

from onus.sources import feeds, tables
from onus.sources.encoding import decode

_TABLES = f"`onus add` reads tables ({', '.join(tables.SUFFIXES)})"
_FEEDS = f"`onus add` reads feeds ({', '.join(feeds.SUFFIXES)})"


def told_apart(data: bytes, source: str, suffix: str = "") -> str | None:
    """Why what begins with `data` is not the text of an article; None where it may be.

    `suffix` is that of the file's name. `source` names it in errors.
    """
    if feeds.looks_like_feed(data):
        return f"holds a feed of articles, not one article; {_FEEDS}"
    objects = _objects(data, source)
    if any(isinstance(each.get("article"), dict) for each in objects or ()):
        return f"holds a record of what was read already; {_TABLES} and takes the article from it"
    if suffix.lower() in tables.SUFFIXES:
        return f"holds a table of articles, not one article; {_TABLES}"
    if objects is not None:
        return f"holds JSON, not the text of an article; {_TABLES}"
    return None


def _objects(data: bytes, source: str) -> list[dict[str, Any]] | None:
    """The JSON objects that the whole, or else its first line, consists of; None for prose."""
    if data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] not in (b"{", b"["):
        return None
    text = decode(data, source).lstrip("\ufeff \t\r\n")
    found = _parsed(text) or _parsed(text.partition("\n")[0])
    objects = found if isinstance(found, list) else [found]
    return objects if all(isinstance(each, dict) for each in objects) else None


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None

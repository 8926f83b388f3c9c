"""A web page to `Article`: trafilatura finds the report among menus, teasers and comments."""

from __future__ import annotations

import re

from onus.errors import SourceError
from onus.record import Article
from onus.sources.text import article_from_text


def article_from_page(
    markup: str,
    source: str,
    *,
    published: str | None = None,
    url: str | None = None,
    force: bool = False,
) -> Article:
    """The article in a page's `markup`; title, date and publisher as the page's metadata say.

    The article's text is the headline and then the report, a blank line between paragraphs.
    Raises `SourceError` naming `source` when the page holds no report.
    """
    import trafilatura

    found = trafilatura.bare_extraction(
        _mended(markup),
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        # Only a date that the page states; a guessed one would make "on Saturday" wrong.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    report = found if isinstance(found, dict) else found.as_dict() if found is not None else {}
    body = report.get("text")
    if not body:
        raise SourceError(source, "has no article text that could be found in the page")
    title = report.get("title")
    paragraphs = [line for line in str(body).split("\n") if line.strip()]
    if title and paragraphs[0].strip() != title.strip():
        paragraphs.insert(0, title.strip())
    return article_from_text(
        "\n\n".join(paragraphs),
        published=published or report.get("date"),
        title=title,
        publisher=report.get("sitename"),
        url=url or _canonical(markup),
        force=force,
        source=source,
    )


_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>", re.I)


def _mended(markup: str) -> str:
    """Without what lxml refuses: control characters, and an encoding declared in decoded text."""
    return _DECLARATION.sub("", _NOT_IN_XML.sub("", markup.removeprefix("\ufeff")))


_CANONICAL = re.compile(
    r"<link\s[^>]*?rel=[\"']?canonical[\"']?[^>]*?href=[\"']?(https?://[^\s\"'<>]+)", re.I
)


def _canonical(markup: str) -> str | None:
    found = _CANONICAL.search(markup[:200_000])
    return found.group(1) if found is not None else None

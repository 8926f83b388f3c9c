"""A record as one HTML page, and as a fragment for notebooks: the article beside its record.

Both stand alone: styles and script lie inside, nothing is fetched. Everything from the record is
escaped by the templates; the page's content security policy lets only its own script run.
"""

from __future__ import annotations

import base64
import hashlib
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onus.record import Record
from onus.show.cards import Cards, EventCard, ObligationCard, StatementCard
from onus.show.dates import day
from onus.show.marking import Segment, marks, paragraph_breaks, segments
from onus.show.phrases import DOUBTFUL, sure_or_not
from onus.show.wording import cards, title

ANCHORS = ("trigger", "act", "cue")  # the words of an entry that its card points at, best first

UNPRINTABLE = {
    code: "\N{REPLACEMENT CHARACTER}"
    for code in (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000))
    if chr(code) not in "\t\n\r"
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A segment as the template needs it.

    `of` holds the keys of its entries and `who` those of its actors, blank between; `opens` is the
    entry whose anchor begins here, `sentence` the number of the sentence that does.
    """

    id: str
    text: str
    roles: str
    of: str
    who: str
    opens: str | None
    sentence: str | None


Card = StatementCard | EventCard | ObligationCard


def page(record: Record) -> str:
    """One self-contained HTML page: the article with its marks, the record in the margin."""
    script = _asset("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    html = (
        _templates()
        .get_template("page.html.j2")
        .render(
            **_context(record),
            prefix="",
            style=_asset("page.css"),
            script=script,
            policy=f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
            "base-uri 'none'; form-action 'none'",
        )
    )
    return html.translate(UNPRINTABLE)


def fragment(record: Record) -> str:
    """A compact piece of HTML for notebooks, without script, its styles bound to itself."""
    digest = hashlib.sha256(repr(record).encode(errors="replace")).hexdigest()
    html = (
        _templates()
        .get_template("fragment.html.j2")
        .render(**_context(record), prefix=f"onus-{digest[:10]}-", style=_asset("fragment.css"))
    )
    return html.translate(UNPRINTABLE)


def _context(record: Record) -> dict[str, Any]:
    """What both templates draw on."""
    read = cards(record)
    text = record.article.text
    pieces = segments(text, marks(record))
    anchors = _anchors(pieces)
    url = record.article.url or ""
    return {
        "article": record.article,
        "title": title(record),
        "published": day(record.article.published),
        "link": url if url.lower().startswith(("https://", "http://")) else None,
        "cards": _in_reading_order(read, anchors),
        "read": read,
        "anchors": anchors,
        "paragraphs": _paragraphs(text, pieces, anchors, _cooperation(read)),
    }


def _anchors(pieces: list[Segment]) -> dict[str, int]:
    """For each entry the number of the piece where its trigger, act or cue begins."""
    found: dict[str, tuple[int, int]] = {}
    for number, piece in enumerate(pieces):
        for mark in piece.marks:
            if mark.start == piece.start and mark.role in ANCHORS:
                rank = ANCHORS.index(mark.role)
                found[mark.key] = min(found.get(mark.key, (rank, number)), (rank, number))
    return {key: number for key, (_, number) in found.items()}


def _in_reading_order(read: Cards, anchors: dict[str, int]) -> list[Card]:
    """Statements, events and obligations as the article brings them."""
    every: list[Card] = [*read.statements, *read.events, *read.obligations]
    return sorted(every, key=lambda card: (card.sentence, anchors.get(card.key, 0)))


def _cooperation(read: Cards) -> frozenset[str]:
    """The keys of the events that are cooperation, whose triggers are marked apart."""
    return frozenset(card.key for card in read.events if card.quad in (1, 2))


def _paragraphs(
    text: str, pieces: list[Segment], anchors: dict[str, int], cooperation: frozenset[str]
) -> list[list[Piece]]:
    """The pieces in paragraphs, without the line ends between these."""
    opens = {number: key for key, number in anchors.items()}
    breaks = deque(paragraph_breaks(text))
    paragraphs: list[list[Piece]] = [[]]
    for number, piece in enumerate(pieces):
        while breaks and breaks[0][1] <= piece.start:
            breaks.popleft()
        if breaks and breaks[0][0] <= piece.start:
            paragraphs.append([])
        else:
            paragraphs[-1].append(_piece(number, piece, opens.get(number), cooperation))
    return [paragraph for paragraph in paragraphs if any(p.text.strip() for p in paragraph)]


def _piece(number: int, piece: Segment, opens: str | None, cooperation: frozenset[str]) -> Piece:
    entries = [mark for mark in piece.marks if mark.role not in ("mention", "sentence")]
    happening = [mark.key for mark in entries if mark.role == "trigger"]
    friendly = happening[-1:] and happening[-1] in cooperation
    starting = [m for m in piece.marks if m.role == "sentence" and m.start == piece.start]
    return Piece(
        id=f"t{number}",
        text=piece.text,
        roles=" ".join(_unique(mark.role for mark in entries)) + (" cooperation" * bool(friendly)),
        of=" ".join(_unique(mark.key for mark in entries)),
        who=" ".join(_unique(mark.key for mark in piece.marks if mark.role == "mention")),
        opens=opens,
        sentence=starting[0].key if starting else None,
    )


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("onus.show"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"doubtful": DOUBTFUL, "sure_or_not": sure_or_not}
    return environment


@cache
def _asset(name: str) -> Markup:
    """A style sheet or script of ours, to stand in the page as it is."""
    return Markup((files("onus.show") / "templates" / name).read_text(encoding="utf-8"))

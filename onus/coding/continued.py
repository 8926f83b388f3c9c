"""Quotations that no cue tells of: who goes on, in the paragraph or from the one before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from onus.coding.contents import content_of, covers, overlap, paragraph_of, span_between
from onus.coding.quotes import Quote
from onus.coding.reported_speech import Reported
from onus.language.annotation import text_of

# How far a quotation without a cue of its own leans on the speaker before it.
_CONTINUED = 0.85
_SMALL_WORD = 3  # letters of the words that headings do not write large


def continued(
    found: Sequence[Reported],
    quotes: Sequence[Quote],
    doc: Doc,
    paragraphs: Sequence[tuple[int, int]],
) -> list[Reported]:
    """Quotations of whole sentences with no cue of their own, given to the last speaker before."""
    known = sorted(found, key=lambda r: max(r.cue.end, content_of(r).end))
    more: list[Reported] = []
    for quote in quotes:
        span = span_between(doc, quote.start, quote.end)
        if span is None or not _whole_sentence(text_of(doc), quote):
            continue
        if any(overlap(content_of(r), span) and not covers(span, r.cue) for r in known):
            continue
        before = _told_before(quote, known, quotes, text_of(doc), paragraphs)
        if before is not None:
            going_on = replace(before, content=span, confidence=before.confidence * _CONTINUED)
            more.append(going_on)
            known.append(going_on)
    return more


def _told_before(
    quote: Quote,
    known: Sequence[Reported],
    quotes: Sequence[Quote],
    text: str,
    paragraphs: Sequence[tuple[int, int]],
) -> Reported | None:
    """The statement that the quotation goes on from, or None.

    It stands earlier in the same paragraph, or ends the paragraph before with a colon; and where
    quotations are all of the paragraph, it is what the one before last quoted.
    """
    first, end = paragraph_of(quote.start, paragraphs)
    earlier = [r for r in known if r.cue.end_char <= quote.start]
    here = [r for r in earlier if content_of(r).start_char >= first or r.cue.start_char >= first]
    if here:
        return _outermost(_last_quoted(here, quotes), earlier)
    if not earlier or first != quote.start:
        return None
    if text[max(0, first - 8) : first].rstrip().endswith(":"):
        return _outermost(max(earlier, key=lambda r: r.cue.start), earlier)
    start = max((a for a, b in paragraphs if b <= first), default=first)
    above = [r for r in earlier if content_of(r).start_char >= start or r.cue.start_char >= start]
    quoted = [r for r in above if r.speaker is not None and _is_quoted(r, quotes)]
    if not quoted or not _is_all_quoted(text, first, end, quotes):
        return None
    last = _last_quoted(above, quotes)
    return last if last in quoted else None


def _last_quoted(told: Sequence[Reported], quotes: Sequence[Quote]) -> Reported:
    """The last of the statements, or the last quotation before it where the same speaker goes on.

    In '"X," Ann said, pointing at Y. "Z."' it is "said" that goes on.
    """
    last = max(told, key=lambda r: (r.cue.start, content_of(r).start))
    quoted = [r for r in told if _is_quoted(r, quotes)]
    if last in quoted or not quoted:
        return last
    before = max(quoted, key=lambda r: (r.cue.start, content_of(r).start))
    same = (
        last.speaker is None
        or before.speaker is None
        or last.speaker.root.pos_ == "PRON"
        or last.speaker.root.lower_ == before.speaker.root.lower_
        or before.cue.sent == last.cue.sent
    )
    return before if same else last


def _is_quoted(one: Reported, quotes: Sequence[Quote]) -> bool:
    return any(q.start <= content_of(one).start_char < q.end for q in quotes)


def _is_all_quoted(text: str, start: int, end: int, quotes: Sequence[Quote]) -> bool:
    """Whether the paragraph has no word outside of its quotations."""
    inside = [q for q in quotes if q.start < end and start < q.end]
    bare = [
        text[a:b]
        for a, b in zip(
            [start, *(q.end for q in inside)], [*(q.start for q in inside), end], strict=True
        )
    ]
    if not inside or any(c.isalnum() for stretch in bare for c in stretch):
        return False
    words = [word for word in re.findall(r"[^\W\d_]+", text[start:end]) if len(word) > _SMALL_WORD]
    return not all(word[0].isupper() for word in words)  # 'Coal Is King.' is a heading


def _outermost(one: Reported, others: Sequence[Reported]) -> Reported:
    """The statement whose content holds this one, so that a quoted speaker does not go on."""
    for other in others:
        if other is not one and covers(content_of(other), one.cue):
            return other
    return one


def _whole_sentence(text: str, quote: Quote) -> bool:
    inside = text[quote.start : quote.end].strip("“”\"'‘’`«»„ \n")
    before = text[max(0, quote.start - 80) : quote.start].rstrip()[-1:]
    starts = before in ("", ".", "!", "?", ":", "”", '"', "\n", ")", "’")
    return starts and inside[-1:] in tuple(".!?…") and inside[:1].isupper() and " " in inside

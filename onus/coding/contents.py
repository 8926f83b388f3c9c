"""How far the words of a speaker reach: to the end of the phrase, to the quotation marks."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from onus.coding.obligation_clauses import relation
from onus.coding.quotes import Quote
from onus.coding.reported_speech import Reported

_NEW_CLAUSE = frozenset({"conj", "cc", "advcl", "parataxis", "mark", "punct", "dep", "discourse"})


def completed(content: Span, one: Reported) -> Span:
    """The content run on over the words right behind it that hang on it, or that it hangs on.

    A tagger can stop in the middle of a phrase ("in Norway's [capital on Sunday]"). No
    punctuation is crossed, and neither cue nor speaker is taken in.
    """
    doc, start, end = content.doc, content.start, content.end
    last = content[-1].sent.end
    barred = [s for s in (one.cue, one.speaker) if s is not None]
    while end < last and not {doc[end].pos_, doc[end - 1].pos_} & {"PUNCT", "SPACE"}:
        reach = end + 1
        if not _hangs_on(doc[end], start, end):
            following = [
                t.head.i for t in doc[start:end] if end <= t.head.i < last and t.i > end - 4
            ]
            if not following or any(t.is_punct for t in doc[end : min(following)]):
                break
            reach = min(following) + 1
        grown = doc[start:reach]
        if any(overlap(grown, other) and not covers(content, other) for other in barred):
            break
        if doc[reach - 1] in one.cue.root.ancestors:
            break
        end = reach
    return doc[start:end]


def _hangs_on(token: Token, start: int, end: int) -> bool:
    """Whether the word fills out a phrase of the words `start` to `end`; a new clause does not."""
    while token.head.i != token.i and not start <= token.head.i < end:
        token = token.head
    return token.head.i != token.i and relation(token) not in _NEW_CLAUSE


def to_marks(content: Span, cue: Span, quotes: Sequence[Quote]) -> Span:
    """Run the content out to the ends of the quotations it begins or ends in, short of the cue.

    Where the cue itself stands in the quotation, the content stays within it instead.
    """
    start, end = content.start_char, content.end_char
    for quote in quotes:
        if quote.start <= cue.start_char and cue.end_char <= quote.end:
            start, end = max(start, quote.start), min(end, quote.end)
        elif max(start, quote.start) < min(end, quote.end):
            if not quote.start <= cue.start_char < start:
                start = min(start, quote.start)
            if not end <= cue.start_char < quote.end:
                end = max(end, quote.end)
        elif quote.end == start or quote.start == end:
            continue
    grown = span_between(content.doc, start, end)
    return grown if grown is not None else content


def clear_of(content: Span, cue: Span) -> Span | None:
    """The longer part of the content on one side of the cue."""
    if not overlap(content, cue):
        return content
    before, after = cue.start - content.start, content.end - cue.end
    if max(before, after) <= 0:
        return None
    doc = content.doc
    return doc[content.start : cue.start] if before > after else doc[cue.end : content.end]


def span_between(doc: Doc, start: int, end: int) -> Span | None:
    """The tokens that the characters touch, without white space at the ends; None for none."""
    span = doc.char_span(start, end, alignment_mode="expand") if start < end else None
    while span is not None and len(span) and span[0].is_space:
        span = doc[span.start + 1 : span.end]
    while span is not None and len(span) and span[-1].is_space:
        span = doc[span.start : span.end - 1]
    return span if span is not None and len(span) else None


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a word."""
    return max(one.start, other.start) < min(one.end, other.end)


def covers(outer: Span, inner: Span) -> bool:
    """Whether all words of `inner` lie in `outer`."""
    return outer.start <= inner.start and inner.end <= outer.end


def content_of(one: Reported) -> Span:
    """The content of a statement that has one."""
    assert one.content is not None
    return one.content


def paragraph_of(at: int, paragraphs: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The paragraph (start, end) that holds the character; (at, at) for none."""
    for start, end in paragraphs:
        if start <= at < end:
            return start, end
    return at, at

"""The other half of what a cue interrupts: "The talks, he said, would fail", "“Go,” she said, “now.”"

A tagger often gives one side of the cue alone. What it leaves out is told by the quotation marks,
or by a phrase on one side that hangs on the other.
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span, Token

from onus.coding.contents import overlap, span_between
from onus.coding.quotes import Quote
from onus.coding.reported_speech import Reported
from onus.language.annotation import text_of

# How many words may stand between the cue and the speaker or a quotation beside it, and how many
# characters between a quotation and a sentence of its own that tells who said it.
_NEAR, _APART = 8, 3
_CLAUSAL = frozenset({"VERB", "NOUN", "PROPN", "PRON", "AUX", "ADJ"})


def other_half(one: Reported, content: Span, quotes: Sequence[Quote]) -> Span | None:
    """What belongs to `content` on the other side of the cue, or None."""
    frame = _frame(one)
    if overlap(frame, content):
        return None
    return _quoted(frame, content, quotes) or _hanging(frame, content)


def _frame(one: Reported) -> Span:
    """The cue with its speaker, where they stand side by side."""
    cue, speaker = one.cue, one.speaker
    if speaker is None or speaker.sent.start != cue.sent.start:
        return cue
    start, end = min(cue.start, speaker.start), max(cue.end, speaker.end)
    between = cue.doc[min(cue.end, speaker.end) : max(cue.start, speaker.start)]
    return cue.doc[start:end] if _bare(between) else cue


def _quoted(frame: Span, content: Span, quotes: Sequence[Quote]) -> Span | None:
    """The quotation before or behind the cue that goes on from the one in the content."""
    text, sentence = text_of(frame.doc), frame.sent
    doc = frame.doc
    here = [q for q in quotes if sentence.start_char <= q.start < sentence.end_char]
    spans = [(q, span) for q in here if (span := span_between(doc, q.start, q.end)) is not None]
    before = [
        span
        for q, span in spans
        if q.start < frame.start_char
        and (text[q.end - 2] == "," or text[q.end : q.end + 1] == ",")
        and _bare(doc[span.end : frame.start])
    ]
    behind = [
        span
        for q, span in spans
        if frame.end_char < q.start
        and doc[span.start - 1].text == ","
        and _bare(doc[frame.end : span.start - 1])
    ]
    if not before or not behind:
        return None
    first, last = before[-1], behind[0]
    if overlap(content, last):
        return None if overlap(content, first) else first
    return last if overlap(content, first) else None


def _bare(between: Span) -> bool:
    """Whether the words say no more than when or where: "said *on Monday*"."""
    return len(between) <= _NEAR and not any(
        t.pos_ in {"VERB", "AUX"} or (t.is_punct and t.text != ",") for t in between
    )


def _hanging(frame: Span, content: Span) -> Span | None:
    """The stretch up to the sentence's edge, set off by commas, that hangs on the content."""
    doc, sentence = frame.doc, frame.sent
    if content.sent.start != sentence.start:
        return None
    if content.start >= frame.end:
        gap, side = doc[frame.end : content.start], doc[sentence.start : frame.start]
        parted = bool(len(side)) and side[-1].text == "," and any(t.text == "," for t in gap)
        side = side[:-1] if parted else side
    else:
        gap, side = doc[content.end : frame.start], doc[frame.end : sentence.end]
        parted = bool(len(side)) and side[0].text == "," and any(t.text == "," for t in gap)
        side = side[1:] if parted else side
        while len(side) and (side[-1].is_space or side[-1].is_punct):
            side = side[:-1]
    while len(side) and (side[0].pos_ == "CCONJ" or side[0].is_space):
        side = side[1:]
    if not parted or not any(t.pos_ in _CLAUSAL for t in side) or overlap(side, content):
        return None
    return side if joined(side, content) else None


def joined(one: Span, other: Span) -> bool:
    """Whether a word of one hangs on a word of the other, punctuation left out."""
    return any(
        not word.is_punct and head.start <= word.head.i < head.end
        for below, head in ((one, other), (other, one))
        for word in below
    )


def asked_before(cue: Span, quotes: Sequence[Quote]) -> Span | None:
    """The quotation that ends just before the cue's short sentence: "“Why now?” Berg demanded."

    A question mark ends the sentence for the splitter, so that the cue stands in one of its own.
    """
    text, sentence = text_of(cue.doc), cue.sent
    if len([t for t in sentence if t.is_alpha]) > _SHORT or not _opens(cue, sentence[0]):
        return None
    for quote in quotes:
        apart = text[quote.end : sentence.start_char] if quote.end <= sentence.start_char else "x"
        if not apart.strip() and len(apart) <= _APART and text[quote.end - 2] in "?!.…":
            return span_between(cue.doc, quote.start, quote.end)
    return None


_SHORT = 8


def _opens(cue: Span, first: Token) -> bool:
    """Whether the sentence begins with the cue or with its subject."""
    return first.i == cue.start or first in {
        word for child in cue.root.children if child.dep_ == "nsubj" for word in child.subtree
    }

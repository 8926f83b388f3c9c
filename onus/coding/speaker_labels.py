"""Statements that the layout alone shows: "PENCE: We will see", and a quotation signed by a dash.

Transcripts and headlines put the speaker in front of a colon; collections of letters and readers'
views put the name behind a dash, after the quotation. No verb tells of speaking there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Span, Token

from onus.coding.quotes import Quote
from onus.coding.reported_speech import Reported
from onus.knowledge import read_yaml

_DASHES = frozenset({"―", "—", "–", "-", "--"})
_LONGEST_LABEL = 6
_LONGEST_SIGNATURE = 14
_SURE = 0.8
_NAMING = frozenset({"PROPN", "NOUN", "ADJ", "ADP", "DET", "X", "PUNCT", "CCONJ", "PART"})


def labelled(
    doc: Doc, quotes: Sequence[Quote], paragraphs: Sequence[tuple[int, int]]
) -> list[Reported]:
    """The statements whose speaker is a label before them or a signature after them."""
    found: list[Reported] = []
    before: Span | None = None
    for number, (start, end) in enumerate(paragraphs):
        words = doc.char_span(start, end, alignment_mode="expand")
        words = None if words is None else _bare(words)
        if words is None:
            continue
        found += _label(words, first=number == 0)
        found += _signature(words, before, quotes)
        before = words
    return found


def _label(words: Span, *, first: bool) -> Iterator[Reported]:
    """ "Name: what is said", to the end of the paragraph; in a headline or with a person's name."""
    begin = 1 if words[0].text in "\"“'‘" and len(words) > 1 else 0
    colon = next((t for t in words[begin : begin + _LONGEST_LABEL + 1] if t.text == ":"), None)
    if colon is None or colon.i + 1 >= words.end or colon.i == words.start + begin:
        return
    label = words.doc[words.start + begin : colon.i]
    if label.text.lower() in _no_speakers() or not _could_speak(label, first=first):
        return
    content = _bare(words.doc[colon.i + 1 : words.end])
    if content is not None and len(content) > 1:
        yield Reported(words.doc[colon.i : colon.i + 1], label, content, _SURE)


def _could_speak(label: Span, *, first: bool) -> bool:
    if any(token.pos_ not in _NAMING for token in label) or not label[0].text[:1].isupper():
        return False
    if label.text in ("Q", "A"):
        return True
    if any(token.ent_type_ == "PER" for token in label):
        return True
    capitals = label.text.isupper() and len(label.text) > 2 and len(label) <= 3
    return capitals or (first and label[-1].pos_ in ("PROPN", "NOUN") and len(label) <= 3)


def _signature(words: Span, before: Span | None, quotes: Sequence[Quote]) -> Iterator[Reported]:
    """ "- Name" as a paragraph under a quotation, or behind one in the same paragraph."""
    if words[0].text in _DASHES and before is not None and len(words) <= _LONGEST_SIGNATURE:
        quoted = any(q.start <= before.start_char + 1 < q.end for q in quotes)
        signed = _name_after(words[0], words.end)
        if quoted and signed is not None:
            yield Reported(words[:1], signed, before, _SURE)
        return
    for quote in quotes:
        if quote.depth or not words.start_char <= quote.start < quote.end < words.end_char:
            continue
        behind = words.doc.char_span(quote.end, words.end_char, alignment_mode="contract")
        behind = None if behind is None else _bare(behind)
        content = words.doc.char_span(quote.start, quote.end, alignment_mode="expand")
        if behind is None or content is None or behind[0].text not in _DASHES:
            continue
        signed = _name_after(behind[0], behind.end)
        if signed is not None and len(behind) <= _LONGEST_SIGNATURE:
            yield Reported(behind[:1], signed, content, _SURE)


def _name_after(dash: Token, end: int) -> Span | None:
    """The name behind the dash, up to a comma or bracket."""
    doc, last = dash.doc, dash.i + 1
    while last < end and doc[last].text not in (",", "(", ".", ";"):
        last += 1
    name = doc[dash.i + 1 : last]
    if not 1 <= len(name) <= _LONGEST_LABEL or not name[0].text[:1].isupper():
        return None
    return name if all(t.text[:1].isupper() or len(t) <= 3 for t in name) else None


def _bare(words: Span) -> Span | None:
    """The span without white space at its ends; None when nothing is left."""
    while len(words) and words[0].is_space:
        words = words[1:]
    while len(words) and words[-1].is_space:
        words = words[:-1]
    return words if len(words) else None


@cache
def _no_speakers() -> frozenset[str]:
    source = files("onus.coding") / "speaker_labels.yaml"
    return frozenset(read_yaml(source.read_text(encoding="utf-8"))["no speakers"])

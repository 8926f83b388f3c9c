"""Parsed documents written by hand, one sentence a string, for tests of what builds on a parse."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

_VOCAB = spacy.blank("en").vocab
_LEMMAS = dict(
    pair.split(":")
    for pair in (
        "said:say is:be was:be were:be officials:official groups:group countries:country "
        "nations:nation premiers:premier protesters:protester militants:militant sources:source "
        "residents:resident sides:side governments:government dozens:dozen ministers:minister "
        "talks:talk troops:troop steps:step"
    ).split()
)


def parsed(*sentences: str) -> Doc:
    """A `Doc` of sentences written as `word|POS|relation|head[|ENT]`, heads counted from 1.

    Neighbouring words with the same entity label are one entity. Words are parted by spaces, but
    not before punctuation, "'s" and a closing bracket or after an opening one.
    """
    rows = [[word.split("|") for word in sentence.split()] for sentence in sentences]
    flat = [row for sentence in rows for row in sentence]
    words = [row[0] for row in flat]
    heads: list[int] = []
    for sentence in rows:
        first = len(heads)
        heads += [first + (int(r[3]) - 1 if r[3] != "0" else i) for i, r in enumerate(sentence)]
    doc = Doc(
        _VOCAB,
        words=words,
        spaces=[
            _space(word, following) for word, following in zip(words, [*words[1:], ""], strict=True)
        ],
        pos=[row[1] for row in flat],
        lemmas=[
            _LEMMAS.get(word.lower(), word if word.isupper() else word.lower()) for word in words
        ],
        deps=[row[2] for row in flat],
        heads=heads,
        sent_starts=[i == 0 for sentence in rows for i in range(len(sentence))],
    )
    doc.ents = filter_spans(list(_entities(doc, [row[4] if len(row) > 4 else "" for row in flat])))
    return doc


def phrase(doc: Doc, text: str, occurrence: int = 1) -> Span:
    """The stretch of `doc` with this text, the first unless told."""
    start = -1
    for _ in range(occurrence):
        start = doc.text.index(text, start + 1)
    span = doc.char_span(start, start + len(text))
    assert span is not None, text
    return span


def _entities(doc: Doc, labels: list[str]) -> list[Span]:
    spans, start = [], 0
    for i in range(1, len(labels) + 1):
        if i == len(labels) or labels[i] != labels[start]:
            if labels[start]:
                spans.append(Span(doc, start, i, label=labels[start]))
            start = i
    return spans


def _space(word: str, following: str) -> bool:
    return following not in ("", ",", ".", ")", "'s", "’s", ":", "”") and word not in ("(", "“")

"""Obligations as the network reads them: cues first, then for each cue who must do what.

What it finds are words. `onus.coding` weighs them beside what its rules say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc, Span

from onus.language.annotation import Owing, OwingKind
from onus.language.encoded import Encoded, encodings
from onus.language.network import Floats, Look, network
from onus.language.spans import doc_span, tagged_spans

_CUE = 0.3  # from this probability of any kind on a word is asked about as a cue
_PARTED = 4  # words of a party that may stand inside an act


@dataclass(frozen=True, slots=True)
class _Cue:
    """Words `start` to `end` of a sentence that may be a cue; `kinds` [K] are its probabilities."""

    doc: int
    sentence: Encoded
    start: int
    end: int
    kinds: Floats


def read_owings(docs: Sequence[Doc]) -> list[list[Owing]]:
    """For each doc its obligations in text order, from the encodings kept with it."""
    found: list[list[Owing]] = [[] for _ in docs]
    labels = network().labels
    if "owed_kinds" not in labels:
        return found  # weights whose head for obligations has not been trained yet
    kinds, tags = labels["owed_kinds"], labels["owed_tags"]
    cues = list(_cues(docs))
    answers = network().owed([Look(c.sentence.encoding, _marked(c)) for c in cues])
    for cue, (of_words, parts) in zip(cues, answers, strict=True):
        again = of_words[cue.start : cue.end].mean(0)
        best = int((cue.kinds + again)[1:].argmax()) + 1
        act = _act(docs[cue.doc], cue, parts, tags)
        if act is not None:
            found[cue.doc].append(
                Owing(
                    kind=_KINDS[kinds[best]],
                    cue=doc_span(docs[cue.doc], cue.sentence.words, cue.start, cue.end),
                    act=act,
                    bearer=_part(docs[cue.doc], cue, parts, tags, "BEARER"),
                    demander=_part(docs[cue.doc], cue, parts, tags, "DEMANDER"),
                    condition=_part(docs[cue.doc], cue, parts, tags, "CONDITION"),
                    deadline=_part(docs[cue.doc], cue, parts, tags, "DEADLINE"),
                    confidence=float(1 - cue.kinds[0]),
                    kind_confidence=float(again[best]),
                )
            )
    return found


_KINDS: dict[str, OwingKind] = {
    "demand": "demand",
    "offer": "offer",
    "pledge": "pledge",
    "refusal": "refusal",
    "threat": "threat",
}


def _cues(docs: Sequence[Doc]) -> Iterator[_Cue]:
    """Neighbouring words whose likeliest kind is the same are one cue, as sure as the surest."""
    sentences = [(number, one) for number, doc in enumerate(docs) for one in encodings(doc)]
    unmarked = [Look(one.encoding, np.zeros(len(one.words), np.int64)) for _, one in sentences]
    for (number, one), (kinds, _) in zip(sentences, network().owed(unmarked), strict=True):
        likeliest = kinds[:, 1:].argmax(1)
        maybe = kinds[:, 0] <= 1 - _CUE
        start = 0
        while start < len(maybe):
            end = start + 1
            if maybe[start]:
                while end < len(maybe) and maybe[end] and likeliest[end] == likeliest[start]:
                    end += 1
                surest = start + int(kinds[start:end, 0].argmin())
                yield _Cue(number, one, start, end, kinds[surest])
            start = end


def _marked(cue: _Cue) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    markers = np.zeros(len(cue.sentence.words), np.int64)
    markers[cue.start : cue.end] = 1
    return markers


def _act(doc: Doc, cue: _Cue, parts: Floats, tags: Sequence[str]) -> Span | None:
    """The act; its pieces are one where a party stands between them, else the longest counts."""
    spans = tagged_spans(parts, tags, "ACT")
    if not spans:
        return None
    start, end = spans[0][0], spans[-1][1]
    if end - start > sum(last - first for first, last, _ in spans) + _PARTED:
        start, end, _ = max(spans, key=lambda span: span[1] - span[0])
    return doc_span(doc, cue.sentence.words, start, end)


def _part(doc: Doc, cue: _Cue, parts: Floats, tags: Sequence[str], part: str) -> Span | None:
    spans = tagged_spans(parts, tags, part)
    if not spans:
        return None
    start, end, _ = max(spans, key=lambda span: span[1] - span[0])
    return doc_span(doc, cue.sentence.words, start, end)

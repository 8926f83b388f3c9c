"""Obligations as the network reads them: cues first, then for each cue who must do what.

What it finds are words. `onus.coding` weighs them beside what its rules say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from spacy.tokens import Doc, Span

from onus.language.annotation import Owing
from onus.language.encoded import Encoded, encodings
from onus.language.network import Floats, Look, network
from onus.language.spans import doc_span, longest, tagged_spans
from onus.terms import ObligationKind

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
        doc, words, tagged = docs[cue.doc], cue.sentence.words, tagged_spans(parts, tags)
        again = of_words[cue.start : cue.end].mean(0)
        best = int((cue.kinds + again)[1:].argmax()) + 1
        act = _act(doc, words, tagged.get("ACT", ()))
        if act is not None:
            found[cue.doc].append(
                Owing(
                    kind=cast(ObligationKind, kinds[best]),
                    cue=doc_span(doc, words, cue.start, cue.end),
                    act=act,
                    bearer=longest(doc, words, tagged.get("BEARER", ())),
                    demander=longest(doc, words, tagged.get("DEMANDER", ())),
                    condition=longest(doc, words, tagged.get("CONDITION", ())),
                    confidence=float(1 - cue.kinds[0]),
                )
            )
    return found


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


def _act(doc: Doc, words: Sequence[int], pieces: Sequence[tuple[int, int, float]]) -> Span | None:
    """The act; its pieces are one where a party stands between them, else the longest counts."""
    if not pieces:
        return None
    start, end = pieces[0][0], pieces[-1][1]
    if end - start > sum(last - first for first, last, _ in pieces) + _PARTED:
        return longest(doc, words, pieces)
    return doc_span(doc, words, start, end)

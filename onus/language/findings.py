"""What the network finds besides the parse: cues, their parts, predicates, parties, the owed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from spacy.tokens import Doc

from onus.language.annotation import Attribution, Predicate, RoleSpan, set_annotations
from onus.language.encoded import Encoded, keep_encodings
from onus.language.network import Look, Reading, network
from onus.language.owed import read_owings
from onus.language.spans import doc_span, longest, tagged_spans

_EVENT = 0.5


def annotate_findings(
    docs: Sequence[Doc],
    segments: Sequence[tuple[int, tuple[int, ...]]],
    readings: Sequence[Reading],
) -> None:
    """Put into the docs what `onus.language.annotation` gives back, and the encodings.

    A segment is the number of its doc and the tokens of one sentence.
    """
    net = network()
    cue_of: list[tuple[int, tuple[int, ...], int, int, float]] = []
    looks: list[Look] = []
    predicates: list[list[Predicate]] = [[] for _ in docs]
    roles: list[list[RoleSpan]] = [[] for _ in docs]
    encodings: list[list[Encoded]] = [[] for _ in docs]
    for (number, words), reading in zip(segments, readings, strict=True):
        encodings[number].append(Encoded(words, reading.encoding))
        predicates[number] += [
            Predicate(
                token=docs[number][words[at]],
                probability=float(reading.event[at]),
                happened=float(6 * reading.happened[at] - 3),
            )
            for at in np.flatnonzero(reading.event > _EVENT)
        ]
        roles[number] += _roles(docs[number], words, reading, net.labels["roles"])
        for start, end, sure in tagged_spans(reading.cues, net.labels["cues"]).get("CUE", ()):
            markers = np.zeros(len(words), np.int64)
            markers[start:end] = net.labels["markers"].index("cue")
            looks.append(Look(reading.encoding, markers))
            cue_of.append((number, words, start, end, sure))
    attributions: list[list[Attribution]] = [[] for _ in docs]
    for (number, words, start, end, sure), tags in zip(cue_of, net.spans(looks), strict=True):
        doc, found = docs[number], tagged_spans(tags, net.labels["spans"])
        content = _joined(found.get("CONTENT", ()), start, end)
        attributions[number].append(
            Attribution(
                cue=doc_span(doc, words, start, end),
                source=longest(doc, words, found.get("SOURCE", ())),
                content=longest(doc, words, content),
                confidence=sure,
            )
        )
    for number, doc in enumerate(docs):
        keep_encodings(doc, encodings[number])
    for number, (doc, owed) in enumerate(zip(docs, read_owings(docs), strict=True)):
        set_annotations(doc, attributions[number], predicates[number], roles[number], owed)


def _roles(
    doc: Doc, words: tuple[int, ...], reading: Reading, labels: Sequence[str]
) -> list[RoleSpan]:
    """The parties that the network tags in one sentence, in text order."""
    tagged = tagged_spans(reading.roles, labels)
    found = [
        RoleSpan(doc_span(doc, words, start, end), role, sure)
        for tag, role in _ROLES.items()
        for start, end, sure in tagged.get(tag, ())
    ]
    return sorted(found, key=lambda r: r.span.start)


_ROLES: dict[str, Literal["source", "target", "either"]] = {
    "S": "source",
    "T": "target",
    "R": "either",
}


def _joined(
    spans: Sequence[tuple[int, int, float]], cue_start: int, cue_end: int
) -> list[tuple[int, int, float]]:
    """Content spans, joined where no more than two words that are not the cue part them."""
    joined: list[tuple[int, int, float]] = []
    for start, end, sure in spans:
        if joined:
            first, last, before = joined[-1]
            if start - last <= 2 and not last <= cue_start < start:
                joined[-1] = (first, end, max(before, sure))
                continue
        joined.append((start, end, sure))
    return joined

"""Tags of the network to spans of a `Doc`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Span

from onus.language.tags import best_tags


def doc_span(doc: Doc, words: Sequence[int], start: int, end: int) -> Span:
    """Words `start` to `end` of a sentence whose words are these tokens of the doc."""
    return doc[words[start] : words[end - 1] + 1]


def longest(doc: Doc, words: Sequence[int], spans: Sequence[tuple[int, int, float]]) -> Span | None:
    """The longest of `spans`, which are those of `tagged_spans`; None when there are none."""
    if not spans:
        return None
    start, end, _ = max(spans, key=lambda span: span[1] - span[0])
    return doc_span(doc, words, start, end)


def tagged_spans(
    scores: npt.NDArray[np.float32], labels: Sequence[str], kind: str
) -> list[tuple[int, int, float]]:
    """(start, end, mean probability) of the spans of one kind in the tags [W, tags]."""
    best = best_tags(scores, labels)
    tags = [labels[index] for index in best]
    probabilities = np.exp(scores[np.arange(len(best)), best])
    spans: list[tuple[int, int, float]] = []
    start = -1
    for index, tag in enumerate([*tags, "O"]):
        inside = tag.endswith(f"-{kind}")
        if start >= 0 and (not inside or tag.startswith("B-")):
            spans.append((start, index, float(probabilities[start:index].mean())))
            start = -1
        if inside and start < 0:
            start = index
    return spans

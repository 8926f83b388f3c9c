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
    scores: npt.NDArray[np.float32], labels: Sequence[str]
) -> dict[str, list[tuple[int, int, float]]]:
    """By kind, (start, end, mean probability) of the spans in the tags [W, tags], in order."""
    best = best_tags(scores, labels)
    tags = [labels[one] for one in best]
    spans: dict[str, list[tuple[int, int, float]]] = {}
    if tags.count("O") == len(tags):
        return spans
    probabilities = np.exp(scores[np.arange(len(best)), best])
    start, of_kind = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        begins, _, kind = tag.partition("-")
        if of_kind and (kind != of_kind or begins == "B"):
            sure = float(probabilities[start:index].mean())
            spans.setdefault(of_kind, []).append((start, index, sure))
            of_kind = ""
        if kind and not of_kind:
            start, of_kind = index, kind
    return spans

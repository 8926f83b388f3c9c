"""Where the predicates of UDS lie in today's UD English EWT.

UDS names sentences by their place in UD EWT 1.2. Since then whole documents have changed places
and a few sentences were split or joined, so the places are found again: a Viterbi path over
today's sentences that mostly steps on by one, on which judged predicates should fall on verbs.
On the training part 98 % of the predicates come to lie in runs where 95 % and more fall on verbs.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from benchmarks.corpora import JudgedPredicate, ParsedSentence

_JUMP = 9.0
_SLIP = 4.0
_FIT = {"VERB": 2.0, "AUX": -1.0, "ADJ": -1.0, "NOUN": -1.0}
_MISFIT = -3.0
_OUTSIDE = -4.0
_LONGEST = 200


def align(
    judged: Sequence[JudgedPredicate], sentences: Sequence[ParsedSentence], part: str
) -> list[tuple[int, JudgedPredicate]]:
    """(index into `sentences`, predicate) for each predicate of `part` that falls on a verb.

    `part` is `ewt-train` or `ewt-dev`; `sentences` the whole of that part in file order.
    """
    here = [p for p in judged if p.sentence.rpartition("-")[0] == part]
    if not here:
        return []
    ordinals = [int(p.sentence.rpartition("-")[2]) - 1 for p in here]
    tokens: list[list[int]] = [[] for _ in range(max(ordinals) + 1)]
    for ordinal, predicate in zip(ordinals, here, strict=True):
        tokens[ordinal].append(predicate.token)
    path = _best_path(tokens, sentences)
    placed = ((path[ordinal], p) for ordinal, p in zip(ordinals, here, strict=True))
    return [
        (index, p)
        for index, p in placed
        if p.token < len(sentences[index].upos) and sentences[index].upos[p.token] == "VERB"
    ]


def _best_path(tokens: list[list[int]], sentences: Sequence[ParsedSentence]) -> list[int]:
    count = len(sentences)
    fit = np.full((count, _LONGEST), _OUTSIDE, np.float32)
    for row, sentence in enumerate(sentences):
        for column, tag in enumerate(sentence.upos[:_LONGEST]):
            fit[row, column] = _FIT.get(tag, _MISFIT)
    verbs = np.array([s.upos.count("VERB") for s in sentences], np.float32)
    here = np.arange(count)
    came_from = np.zeros((len(tokens), count), np.int32)
    score: npt.NDArray[np.float32] = np.zeros(count, np.float32)
    for ordinal, places in enumerate(tokens):
        top = int(score.argmax())
        ways = np.stack(
            [
                _shifted(score, 1),
                _shifted(score, 2) - _SLIP,
                score - _SLIP,
                np.full(count, score[top] - _JUMP, np.float32),
            ]
        )
        choice = ways.argmax(0)
        came_from[ordinal] = np.choose(choice, [here - 1, here - 2, here, np.full(count, top)])
        score = ways.max(0) - 0.25 * np.abs(verbs - len(places))
        for place in places:
            if place < _LONGEST:
                score = score + fit[:, place]
    path = [int(score.argmax())]
    for ordinal in range(len(tokens) - 1, 0, -1):
        path.append(int(came_from[ordinal][path[-1]]))
    return path[::-1]


def _shifted(score: npt.NDArray[np.float32], by: int) -> npt.NDArray[np.float32]:
    shifted = np.full_like(score, -1e9)
    shifted[by:] = score[:-by]
    return shifted

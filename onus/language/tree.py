"""The best dependency tree under given arc scores (Chu and Liu 1965, Edmonds 1967)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]

_NEVER = -1e9
# Larger than any difference a tree's arcs can make up, so that one word hangs on the root.
_ONE_ROOT = 1e6


def maximum_tree(scores: Scores) -> list[int]:
    """The heads of the highest-scoring tree in which exactly one word hangs on the root.

    `scores` [n, n + 1]: row w, column h scores word w under head h; column 0 is the root, column
    h > 0 is word h - 1. The answer counts likewise: 0 for the root, h for word h - 1.
    Most sentences need no more than each word's best head; cycles are contracted where they occur.
    """
    count = scores.shape[0]
    if count == 0:
        return []
    square = np.full((count + 1, count + 1), _NEVER, np.float64)
    square[1:, :] = scores
    np.fill_diagonal(square, _NEVER)
    heads = square.argmax(1)
    if (heads[1:] == 0).sum() == 1 and _cycle(heads) is None:
        return [int(head) for head in heads[1:]]
    square[1:, 0] -= _ONE_ROOT
    return [int(head) for head in _arborescence(square)[1:]]


def _cycle(heads: npt.NDArray[np.int64]) -> list[int] | None:
    """The nodes of a cycle, or None; node 0 is the root and has no head."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return None


def _arborescence(square: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Heads of the best tree over `square` [n, n] (dependent, head) with root 0; heads[0] is 0."""
    heads: npt.NDArray[np.int64] = square.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.array(cycle)
    apart = np.ones(len(square), bool)
    apart[inside] = False
    outside = np.flatnonzero(apart)
    own = square[inside, heads[inside]]
    # The cycle becomes one node, last in the smaller graph.
    entering = square[np.ix_(inside, outside)] - own[:, None]
    leaving = square[np.ix_(outside, inside)]
    smaller = np.full((len(outside) + 1, len(outside) + 1), _NEVER, np.float64)
    smaller[:-1, :-1] = square[np.ix_(outside, outside)]
    smaller[-1, :-1] = entering.max(0)
    smaller[:-1, -1] = leaving.max(1)
    solved = _arborescence(smaller)
    answer: npt.NDArray[np.int64] = heads.copy()
    for at, node in enumerate(outside[1:], start=1):
        head = solved[at]
        answer[node] = inside[leaving[at].argmax()] if head == len(outside) else outside[head]
    into = int(solved[-1])
    broken = int(entering[:, into].argmax())
    answer[inside[broken]] = outside[into]
    return answer

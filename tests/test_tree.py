"""The tree decoder finds the best tree, the one that networkx finds by another algorithm."""

from __future__ import annotations

import networkx  # type: ignore[import-untyped]
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onus.language.tree import maximum_tree

Scores = npt.NDArray[np.float32]

# Whole numbers, so that ties are common and sums are exact.
SQUARES = st.integers(1, 8).flatmap(
    lambda n: arrays(np.float32, (n, n + 1), elements=st.integers(-9, 9).map(float))
)


def total(scores: Scores, heads: list[int]) -> float:
    return float(sum(scores[word, head] for word, head in enumerate(heads)))


def best_total(scores: Scores) -> float:
    """The score of the best tree with one word on the root, by trying each word there."""
    return max(_best_under(scores, first) for first in range(len(scores)))


def _best_under(scores: Scores, first: int) -> float:
    graph = networkx.DiGraph()
    graph.add_edge(0, first + 1, weight=float(scores[first, 0]))
    for word in range(len(scores)):
        for head in range(1, len(scores) + 1):
            if head != word + 1 and word != first:
                graph.add_edge(head, word + 1, weight=float(scores[word, head]))
    tree = networkx.maximum_spanning_arborescence(graph)
    return float(sum(weight for _, _, weight in tree.edges(data="weight")))


@settings(deadline=None, max_examples=150)
@given(SQUARES)
def test_the_tree_is_the_best_one(scores: Scores) -> None:
    heads = maximum_tree(scores)
    graph = networkx.DiGraph((head, word) for word, head in enumerate(heads, start=1))
    assert networkx.is_arborescence(graph)
    assert heads.count(0) == 1
    assert total(scores, heads) == best_total(scores)


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 2**32 - 1), st.integers(20, 40))
def test_long_sentences_get_the_best_tree_too(seed: int, count: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(count, count + 1)).astype(np.float32)
    heads = maximum_tree(scores)
    assert heads.count(0) == 1
    first = heads.index(0)
    assert total(scores, heads) == pytest.approx(_best_under(scores, first), abs=1e-4)


def test_no_words_no_heads() -> None:
    assert maximum_tree(np.zeros((0, 1), np.float32)) == []


def test_a_single_word_hangs_on_the_root() -> None:
    assert maximum_tree(np.array([[-5.0, 9.0]], np.float32)) == [0]


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    # Each word likes the other best; the second loses 1 by going to the root, the first 3.
    scores = np.array([[2.0, 0.0, 5.0], [4.0, 5.0, 0.0]], np.float32)
    assert maximum_tree(scores) == [2, 0]


@pytest.mark.parametrize("root", [1e3, 50.0])
def test_a_root_that_every_word_likes_still_gets_one(root: float) -> None:
    scores = np.zeros((3, 4), np.float32)
    scores[:, 0] = [root, root + 2, root + 1]
    assert maximum_tree(scores).count(0) == 1
    assert maximum_tree(scores)[1] == 0

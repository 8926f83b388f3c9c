"""Tags of spans: the likeliest sequence of those that can stand."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onus.language.tags import best_tags

LABELS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG"]


def stands(tags: tuple[int, ...]) -> bool:
    before = ["O", *(LABELS[tag] for tag in tags)]
    return all(
        not tag.startswith("I-") or previous[2:] == tag[2:] for previous, tag in pairwise(before)
    )


@given(st.lists(st.lists(st.floats(-9, 0), min_size=5, max_size=5), min_size=1, max_size=4))
def test_no_sequence_that_can_stand_is_likelier(rows: list[list[float]]) -> None:
    scores = np.array(rows, np.float32)
    found = tuple(best_tags(scores, LABELS))
    assert stands(found)
    every = range(len(LABELS))
    likeliest = max(
        float(scores[np.arange(len(rows)), list(tags)].sum())
        for tags in product(every, repeat=len(rows))
        if stands(tags)
    )
    assert float(scores[np.arange(len(rows)), list(found)].sum()) >= likeliest - 1e-4


def test_a_name_that_begins_inside_takes_its_first_word_in() -> None:
    scores = np.log(np.array([[0.5, 0.4, 0.1, 0.0, 0.0], [0.1, 0.1, 0.8, 0.0, 0.0]]) + 1e-6)
    assert [LABELS[tag] for tag in best_tags(scores.astype(np.float32), LABELS)] == [
        "B-PER",
        "I-PER",
    ]

"""The two questions that the head for obligations is asked of a sentence, with what is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Encoding = npt.NDArray[np.float16]
Numbers = npt.NDArray[np.int64]

NOT_ASKED = -100


@dataclass(frozen=True, slots=True)
class Question:
    """A sentence as the head is shown it: encoding [W, 384], marked words, what is right.

    `kinds` and `tags` [W] are indices into `OWED_KINDS` and `OWED_TAGS`, -100 where not asked.
    """

    encoding: Encoding
    markers: Numbers
    kinds: Numbers
    tags: Numbers


def for_cues(encoding: Encoding, cues: Sequence[tuple[Sequence[int], int]] = ()) -> Question:
    """Which words are cues: these, each with its kind; none where the sentence lays nothing."""
    nothing = np.zeros(len(encoding), np.int64)
    kinds = nothing.copy()
    for words, kind in cues:
        kinds[list(words)] = kind
    return Question(encoding, nothing, kinds, np.full(len(encoding), NOT_ASKED))


def for_parts(encoding: Encoding, cue: Sequence[int], kind: int, tags: Numbers) -> Question:
    """What the parts of this cue are, and its kind."""
    markers, kinds = np.zeros(len(encoding), np.int64), np.full(len(encoding), NOT_ASKED)
    markers[list(cue)], kinds[list(cue)] = 1, kind
    return Question(encoding, markers, kinds, tags)

"""What short texts mean, as points that lie close when the texts say the same.

The encoder was trained to compare sentences before it learned to parse them; the mean over the
words that carry content still does that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from onus.language.network import network

SIZE = 384
_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*|[$€£¥]")
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_REST = 0.1  # weight of a word without content


def meanings(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """One row of length 1 a text [texts, SIZE], all in one pass; zeros for a text without words."""
    found = np.zeros((len(texts), SIZE), np.float32)
    words = [_WORD.findall(text) for text in texts]
    cut = [
        (row, of_text[start:end])
        for row, of_text in enumerate(words)
        for start, end in list(network().segments(of_text))[:1]
    ]
    labels = network().labels["upos"]
    for (row, _), reading in zip(cut, network().read([w for _, w in cut]), strict=True):
        weights = np.array([1.0 if labels[tag] in _CONTENT else _REST for tag in reading.upos])
        mean = weights @ reading.encoding.astype(np.float32)
        found[row] = mean / (np.linalg.norm(mean) or 1.0)
    return found

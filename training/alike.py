"""Pairs whose later sentence has other words in places, each much like the one that stood there.

"Delivered" becomes "shipped", "Iran" "Iraq", "12" "14": what the sentence then makes of the
obligation nobody has written down, but larger judges have an opinion, and a small one that hears it
learns where it changes its mind (after the data augmentation of TinyBERT, Jiao et al. 2020).
"""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import numpy as np
import spacy

from onus.language.network import PairLook, network
from training.minilm import minilm_folder
from training.model import safetensors

_LATER = 2  # the marker of its pieces
_NEAREST = 6
_SHARES = (0.08, 0.16, 0.3)  # of the words that can be changed
_SHORTEST = 3  # letters


def alike(look: PairLook, draw: random.Random) -> PairLook:
    """The pair with some whole words of its later sentence changed; the same where none can be."""
    near, share = neighbours(), draw.choice(_SHARES)
    ids = look.ids.copy()
    for at in np.flatnonzero((look.markers == _LATER) & (near[look.ids, 0] > 0)):
        if draw.random() < share:
            ids[at] = near[look.ids[at], draw.randrange(_NEAREST)]
    return replace(look, ids=ids)


@cache
def neighbours() -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """For each word piece the six most like it [pieces, 6]; zeros for what is not changed.

    Words are changed for words and figures for figures, by the cosine of their embeddings in
    all-MiniLM-L6-v2; words of grammar and parts of words stay.
    """
    tensors = safetensors((minilm_folder() / "model.safetensors").read_bytes())
    table = tensors["embeddings.word_embeddings.weight"].numpy()
    table = table / np.linalg.norm(table, axis=1, keepdims=True)
    kept = spacy.blank("en").Defaults.stop_words
    vocabulary = network().pieces.vocabulary
    words = [
        piece
        for text, piece in vocabulary.items()
        if text.isalpha() and text.isascii() and len(text) >= _SHORTEST and text not in kept
    ]
    figures = [piece for text, piece in vocabulary.items() if text.isdigit()]
    found = np.zeros((len(table), _NEAREST), np.int64)
    for group in (np.array(words), np.array(figures)):
        likeness = table[group] @ table[group].T
        np.fill_diagonal(likeness, -1)
        found[group] = group[np.argpartition(-likeness, _NEAREST, axis=1)[:, :_NEAREST]]
    return found

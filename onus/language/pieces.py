"""Words to the encoder's word pieces: the one place that training and reading share.

The encoder (all-MiniLM-L6-v2) knows lower case only, so each piece carries the shape of its word
beside its identity: "us" and "US" differ in shape alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Ints = npt.NDArray[np.int64]

LONGEST = 510
"""Pieces that fit between [CLS] and [SEP]: BERT has 512 positions."""

SHAPES = 6
"""How many shapes `shape_of` tells apart."""


@dataclass(frozen=True, slots=True)
class PieceBatch:
    """Sentences ready for the encoder, padded to the longest.

    `ids`, `shapes`, `mask`: [sentences, pieces]; `first`: [sentences, words], the place of each
    word's first piece; `words`: [sentences, words], 1 for a word and 0 for padding.
    """

    ids: Ints
    shapes: Ints
    mask: Ints
    first: Ints
    words: Ints


class Pieces:
    """Cuts words into pieces and remembers how it cut them."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, tuple[int, ...]] = {}
        self.vocabulary = tokenizer.get_vocab()
        self.begin = self.vocabulary["[CLS]"]
        self.end = self.vocabulary["[SEP]"]
        self._unknown = self.vocabulary["[UNK]"]

    def of(self, word: str) -> tuple[int, ...]:
        """The piece ids of one word: at least one, and no more than eight."""
        known = self._known.get(word)
        if known is None:
            ids = self._tokenizer.encode(word[:100], add_special_tokens=False).ids
            known = tuple(ids[:8]) or (self._unknown,)
            if len(self._known) > 200_000:
                self._known.clear()
            self._known[word] = known
        return known

    def batch(self, sentences: Sequence[Sequence[str]]) -> PieceBatch:
        """Pad `sentences` into one batch; none may have more than `LONGEST` pieces."""
        cut = [[self.of(word) for word in words] for words in sentences]
        length = max(sum(map(len, pieces)) for pieces in cut) + 2
        width = max(map(len, cut))
        ids, shapes, mask = (np.zeros((len(cut), length), np.int64) for _ in range(3))
        first, words = (np.zeros((len(cut), width), np.int64) for _ in range(2))
        for row, pieces in enumerate(cut):
            of_row, shapes_of_row, firsts = [self.begin], [0], []
            for word, of_word in zip(sentences[row], pieces, strict=True):
                firsts.append(len(of_row))
                of_row += of_word
                shapes_of_row += [shape_of(word)] * len(of_word)
            of_row.append(self.end)
            ids[row, : len(of_row)] = of_row
            shapes[row, : len(shapes_of_row)] = shapes_of_row
            mask[row, : len(of_row)] = 1
            first[row, : len(firsts)] = firsts
            words[row, : len(firsts)] = 1
        return PieceBatch(ids, shapes, mask, first, words)


@lru_cache(maxsize=50_000)
def shape_of(word: str) -> int:
    """1 lower case, 2 capitalised, 3 all capitals, 4 mixed, 5 without letters; 0 is padding."""
    if not any(character.isalpha() for character in word):
        return 5
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    return 2 if word[0].isupper() and word[1:].islower() else 4

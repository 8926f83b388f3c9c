"""The sentences of a `Doc` as the network saw them, kept with it for the looks that come later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

_ENCODINGS = "onus_encodings"


@dataclass(frozen=True, slots=True)
class Encoded:
    """One sentence as the network sees it: the doc's indices of its words, and their encoding."""

    words: tuple[int, ...]
    encoding: npt.NDArray[np.float16]


def encodings(doc: Doc) -> Sequence[Encoded]:
    """The sentences of `doc` as the network saw them; none where it was not read by the network."""
    return cast(Sequence[Encoded], doc.user_data.get(_ENCODINGS, ()))


def keep_encodings(doc: Doc, sentences: Sequence[Encoded]) -> None:
    """Put the sentences where `encodings` looks for them."""
    doc.user_data[_ENCODINGS] = tuple(sentences)

"""Pairs that nobody has coded, and the file that keeps what teachers think of them.

Their sentences are those of PolNeAR train and of reports without labels; source and target are what
reading proposes in them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from benchmarks.corpora import MarkedPair, read_pairs, read_polnear
from onus.language.sentences import sentence_spans
from training.examples import silent_texts
from training.pair_examples import proposed

NEWS, OTHERS, PAIRS = 7000, 11_000, 11_000
SHORTEST, LONGEST = 8, 60


def silent_pairs(data: Path, seed: int) -> list[MarkedPair]:
    """`PAIRS` pairs out of `NEWS` sentences of PolNeAR train and `OTHERS` without any labels."""
    draw = random.Random(seed)
    coded = {
        pair.text
        for name in ("plv", "aw")
        for pair in read_pairs(data / f"events/{name}_train.tsv")
    }
    news = {s for a in read_polnear(data / "attribution/polnear-train") for s in _sentences(a.text)}
    others = {s for text in silent_texts(data) for s in _sentences(text)} - coded
    texts = [*draw.sample(sorted(news), NEWS), *draw.sample(sorted(others), OTHERS)]
    found = proposed(texts)
    return draw.sample(found, min(PAIRS, len(found)))


def _sentences(text: str) -> Iterator[str]:
    for start, end in sentence_spans(text):
        words = text[start:end].split()
        if SHORTEST <= len(words) <= LONGEST:
            yield " ".join(words)


def write(path: Path, pairs: Sequence[MarkedPair], scores: Tensor) -> None:
    """Keep the pairs with their teachers' scores [folds, N, C]."""
    np.savez_compressed(
        path,
        texts=np.array([pair.text for pair in pairs]),
        spans=np.array([[*pair.source, *(pair.target or pair.source)] for pair in pairs]),
        scores=scores.numpy().astype(np.float16),
    )


def read(path: Path) -> tuple[list[MarkedPair], Tensor]:
    """The pairs of a file, and what each fold's teacher takes for likely: [folds, N, C]."""
    with np.load(path) as kept:
        pairs = [
            MarkedPair(str(text), (int(a), int(b)), (int(c), int(d)), None, None, None)
            for text, (a, b, c, d) in zip(kept["texts"], kept["spans"], strict=True)
        ]
        return pairs, torch.from_numpy(kept["scores"].astype(np.float32)).softmax(-1)

"""The shipped weights as they lie in the package: graphs in gzip, and the word pieces beside them.

Trained numbers pack by a fifth, without loss. The reader and the judge of later sentences know the
same word pieces, so the table of these is a file of its own, and both graphs are given it.
"""

from __future__ import annotations

import gzip
from pathlib import Path

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint8]

WIDTH = 384
WORDS = "words"
"""The name under which graphs ask for the table of word pieces [pieces, 384]."""

WITH_WORDS = frozenset({"reader", "effects"})
"""The graphs that begin with word pieces; the others go on from the reader's encoding."""


def graph(folder: Path, name: str) -> bytes:
    """The ONNX graph of this name in `folder`; those `WITH_WORDS` must be given the table."""
    return gzip.decompress(path_of(folder, name).read_bytes())


def has_graph(folder: Path, name: str) -> bool:
    """Whether there is a graph of this name in `folder`."""
    return path_of(folder, name).exists()


def path_of(folder: Path, name: str) -> Path:
    """Where the graph of this name lies in `folder`."""
    return folder / f"{name}.onnx.gz"


def words(folder: Path) -> Words | None:
    """The table of word pieces, a row of eight-bit steps for each.

    None where there is none: graphs of thirty-two bits hold their own.
    """
    path = folder / f"{WORDS}.gz"
    if not path.exists():
        return None
    return np.frombuffer(gzip.decompress(path.read_bytes()), np.uint8).reshape(-1, WIDTH)

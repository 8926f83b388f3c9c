"""The shipped weights as they lie in the package, packed.

Graphs are in gzip: trained numbers pack by a fifth, without loss. The reader and the judge of later
sentences know the same word pieces, so the table of these is a file of its own, and both graphs are
given it. The judge is also given its matrices, which have four bits.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint8]

WIDTH = 384
WORDS = "words"
"""The name under which graphs ask for the table of word pieces [pieces, 384]."""

WITH_WORDS = frozenset({"reader", "effects"})
"""The graphs that begin with word pieces; the others go on from the reader's encoding."""

CODES, SCALES, SCALE = "_codes", "_scales", "_scale"
"""What the name of a matrix ends with: its codes of four bits and their scales as they lie in the
package; as graphs are given them, the scale of each column."""

BLOCK = 64
"""Weights of four bits that share a scale."""

MIDDLE = 8
"""The code of zero in four bits."""

STEPS = 64
"""The largest whole number that graphs multiply with: onnxruntime's `reduce_range`."""

_LEAST = 1e-9  # a column of zeros has a scale, too


def graph(folder: Path, name: str) -> bytes:
    """The ONNX graph of this name in `folder`; those `WITH_WORDS` must be given the table."""
    return gzip.decompress(path_of(folder, name).read_bytes())


def has_graph(folder: Path, name: str) -> bool:
    """Whether there is a graph of this name in `folder`."""
    return path_of(folder, name).exists()


def matrices(folder: Path, name: str) -> dict[str, npt.NDArray[Any]]:
    """The matrices that the graph of this name must be given, and the scales of their columns."""
    found: dict[str, npt.NDArray[Any]] = {}
    for matrix, exact in exact_matrices(folder, name):
        scale = np.maximum(np.abs(exact).max(1), _LEAST) / STEPS
        whole = np.round(exact.T / scale).astype(np.int8)
        found |= {matrix: whole, f"{matrix}{SCALE}": scale}
    return found


def exact_matrices(folder: Path, name: str) -> Iterator[tuple[str, npt.NDArray[np.float32]]]:
    """The matrices [outputs, inputs] of the graph of this name as their four bits say them."""
    path = four_bits_of(folder, name)
    if path.exists():
        with np.load(path) as kept:
            for matrix in (key.removesuffix(CODES) for key in kept if key.endswith(CODES)):
                yield matrix, _exact(kept[f"{matrix}{CODES}"], kept[f"{matrix}{SCALES}"])


def _exact(
    codes: npt.NDArray[np.uint8], scales: npt.NDArray[np.float16]
) -> npt.NDArray[np.float32]:
    """Codes [outputs, blocks, 32], two in a byte, and scales [outputs, blocks], as numbers."""
    outputs, blocks, _ = codes.shape
    steps = np.empty((outputs, blocks, BLOCK), np.float32)
    steps[..., 0::2], steps[..., 1::2] = codes & 15, codes >> 4
    floats = (steps - MIDDLE) * scales[..., None].astype(np.float32)
    return floats.reshape(outputs, -1)


def four_bits_of(folder: Path, name: str) -> Path:
    """Where the matrices of the graph of this name lie in `folder`."""
    return folder / f"{name}.npz"


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

"""The shipped weights lie packed, and what is unpacked is what was packed."""

from __future__ import annotations

import gzip
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onus.language import packed

ROWS, BLOCKS = 3, 2


@settings(max_examples=30, deadline=None)
@given(
    arrays(np.uint8, (ROWS, BLOCKS, packed.BLOCK), elements=st.integers(0, 15)),
    arrays(np.float16, (ROWS, BLOCKS), elements=st.floats(0.125, 2.0, width=16)),
)
def test_codes_of_four_bits_become_whole_numbers_of_the_same_worth(
    codes: npt.NDArray[np.uint8], scales: npt.NDArray[np.float16]
) -> None:
    meant = (codes.astype(np.float32) - packed.MIDDLE) * scales[..., None].astype(np.float32)
    with TemporaryDirectory() as name:
        folder = Path(name)
        halves = codes[..., 0::2] | codes[..., 1::2] << 4
        np.savez(packed.four_bits_of(folder, "judge"), m0_codes=halves, m0_scales=scales)
        found = packed.matrices(folder, "judge")
    whole, scale = found["m0"], found["m0_scale"]
    assert whole.dtype == np.int8
    assert np.abs(whole).max() <= packed.STEPS
    apart = np.abs((whole * scale).T - meant.reshape(ROWS, -1))
    assert (apart <= scale[:, None] / 2 + 1e-5).all()


def test_a_graph_without_matrices_of_its_own_is_given_none(tmp_path: Path) -> None:
    assert packed.matrices(tmp_path, "reader") == {}
    assert packed.words(tmp_path) is None


def test_graphs_and_words_are_what_was_packed(tmp_path: Path) -> None:
    packed.path_of(tmp_path, "reader").write_bytes(gzip.compress(b"a graph"))
    table = np.arange(2 * packed.WIDTH).astype(np.uint8)
    (tmp_path / f"{packed.WORDS}.gz").write_bytes(gzip.compress(table.tobytes()))
    words = packed.words(tmp_path)
    assert packed.has_graph(tmp_path, "reader")
    assert not packed.has_graph(tmp_path, "owed")
    assert packed.graph(tmp_path, "reader") == b"a graph"
    assert words is not None
    assert (words.flatten() == table).all()


def test_the_weights_take_less_than_forty_megabytes() -> None:
    folder = files("onus.language") / "weights"
    sizes = [len(file.read_bytes()) for file in folder.iterdir() if file.is_file()]
    assert sum(sizes) < 40_000_000

"""Is this article a copy of one we have? Wire stories under other mastheads, cut or updated.

A signature is a MinHash over the text's three-word runs, so that order of paragraphs and headline
matter little. Its bands find articles that may be copies; whether they are is then decided on the
texts themselves, by how much of the shorter one stands in the longer one, since a cut copy shares
everything it has and yet little of what the original has.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, func, select

from onus.store.schema import articles, bands

# A copy that keeps a third of the report shares a third of the runs: with two rows a band it is
# found with probability 1 - (1 - 1/9)^64 = 0.999, and unrelated reports (some 0.003 of the runs)
# with 0.0006.
_BANDS = 64
_ROWS = 2
_RUN = 3  # words
_FEWEST_RUNS = 25  # a shorter text is a copy only when it is the very same
_SHARED = 0.5  # of the shorter text's runs
_ALIKE = 0.08  # of all runs of the two: less is a brief quoted in a long round-up
_CANDIDATES = 20

_PRIME = np.uint64((1 << 31) - 1)
_random = np.random.default_rng(20190609)
_FACTORS = _random.integers(1, int(_PRIME), _BANDS * _ROWS, dtype=np.uint64)
_OFFSETS = _random.integers(0, int(_PRIME), _BANDS * _ROWS, dtype=np.uint64)
_BLOCK = 4096  # runs hashed together, so that a very long text needs no more memory


Runs = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a text to find its copies: its runs as hashes, and the MinHash of these."""

    runs: Runs
    values: npt.NDArray[np.uint32]

    def band_keys(self) -> list[int]:
        """One key a band, telling the bands apart; none for a text too short to have copies."""
        if len(self.runs) < _FEWEST_RUNS:
            return []
        rows = self.values.reshape(_BANDS, _ROWS)
        return [
            (band << 56) | (zlib.crc32(row.tobytes()) << 24) | (int(row[0]) & 0xFFFFFF)
            for band, row in enumerate(rows)
        ]


def signature(text: str) -> Signature:
    """The signature of an article's text."""
    runs = runs_of(text)
    lowest = np.full(_BANDS * _ROWS, int(_PRIME), dtype=np.uint64)
    for start in range(0, len(runs), _BLOCK):
        block = (runs[start : start + _BLOCK] & np.uint32(0x7FFFFFFF)).astype(np.uint64)
        spread = (_FACTORS[:, None] * block[None, :] + _OFFSETS[:, None]) % _PRIME
        np.minimum(lowest, spread.min(axis=1), out=lowest)
    return Signature(runs, lowest.astype(np.uint32))


def runs_of(text: str) -> Runs:
    """The text's three-word runs as sorted hashes, each once; case and punctuation do not count."""
    words = re.findall(r"\w+", text.lower())
    count = max(1, len(words) - _RUN + 1)
    hashes = {zlib.crc32(" ".join(words[at : at + _RUN]).encode()) for at in range(count)}
    runs = np.fromiter(hashes, dtype=np.uint32, count=len(hashes))
    runs.sort()
    return runs


def find_story(connection: Connection, found: Signature) -> str | None:
    """The story that a text with this signature repeats; the closest one when there are several."""
    keys = found.band_keys()
    if not keys:
        return None
    candidates = (
        select(bands.c.article_id)
        .where(bands.c.key.in_(keys))
        .group_by(bands.c.article_id)
        .order_by(func.count().desc(), bands.c.article_id)
        .limit(_CANDIDATES)
        .subquery()
    )
    rows = connection.execute(
        select(articles.c.story_id, articles.c.text)
        .join(candidates, articles.c.id == candidates.c.article_id)
        .order_by(articles.c.added_at, articles.c.id)
    )
    best: tuple[float, str] | None = None
    for story, text in rows:
        shared = shared_by_copies(found.runs, runs_of(text))
        if shared is not None and (best is None or shared > best[0]):
            best = shared, story
    return best[1] if best is not None else None


def shared_by_copies(one: Runs, other: Runs) -> float | None:
    """The share of the shorter text that stands in the longer; None when they are no copies."""
    shared = len(np.intersect1d(one, other, assume_unique=True))
    shorter = min(len(one), len(other))
    together = len(one) + len(other) - shared
    if shorter < _FEWEST_RUNS or shared < _SHARED * shorter or shared < _ALIKE * together:
        return None
    return shared / shorter

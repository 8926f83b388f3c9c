"""What a later sentence makes of an obligation: an encoder of its own reads both side by side.

It sees the sentence before the later one as well, so that "two of them" and "it did so" have
somebody to mean. Its six layers have four bits; the word pieces are the reader's
(docs/decisions/0026, docs/decisions/0031).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np

from onus.language.network import PairLook, network
from onus.language.pieces import Pieces, shape_of
from onus.terms import EFFECTS, Effect, ObligationKind

_WORD = re.compile(r"\w+(?:[.,]\d+)*|[^\w\s]")
_TOLD, _LATER, _BEFORE = 90, 70, 44  # pieces of each that are read
_ACT, _AFTER, _LEADING = 1, 2, 3  # markers
SILENT = ("nothing", "again")
"""The network's first labels, which stand for no change: told of nothing, told of once more."""


@dataclass(frozen=True, slots=True)
class Beside:
    """An obligation of this kind as its sentence `told` words its `act`, and a later sentence.

    `before` is the sentence that stands before the later one, where that is known.
    """

    kind: ObligationKind
    act: str
    told: str
    later: str
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely it is that the sentence tells that this has become of the obligation."""

    met: float = 0.0
    begun: float = 0.0
    broken: float = 0.0
    refused: float = 0.0
    withdrawn: float = 0.0

    @property
    def chance(self) -> float:
        """How likely it is that it tells anything."""
        return round(self.met + self.begun + self.broken + self.refused + self.withdrawn, 3)

    @property
    def effect(self) -> Effect:
        """What it tells, if anything."""
        return max(EFFECTS, key=self.of)

    def of(self, effect: Effect) -> float:
        """How likely this effect is."""
        found: float = getattr(self, effect)
        return found


def mean_of(verdicts: Sequence[Verdict]) -> Verdict:
    """What several readings of one sentence say together, each as much."""
    return Verdict(
        **{e: round(fsum(v.of(e) for v in verdicts) / len(verdicts), 3) for e in EFFECTS}
    )


def effects(asked: Sequence[Beside]) -> list[Verdict]:
    """A verdict for each pair, in order."""
    known = network()
    names, kinds = known.labels["effects"][len(SILENT) :], known.labels["effect_kinds"]
    found = known.effects([piece_pair(known.pieces, one, kinds) for one in asked])
    return [
        Verdict(
            **{
                name: round(float(chance), 3)
                for name, chance in zip(names, row[len(SILENT) :], strict=True)
            }
        )
        for row in found
    ]


def piece_pair(pieces: Pieces, asked: Beside, kinds: Sequence[str]) -> PairLook:
    """The pair as the encoder reads it: [CLS] told [SEP] later [SEP] before [SEP].

    The act's pieces are marked, and those of the two other sentences. Of the sentence before, which
    may be missing, the end is read.
    """
    told, later, act = (" ".join(text.split()) for text in (asked.told, asked.later, asked.act))
    start = told.find(act)
    inside = range(start, start + len(act)) if start >= 0 else range(0)
    first = [(*piece, _ACT if at in inside else 0) for *piece, at in _cut(pieces, told)[:_TOLD]]
    then = [(*piece, _AFTER) for *piece, _ in _cut(pieces, later)[:_LATER]]
    begin, end = (pieces.begin, 0, 0), (pieces.end, 0, 0)
    read = [begin, *first, end, *then, end]
    if asked.before is not None:
        leading = _cut(pieces, " ".join(asked.before.split()))[-_BEFORE:]
        read += [*((*piece, _LEADING) for *piece, _ in leading), end]
    ids, shapes, markers = np.array(read, np.int64).T
    return PairLook(
        ids=ids,
        shapes=shapes,
        markers=markers,
        kind=kinds.index(asked.kind) if asked.kind in kinds else 0,
    )


def _cut(pieces: Pieces, text: str) -> list[tuple[int, int, int]]:
    """(id, shape, where its word begins) of each piece of a text."""
    return [
        (piece, shape_of(word.group()), word.start())
        for word in _WORD.finditer(text)
        for piece in pieces.of(word.group())
    ]

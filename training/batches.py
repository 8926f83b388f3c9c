"""Examples to tensors, in batches of like length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

import torch
from torch import Tensor

from onus.language.pieces import Pieces
from training.example import Example
from training.grouping import grouped
from training.labels import CODES, CUE_TAGS, NAME_TAGS, ROLE_TAGS, SPAN_TAGS, UPOS

IGNORE = -100


@dataclass(frozen=True)
class Batch:
    """Tensors of B sentences of at most W words and T pieces, and of the N looks at them.

    `ids`, `shapes`, `mask` [B, T] and `first`, `words` [B, W] are those of
    `onus.language.pieces.PieceBatch`. Labels are [B, W] with `IGNORE` where nothing is known;
    `happened` and `weight` are floats.
    `rows` [N] says which sentence each look is at; `allowed` [N, C] which codes are right, all
    zero where the look is for spans; `spans` [N, W].
    """

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor
    words: Tensor
    labels: dict[str, Tensor]
    happened: Tensor
    weight: Tensor
    rows: Tensor
    markers: Tensor
    allowed: Tensor
    spans: Tensor

    def to(self, device: torch.device) -> Batch:
        """The same batch on `device`."""
        moved = {
            field.name: getattr(self, field.name).to(device, non_blocking=True)
            for field in fields(self)
            if field.name != "labels"
        }
        labels = {name: rows.to(device, non_blocking=True) for name, rows in self.labels.items()}
        return replace(self, labels=labels, **moved)


def batches(
    examples: Sequence[Example], pieces: Pieces, relations: dict[str, int], size: int,
    shuffle: random.Random | None,
) -> Iterator[Batch]:  # fmt: skip
    """Batches of about `size` pieces; with `shuffle` lengths are jittered and batches shuffled."""

    def length(example: Example) -> int:
        return sum(len(pieces.of(word)) for word in example.words) + 2

    groups = grouped(examples, length, size, shuffle, jitter=0.1)
    for group in groups:
        yield collate(group, pieces, relations)


def collate(examples: Sequence[Example], pieces: Pieces, relations: dict[str, int]) -> Batch:
    """One batch of these examples."""
    width = max(len(e.words) for e in examples)
    labels: dict[str, list[list[int]]] = {
        "upos": [_row(e.upos, UPOS, width) for e in examples],
        "heads": [_pad(list(e.heads) if e.heads else [], width) for e in examples],
        "relations": [
            _pad([relations.get(r, IGNORE) for r in e.relations or ()], width) for e in examples
        ],
        "names": [_row(e.names, NAME_TAGS, width) for e in examples],
        "cues": [_row(e.cues, CUE_TAGS, width) for e in examples],
        "roles": [_row(e.roles, ROLE_TAGS, width) for e in examples],
        "event": [_pad(list(e.events or ()), width) for e in examples],
    }
    happened = torch.zeros(len(examples), width)
    weight = torch.zeros(len(examples), width)
    for row, example in enumerate(examples):
        for token, (value, confidence) in example.happened.items():
            happened[row, token] = value
            weight[row, token] = confidence / 4
    looks = [(row, look) for row, e in enumerate(examples) for look in e.looks]
    allowed = torch.zeros(len(looks), len(CODES))
    for at, (_, look) in enumerate(looks):
        for code in look.codes or ():
            allowed[at, CODES.index(code)] = 1
    cut = pieces.batch([e.words for e in examples])
    return Batch(
        ids=torch.from_numpy(cut.ids),
        shapes=torch.from_numpy(cut.shapes),
        mask=torch.from_numpy(cut.mask),
        first=torch.from_numpy(cut.first),
        words=torch.from_numpy(cut.words),
        labels={name: torch.tensor(rows) for name, rows in labels.items()},
        happened=happened,
        weight=weight,
        rows=torch.tensor([row for row, _ in looks], dtype=torch.long),
        markers=torch.tensor([_pad(list(k.markers), width, 0) for _, k in looks] or [[0] * width]),
        allowed=allowed,
        spans=torch.tensor(
            [_row(k.spans, SPAN_TAGS, width) for _, k in looks] or [[IGNORE] * width]
        ),
    )


def _row(tags: Sequence[str] | None, names: Sequence[str], width: int) -> list[int]:
    return _pad([names.index(t) if t in names else IGNORE for t in tags or ()], width)


def _pad(values: list[int], width: int, fill: int = IGNORE) -> list[int]:
    return values + [fill] * (width - len(values))

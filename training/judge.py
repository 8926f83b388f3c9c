"""The judge of later sentences: the reader's encoder with small corrections, and a head over it.

A larger judge over MPNet, all of which learns, is what the small one learns from; no user runs it.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.labels import EFFECT_KINDS, EFFECTS
from training.model import HIDDEN, Encoder, bias_of
from training.teacher import SIZE, LargeEncoder, from_mpnet


class Corrected(nn.Module):
    """A linear map that stays as it is, and a correction of low rank to it."""

    def __init__(self, linear: nn.Linear, rank: int) -> None:
        super().__init__()
        self.linear = linear
        self.down = nn.Linear(linear.in_features, rank, bias=False)
        self.up = nn.Linear(rank, linear.out_features, bias=False)
        self.dropout = nn.Dropout(0.05)
        self.in_features, self.out_features = linear.in_features, linear.out_features
        nn.init.normal_(self.down.weight, std=1 / math.sqrt(linear.in_features))
        nn.init.zeros_(self.up.weight)

    def forward(self, x: Tensor) -> Tensor:
        """[..., in] to [..., out]."""
        mapped: Tensor = self.linear(x) + 2 * self.up(self.down(self.dropout(x)))
        return mapped


class Sides(nn.Module):
    """What a judge adds to its encoder: marks on what is read, and a head that says the effect."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.marker = nn.Embedding(3, size)
        self.kind = nn.Embedding(len(EFFECT_KINDS), size)
        for added in (self.marker, self.kind):
            nn.init.normal_(added.weight, std=0.02)
        self.dropout = nn.Dropout(0.1)
        self.combined = nn.Linear(3 * size, size)
        self.effect = nn.Linear(size, len(EFFECTS))

    def marked(self, x: Tensor, markers: Tensor, kind: Tensor) -> Tensor:
        """States [N, T, size] with the marker of each piece, and the kind on the first, added."""
        x = x + self.marker(markers)
        return torch.cat([x[:, :1] + self.kind(kind)[:, None], x[:, 1:]], 1)

    def verdict(self, x: Tensor, markers: Tensor) -> Tensor:
        """The last states [N, T, size] to logits [N, effects].

        Read off are [CLS], the mean of the act's pieces and that of the later sentence's.
        """
        x = x.float()
        read = torch.cat([x[:, 0], _mean(x, markers == 1), _mean(x, markers == 2)], -1)
        logits: Tensor = self.effect(self.dropout(F.gelu(self.combined(self.dropout(read)))))
        return logits


class Judge(nn.Module):
    """Two sentences side by side through the corrected encoder, to an effect."""

    def __init__(self, encoder: Encoder, rank: int, untouched: int) -> None:
        """`encoder` is corrected in place, but for its first `untouched` layers."""
        super().__init__()
        self.encoder, self.untouched = encoder, untouched
        encoder.requires_grad_(False)
        for layer in encoder.layers[untouched:]:
            for name in ("qkv", "out", "up", "down"):
                setattr(layer, name, Corrected(getattr(layer, name), rank))
        self.sides = Sides(HIDDEN)

    def forward(
        self, ids: Tensor, shapes: Tensor, mask: Tensor, markers: Tensor, kind: Tensor
    ) -> Tensor:
        """[N, T] pieces with a marker each and a kind [N]: logits [N, effects]."""
        encoder = self.encoder
        places = torch.arange(ids.shape[1], device=ids.device)
        x = encoder.word(ids) + encoder.position(places) + encoder.kind + encoder.shape(shapes)
        x, bias = encoder.norm(x), bias_of(mask)
        for layer in encoder.layers[: self.untouched]:
            x = layer(x, bias)
        x = self.sides.marked(x, markers, kind)
        for layer in encoder.layers[self.untouched :]:
            x = layer(x, bias)
        return self.sides.verdict(x, markers)

    def groups(self, rate: float) -> list[dict[str, object]]:
        """What is trained, for an optimizer."""
        learnt = [p for p in self.parameters() if p.requires_grad]
        return [{"params": learnt, "peak": rate}]


class LargeJudge(nn.Module):
    """The same over MPNet, which learns as a whole but for its word pieces."""

    def __init__(self, encoder: LargeEncoder) -> None:
        super().__init__()
        self.encoder = encoder
        encoder.word.requires_grad_(False)
        self.sides = Sides(SIZE)

    def forward(
        self, ids: Tensor, shapes: Tensor, mask: Tensor, markers: Tensor, kind: Tensor
    ) -> Tensor:
        """As `Judge`."""
        x, bias = self.encoder.begin(ids, shapes, mask)
        x = self.sides.marked(x, markers, kind)
        for layer in self.encoder.layers:
            x = layer(x, bias)
        return self.sides.verdict(x, markers)

    def groups(self, rate: float) -> list[dict[str, object]]:
        """What is trained, for an optimizer: the fresh head ten times as fast as MPNet."""
        slow = [p for p in self.encoder.parameters() if p.requires_grad]
        return [
            {"params": slow, "peak": rate},
            {"params": list(self.sides.parameters()), "peak": 10 * rate},
        ]


def large_judge() -> LargeJudge:
    """A larger judge that has learnt nothing yet, over the pretrained MPNet."""
    encoder = from_mpnet(1).reader.encoder
    assert isinstance(encoder, LargeEncoder)
    return LargeJudge(encoder)


def _mean(x: Tensor, wanted: Tensor) -> Tensor:
    weights = wanted.float()
    total = weights.sum(-1, keepdim=True).clamp(min=1)
    return torch.einsum("nt,nth->nh", weights, x) / total

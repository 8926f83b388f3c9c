"""The judge of later sentences: the reader's encoder with small corrections, and a head over it."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.labels import EFFECT_KINDS, EFFECTS
from training.model import HIDDEN, Encoder, bias_of


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


class Judge(nn.Module):
    """Two sentences side by side through the corrected encoder, to an effect."""

    def __init__(self, encoder: Encoder, rank: int = 32, untouched: int = 2) -> None:
        """`encoder` is corrected in place, but for its first `untouched` layers."""
        super().__init__()
        self.encoder, self.untouched = encoder, untouched
        encoder.requires_grad_(False)
        for layer in encoder.layers[untouched:]:
            for name in ("qkv", "out", "up", "down"):
                setattr(layer, name, Corrected(getattr(layer, name), rank))
        self.marker = nn.Embedding(3, HIDDEN)
        self.kind = nn.Embedding(len(EFFECT_KINDS), HIDDEN)
        for added in (self.marker, self.kind):
            nn.init.normal_(added.weight, std=0.02)
        self.dropout = nn.Dropout(0.1)
        self.combined = nn.Linear(3 * HIDDEN, HIDDEN)
        self.effect = nn.Linear(HIDDEN, len(EFFECTS))

    def forward(
        self, ids: Tensor, shapes: Tensor, mask: Tensor, markers: Tensor, kind: Tensor
    ) -> Tensor:
        """[N, T] pieces with a marker each and a kind [N]: logits [N, effects].

        Read off are [CLS], the mean of the act's pieces and that of the later sentence's.
        """
        encoder = self.encoder
        places = torch.arange(ids.shape[1], device=ids.device)
        x = encoder.word(ids) + encoder.position(places) + encoder.kind + encoder.shape(shapes)
        x, bias = encoder.norm(x), bias_of(mask)
        for layer in encoder.layers[: self.untouched]:
            x = layer(x, bias)
        x = x + self.marker(markers)
        x = torch.cat([x[:, :1] + self.kind(kind)[:, None], x[:, 1:]], 1)
        for layer in encoder.layers[self.untouched :]:
            x = layer(x, bias)
        x = x.float()
        read = torch.cat([x[:, 0], _mean(x, markers == 1), _mean(x, markers == 2)], -1)
        logits: Tensor = self.effect(self.dropout(F.gelu(self.combined(self.dropout(read)))))
        return logits

    def learnt(self) -> dict[str, nn.Parameter]:
        """The parameters that are trained, by name."""
        return {name: p for name, p in self.named_parameters() if p.requires_grad}


def _mean(x: Tensor, wanted: Tensor) -> Tensor:
    weights = wanted.float()
    total = weights.sum(-1, keepdim=True).clamp(min=1)
    return torch.einsum("nt,nth->nh", weights, x) / total

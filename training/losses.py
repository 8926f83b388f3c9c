"""What training makes small: the distance to gold labels, and to what a teacher thinks.

A teacher's probabilities tell more than labels do, and they are there for every head on every
sentence, whichever of them its corpus has labels for (Hinton et al. 2015; for parsers Kuncoro et
al. 2016, Anderson and Gómez-Rodríguez 2020).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from training.batches import IGNORE, Batch
from training.model import Model, Outputs

WEIGHTS = {
    "upos": 0.3, "arcs": 1.0, "relations": 0.6, "names": 1.5, "cues": 0.8, "roles": 0.3,
    "event": 0.3, "happened": 0.3, "spans": 0.7, "codes": 0.2,
}  # fmt: skip

# One piece in twenty is hidden while training, so that many rounds over few sentences do not
# end in learning them by heart (word dropout, Iyyer et al. 2015).
HIDDEN_PIECES = 0.05
MASK_PIECE = 103


@dataclass(frozen=True)
class Thought:
    """All that a model says about a batch: the heads' outputs, and of its N looks.

    `relations` [B, W, R] are scores for `heads` [B, W]; `spans` [N, W, tags] and `codes` [N, C] are
    None where the batch has no looks.
    """

    outputs: Outputs
    arcs: Tensor
    heads: Tensor
    relations: Tensor
    spans: Tensor | None
    codes: Tensor | None


def hide(batch: Batch) -> Tensor:
    """The batch's piece ids with some of them hidden."""
    hidden = torch.rand(batch.ids.shape, device=batch.ids.device) < HIDDEN_PIECES
    return torch.where(hidden & (batch.mask > 0), MASK_PIECE, batch.ids)


def think(model: Model, batch: Batch, ids: Tensor, heads: Tensor | None = None) -> Thought:
    """Run `model` over the pieces `ids` of a batch.

    Relations are asked after for `heads` [B, W]; without them for the gold heads, and where these
    are not known for the likeliest.
    """
    outputs: Outputs = model.reader(ids, batch.shapes, batch.mask, batch.first)
    there = F.pad(batch.words, (1, 0), value=1)
    arcs = outputs.arcs.masked_fill(there[:, None, :] == 0, -1e4)
    if heads is None:
        gold = batch.labels["heads"]
        heads = torch.where(gold == IGNORE, arcs.argmax(-1), gold)
    relations = model.reader.relations_at(outputs, heads)
    spans = codes = None
    if len(batch.rows):
        words = batch.words[batch.rows]
        spans, codes = model.second(outputs.encoding[batch.rows], words, batch.markers)
    return Thought(outputs, arcs, heads, relations, spans, codes)


def losses(thought: Thought, batch: Batch) -> dict[str, Tensor]:
    """The mean loss of each head that has labels in this batch."""
    outputs = thought.outputs
    found: dict[str, Tensor] = {}
    for name, scores, gold in (
        ("upos", outputs.upos, batch.labels["upos"]),
        ("arcs", thought.arcs, batch.labels["heads"]),
        ("relations", thought.relations, batch.labels["relations"]),
        ("names", outputs.names, batch.labels["names"]),
        ("cues", outputs.cues, batch.labels["cues"]),
        ("roles", outputs.roles, batch.labels["roles"]),
    ):
        known = gold != IGNORE
        if bool(known.any()):
            found[name] = F.cross_entropy(scores[known].float(), gold[known])
    event = batch.labels["event"]
    known = event != IGNORE
    if bool(known.any()):
        found["event"] = F.binary_cross_entropy_with_logits(
            outputs.event[known].float(), event[known].float()
        )
    if float(batch.weight.sum()) > 0:
        each = F.binary_cross_entropy_with_logits(
            outputs.happened.float(), batch.happened, reduction="none"
        )
        found["happened"] = (each * batch.weight).sum() / batch.weight.sum()
    if thought.spans is not None and thought.codes is not None:
        asked = batch.spans != IGNORE
        if bool(asked.any()):
            found["spans"] = F.cross_entropy(thought.spans[asked].float(), batch.spans[asked])
        coded = batch.allowed.sum(-1) > 0
        if bool(coded.any()):
            found["codes"] = code_loss(thought.codes[coded].float(), batch.allowed[coded])
    return found


def code_loss(scores: Tensor, allowed: Tensor) -> Tensor:
    """Minus the log of the probability that falls on the allowed codes, [N, C] each."""
    right = scores.masked_fill(allowed == 0, -1e4).logsumexp(-1)
    return (scores.logsumexp(-1) - right).mean()


def agreement(own: Thought, teacher: Thought, batch: Batch) -> dict[str, Tensor]:
    """How far each head of `own` is from the teacher's probabilities: mean cross entropy a word."""
    words = batch.words > 0
    found = {
        name: _between(mine[words], his[words])
        for name, mine, his in (
            ("upos", own.outputs.upos, teacher.outputs.upos),
            ("arcs", own.arcs, teacher.arcs),
            ("relations", own.relations, teacher.relations),
            ("names", own.outputs.names, teacher.outputs.names),
            ("cues", own.outputs.cues, teacher.outputs.cues),
            ("roles", own.outputs.roles, teacher.outputs.roles),
        )
    }
    for name, mine, his in (
        ("event", own.outputs.event, teacher.outputs.event),
        ("happened", own.outputs.happened, teacher.outputs.happened),
    ):
        found[name] = F.binary_cross_entropy_with_logits(
            mine[words].float(), torch.sigmoid(his[words].float())
        )
    if own.spans is not None and teacher.spans is not None:
        asked = (batch.words[batch.rows] > 0) & (batch.spans != IGNORE).any(-1, keepdim=True)
        if bool(asked.any()):
            found["spans"] = _between(own.spans[asked], teacher.spans[asked])
    return found


def _between(mine: Tensor, his: Tensor) -> Tensor:
    target = torch.softmax(his.float(), -1)
    return -(target * torch.log_softmax(mine.float(), -1)).sum(-1).mean()

"""What training makes small: the distance to gold labels, and to what a teacher thinks.

A teacher's probabilities tell more than labels do, and they are there for every head on every
sentence, whichever of them its corpus has labels for (Hinton et al. 2015; for parsers Kuncoro et
al. 2016, Anderson and Gómez-Rodríguez 2020).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    arcs = _arcs_to_words(outputs, batch)
    if heads is None:
        heads = _known_or_likeliest(arcs, batch)
    return _thought(model, outputs, arcs, heads, batch)


@torch.no_grad()
def think_together(models: Sequence[Model], batch: Batch) -> Thought:
    """What several models think of a batch on average: their mean probabilities, as scores.

    Their codes are not asked for.
    """
    said = [model.reader(batch.ids, batch.shapes, batch.mask, batch.first) for model in models]
    arcs = [_arcs_to_words(outputs, batch) for outputs in said]
    heads = _known_or_likeliest(_mean(arcs), batch)
    thoughts = [
        _thought(model, outputs, scores, heads, batch)
        for model, outputs, scores in zip(models, said, arcs, strict=True)
    ]
    looks = [one.spans for one in thoughts if one.spans is not None]
    by_head = {
        name: _mean([getattr(one.outputs, name) for one in thoughts])
        for name in ("upos", "names", "cues", "roles")
    }
    yes_or_no = {
        name: _mean_odds([getattr(one.outputs, name) for one in thoughts])
        for name in ("event", "happened")
    }
    return Thought(
        outputs=replace(said[0], **by_head, **yes_or_no),
        arcs=_mean(arcs),
        heads=heads,
        relations=_mean([one.relations for one in thoughts]),
        spans=_mean(looks) if looks else None,
        codes=None,
    )


def _arcs_to_words(outputs: Outputs, batch: Batch) -> Tensor:
    there = F.pad(batch.words, (1, 0), value=1)
    return outputs.arcs.float().masked_fill(there[:, None, :] == 0, -1e4)


def _known_or_likeliest(arcs: Tensor, batch: Batch) -> Tensor:
    gold = batch.labels["heads"]
    return torch.where(gold == IGNORE, arcs.argmax(-1), gold)


def _thought(model: Model, outputs: Outputs, arcs: Tensor, heads: Tensor, batch: Batch) -> Thought:
    spans = codes = None
    if len(batch.rows):
        words = batch.words[batch.rows]
        spans, codes = model.second(outputs.encoding[batch.rows], words, batch.markers)
    return Thought(outputs, arcs, heads, model.reader.relations_at(outputs, heads), spans, codes)


def _mean(scores: Sequence[Tensor]) -> Tensor:
    """The logarithm of the mean probabilities [..., C] of several scores of the same shape."""
    logs = torch.stack([torch.log_softmax(one.float(), -1) for one in scores])
    return torch.logsumexp(logs, 0) - math.log(len(scores))


def _mean_odds(scores: Sequence[Tensor]) -> Tensor:
    likely = torch.stack([torch.sigmoid(one.float()) for one in scores]).mean(0)
    return torch.logit(likely, eps=1e-6)


# Nothing below asks the device a question (`if known.any()`): it would have to finish all it was
# told before it could answer, and wait for more to do.


def losses(thought: Thought, batch: Batch) -> dict[str, Tensor]:
    """The mean loss of each head; 0 where it has no labels in this batch."""
    outputs = thought.outputs
    found = {
        name: _cross_entropy(scores, gold)
        for name, scores, gold in (
            ("upos", outputs.upos, batch.labels["upos"]),
            ("arcs", thought.arcs, batch.labels["heads"]),
            ("relations", thought.relations, batch.labels["relations"]),
            ("names", outputs.names, batch.labels["names"]),
            ("cues", outputs.cues, batch.labels["cues"]),
            ("roles", outputs.roles, batch.labels["roles"]),
        )
    }
    event = batch.labels["event"]
    known = (event != IGNORE).float()
    found["event"] = _yes_or_no(outputs.event, event.clamp(min=0).float(), known)
    found["happened"] = _yes_or_no(outputs.happened, batch.happened, batch.weight)
    if thought.spans is not None and thought.codes is not None:
        found["spans"] = _cross_entropy(thought.spans, batch.spans)
        coded = (batch.allowed.sum(-1) > 0).float()
        each = code_losses(thought.codes.float(), batch.allowed)
        found["codes"] = (each * coded).sum() / coded.sum().clamp(min=1)
    return found


def _cross_entropy(scores: Tensor, gold: Tensor) -> Tensor:
    """Scores [..., C], gold [...]: the mean where gold is not `IGNORE`."""
    total = F.cross_entropy(
        scores.flatten(0, -2).float(), gold.flatten(), ignore_index=IGNORE, reduction="sum"
    )
    return total / (gold != IGNORE).sum().clamp(min=1)


def _yes_or_no(scores: Tensor, gold: Tensor, weight: Tensor) -> Tensor:
    """All of one shape: the mean by weight."""
    each = F.binary_cross_entropy_with_logits(scores.float(), gold, reduction="none")
    return (each * weight).sum() / weight.sum().clamp(min=1e-3)


def code_losses(scores: Tensor, allowed: Tensor) -> Tensor:
    """[N, C] each: minus the log of the probability that falls on the allowed codes, [N]."""
    right = scores.masked_fill(allowed == 0, -1e4).logsumexp(-1)
    return scores.logsumexp(-1) - right


def code_loss(scores: Tensor, allowed: Tensor) -> Tensor:
    """The mean of `code_losses`."""
    return code_losses(scores, allowed).mean()


def agreement(own: Thought, teacher: Thought, batch: Batch) -> dict[str, Tensor]:
    """How far each head of `own` is from the teacher's probabilities: mean cross entropy a word."""
    words = (batch.words > 0).float()
    found = {
        name: _between(mine, his, words)
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
        found[name] = _yes_or_no(mine, torch.sigmoid(his.float()), words)
    if own.spans is not None and teacher.spans is not None:
        looks = (batch.spans != IGNORE).any(-1, keepdim=True)
        asked = (batch.words[batch.rows] > 0) & looks
        found["spans"] = _between(own.spans, teacher.spans, asked.float())
    return found


def _between(mine: Tensor, his: Tensor, counted: Tensor) -> Tensor:
    """Scores [..., C] of both: the mean cross entropy where `counted` [...] is 1."""
    target = torch.softmax(his.float(), -1)
    each = -(target * torch.log_softmax(mine.float(), -1)).sum(-1)
    return (each * counted).sum() / counted.sum().clamp(min=1)

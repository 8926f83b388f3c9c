"""Train the multi-task model: `python -m training.train --data FOLDER --run FOLDER --minutes N`.

With `--weights FOLDER` it goes on from graphs that were exported before. The learning rate falls
with the time spent, so a run always ends annealed, however busy the machine. It saves itself every
few minutes and goes on from there when started again.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from onus.language.pieces import PieceBatch
from training.batches import IGNORE, Batch, batches
from training.examples import Example, stage_one
from training.minilm import minilm_folder, pieces_of_minilm
from training.model import Model, Outputs, from_minilm
from training.rounding import feel_rounding
from training.warm import from_shipped


@dataclass(frozen=True)
class Settings:
    """How long and how hard to train.

    When `rounded_from` of the time is spent, the model begins to feel the rounding of the shipped
    weights.
    """

    minutes: float = 70
    pieces: int = 1200
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: float = 0.04
    rounded_from: float = 0.6
    save_every: float = 300
    seed: int = 1
    weights: Path | None = None
    uner: Path | None = None


SHARES = {
    "ewt": 1.0, "gum": 1.0, "polnear": 0.4, "timebank": 0.5, "named": 1.0, "roles": 1.0,
    "stories": 0.15, "aw": 1.0,
}  # fmt: skip
WEIGHTS = {
    "upos": 0.3, "arcs": 1.0, "relations": 0.6, "names": 1.5, "cues": 0.8, "roles": 0.3,
    "event": 0.3, "happened": 0.3, "spans": 0.7, "codes": 0.2,
}  # fmt: skip


# One piece in twenty is hidden while training, so that many rounds over few sentences do not
# end in learning them by heart (word dropout, Iyyer et al. 2015).
HIDDEN_PIECES = 0.05
MASK_PIECE = 103


def losses(model: Model, batch: Batch) -> dict[str, Tensor]:
    """The mean loss of each head that has labels in this batch."""
    outputs = read(model, batch.pieces)
    found: dict[str, Tensor] = {}
    for name, scores in (
        ("upos", outputs.upos),
        ("arcs", _masked_arcs(outputs, batch.pieces)),
        ("names", outputs.names),
        ("cues", outputs.cues),
        ("roles", outputs.roles),
    ):
        gold = batch.labels["heads" if name == "arcs" else name]
        if bool((gold != IGNORE).any()):
            found[name] = F.cross_entropy(
                scores.reshape(-1, scores.shape[-1]), gold.reshape(-1), ignore_index=IGNORE
            )
    heads, relations = batch.labels["heads"], batch.labels["relations"]
    if bool((relations != IGNORE).any()):
        scores = model.reader.relations_at(outputs, heads.clamp(min=0))
        found["relations"] = F.cross_entropy(
            scores.reshape(-1, scores.shape[-1]), relations.reshape(-1), ignore_index=IGNORE
        )
    event = batch.labels["event"]
    if bool((event != IGNORE).any()):
        known = event != IGNORE
        found["event"] = F.binary_cross_entropy_with_logits(
            outputs.event[known], event[known].float()
        )
    if float(batch.weight.sum()) > 0:
        each = F.binary_cross_entropy_with_logits(
            outputs.happened, batch.happened, reduction="none"
        )
        found["happened"] = (each * batch.weight).sum() / batch.weight.sum()
    if len(batch.rows):
        words = torch.from_numpy(batch.pieces.words)[batch.rows]
        spans, codes = model.second(outputs.encoding[batch.rows], words, batch.markers)
        if bool((batch.spans != IGNORE).any()):
            found["spans"] = F.cross_entropy(
                spans.reshape(-1, spans.shape[-1]), batch.spans.reshape(-1), ignore_index=IGNORE
            )
        coded = batch.allowed.sum(-1) > 0
        if bool(coded.any()):
            found["codes"] = code_loss(codes[coded], batch.allowed[coded])
    return found


def code_loss(scores: Tensor, allowed: Tensor) -> Tensor:
    """Minus the log of the probability that falls on the allowed codes, [N, C] each."""
    right = scores.masked_fill(allowed == 0, -1e4).logsumexp(-1)
    return (scores.logsumexp(-1) - right).mean()


def read(model: Model, pieces: PieceBatch) -> Outputs:
    """Run the reader over a batch of pieces."""
    ids = torch.from_numpy(pieces.ids)
    if model.training:
        ids = torch.where(torch.rand(ids.shape) < HIDDEN_PIECES, MASK_PIECE, ids)
    outputs: Outputs = model.reader(
        ids,
        torch.from_numpy(pieces.shapes),
        torch.from_numpy(pieces.mask),
        torch.from_numpy(pieces.first),
    )
    return outputs


def _masked_arcs(outputs: Outputs, pieces: PieceBatch) -> Tensor:
    there = F.pad(torch.from_numpy(pieces.words), (1, 0), value=1)
    return outputs.arcs.masked_fill(there[:, None, :] == 0, -1e4)


def groups_of(model: Model, settings: Settings) -> list[dict[str, object]]:
    """Parameter groups: the pretrained layers learn slower than the fresh heads."""
    model.reader.encoder.word.weight.requires_grad_(False)
    layers = [*model.reader.encoder.parameters(), *model.second.layers.parameters()]
    slow = [p for p in layers if p.requires_grad]
    known = {id(p) for p in layers}
    fast = [p for p in model.parameters() if id(p) not in known]
    return [
        {"params": slow, "lr": settings.encoder_rate, "peak": settings.encoder_rate},
        {"params": fast, "lr": settings.head_rate, "peak": settings.head_rate},
    ]


def relation_names(groups: dict[str, list[Example]]) -> list[str]:
    """Every relation of the treebanks, sorted."""
    return sorted({r for name in ("ewt", "gum") for e in groups[name] for r in e.relations or ()})


def rate_at(share: float, warmup: float) -> float:
    """Learning rate relative to its peak when `share` of the time is spent."""
    if share < warmup:
        return share / warmup
    return max(0.0, (1 - share) / (1 - warmup))


def train(data: Path, run: Path, settings: Settings) -> None:
    """Stage one: everything but PLV."""
    run.mkdir(parents=True, exist_ok=True)
    torch.set_flush_denormal(True)
    torch.manual_seed(settings.seed)
    draw = random.Random(settings.seed)
    groups = stage_one(data, settings.uner)
    relations = relation_names(groups)
    (run / "relations.json").write_text(json.dumps(relations))
    index = {name: number for number, name in enumerate(relations)}
    pieces = pieces_of_minilm()
    model = _start(settings.weights, relations)
    optimizer = torch.optim.AdamW(groups_of(model, settings), weight_decay=0.01, betas=(0.9, 0.98))
    checkpoint = run / "checkpoint.pt"
    spent = _resume(model, optimizer, checkpoint)
    draw.seed(settings.seed + int(spent))
    model.train()
    budget = settings.minutes * 60
    saved_at, step = spent, 0
    means: dict[str, float] = {}
    rounded = False
    while spent < budget:
        sample = [
            example
            for name, examples in groups.items()
            for example in _share(examples, SHARES[name], draw)
        ]
        for batch in batches(sample, pieces, index, settings.pieces, draw):
            began = time.monotonic()
            if not rounded and spent >= settings.rounded_from * budget:
                feel_rounding(model)
                rounded = True
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * rate_at(spent / budget, settings.warmup)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                found = losses(model, batch)
            total = torch.stack([WEIGHTS[name] * loss for name, loss in found.items()]).sum()
            optimizer.zero_grad(set_to_none=True)
            total.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            spent += time.monotonic() - began
            step += 1
            for name, loss in found.items():
                means[name] = 0.98 * means.get(name, loss.item()) + 0.02 * loss.item()
            if step % 100 == 0:
                shown = " ".join(f"{name} {value:.3f}" for name, value in sorted(means.items()))
                print(f"{spent / 60:.1f} min, step {step}: {shown}", flush=True)
            if spent - saved_at > settings.save_every or spent >= budget:
                save(model, optimizer, spent, checkpoint)
                saved_at = spent
            if spent >= budget:
                break
        print(f"round ended at {spent / 60:.1f} min", flush=True)


def _start(weights: Path | None, relations: list[str]) -> Model:
    if weights is None:
        return from_minilm(minilm_folder(), len(relations))
    model, shipped = from_shipped(weights)
    if shipped != relations:
        raise SystemExit(f"{weights}: relations are not those of the data")
    model.coder = model.second
    return model


def _resume(model: Model, optimizer: torch.optim.Optimizer, checkpoint: Path) -> float:
    """Seconds spent so far, with model and optimizer as they were then."""
    if not checkpoint.exists():
        return 0.0
    saved = torch.load(checkpoint, weights_only=False)
    model.load_state_dict(saved["model"])
    optimizer.load_state_dict(saved["optimizer"])
    return float(saved["spent"])


def save(model: Model, optimizer: torch.optim.Optimizer, spent: float, path: Path) -> None:
    """Write the checkpoint beside the old one, then take its place."""
    partial = path.with_suffix(".partial")
    torch.save(
        {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "spent": spent}, partial
    )
    os.replace(partial, path)


def _share(examples: Sequence[Example], share: float, draw: random.Random) -> Sequence[Example]:
    if share >= 1.0:
        return examples
    return draw.sample(examples, round(share * len(examples)))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--run", type=Path, default=Path("runs/main"))
    parser.add_argument("--minutes", type=float, default=Settings.minutes)
    parser.add_argument("--weights", type=Path, help="exported graphs to go on from")
    parser.add_argument("--encoder-rate", type=float, default=Settings.encoder_rate)
    parser.add_argument("--head-rate", type=float, default=Settings.head_rate)
    parser.add_argument("--uner", type=Path, help="en_ewt-ud-train.iob2 of Universal NER")
    given = parser.parse_args()
    settings = Settings(
        minutes=given.minutes,
        weights=given.weights,
        uner=given.uner,
        encoder_rate=given.encoder_rate,
        head_rate=given.head_rate,
    )
    train(given.data, given.run, settings)


if __name__ == "__main__":
    main()

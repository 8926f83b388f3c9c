"""Stage two: fine-tune the coder on PLV, and measure it by cross-validation.

`python -m training.pairs --data FOLDER --run FOLDER` cross-validates from the checkpoint of stage
one, then trains on all of PLV and writes `coded.pt` into the run. The coder is a copy of the second
look that stage one trained: it codes, the original goes on tagging sources and contents.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from benchmarks.corpora import MarkedPair, read_pairs
from onus.language.pieces import Pieces
from training.batches import Batch, batches
from training.examples import Example, codes_of, pair_examples, stage_one
from training.export import load
from training.labels import CODES
from training.minilm import pieces_of_minilm
from training.model import Model
from training.train import (
    WEIGHTS,
    losses,
    rate_at,
    read,
)

QUADS = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "COOPERATE": 2, "AID": 2, "YIELD": 2,
    "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
    "PROTEST": 4, "MOBILIZE": 4, "SANCTION": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


@dataclass(frozen=True)
class Settings:
    """How to fine-tune. `replay` is how many sentences of stage one go with each PLV sentence."""

    epochs: int = 8
    pieces: int = 1000
    encoder_rate: float = 6e-5
    coder_rate: float = 2e-4
    head_rate: float = 1e-3
    replay: float = 0.0
    folds: int = 5
    seed: int = 1


def fine_tune(
    model: Model, pairs: Sequence[MarkedPair], replay: Sequence[Example],
    relations: dict[str, int], settings: Settings,
) -> None:  # fmt: skip
    """Train `model` in place on `pairs`, its reader too, with a share of stage one's sentences."""
    draw = random.Random(settings.seed)
    torch.manual_seed(settings.seed)
    pieces = pieces_of_minilm()
    optimizer = torch.optim.AdamW(_groups(model, settings), weight_decay=0.01)
    model.train()
    total: int | None = None
    step = 0
    for epoch in range(settings.epochs):
        sample: list[Example] = pair_examples(pairs, draw)
        if settings.replay:
            sample += draw.sample(list(replay), int(settings.replay * len(pairs)))
        groups = list(batches(sample, pieces, relations, settings.pieces, draw))
        total = total or len(groups) * settings.epochs
        for batch in groups:
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * rate_at(step / total, 0.1)
            loss = _loss(model, batch)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
        print(f"  epoch {epoch + 1}: {loss.item():.3f}", flush=True)


def _groups(model: Model, settings: Settings) -> list[dict[str, object]]:
    thawed = list(model.reader.encoder.layers.parameters())
    heads = [*model.coder.combine.parameters(), *model.coder.code.parameters()]
    known = {id(p) for p in heads}
    rest = [p for p in model.coder.parameters() if id(p) not in known]
    groups: list[dict[str, object]] = [
        {"params": rest, "lr": 0.0, "peak": settings.coder_rate},
        {"params": heads, "lr": 0.0, "peak": settings.head_rate},
    ]
    if settings.encoder_rate:
        others = [
            p
            for name, p in model.named_parameters()
            if not name.startswith(("coder.", "reader.encoder."))
        ]
        groups.append({"params": thawed, "lr": 0.0, "peak": settings.encoder_rate})
        groups.append({"params": others, "lr": 0.0, "peak": settings.encoder_rate})
    else:
        for name, parameter in model.named_parameters():
            parameter.requires_grad_(name.startswith("coder."))
    return groups


def _loss(model: Model, batch: Batch) -> Tensor:
    weights = WEIGHTS | {"codes": 1.0}
    return torch.stack([weights[name] * loss for name, loss in losses(model, batch).items()]).sum()


def predict(model: Model, pairs: Sequence[MarkedPair], pieces: Pieces) -> list[str]:
    """The best PLV class (YIELD merged, NONE left out) of each pair."""
    model.eval()
    examples = pair_examples(pairs, None)
    answers: list[str] = []
    with torch.no_grad():
        for start in range(0, len(examples), 32):
            for batch in batches(examples[start : start + 32], pieces, {}, 10**9, None):
                outputs = read(model, batch.pieces)
                words = torch.from_numpy(batch.pieces.words)[batch.rows]
                _, codes = model.coder(outputs.encoding[batch.rows], words, batch.markers)
                order = sorted(
                    range(start, min(start + 32, len(examples))),
                    key=lambda i: sum(len(pieces.of(w)) for w in examples[i].words),
                )
                found = {i: best(row) for i, row in zip(order, codes.softmax(-1), strict=True)}
                answers += [found[i] for i in sorted(found)]
    return answers


def best(probabilities: Tensor) -> str:
    """The most probable class of [C] probabilities after merging, NONE left out."""
    merged: dict[str, float] = {}
    for code, value in zip(CODES, probabilities.tolist(), strict=True):
        if code != "NONE":
            name = MERGED.get(code, code)
            merged[name] = merged.get(name, 0.0) + value
    return max(merged, key=lambda name: merged[name])


def macro_f1(gold: Sequence[object], predicted: Sequence[object]) -> float:
    """The mean F1 over the classes of `gold`."""
    scores = []
    for label in set(gold):
        right = sum(g == p == label for g, p in zip(gold, predicted, strict=True))
        scores.append(2 * right / max(1, gold.count(label) + predicted.count(label)))
    return sum(scores) / len(scores)


def cross_validate(
    run: Path, pairs: Sequence[MarkedPair], replay: Sequence[Example], settings: Settings,
    folds: Iterable[int],
) -> dict[str, float]:  # fmt: skip
    """Root and quad macro-F1 over the held-out folds taken together."""
    gold: list[str] = []
    predicted: list[str] = []
    order = list(range(len(pairs)))
    random.Random(0).shuffle(order)
    for fold in folds:
        began = time.monotonic()
        held = order[fold :: settings.folds]
        kept = sorted(set(order) - set(held))
        model, relations = load(run)
        model.coder = copy.deepcopy(model.second)
        index = {name: number for number, name in enumerate(relations)}
        fine_tune(model, [pairs[i] for i in kept], replay, index, settings)
        gold += [str(pairs[i].root) for i in held]
        predicted += predict(model, [pairs[i] for i in held], pieces_of_minilm())
        print(f"fold {fold}: {_scores(gold, predicted)} {time.monotonic() - began:.0f} s")
    return _scores(gold, predicted)


def _scores(gold: list[str], predicted: list[str]) -> dict[str, float]:
    return {
        "root_macro_f1": round(macro_f1(gold, predicted), 4),
        "quad_macro_f1": round(
            macro_f1([QUADS[g] for g in gold], [QUADS[p] for p in predicted]), 4
        ),
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--run", type=Path, default=Path("runs/main"))
    parser.add_argument("--folds", type=int, nargs="*", default=list(range(Settings.folds)))
    parser.add_argument("--final", action="store_true", help="train on all of PLV and save")
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--replay", type=float, default=Settings.replay)
    parser.add_argument("--encoder-rate", type=float, default=Settings.encoder_rate)
    given = parser.parse_args()
    settings = Settings(epochs=given.epochs, replay=given.replay, encoder_rate=given.encoder_rate)
    torch.set_flush_denormal(True)
    pairs = list(read_pairs(given.data / "events/plv_train.tsv"))
    assert all(codes_of(pair) for pair in pairs)
    replay = (
        [e for group in stage_one(given.data).values() for e in group] if settings.replay else []
    )
    if given.folds:
        scores = cross_validate(given.run, pairs, replay, settings, given.folds)
        print(json.dumps(scores))
        (given.run / "pairs.json").write_text(json.dumps(scores))
    if given.final:
        model, relations = load(given.run)
        model.coder = copy.deepcopy(model.second)
        index = {name: number for number, name in enumerate(relations)}
        fine_tune(model, pairs, replay, index, settings)
        torch.save({"model": model.state_dict()}, given.run / "coded.pt")


if __name__ == "__main__":
    main()

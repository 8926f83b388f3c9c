"""Train the multi-task model: `python -m training.train --data FOLDER --run FOLDER --minutes N`.

With `--large` it is a teacher (`training.teacher`) that learns; with `--teacher RUN ...` the small
model learns from labels and from what these teachers think on average. With `--weights FOLDER` it
goes on from graphs that were exported before. A GPU is used where there is one. The learning rate
falls with the time spent, so a run always ends annealed, however busy the machine. It saves itself
every few minutes and goes on from there when started again.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from training.batches import Batch, batches
from training.device import best_device
from training.example import Example
from training.losses import WEIGHTS, agreement, hide, losses, think, think_together
from training.minilm import minilm_folder, pieces_of_minilm
from training.model import Model, from_minilm
from training.rounding import feel_rounding
from training.teacher import from_mpnet
from training.warm import from_shipped


@dataclass(frozen=True)
class Settings:
    """How long and how hard to train.

    When `rounded_from` of the time is spent, the model begins to feel the rounding of the shipped
    weights. `told` is the weight of the teacher's word, against one for the labels.
    `decay` is that of the mean over the last steps, which is what a run keeps.
    """

    minutes: float = 70
    pieces: int = 1200
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    warmup: float = 0.04
    rounded_from: float = 0.55
    told: float = 1.0
    decay: float = 0.999
    save_every: float = 300
    workers: int = 0
    seed: int = 1


SHARES = {
    "ewt": 1.0, "gum": 1.0, "polnear": 0.4, "timebank": 0.5, "named": 1.0, "roles": 1.0,
    "stories": 0.15, "aw": 1.0, "silent": 0.2,
}  # fmt: skip


class Rounds(IterableDataset[Batch]):
    """Batches without end: round after round a fresh draw of every corpus's share.

    Workers of a `DataLoader` each go their own rounds.
    """

    def __init__(
        self, groups: Mapping[str, Sequence[Example]], relations: Sequence[str], size: int,
        seed: int,
    ) -> None:  # fmt: skip
        self.groups, self.size, self.seed = groups, size, seed
        self.index = {name: number for number, name in enumerate(relations)}

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        draw = random.Random(1000 * self.seed + (worker.id if worker else 0))
        pieces = pieces_of_minilm()
        while True:
            sample = [
                example
                for name, examples in self.groups.items()
                for example in _share(examples, SHARES[name], draw)
            ]
            yield from batches(sample, pieces, self.index, self.size, draw)


def groups_of(model: Model, settings: Settings) -> list[dict[str, object]]:
    """Parameter groups: the pretrained layers learn slower than the fresh heads."""
    word = model.reader.encoder.get_submodule("word")
    word.requires_grad_(False)
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


def fit(
    model: Model, rounds: Rounds, settings: Settings, device: torch.device,
    teachers: Sequence[Model] = (), checkpoint: Path | None = None,
) -> None:  # fmt: skip
    """Train `model` in place until the time is spent; it ends as the mean over the last steps."""
    model.to(device).train()
    optimizer = torch.optim.AdamW(
        groups_of(model, settings),
        weight_decay=0.01,
        betas=(0.9, 0.98),
        fused=device.type == "cuda",
    )
    state = [p for p in model.parameters() if p.requires_grad]
    kept = [p.detach().clone() for p in state]
    spent = _resume(model, optimizer, kept, checkpoint)
    loader = DataLoader(rounds, batch_size=None, num_workers=settings.workers)
    budget = settings.minutes * 60
    saved_at, rounded = spent, False
    means: dict[str, float] = {}
    began = time.monotonic() - spent
    for step, batch in enumerate(loader, 1):
        share = spent / budget
        if not rounded and share >= settings.rounded_from:
            feel_rounding(model)
            rounded = True
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * rate_at(share, settings.warmup)
        found = _learn(model, batch.to(device), teachers, settings)
        optimizer.zero_grad(set_to_none=True)
        torch.stack(list(found.values())).sum().backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        with torch.no_grad():
            torch._foreach_lerp_(kept, state, 1 - min(settings.decay, step / (step + 10)))
        if step % 100 == 0:
            means |= {name: float(loss) for name, loss in found.items()}
            shown = " ".join(f"{name} {value:.3f}" for name, value in sorted(means.items()))
            print(f"{spent / 60:.1f} min, step {step}: {shown}", flush=True)
        spent = time.monotonic() - began
        if checkpoint is not None and (spent - saved_at > settings.save_every or spent >= budget):
            save(model, optimizer, kept, spent, checkpoint)
            saved_at = spent
        if spent >= budget:
            break
    _put(kept, state)


def _learn(
    model: Model, batch: Batch, teachers: Sequence[Model], settings: Settings
) -> dict[str, Tensor]:
    """The weighted losses of one batch, by head; the teachers' carry that name before theirs."""
    with torch.autocast(batch.ids.device.type, dtype=torch.bfloat16):
        his = think_together(teachers, batch) if teachers else None
        own = think(model, batch, hide(batch), None if his is None else his.heads)
        found = {name: WEIGHTS[name] * loss for name, loss in losses(own, batch).items()}
        if his is not None:
            for name, loss in agreement(own, his, batch).items():
                found[f"told_{name}"] = settings.told * WEIGHTS[name] * loss
        return found


@torch.no_grad()
def _put(values: Sequence[Tensor], into: Sequence[Tensor]) -> None:
    for value, place in zip(values, into, strict=True):
        place.copy_(value)


def start(weights: Path | None, relations: list[str]) -> Model:
    """A small model: fresh heads over MiniLM, or what was exported into `weights`."""
    if weights is None:
        return from_minilm(minilm_folder(), len(relations))
    model, shipped = from_shipped(weights)
    if shipped != relations:
        raise SystemExit(f"{weights}: relations are not those of the data")
    model.coder = model.second
    return model


def _resume(
    model: Model, optimizer: torch.optim.Optimizer, kept: list[Tensor], checkpoint: Path | None
) -> float:
    """Seconds spent so far, with model, mean and optimizer as they were then."""
    if checkpoint is None or not checkpoint.exists():
        return 0.0
    saved = torch.load(checkpoint, weights_only=False)
    _put([saved["model"][n] for n, p in model.named_parameters() if p.requires_grad], kept)
    model.load_state_dict(saved["last"])
    optimizer.load_state_dict(saved["optimizer"])
    return float(saved["spent"])


def save(
    model: Model, optimizer: torch.optim.Optimizer, kept: list[Tensor], spent: float, path: Path
) -> None:
    """Write the checkpoint beside the old one, then take its place."""
    state = [p for p in model.parameters() if p.requires_grad]
    now = [p.detach().clone() for p in state]
    last = {name: value.clone() for name, value in model.state_dict().items()}
    _put(kept, state)
    mean = {name: value.clone() for name, value in model.state_dict().items()}
    _put(now, state)
    partial = path.with_suffix(".partial")
    saved = {"model": mean, "last": last, "optimizer": optimizer.state_dict(), "spent": spent}
    torch.save(saved, partial)
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
    parser.add_argument("--pieces", type=int, default=Settings.pieces, help="in one batch")
    parser.add_argument("--workers", type=int, default=0, help="processes that make batches")
    parser.add_argument("--large", action="store_true", help="train a teacher")
    parser.add_argument("--seed", type=int, default=Settings.seed, help="teachers need one each")
    parser.add_argument(
        "--teacher", type=Path, nargs="+", default=[], help="the runs of teachers to learn from"
    )
    parser.add_argument("--weights", type=Path, help="exported graphs to go on from")
    parser.add_argument("--encoder-rate", type=float, default=Settings.encoder_rate)
    parser.add_argument("--head-rate", type=float, default=Settings.head_rate)
    parser.add_argument("--uner", type=Path, help="en_ewt-ud-train.iob2 of Universal NER")
    given = parser.parse_args()
    settings = Settings(
        minutes=given.minutes,
        pieces=given.pieces,
        encoder_rate=given.encoder_rate,
        head_rate=given.head_rate,
        rounded_from=2.0 if given.large else Settings.rounded_from,
        workers=given.workers,
        seed=given.seed,
    )
    # Reading the data needs spaCy, which a machine with a GPU may lack: then `fit` is called on
    # examples that were read elsewhere.
    from training.examples import stage_one

    given.run.mkdir(parents=True, exist_ok=True)
    torch.set_flush_denormal(True)
    torch.manual_seed(settings.seed)
    device = best_device()
    groups = stage_one(given.data, given.uner)
    if not given.teacher:
        del groups["silent"]
    relations = relation_names(groups)
    (given.run / "relations.json").write_text(json.dumps(relations))
    rounds = Rounds(groups, relations, settings.pieces, settings.seed)
    model = from_mpnet(len(relations)) if given.large else start(given.weights, relations)
    teachers = [from_mpnet(len(relations)) for _ in given.teacher]
    for teacher, run in zip(teachers, given.teacher, strict=True):
        saved = torch.load(run / "checkpoint.pt", map_location=device)
        teacher.load_state_dict(saved["model"])
        teacher.to(device).eval()
    fit(model, rounds, settings, device, teachers, given.run / "checkpoint.pt")


if __name__ == "__main__":
    main()

"""Stage two: train the pair coder on PLV over the shipped reader, and measure it.

`python -m training.pairs --data FOLDER --weights FOLDER` cross-validates; with `--final` it then
trains on all of PLV and writes `codes.onnx` and the labels of its markers into the weights. The
reader stays as it is: its encodings are computed once, as the user's will be, and only the two
layers of the coder learn. They start from the second look of stage one.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from benchmarks.corpora import MarkedPair, read_pairs
from benchmarks.pairs import QUADS, merged
from benchmarks.scores import macro_f1
from onus.language.network import reading_with
from training.export import export_coder
from training.labels import CODES, HINTED_MARKERS, MARKERS
from training.model import HIDDEN, SecondLook
from training.pair_examples import PairExample, gold, idle, stories, swapped
from training.train import code_loss, rate_at
from training.warm import from_shipped

Sample = Callable[[random.Random], list[PairExample]]


@dataclass(frozen=True)
class Settings:
    """How to train. `swaps` is how many times each pair is read again under other names."""

    silver_epochs: int = 2
    epochs: int = 10
    words: int = 1200
    layer_rate: float = 1.5e-4
    head_rate: float = 6e-4
    swaps: int = 2
    idle_share: float = 0.4
    hint_dropout: float = 0.3
    trigger_dropout: float = 0.1
    word_dropout: float = 0.1
    smoothing: float = 0.1
    decay: float = 0.995
    folds: int = 5
    seed: int = 1


@dataclass(frozen=True)
class Corpus:
    """One marked pair with all that is made of it."""

    pair: MarkedPair
    gold: PairExample
    swapped: tuple[PairExample, ...]
    idle: tuple[PairExample, ...]


def corpus(pairs: Sequence[MarkedPair], settings: Settings) -> list[Corpus]:
    """Read every pair, its renamed copies and its idle neighbours once."""
    draw = random.Random(settings.seed)
    copies = [gold(swapped(pairs, draw)) for _ in range(settings.swaps)]
    neighbours = idle(pairs, draw)
    return [
        Corpus(pair, example, tuple(copy[at] for copy in copies), tuple(neighbours[at]))
        for at, (pair, example) in enumerate(zip(pairs, gold(pairs), strict=True))
    ]


def fresh_coder(weights: Path) -> SecondLook:
    """The layers and markers of stage one's second look, and a head that knows nothing.

    Heads are not taken over: those in `weights` may have seen all of PLV.
    """
    second = from_shipped(weights)[0].second
    coder = SecondLook(len(HINTED_MARKERS))
    coder.layers.load_state_dict(second.layers.state_dict())
    with torch.no_grad():
        coder.marker.weight[: len(MARKERS)] = second.marker.weight
        coder.marker.weight[len(MARKERS) :] = second.marker.weight[MARKERS.index("trigger")]
    return coder


def train_silver(coder: SecondLook, silver: Sequence[PairExample], settings: Settings) -> None:
    """Learn from stories and AW, in place."""
    _train(coder, lambda _: list(silver), settings.silver_epochs, settings)


def train_gold(coder: SecondLook, kept: Sequence[Corpus], settings: Settings) -> None:
    """Learn from PLV, in place; each epoch draws a copy of each pair and some idle ones."""

    def epoch(draw: random.Random) -> list[PairExample]:
        chosen = [draw.choice((one.gold, one.gold, *one.swapped)) for one in kept]
        idle_ones = [draw.choice(one.idle) for one in kept if one.idle]
        return chosen + draw.sample(idle_ones, int(settings.idle_share * len(idle_ones)))

    _train(coder, epoch, settings.epochs, settings)


def _train(coder: SecondLook, sample: Sample, epochs: int, settings: Settings) -> None:
    draw = random.Random(settings.seed)
    torch.manual_seed(settings.seed)
    optimizer = torch.optim.AdamW(_groups(coder, settings), weight_decay=0.05)
    kept = {name: value.detach().clone() for name, value in coder.state_dict().items()}
    coder.train()
    step = 0
    for epoch in range(epochs):
        groups = list(_batches(sample(draw), settings.words, draw))
        for at, examples in enumerate(groups):
            encoding, words, markers, allowed = collate(examples)
            markers = _dropped(markers, settings)
            there = torch.rand(words.shape) > settings.word_dropout
            encoding = encoding * (there | (markers > 0))[..., None]
            for group in optimizer.param_groups:
                share = (epoch + at / len(groups)) / epochs
                group["lr"] = group["peak"] * rate_at(share, 0.1)
            scores = coder(encoding, words, markers)[1]
            loss = code_loss(scores, allowed)
            loss = loss - settings.smoothing * torch.log_softmax(scores, -1).mean()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(coder.parameters(), 1.0)
            optimizer.step()
            step += 1
            decay = min(settings.decay, step / (step + 10))
            for name, value in coder.state_dict().items():
                kept[name].mul_(decay).add_(value.detach(), alpha=1 - decay)
    coder.load_state_dict(kept)


def _groups(coder: SecondLook, settings: Settings) -> list[dict[str, object]]:
    layers = list(coder.layers.parameters())
    known = {id(p) for p in layers}
    heads = [p for p in coder.parameters() if id(p) not in known]
    return [
        {"params": layers, "lr": 0.0, "peak": settings.layer_rate},
        {"params": heads, "lr": 0.0, "peak": settings.head_rate},
    ]


def _dropped(markers: Tensor, settings: Settings) -> Tensor:
    """Some looks lose the hint, some the trigger too: neither is always there, or right."""
    fate = torch.rand(len(markers), 1)
    hinted = markers >= len(MARKERS)
    trigger = hinted | (markers == MARKERS.index("trigger"))
    lose_hint = fate < settings.hint_dropout + settings.trigger_dropout
    lose_all = fate < settings.trigger_dropout
    markers = torch.where(hinted & lose_hint, MARKERS.index("trigger"), markers)
    return torch.where(trigger & lose_all, 0, markers)


def _batches(
    examples: Sequence[PairExample], size: int, draw: random.Random | None
) -> Iterator[list[PairExample]]:
    """Batches of like length; shuffled with `draw`, in order of length without."""
    jitter = draw.uniform if draw else lambda low, high: 1.0
    order = sorted(examples, key=lambda e: len(e.markers) * jitter(0.85, 1.15))
    groups: list[list[PairExample]] = [[]]
    for example in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(example.markers) > size:
            groups.append([])
        groups[-1].append(example)
    if draw:
        draw.shuffle(groups)
    yield from groups


def collate(examples: Sequence[PairExample]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Encoding [N, W, 384], words and markers [N, W], allowed codes [N, C]."""
    width = max(len(e.markers) for e in examples)
    encoding = torch.zeros(len(examples), width, HIDDEN)
    words = torch.zeros(len(examples), width, dtype=torch.long)
    markers = torch.zeros(len(examples), width, dtype=torch.long)
    allowed = torch.zeros(len(examples), len(CODES))
    for row, example in enumerate(examples):
        length = len(example.markers)
        encoding[row, :length] = torch.from_numpy(example.encoding.astype("float32"))
        words[row, :length] = 1
        markers[row, :length] = torch.from_numpy(example.markers)
        for code in example.codes:
            allowed[row, CODES.index(code)] = 1
    return encoding, words, markers, allowed


def predict(coder: SecondLook, examples: Sequence[PairExample]) -> Tensor:
    """Probabilities [N, C] of the codes of each example, in order."""
    coder.eval()
    found = []
    with torch.no_grad():
        for example in examples:
            found.append(coder(*collate([example])[:3])[1].softmax(-1)[0])
    return torch.stack(found)


def best(probabilities: Tensor) -> str:
    """The most probable class of PLV: YIELD merged, NONE left out."""
    totals: dict[str, float] = {}
    for code, value in zip(CODES, probabilities.tolist(), strict=True):
        if code != "NONE":
            totals[merged(code)] = totals.get(merged(code), 0.0) + value
    return max(totals, key=lambda name: totals[name])


def cross_validate(
    weights: Path, all_pairs: Sequence[Corpus], silver: Sequence[PairExample], settings: Settings,
    folds: Iterable[int],
) -> dict[str, float]:  # fmt: skip
    """Root and quad macro-F1 over the held-out folds taken together."""
    order = list(range(len(all_pairs)))
    random.Random(0).shuffle(order)
    start = fresh_coder(weights)
    train_silver(start, silver, settings)
    right: list[str] = []
    guessed: list[str] = []
    for fold in folds:
        began = time.monotonic()
        held = order[fold :: settings.folds]
        kept = sorted(set(order) - set(held))
        coder = SecondLook(len(HINTED_MARKERS))
        coder.load_state_dict(start.state_dict())
        train_gold(coder, [all_pairs[i] for i in kept], settings)
        right += [str(all_pairs[i].pair.root) for i in held]
        guessed += [best(row) for row in predict(coder, [all_pairs[i].gold for i in held])]
        print(
            f"fold {fold}: {_scores(right, guessed)} {time.monotonic() - began:.0f} s", flush=True
        )
    return _scores(right, guessed)


def _scores(right: list[str], guessed: list[str]) -> dict[str, float]:
    return {
        "root_macro_f1": round(macro_f1(right, guessed), 4),
        "quad_macro_f1": round(macro_f1([QUADS[g] for g in right], [QUADS[g] for g in guessed]), 4),
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", type=Path, default=Path("onus/language/weights"))
    parser.add_argument("--folds", type=int, nargs="*", default=list(range(Settings.folds)))
    parser.add_argument("--final", action="store_true", help="train on all of PLV and ship it")
    given = parser.parse_args()
    settings = Settings()
    torch.set_flush_denormal(True)
    with reading_with(given.weights):
        silver = stories(given.data) + gold(list(read_pairs(given.data / "events/aw_train.tsv")))
        pairs = corpus(list(read_pairs(given.data / "events/plv_train.tsv")), settings)
    print(f"{len(silver)} silver pairs, {len(pairs)} gold", flush=True)
    if given.folds:
        print(json.dumps(cross_validate(given.weights, pairs, silver, settings, given.folds)))
    if given.final:
        coder = fresh_coder(given.weights)
        train_silver(coder, silver, settings)
        train_gold(coder, pairs, settings)
        export_coder(coder, given.weights)


if __name__ == "__main__":
    main()

"""The pair coder learning: two layers over the reader's frozen encodings.

The reader stays as it is: its encodings are computed once, as the user's will be. The layers start
from the second look of stage one. Silver pairs come first, then PLV with what is made of it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from training.device import best_device
from training.grouping import grouped
from training.labels import CODES, HINTED_MARKERS, MARKERS
from training.learning import Pace, learn
from training.losses import code_loss
from training.model import HIDDEN, SecondLook
from training.pair_examples import PairExample
from training.warm import from_shipped

Sample = Callable[[random.Random], list[PairExample]]
Besides = Sequence[tuple[Sequence[PairExample], float]]
"""Silver examples, and the share of them that is seen again each epoch of gold."""


@dataclass(frozen=True)
class Settings:
    """How to train. `swaps` is how many times each pair is read again under other names.

    `silent_share` is that of the pairs which only a teacher has coded. `coders` are trained on PLV
    with seeds of their own and their weights averaged into one. `temperature` is what the last
    cross-validation found.
    """

    silver_epochs: int = 3
    epochs: int = 12
    coders: int = 1
    words: int = 1200
    layer_rate: float = 1.5e-4
    head_rate: float = 6e-4
    swaps: int = 2
    idle_share: float = 0.4
    act_share: float = 0.2
    told_share: float = 0.3
    aw_share: float = 0.5
    silent_share: float = 0.25
    stories: int = 2500
    hint_dropout: float = 0.3
    trigger_dropout: float = 0.1
    word_dropout: float = 0.1
    smoothing: float = 0.1
    decay: float = 0.995
    folds: int = 5
    temperature: float = 0.80
    seed: int = 1


@dataclass(frozen=True)
class Gold:
    """One marked pair with all that is made of it: renamed copies, and neighbours that are idle."""

    example: PairExample
    swapped: tuple[PairExample, ...]
    idle: tuple[PairExample, ...]


def trained(
    weights: Path, silver: Sequence[PairExample], gold: Sequence[Gold],
    besides: Besides, settings: Settings,
) -> SecondLook:  # fmt: skip
    """A coder that has learnt from `silver`, then from `gold` and the shares of `besides`."""
    start = fresh_coder(weights)
    _train(start, lambda _: list(silver), settings.silver_epochs, settings, settings.seed)

    def epoch(draw: random.Random) -> list[PairExample]:
        return drawn(gold, besides, settings, draw)

    coders = []
    for number in range(settings.coders):
        coder = SecondLook(len(HINTED_MARKERS))
        coder.load_state_dict(start.state_dict())
        _train(coder, epoch, settings.epochs, settings, settings.seed + number)
        coders.append(coder.state_dict())
    mean = {name: torch.stack([c[name] for c in coders]).mean(0) for name in coders[0]}
    start.load_state_dict(mean)
    return start.eval()


def drawn(
    gold: Sequence[Gold], besides: Besides, settings: Settings, draw: random.Random
) -> list[PairExample]:
    """What one epoch shows: each gold pair once, some neighbours, and the shares of `besides`."""
    chosen = [draw.choice((one.example, one.example, *one.swapped)) for one in gold]
    idle = [draw.choice(one.idle) for one in gold if one.idle]
    chosen += draw.sample(idle, int(settings.idle_share * len(idle)))
    for some, share in besides:
        chosen += draw.sample(list(some), int(share * len(some)))
    return chosen


def fresh_coder(weights: Path) -> SecondLook:
    """The layers and markers of stage one's second look, and a head that knows nothing.

    Heads are not taken over: those in `weights` may have seen all of PLV.
    """
    torch.manual_seed(0)
    second = from_shipped(weights)[0].second
    coder = SecondLook(len(HINTED_MARKERS))
    coder.layers.load_state_dict(second.layers.state_dict())
    with torch.no_grad():
        coder.marker.weight[: len(MARKERS)] = second.marker.weight
        coder.marker.weight[len(MARKERS) :] = second.marker.weight[MARKERS.index("trigger")]
    return coder


def _train(coder: SecondLook, sample: Sample, epochs: int, settings: Settings, seed: int) -> None:
    """Learn in place; the weights in the end are a mean over the last steps."""
    draw = random.Random(seed)
    torch.manual_seed(seed)

    def shown() -> list[list[PairExample]]:
        return grouped(sample(draw), lambda e: len(e.markers), settings.words, draw)

    def loss(examples: Sequence[PairExample]) -> Tensor:
        encoding, words, markers, allowed, told = (t.to(best_device()) for t in collate(examples))
        markers = dropped(markers, settings.hint_dropout, settings.trigger_dropout)
        there = torch.rand(words.shape, device=words.device) > settings.word_dropout
        encoding = encoding * (there | (markers > 0))[..., None]
        with torch.autocast(words.device.type, dtype=torch.bfloat16):
            scores = coder(encoding, words, markers)[1].float()
        smoothing = settings.smoothing * torch.log_softmax(scores, -1).mean()
        return pair_loss(scores, allowed, told) - smoothing

    pace = Pace(epochs, settings.layer_rate, settings.head_rate, settings.decay)
    learn(coder, coder.layers, shown, loss, pace)


def dropped(markers: Tensor, hints: float, triggers: float) -> Tensor:
    """Some looks [N, W] lose the hint, some the trigger too: neither is always there, or right."""
    fate = torch.rand(len(markers), 1, device=markers.device)
    hinted = markers >= len(MARKERS)
    trigger = hinted | (markers == MARKERS.index("trigger"))
    markers = torch.where(hinted & (fate < hints + triggers), MARKERS.index("trigger"), markers)
    return torch.where(trigger & (fate < triggers), 0, markers)


def pair_loss(scores: Tensor, allowed: Tensor, told: Tensor) -> Tensor:
    """The mean over N pairs: cross entropy with a teacher's word, or `code_loss` without one.

    All [N, C]; `told` is zero where no teacher was asked.
    """
    asked = told.sum(-1) > 0
    each = -(told * torch.log_softmax(scores, -1)).sum(-1)
    total = each[asked].sum()
    if not bool(asked.all()):
        total = total + code_loss(scores[~asked], allowed[~asked]) * (~asked).sum()
    return total / len(scores)


def collate(examples: Sequence[PairExample]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Encoding [N, W, 384], words and markers [N, W], codes allowed and codes told [N, C]."""
    width = max(len(e.markers) for e in examples)
    encoding = torch.zeros(len(examples), width, HIDDEN)
    words = torch.zeros(len(examples), width, dtype=torch.long)
    markers = torch.zeros(len(examples), width, dtype=torch.long)
    allowed, told = torch.zeros(2, len(examples), len(CODES))
    for row, example in enumerate(examples):
        length = len(example.markers)
        encoding[row, :length] = torch.from_numpy(example.encoding.astype("float32"))
        words[row, :length] = 1
        markers[row, :length] = torch.from_numpy(example.markers)
        for code in example.codes:
            allowed[row, CODES.index(code)] = 1
        if example.told is not None:
            told[row] = torch.from_numpy(example.told)
    return encoding, words, markers, allowed, told


def scores_of(coder: SecondLook, examples: Sequence[PairExample]) -> Tensor:
    """Scores [N, C] of the codes of each example, in order; softmax makes them probabilities."""
    coder.eval()
    with torch.no_grad():
        return torch.cat([coder(*collate([example])[:3])[1] for example in examples])

"""A larger coder of pairs, which the shipped one learns from and no user runs.

`python -m training.pair_teacher --data FOLDER --weights FOLDER --out FILE` trains one for each fold
of the cross-validation, without that fold, and writes what each thinks of pairs that nobody has
coded.

The teacher reads the whole sentence with source, target and trigger marked from the first layer on,
where the shipped coder looks at the reader's finished encoding. Both learn from the same examples.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from onus.language.network import reading_with
from onus.language.pieces import Pieces
from training.coder import Besides, Gold, drawn, dropped
from training.coder import Settings as CoderSettings
from training.crossvalidation import Data, folds_of, material
from training.device import best_device
from training.grouping import grouped
from training.labels import CODES, HINTED_MARKERS
from training.losses import code_loss
from training.minilm import pieces_of_minilm
from training.model import SecondLook
from training.pair_examples import PairExample, gold
from training.pairs import read
from training.silent_pairs import silent_pairs, write
from training.teacher import SIZE, LargeEncoder, from_mpnet
from training.train import rate_at

END_PIECE = 102


@dataclass(frozen=True)
class Settings:
    """How to train; shares and drops are those of the coder."""

    silver_epochs: int = 1
    epochs: int = 6
    pieces: int = 2500
    encoder_rate: float = 4e-5
    head_rate: float = 4e-4
    warmup: float = 0.1
    smoothing: float = 0.05
    seed: int = 1
    coder: CoderSettings = field(default_factory=CoderSettings)


class PairTeacher(nn.Module):
    """MPNet over marked pieces, and a second look at its last level."""

    def __init__(self) -> None:
        super().__init__()
        start = from_mpnet(1)
        assert isinstance(start.reader.encoder, LargeEncoder)
        self.encoder = start.reader.encoder
        self.mark = nn.Embedding(len(HINTED_MARKERS), SIZE, padding_idx=0)
        nn.init.normal_(self.mark.weight, std=0.02)
        with torch.no_grad():
            self.mark.weight[0] = 0
        self.look = SecondLook(len(HINTED_MARKERS), SIZE)
        self.look.layers.load_state_dict(start.second.layers.state_dict())

    def forward(
        self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor, words: Tensor,
        markers: Tensor,
    ) -> Tensor:  # fmt: skip
        """A batch as in `PieceBatch`, with `markers` [B, W], to scores [B, C]."""
        starts = torch.zeros_like(ids).scatter_(1, first, words)
        of_word = (starts.cumsum(1) - 1).clamp(min=0)
        inside = (mask > 0) & (ids != END_PIECE)
        marked = torch.gather(markers, 1, of_word) * inside
        marked[:, 0] = 0
        levels = self.encoder(ids, shapes, mask, first, self.mark(marked))
        scores: Tensor = self.look(levels[-1][:, 1:], words, markers)[1]
        return scores


Sample = Callable[[random.Random], Sequence[PairExample]]


def teach(
    teacher: PairTeacher, pieces: Pieces, silver: Sequence[PairExample], epoch: Sample,
    settings: Settings, device: torch.device,
) -> None:  # fmt: skip
    """Learn in place: `silver` first, then what `epoch` draws, again and again."""
    draw = random.Random(settings.seed)
    optimizer = _optimizer(teacher, settings)
    teacher.to(device).train()
    rounds = settings.silver_epochs + settings.epochs
    for number in range(rounds):
        sample = silver if number < settings.silver_epochs else epoch(draw)
        groups = grouped(sample, lambda one: _length(one, pieces), settings.pieces, draw)
        for at, group in enumerate(groups):
            rate = rate_at((number + at / len(groups)) / rounds, settings.warmup)
            for parameters in optimizer.param_groups:
                parameters["lr"] = parameters["peak"] * rate
            inputs, allowed = collate(group, pieces, device)
            hints, triggers = settings.coder.hint_dropout, settings.coder.trigger_dropout
            with torch.autocast(device.type, dtype=torch.bfloat16):
                scores = teacher(*inputs[:-1], dropped(inputs[-1], hints, triggers)).float()
            loss = code_loss(scores, allowed)
            loss = loss - settings.smoothing * torch.log_softmax(scores, -1).mean()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimizer.step()


def _optimizer(teacher: PairTeacher, settings: Settings) -> torch.optim.Optimizer:
    teacher.encoder.word.weight.requires_grad_(False)
    layers = [*teacher.encoder.parameters(), *teacher.look.layers.parameters()]
    known = {id(p) for p in layers}
    slow = [p for p in layers if p.requires_grad]
    fast = [p for p in teacher.parameters() if id(p) not in known]
    return torch.optim.AdamW(
        [{"params": slow, "peak": settings.encoder_rate},
         {"params": fast, "peak": settings.head_rate}],
        weight_decay=0.01,
    )  # fmt: skip


@torch.no_grad()
def scores_of(
    teacher: PairTeacher, asked: Sequence[PairExample], pieces: Pieces, device: torch.device
) -> Tensor:
    """What the teacher thinks of each pair: scores [N, C], in order."""
    teacher.eval()
    found = torch.zeros(len(asked), len(CODES))
    order = sorted(range(len(asked)), key=lambda at: len(asked[at].words))
    for begin in range(0, len(order), 256):
        places = order[begin : begin + 256]
        inputs, _ = collate([asked[at] for at in places], pieces, device)
        with torch.autocast(device.type, dtype=torch.bfloat16):
            found[places] = teacher(*inputs).float().cpu()
    return found


def _length(one: PairExample, pieces: Pieces) -> int:
    return sum(len(pieces.of(word)) for word in one.words) + 2


def collate(
    group: Sequence[PairExample], pieces: Pieces, device: torch.device
) -> tuple[list[Tensor], Tensor]:
    """(ids, shapes, mask, first, words, markers), and the codes allowed [N, C]."""
    cut = pieces.batch([one.words for one in group])
    markers = np.zeros(cut.words.shape, np.int64)
    for row, one in enumerate(group):
        markers[row, : len(one.markers)] = one.markers
    allowed = torch.tensor([[float(code in one.codes) for code in CODES] for one in group])
    inputs = (cut.ids, cut.shapes, cut.mask, cut.first, cut.words, markers)
    return [torch.from_numpy(a).to(device) for a in inputs], allowed.to(device)


def words_of_teachers(
    data: Data, silent: Sequence[PairExample], settings: Settings, device: torch.device
) -> Tensor:
    """Scores [folds, N, C] of `silent`, by a teacher that has not seen the fold."""
    pieces, found = pieces_of_minilm(), []
    for without in folds_of(data, settings.coder):
        torch.manual_seed(settings.seed)
        silver, gold, besides = material(data, settings.coder, without)
        teacher = PairTeacher()
        epoch = partial(_epoch, gold, besides, settings.coder)
        teach(teacher, pieces, silver, epoch, settings, device)
        found.append(scores_of(teacher, silent, pieces, device))
    return torch.stack(found)


def _epoch(
    gold: Sequence[Gold], besides: Besides, settings: CoderSettings, draw: random.Random
) -> list[PairExample]:
    return drawn(gold, besides, settings, draw)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", type=Path, default=Path("onus/language/weights"))
    parser.add_argument("--out", type=Path, default=Path("runs/told.npz"))
    given = parser.parse_args()
    settings = Settings()
    device = best_device()
    data = read(given.data, given.weights, settings.coder)
    with reading_with(given.weights):
        pairs = silent_pairs(given.data, settings.coder.seed)
        examples = gold(pairs)
    write(given.out, pairs, words_of_teachers(data, examples, settings, device))


if __name__ == "__main__":
    main()

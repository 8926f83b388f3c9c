"""The judge of later sentences: `python -m training.judging --data FOLDER --teacher FILE FILE`.

It learns from storylines of our own what a later sentence makes of an obligation when both are read
side by side, and from news that it hardly ever makes anything of it (`training.judge_pairs`); and
writes `effects.onnx.gz` and its labels into the weights. Its six layers start from
all-MiniLM-L6-v2 and learn as a whole; larger judges (`training.judge_teacher`) say by turns what
they think of each pair, which is most of what it learns. Towards the end its weights feel the four
bits that they are shipped in. It wants a GPU: five passes are six minutes on an H100, beside
others. `--on` goes on from the judge that is shipped; `--left-out` keeps the last storylines aside
and prints how well they are judged.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.device import best_device
from training.export import export_effects
from training.grouping import grouped
from training.judge import Judge, LargeJudge, large_judge
from training.judge_pairs import LABELLED, UNKNOWN, Case, Drawing, case_of, news_of, pair_of, shown
from training.labels import EFFECTS
from training.minilm import minilm_folder
from training.model import Encoder, from_minilm
from training.rounding import feel_four_bits, feel_nothing
from training.storylines import AGAIN, NOTHING, Laid, Sentence, Storyline, storylines
from training.warm import from_shipped, shipped_judge

WEIGHTS = Path(__file__).parents[1] / "onus" / "language" / "weights"


@dataclass(frozen=True)
class Settings:
    """How to train: `pieces` is the size of a step, padding included; `decay` that of the mean.

    The labels count as much as `labels` says where teachers speak, whose word is softened by
    `softness` (Hinton et al. 2015). From the share `rounded_from` of the training on four bits are
    felt; from 1 on never.
    """

    passes: int = 5
    pieces: int = 16_000
    rate: float = 2e-4
    warm_up: float = 0.03
    decay: float = 0.998
    smoothing: float = 0.05
    labels: float = 0.4
    softness: float = 2.0
    rounded_from: float = 0.7


def main() -> None:
    """Train on all storylines, or on all but the last files, and write or measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--passes", type=int, default=Settings.passes)
    parser.add_argument("--left-out", type=int, default=0, metavar="STORYLINES")
    parser.add_argument("--teacher", type=Path, nargs="+", default=[], metavar="FILE")
    parser.add_argument("--on", action="store_true", help="go on from the judge in the weights")
    parser.add_argument("--rate", type=float, default=Settings.rate)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    asked = parser.parse_args()
    stories = storylines()
    known = stories[: len(stories) - asked.left_out]
    teachers = [_taught(file) for file in asked.teacher]
    settings = Settings(passes=asked.passes, rate=asked.rate)
    judge = new_judge()
    if asked.on:
        shipped_judge(WEIGHTS, judge)
    drawing = Drawing() if teachers else LABELLED
    random.seed(5)
    news = news_of(asked.data)
    fit(judge, lambda: shown(known, news, drawing), settings, print, teachers)
    if asked.left_out:
        print(measured(judge, stories[len(known) :]))
    else:
        export_effects(judge, asked.out)


def new_judge() -> Judge:
    """A judge that has learnt nothing: layers of all-MiniLM-L6-v2, word pieces of the reader."""
    torch.manual_seed(5)
    encoder = from_minilm(minilm_folder(), 1).reader.encoder
    reader, _ = from_shipped(WEIGHTS)
    words = reader.reader.encoder
    assert isinstance(encoder, Encoder)
    assert isinstance(words, Encoder)
    return Judge(encoder, words.word.weight.detach())


def fit(
    judge: Judge | LargeJudge,
    drawn: Callable[[], list[Case]],
    settings: Settings,
    told: Callable[[str], object],
    teachers: Sequence[LargeJudge] = (),
) -> None:
    """Train `judge` in place on what `drawn` gives for each pass; it ends as the mean of its steps.

    It learns on a GPU where there is one, and is on the CPU again in the end.
    """
    device = best_device()
    for model in (judge, *teachers):
        model.to(device)
    optimizer = torch.optim.AdamW(judge.groups(settings.rate), lr=0.0, weight_decay=0.02)
    learnt = [p for p in judge.parameters() if p.requires_grad]
    mean = [p.detach().clone() for p in learnt]
    step, felt = 0, False
    judge.train()
    for number in range(settings.passes):
        steps = grouped(drawn(), _length, settings.pieces, random.Random(number))
        total = 0.0
        for place, cases in enumerate(steps):
            share = (number + place / len(steps)) / settings.passes
            if share >= settings.rounded_from and not felt:
                feel_four_bits(judge)
                felt = True
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * _pace(share, settings.warm_up)
            teacher = teachers[step % len(teachers)] if teachers else None
            loss = _loss(judge, teacher, cases, settings)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learnt, 1.0)
            optimizer.step()
            step += 1
            with torch.no_grad():
                torch._foreach_lerp_(mean, learnt, 1 - min(settings.decay, step / (step + 10)))
            total += loss.item()
        told(f"pass {number + 1}: {len(steps)} steps, loss {total / len(steps):.3f}")
    feel_nothing(judge)
    with torch.no_grad():
        for p, kept in zip(learnt, mean, strict=True):
            p.copy_(kept)
    judge.cpu().eval()


def _loss(
    judge: Judge | LargeJudge,
    teacher: LargeJudge | None,
    cases: Sequence[Case],
    settings: Settings,
) -> Tensor:
    """Mean cross entropy with the labels, and how far it is from what the teacher thinks."""
    device = best_device()
    inputs = [tensor.to(device) for tensor in _together(cases)]
    wanted = torch.tensor([case.effect for case in cases], device=device)
    with torch.autocast(device.type, dtype=torch.bfloat16):
        logits = judge(*inputs).float()
        loss = F.cross_entropy(
            logits,
            wanted,
            ignore_index=UNKNOWN,
            label_smoothing=settings.smoothing,
            reduction="sum",
        ) / len(cases)
        if teacher is None:
            return loss
        with torch.no_grad():
            heard = teacher(*inputs).float()
    softness = settings.softness
    apart = F.kl_div(
        torch.log_softmax(logits / softness, -1),
        torch.softmax(heard / softness, -1),
        reduction="batchmean",
    )
    return settings.labels * loss + softness**2 * apart


def measured(judge: Judge | LargeJudge, stories: Sequence[Storyline]) -> str:
    """How well a judge knows what became of the obligations of storylines it has not seen."""
    right = total = named = changes = 0
    for story in stories:
        for letter, laid in story.laid.items():
            status = told = "open"
            later = list(story.later(letter))
            for (sentence, _), row in zip(later, _judged(judge, laid, later), strict=True):
                said = sentence.says.get(letter, NOTHING)
                best = EFFECTS[2 + int(row[2:].argmax())]
                if said not in {NOTHING, AGAIN}:
                    status = said
                    changes += 1
                    named += best == said
                if float(row[2:].sum()) > 0.5:
                    told = best
            total += 1
            right += told == status
    return f"status {right / total:.3f} of {total}, effect {named / changes:.3f} of {changes}"


def _judged(
    judge: Judge | LargeJudge, laid: Laid, later: Sequence[tuple[Sentence, str | None]]
) -> Tensor:
    cases = [case_of(pair_of(laid, of.text, before, NOTHING), True) for of, before in later]
    if not cases:
        return torch.zeros(0, len(EFFECTS))
    with torch.no_grad():
        return torch.softmax(judge(*_together(cases)).float(), -1)


def _taught(file: Path) -> LargeJudge:
    """A larger judge of `training.judge_teacher`."""
    teacher = large_judge()
    teacher.load_state_dict(torch.load(file))
    return teacher.eval()


def _length(case: Case) -> int:
    return len(case.look.ids)


def _together(cases: Sequence[Case]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """The cases padded to the longest: ids, shapes, mask and markers [N, T], kinds [N]."""
    ids, shapes, mask, markers = torch.zeros(
        4, len(cases), max(map(_length, cases)), dtype=torch.long
    )
    for row, case in enumerate(cases):
        length = _length(case)
        ids[row, :length] = torch.from_numpy(case.look.ids)
        shapes[row, :length] = torch.from_numpy(case.look.shapes)
        markers[row, :length] = torch.from_numpy(case.look.markers)
        mask[row, :length] = 1
    return ids, shapes, mask, markers, torch.tensor([case.look.kind for case in cases])


def _pace(share: float, warm_up: float) -> float:
    if share < warm_up:
        return share / warm_up
    return 0.5 * (1 + math.cos(math.pi * (share - warm_up) / (1 - warm_up)))


if __name__ == "__main__":
    main()

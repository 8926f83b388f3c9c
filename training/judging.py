"""The judge of later sentences: `python -m training.judging --data FOLDER --teacher FILE FILE`.

It learns from storylines of our own what a later sentence makes of an obligation when both are read
side by side, and from news that it hardly ever makes anything of it; and writes `effects.onnx.gz`
and its labels into the weights. Its six layers start from all-MiniLM-L6-v2 and learn as a whole;
larger judges (`training.judge_teacher`) say what they think of each pair, which is most of what it
learns. From the middle on its weights feel the four bits that they are shipped in. It wants a GPU:
23 passes are five minutes on an H100. `--on` goes on from the judge that is shipped, which two
cores can do for more storylines; `--second` means the second of the two judges that are shipped;
`--left-out` keeps the last storylines aside and prints how well they are judged.
"""

from __future__ import annotations

import argparse
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from benchmarks.news_effects import Told
from onus.language.effects import Beside, piece_pair
from onus.language.network import PairLook, network
from training.device import best_device
from training.export import export_effects
from training.grouping import grouped
from training.judge import Judge, LargeJudge, large_judge
from training.labels import EFFECT_KINDS, EFFECTS
from training.later_news import judged_news, silent_news
from training.minilm import minilm_folder
from training.model import Encoder, from_minilm
from training.renamed import names_of, renamed
from training.rounding import feel_four_bits, feel_nothing
from training.storylines import (
    AGAIN,
    NEAR,
    NOTHING,
    PLAIN,
    Laid,
    Sentence,
    Storyline,
    sequels,
    storylines,
)
from training.strangers import strangers
from training.warm import from_shipped, shipped_judge
from training.worded import worded

WEIGHTS = Path(__file__).parents[1] / "onus" / "language" / "weights"


@dataclass(frozen=True)
class Settings:
    """How to train: `pieces` is the size of a step, padding included; `decay` that of the mean.

    Each pass sees the storylines, of which a share `renamed` with other names. Of the sentences
    that tell nothing of an obligation it sees `hard` that speak of others of its storyline, `easy`
    of the rest, and `strange` of other storylines that look like news of it. For a share `worded`
    of the obligations there is a sentence in their own words. Besides it sees so many `sequels`,
    all the plain ones, a share `near` of the near ones, all judged pairs of news and so many
    `silent` ones. A share `leading` of the pairs is read with the sentence before.

    The labels count as much as `labels` says where teachers speak, whose word is softened by
    `softness` (Hinton et al. 2015). From the share `rounded_from` of the training on four bits are
    felt; from 1 on never.
    """

    passes: int = 23
    pieces: int = 16_000
    rate: float = 1.2e-4
    warm_up: float = 0.06
    decay: float = 0.998
    smoothing: float = 0.05
    labels: float = 0.5
    softness: float = 2.0
    rounded_from: float = 0.5
    leading: float = 0.75
    renamed: float = 0.35
    hard: int = 3
    easy: int = 1
    strange: int = 1
    worded: float = 0.35
    sequels: int = 200
    near: float = 0.6
    silent: int = 4000


@dataclass(frozen=True, slots=True)
class News:
    """Pairs of sentences of news: those that a reader has judged, and those that tell nothing."""

    judged: list[Told]
    silent: list[Told]


@dataclass(frozen=True, slots=True)
class Case:
    """A pair as the encoder reads it, and the number of its effect."""

    look: PairLook
    effect: int


def main() -> None:
    """Train on all storylines, or on all but the last files, and write or measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--passes", type=int, default=Settings.passes)
    parser.add_argument("--left-out", type=int, default=0, metavar="STORYLINES")
    parser.add_argument("--teacher", type=Path, nargs="+", default=[], metavar="FILE")
    parser.add_argument("--on", action="store_true", help="go on from the judge in the weights")
    parser.add_argument("--second", action="store_true", help="of the two judges the second")
    parser.add_argument("--rate", type=float, default=Settings.rate)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    asked = parser.parse_args()
    stories = storylines()
    known = stories[: len(stories) - asked.left_out]
    teachers = [_taught(file) for file in asked.teacher]
    settings = Settings(passes=asked.passes, rate=asked.rate)
    judge, name = new_judge(), "second_effects" if asked.second else "effects"
    if asked.on:
        shipped_judge(WEIGHTS, judge, name)
    train(judge, known, news_of(asked.data), settings, print, teachers)
    if asked.left_out:
        print(measured(judge, stories[len(known) :]))
    else:
        export_effects(judge, asked.out, name)


def news_of(data: Path) -> News:
    """The pairs of news in the data folder."""
    judged = judged_news(data)
    return News(judged, silent_news(data, judged, random.Random(5)))


def new_judge() -> Judge:
    """A judge that has learnt nothing: layers of all-MiniLM-L6-v2, word pieces of the reader."""
    torch.manual_seed(5)
    encoder = from_minilm(minilm_folder(), 1).reader.encoder
    reader, _ = from_shipped(WEIGHTS)
    words = reader.reader.encoder
    assert isinstance(encoder, Encoder)
    assert isinstance(words, Encoder)
    return Judge(encoder, words.word.weight.detach())


def train(
    judge: Judge,
    stories: Sequence[Storyline],
    news: News,
    settings: Settings,
    told: Callable[[str], object],
    teachers: Sequence[LargeJudge] = (),
) -> None:
    """Let a judge see all this, and hear what `teachers` think of it."""
    random.seed(5)
    fit(judge, lambda: shown(stories, news, settings), settings, told, teachers)


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
            loss = _loss(judge, teachers, cases, settings)
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
    teachers: Sequence[LargeJudge],
    cases: Sequence[Case],
    settings: Settings,
) -> Tensor:
    """Mean cross entropy with the labels, and how far it is from what the teachers think."""
    device = best_device()
    inputs = [tensor.to(device) for tensor in _together(cases)]
    wanted = torch.tensor([case.effect for case in cases], device=device)
    with torch.autocast(device.type, dtype=torch.bfloat16):
        logits = judge(*inputs).float()
        loss = F.cross_entropy(logits, wanted, label_smoothing=settings.smoothing)
        if not teachers:
            return loss
        with torch.no_grad():
            heard = torch.stack([teacher(*inputs).float() for teacher in teachers]).mean(0)
    softness = settings.softness
    apart = F.kl_div(
        torch.log_softmax(logits / softness, -1),
        torch.softmax(heard / softness, -1),
        reduction="batchmean",
    )
    return settings.labels * loss + softness**2 * apart


def shown(stories: Sequence[Storyline], news: News, settings: Settings) -> list[Case]:
    """The pairs of one pass, drawn anew."""
    names = names_of(stories)
    as_told = [
        renamed(story, names, random) if random.random() < settings.renamed else story  # type: ignore[arg-type]
        for story in stories
    ]
    found = [
        pair
        for story in as_told
        for letter in story.laid
        for pair in _of_obligation(story, letter, settings)
    ]
    known = random.sample(sequels(), settings.sequels) + sequels(PLAIN)
    found += [_pair(s.laid, text, None, effect) for s in known for effect, text in s.later]
    near = [_pair(s.laid, text, None, effect) for s in sequels(NEAR) for effect, text in s.later]
    found += random.sample(near, round(settings.near * len(near)))
    found += [*news.judged, *random.sample(news.silent, min(settings.silent, len(news.silent)))]
    found += [_pair(*one, NOTHING) for one in strangers(as_told, settings.strange)]
    found += _worded(as_told, settings.worded)
    return [_case(told, random.random() < settings.leading) for told in found]


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
    cases = [_case(_pair(laid, of.text, before, NOTHING), True) for of, before in later]
    if not cases:
        return torch.zeros(0, len(EFFECTS))
    with torch.no_grad():
        return torch.softmax(judge(*_together(cases)).float(), -1)


def _taught(file: Path) -> LargeJudge:
    """A larger judge of `training.judge_teacher`."""
    teacher = large_judge()
    teacher.load_state_dict(torch.load(file))
    return teacher.eval()


def _of_obligation(story: Storyline, letter: str, settings: Settings) -> list[Told]:
    laid = story.laid[letter]
    telling, hard, easy = [], [], []
    for sentence, before in story.later(letter):
        pair = _pair(laid, sentence.text, before, sentence.says.get(letter, NOTHING))
        (telling if letter in sentence.says else hard if sentence.says else easy).append(pair)
    random.shuffle(hard)
    random.shuffle(easy)
    return telling + hard[: settings.hard] + easy[: settings.easy]


def _worded(stories: Sequence[Storyline], share: float) -> list[Told]:
    """Obligations beside sentences in their own words, and beside such of others in the story."""
    found = []
    for story in stories:
        told = {letter: worded(laid, random) for letter, laid in story.laid.items()}  # type: ignore[arg-type]
        for letter, laid in story.laid.items():
            if random.random() > share:
                continue
            if (own := told[letter]) is not None:
                text, effect = own
                found.append(_pair(laid, text, None, effect))
            others = [one[0] for at, one in told.items() if at != letter and one is not None]
            if others:
                found.append(_pair(laid, random.choice(others), None, NOTHING))
    return found


def _pair(laid: Laid, later: str, before: str | None, effect: str) -> Told:
    return Told(Beside(laid.kind, laid.act, laid.told, later, before), effect)  # type: ignore[arg-type]


def _case(told: Told, leading: bool) -> Case:
    """The pair as the encoder reads it, with the sentence before or without."""
    beside = told.beside if leading else replace(told.beside, before=None)
    return Case(piece_pair(network().pieces, beside, EFFECT_KINDS), EFFECTS.index(told.effect))


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

"""Stage two: train the pair coder over the shipped reader, and measure it.

`python -m training.pairs --data FOLDER --weights FOLDER --teachers FILE` cross-validates on PLV and
AW, with what larger coders think of silent pairs (`training.pair_teacher`). It writes the held-out
answers for `python -m benchmarks confidence` and the scale of events' confidences that they teach.
With `--final` it trains on everything and writes `codes.onnx.gz` and the labels of its markers into
the weights, with the temperature that cross-validation found; `--final` with `--folds` and no
number skips the folds and takes the temperature of `Settings`.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import torch

from benchmarks.confidence import CROSSVALIDATED, score, write
from benchmarks.corpora import read_pairs
from benchmarks.pairs import questions
from onus.coding.event_confidence import FILE, scale
from onus.coding.events import propose
from onus.language.network import reading_with
from onus.resolving.acting import can_act
from training import silent_pairs
from training.acts import sentences
from training.coder import Gold, Settings
from training.crossvalidation import (
    Data,
    Plv,
    event_scale,
    figures,
    hold_out,
    learn,
    rescaled,
    rows,
    temperature,
)
from training.export import export_coder
from training.pair_examples import PairExample, gold, idle, stories, swapped
from training.told import told, turned


def read(data: Path, weights: Path, settings: Settings, teachers: Path | None = None) -> Data:
    """Everything that coders learn from, read once by the reader in `weights`.

    `teachers` is a file of `training.pair_teacher`.
    """
    silent, likely = ([], None) if teachers is None else silent_pairs.read(teachers)
    draw = random.Random(settings.seed)
    with reading_with(weights):
        aw = list(read_pairs(data / "events/aw_train.tsv"))
        return Data(
            plv=_plv(data, settings, draw),
            aw=list(zip(aw, gold(aw), strict=True)),
            stories=stories(data, settings.stories, draw),
            acts=gold(sentences(draw)),
            told=_told(draw),
            silent=gold(silent),
            likely=likely,
        )


def _told(draw: random.Random) -> list[PairExample]:
    """Our own sentences, and every second one the wrong way round."""
    pairs = told()
    reverse = list(turned(pairs))
    return gold([*pairs, *draw.sample(reverse, len(reverse) // 2)])


def _plv(data: Path, settings: Settings, draw: random.Random) -> list[Plv]:
    marked = list(read_pairs(data / "events/plv_train.tsv"))
    copies = [gold(swapped(marked, draw)) for _ in range(settings.swaps)]
    neighbours = idle(marked, draw)
    docs = [doc for doc, _ in questions(marked)]
    return [
        Plv(
            pair=pair,
            gold=Gold(example, tuple(copy[at] for copy in copies), tuple(neighbours[at])),
            doc=docs[at],
            candidates=tuple(propose(docs[at], can_act)),
        )
        for at, (pair, example) in enumerate(zip(marked, gold(marked), strict=True))
    ]


def _keep(slope: float, offset: float) -> None:
    """Put the scale that was just found on top of the one that it was measured with."""
    before, below = scale()
    written = Path(str(FILE)).read_text(encoding="utf-8").split("slope:")[0]
    written += f"slope: {slope * before:.3f}\noffset: {slope * below + offset:.3f}\n"
    Path(str(FILE)).write_text(written, encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--weights", type=Path, default=Path("onus/language/weights"))
    parser.add_argument("--teachers", type=Path, help="what larger coders think of silent pairs")
    parser.add_argument("--folds", type=int, nargs="*", default=list(range(Settings.folds)))
    parser.add_argument("--final", action="store_true", help="train on everything and ship it")
    given = parser.parse_args()
    settings = Settings()
    torch.set_flush_denormal(True)
    data = read(given.data, given.weights, settings, given.teachers)
    silver = len(data.stories) + len(data.acts) + len(data.told)
    print(f"PLV {len(data.plv)}, AW {len(data.aw)}, silver {silver}", flush=True)
    degrees = settings.temperature
    if given.folds:
        held = list(hold_out(given.weights, data, settings, given.folds))
        degrees = temperature(held)
        print(json.dumps({"temperature": round(degrees, 2), **figures(held, degrees)}))
        answers = rows(held, degrees)
        slope, offset = event_scale(answers.values())
        answers = rescaled(answers, slope, offset)
        write(CROSSVALIDATED, answers)
        _keep(slope, offset)
        print(json.dumps({name: round(v, 3) for name, v in score(list(answers.values())).items()}))
    if given.final:
        export_coder(learn(given.weights, data, settings), given.weights, degrees)


if __name__ == "__main__":
    main()

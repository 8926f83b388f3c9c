"""A larger judge of later sentences, which the shipped one learns from and no user runs.

`python -m training.judge_teacher --data FOLDER --seed N --out FILE` trains it on the same pairs as
`training.judging` does. It is 110 M parameters of MPNet, so it wants a GPU: three passes, two seeds
side by side, are five minutes on an H100. `--left-out` keeps the last storylines aside and prints
how well they are judged.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch

from training.judge import large_judge
from training.judge_pairs import LABELLED, news_of, shown
from training.judging import Settings, fit, measured
from training.storylines import storylines

SETTINGS = Settings(passes=3, rate=8e-5, decay=0.995, rounded_from=1.0)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--left-out", type=int, default=0, metavar="STORYLINES")
    parser.add_argument("--out", type=Path, default=Path("runs/large_judge.pt"))
    asked = parser.parse_args()
    random.seed(asked.seed)
    torch.manual_seed(asked.seed)
    stories = storylines()
    known = stories[: len(stories) - asked.left_out]
    news = news_of(asked.data)
    judge = large_judge()
    fit(judge, lambda: shown(known, news, LABELLED), SETTINGS, print)
    torch.save(judge.state_dict(), asked.out)
    if asked.left_out:
        print(measured(judge, stories[len(known) :]))


if __name__ == "__main__":
    main()

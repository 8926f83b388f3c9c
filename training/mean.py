"""A reader and the one that it went on from into one: `python -m training.mean --run FOLDER`.

The mean of the weights before and after a further training reads better than either: it keeps what
the further training forgot (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

from training.export import export, load
from training.model import Model
from training.warm import from_shipped

SHARE = 0.7
"""Of the later one, chosen on the dev splits out of 0.6, 0.7, 0.8 and 1."""


@torch.no_grad()
def mean(before: Model, after: Model, share: float) -> Model:
    """`after` with its weights moved back towards those of `before`, in place."""
    earlier = dict(before.named_parameters())  # what two parts share is there once
    for name, weights in after.named_parameters():
        weights.lerp_(earlier[name], 1 - share)
    return after


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="the later training")
    parser.add_argument("--weights", type=Path, default=Path("onus/language/weights"))
    parser.add_argument("--share", type=float, default=SHARE, help="of the later one")
    given = parser.parse_args()
    before, _ = from_shipped(given.weights)
    before.coder = before.second
    after, relations = load(given.run)
    export(mean(before, after, given.share), relations, given.weights)


if __name__ == "__main__":
    main()

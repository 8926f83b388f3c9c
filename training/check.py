"""Does the exported model score as the trained one? `python -m training.check --run FOLDER`.

Exports the run once more in float32 and once in int8, scores both on the dev splits, and fails when
int8 lies more than half a point below on any figure.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks import attribution, factuality, names, parse
from onus.language.network import reading_with
from training.export import export, load

ALLOWED_LOSS = 0.005
FIGURES = ("las", "upos", "f1", "macro_f1", "cue_f1", "source_f1", "content_f1", "triple_f1")


def scores(weights: Path, data: Path) -> dict[str, float]:
    """The figures of the graphs in `weights` on the dev splits, named by task."""
    with reading_with(weights):
        found = {
            "parse": parse.run(data / "ud/ewt-dev.conllu"),
            "names": names.run(data / "ner/uner-ewt-dev.iob2"),
            "attribution": attribution.run(data / "attribution/polnear-dev"),
            "factuality": factuality.run(data / "factuality/uds2-factuality.zip"),
        }
    return {
        f"{task} {name}": round(value, 4)
        for task, figures in found.items()
        for name, value in figures.items()
        if name in FIGURES
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--run", type=Path, default=Path("runs/main"))
    given = parser.parse_args()
    model, relations = load(given.run)
    by_kind = {}
    for kind in ("float32", "int8"):
        with tempfile.TemporaryDirectory() as folder:
            export(model, relations, Path(folder), kind)
            by_kind[kind] = scores(Path(folder), given.data)
    print(json.dumps(by_kind, indent=1))
    lost = [
        name
        for name, value in by_kind["float32"].items()
        if value - by_kind["int8"][name] > ALLOWED_LOSS
    ]
    if lost:
        sys.exit(f"int8 loses more than half a point on: {', '.join(lost)}")


if __name__ == "__main__":
    main()

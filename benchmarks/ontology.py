"""How well types of a user's own are found from a handful of examples.

A file names an ontology (`ontology`, a path beside it) and holds sentences by the type that their
event has, `NONE` for those that have an event of none of the types.
"""

from __future__ import annotations

from pathlib import Path

import yaml

import onus
from benchmarks.scores import Tally
from onus.record import Article

NONE = "NONE"


def run(path: Path) -> dict[str, float]:
    """The scores over the files of the folder `path` that hold `sentences`, see `score`."""
    answers = [answer for file in sorted(path.glob("*.yaml")) for answer in _answers(file)]
    if not answers:
        raise ValueError(f"{path}: no file with 'ontology' and 'sentences'")
    return score(answers)


def score(answers: list[tuple[str, frozenset[str]]]) -> dict[str, float]:
    """From (right type or NONE, own types found) of each sentence.

    `f1`, `precision` and `recall` of the types; `left_alone` is the share of the sentences of none
    of the types in which none is found.
    """
    tally = Tally()
    for right, found in answers:
        tally += Tally(right=int(right in found), guessed=len(found), gold=int(right != NONE))
    idle = [found for right, found in answers if right == NONE]
    return {
        "f1": tally.f1,
        "precision": tally.precision,
        "recall": tally.recall,
        "left_alone": sum(not found for found in idle) / max(len(idle), 1),
    }


def _answers(file: Path) -> list[tuple[str, frozenset[str]]]:
    held = yaml.safe_load(file.read_text(encoding="utf-8"))
    if "sentences" not in held:
        return []
    ontology = file.parent / held["ontology"]
    types = frozenset(yaml.safe_load(ontology.read_text(encoding="utf-8"))["types"])
    rows = [(right, text) for right, texts in held["sentences"].items() for text in texts]
    articles = [Article(str(at), text, language="en") for at, (_, text) in enumerate(rows)]
    records = onus.stream(articles, ontology=str(ontology))
    return [
        (right, types & {event.type for event in record.events})
        for (right, _), record in zip(rows, records, strict=True)
    ]

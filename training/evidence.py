"""Fits the weights by which the ledger tells which deed bears on which entry.

    python -m training.evidence FOLDER ... [--write]

FOLDERs hold storylines (`benchmarks/README.md`). A deed is a case of its bearing on an entry when
the analyst notes, for its article, a change of the entry that a deed of its outcome can make; where
several deeds of the article could be meant, the likeliest is, if any. A logistic
regression is fitted to these; what is printed is its cross-validation, each storyline left out in
turn. `--write` puts the weights of all together into `onus/ledger/evidence.yaml`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from benchmarks.ledger import match, read
from onus.ledger import ledger_of
from onus.ledger.evidence import BEARS, Evidence, evidence
from onus.ledger.following import is_later
from onus.ledger.owed import taken_apart
from onus.ledger.reading import deeds_of, parties_of
from onus.reader import read_articles
from onus.record import Outcome, Record

_MADE_BY: dict[Outcome, frozenset[str]] = {
    "done": frozenset({"met", "begun", "broken", "open"}),
    "begun": frozenset({"begun", "met", "broken"}),
    "not done": frozenset({"broken", "refused"}),
    "failed": frozenset({"broken"}),
    "refused": frozenset({"refused"}),
}
_RIDGE = 3.0
_RARE = -3.0  # where the constant starts: most deeds bear on nothing
# What the weights are drawn to, for want of cases: what one would say without having seen any.
_EXPECTED = {
    "same": 1.0, "akin": 2.0, "undone": 2.0, "due": 1.0, "derived": 0.5, "other": -1.0,
    "thin": -1.0, "idle": -2.0, "covered": 1.0, "one": 0.5, "two": 0.5, "three": 0.5,
    "number": 0.5, "unnamed": -0.5, "within": 0.5,
    "stranger": -1.5, "foreign": -1.0, "asker": -2.0, "referred": 0.3, "beside": -0.5,
    "around": -1.0,
}  # fmt: skip
_AS_LIKELY = 0.3  # in logits: deeds of one article that can be told of as one change
_HOPELESS = -2.2  # in logits: that no deed of the article is it is likelier
_ROUNDS, _STEPS = 8, 30
_FILE = Path(__file__).parents[1] / "onus" / "ledger" / "evidence.yaml"
_HEAD = """\
# How much each piece of evidence says of whether a deed bears on an entry: weights of a logistic
# regression, fitted to storylines by `python -m training.evidence ... --write`.
"""
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A deed beside an entry. `bag`: entry and article; `can`: the analyst saw a change there."""

    story: str
    bag: tuple[str, str, str]
    evidence: Evidence
    can: bool


def cases(file: Path, records: Sequence[Record]) -> Iterator[Case]:
    """The cases of one storyline, whose articles were read to `records`."""
    gold = yaml.safe_load(file.read_text(encoding="utf-8"))["entries"]
    changes = {
        (entry["id"], change["article"]): change["effect"]
        for entry in gold
        for change in entry.get("changes") or ()
    }
    storyline = read(file)
    number = {article.id: at for at, article in enumerate(storyline.articles, start=1)}
    deeds = [deed for record in records for deed in deeds_of(record, parties_of(record))]
    entries = ledger_of(records)
    of = {entry.id: entry for entry in entries}
    for wanted, chosen in match(storyline, entries).chosen.items():
        owed = taken_apart(of[chosen])
        for deed in deeds:
            found = evidence(owed, deed) if is_later(owed.entry, deed) else None
            if found is not None:
                effect = changes.get((wanted, number[deed.source.article]))
                bag = (file.stem, wanted, deed.source.article)
                yield Case(file.stem, bag, found, effect in _MADE_BY[deed.outcome])


def fitted(found: Sequence[Case]) -> Floats:
    """The weights, that of the constant last."""
    values = _values(found)
    truth = np.array([case.can for case in found], float)
    weights = _logistic(values, truth, np.ones(len(found)))
    for _ in range(_ROUNDS):
        score = values @ weights
        truth, counts = np.zeros(len(found)), np.ones(len(found))
        for bag in {case.bag for case in found if case.can}:
            inside = [i for i, case in enumerate(found) if case.bag == bag and case.can]
            best = max(score[i] for i in inside)
            for i in inside:
                if score[i] < max(best - _AS_LIKELY, _HOPELESS):
                    counts[i] = 0.0
                else:
                    truth[i] = 1.0
        weights = _logistic(values, truth, counts)
    return weights


def _values(found: Sequence[Case]) -> Floats:
    return np.array([[*astuple(case.evidence), 1.0] for case in found], float)


def _logistic(values: Floats, truth: Floats, counts: Floats) -> Floats:
    expected = np.array([*(_EXPECTED.get(field.name, 0.0) for field in fields(Evidence)), _RARE])
    weights = expected.copy()
    ridge = np.full(values.shape[1], _RIDGE)
    ridge[-1] = 0.01
    for _ in range(_STEPS):
        guess = 1 / (1 + np.exp(-values @ weights))
        spread = counts * guess * (1 - guess) + 1e-9
        slope = values.T @ (counts * (truth - guess)) - ridge * (weights - expected)
        step = np.linalg.solve(values.T @ (values * spread[:, None]) + np.diag(ridge), slope)
        weights += step / max(1.0, float(np.abs(step).max()))  # a whole step can overshoot
    return weights


def cross_validated(found: Sequence[Case]) -> dict[str, int]:
    """Changes that some deed tells, of all there are, and deeds that tell none, all left out."""
    hit: set[tuple[str, str, str]] = set()
    false = 0
    for story in sorted({case.story for case in found}):
        weights = fitted([case for case in found if case.story != story])
        left = [case for case in found if case.story == story]
        for case, score in zip(left, _values(left) @ weights, strict=True):
            if 1 / (1 + np.exp(-score)) >= BEARS:
                hit |= {case.bag} if case.can else set()
                false += not case.can
    return {"told": len({c.bag for c in found if c.can}), "seen": len(hit), "false": false}


def main() -> None:
    """Fit, print, and write where that is asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    found = [
        case
        for folder in asked.folders
        for file in sorted(folder.glob("*.yaml"))
        for case in cases(file, list(read_articles(read(file).articles)))
    ]
    weights = fitted(found)
    names = [*(field.name for field in fields(Evidence)), "bias"]
    text = yaml.safe_dump(
        {name: round(float(value), 2) for name, value in zip(names, weights, strict=True)},
        sort_keys=False,
    )
    print(cross_validated(found), text, sep="\n")
    if asked.write:
        _FILE.write_text(_HEAD + text, encoding="utf-8")


if __name__ == "__main__":
    main()

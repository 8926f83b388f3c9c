"""Did it happen: the model's judgement of UDS predicates over UD EWT dev, on gold tokens.

UDS 2.0 factuality (White et al. 2020); predicates whose annotators were sure (2 or more of 4) on
average count, and those they disagree on evenly do not.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from benchmarks.alignment import align
from benchmarks.corpora import read_conllu, read_factuality
from onus.language.network import network

_SURE = 2.0


def run(path: Path) -> dict[str, float]:
    """`macro_f1` of happened and not; `path` is the zip, with `ud/ewt-dev.conllu` in its parent.

    Raises `ValueError` when the archive or the treebank is not there or of another format.
    """
    treebank = path.parent.parent / "ud" / "ewt-dev.conllu"
    if not treebank.is_file():
        raise ValueError(f"{treebank}: the treebank that UDS judges is not there")
    try:
        judged = list(read_factuality(path))
    except (zipfile.BadZipFile, KeyError, TypeError) as error:
        raise ValueError(f"{path}: not an archive of UDS factuality: {error}") from error
    sentences = list(read_conllu(treebank))
    placed = [
        (index, predicate)
        for index, predicate in align(judged, sentences, "ewt-dev")
        if predicate.confidence >= _SURE and predicate.happened != 0.5
    ]
    if not placed:
        raise ValueError(f"{path}: no predicates of EWT dev")
    rows = sorted({index for index, _ in placed})
    readings = network().read([sentences[row].words for row in rows])
    by_row = dict(zip(rows, readings, strict=True))
    answers = [
        (predicate.happened > 0.5, bool(by_row[index].happened[predicate.token] > 0.5))
        for index, predicate in placed
    ]
    return {"macro_f1": (_f1(answers, True) + _f1(answers, False)) / 2}


def _f1(answers: list[tuple[bool, bool]], label: bool) -> float:
    right = sum(gold == found == label for gold, found in answers)
    counted = sum(gold == label for gold, _ in answers) + sum(f == label for _, f in answers)
    return 2 * right / counted if counted else 0.0

"""Sentences of Onus's own for the pair coder, written whole: the marked pairs of `told.txt`.

The verb phrases of `acts.yaml` fill templates. These are sentences as agencies write them: with a
second event beside the first, nominalised, turned round, refused, lifted, called off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.corpora import MarkedPair
from benchmarks.pairs import QUADS, merged
from training.labels import SYMMETRIC

FILE = Path(__file__).with_name("told.txt")


def told() -> list[MarkedPair]:
    """The pairs of the file; NONE has no quad class.

    Raises `ValueError` for a line without a type or without a source.
    """
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [_marked(line) for line in lines if line and not line.startswith("#")]


def turned(pairs: Sequence[MarkedPair]) -> Iterator[MarkedPair]:
    """The pairs that act one way only, the wrong way round: NONE."""
    acting = {(pair.text, pair.source, pair.target) for pair in pairs}
    for pair in pairs:
        if pair.target is None or pair.root == "NONE" or pair.root in SYMMETRIC:
            continue
        if (pair.text, pair.target, pair.source) not in acting:
            yield replace(pair, source=pair.target, target=pair.source, root="NONE", quad=None)


def _marked(line: str) -> MarkedPair:
    kind, _, sentence = line.partition("\t")
    text, spans = "", {}
    for piece in re.split(r"(\[[ST] [^\]]*\])", sentence):
        mark = re.fullmatch(r"\[([ST]) ([^\]]*)\]", piece)
        if mark:
            spans[mark[1]] = (len(text), len(text) + len(mark[2]))
        text += mark[2] if mark else piece
    if "S" not in spans or (kind != "NONE" and merged(kind) not in QUADS):
        raise ValueError(f"{FILE.name}: no type or no source in {line!r}")
    return MarkedPair(text, spans["S"], spans.get("T"), kind, QUADS.get(merged(kind)), None)

"""Sentences of Onus's own with persons, organisations and places marked (`names_*.txt`).

A sentence a line, its words set apart by spaces, each name in brackets that begin with its label:
`The [ORG State Department] told [PER Sergey Lavrov] no .` Names do not nest; a line that begins
with `#` is a comment.
"""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.corpora import NamedSpan

LABELS = frozenset(["PER", "ORG", "LOC"])
_OPENING = re.compile(r"\[[A-Z]+")


def examples(path: Path) -> list[tuple[tuple[str, ...], tuple[NamedSpan, ...]]]:
    """The words of each sentence of `path` with its names, which count in words.

    Raises ValueError naming the line where brackets do not match, a name is empty or a label is
    not one of `LABELS`.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        _sentence(line, f"{path.name}, line {number}")
        for number, line in enumerate(lines, 1)
        if line.strip() and not line.startswith("#")
    ]


def _sentence(line: str, place: str) -> tuple[tuple[str, ...], tuple[NamedSpan, ...]]:
    words: list[str] = []
    spans: list[NamedSpan] = []
    label, start = "", 0
    for piece in line.split():
        if _OPENING.fullmatch(piece):
            if label or piece[1:] not in LABELS:
                raise ValueError(f"{place}: {piece} opens within a name or is no known label")
            label, start = piece[1:], len(words)
            continue
        closes = piece.endswith("]")
        word = piece.removesuffix("]")
        if (closes and not label) or not word or set(word) & set("[]"):
            raise ValueError(f"{place}: brackets do not match at {piece}")
        words.append(word)
        if closes:
            spans.append(NamedSpan(start, len(words), label))
            label = ""
    if label:
        raise ValueError(f"{place}: the last name is not closed")
    return tuple(words), tuple(spans)

"""Texts marked for what they lay on whom: "[D Peru] [Q urged] [B Chile] to [A reopen the pass]"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from onus.record import ObligationKind

PARTS = ("ACT", "BEARER", "DEMANDER", "CONDITION", "DEADLINE")
CUE = "CUE"
LETTERS = dict(zip("ABDIT", PARTS, strict=True)) | {"Q": CUE}


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of an obligation, characters `start` to `end` of its text; see `LETTERS`."""

    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Laid:
    """One obligation of a text."""

    kind: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class OwedText:
    """A text and all the obligations that it lays, none in many."""

    text: str
    laid: tuple[Laid, ...]


def laid_by(kind: str, marks: tuple[Mark, ...]) -> Iterator[Laid]:
    """The obligation of a line, none where its kind is none; `ValueError` where it is not whole."""
    if kind == "none" and not marks:
        return
    if kind not in get_args(ObligationKind):
        raise ValueError(f"{kind} is no kind of obligation, or has marks")
    if not {PARTS[0], CUE} <= {mark.part for mark in marks}:
        raise ValueError("an obligation without act or cue")
    yield Laid(kind, marks)


def unmarked(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without its brackets, and the marks in the order in which they close."""
    text: list[str] = []
    open_marks: list[tuple[str, int]] = []
    marks: list[Mark] = []
    at = 0
    while at < len(marked):
        if marked[at] == "[":
            letter, space = marked[at + 1 : at + 2], marked[at + 2 : at + 3]
            if letter not in LETTERS or space != " ":
                raise ValueError(f"no mark: {marked[at : at + 9]}")
            open_marks.append((LETTERS[letter], len(text)))
            at += 3
        elif marked[at] == "]":
            if not open_marks:
                raise ValueError("a mark closes that was not opened")
            part, start = open_marks.pop()
            marks.append(Mark(part, start, len(text)))
            at += 1
        else:
            text.append(marked[at])
            at += 1
    if open_marks:
        raise ValueError("a mark is not closed")
    return "".join(text), tuple(marks)

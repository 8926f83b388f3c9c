"""How far careful readers agree on what became of an obligation.

`readings.tsv` beside this file has the status of each entry of the storylines as its author gave it
(`first`), and as two more readers did who saw the articles, the entries and the meaning of the six
statuses, but no ledger. Where those two agree with each other against the author theirs is the gold
that `ledger` measures by (docs/decisions/0029).
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from benchmarks.scores import share
from onus.record import Status


@dataclass(frozen=True, slots=True)
class Reading:
    """The status of one entry of a storyline by three readers; the first is its author."""

    folder: str
    story: str
    entry: str
    first: str
    second: str
    third: str

    @property
    def gold(self) -> str:
        """What most say; the author's where all three differ."""
        return self.second if self.second == self.third else self.first


def run(path: Path) -> dict[str, float]:
    """The share of entries on which two readers agree, over all and by folder, and that changed."""
    found = readings(path)
    scores = _scores(found)
    for folder in sorted({one.folder for one in found}):
        of_folder = _scores([one for one in found if one.folder == folder])
        scores |= {f"{folder}_{figure}": value for figure, value in of_folder.items()}
    return scores


def readings(path: Path) -> list[Reading]:
    """The readings of a file; ValueError for one without entries, or with a status that is none."""
    with path.open(encoding="utf-8", newline="") as file:
        found = [Reading(**row) for row in csv.DictReader(file, delimiter="\t")]
    if not found:
        raise ValueError("no readings there")
    for one in found:
        if unknown := {one.first, one.second, one.third} - set(get_args(Status)):
            raise ValueError(f"{one.story}, {one.entry}: {', '.join(sorted(unknown))} is no status")
    return found


def _scores(found: Sequence[Reading]) -> dict[str, float]:
    def of(alike: Callable[[Reading], bool]) -> float:
        return share(sum(map(alike, found)), len(found))

    return {
        "first_second": of(lambda one: one.first == one.second),
        "first_third": of(lambda one: one.first == one.third),
        "second_third": of(lambda one: one.second == one.third),
        "changed": of(lambda one: one.gold != one.first),
    }

"""The arithmetic that all tasks share: precision, recall, F1 and its macro average."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were `right`, how many were `guessed` and how many there are in `gold`."""

    right: float = 0
    guessed: float = 0
    gold: float = 0

    @classmethod
    def of_sets(cls, guessed: Iterable[Hashable], gold: Iterable[Hashable]) -> Self:
        """Exact matches between two collections; doubles on one side need doubles on the other."""
        left, right = Counter(guessed), Counter(gold)
        return cls((left & right).total(), left.total(), right.total())

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.guessed + other.guessed, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Share of the guesses that are right, 0 when nothing was guessed."""
        return share(self.right, self.guessed)

    @property
    def recall(self) -> float:
        """Share of the gold that was found, 0 when there is no gold."""
        return share(self.right, self.gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return harmonic_mean(self.precision, self.recall)


def share(part: float, whole: float) -> float:
    """`part / whole`, 0 when `whole` is 0."""
    return part / whole if whole else 0.0


def harmonic_mean(precision: float, recall: float) -> float:
    """The F1 of a precision and a recall, 0 when both are 0."""
    return share(2 * precision * recall, precision + recall)


def macro_f1(gold: Sequence[Hashable], guessed: Sequence[Hashable]) -> float:
    """Mean F1 over all labels that occur on either side, the definition of scikit-learn.

    `gold` and `guessed` hold one label an item, in the same order.
    """
    pairs = list(zip(gold, guessed, strict=True))
    labels = {*gold, *guessed}
    if not labels:
        return 0.0
    return sum(_label_tally(pairs, label).f1 for label in labels) / len(labels)


def calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error: how far confidence lies from the share that is right.

    Mean over `bins` of equal width from 0 to 1, weighted by how many answers fall into each.
    """
    error = 0.0
    for low in range(bins):
        inside = [
            (confidence, good)
            for confidence, good in zip(confidences, right, strict=True)
            if min(int(confidence * bins), bins - 1) == low
        ]
        sure = sum(confidence for confidence, _ in inside)
        error += abs(sure - sum(good for _, good in inside))
    return share(error, len(confidences))


def overlaps(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two stretches of text, end exclusive, share a character."""
    return max(one[0], other[0]) < min(one[1], other[1])


def _label_tally(pairs: Sequence[tuple[Hashable, Hashable]], label: Hashable) -> Tally:
    return Tally(
        right=sum(gold == guess == label for gold, guess in pairs),
        guessed=sum(guess == label for _, guess in pairs),
        gold=sum(gold == label for gold, _ in pairs),
    )

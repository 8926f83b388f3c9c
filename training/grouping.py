"""Items in groups of like length, so that a step holds little padding."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def grouped(
    items: Sequence[Item],
    length: Callable[[Item], int],
    size: int,
    draw: random.Random | None,
    jitter: float = 0.15,
) -> list[list[Item]]:
    """Groups whose items, padded to the longest, are about `size` long together.

    With `draw` lengths are taken as up to `jitter` more or less, and the groups shuffled.
    """
    sized = [
        (length(item) * (draw.uniform(1 - jitter, 1 + jitter) if draw else 1), at)
        for at, item in enumerate(items)
    ]
    groups: list[list[Item]] = [[]]
    for long, at in sorted(sized):
        if groups[-1] and (len(groups[-1]) + 1) * long > size:
            groups.append([])
        groups[-1].append(items[at])
    if draw:
        draw.shuffle(groups)
    return groups

"""Event data of one source and one target a row: an event of several parties gives several rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import product

from onus.formats.events import CodedEvent, Party


@dataclass(frozen=True, slots=True)
class Pair:
    """An event between one source and one target; `number` is the row's id."""

    number: int
    event: CodedEvent
    source: Party | None
    target: Party | None


def pairs_of(event: CodedEvent) -> Iterator[Pair]:
    """Every source with every target; a side nobody is known of is null."""
    sides = product(event.sources or (None,), event.targets or (None,))
    for position, (source, target) in enumerate(sides):
        yield Pair(number_of(f"{event.id}:{position}"), event, source, target)


def number_of(identifier: str) -> int:
    """A whole number for an id, the same in every export, exact in a double (below 2**52)."""
    return int.from_bytes(blake2b(identifier.encode(), digest_size=8).digest()) >> 12

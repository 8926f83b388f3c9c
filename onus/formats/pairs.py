"""Event data of one source and one target a row: an event of several parties gives several rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import product
from typing import IO

from onus.formats.delimited import attribution, write_lines
from onus.formats.events import CodedEvent, Party

Writer = Callable[[Iterable[CodedEvent], IO[bytes]], None]


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


def writers(row: Callable[[Pair], list[object]]) -> tuple[Writer, Writer]:
    """A format of tab-separated lines without a header: facts alone, and with whose word they are.

    `row` gives the cells of the format's own columns.
    """

    def write(events: Iterable[CodedEvent], stream: IO[bytes]) -> None:
        write_lines((row(pair) for event in events for pair in pairs_of(event)), stream)

    def write_attributed(events: Iterable[CodedEvent], stream: IO[bytes]) -> None:
        pairs = (pair for event in events for pair in pairs_of(event))
        write_lines(([*row(pair), *attribution(pair.event)] for pair in pairs), stream)

    return write, write_attributed


def number_of(identifier: str) -> int:
    """A whole number for an id, the same in every export, exact in a double (below 2**52)."""
    return int.from_bytes(blake2b(identifier.encode(), digest_size=8).digest()) >> 12

"""Out of Onus: the formats that event data research uses, tables and data frames.

    onus.formats.write(records, "polecat", "events.tsv")
    onus.formats.read("events.jsonl", "jsonl")

Formats of other projects take what an article itself reports as done. The word of a speaker, and
what is planned, possible, wanted or denied, goes in with `claims=True`, and then every row says
whose word it is. Onus's own tables (csv, jsonl, parquet) are always whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from onus.errors import FormatError

if TYPE_CHECKING:
    from onus.formats.events import CodedEvent
    from onus.record import Record

    Writer = Callable[[Iterable[CodedEvent], IO[bytes]], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: how facts are written, how claims too, and how a file is read where it can be.

    A `whole` format carries whose word an event is among its own columns, and always takes all.
    """

    write: Writer
    write_claims: Writer
    read: Callable[[Path], Iterator[Any]] | None = None
    whole: bool = False


@dataclass(slots=True)
class Tally:
    """How many events were written, and how many left out because they are claims."""

    written: int = 0
    left_out: int = 0


NAMES = ("polecat", "icews", "gdelt", "petrarch", "ftm", "parquet", "csv", "jsonl")


def write(
    records: Iterable[Record], name: str, out: str | Path | IO[bytes], *, claims: bool = False
) -> Tally:
    """Write the events of records to a file or a binary stream, one record in memory at a time.

    `name` is one of `NAMES`. Raises `FormatError` when the file cannot be written or a library
    that the format needs is missing.
    """
    from onus.formats.events import events_of

    return write_events(chain.from_iterable(map(events_of, records)), name, out, claims=claims)


def write_events(
    events: Iterable[CodedEvent],
    name: str,
    out: str | Path | IO[bytes] | None,
    *,
    claims: bool = False,
) -> Tally:
    """As `write`, for events; with `out` None to standard output."""
    from onus.formats.tables import opened

    layout = _format(name)
    tally = Tally()
    with opened(Path(out) if isinstance(out, str) else out) as stream:
        if claims or layout.whole:
            layout.write_claims(_counted(events, tally), stream)
        else:
            layout.write(_facts(events, tally), stream)
    return tally


def read(path: str | Path, name: str) -> Iterator[Any]:
    """What a file of `write` holds.

    Of csv, jsonl and parquet these are `CodedEvent`s, as they were written; of polecat and icews
    dicts by column, null where there is nothing. Raises `FormatError` when the file is not such a
    file, or the format cannot be read.
    """
    layout = _format(name)
    if layout.read is None:
        raise FormatError(f"{name} is written only: it does not say enough to read events back")
    return layout.read(Path(path))


def _counted(events: Iterable[CodedEvent], tally: Tally) -> Iterator[CodedEvent]:
    for event in events:
        tally.written += 1
        yield event


def _facts(events: Iterable[CodedEvent], tally: Tally) -> Iterator[CodedEvent]:
    from onus.formats.events import is_fact

    for event in events:
        if is_fact(event):
            tally.written += 1
            yield event
        else:
            tally.left_out += 1


def _format(name: str) -> Format:
    from onus.formats import ftm, gdelt, icews, own, pairs, petrarch, polecat

    formats = {
        "polecat": Format(polecat.write, polecat.write, polecat.read),
        "icews": Format(icews.write, icews.write, icews.read),
        "gdelt": Format(*pairs.writers(gdelt.row)),
        "petrarch": Format(*pairs.writers(petrarch.row)),
        "ftm": Format(ftm.write, ftm.write),
        "parquet": Format(own.parquet_out, own.parquet_out, own.parquet_in, whole=True),
        "csv": Format(own.csv_out, own.csv_out, own.csv_in, whole=True),
        "jsonl": Format(own.jsonl_out, own.jsonl_out, own.jsonl_in, whole=True),
    }
    if name not in formats:
        raise FormatError(f"{name}: no such format; there are {', '.join(NAMES)}")
    return formats[name]

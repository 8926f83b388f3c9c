"""`onus export`: the events of a store, or of records, in the formats that research uses."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from onus.commands import fail
from onus.commands.asking import (
    ActorOption,
    ConfidenceOption,
    CountryOption,
    FactualityOption,
    QuadOption,
    SinceOption,
    TextOption,
    TypeOption,
    UntilOption,
)
from onus.commands.opening import DEFAULT_STORE, StoreOption, opened

if TYPE_CHECKING:
    from onus.formats import Tally
    from onus.formats.events import CodedEvent
    from onus.store.queries import EventFilters


class Format(StrEnum):
    """What `--as` takes."""

    polecat = "polecat"
    icews = "icews"
    gdelt = "gdelt"
    petrarch = "petrarch"
    ftm = "ftm"
    parquet = "parquet"
    csv = "csv"
    jsonl = "jsonl"


def export(
    name: Annotated[
        Format,
        typer.Option(
            "--as",
            help="POLECAT, ICEWS, GDELT 2.0 or PETRARCH/Phoenix rows, FollowTheMoney entities, "
            "or every column as Parquet, CSV or JSON lines.",
        ),
    ],
    out: Annotated[
        str | None,
        typer.Option("--out", "-o", metavar="FILE", help="Where to; else to standard output."),
    ] = None,
    claims: Annotated[
        bool,
        typer.Option(
            "--claims",
            help="In the formats of other projects too: what is a speaker's word, planned, "
            "possible, wanted or denied. Every row says so.",
        ),
    ] = False,
    records: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Not a store but what onus read --json printed; - for stdin."
        ),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    actor: ActorOption = None,
    country: CountryOption = None,
    kind: TypeOption = None,
    quad: QuadOption = None,
    factuality: FactualityOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    text: TextOption = None,
    min_confidence: ConfidenceOption = 0.0,
) -> None:
    """Write events in the formats that event data research uses."""
    wanted: EventFilters = {
        "actor": actor,
        "country": country,
        "type": kind,
        "quad": quad,
        "factuality": factuality,
        "since": since,
        "until": until,
        "text": text,
        "min_confidence": min_confidence,
    }
    if records is not None and any(value for value in wanted.values()):
        raise typer.BadParameter("takes no filters; they are for a store", param_hint="--records")
    if name is Format.parquet and out is None and sys.stdout.isatty():
        fail("onus: Parquet is not for a terminal; name a file with -o FILE")
    if records is None:
        with opened(store) as kept:
            tally = kept.export(name.value, out, claims=claims, **wanted)
    else:
        tally = _export_records(records, name.value, out, claims=claims)
    typer.echo(_told(tally), err=True)


def _export_records(path: str, name: str, out: str | None, *, claims: bool) -> Tally:
    from onus.errors import OnusError
    from onus.formats import write_events

    try:
        return write_events(_of_records(path), name, out, claims=claims)
    except OnusError as error:
        fail(f"onus: {error}")


def _of_records(path: str) -> Iterator[CodedEvent]:
    from onus.formats.events import events_of
    from onus.formats.records import read_records

    for record in read_records(path):
        yield from events_of(record)


def _told(tally: Tally) -> str:
    events = "1 event" if tally.written == 1 else f"{tally.written:,} events"
    if not tally.left_out:
        return f"Wrote {events}."
    return (
        f"Wrote {events}; left out {tally.left_out:,} that the article does not itself report "
        "as done (--claims puts them in)."
    )

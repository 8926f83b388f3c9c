"""`onus events` and `onus statements`: what a store tells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from onus.commands import iso_date
from onus.commands.opening import DEFAULT_STORE, StoreOption, opened
from onus.commands.output import AsOption, LimitOption, Shape, limit_for, put
from onus.terms import Factuality

if TYPE_CHECKING:
    from onus.store.rows import EventRow, Party, StatementRow

ActorOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="An actor's name, or its number.")
]
CountryOption = Annotated[
    str | None, typer.Option(metavar="CODE", help="An actor's country, as in NOR.")
]
SinceOption = Annotated[
    str | None, typer.Option(metavar="DATE", callback=iso_date, help="That day or later.")
]
UntilOption = Annotated[
    str | None, typer.Option(metavar="DATE", callback=iso_date, help="That day or earlier.")
]
TextOption = Annotated[
    str | None,
    typer.Option(metavar="WORDS", help='Full text: words, "a phrase", -without, one OR other.'),
]
TypeOption = Annotated[
    str | None, typer.Option("--type", metavar="TYPE", help="A PLOVER type, as in ASSAULT.")
]
QuadOption = Annotated[
    int | None, typer.Option(min=1, max=4, metavar="1-4", help="The quad class.")
]
FactualityOption = Annotated[
    str | None,
    typer.Option(metavar="WORD", help=f"{', '.join(get_args(Factuality))}."),
]
ConfidenceOption = Annotated[
    float, typer.Option(min=0.0, max=1.0, metavar="X", help="Not what is less sure than X.")
]


def events(
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
    limit: LimitOption = None,
    shape: AsOption = Shape.table,
) -> None:
    """Who did what to whom, newest first; a story told by many outlets counts once."""
    from onus.store.rows import EventRow

    with opened(store) as kept:
        rows = kept.events(
            actor=actor,
            country=country,
            type=kind,
            quad=quad,
            factuality=factuality,
            since=since,
            until=until,
            text=text,
            min_confidence=min_confidence,
            limit=limit_for(shape, limit),
        )
    heads = ("Day", "Source", "Event", "Target", "Sure", "Told")
    put(rows, EventRow, shape, limit, heads, _event)


def statements(
    store: StoreOption = DEFAULT_STORE,
    actor: ActorOption = None,
    country: CountryOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    text: TextOption = None,
    limit: LimitOption = None,
    shape: AsOption = Shape.table,
) -> None:
    """Who said what, newest first."""
    from onus.store.rows import StatementRow

    with opened(store) as kept:
        rows = kept.statements(
            actor=actor,
            country=country,
            since=since,
            until=until,
            text=text,
            limit=limit_for(shape, limit),
        )
    put(rows, StatementRow, shape, limit, ("Published", "Speaker", "Said"), _statement)


def _event(row: EventRow) -> tuple[str, ...]:
    from rich.markup import escape

    what = f"[bold]{row.type}[/]" + (f" {escape(row.mode)}" if row.mode else "")
    if row.factuality != "actual":
        what += f"\n[italic]{row.factuality}[/]"
    word = rf"(?<!\w){re.escape(escape(row.trigger))}(?!\w)"
    told = re.sub(word, lambda said: f"[bold]{said[0]}[/]", escape(row.sentence), count=1)
    if row.said_in is not None:
        told = f"[dim]as {escape(row.said_by or 'somebody')} says:[/] {told}"
    return (
        row.day or "",
        _names(row.sources, row.source_text),
        what,
        _names(row.targets, row.target_text),
        f"{row.confidence:.0%}",
        told + _origin(row.title, row.publisher, row.outlets),
    )


def _statement(row: StatementRow) -> tuple[str, ...]:
    from rich.markup import escape

    speaker = _names([row.speaker] if row.speaker else [], row.speaker_text)
    if row.via:
        speaker += f"\n[dim]through {escape(row.via)}[/]"
    return (
        row.published or "",
        speaker,
        escape(" ".join(row.content.split())) + _origin(row.title, row.publisher, 1),
    )


def _names(parties: Iterable[Party], text: str | None) -> str:
    from rich.markup import escape

    names = [
        escape(party.name) + "".join(f"\n[red]{escape(one)}[/]" for one in party.designations)
        for party in parties
    ]
    return "\n".join(names) or (f"[dim]{escape(text)}[/]" if text else "")


def _origin(title: str | None, publisher: str | None, outlets: int) -> str:
    from rich.markup import escape

    parts = [part for part in (publisher, title) if part]
    if outlets > 1:
        parts.append(f"{outlets} outlets")
    return f"\n[dim]{escape(' · '.join(parts))}[/]" if parts else ""

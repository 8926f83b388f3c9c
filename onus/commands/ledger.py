"""`onus ledger`, `onus show` and `onus digest`: who owes what, and what has become of it."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from onus.commands import iso_date
from onus.commands.asking import SinceOption, UntilOption
from onus.commands.opening import DEFAULT_STORE, StoreOption, opened
from onus.commands.output import AsOption, LimitOption, Shape, limit_for, put
from onus.terms import Status

if TYPE_CHECKING:
    from onus.ledger.answers import EntryRow

_SPAN = re.compile(r"(\d{1,4})([dw]?)", re.IGNORECASE)  # no news is older


def _beginning(value: str) -> str:
    """A number of days, or the first day as YYYY-MM-DD."""
    from onus.errors import FilterError
    from onus.store.filters import iso_day

    found = _SPAN.fullmatch(value.strip())
    if found is not None and int(found[1]):
        return str(int(found[1]) * (7 if found[2].lower() == "w" else 1))
    try:
        return iso_day("since", value.strip())
    except FilterError:
        raise typer.BadParameter(
            f"{value!r} is neither a date like 2019-06-09 nor a number of days like 7d "
            "or of weeks like 2w, up to 9999"
        ) from None


def ledger(
    store: StoreOption = DEFAULT_STORE,
    bearer: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who must act: a name, or a number.")
    ] = None,
    demander: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who asks or is promised.")
    ] = None,
    status: Annotated[
        str | None, typer.Option(metavar="WORD", help=f"{', '.join(get_args(Status))}.")
    ] = None,
    topic: Annotated[
        str | None,
        typer.Option(metavar="WORDS", help="What the act is about, in other words too."),
    ] = None,
    since: SinceOption = None,
    until: UntilOption = None,
    text: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Words of the act or of its sentence.")
    ] = None,
    limit: LimitOption = None,
    shape: AsOption = Shape.table,
) -> None:
    """Who owes what to whom, and what has become of it; what moved last comes first."""
    from onus.ledger.answers import EntryRow

    with opened(store) as kept:
        rows = kept.ledger(
            bearer=bearer,
            demander=demander,
            status=status,
            topic=topic,
            since=since,
            until=until,
            text=text,
            limit=limit_for(shape, limit),
        )
    put(rows, EntryRow, shape, limit, ("Id", "Since", "Moved", "Status", "Owed"), _entry)


def show(
    entry: Annotated[
        str, typer.Argument(metavar="ID", help="An entry's id, or enough of its beginning.")
    ],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """The whole story of one obligation: every wording, every change, on whose word."""
    from rich.console import Console

    from onus.show.story import print_story

    with opened(store) as kept:
        story = kept.entry(entry)
    print_story(story, Console())


def digest(
    store: StoreOption = DEFAULT_STORE,
    since: Annotated[
        str,
        typer.Option(
            metavar="SPAN|DATE", callback=_beginning, help="How far back, or the day: 7d, 2w, DATE."
        ),
    ] = "7d",
    until: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", callback=iso_date, help="The last day; that of the newest article."
        ),
    ] = None,
) -> None:
    """What changed of late, in lines fit for an e-mail, each with its source."""
    from onus.show.ledger import digest_lines
    from onus.show.printing import printable

    with opened(store) as kept:
        if since.isdigit():
            found = kept.digest(days=int(since), until=until)
        else:
            found = kept.digest(since=since, until=until)
    for line in digest_lines(found):
        typer.echo(printable(line, sys.stdout.encoding))


def _entry(row: EntryRow) -> tuple[str, ...]:
    from rich.markup import escape

    from onus.show.ledger import SHORT_ID, condition, headline
    from onus.show.ledger import status as status_of

    owed = escape(headline(row))
    if (hangs_on := condition(row)) is not None:
        owed += f"\n[dim]{escape(hangs_on)}[/]"
    return (
        row.id[:SHORT_ID],
        row.since or "",
        row.moved or "",
        f"[bold]{row.status}[/]{escape(status_of(row).removeprefix(row.status))}",
        owed,
    )

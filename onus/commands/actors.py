"""`onus actors` and `onus lists`: who is who in a store, and on which lists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onus.commands.asking import CountryOption
from onus.commands.opening import DEFAULT_STORE, StoreOption, opened
from onus.commands.output import AsOption, LimitOption, Shape, limit_for, put

if TYPE_CHECKING:
    from onus.registry.listing import ActorRow
    from onus.registry.lists.loading import Loaded
    from onus.registry.lists.standing import Designation
    from onus.registry.views import ActorDetails
    from onus.store.store import Store

actors = typer.Typer(help="Who the actors of a store are, through time.", no_args_is_help=True)
lists = typer.Typer(help="The lists you have: who of the actors is on them.", no_args_is_help=True)

ActorArgument = Annotated[
    str, typer.Argument(metavar="ACTOR", help="An actor's number, or a name that only it has.")
]
EntryArgument = Annotated[str, typer.Argument(metavar="ENTRY", help="The entry's id on the list.")]
ListArgument = Annotated[str, typer.Argument(metavar="LIST", help="The list's name.")]


@actors.command("list")
def list_actors(
    text: Annotated[
        str | None, typer.Argument(metavar="NAME", help="A name, in any spelling or alphabet.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="person, office holder, state, ...")
    ] = None,
    country: CountryOption = None,
    sector: Annotated[
        str | None, typer.Option(metavar="CODE", help="A PLOVER sector, as in GOV.")
    ] = None,
    listed: Annotated[bool, typer.Option("--listed", help="Only those on a list.")] = False,
    passing: Annotated[
        bool,
        typer.Option("--passing", help="Also those that one article describes without a name."),
    ] = False,
    limit: LimitOption = None,
    shape: AsOption = Shape.table,
) -> None:
    """The actors, those of most articles first."""
    from onus.registry.listing import ActorRow

    with opened(store) as kept:
        rows = kept.actors(
            text=text,
            kind=kind,
            country=country,
            sector=sector,
            listed=listed,
            passing=passing,
            limit=limit_for(shape, limit),
        )
    heads = ("No.", "Actor", "Kind", "Articles", "Seen")
    put(rows, ActorRow, shape, limit, heads, _actor_cells)


@actors.command()
def show(
    actor: ActorArgument,
    store: StoreOption = DEFAULT_STORE,
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of text.")] = False,
) -> None:
    """All about one actor: names, roles with dates and evidence, designations."""
    with opened(store) as kept:
        details = kept.actor(_number(kept, actor))
    if as_json:
        import json
        from dataclasses import asdict

        typer.echo(json.dumps(asdict(details), ensure_ascii=False, indent=2))
    else:
        _print_details(details)


@actors.command()
def merge(
    into: Annotated[
        str, typer.Argument(metavar="ACTOR", help="The actor that stays: its number or name.")
    ],
    other: Annotated[
        str, typer.Argument(metavar="OTHER", help="The actor that is the same, likewise.")
    ],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Make two actors one."""
    with opened(store) as kept:
        stays, same = _number(kept, into), _number(kept, other)
        number = kept.merge(stays, same)
    _echo_decision(f"{same} is {stays} now", number)


@actors.command()
def split(
    actor: ActorArgument,
    articles: Annotated[
        list[str],
        typer.Argument(metavar="ARTICLE...", help="Articles that speak of somebody else."),
    ],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Make somebody else of what some articles say of an actor."""
    with opened(store) as kept:
        number, new = kept.split(_number(kept, actor), articles)
    _echo_decision(f"{new} is the new actor", number)


@actors.command()
def undo(
    number: Annotated[int, typer.Argument(metavar="N", help="The correction's number.")],
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Take a merge, a split or a decision about a list back."""
    with opened(store) as kept:
        undone = kept.undo(number)
    typer.echo(f"The {undone.kind} of {undone.at[:10]} is undone.")


@actors.command()
def history(store: StoreOption = DEFAULT_STORE) -> None:
    """What was set right by hand, the oldest first."""
    with opened(store) as kept:
        corrections = kept.corrections()
    for one in corrections:
        told = {name: value for name, value in one.data.items() if name != "before"}
        about = ", ".join(f"{name} {value}" for name, value in told.items())
        undone = f" (undone {one.undone_at[:10]})" if one.undone_at else ""
        typer.echo(f"{one.id}  {one.at[:10]}  {one.kind}  {about}{undone}")


@lists.command("add")
def add_list(
    path: Annotated[
        Path, typer.Argument(metavar="FILE", help="OpenSanctions, FtM, PETRARCH, or CSV.")
    ],
    store: StoreOption = DEFAULT_STORE,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="How the list is called; else as its file.")
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            metavar="FIELD=COLUMN,...",
            help="Which column of a CSV holds name, id, aliases, kind, countries, born, start, "
            "end and programme.",
        ),
    ] = None,
) -> None:
    """Load a list and link it to the actors; again under its name, it takes the old one's place."""
    mapped = dict(_column(part) for part in columns.split(",")) if columns else {}
    with opened(store, create=True) as kept:
        loaded = kept.add_list(path, name=name, columns=mapped)
    typer.echo(_loaded_line(loaded))


@lists.command("remove")
def remove_list(name: ListArgument, store: StoreOption = DEFAULT_STORE) -> None:
    """Take a list out of the store."""
    with opened(store) as kept:
        kept.remove_list(name)
    typer.echo(f"{name} is removed.")


@lists.command("list")
def list_lists(store: StoreOption = DEFAULT_STORE) -> None:
    """The lists of the store."""
    with opened(store) as kept:
        loaded = kept.lists()
    for one in loaded:
        typer.echo(_loaded_line(one))


@lists.command()
def candidates(
    store: StoreOption = DEFAULT_STORE, limit: LimitOption = None, shape: AsOption = Shape.table
) -> None:
    """What looks like an entry of a list and is not sure, for you to decide."""
    from onus.registry.lists.standing import Designation

    with opened(store) as kept:
        rows = kept.candidates()
    put(
        rows if limit is None else rows[:limit],
        Designation,
        shape,
        limit,
        ("No.", "Actor", "List", "Likeness", "Entry"),
        _candidate_cells,
    )


@lists.command()
def link(
    actor: ActorArgument,
    name: ListArgument,
    entry: EntryArgument,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Say that an actor is an entry of a list."""
    with opened(store) as kept:
        one = _number(kept, actor)
        number = kept.link(one, name, entry)
    _echo_decision(f"{one} is {entry} of {name}", number)


@lists.command()
def unlink(
    actor: ActorArgument,
    name: ListArgument,
    entry: EntryArgument,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Say that an actor is not an entry of a list."""
    with opened(store) as kept:
        one = _number(kept, actor)
        number = kept.unlink(one, name, entry)
    _echo_decision(f"{one} is not {entry} of {name}", number)


def _number(store: Store, actor: str) -> int:
    from onus.registry.finding import actor_called

    with store.asking() as reader:
        return actor_called(reader, actor)


def _echo_decision(what: str, number: int) -> None:
    typer.echo(f"{what}; onus actors undo {number} takes it back.")


def _column(text: str) -> tuple[str, str]:
    field, equals, column = text.partition("=")
    if not equals or not field or not column:
        raise typer.BadParameter(f"{text!r} is not FIELD=COLUMN", param_hint="--columns")
    return field.strip(), column.strip()


def _loaded_line(loaded: Loaded) -> str:
    line = f"{loaded.name}: {loaded.entries} entries, {loaded.linked} actors linked"
    return f"{line}, {loaded.offered} for you to decide" if loaded.offered else line


def _actor_cells(row: ActorRow) -> tuple[str, ...]:
    from rich.markup import escape

    seen = " to ".join(dict.fromkeys(day[:10] for day in (row.first, row.last) if day))
    marks = [mark for mark in (row.country, row.sector) if mark]
    name = f"[bold]{escape(row.name)}[/]" + (f" [dim]{' '.join(marks)}[/]" if marks else "")
    listed = "".join(f"\n[red]{escape(label)}[/]" for label in row.designations)
    return str(row.id), name + listed, row.kind, str(row.articles), seen


def _candidate_cells(row: Designation) -> tuple[str, ...]:
    from rich.markup import escape

    entry = escape(f"{row.name} ({row.entry})")
    return str(row.actor), escape(row.actor_name), escape(row.list), f"{row.score:.2f}", entry


def _print_details(details: ActorDetails) -> None:
    from rich.console import Console
    from rich.markup import escape

    from onus.show.phrases import quoted
    from onus.show.printing import printable

    console = Console(highlight=False)

    def put(markup: str) -> None:
        console.print(printable(markup, console.encoding))

    row = details.actor
    marks = " ".join(mark for mark in (row.country, row.sector) if mark)
    put(f"[bold]{escape(row.name)}[/]  {row.kind}  {marks}  [dim]No. {row.id}[/]")
    others = [name for name in details.names if name != row.name]
    if others:
        put(f"also {escape(', '.join(others))}")
    if details.merged:
        put(f"[dim]merged into it: {', '.join(map(str, details.merged))}[/]")
    seen = " to ".join(dict.fromkeys(day[:10] for day in (row.first, row.last) if day))
    put(
        f"{row.articles} articles{', ' + seen if seen else ''}; {details.events} events, "
        f"{details.statements} statements, {details.obligations} obligations"
    )
    for designation in details.designations:
        name = f"{escape(designation.label)}  [dim]{escape(designation.name)}[/]"
        put(f"[red]on {name}[/]")
    for role in details.roles:
        days = " to ".join(dict.fromkeys(day for day in (role.first, role.last) if day))
        console.print()
        put(f"[bold]{escape(role.role)}[/] {role.country or ''}  {days}")
        for said in role.evidence:
            source = " · ".join(part for part in (said.day, said.title, said.article_id) if part)
            put(f"  {escape(quoted(' '.join(said.text.split())))}")
            put(f"  [dim]{escape(source)}[/]")

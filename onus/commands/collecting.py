"""`onus add`, `onus retry` and `onus reread`: a store grows, and stays up to date."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onus.commands import fail, iso_date
from onus.commands.opening import DEFAULT_STORE, StoreOption, opened

if TYPE_CHECKING:
    from onus.store.rows import AddReport, Failure
    from onus.store.store import Store


def add(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Files and folders of articles (text, HTML), tables (JSON, CSV, Parquet), "
            "RSS and Atom feeds, http(s) addresses, or - for standard input.",
        ),
    ],
    store: StoreOption = DEFAULT_STORE,
    columns: Annotated[
        str | None,
        typer.Option(
            metavar="FIELD=COLUMN,...",
            help="Which column of a table holds text, title, published, publisher and url.",
        ),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", callback=iso_date, help="The day all of it was published, YYYY-MM-DD."
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Read it even when it does not look English.")
    ] = False,
) -> None:
    """Add articles to a store; what it holds already is passed over."""
    named = _columns(columns)

    def work(kept: Store, watch: Callable[[int], None]) -> AddReport:
        return kept.add(sources, published=published, columns=named, force=force, watch=watch)

    _run(store, work, sources, create=True)


def retry(
    forgotten: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE]...", help="With --forget: these, as they are listed."),
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    forget: Annotated[
        bool,
        typer.Option("--forget", help="Take them off the list instead: all, or those named."),
    ] = False,
) -> None:
    """Ask again for what could not be added before."""
    if forget:
        with opened(store) as kept:
            number = kept.forget(forgotten or None)
        typer.echo(f"{_number(number, 'failure')} forgotten.", err=True)
        return
    if forgotten:
        raise typer.BadParameter("sources are named with --forget only", param_hint="SOURCE")

    def work(kept: Store, watch: Callable[[int], None]) -> AddReport:
        return kept.retry(watch=watch)

    _run(store, work, [], create=False)


def reread(store: StoreOption = DEFAULT_STORE) -> None:
    """Bring the records up to date that an older model made; corrections stay."""
    from onus.progress import collection_progress

    with opened(store) as kept, collection_progress(kept.outdated()) as advance:
        report = kept.reread(watch=lambda: advance(1))
    typer.echo(f"{_number(report.reread, 'record')} read anew.", err=True)
    if report.failed:
        fail(_listed(report.failed, "could not be read any more; their old records stay"))


def _run(
    store: str,
    work: Callable[[Store, Callable[[int], None]], AddReport],
    sources: list[str],
    *,
    create: bool,
) -> None:
    from onus.progress import collection_progress
    from onus.sources.folders import Wanted, passed_over, total_size

    wanted = [Wanted(source) for source in sources]
    total = total_size(wanted)
    with opened(store, create=create) as kept, collection_progress(total) as watch:
        report = work(kept, watch)
    typer.echo(_summary(report), err=True)
    if over := passed_over(wanted):
        typer.echo(_passed_over(over), err=True)
    if report.failed:
        again = f"onus retry{f' --store {store}' if store != DEFAULT_STORE else ''}"
        fail(_listed(report.failed, f"could not be added; `{again}` asks for them again"))


def _summary(report: AddReport) -> str:
    said = f"{_number(report.added, 'article')} added"
    if report.copies:
        said += f", {report.copies} of them another outlet's copy of a story"
    if report.known:
        said += f"; {report.known} known before"
    return f"{said}."


_ENDINGS = 8  # as many as are listed


def _passed_over(endings: Mapping[str, int]) -> str:
    often = sorted(endings.items(), key=lambda each: (-each[1], each[0]))
    listed = [f"{count:,} {ending}" for ending, count in often[:_ENDINGS]]
    if rest := sum(count for _, count in often[_ENDINGS:]):
        listed.append(f"{rest:,} others")
    return f"{_number(sum(endings.values()), 'file')} passed over: {', '.join(listed)}."


def _number(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def _listed(failures: tuple[Failure, ...], what: str) -> str:
    lines = "".join(f"\n  {_short(each.source)}: {each.reason}" for each in failures)
    return f"onus: {len(failures)} {what}:{lines}"


def _short(source: str) -> str:
    """A path as a person standing here would type it."""
    here = f"{Path.cwd()}{os.sep}"
    return source.removeprefix(here)


def _columns(value: str | None) -> dict[str, str]:
    """The column map of the option's text. Raises `typer.BadParameter` when it is none."""
    from onus.sources.tables import FIELDS

    named: dict[str, str] = {}
    for part in value.split(",") if value else ():
        field, equals, column = part.partition("=")
        field, column = field.strip(), column.strip()
        if not equals or not column or field not in FIELDS:
            raise typer.BadParameter(
                f"{part!r} is not FIELD=COLUMN with a FIELD of {', '.join(FIELDS)}",
                param_hint="--columns",
            )
        named[field] = column
    return named

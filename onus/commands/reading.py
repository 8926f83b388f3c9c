"""`onus read`: articles to records, on the terminal, as JSON or as a page."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from onus.commands import fail, iso_date

if TYPE_CHECKING:
    from onus.record import Record


def read(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Text or HTML files, http(s) addresses, or - for standard input.",
        ),
    ],
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DATE", callback=iso_date, help="The day it was published, YYYY-MM-DD."
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="JSON; for several sources one line each.")
    ] = False,
    html: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write the record as one HTML page.")
    ] = None,
    pipeline: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="A spaCy pipeline of yours for parse and names."),
    ] = None,
    ontology: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Event types of yours: YAML with examples of each."),
    ] = None,
    min_confidence: Annotated[
        float,
        typer.Option(
            min=0.0,
            max=1.0,
            metavar="X",
            help="Leave out what is less sure than X (0.5: as likely wrong as right).",
        ),
    ] = 0.5,
    force: Annotated[
        bool, typer.Option("--force", help="Read it even when it does not look English.")
    ] = False,
) -> None:
    """Read articles: who said what, who did what to whom, who owes what."""
    if html is not None and len(sources) > 1:
        raise typer.BadParameter("takes one source at a time", param_hint="--html")
    task = _Task(published, pipeline, ontology, min_confidence, force)
    failures = []
    started = time.monotonic()
    for number in range(len(sources)):
        try:
            record = _read(task, sources, number, started)
            _put(record, one_line=len(sources) > 1, as_json=as_json, html=html)
        except _Failure as failure:
            failures.append(str(failure))
    if len(sources) == 1 and failures:
        fail(f"onus: {failures[0]}")
    if failures:
        listed = "".join(f"\n  {failure}" for failure in failures)
        fail(f"onus: {len(failures)} of {len(sources)} sources could not be read:{listed}")


@dataclass(frozen=True)
class _Task:
    published: str | None
    pipeline: str | None
    ontology: str | None
    min_confidence: float
    force: bool


class _Failure(Exception):
    """One source that gave no record; the text is for the user."""


def _read(task: _Task, sources: list[str], number: int, started: float) -> Record:
    """The record of one source, with a progress bar on the terminal when it takes long."""
    from onus.errors import OnusError
    from onus.progress import progress

    source = sources[number]
    try:
        with progress(source, number, len(sources), started):
            from onus.sources import load

            article = load(source, published=task.published, force=task.force)

            from onus.reader import read_article  # loads spaCy, for naught if there is no article
            from onus.selection import at_least

            record = read_article(article, pipeline=task.pipeline, ontology=task.ontology)
            return at_least(record, task.min_confidence)
    except OnusError as error:
        raise _Failure(str(error)) from None
    except Exception as error:  # one bad article must not lose the others
        raise _Failure(f"{source}: an error in Onus ({type(error).__name__}: {error})") from error


def _put(record: Record, *, one_line: bool, as_json: bool, html: str | None) -> None:
    if html is not None:
        _write_page(record, html)
    if as_json:
        _print_json(record, one_line=one_line)
    elif html is None:
        from rich.console import Console

        from onus.show.terminal import print_record

        print_record(record, Console())


def _print_json(record: Record, *, one_line: bool) -> None:
    import json

    text = json.dumps(record.to_dict(), ensure_ascii=False, indent=None if one_line else 2)
    sys.stdout.buffer.write(text.encode() + b"\n")  # JSON is UTF-8 whatever the terminal is
    sys.stdout.buffer.flush()


def _write_page(record: Record, path: str) -> None:
    from pathlib import Path

    from onus.show.page import page

    try:
        Path(path).write_text(page(record), encoding="utf-8")
    except (OSError, ValueError) as error:
        raise _Failure(f"{path}: cannot be written ({error})") from None
    typer.echo(f"Wrote {path}", err=True)

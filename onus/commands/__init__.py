"""The commands of `onus`, a module a family. What every one of them needs stands here."""

from __future__ import annotations

import sys
from typing import NoReturn

import typer


def fail(message: str) -> NoReturn:
    """Say `message` on stderr and leave with exit code 1."""
    typer.echo(message, err=True)
    sys.exit(1)


def iso_date(value: str | None) -> str | None:
    """A date option's value as YYYY-MM-DD. Raises `typer.BadParameter` when it is no date."""
    from onus.errors import FilterError
    from onus.store.filters import iso_day

    if value is None:
        return None
    try:
        return iso_day("date", value)
    except FilterError as error:
        raise typer.BadParameter(error.reason) from None

"""The commands of `onus`, a module a family. What every one of them needs stands here."""

from __future__ import annotations

import sys
from datetime import date
from typing import NoReturn

import typer


def fail(message: str, *, code: int = 1) -> NoReturn:
    """Say `message` on stderr and leave with `code`."""
    typer.echo(message, err=True)
    sys.exit(code)


def iso_date(value: str | None) -> str | None:
    """A date option's value as YYYY-MM-DD. Raises `typer.BadParameter` when it is no date."""
    if value is not None:
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            raise typer.BadParameter(f"{value!r} is not a date like 2019-06-09") from None
    return None

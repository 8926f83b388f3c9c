"""Opening the store that a command is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from onus.commands import fail

if TYPE_CHECKING:
    from onus.store.store import Store

DEFAULT_STORE = "onus.db"
StoreOption = Annotated[
    str,
    typer.Option(
        "--store",
        metavar="STORE",
        help="The store: a file, sqlite:///FILE or postgresql://USER@HOST/NAME.",
    ),
]


@contextmanager
def opened(where: str, *, create: bool = False) -> Iterator[Store]:
    """The store, open; what goes wrong within is said in a sentence and ends the command."""
    from onus.errors import FilterError, OnusError
    from onus.store.store import Store

    try:
        with Store(where, create=create) as store:
            yield store
    except FilterError as error:
        option = f"--{error.name.replace('_', '-')}"
        raise typer.BadParameter(error.reason, param_hint=option) from None
    except OnusError as error:
        fail(f"onus: {error}")

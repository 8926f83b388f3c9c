"""The command `onus`. Only typer is imported here, so that `onus --help` answers at once.

Each command, or family of commands, is a module of `onus.commands` that imports what is heavy
inside its functions.
"""

from __future__ import annotations

from typing import Annotated

import typer

from onus.commands import actors, asking, collecting, export, ledger, reading

app = typer.Typer(
    help="Reads news and keeps a record that can be checked.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(reading.read)
app.command()(collecting.add)
app.command()(collecting.retry)
app.command()(collecting.reread)
app.command()(asking.events)
app.command()(asking.statements)
app.command()(ledger.ledger)
app.command()(ledger.show)
app.command()(ledger.digest)
app.add_typer(actors.actors, name="actors")
app.add_typer(actors.lists, name="lists")
app.command()(export.export)


def main() -> None:
    """Run the command."""
    app()


def _version(wanted: bool) -> None:
    if wanted:
        from onus import __version__

        typer.echo(f"onus {__version__}")
        raise typer.Exit


@app.callback()
def onus(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Reads news and keeps a record that can be checked."""

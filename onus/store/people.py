"""What a store does with its actors and with the lists a user has: a part of `Store`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Unpack

from onus.store.answer import Answer
from onus.store.asking import Reader
from onus.store.filters import checked

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onus.registry.corrections import Correction
    from onus.registry.listing import ActorFilters, ActorRow
    from onus.registry.lists.loading import Loaded
    from onus.registry.lists.standing import Designation
    from onus.registry.views import ActorDetails


class People:
    """The actors of a store. Methods raise `RegistryError` for what is not there."""

    def asking(self) -> AbstractContextManager[Reader]:
        """What questions are asked by."""
        raise NotImplementedError

    def connect(self) -> AbstractContextManager[Connection]:
        """A connection of SQLAlchemy."""
        raise NotImplementedError

    def _writing(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def actors(self, **wanted: Unpack[ActorFilters]) -> Answer[ActorRow]:
        """The actors that answer all that is asked, those of most articles first.

        Ask by `text`, `kind`, `country`, `sector`, `listed`, `passing`, and for at most `limit`:
        see `onus.registry.listing.ActorFilters`.
        """
        from onus.registry.listing import ActorFilters, ActorRow, find_actors

        with self.asking() as reader:
            return Answer(find_actors(reader, checked(ActorFilters, wanted)), ActorRow)

    def actor(self, wanted: int | str) -> ActorDetails:
        """All about one actor: names, roles with dates and evidence, designations, counts.

        `wanted` is its number, or a name that is its alone.
        """
        from onus.registry.finding import actor_called
        from onus.registry.views import actor_details

        with self.asking() as reader:
            number = actor_called(reader, str(wanted))
        with self.connect() as connection:
            return actor_details(connection, number)

    def merge(self, into: int, other: int) -> int:
        """Make two actors one, shown as `into`; gives the number to `undo` it by."""
        from onus import ledger
        from onus.registry.corrections import concerned, merge

        with self._writing() as connection:
            number = merge(connection, into, other)
            ledger.redraw(connection, concerned(connection, number))
            return number

    def split(self, identifier: int, articles: Sequence[str]) -> tuple[int, int]:
        """Make somebody else of what these articles say of an actor.

        `articles` are ids or beginnings of ids. Gives the number to `undo` it by, and the new
        actor.
        """
        from onus import ledger
        from onus.registry.corrections import concerned, split

        with self._writing() as connection:
            number, new = split(connection, identifier, articles)
            ledger.redraw(connection, concerned(connection, number))
            return number, new

    def undo(self, number: int) -> Correction:
        """Take a merge, a split, or a decision about a list back."""
        from onus import ledger
        from onus.registry.corrections import concerned, undo
        from onus.registry.lists.decisions import decide_again

        with self._writing() as connection:
            before = concerned(connection, number)
            undone = undo(connection, number)
            decide_again(connection)
            ledger.redraw(connection, before | concerned(connection, number))
            return undone

    def corrections(self) -> list[Correction]:
        """All that was set right by hand, the oldest first."""
        from onus.registry.corrections import history

        with self.connect() as connection:
            return history(connection)

    def add_list(
        self,
        path: str | Path,
        *,
        name: str | None = None,
        columns: Mapping[str, str] | None = None,
    ) -> Loaded:
        """Load a list and link its entries to the actors of the store.

        A list in the form of OpenSanctions, FollowTheMoney, PETRARCH, or CSV, where `columns` says
        which column holds what, as in {"name": "full_name"}. `name` is the file's unless given; a
        list of that name is replaced. Raises `SourceError` when the file is no list.
        """
        from onus.registry.lists.loading import load_list
        from onus.registry.lists.reading import read_list

        file = Path(path)
        with self._writing() as connection:
            entries = read_list(file, columns or {})
            return load_list(connection, name or file.name.split(".")[0], file.name, entries)

    def remove_list(self, name: str) -> None:
        """Take a list out of the store, and its designations from the actors."""
        from onus.registry.lists.loading import take_out

        with self._writing() as connection:
            take_out(connection, name)

    def lists(self) -> list[Loaded]:
        """The lists of the store."""
        from onus.registry.lists.loading import loaded_lists

        with self.connect() as connection:
            return loaded_lists(connection)

    def candidates(self) -> list[Designation]:
        """What looks like an entry of a list and is not sure: for a person to decide."""
        from onus.registry.lists.standing import offered

        with self.asking() as reader:
            return offered(reader)

    def link(self, identifier: int, listed: str, entry: str) -> int:
        """Say that an actor is an entry of a list; gives the number to `undo` it by."""
        return self._decide("link", identifier, listed, entry)

    def unlink(self, identifier: int, listed: str, entry: str) -> int:
        """Say that an actor is not an entry of a list; gives the number to `undo` it by."""
        return self._decide("unlink", identifier, listed, entry)

    def _decide(
        self, kind: Literal["link", "unlink"], identifier: int, listed: str, entry: str
    ) -> int:
        from onus.registry.lists.decisions import decide

        with self._writing() as connection:
            return decide(connection, kind, identifier, listed, entry)

"""The registry: who the actors of all articles are, through time.

    resolve(connection, record)   the registry's actor for each actor of a record

Names, roles with dates and evidence, namesakes kept apart, what a person sets right, and the lists
that a user has. Everything takes a connection to a store and works within its transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onus.registry.lists.standing import designations_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onus.record import Record

__all__ = ["designations_of", "resolve"]


def resolve(connection: Connection, record: Record) -> dict[str, int]:
    """The registry's actor for each actor of a record; see `onus.registry.resolving`."""
    from onus.registry import resolving  # of names and alphabets, for naught where a store is asked

    return resolving.resolve(connection, record)

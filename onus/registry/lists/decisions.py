"""What a person decides about an actor and an entry of a list: that it is, or that it is not.

A decision is a correction: it can be undone, and outlasts the loading of the list anew, since it
names the entry by list and id.
"""

from __future__ import annotations

from sqlalchemy import Connection, and_, delete, insert, select

from onus.errors import RegistryError
from onus.registry.corrections import history, note, root
from onus.registry.lists.matching import match_actors
from onus.store.schema import actor_designations, designations, lists

_STATES = {"link": "linked", "unlink": "refused"}


def decide(connection: Connection, kind: str, actor: int, listed: str, entry: str) -> int:
    """Say that an actor is ("link") or is not ("unlink") an entry of a list.

    Gives the correction's number. Raises `RegistryError` when actor, list or entry is not there.
    """
    found = root(connection, actor)
    if not _entries(connection, listed, entry):
        raise RegistryError(f"list {listed!r} has no entry {entry!r}")
    number = note(connection, kind, {"actor": found, "list": listed, "entry": entry})
    decide_again(connection)
    return number


def decide_again(connection: Connection) -> None:
    """Lay all decisions that hold over what matching found."""
    again = set(
        connection.scalars(
            select(actor_designations.c.actor_id).where(actor_designations.c.by_hand.is_(True))
        )
    )
    connection.execute(delete(actor_designations).where(actor_designations.c.by_hand.is_(True)))
    match_actors(connection, sorted(again))
    for correction in history(connection):
        if correction.kind in _STATES and correction.undone_at is None:
            for entry in _entries(connection, correction.data["list"], correction.data["entry"]):
                _put(connection, correction.data["actor"], entry, _STATES[correction.kind])


def _put(connection: Connection, actor: int, entry: int, state: str) -> None:
    connection.execute(
        delete(actor_designations).where(
            and_(
                actor_designations.c.actor_id == actor,
                actor_designations.c.designation_id == entry,
            )
        )
    )
    connection.execute(
        insert(actor_designations).values(
            actor_id=actor, designation_id=entry, score=1.0, state=state, by_hand=True
        )
    )


def _entries(connection: Connection, listed: str, entry: str) -> list[int]:
    return list(
        connection.scalars(
            select(designations.c.id)
            .join(lists, lists.c.id == designations.c.list_id)
            .where(lists.c.name == listed, designations.c.external_id == entry)
            .order_by(designations.c.id)
        )
    )

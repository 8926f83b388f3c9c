"""Which actor of the store is meant by an actor of one record."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from onus.record import Actor, Record
from onus.store.schema import actor_names, actors


def resolve(connection: Connection, record: Record) -> dict[str, int]:
    """The store's actor for each actor of `record`: local id to `actors.id`."""
    return {actor.id: _known(connection, actor) for actor in record.actors}


def _known(connection: Connection, actor: Actor) -> int:
    key = " ".join(actor.name.lower().split())
    found = connection.execute(
        select(actors.c.id, actors.c.merged_into)
        .join(actor_names, actor_names.c.actor_id == actors.c.id)
        .where(actor_names.c.key == key, actors.c.country.is_not_distinct_from(actor.country))
        .order_by(actors.c.id)
        .limit(1)
    ).first()
    if found is not None:
        connection.execute(
            update(actor_names)
            .where(actor_names.c.actor_id == found.id, actor_names.c.key == key)
            .values(seen=actor_names.c.seen + 1)
        )
        return int(found.merged_into or found.id)
    made = connection.execute(
        insert(actors)
        .values(name=actor.name, kind=actor.kind, country=actor.country, sector=actor.sector)
        .returning(actors.c.id)
    ).scalar_one()
    connection.execute(insert(actor_names).values(actor_id=made, name=actor.name, key=key, seen=1))
    return int(made)

"""What a store keeps of one article: its record, and who its actors are in the registry."""

from __future__ import annotations

import json

from sqlalchemy import Connection, select

from onus.record import Record
from onus.store.schema import articles, mentions


def kept_record(connection: Connection, article: str) -> Record:
    """The record of an article that is in the store."""
    text = connection.scalar(select(articles.c.record).where(articles.c.id == article))
    return Record.from_dict(json.loads(text or "{}"))


def actors_in(connection: Connection, article: str) -> dict[str, int]:
    """The registry's number of each of the record's actors, by its id there."""
    rows = connection.execute(
        select(mentions.c.local_id, mentions.c.actor_id).where(mentions.c.article_id == article)
    )
    return {row.local_id: row.actor_id for row in rows}

"""Which articles are being read together, so that a batch that was broken off can be made again."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Engine, delete, insert, select

from onus.store.database import writing
from onus.store.schema import being_read


def begin_batch(engine: Engine, identifiers: Sequence[str]) -> None:
    """Note, before they are read, that these articles make a batch."""
    with writing(engine) as connection:
        connection.execute(delete(being_read).where(being_read.c.article_id.in_(identifiers)))
        rows = [{"article_id": each} for each in dict.fromkeys(identifiers)]
        connection.execute(insert(being_read), rows)


def end_batch(engine: Engine, identifiers: Sequence[str]) -> None:
    """Forget a batch all of whose articles are in the store or have failed."""
    with writing(engine) as connection:
        connection.execute(delete(being_read).where(being_read.c.article_id.in_(identifiers)))


def begun_batches(engine: Engine) -> set[str]:
    """The articles of all batches that were begun and not ended."""
    with engine.connect() as connection:
        return set(connection.scalars(select(being_read.c.article_id)))

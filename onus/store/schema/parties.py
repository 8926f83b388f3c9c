"""The tables of actors through time, and of what a person set right about them."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Integer, Table, Text

from onus.store.schema.columns import metadata, of_actor, of_article

actors = Table(
    "actors",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text, index=True),
    Column("sector", Text),
    of_actor("merged_into", nullable=True),  # always the last of a chain of merges
    Index(None, "merged_into"),
)

actor_names = Table(
    "actor_names",
    metadata,
    of_actor(primary=True),
    Column("name", Text, primary_key=True),
    Column("key", Text, primary_key=True, index=True),  # what it is looked up by
    Column("seen", Integer, nullable=False, default=1),  # 0 where it is only part of a longer name
)

actor_roles = Table(
    "actor_roles",
    metadata,
    Column("id", Integer, primary_key=True),
    of_actor(),
    Column("role", Text, nullable=False),
    Column("country", Text),
    Column("first_seen", Text),
    Column("last_seen", Text),
    of_article(),  # where the role stands, at start to end
    Column("start", Integer),
    Column("end", Integer),
    Index(None, "actor_id"),
    Index(None, "article_id"),
    Index(None, "role", "country", "first_seen"),  # who held an office on a day
)

# The actors of one record (`local_id` is 'a1', 'a2', ...) as the registry knows them.
mentions = Table(
    "mentions",
    metadata,
    of_article(primary=True),
    Column("local_id", Text, primary_key=True),
    of_actor(),
    Column("published", Text),
    Index(None, "actor_id", "article_id"),
    Index(None, "actor_id", "published"),  # since when and until when an actor was met
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("data", JSON, nullable=False),
    Column("at", Text, nullable=False),
    Column("undone_at", Text),
)

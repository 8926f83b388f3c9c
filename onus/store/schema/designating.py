"""The tables of the lists a user has, and of who stands on them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, Table, Text

from onus.store.schema.columns import metadata, of_actor

lists = Table(
    "lists",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("source", Text),
    Column("loaded_at", Text, nullable=False),
)

designations = Table(
    "designations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("list_id", Integer, ForeignKey("lists.id", ondelete="CASCADE"), nullable=False),
    Column("external_id", Text),
    Column("name", Text, nullable=False),
    Column("kind", Text),
    Column("country", Text),  # ISO 3166-1 alpha-3; several are parted by spaces
    Column("born", Text),  # as the list gives it, a year at least; several are parted by spaces
    Column("from_date", Text),
    Column("to_date", Text),
    Column("programme", Text),
    Index(None, "list_id"),
)

designation_names = Table(
    "designation_names",
    metadata,
    Column(
        "designation_id",
        Integer,
        ForeignKey("designations.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("name", Text, primary_key=True),
    Column("key", Text, primary_key=True, index=True),  # as in `actor_names`
)

actor_designations = Table(
    "actor_designations",
    metadata,
    of_actor(primary=True),
    Column(
        "designation_id",
        Integer,
        ForeignKey("designations.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("score", Float, nullable=False),
    # 'linked'; 'offered', when a person has to decide; 'refused', when a person said no
    Column("state", Text, nullable=False),
    Column("by_hand", Boolean, nullable=False, default=False),
    Index(None, "designation_id"),
)

"""The tables of articles: texts, stories, outlets, copies, and what could not be read."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from onus.store.schema.columns import metadata, of_article

# One report under however many mastheads; its id is that of the article that came first.
stories = Table("stories", metadata, Column("id", Text, primary_key=True))

articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),  # Article.id, made of the text
    Column("story_id", Text, ForeignKey("stories.id"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("published", Text, index=True),
    Column("place", Text),
    Column("publisher", Text),
    Column("agency", Text),
    Column("language", Text),
    Column("url", Text),
    Column("source", Text, nullable=False),  # the path or address it was first read from
    Column("added_at", Text, nullable=False),  # UTC
    Column("model", Text, nullable=False),  # which model and rules read it: `store.version`
    Column("signature", LargeBinary, nullable=False),  # MinHash, see `store.copies`
    Column("record", Text, nullable=False),  # JSON, exactly `Record.to_dict`
    Index(None, "added_at", "id"),  # all records, in the order they were added
)

# Everywhere an article was met: the very same text comes under many mastheads.
outlets = Table(
    "outlets",
    metadata,
    of_article(primary=True),
    Column("source", Text, primary_key=True),
    Column("publisher", Text),
    Column("url", Text),
    Column("published", Text),
    Column("at", Text, nullable=False),
)

# The signature cut into bands: two articles that share a band may be copies of each other.
bands = Table(
    "bands",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    of_article(primary=True),
    sqlite_with_rowid=False,
)

failures = Table(
    "failures",
    metadata,
    Column("source", Text, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("options", JSON, nullable=False),  # how it was to be read: columns, published, force
)

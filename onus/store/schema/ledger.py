"""The tables of the ledger: entries, their sides, what became of them."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, Integer, Table, Text

from onus.store.schema.columns import metadata, of_actor

entries = Table(
    "entries",
    metadata,
    Column("id", Text, primary_key=True),  # made of the obligation that came first
    Column("kind", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("condition_type", Text),
    Column("condition", Text),
    Column("qualities", JSON, nullable=False),
    Column("deadline", Text),
    Column("status", Text, nullable=False),
    Column("first_date", Text, index=True),
    Column("last_date", Text),
)

# What an entry's act is about, for who asks by topic: see `ledger.acts.about`.
entry_matters = Table(
    "entry_matters",
    metadata,
    Column("matter", Text, primary_key=True),
    Column("entry_id", Text, ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Index(None, "entry_id"),
    sqlite_with_rowid=False,
)

entry_parties = Table(
    "entry_parties",
    metadata,
    Column("entry_id", Text, ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column("side", Text, primary_key=True),  # 'bearer' or 'demander'
    of_actor(primary=True),
    Index(None, "actor_id"),
)

# The keys that sides are compared by, as in `deed_sides`, and '?' for a bearer that nobody names;
# who else it speaks of ('about'), and the rarer words of the sentence that lays it ('word').
entry_sides = Table(
    "entry_sides",
    metadata,
    Column("key", Text, primary_key=True),
    Column("side", Text, primary_key=True),  # 'bearer', 'demander', 'about', 'word'
    Column("entry_id", Text, ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Index(None, "entry_id"),
    sqlite_with_rowid=False,
)

entry_changes = Table(
    "entry_changes",
    metadata,
    Column("entry_id", Text, ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("effect", Text, nullable=False),
    Column("date", Text, index=True),
    Column("article_id", Text, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("event_id", Text),
    Column("statement_id", Text),
    Column("start", Integer, nullable=False),  # the words that say so, in the article's text
    Column("end", Integer, nullable=False),
    of_actor("speaker_id", nullable=True),
    Column("speaker_text", Text),
    Column("claimed", Boolean, nullable=False),
    Column("interested", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Index(None, "article_id"),
)

for _dialect, _last in (
    ("sqlite", entries.c.last_date.desc()),
    ("postgresql", entries.c.last_date.desc().nulls_last()),
):
    Index("ix_entries_last_date_newest", _last, entries.c.id).ddl_if(dialect=_dialect)
    Index("ix_entries_status_last_date_newest", entries.c.status, _last, entries.c.id).ddl_if(
        dialect=_dialect
    )

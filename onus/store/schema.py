"""The tables of a store, one schema for SQLite and PostgreSQL.

Dates are ISO 8601 text, as in the record. Offsets are Python string indices into `articles.text`.
A change here needs a migration beside it (`migrations/versions/`); a test holds the two together.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# A row number of its own, kept through SQLite's VACUUM: the full-text index points at it.
_Number = BigInteger().with_variant(Integer(), "sqlite")


def _article(*, primary: bool = False) -> Column[str]:
    """What an article brought goes with it, when it is read anew."""
    return Column(
        "article_id",
        Text,
        ForeignKey("articles.id", ondelete="CASCADE"),
        primary_key=primary,
        nullable=False,
    )


def _actor(name: str = "actor_id", *, primary: bool = False, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey("actors.id"), primary_key=primary, nullable=nullable)


def _span(name: str, *, nullable: bool = False) -> tuple[Column[int], Column[int], Column[str]]:
    return (
        Column(f"{name}_start", Integer, nullable=nullable),
        Column(f"{name}_end", Integer, nullable=nullable),
        Column(f"{name}_text", Text, nullable=nullable),
    )


def _days(name: str) -> tuple[Column[str], Column[str], Column[str]]:
    """First and last day (either may be open) and the words that gave them."""
    return (
        Column(f"{name}_start", Text),
        Column(f"{name}_end", Text),
        Column(f"{name}_text", Text),
    )


# --- articles -----------------------------------------------------------------------------------

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
)

# Everywhere an article was met: the very same text comes under many mastheads.
outlets = Table(
    "outlets",
    metadata,
    _article(primary=True),
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
    _article(primary=True),
    sqlite_with_rowid=False,
)

# The batch that is being read, see `store.batches`; the articles need not be in the store yet.
being_read = Table("being_read", metadata, Column("article_id", Text, primary_key=True))

failures = Table(
    "failures",
    metadata,
    Column("source", Text, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("options", JSON, nullable=False),  # how it was to be read: columns, published, force
)

# --- actors -------------------------------------------------------------------------------------

actors = Table(
    "actors",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text, index=True),
    Column("sector", Text),
    _actor("merged_into", nullable=True),  # always the last of a chain of merges
    Index(None, "merged_into"),
)

actor_names = Table(
    "actor_names",
    metadata,
    _actor(primary=True),
    Column("name", Text, primary_key=True),
    Column("key", Text, primary_key=True, index=True),  # what it is looked up by
    Column("seen", Integer, nullable=False, default=1),  # 0 where it is only part of a longer name
)

actor_roles = Table(
    "actor_roles",
    metadata,
    Column("id", Integer, primary_key=True),
    _actor(),
    Column("role", Text, nullable=False),
    Column("country", Text),
    Column("first_seen", Text),
    Column("last_seen", Text),
    _article(),  # where the role stands, at start to end
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
    _article(primary=True),
    Column("local_id", Text, primary_key=True),
    _actor(),
    Column("published", Text),
    Index(None, "actor_id", "article_id"),
    Index(None, "actor_id", "published"),  # since when and until when an actor was met
)

# --- what was said and done -----------------------------------------------------------------------

statements = Table(
    "statements",
    metadata,
    Column("number", _Number, primary_key=True),
    Column("id", Text, nullable=False, unique=True),  # '<article id>:s1'
    _article(),
    Column("story_id", Text, nullable=False),
    _actor("speaker_id", nullable=True),
    Column("speaker_text", Text),
    Column("anonymous", Boolean, nullable=False),
    Column("via", Text),
    *_span("cue"),
    *_span("content"),
    Column("form", Text, nullable=False),
    Column("sentence", Integer, nullable=False),
    Column("published", Text),
    Index(None, "article_id"),
)

events = Table(
    "events",
    metadata,
    Column("number", _Number, primary_key=True),
    Column("id", Text, nullable=False, unique=True),  # '<article id>:e1'
    _article(),
    Column("story_id", Text, nullable=False),
    # False where a copy of a story only repeats what an earlier one has told.
    Column("counted", Boolean, nullable=False),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("contexts", JSON, nullable=False),
    Column("cameo", Text),
    Column("quad", SmallInteger, nullable=False),
    Column("source_text", Text),
    Column("target_text", Text),
    *_span("trigger"),
    Column("factuality", Text, nullable=False),
    *_days("date"),
    Column("place_name", Text),
    Column("place_country", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("said_in", Text),  # statements.id
    Column("confidence", Float, nullable=False),
    Column("sentence", Integer, nullable=False),
    Column("sentence_text", Text, nullable=False),
    Column("published", Text),
    # When it happened as far as is known: the first day it is dated to, else the day of publishing.
    Column("day", Text),
    Index(None, "article_id"),
    Index(None, "story_id"),
)

event_parties = Table(
    "event_parties",
    metadata,
    Column("event_id", Text, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True),
    Column("side", Text, primary_key=True),  # 'source' or 'target'
    _actor(primary=True),
    Index(None, "actor_id"),
)

obligations = Table(
    "obligations",
    metadata,
    Column("number", _Number, primary_key=True),
    Column("id", Text, nullable=False, unique=True),  # '<article id>:o1'
    _article(),
    Column("story_id", Text, nullable=False),
    Column("entry_id", Text, ForeignKey("entries.id"), index=True),
    Column("kind", Text, nullable=False),
    *_span("act"),
    Column("condition_type", Text),
    *_span("condition", nullable=True),
    *_span("consequence", nullable=True),
    Column("qualities", JSON, nullable=False),
    *_days("deadline"),
    Column("status", Text, nullable=False),  # by this article alone
    Column("history", JSON, nullable=False),
    Column("said_in", Text),  # statements.id
    Column("confidence", Float, nullable=False),
    Column("sentence", Integer, nullable=False),
    Column("sentence_text", Text),
    Column("published", Text),
    Column("meaning", LargeBinary),  # float16[384], the act as the encoder sees it
    Index(None, "article_id"),
    Index(None, "published"),
)

obligation_parties = Table(
    "obligation_parties",
    metadata,
    Column(
        "obligation_id", Text, ForeignKey("obligations.id", ondelete="CASCADE"), primary_key=True
    ),
    Column("side", Text, primary_key=True),  # 'bearer' or 'demander'
    _actor(primary=True),
    Index(None, "actor_id"),
)

# What is reported done, coded or not, for the ledger to compare with what is owed.
deeds = Table(
    "deeds",
    metadata,
    _article(primary=True),
    Column("position", Integer, primary_key=True),  # in the text, from 1
    Column("verb", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("actors", JSON, nullable=False, server_default="[]"),  # `mentions.local_id`
    Column("named", JSON, nullable=False, server_default="[]"),  # countries in the doer's words
    *_span("words"),
    Column("sentence", Integer, nullable=False),
    Column("sentence_text", Text, nullable=False),
    Column("event_id", Text),  # the same deed as an event
    Column("said_in", Text),  # statements.id
    Column("published", Text),
)

# Whose deed it is: 'country:CHL', 'actor:17'. Where the text does not say, the sides that its
# article speaks of: 'near:country:CHL'.
deed_sides = Table(
    "deed_sides",
    metadata,
    Column("side", Text, primary_key=True),
    Column("verb", Text, primary_key=True),
    _article(primary=True),
    Column("position", Integer, primary_key=True),
    Index(None, "article_id"),
    sqlite_with_rowid=False,
)


# --- the ledger -----------------------------------------------------------------------------------

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
    _actor(primary=True),
    Index(None, "actor_id"),
)

# The keys that sides are compared by, as in `deed_sides`, and '?' for a bearer that nobody names.
entry_sides = Table(
    "entry_sides",
    metadata,
    Column("key", Text, primary_key=True),
    Column("side", Text, primary_key=True),  # 'bearer' or 'demander'
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
    _actor("speaker_id", nullable=True),
    Column("speaker_text", Text),
    Column("claimed", Boolean, nullable=False),
    Column("interested", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Index(None, "article_id"),
)

# --- lists a user has, and what a person set right ------------------------------------------------

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
    _actor(primary=True),
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

corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("data", JSON, nullable=False),
    Column("at", Text, nullable=False),
    Column("undone_at", Text),
)

# --- newest first ---------------------------------------------------------------------------------


def _newest_first(table: Table, day: str, *before: str) -> None:
    """An index to give rows newest first, those without a day at the end, as each database can."""
    columns = [table.c[name] for name in before]
    Index(None, *columns, table.c[day]).ddl_if(dialect="sqlite")
    name = f"ix_{table.name}_{'_'.join((*before, day))}_newest"
    newest = (table.c[day].desc().nulls_last(), table.c.number.desc())
    Index(name, *columns, *newest).ddl_if(dialect="postgresql")


_newest_first(events, "day")
_newest_first(events, "day", "type")
_newest_first(events, "day", "factuality")
_newest_first(statements, "published")
_newest_first(statements, "published", "speaker_id")

for _dialect, _last in (
    ("sqlite", entries.c.last_date.desc()),
    ("postgresql", entries.c.last_date.desc().nulls_last()),
):
    Index("ix_entries_last_date_newest", _last, entries.c.id).ddl_if(dialect=_dialect)
    Index("ix_entries_status_last_date_newest", entries.c.status, _last, entries.c.id).ddl_if(
        dialect=_dialect
    )

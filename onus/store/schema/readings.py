"""The tables of what articles tell: statements, events, obligations, deeds."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    false,
)

from onus.store.schema.columns import (
    Number,
    days,
    metadata,
    newest_first,
    of_actor,
    of_article,
    span,
)
from onus.terms import EFFECTS

statements = Table(
    "statements",
    metadata,
    Column("number", Number, primary_key=True),
    Column("id", Text, nullable=False, unique=True),  # '<article id>:s1'
    of_article(),
    Column("story_id", Text, nullable=False),
    of_actor("speaker_id", nullable=True),
    Column("speaker_text", Text),
    Column("anonymous", Boolean, nullable=False),
    Column("via", Text),
    *span("cue"),
    *span("content"),
    Column("form", Text, nullable=False),
    Column("sentence", Integer, nullable=False),
    Column("published", Text),
    Index(None, "article_id"),
)

events = Table(
    "events",
    metadata,
    Column("number", Number, primary_key=True),
    Column("id", Text, nullable=False, unique=True),  # '<article id>:e1'
    of_article(),
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
    *span("trigger"),
    Column("factuality", Text, nullable=False),
    *days("date"),
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
    of_actor(primary=True),
    Index(None, "actor_id"),
)

obligations = Table(
    "obligations",
    metadata,
    Column("number", Number, primary_key=True),
    Column("id", Text, nullable=False, unique=True),  # '<article id>:o1'
    of_article(),
    Column("story_id", Text, nullable=False),
    Column("entry_id", Text, ForeignKey("entries.id"), index=True),
    Column("kind", Text, nullable=False),
    *span("act"),
    Column("condition_type", Text),
    *span("condition", nullable=True),
    *span("consequence", nullable=True),
    Column("qualities", JSON, nullable=False),
    *days("deadline"),
    Column("status", Text, nullable=False),  # by this article alone
    Column("history", JSON, nullable=False),
    Column("said_in", Text),  # statements.id
    Column("confidence", Float, nullable=False),
    Column("sentence", Integer, nullable=False),
    Column("sentence_text", Text),
    Column("published", Text),
    Column("meaning", LargeBinary),  # float16[384], the act as the encoder sees it
    # Whether it stands for its entry and was read beside all that came later: see `verdicts`.
    Column("judged", Boolean, nullable=False, default=False, server_default=false()),
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
    of_actor(primary=True),
    Index(None, "actor_id"),
)

# Sentences that tell what became of an obligation, as the network sees it beside each of them.
verdicts = Table(
    "verdicts",
    metadata,
    Column(
        "obligation_id", Text, ForeignKey("obligations.id", ondelete="CASCADE"), primary_key=True
    ),
    of_article(primary=True),
    Column("sentence", Integer, primary_key=True),
    *(
        Column(effect, Float, nullable=False, server_default="0")  # how likely it tells of this
        for effect in EFFECTS
    ),
    Index(None, "article_id"),
)

# What is reported done, coded or not, for the ledger to compare with what is owed.
deeds = Table(
    "deeds",
    metadata,
    of_article(primary=True),
    Column("position", Integer, primary_key=True),  # in the text, from 1
    Column("verb", Text, nullable=False),
    Column("outcome", Text, nullable=False),  # 'told' for a sentence without a deed
    Column("actors", JSON, nullable=False, server_default="[]"),  # `mentions.local_id`
    Column("named", JSON, nullable=False, server_default="[]"),  # countries in the doer's words
    *span("words"),
    Column("sentence", Integer, nullable=False),
    Column("sentence_text", Text, nullable=False),
    Column("event_id", Text),  # the same deed as an event
    Column("said_in", Text),  # statements.id
    Column("published", Text),
)

# Whose deed it is: 'country:CHL', 'actor:17', and whom its sentence names: 'near:country:CHL'.
# Those of whom the whole article speaks stand once, at position 0 and without a verb. By '*' a deed
# is found by its matter, whoever did it, and with the verb '*' as one that speaks of obligations.
deed_sides = Table(
    "deed_sides",
    metadata,
    Column("side", Text, primary_key=True),
    Column("verb", Text, primary_key=True),
    of_article(primary=True),
    Column("position", Integer, primary_key=True),
    Index(None, "article_id"),
    sqlite_with_rowid=False,
)

# The rarer words of an article, as stems, by which the ledger sees that two are on one matter.
article_stems = Table(
    "article_stems",
    metadata,
    of_article(primary=True),
    Column("stems", JSON, nullable=False),
)

newest_first(events, "day")
newest_first(events, "day", "type")
newest_first(events, "day", "factuality")
newest_first(statements, "published")
newest_first(statements, "published", "speaker_id")

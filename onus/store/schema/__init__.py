"""The tables of a store, one schema for SQLite and PostgreSQL.

Dates are ISO 8601 text, as in the record. Offsets are Python string indices into `articles.text`.
A change here needs a migration beside it (`migrations/versions/`); a test holds the two together.
"""

from __future__ import annotations

from onus.store.schema.columns import metadata
from onus.store.schema.designating import actor_designations, designation_names, designations, lists
from onus.store.schema.ledger import (
    entries,
    entry_changes,
    entry_matters,
    entry_parties,
    entry_sides,
)
from onus.store.schema.parties import actor_names, actor_roles, actors, corrections, mentions
from onus.store.schema.readings import (
    article_stems,
    deed_sides,
    deeds,
    event_parties,
    events,
    obligation_parties,
    obligations,
    statements,
    verdicts,
)
from onus.store.schema.texts import articles, bands, failures, outlets, stories

__all__ = [
    "actor_designations",
    "actor_names",
    "actor_roles",
    "actors",
    "article_stems",
    "articles",
    "bands",
    "corrections",
    "deed_sides",
    "deeds",
    "designation_names",
    "designations",
    "entries",
    "entry_changes",
    "entry_matters",
    "entry_parties",
    "entry_sides",
    "event_parties",
    "events",
    "failures",
    "lists",
    "mentions",
    "metadata",
    "obligation_parties",
    "obligations",
    "outlets",
    "statements",
    "stories",
    "verdicts",
]

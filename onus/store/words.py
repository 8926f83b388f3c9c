"""Full-text search: what a person types, to the query of either database.

Words must all occur, in any form ("sanction" finds "sanctions"); "words in quotes" stand together;
a word with a minus before it must not occur; OR between two asks for either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from onus.store.address import Kind
from onus.store.conditions import Condition, Membership

_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_FALSE = Condition("FALSE")
# What is indexed of a table's row, as PostgreSQL's index words it.
_WORDS = {
    "events": "sentence_text",
    "statements": "content_text",
    "obligations": "act_text || ' ' || coalesce(sentence_text, '')",
}


@dataclass(frozen=True, slots=True)
class Query:
    """Phrases of one word or more: of each of `wanted` one must occur, of `unwanted` none."""

    wanted: tuple[tuple[str, ...], ...]
    unwanted: tuple[str, ...]


def has_words(kind: Kind, table: str, query: str) -> Condition | Membership:
    """The condition that a row of `events` or `statements` answers `query`."""
    parsed = parse(query)
    if not parsed.wanted:
        return _FALSE
    if kind == "postgresql":
        return _matches(table, parsed)
    index = f"{table}_words"
    matching = f"SELECT rowid FROM {index} WHERE {index} MATCH :words"
    holds = f"EXISTS ({matching} AND rowid = {table}.number)"
    return Membership(f"{table}.number", matching, holds, {"words": _fts5(parsed)})


def is_told_in_words(kind: Kind, query: str) -> Condition | Membership:
    """The condition that one of the obligations of an entry answers `query`, act or sentence."""
    parsed = parse(query)
    if not parsed.wanted:
        return _FALSE
    if kind == "postgresql":
        matches = _matches("obligations", parsed)
        told = f"SELECT entry_id FROM obligations WHERE {matches.sql}"
        return Condition(f"entries.id IN ({told})", matches.values)
    members = (
        "SELECT obligations.entry_id FROM obligations_words "
        "JOIN obligations ON obligations.number = obligations_words.rowid "
        "WHERE obligations_words MATCH :words"
    )
    holds = (  # CROSS JOIN: SQLite is to go from the entry to its words, not the other way
        "EXISTS (SELECT 1 FROM obligations CROSS JOIN obligations_words "
        "ON obligations_words.rowid = obligations.number "
        "WHERE obligations.entry_id = entries.id AND obligations_words MATCH :words)"
    )
    return Membership("entries.id", members, holds, {"words": _fts5(parsed)})


def parse(query: str) -> Query:
    """What a person typed, taken apart; there is no text that cannot be."""
    wanted: list[list[str]] = []
    unwanted: list[str] = []
    either = False
    for minus, quoted, word in _TERM.findall(query):
        if word == "OR" and wanted:
            either = True
            continue
        phrase = " ".join(re.findall(r"\w+", quoted or word))
        if not phrase:
            continue
        if minus:
            unwanted.append(phrase)
        elif either:
            wanted[-1].append(phrase)
        else:
            wanted.append([phrase])
        either = False
    return Query(tuple(map(tuple, wanted)), tuple(unwanted))


def _fts5(query: Query) -> str:
    """The query in FTS5's language; every word is quoted, so that none is taken for a command."""
    wanted = (" OR ".join(f'"{phrase}"' for phrase in phrases) for phrases in query.wanted)
    found = " AND ".join(f"({alternatives})" for alternatives in wanted)
    return f"({found})" + "".join(f' NOT "{phrase}"' for phrase in query.unwanted)


def _matches(table: str, query: Query) -> Condition:
    values: dict[str, str] = {}

    def phrase(words: str) -> str:
        name = f"words_{len(values)}"
        values[name] = words
        return f"phraseto_tsquery('english', :{name})"

    def joined(operator: str, parts: Iterable[str]) -> str:
        return reduce(lambda one, other: f"({one} {operator} {other})", parts)

    wanted = [joined("||", map(phrase, phrases)) for phrases in query.wanted]
    unwanted = [f"!!{phrase(words)}" for words in query.unwanted]
    asked = joined("&&", [*wanted, *unwanted])
    return Condition(f"to_tsvector('english', {_WORDS[table]}) @@ {asked}", values)

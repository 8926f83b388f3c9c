"""Full-text search: what a person types, to the query of either database.

Words must all occur, in any form ("sanction" finds "sanctions"); "words in quotes" stand together;
a word with a minus before it must not occur; OR between two asks for either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import reduce
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Function,
    Table,
    false,
    func,
    literal_column,
    select,
)
from sqlalchemy import column as sql_column
from sqlalchemy import table as sql_table

from onus.store.membership import Membership

_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


@dataclass(frozen=True, slots=True)
class Query:
    """Phrases of one word or more: of each of `wanted` one must occur, of `unwanted` none."""

    wanted: tuple[tuple[str, ...], ...]
    unwanted: tuple[str, ...]


def has_words(
    connection: Connection, table: Table, column: Column[str], query: str
) -> ColumnElement[bool] | Membership:
    """The condition that `column` of a row of `table` answers `query`."""
    parsed = parse(query)
    if not parsed.wanted:
        return false()
    if connection.dialect.name == "sqlite":
        index = sql_table(f"{table.name}_words", sql_column("rowid", BigInteger))
        match = literal_column(index.name).op("MATCH")(_fts5(parsed))
        return Membership(table.c.number, select(index.c.rowid).where(match), index.c.rowid)
    return func.to_tsvector(_english(), column).bool_op("@@")(_tsquery(parsed))


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


def _tsquery(query: Query) -> Function[Any]:
    wanted = (reduce(func.tsquery_or, map(_phrase, phrases)) for phrases in query.wanted)
    unwanted = (func.tsquery_not(_phrase(phrase)) for phrase in query.unwanted)
    return reduce(func.tsquery_and, [*wanted, *unwanted])


def _phrase(words: str) -> Function[Any]:
    return func.phraseto_tsquery(_english(), words)


def _english() -> ColumnElement[str]:
    return literal_column("'english'")  # as in the index, which a bound value would not match

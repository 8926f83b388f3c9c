"""Full-text search: what a person types, to the query of either database.

Words must all occur, in any form ("sanction" finds "sanctions"); "words in quotes" stand together;
a word with a minus before it must not occur; OR between two asks for either.
"""

from __future__ import annotations

import re

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Table,
    bindparam,
    func,
    literal_column,
    text,
)

_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')


def has_words(
    connection: Connection, table: Table, column: Column[str], query: str
) -> ColumnElement[bool]:
    """The condition that `column` of a row of `table` answers `query`."""
    if connection.dialect.name == "sqlite":
        index = f"{table.name}_words"
        found = text(f"SELECT rowid FROM {index} WHERE {index} MATCH :words").bindparams(
            bindparam("words", fts5(query))
        )
        return table.c.number.in_(found)
    english: ColumnElement[str] = literal_column("'english'")
    return func.to_tsvector(english, column).bool_op("@@")(
        func.websearch_to_tsquery(english, query)
    )


def fts5(query: str) -> str:
    """The query in FTS5's language; every word is quoted, so that none is taken for a command."""
    wanted: list[str] = []
    unwanted: list[str] = []
    either = False
    for minus, phrase, word in _TERM.findall(query):
        if word == "OR" and wanted:
            either = True
            continue
        words = " ".join(re.findall(r"\w+", phrase or word))
        if not words:
            continue
        quoted = f'"{words}"'
        if minus:
            unwanted.append(quoted)
        elif either:
            wanted[-1] = f"({wanted[-1]} OR {quoted})"
        else:
            wanted.append(quoted)
        either = False
    if not wanted:
        return '""'
    found = " AND ".join(wanted)
    return f"({found})" + "".join(f" NOT {term}" for term in unwanted)

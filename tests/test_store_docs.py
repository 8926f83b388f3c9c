"""The queries that the documentation shows run on the databases they are for."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from onus.store.database import open_database, writing
from onus.store.writing import Origin, add_record
from tests.records import herring

PAGE = Path(__file__).parents[1] / "docs" / "ask-with-sql.md"
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
FULL_TEXT = re.findall(r"(?m)^    (SELECT .*\n    WHERE .*;)$", PAGE.read_text(encoding="utf-8"))


def test_there_are_queries() -> None:
    assert len(QUERIES) >= 5
    assert [is_for_sqlite(query) for query in FULL_TEXT] == [True, False]


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_the_query_runs(where: str, query: str) -> None:
    engine = open_database(where)
    with engine.connect() as connection:
        assert connection.execute(text(query)).all() == []
    engine.dispose()


@pytest.mark.parametrize("query", FULL_TEXT, ids=range(len(FULL_TEXT)))
def test_the_full_text_query_finds_a_ceasefire_without_talks(where: str, query: str) -> None:
    if is_for_sqlite(query) == where.startswith("postgresql"):
        pytest.skip("a query for the other database")
    said = herring().statements[0]
    told = ("The ceasefire holds", "Ceasefires and talks", "Talks")
    statements = [
        replace(said, id=f"st{number}", content=replace(said.content, text=words))
        for number, words in enumerate(told, start=1)
    ]
    engine = open_database(where)
    with writing(engine) as connection:
        record = replace(herring(), statements=tuple(statements), events=(), obligations=())
        add_record(connection, record, Origin.of(record.article, "herring.txt"))
        assert connection.execute(text(query)).scalars().all() == [told[0]]
    engine.dispose()


def is_for_sqlite(query: str) -> bool:
    return "MATCH" in query

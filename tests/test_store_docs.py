"""The queries that the documentation shows run on both databases."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import text

from onus.store.database import open_database

PAGE = Path(__file__).parents[1] / "docs" / "ask-with-sql.md"
QUERIES = re.findall(r"```sql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)


def test_there_are_queries() -> None:
    assert len(QUERIES) >= 5


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_the_query_runs(where: str, query: str) -> None:
    engine = open_database(where)
    with engine.connect() as connection:
        assert connection.execute(text(query)).all() == []
    engine.dispose()

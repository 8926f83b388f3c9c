"""Full text in SQLite: an index without a text of its own, kept in step by triggers."""

from __future__ import annotations

from alembic import op


def full_text(table: str, *columns: str) -> None:
    """Make the index `<table>_words` of these columns; the table has a `number`.

    What the table holds already is not in it yet.
    """
    words, listed = f"{table}_words", ", ".join(columns)
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("old", "new"))
    op.execute(
        f"CREATE VIRTUAL TABLE {words} USING fts5({listed}, content='{table}', "
        "content_rowid='number', tokenize='porter unicode61')"
    )
    put = f"INSERT INTO {words}(rowid, {listed}) VALUES (new.number, {new});"
    take = f"INSERT INTO {words}({words}, rowid, {listed}) VALUES ('delete', old.number, {old});"
    op.execute(f"CREATE TRIGGER {words}_insert AFTER INSERT ON {table} BEGIN {put} END")
    op.execute(f"CREATE TRIGGER {words}_delete AFTER DELETE ON {table} BEGIN {take} END")
    op.execute(
        f"CREATE TRIGGER {words}_update AFTER UPDATE OF {listed} ON {table} BEGIN {take} {put} END"
    )

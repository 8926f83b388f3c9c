"""The first schema, and full text over what was said and the sentences of events."""

from __future__ import annotations

from alembic import op

from onus.store.migrations.tables_0001 import metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_INDEXED = (("statements", "content_text"), ("events", "sentence_text"))


def upgrade() -> None:
    """Make every table."""
    connection = op.get_bind()
    metadata.create_all(connection)
    for table, column in _INDEXED:
        if connection.dialect.name == "sqlite":
            _fts5(table, column)
        else:
            op.execute(
                f"CREATE INDEX ix_{table}_words ON {table} "
                f"USING gin (to_tsvector('english', {column}))"
            )


def _fts5(table: str, column: str) -> None:
    """An index that keeps no text of its own; triggers keep it in step with the table."""
    words = f"{table}_words"
    op.execute(
        f"CREATE VIRTUAL TABLE {words} USING fts5({column}, content='{table}', "
        "content_rowid='number', tokenize='porter unicode61')"
    )
    put = f"INSERT INTO {words}(rowid, {column}) VALUES (new.number, new.{column});"
    take = (
        f"INSERT INTO {words}({words}, rowid, {column}) "
        f"VALUES ('delete', old.number, old.{column});"
    )
    op.execute(f"CREATE TRIGGER {words}_insert AFTER INSERT ON {table} BEGIN {put} END")
    op.execute(f"CREATE TRIGGER {words}_delete AFTER DELETE ON {table} BEGIN {take} END")
    op.execute(
        f"CREATE TRIGGER {words}_update AFTER UPDATE OF {column} ON {table} BEGIN {take} {put} END"
    )

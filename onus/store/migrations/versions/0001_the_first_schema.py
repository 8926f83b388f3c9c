"""The first schema, and full text over what was said and the sentences of events."""

from __future__ import annotations

from alembic import op

from onus.store.migrations.full_text import full_text
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
            full_text(table, column)
        else:
            op.execute(
                f"CREATE INDEX ix_{table}_words ON {table} "
                f"USING gin (to_tsvector('english', {column}))"
            )

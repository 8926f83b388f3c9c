"""An index by which all records are gone through in the order they were added."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing that is kept changes; which articles are read together matters to none of them."""
    op.create_index("ix_articles_added_at_id", "articles", ["added_at", "id"])
    op.drop_table("being_read")

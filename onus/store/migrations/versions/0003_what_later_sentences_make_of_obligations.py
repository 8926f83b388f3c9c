"""What the network makes of later sentences beside obligations, and of which it was asked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing has been asked yet: an entry is judged when the ledger next looks at it."""
    op.add_column(
        "obligations", sa.Column("judged", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.create_table(
        "verdicts",
        sa.Column("obligation_id", sa.Text, nullable=False),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("sentence", sa.Integer, nullable=False),
        sa.Column("effect", sa.Text, nullable=False),
        sa.Column("chance", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("obligation_id", "article_id", "sentence", name="pk_verdicts"),
        sa.ForeignKeyConstraint(
            ["obligation_id"],
            ["obligations.id"],
            name="fk_verdicts_obligation_id_obligations",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name="fk_verdicts_article_id_articles",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_verdicts_article_id", "verdicts", ["article_id"])

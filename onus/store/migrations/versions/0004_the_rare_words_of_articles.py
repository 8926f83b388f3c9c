"""The rarer words of each article, by which the ledger sees that two are on one matter."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Those of the articles that are there are taken from their deeds when they are needed."""
    op.create_table(
        "article_stems",
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("stems", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_article_stems"),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name="fk_article_stems_article_id_articles",
            ondelete="CASCADE",
        ),
    )

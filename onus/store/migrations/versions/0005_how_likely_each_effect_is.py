"""How likely each effect is, where only the likeliest was kept with the chance of any."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_EFFECTS = ("met", "begun", "broken", "refused", "withdrawn")


def upgrade() -> None:
    """What is there keeps its chance; an entry is judged anew when it next has a new mention."""
    for effect in _EFFECTS:
        op.add_column("verdicts", sa.Column(effect, sa.Float, nullable=False, server_default="0"))
    kept = sa.table("verdicts", sa.column("effect"), sa.column("chance"), *map(sa.column, _EFFECTS))
    for effect in _EFFECTS:
        op.execute(sa.update(kept).where(kept.c.effect == effect).values({effect: kept.c.chance}))
    op.drop_column("verdicts", "effect")
    op.drop_column("verdicts", "chance")

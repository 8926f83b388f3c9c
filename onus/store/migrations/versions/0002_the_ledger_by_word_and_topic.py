"""Full text over obligations, the matters of entries, entries newest first, who did deeds."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from onus.store.migrations.full_text import full_text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_TOGETHER = 2_000  # entries whose matters are noted together


def upgrade() -> None:
    """Number the obligations, index their words, and note what entries are about."""
    if op.get_bind().dialect.name == "sqlite":
        _number_by_copying()
        full_text("obligations", "act_text", "sentence_text")
        op.execute("INSERT INTO obligations_words(obligations_words) VALUES ('rebuild')")
    else:
        _number_in_place()
        op.execute(
            "CREATE INDEX ix_obligations_words ON obligations USING gin "
            "(to_tsvector('english', act_text || ' ' || coalesce(sentence_text, '')))"
        )
    _newest_first()
    _matters()
    _doers()
    _days_of_mentions()


def _number_by_copying() -> None:
    """SQLite gives a table no other primary key; so both tables are made anew and filled."""
    for index in _INDEXES:
        op.drop_index(f"ix_obligations_{index}")
    op.drop_index("ix_obligation_parties_actor_id")
    for table in ("obligations", "obligation_parties"):
        op.rename_table(table, f"{table}_0001")
    columns: list[sa.Column[Any]] = [
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("story_id", sa.Text, nullable=False),
        sa.Column("entry_id", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        *_span("act", nullable=False),
        sa.Column("condition_type", sa.Text),
        *_span("condition"),
        *_span("consequence"),
        sa.Column("qualities", sa.JSON, nullable=False),
        sa.Column("deadline_start", sa.Text),
        sa.Column("deadline_end", sa.Text),
        sa.Column("deadline_text", sa.Text),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("history", sa.JSON, nullable=False),
        sa.Column("said_in", sa.Text),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("sentence", sa.Integer, nullable=False),
        sa.Column("sentence_text", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("meaning", sa.LargeBinary),
    ]
    op.create_table(
        "obligations",
        sa.Column("number", sa.Integer, primary_key=True),
        *columns,
        sa.UniqueConstraint("id", name="uq_obligations_id"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"]),
    )
    op.create_table(
        "obligation_parties",
        sa.Column("obligation_id", sa.Text, primary_key=True),
        sa.Column("side", sa.Text, primary_key=True),
        sa.Column("actor_id", sa.Integer, primary_key=True),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligations.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"]),
    )
    names = ", ".join(f'"{column.name}"' for column in columns)
    op.execute(
        f"INSERT INTO obligations ({names}) SELECT {names} FROM obligations_0001 ORDER BY rowid"
    )
    op.execute(
        "INSERT INTO obligation_parties (obligation_id, side, actor_id) "
        "SELECT obligation_id, side, actor_id FROM obligation_parties_0001"
    )
    for table in ("obligation_parties", "obligations"):
        op.drop_table(f"{table}_0001")
    for index in _INDEXES:
        op.create_index(f"ix_obligations_{index}", "obligations", [index])
    op.create_index("ix_obligation_parties_actor_id", "obligation_parties", ["actor_id"])


_INDEXES = ("article_id", "entry_id", "published")


def _span(name: str, *, nullable: bool = True) -> tuple[sa.Column[Any], ...]:
    kinds = (("start", sa.Integer), ("end", sa.Integer), ("text", sa.Text))
    return tuple(sa.Column(f"{name}_{part}", kind, nullable=nullable) for part, kind in kinds)


def _number_in_place() -> None:
    to_obligations = "fk_obligation_parties_obligation_id"
    op.drop_constraint(to_obligations, "obligation_parties")
    op.drop_constraint("pk_obligations", "obligations")
    op.execute(
        "ALTER TABLE obligations ADD COLUMN number BIGSERIAL CONSTRAINT pk_obligations PRIMARY KEY"
    )
    op.create_unique_constraint("uq_obligations_id", "obligations", ["id"])
    op.create_foreign_key(
        to_obligations,
        "obligation_parties",
        "obligations",
        ["obligation_id"],
        ["id"],
        ondelete="CASCADE",
    )


def _newest_first() -> None:
    last = "last_date DESC" + ("" if op.get_bind().dialect.name == "sqlite" else " NULLS LAST")
    for index in ("status", "last_date"):
        op.drop_index(f"ix_entries_{index}", "entries")
    op.create_index("ix_entries_first_date", "entries", ["first_date"])
    op.execute(f"CREATE INDEX ix_entries_last_date_newest ON entries ({last}, id)")
    op.execute(f"CREATE INDEX ix_entries_status_last_date_newest ON entries (status, {last}, id)")


def _matters() -> None:
    made = op.create_table(
        "entry_matters",
        sa.Column("matter", sa.Text, primary_key=True),
        sa.Column("entry_id", sa.Text, primary_key=True),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_entry_matters_entry_id", "entry_matters", ["entry_id"])
    rows = op.get_bind().execute(sa.text("SELECT id, act FROM entries ORDER BY id")).all()
    if not rows:
        return
    from onus.ledger.acts import about  # the language's lexicon, for naught in a new store

    for start in range(0, len(rows), _TOGETHER):
        op.bulk_insert(
            made,
            [
                {"matter": matter, "entry_id": row.id}
                for row in rows[start : start + _TOGETHER]
                for matter in sorted(about(row.act))
            ],
        )


def _doers() -> None:
    """Whose a deed is was kept only as keys: its actors and its countries can be told from them.

    A doer's own country is none that the words name: it would stay where he turns out to be
    somebody of another one. A state is named by its country.
    """
    for column in ("actors", "named"):
        op.add_column("deeds", sa.Column(column, sa.JSON, nullable=False, server_default="[]"))
    _homes()
    listed = "json_group_array" if op.get_bind().dialect.name == "sqlite" else "json_agg"
    mine = "s.article_id = deeds.article_id AND s.position = deeds.position"
    op.execute(
        f"UPDATE deeds SET named = (SELECT coalesce({listed}(substr(s.side, 9)), '[]') "
        f"FROM deed_sides AS s WHERE {mine} AND s.side LIKE 'country:%' AND NOT EXISTS "
        "(SELECT 1 FROM homes_0002 AS h WHERE h.article_id = s.article_id "
        "AND h.position = s.position AND s.side IN (h.side, h.side_now)))"
    )
    op.execute(
        f"UPDATE deeds SET actors = (SELECT coalesce({listed}(m.local_id), '[]') "
        "FROM deed_sides AS s "
        "JOIN mentions AS m ON m.article_id = s.article_id "
        "JOIN actors AS a ON a.id = m.actor_id "
        f"WHERE {mine} AND s.side = 'actor:' || coalesce(a.merged_into, a.id))"
    )
    _at_home()
    op.drop_table("homes_0002")


def _homes() -> None:
    """Note the countries of a deed's doers, but states, and of whom they are merged into."""
    op.create_table(
        "homes_0002",
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("side", sa.Text),
        sa.Column("side_now", sa.Text),
    )
    op.execute(
        "INSERT INTO homes_0002 SELECT DISTINCT s.article_id, s.position, "
        "'country:' || met.country, 'country:' || shown.country FROM actors AS shown "
        "JOIN deed_sides AS s ON s.side = 'actor:' || shown.id "
        "JOIN mentions AS m ON m.article_id = s.article_id "
        "JOIN actors AS met ON met.id = m.actor_id "
        "AND coalesce(met.merged_into, met.id) = shown.id "
        "WHERE shown.kind <> 'state'"
    )
    op.create_index("ix_homes_0002", "homes_0002", ["article_id", "position"])


def _at_home() -> None:
    """The deeds of who was merged are those of the country that he is of now."""
    moved = "FROM homes_0002 AS h WHERE coalesce(h.side, '') <> coalesce(h.side_now, '')"
    this = "h.article_id = deed_sides.article_id AND h.position = deed_sides.position"
    op.execute(
        f"DELETE FROM deed_sides WHERE EXISTS (SELECT 1 {moved} AND {this} "
        "AND h.side = deed_sides.side) AND NOT EXISTS (SELECT 1 FROM homes_0002 AS h "
        f"WHERE {this} AND h.side_now = deed_sides.side)"
    )
    op.execute(
        "INSERT INTO deed_sides (side, verb, article_id, position) "
        "SELECT DISTINCT h.side_now, deeds.verb, deeds.article_id, deeds.position FROM deeds "
        "JOIN homes_0002 AS h ON h.article_id = deeds.article_id AND h.position = deeds.position "
        "WHERE h.side_now IS NOT NULL AND coalesce(h.side, '') <> h.side_now "
        "ON CONFLICT DO NOTHING"
    )


def _days_of_mentions() -> None:
    op.add_column("mentions", sa.Column("published", sa.Text))
    op.execute(
        "UPDATE mentions SET published = "
        "(SELECT published FROM articles WHERE articles.id = mentions.article_id)"
    )
    op.create_index("ix_mentions_actor_id_published", "mentions", ["actor_id", "published"])

"""What the tables have in common: their names for keys and indexes, and columns that recur."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, Table, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# A row number of its own, kept through SQLite's VACUUM: the full-text index points at it.
Number = BigInteger().with_variant(Integer(), "sqlite")


def of_article(*, primary: bool = False) -> Column[str]:
    """What an article brought goes with it, when it is read anew."""
    return Column(
        "article_id",
        Text,
        ForeignKey("articles.id", ondelete="CASCADE"),
        primary_key=primary,
        nullable=False,
    )


def of_actor(
    name: str = "actor_id", *, primary: bool = False, nullable: bool = False
) -> Column[int]:
    """An actor of the store; one that was merged keeps its row."""
    return Column(name, Integer, ForeignKey("actors.id"), primary_key=primary, nullable=nullable)


def span(name: str, *, nullable: bool = False) -> tuple[Column[int], Column[int], Column[str]]:
    """Where it stands in the article's text, end exclusive, and its words."""
    return (
        Column(f"{name}_start", Integer, nullable=nullable),
        Column(f"{name}_end", Integer, nullable=nullable),
        Column(f"{name}_text", Text, nullable=nullable),
    )


def days(name: str) -> tuple[Column[str], Column[str], Column[str]]:
    """First and last day (either may be open) and the words that gave them."""
    return (
        Column(f"{name}_start", Text),
        Column(f"{name}_end", Text),
        Column(f"{name}_text", Text),
    )


def newest_first(table: Table, day: str, *before: str) -> None:
    """An index to give rows newest first, those without a day at the end, as each database can."""
    columns = [table.c[name] for name in before]
    Index(None, *columns, table.c[day]).ddl_if(dialect="sqlite")
    name = f"ix_{table.name}_{'_'.join((*before, day))}_newest"
    newest = (table.c[day].desc().nulls_last(), table.c.number.desc())
    Index(name, *columns, *newest).ddl_if(dialect="postgresql")

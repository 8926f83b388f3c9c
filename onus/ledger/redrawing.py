"""The ledger after a person has set actors right: who is one with whom decides what is one entry.

Only articles that mention the actors are drawn up anew, and the entries that these bear on.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, delete, exists, insert, or_, select

from onus.ledger.keeping import update_ledger
from onus.ledger.model import near
from onus.ledger.rows import drop_entries, load_parties, parts
from onus.store.schema import articles, deed_sides, deeds, entry_changes, mentions, obligations


def redraw(connection: Connection, actors: Collection[int]) -> None:
    """Draw up anew what the ledger says by the articles that mention one of these actors.

    Within the transaction that merged or split them. `actors` are the registry's numbers, those
    that are merged into another one by themselves.
    """
    mentioning = _mentioning(connection, actors)
    for article in mentioning:
        _rename_sides(connection, article, actors)
    touched = _entries_by(connection, mentioning)
    placed = [
        article
        for part in parts(touched)
        for article in connection.scalars(
            select(obligations.c.article_id).where(obligations.c.entry_id.in_(part)).distinct()
        )
    ]
    drop_entries(connection, touched)
    update_ledger(connection, _by_date(connection, {*mentioning, *placed}))


def _mentioning(connection: Connection, actors: Collection[int]) -> list[str]:
    """The articles that mention one of the actors and have something for the ledger."""
    here = mentions.c.article_id
    rows = connection.scalars(
        select(here)
        .where(
            mentions.c.actor_id.in_(sorted(actors)),
            or_(
                exists().where(deeds.c.article_id == here),
                exists().where(obligations.c.article_id == here),
            ),
        )
        .distinct()
    )
    return sorted(rows)


def _rename_sides(connection: Connection, article: str, actors: Collection[int]) -> None:
    """Give the deeds of an article that are one of these actors' to those he is there now.

    Only who he is changes: the countries and names that a deed is told by are the article's own.
    """
    here = connection.scalars(
        select(mentions.c.actor_id).where(
            mentions.c.article_id == article, mentions.c.actor_id.in_(sorted(actors))
        )
    )
    now = {f"actor:{party.id}" for party, _ in load_parties(connection, set(here)).values()}
    once = {f"actor:{actor}" for actor in actors}
    for old, new in ((once, now), (near(frozenset(once)), near(frozenset(now)))):
        theirs = (deed_sides.c.article_id == article) & deed_sides.c.side.in_(sorted(old))
        rows = connection.execute(
            select(deed_sides.c.verb, deed_sides.c.position).where(theirs).distinct()
        ).all()
        connection.execute(delete(deed_sides).where(theirs))
        if rows:
            connection.execute(
                insert(deed_sides),
                [
                    {
                        "side": key,
                        "verb": row.verb,
                        "article_id": article,
                        "position": row.position,
                    }
                    for row in rows
                    for key in sorted(new)
                ],
            )


def _entries_by(connection: Connection, mentioning: Sequence[str]) -> list[str]:
    """The entries that stand in these articles or were changed by them."""
    found: set[str] = set()
    for part in parts(mentioning):
        for table in (obligations, entry_changes):
            rows = select(table.c.entry_id).where(table.c.article_id.in_(part)).distinct()
            found.update(key for key in connection.scalars(rows) if key is not None)
    return sorted(found)


def _by_date(connection: Connection, chosen: Collection[str]) -> list[str]:
    days = [
        (row.published or "", row.id)
        for part in parts(sorted(chosen))
        for row in connection.execute(
            select(articles.c.id, articles.c.published).where(articles.c.id.in_(part))
        )
    ]
    return [article for _, article in sorted(days)]

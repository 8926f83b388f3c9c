"""The ledger after a person has set actors right: who is one with whom decides what is one entry.

Only articles that mention the actors are drawn up anew, and the entries that these bear on.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, delete, exists, or_, select, update

from onus.ledger.keeping import update_ledger
from onus.ledger.loading import parties_by_local, parts
from onus.ledger.reading import about_in, parties_at_home, sides_of_deed
from onus.ledger.saving import ToldDeed, drop_entries, insert_rows, side_rows
from onus.store.kept import actors_in, kept_record
from onus.store.schema import articles, deed_sides, deeds, entry_changes, mentions, obligations


def redraw(connection: Connection, actors: Collection[int]) -> None:
    """Draw up anew what the ledger says by the articles that mention one of these actors.

    Within the transaction that merged or split them. `actors` are the registry's numbers, those
    that are merged into another one by themselves.
    """
    mentioning = _mentioning(connection, actors)
    for article in mentioning:
        _side_anew(connection, article)
    touched = _entries_by(connection, mentioning)
    placed = [
        article
        for part in parts(touched)
        for article in connection.scalars(
            select(obligations.c.article_id).where(obligations.c.entry_id.in_(part)).distinct()
        )
    ]
    for part in parts(touched):
        connection.execute(
            update(obligations).where(obligations.c.entry_id.in_(part)).values(judged=False)
        )
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


def _side_anew(connection: Connection, article: str) -> None:
    """Say again whose an article's deeds are: who its actors are may be another one now, and with
    that of which country."""
    record = kept_record(connection, article)
    at_home = parties_at_home(record, parties_by_local(connection, actors_in(connection, article)))
    around = about_in(at_home, record.article.place)
    noted = connection.execute(select(deeds).where(deeds.c.article_id == article)).all()
    connection.execute(delete(deed_sides).where(deed_sides.c.article_id == article))
    told = [
        ToldDeed(
            deed.position,
            deed.verb,
            sides_of_deed(deed.actors, deed.named, deed.sentence_text, at_home, around),
            deed.words_text,
            deed.sentence_text,
        )
        for deed in noted
    ]
    insert_rows(connection, deed_sides, side_rows(article, told))


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

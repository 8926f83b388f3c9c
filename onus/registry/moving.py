"""What articles say of an actor, given to another one and given back.

An article's statements and parties follow from its record and from who its actors are, so only the
latter is moved, and all else is drawn from the record again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, delete, insert, select, update

from onus.registry.keeping import keep_names, name_rows
from onus.registry.lists.matching import match_actors
from onus.registry.sightings import Sighting, sightings
from onus.store.kept import actors_in, kept_record
from onus.store.record_rows import event_party_rows, obligation_party_rows
from onus.store.schema import (
    actor_designations,
    actor_names,
    actor_roles,
    event_parties,
    events,
    mentions,
    obligation_parties,
    obligations,
    statements,
)


@dataclass(frozen=True, slots=True)
class Said:
    """What an article says of one of its actors, whom the registry knows as `actor`."""

    article: str
    actor: int
    sighting: Sighting


class Mentioned(NamedTuple):
    """Whose a mention was before a split: by article, the record's id, and name."""

    article: str
    local: str
    name: str
    actor: int


class Called(NamedTuple):
    """A name that an actor lost with a split: a row of `actor_names`."""

    actor: int
    name: str
    key: str
    seen: int


@dataclass(frozen=True, slots=True)
class Before:
    """What a split took from whom, as its correction remembers it."""

    mentions: tuple[Mentioned, ...] = ()
    names: tuple[Called, ...] = ()

    @classmethod
    def of(cls, data: dict[str, Any]) -> Before:
        """What a correction's data say; nothing for one that was made before splits remembered."""
        kept = data.get("before", {})
        return cls(
            tuple(Mentioned(*row) for row in kept.get("mentions", ())),
            tuple(Called(*row) for row in kept.get("names", ())),
        )

    def givers(self, article: str | None = None) -> frozenset[int]:
        """The actors that something was taken from, in one article or in any."""
        return frozenset(m.actor for m in self.mentions if article in (None, m.article))

    def owner(self, said: Said) -> int | None:
        """Whose this was. The article may have been read anew since, or be a later one.

        Then it is whose that name was, or in the same article whose the mention most like it was.
        """
        local, name = said.sighting.local, said.sighting.name
        here = [m for m in self.mentions if m.article == said.article]
        if here:
            return max(here, key=lambda m: (m.name == name, m.local == local)).actor
        return next((m.actor for m in self.mentions if m.name == name), None)


def said_of(connection: Connection, members: Collection[int], article: str) -> list[Said]:
    """What an article says of these actors."""
    known = {
        local: actor for local, actor in actors_in(connection, article).items() if actor in members
    }
    if not known:
        return []
    return [
        Said(article, known[sighting.local], sighting)
        for sighting in sightings(kept_record(connection, article))
        if sighting.local in known
    ]


def take(
    connection: Connection, members: Collection[int], said: Sequence[Said], new: int
) -> Before:
    """Give what was said of these members of one actor to the new one; gives what to remember."""
    for one in said:
        keep_names(connection, new, name_rows(one.sighting))
    _give(connection, [(one, new) for one in said])
    return Before(
        tuple(Mentioned(s.article, s.sighting.local, s.sighting.name, s.actor) for s in said),
        tuple(_drop_names(connection, members, [one.sighting for one in said])),
    )


def give_back(connection: Connection, new: int, before: Before) -> None:
    """Give what the new actor of a split has to those from whom it was taken.

    Also what came since under a name that was one of theirs; the rest stays with the new actor.
    """
    given = [
        (said, owner)
        for article in _articles_of(connection, [new])
        for said in said_of(connection, [new], article)
        if (owner := before.owner(said)) is not None
    ]
    if not given:
        return
    _give(connection, given)
    _drop_names(connection, [new], [said.sighting for said, _ in given])
    for said, owner in given:
        own = {(name, key) for name, key, _ in name_rows(said.sighting)}
        lost = (n for n in before.names if n.actor == owner and (n.name, n.key) in own)
        keep_names(connection, owner, [(n.name, n.key, n.seen) for n in lost])
    _match_again(connection, new, {owner for _, owner in given})


def _give(connection: Connection, given: Sequence[tuple[Said, int]]) -> None:
    for article in dict.fromkeys(said.article for said, _ in given):
        here = [(said, taker) for said, taker in given if said.article == article]
        for said, taker in here:
            connection.execute(
                update(mentions)
                .where(mentions.c.article_id == article, mentions.c.local_id == said.sighting.local)
                .values(actor_id=taker)
            )
        for giver in dict.fromkeys(said.actor for said, _ in here):
            one = [(said.sighting, taker) for said, taker in here if said.actor == giver]
            _give_roles(connection, article, giver, one)
        _say_again(connection, article)


def _give_roles(
    connection: Connection, article: str, giver: int, given: Sequence[tuple[Sighting, int]]
) -> None:
    """Give the article's evidence of an actor's roles to whom its words speak of.

    A stored record has no sentences, so a role stands there where its mention does, and in a row
    at the sentence. What the words no longer give, since they are read otherwise by now, goes to
    the first.
    """
    said = {
        (taker, role.title, role.country): role.start
        for sighting, taker in given
        for role in reversed(sighting.roles)
    }
    rows = connection.execute(
        select(actor_roles)
        .where(actor_roles.c.article_id == article, actor_roles.c.actor_id == giver)
        .order_by(actor_roles.c.id)
    ).all()
    for row in rows:
        found = next(
            (
                role
                for role, start in said.items()
                if role[1:] == (row.role, row.country) and row.start <= start < row.end
            ),
            None,
        )
        taker = given[0][1]
        if found is not None:
            taker = found[0]
            del said[found]
        connection.execute(
            update(actor_roles).where(actor_roles.c.id == row.id).values(actor_id=taker)
        )


def _say_again(connection: Connection, article: str) -> None:
    """Draw from the record who speaks and who is party to what, by who its actors are now."""
    record = kept_record(connection, article)
    actor = actors_in(connection, article)
    for said in record.statements:
        if said.speaker in actor:
            connection.execute(
                update(statements)
                .where(statements.c.id == f"{article}:{said.id}")
                .values(speaker_id=actor[said.speaker])
            )
    for table, column, owner, rows in (
        (event_parties, "event_id", events, event_party_rows(record, actor)),
        (obligation_parties, "obligation_id", obligations, obligation_party_rows(record, actor)),
    ):
        inside = select(owner.c.id).where(owner.c.article_id == article)
        connection.execute(delete(table).where(table.c[column].in_(inside)))
        if listed := list(rows):
            connection.execute(insert(table), listed)


def _drop_names(
    connection: Connection, members: Collection[int], gone: Iterable[Sighting]
) -> list[Called]:
    """Take from actors the names that only the articles that went gave them; gives these."""
    doubtful = {(row[0], row[1]) for sighting in gone for row in name_rows(sighting)}
    for article in _articles_of(connection, members):
        if not doubtful:
            return []
        for said in said_of(connection, members, article):
            doubtful -= {(row[0], row[1]) for row in name_rows(said.sighting)}
    dropped: list[Called] = []
    for name, key in sorted(doubtful):
        here = and_(
            actor_names.c.actor_id.in_(members),
            actor_names.c.name == name,
            actor_names.c.key == key,
        )
        rows = connection.execute(
            select(
                actor_names.c.actor_id, actor_names.c.name, actor_names.c.key, actor_names.c.seen
            )
            .where(here)
            .order_by(actor_names.c.actor_id)
        )
        dropped += [Called(*row) for row in rows]
        connection.execute(delete(actor_names).where(here))
    return dropped


def _match_again(connection: Connection, new: int, owners: Collection[int]) -> None:
    """Link to lists by the names as they are now what was linked by those that were given back."""
    connection.execute(
        delete(actor_designations).where(
            actor_designations.c.actor_id == new, actor_designations.c.by_hand.is_(False)
        )
    )
    match_actors(connection, sorted({new, *owners}))


def _articles_of(connection: Connection, members: Collection[int]) -> list[str]:
    return list(
        connection.scalars(
            select(mentions.c.article_id)
            .distinct()
            .where(mentions.c.actor_id.in_(members))
            .order_by(mentions.c.article_id)
        )
    )

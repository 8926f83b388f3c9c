"""Each actor of a record to the actor it is in the registry, entering those that are new.

    resolve(connection, record)   {"a1": 17, "a2": 3}

To be called once for an article, inside the transaction that keeps it and after the article itself
is in. The answer depends on the store and the record alone, so that a run that was broken off
gives what an undisturbed one gives; writers must not run beside each other (`store.writing`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from onus.record import Record
from onus.registry import names
from onus.registry.choosing import choose, holder
from onus.registry.corrections import pinned
from onus.registry.keeping import (
    NameRow,
    forget_roles,
    keep_facts,
    keep_names,
    keep_roles,
    lone_row,
    name_rows,
    new_actor,
)
from onus.registry.known import Surroundings, candidates, settled, terms
from onus.registry.lists.matching import match_actors
from onus.registry.sightings import Sighting, sightings
from onus.registry.weighing import UNSURE, Choice, Known, Scene
from onus.resolving.whereabouts import home_of

# What is sure comes first, so that it is company for what is not.
_ORDER = ("settled", "group", "person", "office", "titled", "bare", "nobody")


def resolve(connection: Connection, record: Record) -> dict[str, int]:
    """The registry's actor for each actor of the record, by the record's own ids."""
    forget_roles(connection, record.article.id)
    article = _Article(connection, record)
    found = sightings(record)
    for sighting in sorted(found, key=_turn):
        article.enter(sighting)
    article.keep()
    return {sighting.local: article.actors[sighting.local] for sighting in found}


def _turn(sighting: Sighting) -> int:
    if sighting.is_bare:
        return _ORDER.index("titled" if sighting.roles else "bare")
    return _ORDER.index(sighting.sort)


class _Article:
    """One article on its way into the registry."""

    def __init__(self, connection: Connection, record: Record) -> None:
        self.actors: dict[str, int] = {}
        self._connection = connection
        self._id = record.article.id
        self._day = _day(record.article.published)
        self._round = Surroundings(connection, self._day)
        home = home_of(record.article.place)
        self._countries = frozenset(
            code for code in (home, *(a.country for a in record.actors)) if code
        )
        self._pinned = pinned(connection, self._id)
        self._fresh: set[int] = set()  # actors of which something new is known
        self._seen: dict[int, list[Sighting]] = {}
        self._lone: Counter[str] = Counter()

    def enter(self, sighting: Sighting) -> None:
        """Find or make the actor of one sighting."""
        actor = self._settled(sighting)
        if actor is None:
            choice = self._choice(sighting)
            if choice.actor is not None:
                actor = self._again(choice.actor.id, _names_of(sighting, choice.actor))
            elif choice.certain:
                actor = self._new(sighting, name_rows(sighting))
            else:
                actor = self._alone(sighting)
        actor = self._pinned.get(actor, actor)
        self.actors[sighting.local] = actor
        self._seen.setdefault(actor, []).append(sighting)
        if sighting.sort != "nobody":
            self._round.met(actor, 0.5 if sighting.kind == "state" else 1.0)

    def keep(self) -> None:
        """Write down what the article says of its actors."""
        for actor, found in self._seen.items():
            for sighting in found:
                if keep_facts(self._connection, actor, sighting):
                    self._fresh.add(actor)
        keep_roles(self._connection, self._id, self._day, self._seen)
        match_actors(self._connection, sorted(self._fresh))

    def _settled(self, sighting: Sighting) -> int | None:
        """The actor whose identity the words settle; a holder goes before the office."""
        if sighting.sort not in ("settled", "office"):
            return None
        if sighting.sort == "office" and self._day is not None:
            (role,) = sighting.roles
            known = terms(self._connection, role.title, role.country, self._day)
            found = holder(role.title, role.country, self._day, known)
            if found.actor is not None:
                return found.actor.id
        rows = name_rows(sighting)
        actor = settled(self._connection, [sighting.key]).get(sighting.key)
        return self._new(sighting, rows) if actor is None else self._again(actor, rows)

    def _choice(self, sighting: Sighting) -> Choice:
        if sighting.sort == "nobody":
            return UNSURE
        whole, parts = _keys(sighting)
        found = candidates(
            self._connection, whole, parts, bare=sighting.is_bare or sighting.sort == "group"
        )
        return choose(sighting, found, self._scene())

    def _scene(self) -> Scene:
        return Scene(
            day=self._day,
            countries=self._countries,
            here=frozenset(self.actors.values()),
            shared=self._round.shared,
            articles=self._round.articles,
            last=self._round.last,
        )

    def _new(self, sighting: Sighting, rows: Iterable[NameRow]) -> int:
        return self._again(new_actor(self._connection, sighting), rows)

    def _alone(self, sighting: Sighting) -> int:
        """The actor of this article alone, the same one when the article is read again."""
        name = " ".join(sighting.name.split())
        self._lone[name.lower()] += 1
        row = lone_row(self._id, name, self._lone[name.lower()])
        known = settled(self._connection, [row[1]]).get(row[1])
        return self._again(known, [row]) if known is not None else self._new(sighting, [row])

    def _again(self, actor: int, rows: Iterable[NameRow]) -> int:
        """Enter names of an actor at once, for the sightings that follow."""
        actor = self._pinned.get(actor, actor)
        if keep_names(self._connection, actor, rows):
            self._fresh.add(actor)
        return actor


def _day(published: str | None) -> str | None:
    try:
        return date.fromisoformat((published or "")[:10]).isoformat()
    except ValueError:
        return None


def _names_of(sighting: Sighting, known: Known) -> list[NameRow]:
    """The names that a sighting adds to a known actor: a person taken for a body stays a person."""
    person = known.kind in ("person", "office holder")
    if person and sighting.sort == "group":
        return name_rows(replace(sighting, sort="person"))
    return name_rows(sighting)


def _keys(sighting: Sighting) -> tuple[list[str], list[str]]:
    """The keys of whole names and of single words under which the actor may be known."""
    if sighting.sort == "group":
        return _group_keys(sighting.names)
    full = [name for name in sighting.names if len(names.words(name)) > 1]
    whole = dict.fromkeys(k for name in full for k in names.keys(name))
    words = dict.fromkeys(w for name in full or sighting.names for w in names.words(name))
    return list(whole), [names.part_key(word) for word in words if len(word) > 1]


def _group_keys(called: Iterable[str]) -> tuple[list[str], list[str]]:
    """A body may be a person whom the reader took for one, in full or by the surname."""
    whole: dict[str, None] = {}
    parts: dict[str, None] = {}
    for name in called:
        words = names.words(name)
        whole |= {names.body_key(name): None, names.initials_key(name): None}
        if len(words) > 1:
            whole.update(dict.fromkeys(names.keys(name)))
        elif words and len(words[0]) > 1:
            parts[names.part_key(words[0])] = None
    return list(whole), list(parts)

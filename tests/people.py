"""Records of invented news for tests of the registry: the text, and who is mentioned where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from onus.record import Actor, ActorKind, Article, Event, Record, Span, Statement
from onus.store.database import open_database, writing
from onus.store.schema import mentions
from onus.store.writing import Origin, add_record


@dataclass(frozen=True)
class Who:
    """An actor of a record in the making; each of `texts` is found in the article in turn."""

    texts: tuple[str, ...]
    kind: ActorKind = "person"
    country: str | None = None
    sector: str | None = None


def person(*texts: str, country: str | None = None, sector: str | None = None) -> Who:
    return Who(texts, "person", country, sector)


def state(name: str, country: str) -> Who:
    return Who((name,), "state", country, "GOV")


def body(name: str, country: str | None = None, sector: str | None = "GOV") -> Who:
    return Who((name,), "government body", country, sector)


def group(name: str, country: str | None = None, sector: str | None = "REB") -> Who:
    return Who((name,), "armed group", country, sector)


def record(identifier: str, day: str | None, text: str, *cast: Who) -> Record:
    """A record whose first actor says the first sentence and attacks the second actor."""
    actors = tuple(_actor(f"a{n}", text, who) for n, who in enumerate(cast, start=1))
    sentences = tuple(m.span() for m in re.finditer(r"\S[^.]*\.", text))
    first = Span(*sentences[0], text[slice(*sentences[0])])
    word = Span(first.start, first.start + 3, text[first.start : first.start + 3])
    ids = [actor.id for actor in actors]
    return Record(
        article=Article(identifier, text, title=f"Title of {identifier}", published=day),
        actors=actors,
        statements=tuple(
            Statement("s1", one, None, False, None, word, first, "indirect", 1) for one in ids[:1]
        ),
        events=(_event(ids, word),) if len(ids) > 1 else (),
        sentences=sentences,
    )


def _actor(identifier: str, text: str, who: Who) -> Actor:
    spans: list[tuple[int, int]] = []
    for mention in who.texts:
        start = text.index(mention, spans[-1][1] if spans else 0)
        spans.append((start, start + len(mention)))
    name = max(who.texts, key=len)
    return Actor(identifier, name, who.kind, who.country, who.sector, mentions=tuple(spans))


def _event(ids: Sequence[str], trigger: Span) -> Event:
    return Event(
        id="e1",
        type="ASSAULT",
        mode=None,
        contexts=(),
        cameo="190",
        quad=4,
        source=tuple(ids[:1]),
        source_text=None,
        target=tuple(ids[1:2]),
        target_text=None,
        trigger=trigger,
        factuality="actual",
        date=None,
        place=None,
        said_in=None,
        confidence=0.9,
        sentence=1,
    )


def add(where: str, *records: Record) -> None:
    """Add records to the store, each in a transaction of its own."""
    engine = open_database(where)
    for one in records:
        with writing(engine) as connection:
            add_record(connection, one, Origin.of(one.article, one.article.id))
    engine.dispose()


def who_is(where: str, article: str, number: int = 1) -> int:
    """The registry's actor for the `number`th actor of an article."""
    engine = open_database(where)
    with engine.connect() as connection:
        found = connection.scalar(
            select(mentions.c.actor_id).where(
                mentions.c.article_id == article, mentions.c.local_id == f"a{number}"
            )
        )
    engine.dispose()
    return int(found or 0)

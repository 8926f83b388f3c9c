"""What the earlier articles of a story have told already, so that what a copy tells counts once.

An updated version may bring something new: its own events and obligations count, and what it tells
of older ones; the repeated ones do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Connection, select

from onus.record import Event, Record
from onus.store.schema import articles, events


@dataclass(frozen=True, slots=True)
class Told:
    """The texts of the earlier articles, and their events as they were worded."""

    texts: tuple[str, ...]
    tellings: frozenset[tuple[str, str, str | None, str | None]]

    @classmethod
    def by_earlier(cls, connection: Connection, story: str, identifier: str) -> Told:
        """What came before the article with this id, which is in the store."""
        own = connection.scalar(select(articles.c.added_at).where(articles.c.id == identifier))
        earlier = connection.execute(
            select(articles.c.id, articles.c.text).where(
                articles.c.story_id == story, articles.c.added_at < own
            )
        ).all()
        if not earlier:
            return cls((), frozenset())
        columns = (events.c.type, events.c.trigger_text, events.c.source_text, events.c.target_text)
        tellings = connection.execute(
            select(*columns).where(events.c.article_id.in_([row.id for row in earlier]))
        )
        return cls(
            tuple(_words(row.text) for row in earlier),
            frozenset(_telling(*row) for row in tellings),
        )

    def sentences(self, record: Record) -> frozenset[int]:
        """The numbers, from 1, of a record's sentences that an earlier article has."""
        if not self.texts:
            return frozenset()
        text = record.article.text
        return frozenset(
            number
            for number, (start, end) in enumerate(record.sentences, start=1)
            if self._has(text[start:end])
        )

    def _has(self, sentence: str) -> bool:
        words = _words(sentence)
        return any(words in text for text in self.texts)

    def before(self, event: Event, sentence: str) -> bool:
        """Whether an earlier article has this sentence, or tells the same in the same words."""
        if self._has(sentence):
            return True
        telling = _telling(event.type, event.trigger.text, event.source_text, event.target_text)
        return telling in self.tellings


def _words(text: str) -> str:
    words = " ".join(re.findall(r"\w+", text.lower()))
    return f" {words} "  # so that a sentence is found between words only


def _telling(
    kind: str, trigger: str, source: str | None, target: str | None
) -> tuple[str, str, str | None, str | None]:
    return kind, trigger.lower(), source, target

"""Time expressions: where a text tells a time, and which days of the calendar it means.

`find_dates` reads a text from left to right by the grammar of `timex/rules.yaml` over the words
of `timex/words.yaml`. `date_of` and `deadline_of` say which of the times belongs to an event or
to an act.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from onus.record import Dates
from onus.resolving.timex.attachment import date_of, deadline_of, still_ahead
from onus.resolving.timex.grammar import read
from onus.resolving.timex.joining import joined
from onus.resolving.timex.lexicon import words_of
from onus.resolving.timex.meaning import BUILDERS
from onus.resolving.timex.mention import TimeMention
from onus.resolving.timex.scene import Meaning, Scene
from onus.resolving.timex.tense import tense_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from onus.resolving.timex.grammar import Match

__all__ = ["TimeMention", "as_dates", "date_of", "deadline_of", "find_dates", "still_ahead"]


def find_dates(
    text: str, published: date | None, doc: Doc | None = None
) -> tuple[TimeMention, ...]:
    """The time expressions of a text in reading order, without overlap.

    Those told relative to the day of publication have no value and no days when `published` is
    None. `doc`, of the same text with a parse by Universal Dependencies, tells the tense of the
    governing verbs; without it the words nearby do.
    """
    words, kinds = words_of(text)
    persons = _persons(doc)
    scene = Scene(published, lambda match: tense_of(match, doc))

    def build(match: Match) -> Meaning | None:
        if any(word.start in persons for word in match.own):
            return None
        meaning = BUILDERS[match.rule.build](match, scene)
        if meaning is not None:
            scene.told.append(meaning)
        return meaning

    found = [
        TimeMention(
            start := match.own[0].start,
            end := match.own[-1].end,
            text[start:end],
            meaning.value,
            meaning.type,
            meaning.first,
            meaning.last,
        )
        for match, meaning in read(words, kinds, build)
    ]
    return joined(text, found)


def _persons(doc: Doc | None) -> frozenset[int]:
    """Where the words of persons' names begin: "Theresa May", "April"."""
    if doc is None:
        return frozenset()
    return frozenset(token.idx for ent in doc.ents if ent.label_ == "PER" for token in ent)


def as_dates(mention: TimeMention) -> Dates:
    """The mention as the record keeps it; either end null where the calendar has none."""
    return Dates(
        start=mention.first.isoformat() if mention.first else None,
        end=mention.last.isoformat() if mention.last else None,
        text=mention.text,
    )

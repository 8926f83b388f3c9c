"""Where the entries of a record lie in its article, and the article cut up along those lines.

Marks overlap and nest freely (a statement holds an event and an obligation, the same words are
source and speaker), so the text is cut at every boundary and each piece knows all its marks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from onus.record import Record, Span

Role = Literal[
    "content",
    "cue",
    "speaker",
    "trigger",
    "source",
    "target",
    "act",
    "condition",
    "consequence",
    "mention",
    "sentence",
]

REACH = 400  # characters searched on each side when the record does not know its sentences
WRAPPED = 100  # characters in the longest line of a text that an editor has wrapped


@dataclass(frozen=True, slots=True)
class Mark:
    """The stretch `start` to `end` plays `role` in the entry whose card is `key`."""

    start: int
    end: int
    key: str
    role: Role


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the article over which the same marks hold, the widest mark first."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]


def segments(text: str, marks: Iterable[Mark]) -> list[Segment]:
    """Cut `text` at the ends of all marks and round the breaks between paragraphs.

    The pieces joined give `text` again. Marks that are empty or reach beyond the text are left out.
    """
    valid = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    opening, closing = defaultdict(list), defaultdict(list)
    for mark in valid:
        opening[mark.start].append(mark)
        closing[mark.end].append(mark)
    breaks = (edge for span in paragraph_breaks(text) for edge in span)
    edges = sorted({0, len(text), *opening, *closing, *breaks})
    pieces: list[Segment] = []
    current: dict[Mark, None] = {}
    for start, end in pairwise(edges):
        for mark in closing[start]:
            current.pop(mark, None)
        current.update(dict.fromkeys(opening[start]))
        widest = sorted(current, key=lambda mark: mark.start - mark.end)
        pieces.append(Segment(start, end, text[start:end], tuple(widest)))
    return pieces


def paragraph_breaks(text: str) -> list[tuple[int, int]]:
    """Where paragraphs part: at blank lines, and at every line end unless lines are hard-wrapped.

    Lines count as hard-wrapped when none is longer than `WRAPPED` and some line is blank.
    """
    blank = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
    wrapped = blank.search(text) and max(map(len, text.split("\n"))) <= WRAPPED
    breaks = blank if wrapped else re.compile(r"\n\s*")
    return [match.span() for match in breaks.finditer(text)]


def marks(record: Record) -> Iterator[Mark]:
    """Every mark of the record, with the keys of `onus.show.wording`."""
    for number, statement in enumerate(record.statements, 1):
        key = f"s{number}"
        yield _mark(statement.content, key, "content")
        yield _mark(statement.cue, key, "cue")
        speaker = _near(
            record, statement.speaker_text, statement.cue, statement.sentence, statement.content
        )
        if speaker is not None:
            yield Mark(*speaker, key, "speaker")
    for number, event in enumerate(record.events, 1):
        key = f"e{number}"
        yield _mark(event.trigger, key, "trigger")
        parties: tuple[tuple[Role, str | None], ...] = (
            ("source", event.source_text),
            ("target", event.target_text),
        )
        for role, words in parties:
            party = _near(record, words, event.trigger, event.sentence, event.trigger)
            if party is not None:
                yield Mark(*party, key, role)
    for number, obligation in enumerate(record.obligations, 1):
        key = f"o{number}"
        yield _mark(obligation.act, key, "act")
        if obligation.condition is not None:
            condition = obligation.condition
            yield Mark(condition.start, condition.end, key, "condition")
        if obligation.consequence is not None:
            yield _mark(obligation.consequence, key, "consequence")
    for number, actor in enumerate(record.actors, 1):
        for start, end in actor.mentions:
            yield Mark(start, end, f"a{number}", "mention")
    for number, (start, end) in enumerate(record.sentences, 1):
        yield Mark(start, end, str(number), "sentence")


def _mark(span: Span, key: str, role: Role) -> Mark:
    return Mark(span.start, span.end, key, role)


def _near(
    record: Record, words: str | None, anchor: Span, sentence: int, outside: Span
) -> tuple[int, int] | None:
    """The whole words `words` closest to `anchor` in its sentence, not within `outside`.

    The record keeps a speaker's or a party's words without their place; this finds it again for
    showing. None when they do not stand there.
    """
    if not words:
        return None
    if 1 <= sentence <= len(record.sentences):
        first, last = record.sentences[sentence - 1]
    else:
        first, last = max(0, anchor.start - REACH), anchor.end + REACH
    text = record.article.text
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    found = [
        match.span()
        for match in pattern.finditer(text, max(0, first), max(0, last))
        if match.end() <= outside.start or outside.end <= match.start()
    ]
    return min(
        found,
        key=lambda span: max(span[0] - anchor.end, anchor.start - span[1]),
        default=None,
    )

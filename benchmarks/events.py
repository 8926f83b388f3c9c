"""Who did what to whom, with nothing marked: PLV sentences read as articles of their own.

A gold row is found when one event of the record has its type (YIELD for CONCEDE and RETREAT) and
that event's source and target each overlap the span that the annotators marked. A party of an
event overlaps where its words do, or where the actor it stands for is mentioned ("he" for a name
in the same sentence). A row with no source or no target in the sentence asks for the other two.

The annotators marked one pair a row and left the others of the sentence, so that the precision of
the record cannot be measured here; `type_precision` and `precision_floor` bound it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import onus
from benchmarks.corpora import MarkedPair, read_pairs
from benchmarks.pairs import merged
from benchmarks.scores import Tally, overlaps, share
from onus.record import Article, Record

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Match:
    """What one event of the record has in common with one gold row."""

    source: bool
    target: bool
    root: bool
    quad: bool

    @property
    def pair(self) -> bool:
        return self.source and self.target

    @property
    def whole(self) -> bool:
        return self.pair and self.root


def run(path: Path) -> dict[str, float]:
    """The scores of the records of the sentences in `path`, see `score`."""
    pairs = list(read_pairs(path))
    if not pairs or pairs[0].root is None:
        raise ValueError(f"{path}: no rows with gold_root")
    texts = list(dict.fromkeys(pair.text for pair in pairs))
    articles = [Article(str(at), text, language="en") for at, text in enumerate(texts)]
    records = dict(zip(texts, onus.stream(articles), strict=True))
    return score(pairs, [records[pair.text] for pair in pairs])


def score(pairs: Sequence[MarkedPair], records: Sequence[Record]) -> dict[str, float]:
    """Scores of the records, one for each pair, of the pairs' sentences.

    * `recall`: rows with source, target and type found by one event;
    * `quad_recall`: the same with the quad class in place of the type;
    * `pair_recall`, `source_recall`, `target_recall`, `root_recall`: rows with these parts found,
      the pair by one event, the others by any;
    * `type_precision`: among the events that join the gold source and target, those of gold type;
    * `precision_floor`: among all events of the records, those that a gold row confirms.
    """
    rows = [_matches(pair, record) for pair, record in zip(pairs, records, strict=True)]
    joined = [match for row in rows for match in row if match.pair]
    return {
        "recall": _rate(any(m.whole for m in row) for row in rows),
        "quad_recall": _rate(any(m.pair and m.quad for m in row) for row in rows),
        "pair_recall": _rate(any(m.pair for m in row) for row in rows),
        "source_recall": _rate(any(m.source for m in row) for row in rows),
        "target_recall": _rate(any(m.target for m in row) for row in rows),
        "root_recall": _rate(any(m.root for m in row) for row in rows),
        "type_precision": _rate(match.root for match in joined),
        "precision_floor": _confirmed(pairs, records, rows).precision,
    }


def _matches(pair: MarkedPair, record: Record) -> list[_Match]:
    """One entry for each event of the record."""
    return [
        _Match(
            source=_found(pair.source, _places(record, event.source, event.source_text)),
            target=_found(pair.target, _places(record, event.target, event.target_text)),
            root=merged(event.type) == merged(pair.root or ""),
            quad=event.quad == pair.quad,
        )
        for event in record.events
    ]


def _places(record: Record, actors: Sequence[str], text: str | None) -> Iterator[Offsets]:
    """Where a party of an event stands: its words, and the mentions of its actors."""
    if text:
        for match in re.finditer(re.escape(text), record.article.text):
            yield match.span()
    for identifier in actors:
        actor = record.actor(identifier)
        if actor is not None:
            yield from actor.mentions


def _found(gold: Offsets | None, places: Iterator[Offsets]) -> bool:
    return gold is None or any(overlaps(gold, place) for place in places)


def _confirmed(
    pairs: Sequence[MarkedPair], records: Sequence[Record], rows: Sequence[Sequence[_Match]]
) -> Tally:
    """All events of all sentences, each once, against those that some gold row confirms."""
    confirmed: dict[tuple[str, str], bool] = {}
    for pair, record, row in zip(pairs, records, rows, strict=True):
        for event, match in zip(record.events, row, strict=True):
            key = (pair.text, event.id)
            confirmed[key] = confirmed.get(key, False) or match.whole
    return Tally(right=sum(confirmed.values()), guessed=len(confirmed))


def _rate(outcomes: Iterator[bool]) -> float:
    answers = list(outcomes)
    return share(sum(answers), len(answers))

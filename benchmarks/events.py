"""Who did what to whom, with nothing marked: sentences read as articles of their own.

Files of PLV mark a pair and its type; files of cameo-roles only who acts and on whom. Which it is,
the file itself tells.

PLV:
A gold row is found when one event of the record has its type (YIELD for CONCEDE and RETREAT) and
that event's source and target each overlap the span that the annotators marked. A party of an
event overlaps where its words do, or where the actor it stands for is mentioned ("he" for a name
in the same sentence). A row with no source or no target in the sentence asks for the other two.

The annotators marked one pair a row and left the others of the sentence, so that the precision of
the record cannot be measured here; `type_precision` and `precision_floor` bound it.

cameo-roles: the annotators marked the parties of what a sentence is mainly about, so that the
leading event of the record answers, the surest one that names both. A party is found when it
overlaps a marked span of its role; spans marked R, who do the same to each other, are of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import onus
from benchmarks.corpora import MarkedPair, NamedSpan, read_pairs, read_roles
from benchmarks.pairs import merged
from benchmarks.scores import Tally, overlaps, share
from onus.record import Article, Event, Record

Offsets = tuple[int, int]
# The marked spans of a sentence by tag: S who acts, T who is acted on, R both.
Roles = Mapping[str, tuple[Offsets, ...]]


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
    """The scores of the records of the sentences in `path`, see `score` and `score_roles`."""
    with path.open(encoding="utf-8") as lines:
        if "\t" not in next(lines, ""):
            return _run_roles(path)
    pairs = list(read_pairs(path))
    if not pairs or pairs[0].root is None:
        raise ValueError(f"{path}: no rows with gold_root")
    texts = list(dict.fromkeys(pair.text for pair in pairs))
    articles = [Article(str(at), text, language="en") for at, text in enumerate(texts)]
    records = dict(zip(texts, onus.stream(articles), strict=True))
    return score(pairs, [records[pair.text] for pair in pairs])


def _run_roles(path: Path) -> dict[str, float]:
    sentences = [_with_offsets(words, spans) for words, spans in read_roles(path)]
    if not any(spans for _, spans in sentences):
        raise ValueError(f"{path}: no spans tagged S, T or R")
    articles = [Article(str(at), text, language="en") for at, (text, _) in enumerate(sentences)]
    return score_roles([spans for _, spans in sentences], list(onus.stream(articles)))


def score_roles(gold: Sequence[Roles], records: Sequence[Record]) -> dict[str, float]:
    """`source_f1` and `target_f1` with `precision` and `recall` of each, spans overlapping.

    `gold` has the marked spans of each sentence by tag: S, T and R.
    """
    found: dict[str, float] = {}
    for role, tag in (("source", "S"), ("target", "T")):
        tally = Tally()
        for spans, record in zip(gold, records, strict=True):
            tally += _role_tally(spans, record, role, tag)
        found[f"{role}_f1"] = tally.f1
        found[f"{role}_precision"] = tally.precision
        found[f"{role}_recall"] = tally.recall
    return found


def _role_tally(spans: Roles, record: Record, role: str, tag: str) -> Tally:
    """One sentence: the party of the leading event against the marked spans of its role."""
    event = _leading(record)
    mutual = spans.get("R", ())
    wanted = [*spans.get(tag, ()), *(mutual[:1] if tag == "S" else mutual[1:])]
    if event is None:
        return Tally(gold=len(wanted))
    ids, text = getattr(event, role), getattr(event, f"{role}_text")
    places = list(_places(record, ids, text))
    right = [span for span in (*spans.get(tag, ()), *mutual) if _found(span, iter(places))]
    return Tally(
        right=min(len(right), len(wanted)), guessed=1 if ids or text else 0, gold=len(wanted)
    )


def _leading(record: Record) -> Event | None:
    """The surest event that names both parties, else the surest; the first of equally sure ones."""
    return max(
        record.events,
        key=lambda e: (bool(e.source_text) and bool(e.target_text), e.confidence),
        default=None,
    )


def _with_offsets(words: Sequence[str], spans: Sequence[NamedSpan]) -> tuple[str, Roles]:
    """The sentence as running text, and its marked spans in it."""
    text = ""
    offsets: list[Offsets] = []
    for word in words:
        glued = word in _CLOSING or word.startswith(("'", "’")) or text.endswith(_OPENING)
        text += word if glued or not text else f" {word}"
        offsets.append((len(text) - len(word), len(text)))
    roles: dict[str, tuple[Offsets, ...]] = {}
    for span in spans:
        place = (offsets[span.start][0], offsets[span.end - 1][1])
        roles[span.label] = (*roles.get(span.label, ()), place)
    return text, roles


_CLOSING = frozenset({",", ".", ";", ":", "?", "!", ")", "]", "%", "n't", "n’t"})
_OPENING = ("(", "[", "$", "€", "£")


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

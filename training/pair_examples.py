"""What the pair coder learns from: marked pairs, their reverse, bystanders, and silver stories.

Sentences are read by the shipped reader, so the coder is trained on exactly what it will be given:
int8 encodings, and triggers and hints from a parse that errs.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Span

from benchmarks.corpora import MarkedPair
from benchmarks.pairs import questions
from onus.coding.events import propose
from onus.language import annotate
from onus.language.annotation import Pair
from onus.language.documents import pair_looks
from onus.language.encoded import encodings
from onus.resolving.acting import can_act
from training.labels import CODES, CONFLICTUAL, COOPERATIVE, HINTED_MARKERS, SYMMETRIC


@dataclass(frozen=True)
class PairExample:
    """One look at one pair: encoding [W, 384], markers [W], the codes that count as right.

    `words` are the sentence's; `told` [C] are a teacher's probabilities, where one was asked.
    """

    words: tuple[str, ...]
    encoding: npt.NDArray[np.float16]
    markers: npt.NDArray[np.int64]
    codes: frozenset[str]
    told: npt.NDArray[np.float32] | None = None


def codes_of(pair: MarkedPair) -> frozenset[str]:
    """The codes that a gold pair allows: one, two for YIELD, or a whole side for AW."""
    if pair.root is not None:
        return frozenset(["CONCEDE", "RETREAT"] if pair.root == "YIELD" else [pair.root])
    return frozenset(COOPERATIVE if pair.cooperative else CONFLICTUAL)


def gold(pairs: Sequence[MarkedPair]) -> list[PairExample]:
    """The pairs themselves, in order."""
    return [
        _example(doc, question, codes_of(pair))
        for (doc, question), pair in zip(questions(pairs), pairs, strict=True)
    ]


def pair_examples(doc: Doc, asked: Sequence[Pair]) -> list[PairExample]:
    """Pairs that nothing is known of, to be coded."""
    return [_example(doc, pair, frozenset()) for pair in asked]


def swapped(pairs: Sequence[MarkedPair], draw: random.Random) -> list[MarkedPair]:
    """The pairs with other parties in their places, taken from one another.

    What happened does not hang on who they are, and a thousand sentences name few actors.
    """
    names = [
        pair.text[start:end]
        for pair in pairs
        for start, end in (pair.source, pair.target or pair.source)
        if end - start <= 30
    ]
    return [_renamed(pair, draw.choice(names), draw.choice(names)) for pair in pairs]


def _renamed(pair: MarkedPair, source: str, target: str) -> MarkedPair:
    spans = [(pair.source, source, True)]
    if pair.target is not None:
        spans.append((pair.target, target, False))
    text, placed = pair.text, {}
    for (start, end), name, is_source in sorted(spans, reverse=True):
        grown = len(name) - (end - start)
        placed = {key: (s + grown, e + grown) for key, (s, e) in placed.items()}
        placed[is_source] = (start, start + len(name))
        text = text[:start] + name + text[end:]
    return replace(pair, text=text, source=placed[True], target=placed.get(False))


def idle(pairs: Sequence[MarkedPair], draw: random.Random) -> list[list[PairExample]]:
    """For each pair some that do nothing in its sentence: the wrong way round, and bystanders."""
    return [
        [
            _example(doc, replace(question, source=source, target=target), frozenset(["NONE"]))
            for source, target in _idle_ends(doc, question, pair, draw)
        ]
        for (doc, question), pair in zip(questions(pairs), pairs, strict=True)
    ]


def _idle_ends(
    doc: Doc, question: Pair, pair: MarkedPair, draw: random.Random
) -> Iterator[tuple[Span, Span]]:
    source, target = question.source, question.target
    if target is not None and pair.root not in SYMMETRIC:
        yield target, source
    others = _bystanders(doc, source, target)
    if others:
        other = draw.choice(others)
        yield draw.choice([(other, target or source), (other, source), (target or source, other)])


def _bystanders(doc: Doc, source: Span, target: Span | None) -> list[Span]:
    taken = {t.i for span in (source, target) if span is not None for t in span}
    runs: list[list[int]] = []
    for token in doc[1:]:
        if token.i not in taken and token.text[:1].isupper():
            if runs and runs[-1][-1] == token.i - 1:
                runs[-1].append(token.i)
            else:
                runs.append([token.i])
    return [doc[run[0] : run[-1] + 1] for run in runs]


def stories(data: Path, count: int, draw: random.Random) -> list[PairExample]:
    """Silver: pairs in `count` openings of NGEC's stories that lexicon and label agree on.

    The stories name no parties. Where the trigger lexicon finds an act of the story's own type in
    the title or in one of the first sentences, its source and target are taken for the pair.
    """
    found = []
    openings = list(_openings(data / "events/synthetic-plover.csv"))
    openings = draw.sample(openings, min(count, len(openings)))
    docs = annotate([text for text, _ in openings])
    for doc, (_, label) in zip(docs, openings, strict=True):
        for candidate in propose(doc, can_act):
            entry, source = candidate.entry, candidate.source
            if entry is not None and source is not None and entry.type == label:
                pair = Pair(source, candidate.target, candidate.trigger, label)
                found.append(_example(doc, pair, frozenset([label])))
                break
    return found


def proposed(texts: Sequence[str]) -> list[MarkedPair]:
    """The pairs that reading proposes in these texts, each in its sentence; of no known type."""
    found = []
    for doc in annotate(texts):
        for candidate in propose(doc, can_act):
            source, target = candidate.source, candidate.target
            if source is None or target is None:
                continue
            sentence = source.root.sent
            base = sentence.start_char
            ends = [(s.start_char - base, s.end_char - base) for s in (source, target)]
            found.append(MarkedPair(sentence.text, ends[0], ends[1], None, None, None))
    return list(dict.fromkeys(found))


def _openings(path: Path) -> Iterator[tuple[str, str]]:
    """(the first two lines, label) of each story; the title stands in the prompt, slots filled."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield " ".join(row["text"].split("\n")[0].split())[:600], row["label"]
            title = row["prompt"].split("\n")[0].strip()
            if title:
                yield title + ".", row["label"]


def _example(doc: Doc, pair: Pair, codes: frozenset[str]) -> PairExample:
    (look,) = pair_looks(doc, [pair], HINTED_MARKERS)
    if look is None:
        raise ValueError(f"no sentence was read round {pair.source.text!r} in {doc.text!r}")
    assert codes <= set(CODES), codes
    at = pair.source.root.i
    (read,) = (sentence.words for sentence in encodings(doc) if at in sentence.words)
    words = tuple(doc[index].text for index in read)
    return PairExample(words, look.encoding, look.markers, codes)

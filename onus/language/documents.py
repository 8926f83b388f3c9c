"""Texts to annotated spaCy `Doc`s, in one pass of the network over all their sentences.

`annotate` is the way that reading goes; `annotate_tokens` takes gold tokens for measuring;
`code_pairs` asks the second look what the source of a pair does to its target. What they leave in
a `Doc` is described in `onus.language.annotation`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

import lemminflect
import numpy as np
import numpy.typing as npt
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from onus.language.annotation import (
    Attribution,
    Pair,
    PairCode,
    Predicate,
    RoleSpan,
    set_annotations,
)
from onus.language.network import Look, Reading, network
from onus.language.sentences import sentence_spans
from onus.language.tags import best_tags
from onus.language.tree import maximum_tree

_EVENT = 0.5
_ENCODINGS = "onus_encodings"
_TRIGGER = 3  # and all that follow: triggers with a hint
_MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}

Stretches = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Encoded:
    """One sentence as the network sees it: the doc's indices of its words, and their encoding."""

    words: tuple[int, ...]
    encoding: npt.NDArray[np.float16]


def annotate(texts: Sequence[str], bodies: Sequence[Stretches] | None = None) -> list[Doc]:
    """A `Doc` for each text, `doc.text == text`, annotated by Onus's own model.

    `bodies` holds for each text the stretches (start, end) to read, in order; a sentence never
    runs over their borders. Without it the whole text is read.
    """
    docs = [_blank().make_doc(text) for text in texts]
    segments: list[tuple[int, tuple[int, ...]]] = []
    for number, (doc, text) in enumerate(zip(docs, texts, strict=True)):
        stretches = bodies[number] if bodies is not None else [(0, len(text))]
        segments += [(number, words) for words in _sentence_words(doc, text, stretches)]
    return _annotated(docs, segments)


def annotate_tokens(sentences: Sequence[Sequence[str]]) -> list[Doc]:
    """A `Doc` of one sentence for each list of words, words kept as they are."""
    docs = [Doc(_blank().vocab, words=list(words)) for words in sentences]
    segments = [
        (number, tuple(range(start, end)))
        for number, doc in enumerate(docs)
        for start, end in network().segments([token.text for token in doc])
    ]
    return _annotated(docs, segments)


def annotate_with(pipeline: Language, texts: Sequence[str]) -> list[Doc]:
    """Parse and names from a spaCy pipeline, cues, events and pair codes from Onus's network."""
    docs = list(pipeline.pipe(texts))
    segments: list[tuple[int, tuple[int, ...]]] = []
    for number, doc in enumerate(docs):
        for sentence in doc.sents:
            words = [token.i for token in sentence if not token.is_space]
            segments += [
                (number, tuple(words[start:end]))
                for start, end in network().segments([doc[i].text for i in words])
            ]
    readings = network().read([[docs[n][i].text for i in words] for n, words in segments])
    _annotate_meaning(docs, segments, readings)
    return docs


def code_pairs(asked: Sequence[tuple[Doc, Sequence[Pair]]]) -> list[list[PairCode]]:
    """For each doc, one answer a pair in order; all pairs of all docs go in one run.

    A pair whose source does not lie in a sentence that the network read is coded NONE.
    """
    codes, markers = network().labels["codes"], network().labels["markers"]
    looks = [pair_looks(doc, pairs, markers) for doc, pairs in asked]
    scores = iter(
        network().codes([look for of_doc in looks for look in of_doc if look is not None])
    )
    nothing = PairCode({"NONE": 1.0})
    return [
        [nothing if look is None else _code(codes, look, *next(scores)) for look in of_doc]
        for of_doc in looks
    ]


def pair_looks(doc: Doc, pairs: Sequence[Pair], markers: Sequence[str]) -> list[Look | None]:
    """What the coder is shown for each pair; None for one in no sentence that the network read.

    `markers` names the coder's markers: source, target, trigger, and the hints that it knows.
    """
    sentence_of = {index: sentence for sentence in encodings(doc) for index in sentence.words}
    looks: list[Look | None] = []
    for pair in pairs:
        sentence = sentence_of.get(pair.source.root.i)
        looks.append(
            None
            if sentence is None
            else Look(sentence.encoding, _pair_markers(sentence, pair, markers))
        )
    return looks


def _pair_markers(sentence: Encoded, pair: Pair, names: Sequence[str]) -> npt.NDArray[np.int64]:
    """Source, target and trigger by word; a trigger with a hint is marked with the hint."""
    markers = np.zeros(len(sentence.words), np.int64)
    trigger = pair.hint if pair.hint is not None and pair.hint in names else "trigger"
    for at, index in enumerate(sentence.words):
        if pair.target is not None and pair.target.start <= index < pair.target.end:
            markers[at] = names.index("target")
        if pair.source.start <= index < pair.source.end:
            markers[at] = names.index("source")
        if pair.trigger is not None and index == pair.trigger.i:
            markers[at] = names.index(trigger)
    return markers


def _code(
    codes: Sequence[str],
    look: Look,
    scores: npt.NDArray[np.float32],
    pair: npt.NDArray[np.float32],
) -> PairCode:
    probabilities: dict[str, float] = {}
    for code, value in zip(codes, np.exp(scores.astype(np.float64)), strict=True):
        name = _MERGED.get(code, code)
        probabilities[name] = probabilities.get(name, 0.0) + float(value)
    return PairCode(probabilities, _vector(look, pair))


def _vector(look: Look, pair: npt.NDArray[np.float32]) -> tuple[float, ...]:
    """The pair, its trigger and the words that are neither source nor target, 384 numbers each."""
    encoding = look.encoding.astype(np.float32)
    trigger = look.markers >= _TRIGGER
    around = trigger | (look.markers == 0)
    thirds = [
        pair,
        encoding[trigger if trigger.any() else around].mean(0),
        encoding[around].mean(0),
    ]
    lengths = [max(float(np.linalg.norm(third)), 1e-6) for third in thirds]
    return tuple(
        np.concatenate(
            [third / length for third, length in zip(thirds, lengths, strict=True)]
        ).tolist()
    )


def _sentence_words(doc: Doc, text: str, stretches: Stretches) -> Iterator[tuple[int, ...]]:
    """The token indices of each sentence's words, in order."""
    tokens = [(token.idx, token.i) for token in doc if not token.is_space]
    at = 0
    for start, end in stretches:
        for first, last in sentence_spans(text, start, end):
            words: list[int] = []
            while at < len(tokens) and tokens[at][0] < last:
                if tokens[at][0] >= first:
                    words.append(tokens[at][1])
                at += 1
            for begin, stop in network().segments([doc[i].text for i in words]):
                yield tuple(words[begin:stop])


def _annotated(docs: list[Doc], segments: Sequence[tuple[int, tuple[int, ...]]]) -> list[Doc]:
    readings = network().read([[docs[n][i].text for i in words] for n, words in segments])
    by_doc: list[list[tuple[tuple[int, ...], Reading]]] = [[] for _ in docs]
    for (number, words), reading in zip(segments, readings, strict=True):
        by_doc[number].append((words, reading))
    parsed = [_parsed(doc, sentences) for doc, sentences in zip(docs, by_doc, strict=True)]
    _annotate_meaning(parsed, segments, readings)
    return parsed


def _parsed(doc: Doc, sentences: Sequence[tuple[tuple[int, ...], Reading]]) -> Doc:
    """The doc with tags, tree, lemmas and names; stray tokens hang on a neighbour."""
    labels = network().labels
    count = len(doc)
    heads = [-1] * count
    deps, tags, ents = ["dep"] * count, ["X"] * count, ["O"] * count
    for words, reading in sentences:
        for at, head in enumerate(maximum_tree(reading.arcs)):
            token = words[at]
            heads[token] = token if head == 0 else words[head - 1]
            relation = labels["relations"][reading.relations[at, head]]
            deps[token] = "ROOT" if head == 0 else _not_root(relation)
            tags[token] = labels["upos"][reading.upos[at]]
        for at, tag in enumerate(best_tags(reading.names, labels["names"])):
            ents[words[at]] = labels["names"][tag]
    starts = _sentence_starts(count, [words for words, _ in sentences])
    _adopt(doc, heads, tags, deps, starts)
    lemmas = [_lemma(token.text, tags[token.i]) for token in doc]
    return Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        pos=tags,
        lemmas=lemmas,
        heads=heads,
        deps=deps,
        ents=ents,
    )


def _not_root(relation: str) -> str:
    return "dep" if relation == "root" else relation


def _sentence_starts(count: int, sentences: Sequence[tuple[int, ...]]) -> list[int]:
    """For each token the number of its sentence, counting stretches that were not read as well."""
    number = [-1] * count
    for at, words in enumerate(sentences):
        for index in range(words[0], words[-1] + 1):
            number[index] = at
    return number


def _adopt(doc: Doc, heads: list[int], tags: list[str], deps: list[str], number: list[int]) -> None:
    """Give every token a head: white space hangs on the word before it, or the first one after.

    Words outside all sentences (a dateline, a credit) form flat sentences of their own.
    """
    leader: int | None = None
    for token in doc:
        index = token.i
        if heads[index] >= 0:
            continue
        if token.is_space:
            tags[index] = "SPACE"
            if index:
                heads[index] = index - 1
            else:
                following = next((t.i for t in doc if not t.is_space), index)
                heads[index] = following
            if heads[index] == index:
                deps[index] = "ROOT"
            continue
        previous = number[index - 1] if index else None
        if leader is None or previous != -1:
            leader = index
        heads[index] = leader
        tags[index] = "PUNCT" if token.is_punct else "X"
        if leader == index:
            deps[index] = "ROOT"


def _annotate_meaning(
    docs: Sequence[Doc],
    segments: Sequence[tuple[int, tuple[int, ...]]],
    readings: Sequence[Reading],
) -> None:
    """Cues with their sources and contents, predicates, and the encodings for pairs to come."""
    net = network()
    cue_of: list[tuple[int, tuple[int, ...], int, int, float]] = []
    looks: list[Look] = []
    predicates: list[list[Predicate]] = [[] for _ in docs]
    roles: list[list[RoleSpan]] = [[] for _ in docs]
    encodings: list[list[Encoded]] = [[] for _ in docs]
    for (number, words), reading in zip(segments, readings, strict=True):
        encodings[number].append(Encoded(words, reading.encoding))
        predicates[number] += [
            Predicate(
                token=docs[number][words[at]],
                probability=float(reading.event[at]),
                happened=float(6 * reading.happened[at] - 3),
            )
            for at in np.flatnonzero(reading.event > _EVENT)
        ]
        roles[number] += _roles(docs[number], words, reading, net.labels["roles"])
        for start, end, sure in _spans(reading.cues, net.labels["cues"], "CUE"):
            markers = np.zeros(len(words), np.int64)
            markers[start:end] = net.labels["markers"].index("cue")
            looks.append(Look(reading.encoding, markers))
            cue_of.append((number, words, start, end, sure))
    attributions: list[list[Attribution]] = [[] for _ in docs]
    for (number, words, start, end, sure), tags in zip(cue_of, net.spans(looks), strict=True):
        doc = docs[number]
        attributions[number].append(
            Attribution(
                cue=_doc_span(doc, words, start, end),
                source=_best(doc, words, _spans(tags, net.labels["spans"], "SOURCE")),
                content=_best(doc, words, _joined(tags, net.labels["spans"], start, end)),
                confidence=sure,
            )
        )
    for number, doc in enumerate(docs):
        set_annotations(doc, attributions[number], predicates[number], roles[number])
        doc.user_data[_ENCODINGS] = encodings[number]


def _roles(
    doc: Doc, words: tuple[int, ...], reading: Reading, labels: Sequence[str]
) -> list[RoleSpan]:
    """The parties that the network tags in one sentence, in text order."""
    found = [
        RoleSpan(_doc_span(doc, words, start, end), role, sure)
        for tag, role in _ROLES.items()
        for start, end, sure in _spans(reading.roles, labels, tag)
    ]
    return sorted(found, key=lambda r: r.span.start)


_ROLES: dict[str, Literal["source", "target", "either"]] = {
    "S": "source",
    "T": "target",
    "R": "either",
}


def _joined(
    tags: npt.NDArray[np.float32], labels: Sequence[str], cue_start: int, cue_end: int
) -> list[tuple[int, int, float]]:
    """Content spans, joined where no more than two words that are not the cue part them."""
    joined: list[tuple[int, int, float]] = []
    for start, end, sure in _spans(tags, labels, "CONTENT"):
        if joined:
            first, last, before = joined[-1]
            if start - last <= 2 and not last <= cue_start < start:
                joined[-1] = (first, end, max(before, sure))
                continue
        joined.append((start, end, sure))
    return joined


def _best(doc: Doc, words: tuple[int, ...], spans: Sequence[tuple[int, int, float]]) -> Span | None:
    """The longest of the spans."""
    if not spans:
        return None
    start, end, _ = max(spans, key=lambda span: span[1] - span[0])
    return _doc_span(doc, words, start, end)


def _doc_span(doc: Doc, words: tuple[int, ...], start: int, end: int) -> Span:
    return doc[words[start] : words[end - 1] + 1]


def _spans(
    scores: npt.NDArray[np.float32], labels: Sequence[str], kind: str
) -> list[tuple[int, int, float]]:
    """(start, end, mean probability) of the spans of one kind in the tags [W, tags]."""
    best = best_tags(scores, labels)
    tags = [labels[index] for index in best]
    probabilities = np.exp(scores[np.arange(len(best)), best])
    spans: list[tuple[int, int, float]] = []
    start = -1
    for index, tag in enumerate([*tags, "O"]):
        inside = tag.endswith(f"-{kind}")
        if start >= 0 and (not inside or tag.startswith("B-")):
            spans.append((start, index, float(probabilities[start:index].mean())))
            start = -1
        if inside and start < 0:
            start = index
    return spans


_LEMMA_TAGS = frozenset(["NOUN", "VERB", "ADJ", "ADV", "AUX", "PROPN"])


@cache
def _lemma(word: str, tag: str) -> str:
    lower = word.lower()
    if tag == "PROPN":
        return word
    if tag not in _LEMMA_TAGS or not lower.isascii():
        return _FIXED.get(lower, lower)
    if (tag, lower) in _CLITICS:
        return _CLITICS[tag, lower]
    found = cast(tuple[str, ...], lemminflect.getLemma(lower, upos=tag))
    return found[0] if found else lower


_FIXED = {"n't": "not", "n’t": "not", "an": "a", "'s": "'s", "’s": "'s"}
_CLITICS = {
    ("AUX", "'ll"): "will", ("AUX", "’ll"): "will", ("AUX", "'s"): "be", ("AUX", "’s"): "be",
    ("AUX", "'re"): "be", ("AUX", "’re"): "be", ("AUX", "'ve"): "have", ("AUX", "’ve"): "have",
    ("AUX", "'d"): "would", ("AUX", "’d"): "would", ("AUX", "'m"): "be", ("AUX", "’m"): "be",
    ("AUX", "wo"): "will", ("AUX", "ca"): "can", ("AUX", "would"): "would",
    ("AUX", "could"): "could", ("AUX", "should"): "should", ("AUX", "might"): "might",
    ("AUX", "must"): "must", ("AUX", "may"): "may", ("AUX", "will"): "will",
    ("AUX", "shall"): "shall", ("AUX", "can"): "can",
}  # fmt: skip


def encodings(doc: Doc) -> Sequence[Encoded]:
    """The sentences of `doc` as the network saw them; none where it was not read by the network."""
    return cast(Sequence[Encoded], doc.user_data.get(_ENCODINGS, ()))


@cache
def _blank() -> Language:
    """spaCy's English tokenizer; it never loses or adds a character."""
    return spacy.blank("en")

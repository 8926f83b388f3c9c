"""Texts to annotated spaCy `Doc`s, in one pass of the network over all their sentences.

`annotate` is the way that reading goes, in two steps that two threads may take: `see` hands the
sentences to the encoder and makes docs of its parse, `annotated` takes the second looks.
`annotate_tokens` takes gold tokens for measuring; `code_pairs` asks the second look what the source
of a pair does to its target. What they leave in a `Doc` is described in `onus.language.annotation`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import cast

import lemminflect
import numpy as np
import numpy.typing as npt
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from onus.language.annotation import Pair, PairCode
from onus.language.encoded import Encoded, encodings
from onus.language.findings import annotate_findings
from onus.language.network import Look, Reading, network
from onus.language.sentences import sentence_spans
from onus.language.tags import best_tags
from onus.language.tree import maximum_tree

_TRIGGER = 3  # and all that follow: triggers with a hint
_MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}

Stretches = Sequence[tuple[int, int]]
Segments = Sequence[tuple[int, tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class Seen:
    """Parsed docs and what the encoder says of them, one reading a segment.

    A segment is the number of its doc and the tokens of one sentence.
    """

    docs: list[Doc]
    segments: Segments
    readings: Sequence[Reading]


def annotate(texts: Sequence[str], bodies: Sequence[Stretches] | None = None) -> list[Doc]:
    """A `Doc` for each text, `doc.text == text`, annotated by Onus's own model.

    `bodies` holds for each text the stretches (start, end) to read, in order; a sentence never
    runs over their borders. Without it the whole text is read.
    """
    return annotated(see(texts, bodies))


def see(texts: Sequence[str], bodies: Sequence[Stretches] | None = None) -> Seen:
    """The first step of `annotate`: most of it is the encoder's, which leaves Python free."""
    docs = [_blank().make_doc(text) for text in texts]
    segments: list[tuple[int, tuple[int, ...]]] = []
    for number, (doc, text) in enumerate(zip(docs, texts, strict=True)):
        stretches = bodies[number] if bodies is not None else [(0, len(text))]
        segments += [(number, words) for words in _sentence_words(doc, text, stretches)]
    return _seen(docs, segments)


def see_with(pipeline: Language, texts: Sequence[str]) -> Seen:
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
    return Seen(docs, segments, _readings(docs, segments))


def annotated(seen: Seen) -> list[Doc]:
    """The second step of `annotate`, and of reading with a pipeline of the user's."""
    annotate_findings(seen.docs, seen.segments, seen.readings)
    return seen.docs


def annotate_tokens(sentences: Sequence[Sequence[str]]) -> list[Doc]:
    """A `Doc` of one sentence for each list of words, words kept as they are."""
    docs = [Doc(_blank().vocab, words=list(words)) for words in sentences]
    segments = [
        (number, tuple(range(start, end)))
        for number, doc in enumerate(docs)
        for start, end in network().segments([token.text for token in doc])
    ]
    return annotated(_seen(docs, segments))


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
    return PairCode(probabilities, partial(_vector, look, pair))


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


def _seen(docs: list[Doc], segments: Segments) -> Seen:
    """What the encoder says of docs that nobody has parsed, and the docs with its parse."""
    readings = _readings(docs, segments)
    by_doc: list[list[tuple[tuple[int, ...], Reading]]] = [[] for _ in docs]
    for (number, words), reading in zip(segments, readings, strict=True):
        by_doc[number].append((words, reading))
    parsed = [_parsed(doc, sentences) for doc, sentences in zip(docs, by_doc, strict=True)]
    return Seen(parsed, segments, readings)


def _readings(docs: list[Doc], segments: Segments) -> list[Reading]:
    return network().read([[docs[n][i].text for i in words] for n, words in segments])


def _parsed(doc: Doc, sentences: Sequence[tuple[tuple[int, ...], Reading]]) -> Doc:
    """The doc with tags, tree, lemmas and names; stray tokens hang on a neighbour."""
    labels = network().labels
    count = len(doc)
    heads = [-1] * count
    deps, tags, ents = ["dep"] * count, ["X"] * count, ["O"] * count
    for words, reading in sentences:
        capitals = any(doc[index].text[:1].isupper() for index in words[1:])
        for at, head in enumerate(maximum_tree(reading.arcs)):
            token = words[at]
            heads[token] = token if head == 0 else words[head - 1]
            relation = labels["relations"][reading.relations[at, head]]
            deps[token] = "ROOT" if head == 0 else _not_root(relation)
            tag = labels["upos"][reading.upos[at]]
            common = tag == "PROPN" and capitals and _is_common(doc[token].text)
            tags[token] = "NOUN" if common else tag
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


@lru_cache(maxsize=50_000)
def _is_common(word: str) -> bool:
    """Whether this is a noun in small letters, no name in a text that gives names capitals."""
    return word.islower() and "NOUN" in lemminflect.getAllLemmas(word)


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


_LEMMA_TAGS = frozenset(["NOUN", "VERB", "ADJ", "ADV", "AUX", "PROPN"])


@lru_cache(maxsize=50_000)
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


@cache
def _blank() -> Language:
    """spaCy's English tokenizer; it never loses or adds a character."""
    return spacy.blank("en")

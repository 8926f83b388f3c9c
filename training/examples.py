"""The data folder to training examples: words of one sentence with whatever is known of them."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

from benchmarks.alignment import align
from benchmarks.corpora import (
    AttributedArticle,
    MarkedPair,
    NamedSpan,
    ParsedSentence,
    read_conllu,
    read_factuality,
    read_iob,
    read_pairs,
    read_polnear,
    read_roles,
    read_timeml,
)
from onus.language.sentences import sentence_spans
from training import named
from training.example import Example, Look
from training.labels import CONFLICTUAL, COOPERATIVE, MARKERS
from training.storylines import storylines

LONGEST_WORDS = 120
MIN_SILENT_WORDS, MAX_SILENT_WORDS = 5, 60
SILENT_OF_STORYLINES = 18_000
KEPT_GUM = {
    "academic", "bio", "court", "essay", "interview", "letter", "news", "speech", "textbook",
    "voyage",
}  # fmt: skip
UNER_NAMES = {"PER", "ORG", "LOC"}


def tags_of(spans: Iterable[NamedSpan], length: int) -> tuple[str, ...]:
    """BIO tags of non-overlapping spans."""
    tags = ["O"] * length
    for span in spans:
        for index in range(span.start, min(span.end, length)):
            tags[index] = f"{'B' if index == span.start else 'I'}-{span.label}"
    return tuple(tags)


def treebank_examples(data: Path, uner: Path | None = None) -> tuple[list[Example], list[Example]]:
    """(EWT train with UDS factuality, the genres of GUM train that may enter shipped weights).

    `uner` is Universal NER's file of names over EWT train; without it EWT has none.
    """
    ewt = list(read_conllu(data / "ud/ewt-train.conllu"))
    names = {
        words: tags_of((s for s in spans if s.label in UNER_NAMES), len(words))
        for words, spans in (read_iob(uner, 1, 2) if uner is not None else ())
    }
    judged: dict[int, dict[int, tuple[float, float]]] = {}
    archive = data / "factuality/uds2-factuality.zip"
    for index, predicate in align(list(read_factuality(archive)), ewt, "ewt-train"):
        judged.setdefault(index, {})[predicate.token] = (predicate.happened, predicate.confidence)
    gum = [
        sentence
        for sentence in read_conllu(data / "ud/gum-train.conllu")
        if sentence.document.split("_")[1] in KEPT_GUM
    ]
    return (
        [
            _parsed(s, names=names.get(s.words), happened=judged.get(i, {}))
            for i, s in enumerate(ewt)
        ],
        [_parsed(s) for s in gum],
    )


def _parsed(
    sentence: ParsedSentence,
    names: tuple[str, ...] | None = None,
    happened: dict[int, tuple[float, float]] | None = None,
) -> Example:
    return Example(
        words=sentence.words,
        upos=sentence.upos,
        heads=sentence.heads,
        relations=sentence.relations,
        names=names,
        happened=happened or {},
    )


def own_name_examples() -> list[Example]:
    """Onus's own sentences with their names, in the manner of news and of the web."""
    here = Path(__file__).parent
    return [
        Example(words=words, names=tags_of(spans, len(words)))
        for file in ("names_news.txt", "names_web.txt")
        for words, spans in named.examples(here / file)
    ]


@cache
def _tokenizer() -> Language:
    return spacy.blank("en")


def sentences_of(text: str) -> Iterator[tuple[tuple[str, ...], tuple[tuple[int, int], ...]]]:
    """(words, their character offsets) of each sentence, as reading cuts them."""
    for start, end in sentence_spans(text):
        tokens = [t for t in _tokenizer().make_doc(text[start:end]) if not t.is_space]
        if tokens:
            yield (
                tuple(t.text for t in tokens),
                tuple((start + t.idx, start + t.idx + len(t)) for t in tokens),
            )


def _covered(
    offsets: Sequence[tuple[int, int]], spans: Iterable[tuple[int, int]], label: str
) -> tuple[str, ...]:
    tags = ["O"] * len(offsets)
    for start, end in spans:
        inside = False
        for index, (first, last) in enumerate(offsets):
            if first < end and last > start:
                tags[index] = f"{'I' if inside else 'B'}-{label}"
                inside = True
    return tuple(tags)


def attribution_examples(articles: Iterable[AttributedArticle]) -> Iterator[Example]:
    """PolNeAR sentences: cue tags, and for each cue a look for its source and content."""
    for article in articles:
        for words, offsets in sentences_of(article.text):
            start, end = offsets[0][0], offsets[-1][1]
            here = [a for a in article.attributions if a.cue and start <= a.cue[0][0] < end]
            cues = _covered(offsets, (span for a in here for span in a.cue), "CUE")
            looks = []
            for attribution in here:
                marked = _covered(offsets, attribution.cue, "CUE")
                source = _covered(offsets, attribution.source, "SOURCE")
                content = _covered(offsets, attribution.content, "CONTENT")
                looks.append(
                    Look(
                        markers=tuple(MARKERS.index("cue") if t != "O" else 0 for t in marked),
                        spans=tuple(
                            s if s != "O" else c for s, c in zip(source, content, strict=True)
                        ),
                    )
                )
            yield Example(words=words, cues=cues, looks=tuple(looks))


def event_examples(data: Path, kept: range) -> Iterator[Example]:
    """TimeBank sentences with their event words; `kept` is a range of file numbers modulo 10."""
    for number, path in enumerate(sorted((data / "times/timebank").glob("*.tml"))):
        if number % 10 in kept:
            article = read_timeml(path)
            for words, offsets in sentences_of(article.text):
                tags = _covered(offsets, article.events, "E")
                yield Example(words=words, events=tuple(int(t != "O") for t in tags))


def role_examples(data: Path) -> list[Example]:
    """cameo-roles: who acts and who is acted on, without codes."""
    return [
        Example(words=words, roles=tags_of(spans, len(words)))
        for words, spans in read_roles(data / "events/cameo-roles-train.txt")
    ]


def story_examples(data: Path) -> list[Example]:
    """The first sentences of NGEC's synthetic stories, each coded as its story is."""
    found = []
    with (data / "events/synthetic-plover.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for words, _ in list(sentences_of(row["text"]))[:2]:
                if 6 <= len(words) <= 60:
                    look = Look(markers=(0,) * len(words), codes=frozenset([row["label"]]))
                    found.append(Example(words=words, looks=(look,)))
    return found


def side_examples(pairs: Iterable[MarkedPair]) -> list[Example]:
    """AW's marked pairs: any code of the right side will do."""
    found = []
    for pair in pairs:
        tokens = [t for t in _tokenizer().make_doc(pair.text) if not t.is_space]
        offsets = [(t.idx, t.idx + len(t)) for t in tokens]
        source = _marked(offsets, pair.source)
        target = _marked(offsets, pair.target) if pair.target else frozenset()
        look = Look(
            markers=tuple(
                1 if i in source else 2 if i in target else 0 for i in range(len(tokens))
            ),
            codes=frozenset(COOPERATIVE if pair.cooperative else CONFLICTUAL),
        )
        found.append(Example(words=tuple(t.text for t in tokens), looks=(look,)))
    return found


def _marked(offsets: Sequence[tuple[int, int]], span: tuple[int, int]) -> frozenset[int]:
    return frozenset(i for i, (s, e) in enumerate(offsets) if s < span[1] and e > span[0])


def silent_texts(data: Path) -> Iterator[str]:
    """Reports with no labels at all, for a teacher to say what is in them."""
    with (data / "events/synthetic-plover.csv").open(encoding="utf-8", newline="") as lines:
        yield from (row["text"] for row in csv.DictReader(lines))
    yield from (pair.text for pair in read_pairs(data / "events/plv_train.tsv"))
    for name in ("indiapoliceevents_docs-train.tsv", "satp_relevant-train.tsv"):
        with (data / "conflict" / name).open(encoding="utf-8", newline="") as lines:
            yield from (row[0] for row in csv.reader(lines, delimiter="\t"))


def silent_examples(data: Path) -> list[Example]:
    """The sentences of these reports, each once, and some of our own storylines."""
    sentences = {words for text in silent_texts(data) for words, _ in sentences_of(text)}
    reports = [words for words in sorted(sentences) if len(words) >= MIN_SILENT_WORDS]
    return [Example(words=words) for words in [*reports, *_of_storylines()]]


def _of_storylines() -> list[tuple[str, ...]]:
    told = {
        words
        for story in storylines()
        for article in story.articles
        for sentence in article
        for words, _ in sentences_of(sentence.text)
        if MIN_SILENT_WORDS <= len(words) <= MAX_SILENT_WORDS
    }
    return random.Random(1).sample(sorted(told), SILENT_OF_STORYLINES)


def stage_one(data: Path, uner: Path | None = None) -> dict[str, list[Example]]:
    """Everything but the coded pairs of PLV, by source; `uner` as in `treebank_examples`."""
    ewt, gum = treebank_examples(data, uner)
    groups = {
        "ewt": ewt,
        "gum": gum,
        "polnear": list(attribution_examples(read_polnear(data / "attribution/polnear-train"))),
        "timebank": list(event_examples(data, range(8))),
        "named": own_name_examples(),
        "roles": role_examples(data),
        "stories": story_examples(data),
        "aw": side_examples(read_pairs(data / "events/aw_train.tsv")),
        "silent": silent_examples(data),
    }
    return {
        name: [e for e in examples if 1 <= len(e.words) <= LONGEST_WORDS]
        for name, examples in groups.items()
    }

"""Parse and tags on gold tokens and gold sentences of a CoNLL-U file.

Counted as by the script of the CoNLL 2018 shared task on gold tokens, except that relations keep
their subtypes (`nsubj:pass` is not `nsubj`). All tokens count, punctuation too.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spacy.tokens import Doc, Token

from benchmarks.corpora import ParsedSentence, read_conllu
from benchmarks.scores import share
from onus.language import annotate_tokens


def run(path: Path) -> dict[str, float]:
    """The scores of our parse of the sentences in `path`, see `score`."""
    sentences = list(read_conllu(path))
    if not sentences:
        raise ValueError(f"{path}: no sentences")
    return score(sentences, annotate_tokens([sentence.words for sentence in sentences]))


def score(sentences: Sequence[ParsedSentence], docs: Sequence[Doc]) -> dict[str, float]:
    """`las`, `uas`, `upos`, and `las_universal`, which leaves subtypes out of the comparison.

    `docs` hold the same words, one sentence each, parsed and tagged.
    """
    heads = labelled = universal = tags = words = 0
    for sentence, doc in zip(sentences, docs, strict=True):
        gold = zip(sentence.heads, sentence.relations, sentence.upos, strict=True)
        for (head, relation, upos), token in zip(gold, doc, strict=True):
            attached = head == _head(token)
            heads += attached
            labelled += attached and relation == _relation(token)
            universal += attached and _universal(relation) == _universal(_relation(token))
            tags += upos == token.pos_
            words += 1
    return {
        "las": share(labelled, words),
        "uas": share(heads, words),
        "upos": share(tags, words),
        "las_universal": share(universal, words),
    }


def _head(token: Token) -> int:
    return 0 if token.head == token else token.head.i + 1


def _relation(token: Token) -> str:
    return "root" if token.dep_ == "ROOT" else token.dep_


def _universal(relation: str) -> str:
    return relation.partition(":")[0]

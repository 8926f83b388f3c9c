"""A spaCy pipeline of the user's own, for parse and names in place of Onus's.

Pipelines that parse by Universal Dependencies are used as they are. The English pipelines that
spaCy publishes label by the CLEAR scheme; their trees are turned into UD for the constructions that
coding looks at: objects, passives, prepositions and copulas.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from onus.errors import PipelineError
from onus.knowledge import read_yaml

_NAMES = "onus_names"
_TREES = "onus_clear_to_ud"


@cache
def load_pipeline(name: str) -> Language:
    """The pipeline `name` (an installed package or a folder), ready for `see_with`.

    Raises `PipelineError` when it is not there or does not parse.
    """
    try:
        pipeline = spacy.load(name)
    except (OSError, ValueError, ImportError) as error:
        raise PipelineError(f"{name}: no spaCy pipeline that loads: {error}") from error
    try:
        sample = pipeline("The minister met the ambassador in Vienna.")
    except ValueError as error:
        raise PipelineError(f"{name}: a spaCy pipeline that does not run: {error}") from error
    if not (sample.has_annotation("DEP") and sample.has_annotation("POS")):
        raise PipelineError(f"{name}: a spaCy pipeline without parse or part-of-speech tags")
    if _is_clear(pipeline):
        pipeline.add_pipe(_TREES, last=True)
    pipeline.add_pipe(_NAMES, last=True)
    return pipeline


def _is_clear(pipeline: Language) -> bool:
    labels = pipeline.pipe_labels.get("parser", [])
    return "dobj" in labels and "obl" not in labels


@Language.component(_NAMES)
def names(doc: Doc) -> Doc:
    """Give the doc's entities the labels PER, ORG, LOC and MISC; drop quantities and dates."""
    labels = _schemes()["names"]
    kept = [
        Span(doc, ent.start, ent.end, label=labels[ent.label_])
        for ent in doc.ents
        if ent.label_ in labels
    ]
    doc.set_ents(kept)
    return doc


@Language.component(_TREES)
def clear_to_ud(doc: Doc) -> Doc:
    """Turn a CLEAR tree into a UD tree, in place."""
    relations = _schemes()["relations"]
    heads = [token.head.i for token in doc]
    labels = [relations.get(token.dep_, token.dep_) for token in doc]
    for token in doc:
        if token.dep_ in ("prep", "agent"):
            _turn_preposition(token, heads, labels)
        elif token.dep_ in ("attr", "acomp") and token.head.lemma_ == "be":
            _turn_copula(token, heads, labels)
        elif token.dep_ == "dative" and token.pos_ != "ADP":
            labels[token.i] = "iobj"
    turned = Doc(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        pos=[t.pos_ for t in doc],
        lemmas=[t.lemma_ for t in doc],
        heads=heads,
        deps=labels,
    )
    turned.set_ents([Span(turned, e.start, e.end, label=e.label_) for e in doc.ents])
    return turned


def _turn_preposition(preposition: Token, heads: list[int], labels: list[str]) -> None:
    """`attack -prep-> on -pobj-> base` becomes `attack -nmod-> base -case-> on`."""
    objects = [c for c in preposition.children if c.dep_ in ("pobj", "pcomp")]
    if not objects:
        return
    inner = objects[0]
    governor = preposition.head
    nominal = governor.pos_ in ("NOUN", "PROPN", "PRON", "NUM")
    heads[inner.i], heads[preposition.i] = governor.i, inner.i
    if inner.dep_ == "pcomp":
        labels[inner.i], labels[preposition.i] = ("acl" if nominal else "advcl"), "mark"
    else:
        by_agent = "obl:agent" if preposition.dep_ == "agent" else "obl"
        labels[inner.i], labels[preposition.i] = ("nmod" if nominal else by_agent), "case"


def _turn_copula(predicate: Token, heads: list[int], labels: list[str]) -> None:
    """`is -attr-> state` becomes `state -cop-> is`, and what hung on the copula moves along."""
    copula = predicate.head
    heads[predicate.i] = predicate.i if copula.head.i == copula.i else heads[copula.i]
    labels[predicate.i] = labels[copula.i]
    for child in copula.children:
        if child.i != predicate.i and heads[child.i] == copula.i:
            heads[child.i] = predicate.i
    heads[copula.i], labels[copula.i] = predicate.i, "cop"


@cache
def _schemes() -> dict[str, dict[str, str]]:
    loaded: dict[str, dict[str, str]] = read_yaml(
        (files("onus.language") / "schemes.yaml").read_text(encoding="utf-8")
    )
    return loaded

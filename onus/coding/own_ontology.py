"""Events by a user's own ontology: pairs compared with the examples of its types, nothing trained.

A pair is a vector that the network's one pass gives anyway: what the coder makes of the pair, and
how the encoder sees the words of its trigger. A pair is of the type whose examples it resembles
most, when it resembles them more than a threshold that the examples themselves teach: each is left
out in turn and compared with the rest, and so is what belongs to no type.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Span, Token

from onus.coding.event_codes import coded_as
from onus.coding.event_model import Candidate, CodedEvent
from onus.coding.event_parties import CanAct, agents, party
from onus.coding.event_targets import patients
from onus.coding.events import pairs, propose
from onus.coding.given import given_pair
from onus.coding.obligation_clauses import lemma, noun_phrase
from onus.coding.own_ontology_file import Example, OntologyFile, read_ontology
from onus.coding.triggers import Entry, Match
from onus.errors import OntologyError
from onus.knowledge import read_yaml
from onus.language import annotate, code_pairs
from onus.language.annotation import Pair, PairCode, predicates

Vectors = npt.NDArray[np.float64]

# What a vector of `PairCode` consists of: the pair, its trigger, the words around.
_PARTS = 3
# How many of a type's examples a pair is compared with: the nearest ones.
_NEAREST = 2


@dataclass(frozen=True, slots=True)
class Fit:
    """A type of the user's that a pair is of; 0.5 is just above the threshold, 1 an example."""

    type: str
    confidence: float


@dataclass(frozen=True, slots=True)
class OwnOntology:
    """A user's types as vectors: `examples` [n, d] and the threshold of each, `others` [m, d]."""

    examples: Mapping[str, Vectors]
    thresholds: Mapping[str, float]
    others: Vectors

    def fit(self, code: PairCode) -> Fit | None:
        """The type that a pair is of, or None when it is of none."""
        own = code.vector()
        if not own:
            return None
        vector = _centred(np.array([own]))[0]
        found = {name: _likeness(vector, examples) for name, examples in self.examples.items()}
        name = max(found, key=lambda name: found[name] - self.thresholds[name])
        likeness, threshold = found[name], self.thresholds[name]
        if likeness < max(threshold, _likeness(vector, self.others)):
            return None
        return Fit(name, round(0.5 + 0.5 * (likeness - threshold) / (1 - threshold), 3))


def load_ontology(path: str, can_act: CanAct) -> OwnOntology:
    """The ontology in the YAML file at `path`, its examples read by the network.

    Raises `OntologyError` naming the file and the place in it when it cannot be used.
    """
    file = read_ontology(path)
    return _learnt(path, file.model_dump_json(by_alias=True), can_act)


@lru_cache(maxsize=4)
def _learnt(path: str, written: str, can_act: CanAct) -> OwnOntology:
    """The ontology that is written so, read once for however many articles."""
    file = OntologyFile.model_validate_json(written)
    examples = {
        name: _vectors(kind.examples, can_act, (path, f"types.{name}.examples"))
        for name, kind in file.types.items()
    }
    against = _vectors(file.negatives, can_act, (path, "not"))
    examples = {name: _centred(vectors) for name, vectors in examples.items()}
    others = np.concatenate([_centred(against), _centred(_background())])
    thresholds = {name: _threshold(name, examples, others) for name in examples}
    return OwnOntology(examples, thresholds, others)


def own_events(
    coded: Sequence[CodedEvent],
    candidates: Sequence[Candidate],
    codes: Sequence[PairCode],
    ontology: OwnOntology,
) -> tuple[list[CodedEvent], dict[int, Fit]]:
    """PLOVER's events with those that only the user's types know; fits by their trigger's offset.

    `candidates` are those of `propose` and of `further`, `codes` the answers to their `pairs`.
    """
    asked = [candidate for candidate in candidates if candidate.source is not None]
    fits: dict[int, Fit] = {}
    events = {event.trigger.i: event for event in coded}
    found = list(coded)
    for candidate, code in zip(asked, codes, strict=True):
        fit = ontology.fit(code)
        if fit is None:
            continue
        fits[candidate.trigger_span.start_char] = fit
        if candidate.trigger.i not in events:
            found.append(coded_as(candidate, code, fit.confidence))
    return sorted(found, key=lambda event: event.trigger.i), fits


def _threshold(name: str, examples: Mapping[str, Vectors], others: Vectors) -> float:
    """The likeness from which a pair is of the type, by leaving each example out in turn.

    Halfway between its own examples and what is of another type or of none; where the two mix,
    where fewest fall on the wrong side.
    """
    own = examples[name]
    inside = sorted(_likeness(own[at], np.delete(own, at, 0)) for at in range(len(own)))
    rivals = [vectors for other, vectors in examples.items() if other != name]
    outside = sorted(_likeness(vector, own) for vector in np.concatenate([*rivals, others]))
    cuts = sorted({*inside, *outside})
    between = [(low + high) / 2 for low, high in pairwise(cuts)]

    def wrong(cut: float) -> tuple[float, float]:
        missed = sum(value < cut for value in inside) / len(inside)
        taken = sum(value >= cut for value in outside) / len(outside)
        return round(missed + _FALSE * taken, 9), -cut

    return min(between, key=wrong)


# There is far more news of no type than of the user's: a share of it wrongly taken weighs more
# than the same share of examples missed.
_FALSE = 5.0


def _likeness(vector: Vectors, examples: Vectors) -> float:
    """Mean cosine with the nearest of the examples."""
    return float(np.sort(examples @ vector)[-_NEAREST:].mean())


def _vectors(examples: Sequence[Example], can_act: CanAct, place: tuple[str, str]) -> Vectors:
    """The pair of each example [n, d]."""
    docs = annotate([example.text for example in examples])
    asked: list[tuple[Doc, list[Pair]]] = []
    for number, (doc, example) in enumerate(zip(docs, examples, strict=True)):
        pair = _pair(doc, example, can_act)
        if pair is None:
            path, key = place
            reason = f"no source was found in {example.text!r}: mark it with 'source'"
            raise OntologyError(path, f"{key}.{number}", reason)
        asked.append((doc, [pair]))
    answers = [answer.vector() for (answer,) in code_pairs(asked)]
    return np.array(answers, dtype=np.float64).reshape(len(answers), _background().shape[1])


def _pair(doc: Doc, example: Example, can_act: CanAct) -> Pair | None:
    """The pair that an example is about, its trigger by the lexicon or else its main word."""
    candidates = propose(doc, can_act)
    source = _marked(doc, example, example.source)
    if source is None:
        asked = [c for c in candidates if c.source is not None]
        asked.sort(key=lambda c: c.trigger.dep_ != "ROOT")
        found = pairs(asked[:1])
        pair = found[0] if found else _main_clause(doc)
    else:
        pair = given_pair(source, _marked(doc, example, example.target), candidates)
    trigger = _marked(doc, example, example.trigger)
    if pair is None or trigger is None:
        return pair
    return Pair(pair.source, pair.target, trigger.root, pair.hint)


def _main_clause(doc: Doc) -> Pair | None:
    """Subject, object and verb of the first sentence, whoever they are."""
    found = _clause(next(doc.sents).root, lambda _: True)
    return pairs([found])[0] if found is not None else None


def further(doc: Doc, candidates: Sequence[Candidate], can_act: CanAct) -> list[Candidate]:
    """Candidates that `propose` passes over, as no event of PLOVER: any verb of an actor's."""
    known = {candidate.trigger.i for candidate in candidates}
    verbs = [p.token for p in predicates(doc) if p.token.pos_ == "VERB" and p.token.i not in known]
    return [found for verb in verbs if (found := _clause(verb, can_act)) is not None]


def _clause(verb: Token, can_act: CanAct) -> Candidate | None:
    """The candidate of a verb with its subject, and its object or who stands in its clause."""
    match = Match(Entry("verb", lemma(verb), (), "COERCE", weak=True), verb)
    sources = [party(nominal, can_act) for nominal in agents(match)]
    source = next((found for found in sources if found is not None), None)
    if source is None:
        return None
    nominals = [nominal for nominal in patients(match) if nominal not in source]
    targets = [found for nominal in nominals if (found := party(nominal, can_act)) is not None]
    target = next(iter(targets), None) or next(map(noun_phrase, nominals), None)
    return Candidate(source, target, verb, verb.doc[verb.i : verb.i + 1], None, None)


def _marked(doc: Doc, example: Example, words: str | None) -> Span | None:
    """The words of an example as a span, whole tokens."""
    if words is None:
        return None
    start = example.text.index(words)
    return doc.char_span(start, start + len(words), alignment_mode="expand")


def _centred(vectors: Vectors) -> Vectors:
    """Vectors [n, d] seen from the middle of ordinary news: each third of length 1, then all."""
    size = vectors.shape[1] // _PARTS
    moved = (vectors - _background().mean(0)).reshape(len(vectors), _PARTS, size)
    thirds = moved / np.maximum(np.linalg.norm(moved, axis=2, keepdims=True), 1e-6)
    centred: Vectors = thirds.reshape(vectors.shape) / np.sqrt(_PARTS)
    return centred


@cache
def _background() -> Vectors:
    """The pairs of the sentences beside this module."""
    text = files("onus.coding").joinpath("own_ontology.yaml").read_text(encoding="utf-8")
    examples = [Example(text=sentence) for sentence in read_yaml(text)["sentences"]]
    asked = [
        (doc, [pair]) for doc in annotate([e.text for e in examples]) if (pair := _main_clause(doc))
    ]
    return np.array([answer.vector() for (answer,) in code_pairs(asked)], dtype=np.float64)

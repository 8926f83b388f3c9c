"""What the language model says of an article, and how to reach it from a spaCy `Doc`.

`language.annotate` gives a `Doc` whose text is the article's text, character for character, with

* sentence boundaries, `token.pos_` (Universal POS), `token.lemma_`, `token.head`,
  `token.dep_` (Universal Dependencies 2 relations such as `nsubj:pass`, `obl`, `nmod:poss`;
  `ROOT` for the head of a sentence);
* `doc.ents` with labels PER, ORG, LOC, MISC;
* `attributions(doc)`, `predicates(doc)`, `role_spans(doc)` and `owings(doc)` below.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from spacy.tokens import Doc, Span, Token

from onus.terms import ObligationKind


@dataclass(frozen=True, slots=True)
class Attribution:
    """Cue, source and content as the model tags them, all inside one sentence."""

    cue: Span
    source: Span | None
    content: Span | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that stands for something that happens.

    `happened` runs from -3 (surely not) to 3 (surely), the scale of UDS factuality
    (White et al. 2016, Rudinger et al. 2018); None when the parse came from another pipeline.
    """

    token: Token
    probability: float
    happened: float | None


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """A phrase that the model takes for a party of what its sentence tells, whatever the verb.

    `role` is `either` where two do the same to each other ("they met").
    """

    span: Span
    role: Literal["source", "target", "either"]
    probability: float


@dataclass(frozen=True, slots=True)
class Owing:
    """Words that the network takes for an obligation, all inside one sentence.

    `cue` carries the kind. `confidence` is the probability that it is a cue of any kind.
    """

    kind: ObligationKind
    cue: Span
    act: Span
    bearer: Span | None
    demander: Span | None
    condition: Span | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Pair:
    """A question to the coder: what does `source` do to `target` in the act of `trigger`?

    All parts lie in one sentence; `target` and `trigger` may be missing. `hint` is the PLOVER type
    that the trigger lexicon gives the trigger, if it knows the word.
    """

    source: Span
    target: Span | None
    trigger: Token | None
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class PairCode:
    """The coder's answer: probability of each PLOVER type, `NONE` among them.

    `vector` gives the pair as the coder sees it, and its trigger and the words around it as the
    encoder does, each of length 1; it gives nothing where the coder was not asked. It is worked out
    when somebody asks: only types of the user's need it.
    """

    probabilities: dict[str, float]
    vector: Callable[[], tuple[float, ...]] = tuple

    @property
    def best(self) -> str:
        """The most probable type, which can be `NONE`."""
        return max(self.probabilities, key=lambda code: self.probabilities[code])


def text_of(doc: Doc) -> str:
    """The text of the document, kept with it: spaCy joins all its words anew for `doc.text`."""
    text: str | None = doc.user_data.get("onus_text")
    if text is None:
        text = doc.user_data["onus_text"] = doc.text
    return text


def attributions(doc: Doc) -> Sequence[Attribution]:
    """The attributions of the article in reading order."""
    return cast(Sequence[Attribution], doc.user_data.get("onus_attributions", ()))


def predicates(doc: Doc) -> Sequence[Predicate]:
    """The predicates of the article in reading order."""
    return cast(Sequence[Predicate], doc.user_data.get("onus_predicates", ()))


def role_spans(doc: Doc) -> Sequence[RoleSpan]:
    """The phrases of the article that are parties of what happens, in reading order."""
    return cast(Sequence[RoleSpan], doc.user_data.get("onus_roles", ()))


def owings(doc: Doc) -> Sequence[Owing]:
    """The obligations of the article as the network reads them, in reading order."""
    return cast(Sequence[Owing], doc.user_data.get("onus_owings", ()))


def set_annotations(
    doc: Doc,
    attributions: Sequence[Attribution],
    predicates: Sequence[Predicate],
    roles: Sequence[RoleSpan] = (),
    owed: Sequence[Owing] = (),
) -> None:
    """Put what the model found where the functions above look for it."""
    doc.user_data["onus_attributions"] = tuple(attributions)
    doc.user_data["onus_predicates"] = tuple(predicates)
    doc.user_data["onus_roles"] = tuple(roles)
    doc.user_data["onus_owings"] = tuple(owed)

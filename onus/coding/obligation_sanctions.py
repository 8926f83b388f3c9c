"""Threats that stand behind a demand: "leave or face sanctions", "pay up or be expelled"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onus.coding.obligation_candidate import Draft
from onus.coding.obligation_clauses import children, is_passive, lemma, own_subject, relation
from onus.coding.obligation_cues import cues
from onus.coding.obligation_preconditions import consequence_of
from onus.coding.obligation_setting import is_hostile

_WEAKER = 0.8
_NEAR = 4  # words behind "face" in which its object stands
_SUFFERED = frozenset({"face", "risk", "suffer", "incur"})
_FORFEITED = frozenset({"lose", "forfeit"})


def sanctions(demand: Draft) -> Iterator[Draft]:
    """What the one who asks threatens to do otherwise, where both sides are known."""
    if demand.kind != "demand" or demand.demander is None or demand.bearer is None:
        return
    outcome = consequence_of(demand.act, demand.cue.root) or behind_or(demand.act)
    act = None if outcome is None or own_subject(outcome) else _threatened(outcome)
    if act is None:
        return
    yield Draft(
        kind="threat",
        cue=demand.cue,
        act=act[0],
        bearer=demand.demander,
        demander=demand.bearer,
        confidence=demand.confidence * _WEAKER,
        whole=act[1],
    )


def behind_or(act: Token) -> Token | None:
    """The verb right behind "or", on whatever word a parse has hung it: "or face sanctions"."""
    for word in act.doc[act.i + 1 : act.sent.end - 1]:
        if word.lower_ == "or" and lemma(word.nbor()) in _SUFFERED | _FORFEITED | {"see"}:
            return word.nbor()
    return None


def _threatened(verb: Token) -> tuple[Token, bool] | None:
    """The act and whether its words are a whole clause: "face a boycott", "see its funds cut"."""
    known = cues().words
    if lemma(verb) in _SUFFERED:
        behind = verb.doc[verb.i + 1 : min(verb.i + _NEAR, verb.sent.end)]
        for thing in (*children(verb, "obj"), *(t for t in behind if t.pos_ == "NOUN")):
            inner = [thing, *children(thing, "nmod")]
            if any(lemma(t) in known["punishments"] for t in inner):
                return thing, False
    if lemma(verb) in _FORFEITED and children(verb, "obj"):
        return verb, False
    if lemma(verb) == "see":
        for act in children(verb, "xcomp", "ccomp", "obj"):
            below = [act, *children(act, "acl")]
            if any(lemma(t) in known["hostile"] for t in below):
                return verb, False
    if is_passive(verb) and is_hostile(verb) and relation(verb) == "conj":
        return verb, False
    return None

"""Threats that stand behind a demand: "leave or face sanctions", "pay up or be expelled".

So do those of the next sentence: "otherwise it would strike", "failing that it would sue".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onus.coding.obligation_candidate import Draft
from onus.coding.obligation_clauses import (
    FIRST_PERSONS,
    THIRD_PERSONS,
    WILL,
    children,
    is_passive,
    lemma,
    negated,
    own_subject,
    relation,
)
from onus.coding.obligation_cues import cues
from onus.coding.obligation_preconditions import consequence_of
from onus.coding.obligation_setting import is_deed, is_hostile, is_on, standing

_WEAKER = 0.8
_NEAR = 4  # words behind "face" in which its object stands
_OTHERWISE = 0.65
_OWN = frozenset({"its", "their", "his", "her", "our", "my"})
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


def otherwise(demand: Draft) -> Iterator[Draft]:
    """What one who asks says that he or his will do if it is not done."""
    verb = _alternative(demand.act) if demand.kind == "demand" else None
    bearer = own_subject(verb) if verb is not None else None
    if verb is None or bearer is None or is_passive(verb) or negated(verb):
        return
    his = is_askers(bearer, demand.demander) and standing(bearer) > 0
    if his and (is_deed(verb) or is_hostile(verb)):
        helper = next(c for c in children(verb, "aux") if c.lower_ in WILL)
        yield Draft("threat", verb.doc[helper.i : helper.i + 1], verb, bearer, None, _OTHERWISE)


def is_askers(bearer: Token, demander: Token | None) -> bool:
    """Whether who would act can be who asks or his: "it", "its ministers", and no others."""
    own = any(c.lower_ in _OWN for c in children(bearer, "nmod:poss"))
    asks = demander is not None and lemma(bearer) == lemma(demander)
    return own or asks or bearer.lower_ in THIRD_PERSONS | FIRST_PERSONS


def _alternative(act: Token) -> Token | None:
    """The verb of "failing which it will sue", behind an act or in the sentence after it."""
    doc, end = act.doc, act.sent.end
    if end < len(doc):
        end = doc[end].sent.end
    start = next((w.i for w in doc[act.i : end] if _is_alternative(w)), None)
    for word in doc[start:end] if start is not None else ():
        if word.lower_ in WILL and relation(word) == "aux" and word.head.i > word.i:
            between = (t for t in doc[start : word.i] if t.pos_ == "VERB")
            near = all(is_on(t, "speech") or t.lower_ == "failing" for t in between)
            return word.head if near and not word.head.dep_.startswith("acl:relcl") else None
    return None


def _is_alternative(word: Token) -> bool:
    """Whether what is behind a word follows if nothing is done: "otherwise", "if not,"."""
    doc, behind = word.doc, word.doc[word.i + 1 : word.sent.end]
    second = behind[0].lower_ if len(behind) else ""
    if word.lower_ == "otherwise":
        return word.i == 0 or doc[word.i - 1].lower_ not in {"or", "say", "think", "and"}
    if word.lower_ == "if":
        return second == "not" and len(behind) > 1 and behind[1].text == ","
    return (word.lower_, second) in {("or", "else"), ("failing", "which"), ("failing", "that"),
                                     ("failing", "this")}  # fmt: skip


def has_alternative(act: Token) -> bool:
    """Whether the sentence of an act says that it follows if something is not done."""
    return any(_is_alternative(word) for word in act.sent)


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

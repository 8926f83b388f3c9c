"""Demands without a word of asking: "the minister said that the rebels must disarm".

By PLOVER a report that somebody has to do something is a REQUEST by the speaker, as is the one that
puts the onus on somebody.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from onus.coding.event_model import Candidate
from onus.coding.event_parties import CanAct, burdened, is_passive, party, reporter, subject_of
from onus.coding.obligation_clauses import children, is_infinitive, lemma, noun_phrase, relation
from onus.coding.triggers import Entry, lexicon

_MUST = frozenset({"must", "should", "ought"})
_NEED = frozenset({"have", "need"})
_DEMAND = Entry("verb", "must", (), "REQUEST", weak=True)
_ONUS = Entry("noun", "onus", (), "REQUEST")


def demands(doc: Doc, can_act: CanAct) -> list[Candidate]:
    """A candidate for each reported "must" or "should" whose speaker and bearer are actors."""
    found: list[Candidate] = []
    for token in doc:
        if token.pos_ == "NOUN" and lemma(token) in lexicon().burdens:
            candidate = _burden(token, can_act)
        elif token.pos_ == "VERB" and _has_to(token):
            candidate = _must(token, can_act)
        else:
            continue
        if candidate is not None:
            found.append(candidate)
    return found


def _burden(onus: Token, can_act: CanAct) -> Candidate | None:
    bearer = burdened(onus)
    if bearer is None:
        return None
    return _asked(onus, bearer, bearer, _ONUS, can_act)


def _must(verb: Token, can_act: CanAct) -> Candidate | None:
    subject = subject_of(verb, 1)
    if subject is None or subject.pos_ == "PRON":
        passive = [c for c in children(verb, "nsubj:pass") if c.pos_ != "PRON"]
        if not passive:
            return None
        subject = passive[0]
    if not is_passive(verb) and not can_act(noun_phrase(subject)):
        return None
    return _asked(verb, verb, subject, _DEMAND, can_act)


def _asked(
    trigger: Token, clause: Token, bearer: Token, entry: Entry, can_act: CanAct
) -> Candidate | None:
    speaker = reporter(clause)
    source = party(speaker, can_act) if speaker is not None else None
    target: Span | None = party(bearer, can_act) or noun_phrase(bearer)
    if source is None or target is None or source.start == target.start:
        return None
    span = trigger.doc[trigger.i : trigger.i + 1]
    return Candidate(source, target, trigger, span, entry, None)


def _has_to(verb: Token) -> bool:
    """Whether the verb says what has to be done: "must go", "should go", "needs to go"."""
    if any(c.lower_ in _MUST for c in children(verb, "aux")):
        return True
    above = verb.head
    return relation(verb) == "xcomp" and lemma(above) in _NEED and is_infinitive(verb)

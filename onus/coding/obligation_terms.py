"""Terms that one party sets another: time limits, and what it makes a condition for something.

"Gave Peru until Sunday to pull back", "gave the rebels 48 hours to leave", "made free elections a
condition for a loan", "made a loan conditional on free elections".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onus.coding.obligation_candidate import Draft
from onus.coding.obligation_clauses import (
    agent,
    cases,
    children,
    conjuncts,
    infinitive_mark,
    is_passive,
    lemma,
    oblique,
    own_subject,
    subject,
)
from onus.coding.obligation_cues import cues
from onus.coding.obligation_orders import is_askable
from onus.coding.obligation_preconditions import is_time
from onus.coding.obligation_setting import Setting, is_asserted, is_on, is_said, standing

_LIMIT = 0.75
_CONDITION = 0.65
_UNNAMED = 0.8
_HINGES = frozenset({"conditional", "contingent", "dependent"})
_DEPENDS = frozenset({"hinge", "depend", "hang", "rest"})
_SETS = frozenset({"make", "set", "name", "lay", "put", "impose", "call", "declare"})


def terms(verb: Token, where: Setting) -> Iterator[Draft]:
    """The demands that a time limit or a condition expresses at this verb."""
    if verb.pos_ != "VERB":
        return
    found = list(_terms(verb, where))
    if found and is_asserted(verb):
        yield from found


def _terms(verb: Token, where: Setting) -> Iterator[Draft]:
    if lemma(verb) == "give":
        yield from _time_limit(verb)
    elif not is_passive(verb) and lemma(verb) in _SETS:
        yield from _made_condition(verb)
    if not is_passive(verb):
        yield from _hinged(verb)
        yield from _stated_condition(verb)
        yield from _depends(verb, where)


def _time_limit(verb: Token) -> Iterator[Draft]:
    passive = is_passive(verb)
    who = agent(verb) if passive else subject(verb)
    given = [own_subject(verb)] if passive else children(verb, "iobj", "obj")
    asked = next((c for c in given if c is not None and not is_time(c)), None)
    if (
        (who is None and not passive)
        or asked is None
        or not standing(asked)
        or not _is_limited(verb, asked)
    ):
        return
    words = [verb, *(c for c in children(verb, "obj", "obl") if c.i > verb.i)]
    acts = [a for w in words for a in children(w, "xcomp", "advcl", "acl")]
    act = next((a for a in acts if a.i > asked.i and infinitive_mark(a) is not None), None)
    if act is not None:
        weight = _UNNAMED if who is None else standing(who)
        yield Draft("demand", verb.doc[verb.i : verb.i + 1], act, asked, who,
                    _LIMIT * weight * standing(asked))  # fmt: skip


def _is_limited(verb: Token, asked: Token) -> bool:
    """ "Until Sunday" or "48 hours" beside the one asked."""
    until = any({"until", "till"} & set(cases(c)) and is_time(c) for c in children(verb, "obl"))
    span = any(c != asked and is_time(c) for c in children(verb, "obj", "obl:unmarked"))
    return until or span


def _made_condition(verb: Token) -> Iterator[Draft]:
    known = cues().words["preconditions"]
    who = subject(verb)
    things = [c for c in children(verb, "obj") if c.i > verb.i and lemma(c) not in known]
    named = [
        c
        for w in (verb, *things)
        for c in children(w, "xcomp", "obl", "obj", "nmod")
        if lemma(c) in known and c.i > verb.i
    ]
    if who is None or not standing(who) or not things or not named:
        return
    thing = things[0]
    if thing.pos_ != "NOUN" or {"for", "of", "to"} & set(cases(named[0])):
        return
    owner = next(
        (c for c in children(thing, "nmod:poss") if standing(c) and c.pos_ != "PRON"), None
    )
    yield Draft("demand", verb.doc[verb.i : verb.i + 1], thing, owner, who,
                _CONDITION * standing(who))  # fmt: skip


def _depends(verb: Token, where: Setting) -> Iterator[Draft]:
    """ "The loan hinges on the appointment of an auditor": whoever says so asks for it."""
    if lemma(verb) not in _DEPENDS or not is_said(verb, where):
        return
    given = own_subject(verb)
    needed = oblique(verb, {"on", "upon"})
    if given is None or not is_on(given, "offerable") or needed is None:
        return
    named = [needed, *conjuncts(needed)]
    if lemma(needed) in cues().words["means"] | {"condition", "demand"}:  # "two steps: A and B"
        listed = children(needed, "appos", "parataxis", "list", "dep", "acl", "conj")
        named = [t for c in listed for t in (c, *conjuncts(c)) if t.i > needed.i]
    for act in named:
        if is_askable(act):
            owner = next((c for c in children(act, "nmod:poss") if standing(c)), None)
            yield Draft("demand", verb.doc[verb.i : verb.i + 1], act, owner, None,
                        _CONDITION * _UNNAMED, demander_is_speaker=True,
                        without=frozenset(t for t in named if t != act))  # fmt: skip


def _stated_condition(verb: Token) -> Iterator[Draft]:
    """ "Made it a condition that Peru pass a law"."""
    known, who = cues().words["preconditions"], subject(verb)
    named = next((c for c in children(verb, "obj", "xcomp") if lemma(c) in known), None)
    if lemma(verb) not in _SETS or named is None or who is None or not standing(who):
        return
    for act in (*children(named, "acl", "ccomp"), *children(verb, "ccomp")):
        bearer = own_subject(act)
        if (
            act.i < named.i
            or bearer is None
            or not any(m.lower_ == "that" for m in children(act, "mark"))
        ):
            continue
        undergone = is_passive(act) or not standing(bearer)
        yield Draft("demand", verb.doc[verb.i : verb.i + 1], act,
                    agent(act) if undergone else bearer, who,
                    _CONDITION * standing(who), whole=undergone)  # fmt: skip
        return


def _hinged(verb: Token) -> Iterator[Draft]:
    """ "Made payments to Peru conditional on higher taxes", "conditioned the loan on reforms"."""
    hinge = verb if lemma(verb) == "condition" else None
    if lemma(verb) in {"make", "declare"}:
        hinge = next((c for c in verb.children if c.lower_ in _HINGES and c.i > verb.i), None)
    who = subject(verb)
    if hinge is None or who is None or not standing(who):
        return
    act = oblique(hinge, {"on", "upon"}) or oblique(verb, {"on", "upon"})
    if act is None or act.i < hinge.i or act.pos_ not in {"NOUN", "VERB"} or is_time(act):
        return
    bearer = own_subject(act) if act.pos_ == "VERB" else None
    for word in (*children(verb, "obj"), verb, act):
        found = oblique(word, {"to", "for", "by"})
        if bearer is None and found is not None and standing(found) and not is_time(found):
            bearer = found
    yield Draft("demand", hinge.doc[hinge.i : hinge.i + 1], act, bearer, who,
                _CONDITION * standing(who))  # fmt: skip

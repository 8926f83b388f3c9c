"""Obligations told beside the thing they are about: "the ten trucks that Peru promised to send".

Such a clause seldom brings something new, but it is how news goes back to a promise: to say what
has become of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from onus.coding.obligation_acts import nominal_act
from onus.coding.obligation_candidate import Draft
from onus.coding.obligation_clauses import (
    children,
    infinitive_mark,
    is_passive,
    lemma,
    negated,
    relation,
    stretch,
    subtree,
)
from onus.coding.obligation_cues import Undertaking, cues
from onus.coding.obligation_orders import verb_name
from onus.coding.obligation_preconditions import is_time
from onus.coding.obligation_setting import Setting, is_on, standing

_TOLD_BESIDE = 0.8
_HAVE = frozenset({"has", "have", "had", "'ve", "’ve"})


def relatives(verb: Token, where: Setting) -> Iterator[Draft]:
    """The pledge or offer of a relative clause whose object is the word that it hangs on."""
    del where
    if verb.pos_ != "VERB" or not verb.dep_.startswith("acl:relcl") or is_passive(verb):
        return
    thing, name = verb.head, verb_name(verb)
    known = cues().words
    if thing.pos_ not in {"NOUN", "NUM", "SYM"} or lemma(thing) in known["times"] | known["means"]:
        return
    bearer = next((c for c in children(verb, "nsubj") if c.i < verb.i), None)
    if bearer is None or not standing(bearer) or negated(verb):
        return
    if not _is_past(verb):
        return  # "the plans that your state offers": a habit
    for cue in cues().undertakings:
        if cue.kind in {"pledge", "offer", "threat"} and name in cue.lemmas:
            act = _done_to_it(verb) if cue.infinitive else None
            if act is None and not _is_given(verb, thing, cue):
                continue
            defiant = cue.kind == "pledge" and act is not None and is_on(act, "defiances")
            yield Draft(
                kind="refusal" if defiant else cue.kind,
                cue=verb.doc[verb.i : verb.i + 1],
                act=act or thing,
                bearer=bearer,
                demander=None,
                confidence=cue.confidence * standing(bearer) * _TOLD_BESIDE,
                span=_words(thing, act or verb),
            )
            return


def _is_past(verb: Token) -> bool:
    helpers = {c.lower_ for c in children(verb, "aux")}
    return verb.lower_ != lemma(verb) and (verb.lower_.endswith("ed") or bool(helpers & _HAVE))


def _done_to_it(verb: Token) -> Token | None:
    """The infinitive that the thing is the object of: it has none of its own."""
    for act in children(verb, "xcomp", "advcl"):
        own = [c for c in children(act, "obj") if c.i > act.i]
        if act.i > verb.i and infinitive_mark(act) is not None and not own:
            return act
    return None


def _is_given(verb: Token, thing: Token, cue: Undertaking) -> bool:
    """ "The $40 million that it pledged": no object but the thing, no clause."""
    dated = any(is_time(c) for c in children(verb, "obl", "obl:unmarked", "advmod"))
    if not cue.noun or not (is_on(thing, cue.only) or (dated and cue.kind != "threat")):
        return False
    own = [c for c in children(verb, "obj", "xcomp", "ccomp") if c.i > verb.i]
    return not own and any(relation(c) == "obj" or c.lower_ == "that" for c in verb.children)


def _words(thing: Token, last: Token) -> Span:
    """From the thing to the end of its clause, without what stands behind a comma."""
    start = nominal_act(thing, {c for c in thing.children if c.i > thing.i}).start
    behind = list(stretch(last, subtree(last)))
    comma = next((t.i for t in behind if t.i > last.i and t.text in {",", "–", "-"}), None)
    end = comma if comma is not None else behind[-1].i + 1
    return thing.doc[start:end]

"""What a body wants done, by whomever: "wants to see the smugglers tried"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onus.coding.obligation_acts import nominal_act
from onus.coding.obligation_candidate import Draft
from onus.coding.obligation_clauses import (
    agent,
    children,
    infinitive_mark,
    is_passive,
    lemma,
    noun_phrase,
    stretch,
    subject,
    subtree,
)
from onus.coding.obligation_setting import Setting, is_asserted, is_institution, standing

_WISHED = 0.55
_PARTICIPLES = ("ed", "en", "t", "d", "ne", "wn")


def wishes(verb: Token, where: Setting) -> Iterator[Draft]:
    """The demand of a state, body or office that wants something done."""
    del where
    if lemma(verb) != "want" or is_passive(verb) or not is_asserted(verb):
        return
    who = subject(verb)
    if who is None or not is_institution(who) or not standing(who):
        return
    see = next((c for c in children(verb, "xcomp") if lemma(c) in {"see", "have"}), verb)
    for thing in children(see, "obj") if see == verb else children(see, "obj", "nsubj"):
        done = next((a for a in _acts(see, thing) if _is_done(a)), None)
        if done is not None and thing.i > verb.i:
            last = stretch(done, subtree(done)).end
            span = verb.doc[min(nominal_act(thing).start, noun_phrase(thing).start) : last]
            yield Draft("demand", verb.doc[verb.i : verb.i + 1], done, agent(done), who,
                        _WISHED * standing(who), whole=True, span=span)  # fmt: skip
            return


def _acts(see: Token, thing: Token) -> list[Token]:
    found = [*children(thing, "acl"), *children(see, "xcomp", "ccomp")]
    return [act for act in found if act.i > thing.i]


def _is_done(act: Token) -> bool:
    past = act.lower_ != lemma(act) and act.lower_.endswith(_PARTICIPLES)
    return past and infinitive_mark(act) is None

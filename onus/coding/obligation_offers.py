"""Offers told by what is done with the thing: "put 40 experts at its disposal", "put a plan to".

Where a verb of offering stands beside the thing ("offered 40 experts") `obligation_undertakings`
reads it.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from onus.coding.obligation_acts import nominal_act
from onus.coding.obligation_candidate import Draft
from onus.coding.obligation_clauses import (
    agent,
    cases,
    children,
    is_passive,
    lemma,
    own_subject,
    stretch,
    subject,
    subtree,
)
from onus.coding.obligation_cues import cues
from onus.coding.obligation_setting import Setting, is_asserted, standing

_GIVEN = 0.7
_PUT_TO = 0.65
_PLACES = frozenset({"put", "place", "make"})
_PROPOSES = frozenset({"put", "submit", "present", "table", "make"})
_AT_HAND = frozenset({"disposal", "service", "command"})
_PARTY = 0.9


def offers(verb: Token, where: Setting) -> Iterator[Draft]:
    """The offer that this verb makes with its object."""
    del where
    if verb.pos_ != "VERB" or lemma(verb) not in _PLACES | _PROPOSES or not is_asserted(verb):
        return
    passive = is_passive(verb)
    bearer = agent(verb) if passive else subject(verb)
    thing = own_subject(verb) if passive else next(iter(children(verb, "obj")), None)
    if bearer is None or thing is None or not standing(bearer) or thing.pos_ == "PRON":
        return
    cue = verb.doc[verb.i : verb.i + 1]
    at_hand = next((c for c in _behind(verb, thing) if lemma(c) in _AT_HAND), None)
    free = any(c.lower_ == "available" for c in children(verb, "xcomp"))
    if at_hand is not None or (free and standing(bearer) >= _PARTY):
        owners = children(at_hand, "nmod:poss", "nmod") if at_hand is not None else []
        other = next((c for c in owners if standing(c)), None)
        start = nominal_act(thing).start
        end = at_hand.i + 1 if at_hand is not None else nominal_act(thing).end
        yield Draft("offer", cue, thing, bearer, other, _GIVEN * standing(bearer),
                    span=verb.doc[start:end] if start < end else None)  # fmt: skip
        return
    if lemma(verb) in _PROPOSES and lemma(thing) in cues().words["proposals"]:
        other = next((c for c in _behind(verb, thing) if "to" in cases(c) and _is_body(c)), None)
        if other is not None:
            yield Draft("offer", cue, thing, bearer, other, _PUT_TO * standing(bearer),
                        span=_whole(verb, thing))  # fmt: skip


def _behind(verb: Token, thing: Token) -> list[Token]:
    return [c for w in (verb, thing) for c in children(w, "obl", "nmod") if c.i > verb.i]


def _whole(verb: Token, thing: Token) -> Span | None:
    """ "A plan to the miners under which they get a raise": the plan alone would say nothing."""
    if thing.i < verb.i:
        return None
    told = [
        t for w in (thing, *_behind(verb, thing), *children(thing, "appos")) for t in subtree(w)
    ]
    inside = {t for t in told if t.i >= nominal_act(thing).start}
    return stretch(thing, inside)


def _is_body(party: Token) -> bool:
    return standing(party) >= _PARTY

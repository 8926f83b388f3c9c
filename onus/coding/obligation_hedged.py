"""What somebody may do if: "Peru could close the strait if", "Peru could train them if".

A hedge alone binds nobody. With what it hangs on, named by who speaks for the party, it is an offer
or, of a hostile act, a threat. So is what somebody "would be met with" or "will face".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onus.coding.obligation_candidate import Draft
from onus.coding.obligation_clauses import (
    THIRD_PERSONS,
    WILL,
    children,
    is_passive,
    is_question,
    lemma,
    negated,
    oblique,
    own_subject,
    relation,
    subject,
)
from onus.coding.obligation_cues import cues
from onus.coding.obligation_preconditions import conditional, conditions_of
from onus.coding.obligation_setting import (
    Setting,
    is_deed,
    is_hostile,
    is_institution,
    is_said,
    standing,
    teller_of,
)

_OFFERED, _THREATENED, _SUFFERED = 0.53, 0.6, 0.55
_HEDGES = frozenset({"could", "can", "may", "might"})
_MET = frozenset({"meet", "answer"})
_SUFFERS = frozenset({"face", "suffer", "incur"})
_BODY = 0.95  # standing of a party that can bind itself


def hedged(aux: Token, where: Setting) -> Iterator[Draft]:
    """The offer or threat that this auxiliary hedges, or what somebody "will face"."""
    if relation(aux) != "aux" or is_question(aux):
        return
    verb = aux.head
    if negated(verb) or not is_said(verb, where):
        return
    if aux.lower_ in _HEDGES:
        yield from _conditional(aux, verb)
    elif aux.lower_ in WILL:
        yield from _suffered(aux, verb)


def _conditional(aux: Token, verb: Token) -> Iterator[Draft]:
    who = subject(verb)
    if who is None or is_passive(verb) or not _hangs_on_another(verb, who):
        return
    speaker = teller_of(verb)
    bearer = speaker if who.lower_ in THIRD_PERSONS and speaker is not None else who
    if standing(bearer) < _BODY or not is_institution(bearer):
        return
    if is_hostile(verb):
        yield Draft("threat", verb.doc[aux.i : aux.i + 1], verb, bearer, None,
                    _THREATENED * standing(bearer))  # fmt: skip
    elif is_deed(verb):
        yield Draft("offer", verb.doc[aux.i : aux.i + 1], verb, bearer, None,
                    _OFFERED * standing(bearer))  # fmt: skip


def _hangs_on_another(verb: Token, who: Token) -> bool:
    """Whether it waits for what another does, and not for luck or the weather."""
    for kind, clause in conditions_of(verb):
        doer = own_subject(clause)
        if kind in {"if", "unless"} and doer is not None and lemma(doer) != lemma(who):
            return is_passive(clause) or standing(doer) > 0
    return False


def _suffered(aux: Token, verb: Token) -> Iterator[Draft]:
    speaker = teller_of(verb)
    if speaker is None or not is_institution(speaker):
        return
    known = cues().words["punishments"]
    cue = verb.doc[aux.i : aux.i + 1]
    if lemma(verb) in _MET and is_passive(verb):
        harm = oblique(verb, {"with", "by"})
        if harm is not None and lemma(harm) in known:
            yield Draft("threat", cue, harm, speaker, None, _SUFFERED * standing(speaker))
        return
    sufferer = own_subject(verb)
    hung = any(conditional(c) in {"if", "unless"} for c in children(verb, "advcl"))
    hung = hung or any(lemma(c) == "long" for c in children(verb, "advmod"))
    if lemma(verb) in _SUFFERS and hung and sufferer is not None:
        harm = next((c for c in children(verb, "obj") if lemma(c) in known), None)
        if harm is not None and lemma(sufferer) != lemma(speaker):
            other = sufferer if standing(sufferer) else None
            yield Draft("threat", cue, harm, speaker, other, _SUFFERED * standing(speaker))

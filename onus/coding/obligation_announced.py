"""What a speaker lets be known of things: "the road will be reopened", "is to hand in its weapons".

The thing stands first and who will see to it is whoever says so; a date, a pact or an office is
what makes it a word that can be held against him.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from onus.coding.obligation_candidate import Draft
from onus.coding.obligation_clauses import (
    agent,
    cases,
    children,
    is_passive,
    lemma,
    negated,
    own_subject,
    relation,
    subtree,
)
from onus.coding.obligation_cues import cues
from onus.coding.obligation_preconditions import (
    condition_span,
    conditional,
    conditions_of,
    is_time,
)
from onus.coding.obligation_setting import (
    Setting,
    is_asserted,
    is_deed,
    is_hostile,
    is_institution,
    is_said,
    speaker_of,
    speech_verb,
    standing,
    teller_of,
    under_pact,
)
from onus.record import ConditionType, ObligationKind

_PLEDGED, _THREATENED = 0.6, 0.7
_SCHEDULED = 0.53
_UNSAID = 0.8
_ABOUT_OTHERS = 0.8
_BODY = 0.95  # standing of a party that an act can be expected of
_EACH = frozenset({"each", "every", "all", "any", "no"})
_GETS = frozenset({"receive", "get", "obtain", "have"})


def undergone(aux: Token, verb: Token, where: Setting) -> Iterator[Draft]:
    """ "The ship will be freed, the minister promised", "each family would receive $300"."""
    speech = speech_verb(verb)
    speaker = speaker_of(speech) if speech is not None else None
    thing = own_subject(verb)
    if speech is None or speaker is None or thing is None or negated(speech) or agent(verb):
        return
    if not is_said(verb, where) or not standing(speaker):
        return
    kind = _kind_of_passive(verb, speech, speaker) if is_passive(verb) else _kind_of_gift(verb)
    if kind is None or (kind == "pledge" and negated(verb) and not _in_office(speaker)):
        return
    sure = _PLEDGED if kind == "pledge" else _THREATENED
    yield Draft(kind, verb.doc[aux.i : aux.i + 1], verb, speaker, None,
                sure * (1.0 if promised(verb) else _ABOUT_OTHERS) * standing(speaker),
                whole=True, condition=awaited(verb),
                without=frozenset(waiting(verb)))  # fmt: skip


def _kind_of_passive(verb: Token, speech: Token, speaker: Token) -> ObligationKind | None:
    warned = lemma(speech) == "warn"
    if is_hostile(verb) and not negated(verb):
        hung = any(conditional(c) in {"unless", "if"} for c in children(verb, "advcl"))
        if hung or warned or _whoever(own_subject(verb)):
            return "threat"
    words = cues().words
    denied = negated(verb) or _of_none(own_subject(verb))
    if denied:
        return "pledge" if lemma(verb) in words["abstentions"] and _in_office(speaker) else None
    hung = bool(waiting(verb)) or "only if" in {k for k, _ in conditions_of(verb)}
    listed = lemma(verb) in words["commitments"] | words["mended"]
    return "pledge" if listed and (hung or promised(verb) or _in_office(speaker)) else None


def _whoever(thing: Token | None) -> bool:
    """ "A country that did not pay", "anyone who entered": whoever does so is threatened."""
    if thing is None:
        return False
    open_to_all = thing.lower_ in {"anyone", "anybody", "those", "whoever"} or any(
        c.lower_ in {"a", "an", "any"} for c in thing.children
    )
    return open_to_all and any(c.dep_ == "acl:relcl" for c in thing.children)


def _of_none(thing: Token | None) -> bool:
    """ "No shells would be fired"."""
    return thing is not None and any(c.lower_ == "no" for c in (thing, *thing.children))


def is_given(verb: Token) -> bool:
    """Whether the subject of a verb is who is given something: "each family would receive $300"."""
    return lemma(verb) in _GETS and _kind_of_gift(verb) is not None


def _kind_of_gift(verb: Token) -> ObligationKind | None:
    """ "Each of the families would receive 300 euros": so much, or each of them."""
    thing, speaker = own_subject(verb), teller_of(verb)
    if lemma(verb) not in _GETS or thing is None or thing.pos_ == "PRON" or negated(verb):
        return None
    if speaker is None or lemma(thing) == lemma(speaker) or not _in_office(speaker):
        return None
    given = [c for c in children(verb, "obj") if c.i > verb.i]
    much = any(t.like_num or lemma(t) in cues().words["moneys"] for c in given for t in subtree(c))
    each = any(t.lower_ in _EACH for t in (thing, *thing.children))
    return "pledge" if given and (much or each) else None


def _in_office(speaker: Token) -> bool:
    """Whether who speaks can see to it: a state, a body or who holds an office in one."""
    return is_institution(speaker) or speaker.lower_ in {"it", "they"}


def scheduled(be: Token, where: Setting) -> Iterator[Draft]:
    """ "Peru is to hand in its weapons by Friday, the agency said": what it is bound to do."""
    if be.lower_ not in {"is", "are"} or be.pos_ != "AUX" or be.i + 1 >= be.sent.end:
        return
    mark = be.nbor()
    verb = mark.head
    if mark.lower_ != "to" or relation(mark) not in {"mark", "aux"} or verb.i < mark.i:
        return
    bearer = own_subject(verb) or next(iter(children(be, "nsubj")), None)
    if bearer is None or bearer.i > be.i or not is_asserted(be):
        return
    if is_passive(verb):
        yield from _to_be_done(be, verb, where)
        return
    known = cues().words
    listed = lemma(verb) in known["commitments"] - known["vague"]
    if standing(bearer) < _BODY or not (listed or (under_pact(verb) and is_deed(verb))):
        return
    limits = (c for c in children(verb, "obl") if {"by", "before", "within"} & set(cases(c)))
    bound = any(is_time(c) for c in limits) or _in_return(verb) or under_pact(verb)
    speaker = teller_of(verb)
    bound = bound or (speaker is not None and is_institution(speaker) and is_deed(verb))
    told = is_said(verb, where) or under_pact(verb)
    state = bearer.ent_type_ == "LOC" and listed and is_deed(verb) and verb.head == verb
    if (bound and told) or state:
        sure = _SCHEDULED if bound and told else _SCHEDULED * _UNSAID
        yield Draft("pledge", be.doc[be.i : be.i + 1], verb, bearer, None,
                    sure * standing(bearer))  # fmt: skip


def _to_be_done(be: Token, verb: Token, where: Setting) -> Iterator[Draft]:
    """ "The line is to be reopened by May, the government said"."""
    speaker = teller_of(verb)
    known = cues().words
    if speaker is None or not is_institution(speaker) or not is_said(verb, where):
        return
    limits = (c for c in children(verb, "obl") if {"by", "before", "within"} & set(cases(c)))
    if lemma(verb) in known["commitments"] | known["mended"] and any(is_time(c) for c in limits):
        yield Draft("pledge", be.doc[be.i : be.i + 1], verb, speaker, None,
                    _SCHEDULED * standing(speaker), whole=True)  # fmt: skip


def _in_return(verb: Token) -> bool:
    """ "Peru for its part is to", "in return Peru is to": one side of a bargain."""
    words = {lemma(t) for t in subtree(verb) if relation(t) in {"obl", "nmod"}}
    return bool(words & (cues().words["trades"] | {"part", "turn"}))


def promised(verb: Token) -> bool:
    """ "Peru will send tents, the minister promised"."""
    speech = speech_verb(verb)
    return speech is not None and lemma(speech) in {"promise", "pledge", "vow"}


def waiting(verb: Token) -> list[Token]:
    """The clauses that an act waits for: "once Peru pays", "as soon as Peru has paid"."""
    soon = [c for c in children(verb, "advmod") if lemma(c) == "soon" and children(c, "advcl")]
    return soon + [
        c
        for c in children(verb, "advcl")
        if any(m.lower_ == "once" for m in children(c, "mark", "advmod"))
    ]


def awaited(verb: Token) -> tuple[ConditionType, Span] | None:
    """The condition of an act that waits for something."""
    return next((("only if", condition_span(c)) for c in waiting(verb)), None)

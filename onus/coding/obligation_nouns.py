"""Offers, pledges, refusals, threats and demands that a noun holds.

"X's offer of talks with Y", "gave its word that it would", "the call on X to act".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onus.coding.obligation_candidate import Draft
from onus.coding.obligation_clauses import (
    agent,
    before_infinitive,
    cases,
    children,
    infinitive_mark,
    is_passive,
    lemma,
    name_head,
    named_before,
    negated,
    oblique,
    own_subject,
    relation,
    subject,
)
from onus.coding.obligation_cues import NounCue, cues
from onus.coding.obligation_orders import is_askable, is_day, verb_name
from onus.coding.obligation_setting import Setting, is_asserted, is_on, standing


def nominal_cues(noun: Token, where: Setting) -> Iterator[Draft]:
    """ "X's offer of talks with Y", "the call on X to act", "its refusal to hand over"."""
    if (
        noun.pos_ != "NOUN"
        or negated(noun)
        or any(c.lower_ in {"no", "any"} for c in noun.children)
    ):
        return
    for cue in cues().nouns:
        if lemma(noun) not in cue.lemmas:
            continue
        owner, act = owner_of(noun), _noun_act(noun, cue)
        if act is None:
            continue
        draft = (
            _nominal_demand(noun, cue, owner, act)
            if cue.kind == "demand"
            else _nominal_own(noun, cue, owner, act)
        )
        if draft is not None:
            yield draft
            return


def owner_of(noun: Token) -> Token | None:
    """Whose offer or demand it is: the possessor, "by X", or the subject of "made an offer"."""
    inner = next(iter(children(noun, "nmod")), noun)
    possessor = next(iter(children(noun, "nmod:poss")), None)
    if _is_own(noun, possessor):
        return subject(noun.head)
    if possessor is not None and possessor.pos_ == "PRON":
        asked = _asked_to_keep(noun)
        if asked is not None:
            return asked
    if possessor is not None and not standing(possessor):
        possessor = named_before(possessor)  # "the Liberal platform's pledge"
    for found in (
        possessor,
        oblique(noun, {"by", "from"}),
        oblique(inner, {"by"}),
    ):
        if found is not None and standing(found):
            return found
    return named_before(noun) or _genitive(noun) or _light_subject(noun)


def _asked_to_keep(noun: Token) -> Token | None:
    """Whose "its promise" is that somebody is told of: "urged Peru to honour its promise"."""
    verb = noun.head
    if relation(noun) in {"obl", "nmod"} and {"of", "about"} & set(cases(noun)):
        told = next(iter(children(verb, "iobj", "obj")), None)  # "reminded Peru of its promise"
        return told if told is not None and standing(told) and not cases(told) else None
    if relation(noun) != "obj" or relation(verb) not in {"xcomp", "advcl", "acl", "ccomp"}:
        return None
    if own_subject(verb) is not None or lemma(verb) not in cues().words["light"]:
        return None
    told = subject(verb)
    return told if told is not None and standing(told) else None


def _genitive(noun: Token) -> Token | None:
    """Whose it is by an "'s" that the parse did not hang on the noun."""
    before = noun.doc[noun.sent.start : noun.i]
    genitive = next(
        (t for t in before[-4:] if t.lower_ in {"'s", "’s"} and t.i > before.start), None
    )
    if genitive is None or not standing(noun.doc[genitive.i - 1]):
        return None
    return name_head(noun.doc[genitive.i - 1])


def _light_subject(noun: Token) -> Token | None:
    """The subject of "made an offer", "renewed a call"."""
    verb = noun.head
    given = {"obj", "xcomp", "obl"} if lemma(verb) == "make" and not cases(noun) else {"obj"}
    if relation(noun) not in given or lemma(verb) not in cues().words["light"]:
        return None
    return subject(verb) if is_asserted(verb) and not _is_wanted(verb) else None


def _is_own(noun: Token, possessor: Token | None) -> bool:
    """Whether the verb's subject owns it: "going back on a promise", "gave its word"."""
    verb, kind = noun.head, relation(noun)
    if kind == "obl" and "on" in cases(noun):
        return lemma(verb) in cues().words["undone"]
    if kind == "obl" and possessor is not None and possessor.pos_ == "PRON":
        return lemma(verb) in {"stick", "stand", "hold", "cling", "return"}
    pronoun = possessor is not None and possessor.pos_ == "PRON"
    return pronoun and kind == "obj" and lemma(verb) == "give"


def _is_wanted(verb: Token) -> bool:
    """Whether the verb is only what somebody asks for: "demands that X make a pledge"."""
    wanting = {word for cue in cues().orders for word in cue.lemmas}
    return relation(verb) in {"ccomp", "xcomp"} and lemma(verb.head) in wanting


def _noun_act(noun: Token, cue: NounCue) -> Token | None:
    told = _issued(noun) if cue.kind == "demand" else _named_behind(noun, cue)
    return _inner_act(noun, cue) or told


def _named_behind(noun: Token, cue: NounCue) -> Token | None:
    """The raise of "made a final offer: a raise of a tenth"."""
    if cue.kind != "offer" or noun.i + 1 >= noun.sent.end or noun.nbor().text != ":":
        return None
    return next((c for c in children(noun, "appos") if c.i > noun.i and c.pos_ == "NOUN"), None)


def _issued(noun: Token) -> Token | None:
    """The infinitive of "issued an ultimatum to Peru on Friday to leave", hung on the verb."""
    verb = noun.head
    if relation(noun) != "obj" or lemma(verb) not in cues().words["light"]:
        return None
    acts = (a for a in children(verb, "xcomp", "advcl") if a.i > noun.i)
    return next((a for a in acts if infinitive_mark(a) is not None), None)


def _inner_act(noun: Token, cue: NounCue) -> Token | None:
    for child in sorted(noun.children, key=lambda t: t.i):
        if child.i < noun.i:
            continue
        purpose = (
            relation(child) in {"acl", "xcomp", "advcl"} and infinitive_mark(child) is not None
        )
        if purpose and (cue.only_verbs is None or lemma(child) in cues().words[cue.only_verbs]):
            return child
        told = _is_called_for(child) if cue.kind == "demand" else cue.that and _is_to_come(child)
        if told and relation(child) in {"acl", "ccomp"}:
            return child
        if (made := _made_to(child)) is not None and cue.only_verbs is None:
            return made
        if relation(child) == "nmod" and cue.of & set(cases(child)):
            inner = next(
                (a for a in children(child, "acl") if infinitive_mark(a) is not None), None
            )
            if inner is not None and standing(child):
                return inner
            if is_on(child, cue.only):
                return child
    return None


def _made_to(participle: Token) -> Token | None:
    """The infinitive of "a promise made in May to let them pass"."""
    if relation(participle) != "acl" or lemma(participle) not in {"make", "give"}:
        return None
    acts = (a for a in children(participle, "xcomp", "advcl") if a.i > participle.i)
    return next((a for a in acts if infinitive_mark(a) is not None), None)


def _is_to_come(act: Token) -> bool:
    """The clause of "its word that it would leave"."""
    said_with_that = any(c.lower_ == "that" for c in children(act, "mark"))
    will = any(c.lower_ in {"will", "would", "wo"} for c in children(act, "aux"))
    who = own_subject(act)
    return said_with_that and will and who is not None


def _is_called_for(act: Token) -> bool:
    """The clause of "its demand that Chile withdraw"; "the demand that Chile made" is none."""
    if not any(c.lower_ == "that" for c in children(act, "mark")):
        return False
    subjunctive = act.lower_ == lemma(act) and not children(act, "aux")
    return own_subject(act) is not None and (
        subjunctive or any(c.lower_ in {"must", "should", "be"} for c in children(act, "aux"))
    )


def _nominal_own(noun: Token, cue: NounCue, owner: Token | None, act: Token) -> Draft | None:
    if owner is None or not standing(owner):
        return None
    other = next(
        (
            t
            for t in (oblique(noun, cue.to), oblique(act, cue.to) if act.pos_ == "NOUN" else None)
            if t is not None and standing(t)
        ),
        None,
    )
    if other is None and cue.kind == "offer":
        with_whom = oblique(act, {"with"})
        other = with_whom if with_whom is not None and standing(with_whom) else None
    inner = own_subject(act) if infinitive_mark(act) is None and act.pos_ != "NOUN" else None
    thing = inner is not None and (is_passive(act) or not standing(inner))
    return Draft(cue.kind, noun.doc[noun.i : noun.i + 1], act, owner, other,
                 cue.confidence * standing(owner), whole=thing)  # fmt: skip


def _addressed(noun: Token, act: Token, cue: NounCue) -> Token | None:
    """Peru in "issued an ultimatum to Peru to leave", where the verb governs all of it."""
    if act.head != noun.head:
        return None
    named = (c for c in children(noun.head, "obl") if cue.to & set(cases(c)) and c.i < act.i)
    return next((c for c in named if not is_day(c)), None)


def _refusing() -> frozenset[str]:
    return frozenset(w for c in cues().undertakings if c.kind == "refusal" for w in c.lemmas)


def _nominal_demand(noun: Token, cue: NounCue, owner: Token | None, act: Token) -> Draft | None:
    above = act.head if act.head != noun and standing(act.head) else None
    undergone = is_passive(act) and _is_called_for(act)  # "its request that the road be reopened"
    doer = agent(act) if undergone else own_subject(act)
    bearer = doer or (None if undergone else before_infinitive(act)) or above
    bearer = bearer or oblique(noun, cue.to) or _addressed(noun, act, cue)
    if bearer is not None and (bearer == owner or not standing(bearer)):
        bearer = None
    turned_down = relation(noun) == "obj" and verb_name(noun.head) in _refusing()
    if bearer is None and (turned_down or (owner is not None and infinitive_mark(act) is not None)):
        return None  # "rejected X's request to land": X would land
    if bearer is None and (owner is None or not (undergone or is_askable(act))):
        return None
    weight = (standing(bearer) if bearer is not None else 0.75) * (0.85 if owner is None else 1.0)
    return Draft("demand", noun.doc[noun.i : noun.i + 1], act, bearer, owner,
                 cue.confidence * weight, whole=undergone)  # fmt: skip

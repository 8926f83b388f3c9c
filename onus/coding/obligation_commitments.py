"""What a speaker says that he, or his side, will or will not do."""

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
    name_head,
    negated,
    noun_phrase,
    oblique,
    own_subject,
    relation,
    subject,
    subtree,
)
from onus.coding.obligation_cues import cues
from onus.coding.obligation_preconditions import (
    condition_span,
    conditional,
    conditions_of,
    is_as_long_as,
    is_time,
)
from onus.coding.obligation_setting import (
    Setting,
    is_asserted,
    is_hostile,
    is_said,
    speech_verb,
    standing,
    under_pact,
)
from onus.record import ConditionType, ObligationKind

_WILL = frozenset({"will", "'ll", "’ll", "wo", "won't", "won’t", "shall"})
_GUESSES = frozenset({"maybe", "perhaps", "probably", "possibly", "likely"})
_QUESTION_WORDS = frozenset({"who", "whom", "what", "which", "how", "why", "where", "when"})
_CONFIDENCE = {"pledge": 0.6, "refusal": 0.6, "threat": 0.7}
_SCHEDULED = 0.5
_ABOUT_OTHERS = 0.8
_FOR_HIS_STATE = 0.75
_ONE = frozenset({"it", "he", "she"})
_NAMED = 0.9
_BODY = 0.95  # standing of a party that an act can be expected of


def commitments(aux: Token, where: Setting) -> Iterator[Draft]:
    """ "We will ensure", "he said Iran would not negotiate", "or we will retaliate"."""
    if (
        relation(aux) != "aux"
        or aux.lower_ not in _WILL | {"would"}
        or aux.sent.text.rstrip().endswith("?")
    ):
        return
    verb = aux.head
    bearer = subject(verb)
    if bearer is None or is_passive(verb) or children(verb, "cop"):
        yield from _undergone(aux, verb, where)
        return
    agreed = under_pact(verb) and aux.lower_ in _WILL and standing(bearer) > _NAMED
    if _is_open(verb, aux) or not (is_said(verb, where) or agreed):
        return
    hung = _hung_word(verb, bearer)
    weight = max(_own_word(verb, bearer, where), hung, float(agreed))
    if aux.lower_ == "would" and bearer.lower_ in {"i", "we", "you"}:
        weight = 0.0
    free = bool(hung) or _promised(verb)
    kind = _kind(verb, not negated(verb), free, bool(hung))
    if not weight or kind is None:
        return
    if kind == "pledge" and weight < 1.0 and lemma(verb) in cues().words["vague"]:
        return
    faint = lemma(verb) in {"stop", "rest", "end", "vote"} and not _is_hung(verb)
    sayer = _himself(verb, bearer)
    if (kind == "refusal" and weight < 1.0 and faint) or (
        bearer.lower_ in _ONE and _is_many(sayer)
    ):
        return
    yield Draft(
        kind=kind,
        cue=verb.doc[aux.i : aux.i + 1],
        act=verb,
        bearer=sayer,
        demander=None,
        confidence=_CONFIDENCE[kind] * weight,
        condition=_awaited(verb),
        without=frozenset(_waiting(verb)),
    )


def _is_many(noun: Token) -> bool:
    """ "The experts that Peru said it would send": in a wrong parse the experts say so."""
    return noun.pos_ == "NOUN" and noun.lower_ != lemma(noun)


def scheduled(be: Token, where: Setting) -> Iterator[Draft]:
    """ "Peru is to hand in its weapons by Friday, the agency said": what it is bound to do."""
    if be.lower_ not in {"is", "are"} or be.pos_ != "AUX" or be.i + 1 >= be.sent.end:
        return
    mark = be.nbor()
    verb = mark.head
    if mark.lower_ != "to" or relation(mark) not in {"mark", "aux"} or verb.i < mark.i:
        return
    bearer = own_subject(verb) or next(iter(children(be, "nsubj")), None)
    if bearer is None or bearer.i > be.i or standing(bearer) < _BODY or is_passive(verb):
        return
    known = cues().words
    if lemma(verb) not in known["commitments"] - known["vague"] or not is_asserted(be):
        return
    limits = (c for c in children(verb, "obl") if {"by", "before", "within"} & set(cases(c)))
    bound = any(is_time(c) for c in limits) or _in_return(verb) or under_pact(verb)
    if bound and (is_said(verb, where) or under_pact(verb)):
        yield Draft("pledge", be.doc[be.i : be.i + 1], verb, bearer, None,
                    _SCHEDULED * standing(bearer))  # fmt: skip


def _in_return(verb: Token) -> bool:
    """ "Peru for its part is to", "in return Peru is to": one side of a bargain."""
    words = {lemma(t) for t in subtree(verb) if relation(t) in {"obl", "nmod"}}
    return bool(words & (cues().words["trades"] | {"part", "turn"}))


def _undergone(aux: Token, verb: Token, where: Setting) -> Iterator[Draft]:
    """ "The ship will be freed, the minister promised", "would be handed back once Peru pays"."""
    speech = speech_verb(verb)
    speaker = subject(speech) if speech is not None else None
    if speech is None or speaker is None or negated(speech) or negated(verb) or agent(verb):
        return
    if not is_passive(verb) or own_subject(verb) is None:
        return
    if not is_said(verb, where) or not standing(speaker):
        return
    hung = bool(_waiting(verb)) or "only if" in {k for k, _ in conditions_of(verb)}
    listed = lemma(verb) in cues().words["commitments"]
    threat = is_hostile(verb) and any(conditional(c) in {"unless", "if"}
                                      for c in children(verb, "advcl"))  # fmt: skip
    if not (threat or (listed and (hung or _promised(verb)))):
        return
    kind: ObligationKind = "threat" if threat else "pledge"
    yield Draft(kind, verb.doc[aux.i : aux.i + 1], verb, speaker, None,
                _CONFIDENCE[kind] * (1.0 if _promised(verb) else _ABOUT_OTHERS) * standing(speaker),
                whole=True, condition=_awaited(verb),
                without=frozenset(_waiting(verb)))  # fmt: skip


def _waiting(verb: Token) -> list[Token]:
    """The clauses that an act waits for: "once Peru pays", "as soon as Peru has paid"."""
    soon = [c for c in children(verb, "advmod") if lemma(c) == "soon" and children(c, "advcl")]
    return soon + [
        c
        for c in children(verb, "advcl")
        if any(m.lower_ == "once" for m in children(c, "mark", "advmod"))
    ]


def _awaited(verb: Token) -> tuple[ConditionType, Span] | None:
    return next((("only if", condition_span(c)) for c in _waiting(verb)), None)


def _is_open(verb: Token, aux: Token) -> bool:
    """Whether the clause only supposes or asks: "if", "who they would vote for"."""
    supposing = any(c.lower_ in {"if", "whether", "unless"} for c in children(verb, "mark"))
    guessing = any(c.lower_ in _GUESSES for c in verb.children)
    return (
        supposing
        or guessing
        or any(c.lower_ in _QUESTION_WORDS and c.i < aux.i for c in verb.children)
    )


def _is_hung(verb: Token) -> bool:
    """Whether the act waits for a condition."""
    return any(conditional(a) is not None for a in children(verb, "advcl"))


def _hung_word(verb: Token, bearer: Token) -> float:
    """How surely a named party binds itself by what it makes wait for a condition.

    "Peru would pay only if Chile opens its books", "Peru will not sign unless Chile pays": whoever
    says so tells the terms and no mere guess.
    """
    if standing(bearer) < _BODY and bearer.lower_ not in {"it", "we"}:
        return 0.0
    kinds = {kind for kind, _ in conditions_of(verb)}
    terms = {"unless", "until"} if negated(verb) else {"only if"}
    traded = any(conditional(c) == "if" for c in children(verb, "obl"))
    traded = traded or any(is_as_long_as(c) for c in children(verb, "advmod"))
    return _ABOUT_OTHERS if kinds & terms or (traded and not negated(verb)) else 0.0


def _promised(verb: Token) -> bool:
    """ "Peru will send tents, the minister promised"."""
    speech = speech_verb(verb)
    return speech is not None and lemma(speech) in {"promise", "pledge", "vow"}


def _himself(verb: Token, bearer: Token) -> Token:
    """The speaker where "he", "she" or "it" in his indirect words stands for him."""
    speech = speech_verb(verb)
    speaker = subject(speech) if speech is not None else None
    third = {"he", "she", "it", "they"}
    if speaker is not None and speaker.ent_type_ == "PER":
        third = third - {"it", "they"}  # the state for which a minister speaks
    return speaker if bearer.lower_ in third and speaker is not None else bearer


def _own_word(verb: Token, bearer: Token, where: Setting) -> float:
    """How surely the speaker talks of himself or his own side; 0 when he tells the future."""
    if bearer.lower_ in {"i", "we"}:
        return 1.0
    speech = speech_verb(verb)
    if speech is not None and _promised(verb) and standing(bearer) and not negated(speech):
        return 1.0
    if speech is None or relation(verb) not in {"ccomp", "conj"} or verb.i in where.quoted:
        return 0.0
    speaker = subject(speech)
    if negated(speech) or speaker is None or not standing(bearer):
        return 0.0
    if _speaks_for(speaker, bearer) and verb.i < speech.i:
        return _FOR_HIS_STATE
    same = bearer.lower_ in {"he", "she", "it", "they"} or lemma(speaker) == lemma(bearer)
    same = same or _is_of(speaker, bearer)
    return _ABOUT_OTHERS if same and speaker.lower_ != "they" else 0.0


def _is_of(speaker: Token, body: Token) -> bool:
    """Whether the text tells whose official speaks: "the fund's chief, Ana Soto, said the fund"."""
    if standing(body) < _BODY:
        return False
    names = {t.lower_ for t in noun_phrase(speaker) if t.pos_ == "PROPN"} or {speaker.lower_}
    for word in speaker.doc:
        if word.lower_ in names:
            titles = [word, name_head(word), word.head, *children(word, "appos")]
            titles += [t.head for t in titles if relation(t) == "appos"]
            for title in titles:
                owners = (*children(title, "nmod:poss"), oblique(title, {"of"}))
                if any(o is not None and lemma(o) == lemma(body) for o in owners):
                    return True
    return False


def _speaks_for(speaker: Token, bearer: Token) -> bool:
    """Whether an official of no other place than his own says what a state or body will do.

    "Peru would not sign, Foreign Minister Ana Soto said"; "a Chilean minister" would be guessing.
    """
    if bearer.ent_type_ not in {"ORG", "LOC"}:
        return False
    phrase = noun_phrase(speaker)
    office = any(t.lower_ in cues().words["offices"] for t in phrase)
    return office and not any(t.ent_type_ in {"ORG", "LOC", "MISC"} for t in phrase)


def _kind(verb: Token, affirmed: bool, free: bool, hung: bool) -> ObligationKind | None:
    """What a commitment is; `free` where the words round it leave no doubt, whatever the verb.

    `hung`: until something happens, so that doing without it is a refusal for the time being.
    """
    words = cues().words
    act = lemma(verb)
    if not affirmed:
        return (
            "pledge"
            if act in words["abstentions"] and not hung
            else "refusal"
            if act in words["refusals"] or free
            else None
        )
    supposed = any(conditional(a) not in {None, "only if"} for a in children(verb, "advcl"))
    speech = speech_verb(verb)
    warned = speech is not None and lemma(speech) == "warn"
    if (supposed or warned) and is_hostile(verb):
        return "threat"
    if act == "make" and not any(c.lower_ == "sure" for c in verb.children):
        return None
    doing = act in words["commitments"] or (free and act not in words["stative"])
    return "pledge" if doing and subject(verb) is not None else None

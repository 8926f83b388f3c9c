"""What a speaker says that he, or his side, will or will not do."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onus.coding.obligation_candidate import Draft
from onus.coding.obligation_clauses import (
    children,
    is_passive,
    lemma,
    negated,
    noun_phrase,
    relation,
    subject,
)
from onus.coding.obligation_cues import cues
from onus.coding.obligation_preconditions import conditional, conditions_of, is_as_long_as
from onus.coding.obligation_setting import Setting, is_said, speech_verb, standing, under_pact
from onus.record import ObligationKind

_WILL = frozenset({"will", "'ll", "’ll", "wo", "won't", "won’t", "shall"})
_QUESTION_WORDS = frozenset({"who", "whom", "what", "which", "how", "why", "where", "when"})
_CONFIDENCE = {"pledge": 0.6, "refusal": 0.6, "threat": 0.7}
_ABOUT_OTHERS = 0.8
_FOR_HIS_STATE = 0.75
_NAMED = 0.9


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
        return
    agreed = under_pact(verb) and aux.lower_ in _WILL and standing(bearer) > _NAMED
    if _is_open(verb, aux) or not (is_said(verb, where) or agreed):
        return
    hung = _hung_word(verb, bearer)
    weight = max(_own_word(verb, bearer, where), hung, float(agreed))
    if aux.lower_ == "would" and bearer.lower_ in {"i", "we", "you"}:
        weight = 0.0
    free = bool(hung) or _promised(verb)
    kind = _kind(verb, not negated(verb), free)
    if not weight or kind is None:
        return
    if kind == "pledge" and weight < 1.0 and lemma(verb) in cues().words["vague"]:
        return
    faint = lemma(verb) in {"stop", "rest", "end", "vote"} and not _is_hung(verb)
    if kind == "refusal" and weight < 1.0 and faint:
        return
    yield Draft(
        kind=kind,
        cue=verb.doc[aux.i : aux.i + 1],
        act=verb,
        bearer=_himself(verb, bearer),
        demander=None,
        confidence=_CONFIDENCE[kind] * weight,
    )


def _is_open(verb: Token, aux: Token) -> bool:
    """Whether the clause only supposes or asks: "if", "who they would vote for"."""
    supposing = any(c.lower_ in {"if", "whether", "unless"} for c in children(verb, "mark"))
    return supposing or any(c.lower_ in _QUESTION_WORDS and c.i < aux.i for c in verb.children)


def _is_hung(verb: Token) -> bool:
    """Whether the act waits for a condition."""
    return any(conditional(a) is not None for a in children(verb, "advcl"))


def _hung_word(verb: Token, bearer: Token) -> float:
    """How surely a named party binds itself by what it makes wait for a condition.

    "Peru would pay only if Chile opens its books", "Peru will not sign unless Chile pays": whoever
    says so tells the terms and no mere guess.
    """
    if bearer.ent_type_ not in {"ORG", "LOC", "PER"} and bearer.lower_ not in {"it", "we"}:
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
    return _ABOUT_OTHERS if same and speaker.lower_ != "they" else 0.0


def _speaks_for(speaker: Token, bearer: Token) -> bool:
    """Whether an official of no other place than his own says what a state or body will do.

    "Peru would not sign, Foreign Minister Ana Soto said"; "a Chilean minister" would be guessing.
    """
    if bearer.ent_type_ not in {"ORG", "LOC"}:
        return False
    phrase = noun_phrase(speaker)
    office = any(t.lower_ in cues().words["offices"] for t in phrase)
    return office and not any(t.ent_type_ in {"ORG", "LOC", "MISC"} for t in phrase)


def _kind(verb: Token, affirmed: bool, free: bool) -> ObligationKind | None:
    """What a commitment is; `free` where the words round it leave no doubt, whatever the verb."""
    words = cues().words
    act = lemma(verb)
    if not affirmed:
        return (
            "pledge"
            if act in words["abstentions"]
            else "refusal"
            if act in words["refusals"] or free
            else None
        )
    hung = any(conditional(a) not in {None, "only if"} for a in children(verb, "advcl"))
    if hung and act in words["hostile"]:
        return "threat"
    if act == "make" and not any(c.lower_ == "sure" for c in verb.children):
        return None
    doing = act in words["commitments"] or (free and act not in words["stative"])
    return "pledge" if doing and subject(verb) is not None else None

"""Obligations told by a fixed turn of phrase: "has no intention of", "is under orders to".

`obligations.yaml` lists the turns under `turns`. Each is a row of lemmas; `~` stands for a few
articles, possessives and adjectives, `X` for the other party, and what comes behind the last word
is the act.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span, Token

from onus.coding.obligation_acts import nominal_act
from onus.coding.obligation_candidate import Draft
from onus.coding.obligation_clauses import (
    NEGATIONS,
    is_passive,
    is_question,
    lemma,
    name_head,
    negated,
    noun_phrase,
    own_subject,
    relation,
    subject,
)
from onus.coding.obligation_cues import Turn, cues
from onus.coding.obligation_setting import (
    Setting,
    is_asserted,
    is_deed,
    standing,
    teller_of,
)

_BESIDE = frozenset({"DET", "ADJ", "PRON", "ADV", "NUM", "SYM"})
_FEW = 3  # words that `~` can stand for
_PARTY_WORDS = 7  # words that `X` can stand for
_WITHIN_PHRASE = frozenset(
    {"det", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "flat", "case", "punct"}
)


def turns(verb: Token, where: Setting) -> Iterator[Draft]:
    """What the turn of phrase that begins at this verb lays on somebody."""
    del where
    if verb.pos_ not in {"VERB", "AUX"}:
        return
    for turn in _beginning_with().get(lemma(verb), ()):
        found = _matched(verb, turn)
        if found is None or not _holds(verb, turn):
            continue
        end, other = found
        act = _act(verb.doc[end - 1], verb)
        draft = None if act is None else _draft(verb, turn, end, act, other)
        if draft is not None:
            yield draft
            return


@cache
def _beginning_with() -> dict[str, list[Turn]]:
    found: dict[str, list[Turn]] = {}
    for turn in cues().turns:
        for first in turn.words[0].split("/"):
            found.setdefault(first, []).append(turn)
    return found


def _holds(verb: Token, turn: Turn) -> bool:
    if turn.denied:
        return negated(verb) and not is_question(verb)
    if "no" in turn.words:
        return not is_question(verb)
    return is_asserted(verb) and not (verb.pos_ == "VERB" and is_passive(verb))


def _matched(verb: Token, turn: Turn) -> tuple[int, Token | None] | None:
    """Where the act begins and who the other party is; None where the words are others."""
    doc, last, words = verb.doc, verb.sent.end, turn.words
    at, other = verb.i + 1, None
    for place, wanted in enumerate(words[1:], start=1):
        following = words[place + 1].split("/") if place + 1 < len(words) else []
        if wanted == "~":
            reach = at
            while reach < min(at + _FEW, last) and _is_beside(doc[reach]):
                if _is(doc[reach], following):
                    break
                reach += 1
            at = reach
        elif wanted == "X":
            reach = at
            while reach < min(at + _PARTY_WORDS, last) and not _is(doc[reach], following):
                reach += 1
            if reach == at or reach >= last:
                return None
            heads = (t for t in doc[at:reach] if standing(t) and not at <= t.head.i < reach)
            other = next(heads, None) or name_head(doc[reach - 1])
            at = reach
        else:
            while at < last and doc[at].pos_ == "ADV" and not _is(doc[at], wanted.split("/")):
                at += 1  # "has repeatedly said no to"
            if at >= last or not _is(doc[at], wanted.split("/")):
                return None
            at += 1
    return (at, other) if at < last else None


def _is_beside(word: Token) -> bool:
    return word.pos_ in _BESIDE or relation(word) == "amod"


def _is(word: Token, wanted: list[str]) -> bool:
    return word.lower_ in wanted or lemma(word) in wanted


def _act(before: Token, verb: Token) -> Token | None:
    """The head of what stands behind the last word of a turn."""
    doc, last = verb.doc, verb.sent.end
    if before.lower_ == "that":
        return before.head if before.head.i > before.i else None
    first = next((t for t in doc[before.i + 1 : last] if t.pos_ not in {"ADV", "AUX"}), None)
    if first is None or first.is_punct:
        return None
    word = first
    while relation(word) in _WITHIN_PHRASE or word.dep_ in _WITHIN_PHRASE:
        if word.head.i <= word.i or word.head.i >= last:
            break
        word = word.head
    return word if word.pos_ in {"VERB", "NOUN", "PROPN", "NUM", "SYM", "ADJ"} else None


def _draft(verb: Token, turn: Turn, end: int, act: Token, other: Token | None) -> Draft | None:
    to, who = verb.doc[end - 1].lower_, _who(verb)
    if who is None or not _fits(act, turn, to):
        return None
    bearer, demander = (other, who) if turn.asks else (who, other)
    named = bearer if bearer is not None else demander
    if named is None or not standing(named) or (bearer is not None and not standing(bearer)):
        return None
    if demander is not None and not standing(demander):
        demander = None
    clause_subject = own_subject(act) if to == "that" else None
    foreign = clause_subject is not None and clause_subject.pos_ != "PRON"
    return Draft(
        kind=turn.kind,
        cue=verb.doc[verb.i : verb.i + 1],
        act=act,
        bearer=bearer,
        demander=demander,
        confidence=turn.confidence * standing(named),
        demander_is_speaker=turn.kind == "demand" and demander is None and not turn.asks,
        whole=foreign or (clause_subject is not None and is_passive(act)),
        span=_phrase(act, end) if act.pos_ != "VERB" else None,
    )


def _fits(act: Token, turn: Turn, last: str) -> bool:
    """Whether what stands behind the turn can be its act."""
    if last == "that":
        return own_subject(act) is not None and _is_to_come(act)
    if act.pos_ != "VERB":
        return turn.act != "verb" and (turn.noun or last != "to")
    return not turn.deeds or is_deed(act)


def _who(verb: Token) -> Token | None:
    """Whose turn of phrase it is; of "there is no question of" whoever says so."""
    who = subject(verb)
    if who is None and verb.pos_ == "AUX":
        before = verb.doc[verb.i - 1] if verb.i > verb.sent.start else None
        named = before is not None and before.pos_ in {"NOUN", "PROPN"}
        who = subject(verb.head) or (name_head(before) if named and before is not None else None)
    if who is None or who.lower_ in {"there", "it"}:
        return teller_of(verb) or who
    return who


def _is_to_come(act: Token) -> bool:
    return any(
        t.lower_ in {"will", "would", "wo", "shall", "'ll", "’ll"}
        for t in act.children
        if relation(t) == "aux"
    )


def _phrase(noun: Token, start: int) -> Span | None:
    """The words of a thing from the turn on, whatever the parse has hung before it."""
    span = nominal_act(noun) if noun.pos_ == "NOUN" else noun_phrase(noun)
    begin = max(span.start, start)
    while begin < noun.i and noun.doc[begin].lower_ in NEGATIONS:
        begin += 1
    return noun.doc[begin : max(span.end, noun.i + 1)]

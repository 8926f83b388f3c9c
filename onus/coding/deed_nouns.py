"""Deeds that no verb does: "after the release of the sailors", "the sailors are free".

A noun counts where what stands round it says that it has happened; what somebody or something is
counts where only a deed can have made it so. The words for both lie in `deeds.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Span, Token

from onus.coding.deed_words import deed_words
from onus.coding.done import Done
from onus.coding.factuality import factuality
from onus.coding.obligation_clauses import (
    cases,
    children,
    lemma,
    noun_phrase,
    relation,
    stretch,
    subject,
    subtree,
)
from onus.coding.obligation_setting import standing
from onus.record import Outcome

_GOVERNMENT = 0.5
_NO_MORE = frozenset({"longer", "more", "anymore"})
_NOT = frozenset({"not", "n't", "n’t", "never", "hardly"})
_VAGUE = frozenset({"it", "they", "he", "she", "that", "this", "there", "we", "i", "you"})


def noun_deed(noun: Token, is_told: Callable[[Token], bool]) -> Iterator[Done]:
    """The deed that a noun stands for, if it has happened.

    `is_told` says whether a verb tells of something that has.
    """
    verb = deed_words().nouns.get(lemma(noun)) if noun.pos_ == "NOUN" else None
    if verb is None or any(c.lower_ in {"no", "any", "a", "new"} for c in children(noun, "det")):
        return
    outcome = _happened(noun, is_told)
    if outcome is None:
        return
    doer = _doer(noun)
    yield Done(
        doer=noun_phrase(doer) if doer is not None else None,
        verb=verb,
        words=stretch(noun, subtree(noun, set(children(noun, "cc", "conj", "appos", "case")))),
        outcome=outcome,
    )


def _happened(noun: Token, is_told: Callable[[Token], bool]) -> Outcome | None:
    noun, words = _time_of(noun), deed_words()
    above = noun.head
    if above == noun or above.pos_ != "VERB" or not is_told(above):
        return None
    kind, verb = relation(noun), _with_particle(above)
    if kind == "nsubj" and not any(c.dep_ == "nsubj:pass" for c in children(above, "nsubj")):
        return words.happening.get(verb)
    if kind == "obj" and verb in words.presupposing:
        return "done"
    if kind == "obl" and {"after", "following"} & set(cases(noun)):
        return "done"
    return None


def _time_of(noun: Token) -> Token:
    """The days in "after two days of talks", else the noun itself."""
    return noun.head if relation(noun) == "nmod" and lemma(noun.head) in _TIMES else noun


_TIMES = frozenset({"day", "week", "month", "hour", "year", "round", "night", "series"})


def _doer(noun: Token) -> Token | None:
    """The owner of a deed, or who stands behind "by"; of a talk those it is "between"."""
    owner = next((c for c in children(noun, "nmod:poss") if c.pos_ != "PRON"), None)
    telling = {"by", "between"}
    if deed_words().nouns[lemma(noun)] in deed_words().undergone_by_nobody:
        telling |= {"of"}
    by = next((c for c in children(noun, "nmod") if telling & set(cases(c))), None)
    found = by or owner
    return found if found is not None and standing(found) >= _GOVERNMENT else None


def state_deed(word: Token) -> Iterator[Done]:
    """The deed behind what something is: "the port is open again", "no longer on offer"."""
    if not children(word, "cop") and not (word.lower_ == "open" and children(word, "aux")):
        return
    owner = next(iter(children(word, "nsubj")), None)
    if owner is None or owner.lower_ in _VAGUE or factuality(word, None) not in _REAL:
        return
    phrase = " ".join([*cases(word), *_article(word), word.lower_])
    if _no_longer(word):
        if phrase in deed_words().lapsed:
            yield Done(_whose(word, owner), "withdraw", _clause(word), "done")
        return
    verb = deed_words().states.get(phrase)
    if verb is not None:
        denied = any(c.lower_ in _NOT for c in word.children)
        doer = _whose(word, owner) if verb == "withdraw" else None
        yield Done(doer, verb, _clause(word), "not done" if denied else "done")


_REAL = frozenset({"actual", "denied"})


def _article(word: Token) -> list[str]:
    return ["the"] if any(c.lower_ == "the" for c in children(word, "det")) and cases(word) else []


def _no_longer(word: Token) -> bool:
    near = {t.lower_ for t in word.doc[max(word.sent.start, word.i - 4) : word.i + 3]}
    return bool(near & _NO_MORE) and bool(near & {"no", *_NOT})


def _whose(word: Token, owner: Token) -> Span | None:
    """Whose offer it was: the owner of what was offered, or whoever says so."""
    named = [owner, *(c for c in children(owner, "nmod:poss") if c.pos_ != "PRON")]
    found = next((t for t in named if t.pos_ == "PROPN" or t.ent_type_), None)
    if found is None and relation(word) in {"ccomp", "parataxis"}:
        speaker = subject(word.head)
        found = speaker if standing(speaker) >= _GOVERNMENT else None
    return noun_phrase(found) if found is not None else None


def _clause(word: Token) -> Span:
    return stretch(word, subtree(word, set(children(word, "cc", "conj", "mark", "parataxis"))))


def _with_particle(verb: Token) -> str:
    return " ".join([lemma(verb), *(c.lower_ for c in children(verb, "compound:prt"))])

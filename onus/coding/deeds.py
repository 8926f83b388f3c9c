"""What is reported done: who did what, in the words of the text, whatever it is.

Events are coded by an ontology and leave out what it has no code for ("paid the $2 million",
"published the audit"). The ledger needs just these, to see whether what was owed was done.
`find_deeds` reads one annotated article and gives every verb that says what happened or failed to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from onus.coding.factuality import factuality
from onus.coding.obligation_clauses import (
    agent,
    children,
    is_passive,
    lemma,
    noun_phrase,
    relation,
    stretch,
    subject,
    subtree,
)
from onus.coding.obligation_setting import standing
from onus.record import Outcome

_BEGIN = frozenset({"begin", "start", "commence", "move"})
_FAIL = frozenset({"fail", "neglect", "omit"})
_REFUSE = frozenset({"refuse", "decline"})
_CARRIED = frozenset({*_BEGIN, *_FAIL, *_REFUSE, "continue", "manage", "proceed", "help"})
_NO_DEEDS = frozenset({"have", "be", "do", "say", "tell", "add", "state", "note"})
_APART = frozenset({"parataxis", "cc", "mark", "discourse", "vocative", "advcl", "conj"})
_MODALS = frozenset({"would", "could", "can", "will", "should", "must"})
_NOTHING = frozenset({"nothing", "none", "neither", "nobody"})


@dataclass(frozen=True, slots=True)
class Done:
    """A deed: `doer` is None where the text does not say who.

    `verb` is the lemma, with its particle ("call off"). `words` is the verb with all that belongs
    to it, and where the subject undergoes it ("the road was reopened") its subject too.
    """

    doer: Span | None
    verb: str
    words: Span
    outcome: Outcome


def find_deeds(doc: Doc) -> list[Done]:
    """The deeds of an annotated article, in text order; "he said" is none.

    `doc` needs sentence boundaries, Universal POS tags, lemmas and a UD parse.
    """
    return [done for token in doc if token.pos_ == "VERB" for done in _deed(token)]


def _deed(verb: Token) -> Iterator[Done]:
    if lemma(verb) in _NO_DEEDS or _only_governs(verb):
        return
    outcome = _outcome(verb)
    if outcome is None:
        return
    undergone = is_passive(verb)
    doer = agent(verb) if undergone else subject(verb)
    if not undergone and doer is None:
        return  # "the damaged pumps"
    if not undergone and not children(verb, "obj", "xcomp", "ccomp") and not standing(doer):
        undergone, doer = True, None  # "the trucks have arrived": they did not send themselves
    if doer is not None and doer.pos_ == "VERB":
        doer = None
    yield Done(
        doer=noun_phrase(doer) if doer is not None else None,
        verb=" ".join([lemma(verb), *(c.lower_ for c in children(verb, "compound:prt"))]),
        words=_words(verb, with_subject=undergone),
        outcome=outcome,
    )


def _outcome(verb: Token) -> Outcome | None:
    """What became of it; None for what is wanted, planned or supposed."""
    above = lemma(verb.head) if relation(verb) == "xcomp" else ""
    if _infinitive(verb) and above not in _CARRIED:
        # "Money to rebuild schools" is none; "has yet to arrive" says that it did not happen.
        return "not done" if any(c.lower_ == "yet" for c in _around(verb)) else None
    real = "planned" if _timeless(verb) else factuality(verb, None)
    if real == "actual" and not any(lemma(c) in _NOTHING for c in verb.children):
        return "begun" if above in _BEGIN else "done"
    if real not in {"actual", "denied"}:
        return None
    if above in _REFUSE:
        return "refused"
    if above in _FAIL:
        return "failed"
    return None if any(c.lower_ in _MODALS for c in children(verb, "aux")) else "not done"


def _timeless(verb: Token) -> bool:
    """ "While the two sides talk", "which it had promised": not news of what was done."""
    if verb.dep_ == "acl:relcl" and any(c.lower_ == "had" for c in children(verb, "aux")):
        return True
    return verb.lower_ == lemma(verb) and not _infinitive(verb) and relation(verb) == "advcl"


def _only_governs(verb: Token) -> bool:
    """ "Agreed to pay", "refused to leave": the deed, if any, is that of the infinitive."""
    below = children(verb, "xcomp")
    return any(_infinitive(c) for c in below) and lemma(verb) not in {"help", "use"}


def _around(verb: Token) -> Iterator[Token]:
    yield from verb.children
    yield from verb.head.children


def _infinitive(verb: Token) -> bool:
    return any(c.lower_ == "to" for c in children(verb, "mark"))


def _words(verb: Token, *, with_subject: bool) -> Span:
    left_out = {
        c
        for c in verb.children
        if relation(c) in _APART
        or (relation(c) == "punct" and c.i < verb.i)
        or (relation(c) == "nsubj" and not with_subject)
    }
    return stretch(verb, subtree(verb, left_out))

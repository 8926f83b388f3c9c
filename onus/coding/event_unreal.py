"""Which events to doubt because nobody does them, or only in somebody's imagination."""

from __future__ import annotations

from spacy.tokens import Token

from onus.coding.event_doubt_words import words
from onus.coding.event_model import CodedEvent
from onus.coding.event_parties import is_passive
from onus.coding.obligation_clauses import cases, children, lemma, relation


def is_unreal(event: CodedEvent) -> bool:
    """Done by nobody or to anybody, supposed, or done to the one who does it."""
    return _is_nobodys(event) or _is_supposed(event) or _is_among_friends(event)


def _is_nobodys(event: CodedEvent) -> bool:
    """A passive that nobody does: "a cashier is held to account", "forced out by high seas"."""
    trigger = event.trigger
    if event.source is not None or trigger.pos_ != "VERB" or event.type == "REQUEST":
        return False
    ought = {c.lower_ for c in children(trigger, "aux")} & {"should", "must", "can", "could"}
    if ought:
        return True
    if event.type in {"COERCE", "ACCUSE"} and is_passive(trigger):
        if any("by" in cases(c) for c in children(trigger, "obl")):
            return True
        if event.target is not None and event.type == "ACCUSE":
            return _is_anybody(event.target.root)
    return False


def _is_anybody(root: Token) -> bool:
    """Whether a noun phrase is about people as such: "a cashier who steals", "people accused"."""
    if root.pos_ != "NOUN":
        return False
    told = [
        c for c in root.children if relation(c) in {"det", "nummod", "nmod", "amod", "compound"}
    ]
    if root.lower_ != lemma(root) or root.lower_ == "people":
        return not told
    return all(c.lower_ in {"a", "an"} for c in told) and bool(told)


def _is_supposed(event: CodedEvent) -> bool:
    """What is only imagined: "say Mexico demanded that", "allies would help", "needs to appeal"."""
    trigger = event.trigger
    above = trigger.head
    if relation(trigger) == "ccomp" and lemma(above) in words("supposing"):
        return above.lower_ == lemma(above) and not children(above, "nsubj", "aux", "mark")
    if event.type == "AGREE" and any(c.lower_ == "would" for c in children(trigger, "aux")):
        return not is_told(trigger)
    needed = relation(trigger) in {"xcomp", "acl"} and lemma(above) in words("needing")
    carried = relation(above) in {"xcomp", "acl"} and lemma(above.head) in words("needing")
    return (
        event.type in {"REQUEST", "CONSULT"}
        and event.factuality == "wanted"
        and (needed or (trigger.pos_ == "NOUN" and carried))
    )


def is_told(verb: Token) -> bool:
    """Whether a clause is what somebody says: "said that it would close the mission"."""
    told = any(relation(t) == "ccomp" for t in (verb, *list(verb.ancestors)[:2]))
    return told or bool(children(verb, "parataxis"))


def _is_among_friends(event: CodedEvent) -> bool:
    """The target does it too, or is the source again: "together with Canada", "we ask for us"."""
    if event.target is None or event.source is None:
        return False
    root = event.target.root
    first = {"we", "us", "our", "i", "me", "my", "ours", "mine"}
    if root.lower_ in first and event.source.root.lower_ in first:
        return True
    left = event.target.start
    pair = [t.lower_ for t in root.doc[max(0, left - 2) : left]]
    return pair in (["together", "with"], ["along", "with"], ["alongside"])

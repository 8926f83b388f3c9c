"""Police, troops and other forces of a state, as the words of a party show them.

Many plain verbs are acts of power only when a force does them: officers who "checked" cars or
"rushed to the village", not guests who did. Entries of the lexicon marked `forces` stand for those.
"""

from __future__ import annotations

from spacy.tokens import Token

from onus.coding.event_parties import NOMINAL, agents, is_passive, reporter, subject_of
from onus.coding.obligation_clauses import cases, children, lemma, relation
from onus.coding.triggers import Match, fitting, lexicon


def trigger(token: Token) -> Match | None:
    """The lexicon's entry for a word; one for the acts of forces only where forces do it.

    A name of the calendar is none: "in *March* the council imposed".
    """
    if token.pos_ == "PROPN" and token.lower_ in lexicon().times:
        return None
    return next((m for m in fitting(token) if not m.entry.forces or by_forces(m)), None)


def by_forces(match: Match) -> bool:
    """Whether a force of the state does it, or is sent to: "police were rushed to the town"."""
    head = match.head
    if any(is_force(nominal) for nominal in (*force_before(head), *agents(match))):
        return True
    if match.entry.type != "MOBILIZE" or not is_passive(head):
        return False
    subject = subject_of(head)
    return subject is not None and is_force(subject)


def force_before(word: Token) -> list[Token]:
    """The force whose act a word is as the word right before it or its predicate's subject.

    "Police firing", where the parse takes the noun for a verb; "the army is on alert".
    """
    if word.pos_ == "VERB" and word.lower_.endswith("ing") and not children(word, "nsubj", "aux"):
        before = word.doc[max(word.sent.start, word.i - 1)]
        return [before] if before != word and before.pos_ in NOMINAL and is_force(before) else []
    if word.pos_ == "NOUN" and children(word, "cop"):
        return [subject for subject in children(word, "nsubj") if is_force(subject)]
    return []


def is_force(nominal: Token) -> bool:
    """Whether a nominal names a force or its people: "police", "army trucks", "teams of police"."""
    if nominal.pos_ not in NOMINAL | {"ADJ"}:
        return False
    if nominal.lower_ == "they":
        # "police said they had to stop the march"
        speaker = reporter(nominal.head)
        return speaker is not None and speaker.lower_ != "they" and is_force(speaker)
    words = lexicon().forces
    inside = [
        child
        for child in nominal.children
        if (relation(child) in {"compound", "amod", "flat"} and child.i < nominal.i)
        or (relation(child) == "nmod" and "of" in cases(child))
    ]
    joined = children(nominal, "conj", "appos")
    return any(lemma(t) in words or t.lower_ in words for t in [nominal, *inside, *joined])

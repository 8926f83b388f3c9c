"""Printed interviews: who "I" and "you" are where questions and answers stand without quotes.

An article is read as one when several of its paragraphs are questions to somebody. Whom it asks
is said at its head ("X interviews Y", "spoke with Y"), or is the person it names most up to the
first question. Where that leaves several or nobody, nobody is taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onus.language.annotation import text_of
from onus.resolving.parties import Party

_PARAGRAPH = re.compile(r"\S[^\n]*")
_ADDRESSED = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_QUESTIONS = 3
_SHARE = 0.12
_ASKED = frozenset("you your yours yourself".split())
_ANSWERING = frozenset("i me my mine myself".split())
_SPEAKING = frozenset("speak talk sit chat meet catch discuss".split())


@dataclass(frozen=True)
class Interview:
    """Where the questions stand (characters), where they begin, and who answers."""

    questions: tuple[tuple[int, int], ...]
    answering: Party

    def party(self, pronoun: Token) -> Party | None:
        """Who is meant by "you" in a question or by "I" in an answer; None for all else."""
        asked = any(start <= pronoun.idx < end for start, end in self.questions)
        if asked:
            return self.answering if pronoun.lower_ in _ASKED else None
        after = pronoun.idx > self.questions[0][0]
        return self.answering if after and pronoun.lower_ in _ANSWERING else None


def find_interview(doc: Doc, found: Mapping[int, tuple[Party, ...]]) -> Interview | None:
    """The interview that the article is, or None. `found` are the parties by head word."""
    text = text_of(doc)
    paragraphs = [match.span() for match in _PARAGRAPH.finditer(text)]
    questions = tuple(
        (start, end)
        for start, end in paragraphs[1:]
        if text[start:end].rstrip().endswith("?") and text[start] not in "\"“‘'"
    )
    addressed = sum(bool(_ADDRESSED.search(text, start, end)) for start, end in questions)
    if addressed < _QUESTIONS or len(questions) < _SHARE * len(paragraphs):
        return None
    party = _announced(doc, found, questions[0][0]) or _most_named(doc, found, questions[0][0])
    return None if party is None else Interview(questions, party)


def _announced(doc: Doc, found: Mapping[int, tuple[Party, ...]], end: int) -> Party | None:
    """The person that the head of the article says it has interviewed."""
    for token in doc:
        if token.idx >= end:
            break
        lemma = token.lemma_.lower()
        if lemma not in _SPEAKING and not lemma.startswith("interview"):
            continue
        for child in token.children:
            cases = {c.lower_ for c in child.children if c.dep_ == "case"}
            asked = child.dep_ in ("obj", "nsubj:pass") or bool(cases & {"with", "to", "of"})
            people = _people(found.get(child.i, ())) if asked else ()
            if len(people) == 1 and not list(child.conjuncts):
                return people[0]
    return None


def _most_named(doc: Doc, found: Mapping[int, tuple[Party, ...]], end: int) -> Party | None:
    counts = Counter(
        {
            party: sum(m.head.idx < end for m in party.mentions)
            for parties in found.values()
            for party in _people(parties)
        }
    ).most_common(2)
    if not counts or counts[0][1] == 0 or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]


def _people(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    return tuple(p for p in parties if p.is_person and p.named and not p.plural)

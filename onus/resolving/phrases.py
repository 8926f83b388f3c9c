"""The shape of one noun phrase: its words, determiner, number, and where it begins and ends."""

from __future__ import annotations

from itertools import accumulate
from typing import Literal

from spacy.tokens import Span, Token

from onus.resolving.roles import role_ending

Determiner = Literal["definite", "indefinite", "bare"]


def phrase(head: Token) -> list[Token]:
    """The words of the phrase round `head` without determiner, possessive 's and clauses."""
    keep = {head.i}
    for child in head.children:
        if child.dep_ in INSIDE or child.dep_.partition(":")[0] in INSIDE:
            for word in child.subtree:
                kind = word.dep_
                if kind not in _OUTER or (kind == "punct" and word.text == "-"):
                    keep.add(word.i)
    first = last = head.i
    while first - 1 in keep or (first - 2 in keep and head.doc[first - 1].text not in _PARTING):
        first -= 1
    while last + 1 in keep or (last + 2 in keep and head.doc[last + 1].text not in _PARTING):
        last += 1
    words = [head.doc[i] for i in sorted(keep) if first <= i <= last]
    words = [w for w in words if w.text not in ("'s", "’s", "'", "’", "(", ")", '"', "“", "”")]
    while words and words[0] != head and words[0].pos_ in _NEVER_FIRST and words[0].text.islower():
        words = words[1:]
    while words and words[0] != head and words[0].pos_ == "PUNCT":
        words = words[1:]
    return words


INSIDE = (
    "amod",
    "compound",
    "flat",
    "nummod",
    "name",
    "goeswith",
    "fixed",
    "nmod:poss",
    "nmod:desc",  # a title in front of a name, since UD 2.15
)


_OUTER = frozenset({"det", "case", "punct", "cc"})


_PARTING = frozenset({",", ";", ":", "and", "or", "(", ")", "—", "–"})
"""Where these stand between two words of a phrase, the parse has run two phrases together."""


_NEVER_FIRST = frozenset({"ADP", "SCONJ", "CCONJ"})


def left_end(token: Token) -> Token:
    """The first word of the phrase, without the preposition or comma that leads up to it."""
    start = token.left_edge.i
    while start < token.i and token.doc[start].pos_ in (*_NEVER_FIRST, "PUNCT", "PART", "SPACE"):
        start += 1
    return token.doc[start]


def of_words(head: Token) -> list[Token]:
    """The words of a short "of ..." that follows the head at once: "of State", "of England"."""
    for child in head.children:
        if child.dep_ == "nmod" and child.i > head.i and child.right_edge.i - head.i <= 5:
            cases = [c for c in child.children if c.dep_ == "case"]
            if len(cases) == 1 and cases[0].lower_ == "of" and cases[0].i == head.i + 1:
                words = [cases[0], *phrase(child)]
                return sorted(words, key=lambda t: t.i)
    return []


def core_of(head: Token, words: list[Token]) -> Token:
    """Where the name begins behind what is said of it: "many [Mexicans]", "member [Estonia]"."""
    lower = [w for w in words if w.i < head.i and w.text[:1].islower()]
    return words[words.index(lower[-1]) + 1] if lower else words[0]


def determiner_of(head: Token) -> Determiner:
    """Whether the phrase is definite ("the", "his"), indefinite, or without article."""
    for child in head.children:
        if child.dep_ in ("det", "det:predet") or child.pos_ == "DET":
            lower = child.lower_
            if lower in ("the", "this", "that", "these", "those", "both", "such", "said"):
                return "definite"
            return "indefinite"
        if child.dep_ == "nmod:poss":
            return "definite"
        if child.dep_ == "nummod" and child.i < head.i:
            return (
                "indefinite"
                if head.left_edge.lower_ not in ("the", "these", "both")
                else "definite"
            )
    return "bare"


def with_determiner(head: Token, span: Span) -> Span:
    """The span with the article of `head` right before it."""
    first = span[0].i
    if first > 0 and span.doc[first - 1].dep_ == "det" and span.doc[first - 1].head == head:
        first -= 1
    return span.doc[first : span.end]


def is_plural(token: Token) -> bool:
    """Whether the word stands for several, by its form and lemma."""
    if token.pos_ == "PRON":
        return token.lower_ in _PLURAL_PRONOUNS
    number = token.morph.get("Number", [])
    if number:
        return number[0] == "Plur"
    lower = token.lower_
    if lower in _PLURALS:
        return True
    if token.pos_ == "PROPN":
        return lower.endswith("s") and lemma_of(token) != lower
    return lower.endswith(("s", "en", "people")) and token.lemma_.lower() != lower


_PLURALS = frozenset("people police troops forces authorities".split())


_PLURAL_PRONOUNS = frozenset(
    "they them their theirs themselves we us our ours ourselves these those both".split()
)


def lemma_of(token: Token) -> str:
    """The lemma for common nouns; names keep their form ("Foreign Minister", "United States")."""
    lemma = token.lemma_.lower() if token.pos_ == "NOUN" and token.lemma_ else token.lower_
    if lemma.endswith("s") and role_ending([lemma]) is None and role_ending([lemma[:-1]]):
        return lemma[:-1]  # "Muslims" is tagged as a name, "billionaires" unknown to the lemmatiser
    if lemma != token.lower_ and role_ending([lemma]) is None and role_ending([token.lower_]):
        return token.lower_  # "media", of which the lemma is "medium"
    return lemma


def clean(name: str) -> str:
    """The name without possessive and with single spaces."""
    for ending in ("'s", "’s", "'", "’"):
        name = name.removesuffix(ending)
    return " ".join(name.split())


def span_of(first: Token, last: Token) -> Span:
    """The words from `first` to `last`."""
    return first.doc[first.i : last.i + 1]


def sentence_number(token: Token) -> int:
    """How many sentences begin up to this word; kept with the document, for speed."""
    numbers: list[int] | None = token.doc.user_data.get("onus_sentence_numbers")
    if numbers is None or len(numbers) != len(token.doc):
        numbers = list(accumulate(int(bool(word.is_sent_start)) for word in token.doc))
        token.doc.user_data["onus_sentence_numbers"] = numbers
    return numbers[token.i]

"""Finds the words that stand for political events: `triggers.yaml` matched on a parse.

`fitting(token)` gives the entries of the lexicon that fit the word together with the words that
hang on it, so that "lifted its ban on" is found as one trigger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from spacy.tokens import Token

from onus.coding.obligation_clauses import cases, children, lemma, relation
from onus.knowledge import read_yaml
from onus.language.kept import kept

Part = Literal["verb", "noun", "adjective"]

_POS: Mapping[Part, frozenset[str]] = {
    "verb": frozenset({"VERB", "AUX"}),
    "noun": frozenset({"NOUN", "PROPN"}),
    "adjective": frozenset({"ADJ", "VERB"}),
}
PREPOSITIONS = frozenset(
    "about against among at behind by for from in into of on onto out outside over to toward "
    "towards upon with".split()
)
# Where the words of a verb's pattern may hang.
_HANGING = frozenset(
    "obj nsubj:pass obl xcomp compound:prt advmod iobj nmod compound amod nmod:unmarked acl advcl ccomp "  # noqa: E501
    "obl:unmarked fixed case dep nsubj det".split()
)
_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the lexicon: the words besides the head, each as its alternatives; see the file."""

    part: Part
    head: str
    words: tuple[frozenset[str], ...]
    type: str
    preposition: str | None = None
    mode: str | None = None
    cameo: str | None = None
    clause: bool = False
    swap: bool = False
    weak: bool = False
    party: bool = False
    clausal: bool = False
    forces: bool = False
    alone: bool = False

    @property
    def length(self) -> int:
        """How many words the entry asks for."""
        return 1 + len(self.words) + (self.preposition is not None)


@dataclass(frozen=True, slots=True)
class Frame:
    """How a type's parties are marked: prepositions of the target, and what "of" leads to."""

    to: tuple[str, ...]
    of: Literal["source", "target"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The whole file: entries by part of speech and head, frames by type, light verbs by kind."""

    entries: Mapping[tuple[Part, str], tuple[Entry, ...]]
    frames: Mapping[str, Frame]
    light: Mapping[str, str]
    instruments: frozenset[str]
    times: frozenset[str]
    own: frozenset[str]
    attributive: frozenset[str]
    burdens: frozenset[str]
    topics: frozenset[str]
    sorts: frozenset[str]
    plain: frozenset[str]
    figurative: frozenset[str]
    wishes: frozenset[str]
    forces: frozenset[str]
    doing: frozenset[str]
    aligned: frozenset[str]
    hit: frozenset[str]
    counted: frozenset[str]
    counts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found at `head`; `words` are the tokens that fill its other words.

    `role` is the nominal that the entry's preposition leads to.
    """

    entry: Entry
    head: Token
    words: tuple[Token, ...] = field(default=())
    role: Token | None = None


def fitting(token: Token) -> list[Match]:
    """The entries that fit at `token`, longest first; of equally long ones the surer one.

    One for the acts of forces comes first among its equals, whether or not a force does it here,
    then one that stands alone.
    """
    # "Backed out" backs nobody.
    phrasal = token.pos_ == "VERB" and bool(children(token, "compound:prt"))
    found = [
        match
        for entry in _candidates(token)
        if not (phrasal and entry.length == 1) and (match := _fit(entry, token)) is not None
    ]
    apart = [match for match in found if not any(_takes(other, match) for other in found)]
    return sorted(apart, key=_fitness, reverse=True)


def _takes(one: Match, other: Match) -> bool:
    """Whether one pattern leads to what is the other's own: "call for" to "call *elections*".

    Who "called for elections" has called none.
    """
    longer = one.entry.length >= other.entry.length
    return one.role is not None and one.role in other.words and longer


def _fitness(match: Match) -> tuple[int, bool, bool, bool]:
    entry = match.entry
    return entry.length, not entry.weak, entry.forces, entry.alone


def _wished(clause: Token) -> bool:
    """Whether a clause below a verb says what is to be done, not what is: "told X to leave".

    An infinitive, or a subjunctive ("proposed that X leave"), behind the verb.
    """
    if clause.i < clause.head.i:
        return False
    if lemma(clause.head) in lexicon().wishes and relation(clause) == "xcomp":
        return bool(children(clause.head, "obj", "iobj"))
    if any(c.lower_ == "to" for c in children(clause, "mark", "aux")):
        return True
    if relation(clause) == "xcomp":
        return True
    return clause.lower_ == lemma(clause) and not children(clause, "aux", "cop")


def _candidates(token: Token) -> Iterator[Entry]:
    tag = token.pos_
    parts = [part for part, tags in _POS.items() if tag in tags]
    if not parts:
        return
    hyphenated = _hyphenated(token)
    names = [lemma(token)] if hyphenated is None else [lemma(token), hyphenated]
    for part in parts:
        for name in names:
            yield from lexicon().entries.get((part, name), ())


def _hyphenated(token: Token) -> str | None:
    """The hyphenated word that the token heads, which tokenisers part: "cease-fire"."""
    doc, start, end = token.doc, token.i, token.i
    while start >= 2 and doc[start - 1].text == "-" and not doc[start - 2].whitespace_:
        start -= 2
    while end + 2 < len(doc) and doc[end + 1].text == "-" and not doc[end].whitespace_:
        end += 2
    if start == end or (start <= token.head.i <= end and token.head != token):
        return None
    return doc[start:end].text.lower() + lemma(doc[end])


def _fit(entry: Entry, token: Token) -> Match | None:
    if entry.part == "noun" and entry.preposition is None:
        words = _modifiers(entry, token)
    else:
        words = _hanging(entry.words, token, with_subject=entry.alone)
    if words is None:
        return None
    if entry.preposition is None:
        if entry.clausal and not any(_wished(c) for c in children(token, "xcomp", "ccomp")):
            return None
        return Match(entry, token, words)
    role = _led_to(entry.preposition, token, words)
    if role is not None:
        return Match(entry, token, words, role)
    particle = [c for c in children(token, "compound", "advmod") if c.lower_ == entry.preposition]
    if particle:
        objects = [c for c in children(token, "obj", "nsubj:pass") if c not in words]
        role = objects[0] if objects else None
        stands_by = role is None and entry.forces
        if stands_by or (role is not None and role.dep_ != "nsubj"):
            return Match(entry, token, (*words, particle[0]), role)
    return None


def _led_to(preposition: str, token: Token, words: tuple[Token, ...]) -> Token | None:
    """The nominal that a preposition leads to from the trigger or one of its words."""
    for anchor in (token, *reversed(words)):
        for child in children(anchor, "obl", "nmod", "obj", "advcl"):
            if preposition in cases(child) and child not in words:
                return child
    clauses = children(token, "xcomp", "advcl", "ccomp")
    return next((led for c in clauses if (led := _before_infinitive(c, preposition))), None)


def _before_infinitive(clause: Token, preposition: str) -> Token | None:
    """Who stands between preposition and "to": "called for *the rebels* to leave"."""
    marks = children(clause, "mark")
    opener = next((mark for mark in marks if mark.lower_ == preposition), None)
    to = next((mark for mark in marks if mark.lower_ == "to"), None)
    if opener is None or to is None:
        return None
    placed = children(clause, "nsubj", "obj", "obl")
    return next((word for word in placed if opener.i < word.i < to.i), None)


def _modifiers(entry: Entry, noun: Token) -> tuple[Token, ...] | None:
    """The words before a noun that a compound entry asks for: "suicide" of "suicide bombing"."""
    found: list[Token] = []
    for alternatives in entry.words:
        fitting = [
            t
            for t in noun.doc[max(noun.sent.start, noun.i - 4) : noun.i]
            if (lemma(t) in alternatives or t.lower_ in alternatives) and noun.is_ancestor(t)
        ]
        if not fitting:
            return None
        found.append(fitting[-1])
    return tuple(found)


def _hanging(
    wanted: tuple[frozenset[str], ...], head: Token, *, with_subject: bool
) -> tuple[Token, ...] | None:
    """Tokens below `head` for each of the wanted words in order, or None when one is missing."""
    below = _all_below(head)
    if with_subject:
        below = [*below, *children(head, "nsubj")]
    found: list[Token] = []
    for alternatives in wanted:
        fitting = [
            t
            for t in below
            if (lemma(t) in alternatives or t.lower_ in alternatives)
            and t not in found
            and not (_is_quality(t) and t.lower_ not in alternatives)
        ]
        if not fitting:
            return None
        found.append(min(fitting, key=lambda t: abs(t.i - head.i)))
    return tuple(found)


def _is_quality(word: Token) -> bool:
    """The "visiting" of "the visiting minister": no visit that the verb governs."""
    return relation(word) == "amod" and word.lower_.endswith("ing")


@kept
def _all_below(head: Token) -> list[Token]:
    return list(_below(head, _DEPTH))


def _below(head: Token, depth: int) -> Iterator[Token]:
    for child in head.children:
        if child.dep_ in _HANGING or relation(child) in {"obl", "nmod"}:
            if child.dep_ in {"nsubj", "det"} and depth == _DEPTH:
                continue
            yield child
            if depth > 1 and relation(child) not in {"acl", "advcl", "ccomp"}:
                yield from _below(child, depth - 1)
        elif relation(child) == "conj" and child.pos_ in {"NOUN", "PROPN"} and depth < _DEPTH:
            yield child
    if head.dep_ == "acl" and depth == _DEPTH and head.head.pos_ == "NOUN" and not _is_active(head):
        # A participle's patient stands above it: "sanctions imposed on Iran".
        yield head.head
    if head.dep_ == "xcomp" and depth == _DEPTH and children(head, "aux:pass"):
        yield from children(head.head, "nsubj")  # "shots had to be fired"


def _is_active(participle: Token) -> bool:
    return participle.lower_.endswith("ing") or any(
        c.lower_ == "to" for c in children(participle, "mark")
    )


@cache
def lexicon() -> Lexicon:
    """The lexicon of the data file beside this module."""
    text = files("onus.coding").joinpath("triggers.yaml").read_text(encoding="utf-8")
    data = read_yaml(text)
    entries: dict[tuple[Part, str], list[Entry]] = {}
    for group in data["groups"]:
        for entry in _entries(group, data["sets"]):
            entries.setdefault((entry.part, entry.head), []).append(entry)
    return Lexicon(
        entries={key: tuple(found) for key, found in entries.items()},
        frames={name: Frame(tuple(f["to"]), f["of"]) for name, f in data["frames"].items()},
        light={verb: kind for kind, verbs in data["light"].items() for verb in verbs},
        instruments=frozenset(data["instruments"]),
        times=frozenset(data["times"]),
        own=frozenset(data["own"]),
        attributive=frozenset(data["attributive"]),
        burdens=frozenset(data["burdens"]),
        topics=frozenset(data["topics"]),
        sorts=frozenset(data["sorts"]),
        plain=frozenset(data["plain"]),
        figurative=frozenset(data["figurative"]),
        wishes=frozenset(data["wishes"]),
        forces=frozenset(data["forces"]),
        doing=frozenset(data["doing"]),
        aligned=frozenset(data["aligned"]),
        hit=frozenset(data["hit"]),
        counted=frozenset(data["counted"]),
        counts=frozenset(data["counts"]),
    )


def _entries(group: dict[str, Any], sets: Mapping[str, list[str]]) -> Iterator[Entry]:
    lists: Mapping[Part, list[str]] = {
        "verb": group.get("verbs", []),
        "noun": group.get("nouns", []),
        "adjective": group.get("adjectives", []),
    }
    facts = {k: v for k, v in group.items() if k not in {"verbs", "nouns", "adjectives"}}
    for part, patterns in lists.items():
        for pattern in patterns:
            words = pattern.split()
            preposition = words.pop() if len(words) > 1 and words[-1] in PREPOSITIONS else None
            last = part == "noun" and preposition is None and not PREPOSITIONS & set(words)
            head = words.pop() if last else words.pop(0)
            yield Entry(
                part=part,
                head=head,
                words=tuple(_alternatives(word, sets) for word in words),
                preposition=preposition,
                **facts,
            )


def _alternatives(word: str, sets: Mapping[str, list[str]]) -> frozenset[str]:
    return frozenset(sets[word[1:]]) if word.startswith("$") else frozenset({word})

"""Clauses and noun phrases in a Universal Dependencies parse, as the obligation coder needs them.

Who is the subject of a verb (through control, coordination and relative clauses), which words name
a party, what an infinitive hangs on. Everything here reads the parse of one sentence and returns
spaCy tokens and spans of that `Doc`; nothing decides what is an obligation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

import numpy as np
from spacy.tokens import Span, Token

from onus.coding.obligation_cues import cues
from onus.language.kept import kept

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "nobody"})
FIRST_PERSONS = frozenset({"i", "we"})
THIRD_PERSONS = frozenset({"it", "he", "she", "they"})
WILL = frozenset({"will", "would", "'ll", "’ll"})
WILL_OR_WONT = WILL | {"wo"}
OPENING, CLOSING = frozenset({*"“„«", "‘‘"}), frozenset({*"”»", "’’"})
STRAIGHT = frozenset({'"', "''", "``"})
_MODIFIERS = frozenset(
    {"det", "amod", "compound", "nummod", "flat", "fixed", "nmod", "case", "goeswith"}
)
_BLAMES = frozenset({"of", "for", "from", "into", "against"})
_DEPENDENTS = "onus_dependents"
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})


def relation(token: Token) -> str:
    """The relation without its subtype: `nsubj` for `nsubj:pass`."""
    return token.dep_.partition(":")[0]


def children(token: Token, *relations: str) -> list[Token]:
    """Dependents of `token` in any of these relations, given with or without subtype."""
    return [
        word for word, whole, bare in _dependents(token) if whole in relations or bare in relations
    ]


def _dependents(token: Token) -> Sequence[tuple[Token, str, str]]:
    """Each dependent, its relation, and that without its subtype, worked out once a doc."""
    doc = token.doc
    known: list[list[tuple[Token, str, str]]] | None = doc.user_data.get(_DEPENDENTS)
    if known is None:
        known = [[] for _ in doc]
        steps = doc.to_array("HEAD").view(np.int64).tolist()  # from each word to its head
        for at, (word, step) in enumerate(zip(doc, steps, strict=True)):
            if step:
                whole = word.dep_
                known[at + step].append((word, whole, whole.partition(":")[0]))
        doc.user_data[_DEPENDENTS] = known
    return known[token.i]


def lemma(token: Token) -> str:
    """The lemma in lower case, or the form when the pipeline gives none."""
    return (token.lemma_ or token.text).lower()


def negated(token: Token) -> bool:
    """Whether the word itself is denied: "did not promise", "no offer", "never agreed"."""
    return any(
        c.lower_ in NEGATIONS and relation(c) in {"advmod", "det", "aux", "dep"}
        for c in token.children
    )


@kept
def is_question(token: Token) -> bool:
    """Whether the sentence of a word ends with a question mark."""
    sentence = token.sent
    last = next((t for t in reversed(sentence) if not t.is_space), sentence[-1])
    return last.text.endswith("?")


@kept
def is_passive(verb: Token) -> bool:
    """Whether the clause is passive, so that its subject undergoes the act."""
    helpers = {c.lower_ for c in children(verb, "aux")}
    if helpers & {"have", "has", "had"} and "been" not in helpers:
        return False  # whatever a parser says of the subject
    bare = verb.lower_ in {lemma(verb), "gone"} and not verb.lower_.endswith("ed")
    participle = not bare and not verb.lower_.endswith("ing")
    if verb.pos_ == "VERB" and participle and helpers & {"be", "been", "being"}:
        return True
    return any(c.dep_ in {"aux:pass", "nsubj:pass", "csubj:pass"} for c in verb.children)


@kept
def cases(nominal: Token) -> list[str]:
    """The prepositions of a nominal, in lower case; "'s" and "to" among them."""
    return [c.lower_ for c in children(nominal, "case")]


def oblique(token: Token, prepositions: Iterable[str]) -> Token | None:
    """The first dependent nominal that carries one of the prepositions."""
    wanted = set(prepositions)
    for child in children(token, "obl", "nmod", "obj", "iobj"):
        if wanted.intersection(cases(child)):
            return child
    return None


@kept
def own_subject(verb: Token) -> Token | None:
    """The subject that stands at the verb itself; a relative pronoun gives its antecedent."""
    found = children(verb, "nsubj")
    if not found:
        return None
    before = [c for c in found if c.i < verb.i]
    subject = before[-1] if before else found[-1]  # behind it stands who says so
    if subject.lower_ in {"who", "that", "which"} and verb.dep_.startswith("acl"):
        return verb.head
    return _antecedent(subject) if subject.lower_ == "who" else subject


def _antecedent(pronoun: Token) -> Token:
    """The name or noun that "who" follows, for a relative clause that hangs elsewhere."""
    before = [t for t in pronoun.doc[pronoun.sent.start : pronoun.i] if not t.is_punct]
    if not before or before[-1].pos_ not in {"NOUN", "PROPN"}:
        return pronoun
    return name_head(before[-1])


def name_head(token: Token) -> Token:
    """The head of the name that a word is part of."""
    while relation(token) in {"flat", "compound"} and token.head != token:
        token = token.head
    return token


@kept
def subject(verb: Token) -> Token | None:
    """The one who does what the verb says, or undergoes it when `is_passive`.

    Follows coordination ("called and asked"), control ("decided to ask") and participles
    ("..., asking"). None when the clause has no such word.
    """
    for _ in range(8):
        found = own_subject(verb) or _blamed(verb)
        if found is not None:
            return found
        head, kind = verb.head, relation(verb)
        if head == verb:
            return None
        if verb.dep_ == "acl" and head.pos_ in _NOMINAL:
            return head
        if kind == "xcomp":
            objects = children(head, "obj", "iobj")
            if objects:
                return objects[0]
        elif kind not in {"conj", "advcl", "acl"}:
            return _before_speech(verb)
        verb = head.head if kind == "conj" and _goes_on_telling(verb, head) else head
    return None


def _blamed(verb: Token) -> Token | None:
    """Peru in "accused Peru of refusing to pay", "fined Peru for refusing": who did so."""
    marks = {c.lower_ for c in children(verb, "mark", "case") if c.i < verb.i}
    if not verb.lower_.endswith("ing") or not marks & _BLAMES or is_passive(verb.head):
        return None
    known = cues().words["agents"]
    found = [c for c in children(verb.head, "obj", "iobj") if c.i < verb.i]
    named = (c for c in found if c.ent_type_ or c.pos_ in {"PROPN", "PRON"} or lemma(c) in known)
    return next(named, None)


def _goes_on_telling(verb: Token, bare: Token) -> bool:
    """ "Demanded that Peru pay and warned": a past verb that goes on from "demanded", not "pay"."""
    told = verb.lower_ != lemma(verb) and verb.lower_.endswith("ed")
    return told and bare.lower_ == lemma(bare) and relation(bare) in {"ccomp", "xcomp"}


def _before_speech(verb: Token) -> Token | None:
    """ "Peru will send tents, the minister said", where the parse gave "Peru" to "said" too."""
    if relation(verb) != "ccomp":
        return None
    subjects = children(verb.head, "nsubj")
    first = [c for c in subjects if c.i < verb.i]
    return first[-1] if first and len(subjects) > len(first) else None


def before_infinitive(verb: Token) -> Token | None:
    """Who stands before the "to" of an infinitive that the parse took for its object.

    "Urged Peru to leave the pass", "a deadline for Peru to leave".
    """
    mark = infinitive_mark(verb)
    placed = [c for c in children(verb, "obj", "obl", "iobj") if mark is not None and c.i < mark.i]
    return placed[-1] if placed else None


def named_before(noun: Token) -> Token | None:
    """The name in front of an offer or a request: "a Chilean offer", "the Union's request"."""
    for word in children(noun, "compound", "amod"):
        origin = word.pos_ == "ADJ" and word.text[:1].isupper() and word.i > word.sent.start
        if word.i < noun.i and (origin or word.ent_type_ in {"ORG", "LOC", "MISC"}):
            return word
    return None


def reflexive(verb: Token) -> bool:
    """Whether the verb's object is its subject: "committed itself", "declared themselves"."""
    return any(c.lower_.endswith(("self", "selves")) for c in children(verb, "obj", "iobj"))


def agent(verb: Token) -> Token | None:
    """The "by" phrase of a passive; "by spring" is none."""
    for child in children(verb, "obl"):
        if lemma(child) in cues().words["times"] or child.ent_type_ in {"DATE", "TIME"}:
            continue
        if child.dep_ == "obl:agent" or (is_passive(verb) and "by" in cases(child)):
            return child
    return None


def conjuncts(token: Token) -> list[Token]:
    """The words coordinated with `token`, without it, in text order."""
    found: list[Token] = []
    for child in children(token, "conj"):
        found.append(child)
        found.extend(conjuncts(child))
    return sorted(found, key=lambda t: t.i)


def subtree(token: Token, without: Set[Token] = frozenset()) -> Iterator[Token]:
    """The token and all below it, leaving out the given tokens with all below them."""
    ahead = [token]
    while ahead:
        word = ahead.pop()
        if without and word in without:
            continue
        yield word
        ahead += [child for child, _, _ in reversed(_dependents(word))]


def stretch(head: Token, tokens: Iterable[Token]) -> Span:
    """The longest unbroken run of these tokens round `head`; punctuation and "and" cut off."""
    doc, positions = head.doc, {t.i for t in tokens}
    positions.add(head.i)
    start = end = head.i
    while start - 1 in positions or (start - 2 in positions and doc[start - 1].is_space):
        start -= 1
    while end + 1 in positions or (
        end in positions and end + 1 < len(doc) and doc[end + 1].is_space
    ):
        end += 1
    while end > head.i and is_edge(doc[end]) and doc[end].text not in {"%", ")"}:
        end -= 1
    while start < head.i and is_edge(doc[start]):
        start += 1
    return doc[start : end + 1]


def is_edge(token: Token) -> bool:
    """What a stretch should neither begin nor end with."""
    return token.is_punct or token.is_space or token.pos_ in {"PUNCT", "CCONJ", "SPACE"}


@kept
def noun_phrase(head: Token) -> Span:
    """The phrase that names a party: titles, names, "of" phrases and coordinated names with it."""

    def parts(token: Token) -> Iterator[Token]:
        yield token
        for child in token.children:
            kind = relation(child)
            if kind == "case" and token == head:
                continue
            if kind == "nmod" and child.i > token.i and not {"of", "'s", "’s"} & set(cases(child)):
                continue
            if kind in _MODIFIERS:
                yield from parts(child)
            elif kind == "conj" and child.pos_ in _NOMINAL:
                yield from subtree_of_name(child)
            elif kind in {"punct", "cc"} and child.lower_ not in {"(", ")"}:
                yield child

    def subtree_of_name(token: Token) -> Iterator[Token]:
        yield from parts(token)
        yield from children(token, "cc", "punct", "case")

    name = _whole_name(stretch(head, parts(head)))
    return name[:-1] if len(name) > 1 and name[-1].lower_ in {"'s", "’s", "’", "'"} else name


def _whole_name(span: Span) -> Span:
    """The span with the parts of a name that a parser hung beside it: titles, first names."""
    doc, root, start, end = span.doc, span.root, span.start, span.end

    def belongs(token: Token) -> bool:
        beside = token.head == root.head and token.dep_ == root.dep_
        return token.pos_ == "PROPN" and (beside or start <= token.head.i < end)

    while root.pos_ == "PROPN" and start > root.sent.start and belongs(doc[start - 1]):
        start -= 1
    while root.pos_ == "PROPN" and end < root.sent.end and belongs(doc[end]):
        end += 1
    return doc[start:end]


def parties(span: Span) -> list[Span]:
    """The single names of a coordination: "India and Pakistan" gives two spans."""
    head = span.root
    inside = [t for t in conjuncts(head) if span.start <= t.i < span.end and t.pos_ in _NOMINAL]
    doc, start = span.doc, span.start
    if not inside:
        group = beside_a_state(head)
        other = None if group is None else noun_phrase(group)
        if other is None or not span.start < other.start - 1 < other.end <= span.end:
            return [span]
        return [doc[start : other.start - 1], other]
    found: list[Span] = []
    for name in [head, *inside]:
        later = [t.i for t in inside if t.i > name.i]
        end = min(later, default=span.end)
        own = [
            t for t in subtree(name, set(conjuncts(name))) if start <= t.i < max(end, name.i + 1)
        ]
        found.append(stretch(name, [t for t in own if t.dep_ != "cc"]))
        start = found[-1].end
    return [doc[s.start : s.end] for s in found]


def beside_a_state(head: Token) -> Token | None:
    """The group in "the government of Chad and the Lake Front", which governs no country."""
    if head.pos_ != "NOUN" or head.lower_ != lemma(head):
        return None
    for place in children(head, "nmod"):
        for other in conjuncts(place):
            named = place.pos_ == "PROPN" and place.ent_type_ != "ORG"
            if named and other.ent_type_ == "ORG":
                return other
    return None


def is_plural(noun: Token) -> bool:
    """Whether a noun has another form than its lemma: "neighbours"."""
    return noun.lower_ != lemma(noun)


def is_infinitive(verb: Token) -> bool:
    """Whether the parse marks the verb with "to"."""
    return any(c.lower_ == "to" for c in children(verb, "mark"))


def infinitive_mark(verb: Token) -> Token | None:
    """The "to" of an infinitive."""
    return next(
        (c for c in children(verb, "mark", "aux") if c.lower_ == "to" and c.i < verb.i), None
    )

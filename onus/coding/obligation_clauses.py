"""Clauses and noun phrases in a Universal Dependencies parse, as the obligation coder needs them.

Who is the subject of a verb (through control, coordination and relative clauses), which words
belong to an act, where a coordination of acts falls apart. Everything here reads the parse of one
sentence and returns spaCy tokens and spans of that `Doc`; nothing decides what is an obligation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import pairwise

from spacy.tokens import Span, Token

NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "hardly", "nobody"})
OPENING, CLOSING = frozenset({*"“„«", "‘‘"}), frozenset({*"”»", "’’"})
STRAIGHT = frozenset({'"', "''", "``"})
COMPLEMENTS = frozenset({"xcomp", "ccomp", "advcl", "acl", "csubj", "obl", "dep", "parataxis"})
_MODIFIERS = frozenset(
    {"det", "amod", "compound", "nummod", "flat", "fixed", "nmod", "case", "goeswith"}
)
_NOT_OF_THE_ACT = frozenset(
    {"mark", "nsubj", "csubj", "aux", "cop", "expl", "cc", "discourse", "vocative"}
)
_NOT_OF_THE_NOUN = frozenset({"case", "cc", "punct", "cop", "mark", "expl"})
_INSTEAD = frozenset({"rather", "instead", "than"})
_EMPHASIS = frozenset({"even", "just", "also", "simply", "now", "then", "really"})
_DEPENDENTS = "onus_dependents"
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})


def relation(token: Token) -> str:
    """The relation without its subtype: `nsubj` for `nsubj:pass`."""
    return token.dep_.partition(":")[0]


def children(token: Token, *relations: str) -> list[Token]:
    """Dependents of `token` in any of these relations, given with or without subtype."""
    doc = token.doc
    return [
        doc[at] for at, whole, bare in _dependents(token) if whole in relations or bare in relations
    ]


def _dependents(token: Token) -> Sequence[tuple[int, str, str]]:
    """Each dependent's index, relation, and that without its subtype, worked out once a doc."""
    kept: list[list[tuple[int, str, str]]] | None = token.doc.user_data.get(_DEPENDENTS)
    if kept is None:
        kept = [[] for _ in token.doc]
        for word in token.doc:
            if word.head.i != word.i:
                kept[word.head.i].append((word.i, word.dep_, relation(word)))
        token.doc.user_data[_DEPENDENTS] = kept
    return kept[token.i]


def lemma(token: Token) -> str:
    """The lemma in lower case, or the form when the pipeline gives none."""
    return (token.lemma_ or token.text).lower()


def negated(token: Token) -> bool:
    """Whether the word itself is denied: "did not promise", "no offer", "never agreed"."""
    return any(
        c.lower_ in NEGATIONS and relation(c) in {"advmod", "det", "aux", "dep"}
        for c in token.children
    )


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


def subject(verb: Token) -> Token | None:
    """The one who does what the verb says, or undergoes it when `is_passive`.

    Follows coordination ("called and asked"), control ("decided to ask") and participles
    ("..., asking"). None when the clause has no such word.
    """
    for _ in range(8):
        found = own_subject(verb)
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
        verb = head
    return None


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
    named = [c for c in children(noun, "compound", "amod") if c.i < noun.i]
    return next((c for c in named if c.ent_type_ in {"ORG", "LOC", "MISC"}), None)


def agent(verb: Token) -> Token | None:
    """The "by" phrase of a passive."""
    for child in children(verb, "obl"):
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
    if token in without:
        return
    yield token
    for child in token.children:
        yield from subtree(child, without)


def stretch(head: Token, tokens: Iterable[Token]) -> Span:
    """The longest unbroken run of these tokens round `head`; punctuation and "and" cut off."""
    positions = {t.i for t in tokens} | {head.i}
    positions |= {i + 1 for i in positions if i + 1 < len(head.doc) and head.doc[i + 1].is_space}
    start = end = head.i
    while start - 1 in positions:
        start -= 1
    while end + 1 in positions:
        end += 1
    doc = head.doc
    while end > head.i and _is_edge(doc[end]) and doc[end].text not in {"%", ")"}:
        end -= 1
    while start < head.i and _is_edge(doc[start]):
        start += 1
    return doc[start : end + 1]


def _is_edge(token: Token) -> bool:
    """What a stretch should neither begin nor end with."""
    return token.is_punct or token.is_space or token.pos_ in {"PUNCT", "CCONJ", "SPACE"}


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


def nominal_act(head: Token, without: Set[Token] = frozenset()) -> Span:
    """A noun with all that belongs to it, without its article and preposition."""
    left_out = set(without)
    for child in head.children:
        before = child.i < head.i and relation(child) in _NOT_OF_THE_NOUN
        article = relation(child) == "det" and child.lower_ in {"the", "a", "an"}
        if before or article or relation(child) in {"parataxis", "appos", "nsubj"}:
            left_out.add(child)
    return within_quotes(stretch(head, subtree(head, left_out)))


def verbal_act(verb: Token, without: Set[Token] = frozenset()) -> Span:
    """The verb phrase of an act, without subject, "to" and auxiliaries; "not" stays.

    The auxiliaries of a passive stay too ("be addressed"), as nothing else tells who acts.
    """
    left_out = set(without)
    denial = next((c for c in verb.children if c.lower_ in NEGATIONS and c.i < verb.i), None)
    for child in verb.children:
        kind = relation(child)
        if denial is not None and denial not in left_out and _keeps_with(denial, child):
            continue
        if child.dep_ == "aux:pass" or (kind == "aux" and child.lower_ in {"be", "been"}):
            continue
        if kind == "cop" and child.lower_ == "be":
            continue
        if kind in _NOT_OF_THE_ACT or kind in {"parataxis", "punct"}:
            if kind == "punct" and child.i > verb.i:
                continue
            left_out.add(child)
    return _trimmed(within_quotes(stretch(verb, subtree(verb, left_out))))


def _trimmed(span: Span) -> Span:
    """The act without "even" and the like before its verb, with an adverb that a parse cut off."""
    start, end, root = span.start, span.end, span.root
    while start < root.i and span.doc[start].lower_ in _EMPHASIS | {"for", "of"}:
        start += 1
    if end == root.i + 1 and end < root.sent.end:
        after = span.doc[end]
        end += after.pos_ == "ADV" and after.lower_.endswith("ly")
    return span.doc[start:end]


def _keeps_with(denial: Token, word: Token) -> bool:
    """ "Not TO turn away", "MUSTn't": words that a denial before the verb cannot do without."""
    if denial.lower_ in {"n't", "n’t"}:
        return word.i == denial.i - 1
    return relation(word) == "mark" and word.i == denial.i + 1


def within_quotes(span: Span) -> Span:
    """The part of the span on the side of a lone quotation mark where its head is."""
    span = _with_quotes(span)
    head, inside, start, end = span.root, 0, span.start, span.end
    for token in span.doc[head.i + 1 : span.end]:
        if token.text in OPENING or (token.text in STRAIGHT and not inside):
            later = span.doc[token.i + 1 : span.end]
            if token.text in STRAIGHT and not any(t.text in STRAIGHT for t in later):
                end = token.i
                break
            inside += 1
        elif token.text in CLOSING or token.text in STRAIGHT:
            if not inside:
                end = token.i
                break
            inside -= 1
    for token in span.doc[span.start : head.i]:
        if token.text in OPENING | STRAIGHT and not any(
            t.text in CLOSING | STRAIGHT for t in span.doc[token.i + 1 : end]
        ):
            start = token.i + 1
    while end - 1 > head.i and _is_edge(span.doc[end - 1]) and not _closes(span.doc[start:end]):
        end -= 1
    return span.doc[start:end]


def _closes(span: Span) -> bool:
    """Whether the span ends with a quotation mark that it also opens."""
    last, others = span[-1].text, [t.text for t in span[:-1]]
    if last in STRAIGHT:
        return sum(t in STRAIGHT for t in others) % 2 == 1
    return last in CLOSING and any(t in OPENING for t in others)


def _with_quotes(span: Span) -> Span:
    """The span with a quotation mark just before or after it whose partner it holds."""
    doc, start, end = span.doc, span.start, span.end
    texts = [t.text for t in span]
    straight = sum(t in STRAIGHT for t in texts)
    opened = sum(t in OPENING for t in texts) - sum(t in CLOSING for t in texts)
    if opened > 0 or straight % 2:
        for i in range(end, min(end + 3, span.sent.end)):
            if doc[i].text in CLOSING | STRAIGHT:
                return doc[start : i + 1]
            if not doc[i].is_punct:
                break
    before = doc[start - 1] if start > span.sent.start else None
    if before is not None and (
        (opened < 0 and before.text in OPENING) or (straight % 2 and before.text in STRAIGHT)
    ):
        return doc[before.i : end]
    return span


def before_attribution(span: Span, speech: Set[str]) -> Span:
    """The span up to a trailing ", said the official" that got into it."""
    doc, head = span.doc, span.root
    for comma in span.doc[head.i + 1 : span.end]:
        if comma.text != ",":
            continue
        for token in doc[comma.i + 1 : min(comma.i + 8, comma.sent.end)]:
            if token.pos_ == "VERB" and lemma(token) in speech:
                return doc[span.start : comma.i]
            if token.pos_ not in {"DET", "ADJ", "NOUN", "PROPN", "PRON", "ADP", "AUX", "PART"}:
                break
    return span


def clause(verb: Token, without: Set[Token] = frozenset()) -> Span:
    """The whole clause with subject and auxiliaries, without conjunctions at its front."""
    left_out = set(without)
    first = min((c.i for c in children(verb, "nsubj", "csubj")), default=verb.i)
    for child in verb.children:
        opening = relation(child) in {"mark", "cc", "discourse", "vocative"}
        if (opening and child.i < first) or relation(child) == "parataxis":
            left_out.add(child)
    return within_quotes(stretch(verb, subtree(verb, left_out)))


def act_spans(head: Token, without: Set[Token] = frozenset()) -> list[Span]:
    """The acts that `head` stands for: one, or several where a coordination falls apart.

    Coordinated acts come apart when each says enough to stand alone ("release the prisoners and
    withdraw its troops"); bare words stay together ("arrests and prosecutions"), and so do acts
    under one "not", because the later ones would lose it.
    """
    members = [head]
    for member in conjuncts(head):
        if (
            member in without
            or member.pos_ in {"PRON", "DET"}
            or (_is_verbal(head) and not _is_verbal(member))
            or own_subject(member) is not None
            or (not _is_verbal(member) and bool(cases(member)) and not cases(head))
            or _is_finite(member, head)
        ):
            break
        members.append(member)
    groups: list[list[Token]] = [[head]]
    for previous, member in pairwise(members):
        shared_not = negated(groups[-1][0]) and not negated(member)
        if any(c.lower_ in _INSTEAD for c in children(member, "cc", "case", "mark")):
            shared_not = True  # "change the laws rather than criticise him": one act
        apart = _is_verbal(previous) != _is_verbal(member)
        apart = apart or (_stands_alone(previous) and _stands_alone(member))
        if apart and not shared_not:
            groups.append([member])
        else:
            groups[-1].append(member)
    return [_group_span(group, set(without)) for group in groups]


def _is_finite(member: Token, head: Token) -> bool:
    """Whether a conjunct of an infinitive or bare verb starts a new finite clause instead."""
    if head.pos_ not in {"VERB", "AUX"} or member.pos_ not in {"VERB", "AUX"}:
        return False
    if any(
        relation(c) == "aux" and c.lower_ not in {"be", "been", "have"} for c in member.children
    ):
        return True
    bare = head.lower_ == lemma(head) or head.lower_.endswith("ing")
    return bare and member.lower_ != lemma(member) and not member.lower_.endswith("ing")


def _is_verbal(token: Token) -> bool:
    """A verb or adjective as predicate; what has a copula and is no adjective is a noun."""
    copular = bool(children(token, "cop"))
    return copular if token.pos_ == "ADJ" else token.pos_ in {"VERB", "AUX"} and not copular


def _stands_alone(token: Token) -> bool:
    if _is_verbal(token):
        return bool(children(token, "obj", "obl", "xcomp", "ccomp"))
    return sum(1 for c in children(token, "nmod", "acl") if c.i > token.i) > 0


def _group_span(group: list[Token], without: set[Token]) -> Span:
    first, last = group[0], group[-1]
    later = set(conjuncts(first)) - set(group)
    make = (
        verbal_act
        if first.pos_ in {"VERB", "AUX"} or children(first, "aux", "cop")
        else nominal_act
    )
    left_out = without | later | set(conjuncts(last))
    start = make(first, left_out | set(group[1:])).start
    if last == first:
        return make(first, left_out)
    end_make = verbal_act if last.pos_ in {"VERB", "AUX"} else nominal_act
    # "Arrest and prosecute the men": what both govern hangs on the first.
    end = max(end_make(last, left_out).end, make(first, left_out).end)
    return first.doc[start:end]


def complement(token: Token, *, reach: int = 40) -> Token | None:
    """The infinitive that a cue governs: "urged X *to stop*", "the onus is on X *to stop*".

    Taken from the parse where it hangs on the cue, else the first "to" with a verb within
    `reach` tokens in the same sentence.
    """
    for child in sorted(token.children, key=lambda t: t.i):
        if (
            child.i > token.i
            and relation(child) in COMPLEMENTS
            and infinitive_mark(child) is not None
        ):
            return child
    end = min(token.sent.end, token.i + reach)
    for other in token.doc[token.i + 1 : end]:
        if other.pos_ == "PUNCT" and other.text not in {",", "'", "’"}:
            return None
        if other.lower_ == "to" and relation(other) == "mark" and other.head.i > other.i:
            return other.head
    return None


def infinitive_mark(verb: Token) -> Token | None:
    """The "to" of an infinitive."""
    return next(
        (c for c in children(verb, "mark", "aux") if c.lower_ == "to" and c.i < verb.i), None
    )

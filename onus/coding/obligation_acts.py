"""Which words tell an act: the verb phrase or noun, its quotation marks, a coordination cut up.

Everything here reads the parse of one sentence and returns spans of that `Doc`; nothing decides
what is an obligation.
"""

from __future__ import annotations

from collections.abc import Set
from itertools import pairwise

from spacy.tokens import Span, Token

from onus.coding.obligation_clauses import (
    CLOSING,
    NEGATIONS,
    OPENING,
    STRAIGHT,
    cases,
    children,
    conjuncts,
    is_edge,
    lemma,
    negated,
    own_subject,
    relation,
    stretch,
    subtree,
)

_NOT_OF_THE_ACT = frozenset(
    {"mark", "nsubj", "csubj", "aux", "cop", "expl", "cc", "discourse", "vocative"}
)
_NOT_OF_THE_NOUN = frozenset({"case", "cc", "punct", "cop", "mark", "expl"})
_OPENS_CONDITION = frozenset({"provided", "providing", "unless", "if"})
_INSTEAD = frozenset({"rather", "instead", "than"})
_EMPHASIS = frozenset({"even", "just", "also", "simply", "now", "then", "really"})


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
        if _is_aside(child, verb):
            left_out.add(child)
        if kind in _NOT_OF_THE_ACT or kind in {"parataxis", "punct"}:
            if kind == "punct" and child.i > verb.i:
                continue
            left_out.add(child)
    return _trimmed(within_quotes(stretch(verb, subtree(verb, left_out))))


def _is_aside(child: Token, verb: Token) -> bool:
    """ "To pay the fine, bowing to a court": what is told of the promise and not promised."""
    aside = relation(child) == "advcl" and child.lower_.endswith("ing") and child.i > verb.i
    return aside and child.doc[child.i - 1].text == ","


def _trimmed(span: Span) -> Span:
    """The act without "even" and the like before its verb, with an adverb that a parse cut off."""
    start, end, root = span.start, span.end, span.root
    while start < root.i and span.doc[start].lower_ in _EMPHASIS | {"for", "of"}:
        start += 1
    while end > root.i + 1 and span.doc[end - 1].lower_ in _OPENS_CONDITION:
        end -= 1
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
    while end - 1 > head.i and _hangs(span.doc[start:end]):
        end -= 1
    return span.doc[start:end]


def _hangs(span: Span) -> bool:
    """Whether the last word is left over: no closing mark or bracket that the span opens."""
    bracket = span[-1].text == ")" and any(t.text == "(" for t in span)
    return is_edge(span[-1]) and not bracket and not _closes(span)


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
        opening = opening and child.lower_ != "against"
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


def overlap(one: Span, other: Span) -> float:
    """The share of the shorter span that lies in the other, from 0 to 1."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(common, 0) / min(len(one), len(other))

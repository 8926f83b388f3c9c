"""Statements as the grammar of a sentence gives them: cue, who, what.

Reads a Universal Dependencies parse with the words of `cues.yaml`. It knows nothing of quotation
marks that cross sentences and nothing of the language model; `statements` joins all three.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from onus.coding.cues import cues
from onus.coding.obligation_clauses import (
    agent,
    children,
    is_passive,
    lemma,
    negated,
    noun_phrase,
    relation,
    subject,
    subtree,
)

_QUOTES = frozenset("“”\"‘’'«»„") | {"``", "''"}
_VERBAL = frozenset({"VERB", "AUX"})
_PREPOSITIONS = frozenset({"of", "about", "against", "for", "on", "upon", "to", "at"})


@dataclass(frozen=True, slots=True)
class Reported:
    """One statement inside a sentence. `rest` is the second half of a content cut in two."""

    cue: Span
    speaker: Span | None
    content: Span | None
    confidence: float
    rest: Span | None = None


def reported(doc: Doc) -> list[Reported]:
    """The statements that the parse shows, in the order of their cues.

    Those without content are kept where the verb takes a quotation, whose marks may lie outside
    of what the parse can tell.
    """
    found: list[Reported] = []
    phrases = _phrase_ends(doc)
    for token in doc:
        if token.pos_ in _VERBAL:
            found += _by_verb(token)
        elif token.pos_ == "NOUN":
            found += _by_noun(token)
        elif token.pos_ == "ADV" and token.lower_ in cues().hearsay:
            found += _by_hearsay(token)
        if token.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
            near = any(token.left_edge.i - 5 <= end <= token.i for end in phrases)
            if near or token.lower_ in cues().possessed:
                found += _by_phrase(token)
    return sorted(found, key=lambda r: (r.cue.start, r.cue.end))


def _by_verb(verb: Token) -> Iterator[Reported]:
    name = lemma(verb)
    particle = next((c.lower_ for c in children(verb, "compound") if c.dep_ == "compound:prt"), "")
    known = cues().verbs.get(f"{name} {particle}") if particle else cues().verbs.get(name)
    if known is None and particle:
        known = cues().verbs.get(name)
    if known is None:
        return
    doubt = _doubt(verb)
    found = _verb_content(verb, known)
    speaker = _speaker(verb)
    if found is not None:
        construction, content, rest = found
        yield Reported(_cue(verb), speaker, content, known[construction] * doubt, rest)
    elif "quote" in known:
        yield Reported(_cue(verb), speaker, None, known["quote"] * doubt)


def _verb_content(  # noqa: PLR0911, PLR0912
    verb: Token, known: dict[str, float] | object
) -> tuple[str, Span, Span | None] | None:
    """The construction and the content, the likeliest construction first."""
    assert isinstance(known, dict)
    if "clause" in known:
        for child in children(verb, "ccomp", "csubj"):
            if child.dep_.startswith("csubj") and not is_passive(verb):
                continue
            return "clause", _within(child, verb), None
        framed = _framed(verb)
        if framed is not None:
            return "clause", *framed
    if "infinitive" in known or "gerund" in known:
        for child in children(verb, "xcomp", "advcl", "ccomp"):
            to = any(c.lower_ == "to" for c in children(child, "mark", "aux")) and child.i > verb.i
            if to and "infinitive" in known and relation(child) != "advcl":
                return "infinitive", _within(child, verb), None
            if "gerund" in known and child.lower_.endswith("ing") and child.i > verb.i:
                return "gerund", _within(child, verb), None
    if "as" in known:
        for child in (*children(verb, "obl"), *children(verb, "advcl")):
            if any(c.lower_ == "as" for c in children(child, "case", "mark")) and child.i > verb.i:
                return "as", _from_object(verb, child), None
    if "named" in known:
        named = [c for c in children(verb, "xcomp") if c.i > verb.i]
        if named and (children(verb, "obj") or is_passive(verb)):
            return "named", _from_object(verb, named[-1]), None
    for child in children(verb, "obl", "advcl"):
        marks = {c.lower_ for c in children(child, "case", "mark")}
        fitting = marks & _PREPOSITIONS & known.keys()
        if fitting and child.i > verb.i and not (relation(child) == "obl" and "tmod" in child.dep_):
            start = _from_object(verb, child) if "of" in fitting else _within(child, verb)
            return next(iter(fitting)), start, None
    if "object" in known:
        objects = children(verb, "obj") if not is_passive(verb) else children(verb, "nsubj")
        for child in objects:
            return "object", _within(child, verb), None
    return None


def _framed(verb: Token) -> tuple[Span, Span | None] | None:
    """ "X, said Y": the verb hangs beside or below what it reports."""
    head = verb.head
    if relation(verb) not in {"parataxis", "discourse", "advcl", "conj", "acl"} or head == verb:
        return None
    own = {t.i for t in verb.subtree}
    if relation(verb) != "parataxis" and not _set_off(verb, own):
        return None
    outside = [t for t in verb.sent if t.i not in own]
    before = [t for t in outside if t.i < min(own)]
    after = [t for t in outside if t.i > max(own)]
    first, last = _trim(before), _trim(after)
    if first is None or (last is not None and len(last) > len(first) and head.i > verb.i):
        first, last = last, first
    return None if first is None else (first, last)


def _set_off(verb: Token, own: set[int]) -> bool:
    """Inverted order ("..., said the minister"), which no other clause has."""
    subjects = children(verb, "nsubj")
    start = min(own)
    comma = start > 0 and verb.doc[start - 1].text in {",", "”", '"', "?", "!", "—", "–"}
    return bool(subjects) and subjects[0].i > verb.i and comma


def _by_noun(noun: Token) -> Iterator[Reported]:
    known = cues().nouns.get(lemma(noun))
    if known is None:
        return
    for child in children(noun, "acl", "ccomp"):
        if child.i < noun.i or child.dep_ == "acl:relcl":
            continue
        marks = {c.lower_ for c in children(child, "mark", "aux")}
        construction = "infinitive" if "to" in marks else "clause" if "that" in marks else None
        if construction in known and construction is not None:
            content = _within(child, noun)
            yield Reported(
                noun.doc[noun.i : noun.i + 1],
                _possessor(noun),
                content,
                known[construction] * _doubt(noun),
            )
            return


def _possessor(noun: Token) -> Span | None:
    """ "India's claim", "a claim by India", and the subject of "India made the claim"."""
    for child in children(noun, "nmod"):
        before = {c.lower_ for c in children(child, "case")}
        if child.dep_ == "nmod:poss" or before & {"by", "from"} or ("of" in before):
            return noun_phrase(child)
    verb = noun.head
    if relation(noun) == "obj" and verb.pos_ in _VERBAL:
        return _speaker(verb)
    return None


def _phrase_ends(doc: Doc) -> list[int]:
    """Where the phrases that name a speaker end: the index of the word behind them."""
    words = [token.lower_ for token in doc]
    firsts = {phrase[0] for phrase in cues().phrases}
    return [
        at + len(phrase)
        for at, word in enumerate(words)
        if word in firsts
        for phrase in cues().phrases
        if tuple(words[at : at + len(phrase)]) == phrase
    ]


def _by_phrase(nominal: Token) -> Iterator[Reported]:
    """ "according to X", "in X's view"."""
    before = [c for c in nominal.children if c.i < nominal.i]
    words = tuple(c.lower_ for c in _run(nominal))
    for phrase, confidence in cues().phrases.items():
        at = _ending(words, phrase)
        if at is None:
            continue
        run = _run(nominal)[at : at + len(phrase)]
        cue = nominal.doc[run[0].i : run[-1].i + 1]
        yield _around(nominal, cue, noun_phrase(nominal), confidence)
        return
    owners = [c for c in before if c.dep_ == "nmod:poss"]
    if lemma(nominal) in cues().possessed and owners and nominal.lower_ in cues().possessed:  # noqa: SIM102
        if any(c.lower_ == "in" for c in children(nominal, "case")):
            cue = nominal.doc[nominal.i : nominal.i + 1]
            yield _around(nominal, cue, noun_phrase(owners[0]), 0.8)


def _run(nominal: Token) -> list[Token]:
    """The words just before a noun phrase, its own modifiers left out."""
    start = min((t.i for t in nominal.subtree), default=nominal.i)
    inside = noun_phrase(nominal).start
    return list(nominal.doc[max(nominal.sent.start, min(start, inside - 5)) : inside])


def _ending(words: tuple[str, ...], phrase: tuple[str, ...]) -> int | None:
    at = len(words) - len(phrase)
    return at if at >= 0 and words[at:] == phrase else None


def _around(nominal: Token, cue: Span, speaker: Span, confidence: float) -> Reported:
    """The content is the clause that the phrase stands in, without the phrase."""
    own = {t.i for t in nominal.subtree}
    clause = _clause_of(nominal.head)
    tokens = [t for t in clause.subtree if t.i not in own]
    before = _trim([t for t in tokens if t.i < min(own)])
    after = _trim([t for t in tokens if t.i > max(own)])
    if before is not None and (after is None or len(before) >= len(after)):
        return Reported(cue, speaker, before, confidence, after)
    return Reported(cue, speaker, after, confidence, before)


def _clause_of(token: Token) -> Token:
    """The verb or predicate of the clause that `token` stands in."""
    while token.head != token and relation(token) not in {
        "ccomp",
        "advcl",
        "parataxis",
        "conj",
        "csubj",
        "acl",
        "xcomp",
    }:
        token = token.head
    return token


def _by_hearsay(adverb: Token) -> Iterator[Reported]:
    """ "reportedly": said, and nobody named."""
    clause = _clause_of(adverb.head)
    content = _trim([t for t in clause.subtree if t.i > adverb.i])
    if content is not None:
        yield Reported(adverb.doc[adverb.i : adverb.i + 1], None, content, 0.6)


def _speaker(verb: Token) -> Span | None:
    """The noun phrase that does the saying, through conjunction, control and passive."""
    if is_passive(verb):
        by = agent(verb)
        return noun_phrase(by) if by is not None else None
    found = subject(verb)
    if found is None or (found.lower_ in {"it", "there"} and verb.dep_ == "expl"):
        return None
    if found.pos_ in _VERBAL or found.i == verb.i:
        return None
    return noun_phrase(found)


def _doubt(cue: Token) -> float:
    """1 for a plain statement, less for one that is denied, supposed or yet to come."""
    doubt = 1.0
    if negated(cue):
        doubt *= 0.5
    words = {c.lower_ for c in children(cue, "mark")}
    if words & cues().supposing:
        doubt *= 0.5
    auxiliaries = {c.lower_ for c in children(cue, "aux")}
    if auxiliaries & {"would", "could", "might", "may", "should", "can"}:
        doubt *= 0.7
    return doubt


def _cue(verb: Token) -> Span:
    """The verb with its auxiliaries, negation and particle where they stand together."""
    belong = {
        c.i
        for c in verb.children
        if relation(c) in {"aux", "advmod"} or c.dep_ in {"compound:prt", "cop"}
    }
    start = end = verb.i
    while start - 1 in belong and verb.doc[start - 1].pos_ != "SCONJ":
        start -= 1
    while end + 1 in belong and verb.doc[end + 1].dep_ == "compound:prt":
        end += 1
    while (
        start < verb.i and relation(verb.doc[start]) == "advmod" and verb.doc[start].pos_ != "PART"
    ):
        start += 1
    return verb.doc[start : end + 1]


def _within(head: Token, cue: Token) -> Span:
    """All that hangs on `head`, on its side of the cue, without a break."""
    side = [t for t in subtree(head) if (t.i > cue.i) == (head.i > cue.i) and t.i != cue.i]
    trimmed = _trim(_unbroken(side, head))
    return trimmed if trimmed is not None else head.doc[head.i : head.i + 1]


def _from_object(verb: Token, last: Token) -> Span:
    """From the object of the verb through `last`: "the decision unjust", "Iran of lying"."""
    objects = [c for c in children(verb, "obj") if verb.i < c.i < last.i]
    tail = _within(last, verb)
    if not objects:
        return tail
    start = min(t.i for t in objects[0].subtree if t.i > verb.i)
    return verb.doc[min(start, tail.start) : tail.end]


def _unbroken(tokens: list[Token], head: Token) -> list[Token]:
    positions = {t.i for t in tokens}
    start = end = head.i
    while start - 1 in positions:
        start -= 1
    while end + 1 in positions:
        end += 1
    return list(head.doc[start : end + 1])


def _trim(tokens: list[Token]) -> Span | None:
    """The stretch from first to last token without punctuation at its ends; quotes stay.

    A subtree whose branches cross does not come in the order of the text.
    """
    kept = sorted(tokens, key=lambda token: token.i)
    while kept and _cut(kept[-1], last=True):
        kept.pop()
    while kept and _cut(kept[0], last=False):
        kept.pop(0)
    return kept[0].doc[kept[0].i : kept[-1].i + 1] if kept else None


def _cut(token: Token, *, last: bool) -> bool:
    if token.is_space:
        return True
    if token.text in _QUOTES:
        return False
    if token.lower_ in {"and", "but"} and token.pos_ == "CCONJ":
        return last
    return token.pos_ == "PUNCT" and token.text not in {"%", ")", "(", "]", "["}


def fallback(cue: Span) -> Reported:
    """What the parse gives for a cue of no known word: subject, clause or object of its verb."""
    root = cue.root
    if root.pos_ == "NOUN":
        return Reported(cue, _possessor(root), None, 0.5)
    if root.pos_ not in _VERBAL:
        return Reported(cue, None, None, 0.5)
    anything = dict.fromkeys(("clause", "infinitive", "as", "named", "object"), 0.5)
    found = _verb_content(root, anything)
    if found is None:
        return Reported(cue, _speaker(root), None, 0.5)
    return Reported(cue, _speaker(root), found[1], 0.5, found[2])

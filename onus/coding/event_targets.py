"""To whom it is done: the target of a trigger, in its clause, in the clause below, or a thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Span, Token

from onus.coding.event_parties import (
    NOMINAL,
    RELATIVE,
    CanAct,
    hit_before,
    is_hurt,
    is_passive,
    is_where,
    light_verb,
    modifiers,
    obliques,
    party,
    subject_of,
    verbal_agents,
)
from onus.coding.obligation_clauses import (
    cases,
    children,
    conjuncts,
    lemma,
    noun_phrase,
    parties,
    relation,
)
from onus.coding.ontology import ontology
from onus.coding.triggers import Match, lexicon

Matches = Mapping[int, Match]
_CLAUSES = frozenset({"xcomp", "ccomp", "acl", "advcl", "obl", "obj"})
# Who condemns or investigates such an act aims at those who did it, not at those who suffered.
_VIOLENT = frozenset({"ASSAULT", "COERCE"})
# Nouns of these types are about another act, whose target is theirs: "offer of talks with India".
_ABOUT_ACTS = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})


# Those who do this to an accord do it with each other: "Norway and Poland signed a treaty".
_SIGNING = frozenset({"sign", "ink", "conclude"})
# Those who do this do it to each other: "clashes between police and protesters".
_CLASHING = frozenset({"clash", "skirmish", "firefight", "gunfight", "shootout", "shoot-out"})


def target(
    match: Match, source: Span | None, matches: Matches, can_act: CanAct
) -> tuple[Span | None, Span | None]:
    """(source, target) of a match whose source is known; a mutual act parts its parties.

    The target is None when the text names none. A thing stands for it where the type allows one.
    """
    kind = ontology().types[match.entry.type]
    signed = match.words or children(match.head, "obj")
    mutual = kind.symmetric or (match.entry.head in _SIGNING and bool(signed))
    mutual |= match.entry.head in _CLASHING
    if source is not None and mutual and not _partner(match, source, can_act):
        one, other = each_other(source)
        if other is not None:
            return one, other
    return source, _one_sided(match, source, matches, can_act)


def _one_sided(match: Match, source: Span | None, matches: Matches, can_act: CanAct) -> Span | None:
    kind = ontology().types[match.entry.type]
    taken = [source] if source is not None else []
    things: list[Token] = []
    for nominal in patients(match):
        if _is_own(nominal) or _is_setting(match, nominal):
            continue
        found = party(nominal, can_act, *_inner(match, nominal, matches))
        if found is not None and _is_setting(match, found.root):
            found = None
        if found is not None and found.root != nominal and _is_topic(match, nominal):
            continue
        if found is None or (nominal.pos_ != "PRON" and found.root.pos_ == "PRON"):
            things.append(nominal)
        elif not any(_meet(found, other) for other in taken):
            return found
    if match.entry.clause or (match.entry.part == "noun" and match.entry.type in _ABOUT_ACTS):
        found = _of_inner_act(match.head, matches, can_act, taken)
        if found is not None:
            return found
    if match.entry.clause or match.words or (things and match.entry.type != "ACCUSE"):
        found = in_clause(match.head, can_act, taken)
        if found is not None:
            return found
    allowed = [t for t in things if _is_thing(t)] if kind.things else []
    if match.entry.type in _VIOLENT:
        allowed += [t for t in things if is_hurt(t, match.head)]
    return noun_phrase(allowed[0]) if allowed else None


def _is_setting(match: Match, nominal: Token) -> bool:
    return is_where(nominal, match.head, match.entry.type, match.entry.mode)


def _partner(match: Match, source: Span, can_act: CanAct) -> bool:
    """Whether the clause names somebody with whom it is done: "agreed with Iran"."""
    for token in (match.head, *match.words):
        for nominal in obliques(token, ("with",)):
            found = party(nominal, can_act)
            if found is not None and not _meet(found, source):
                return True
    return False


def _inner(match: Match, nominal: Token, matches: Matches) -> tuple[Sequence[str], ...]:
    """The prepositions behind which a party may stand, if not any."""
    act = matches.get(nominal.i)
    if match.entry.type == "ACCUSE" and act is not None and act.entry.type in _VIOLENT:
        return (("by",),)
    return ()


def _is_own(nominal: Token) -> bool:
    """Whether the nominal is what the source acts with: "its troops", "their weapons"."""
    words = lexicon().own
    return lemma(nominal) in words and any(
        c.pos_ == "PRON" for c in children(nominal, "nmod:poss", "det")
    )


def _is_topic(match: Match, nominal: Token) -> bool:
    """Whether the nominal is what an understanding is about, not whom it is with."""
    return match.entry.type in {"AGREE", "CONSULT", "COOPERATE"} and lemma(nominal) in (
        lexicon().topics
    )


def _of_inner_act(
    head: Token, matches: Matches, can_act: CanAct, besides: Sequence[Span]
) -> Span | None:
    """The target of the act that a word governs: "willing to withdraw its troops from *Poland*"."""
    for clause in children(head, "xcomp", "ccomp", "acl", "obj", "nmod"):
        inner = matches.get(clause.i)
        if inner is None:
            continue
        for nominal in patients(inner):
            if _is_own(nominal):
                continue
            found = party(nominal, can_act)
            if found is not None and not any(_meet(found, other) for other in besides):
                return found
    return None


def patients(match: Match) -> list[Token]:
    """The heads of nominals that may name whom it is done to, likeliest first."""
    entry, head = match.entry, match.head
    to = lexicon().frames[entry.type].to
    if entry.swap:
        return verbal_agents(head)
    if entry.part == "noun":
        return nominal_patients(head, to, entry.type)
    found = [match.role] if match.role is not None else []
    if is_passive(head):
        subject = subject_of(head)
        if subject is None and head.dep_ in {"acl", "amod"}:
            subject = head.head
        found += [subject] if subject is not None else []
    else:
        relative = [c for c in children(head, "obj") if c.lower_ in RELATIVE]
        if head.dep_ == "acl:relcl" and (relative or not children(head, "obj", "ccomp", "xcomp")):  # noqa: SIM102
            if subject_of(head) != head.head:
                found.append(head.head)
        found += children(head, "iobj") + children(head, "obj") + _raised(head)
    found += obliques(head, to)
    for word in match.words:
        if word.pos_ in NOMINAL:
            found += obliques(word, to)
            found += children(word, "nmod:poss") + modifiers(word)
    taken = {*match.words}
    return [t for t in dict.fromkeys(found) if t not in taken]


def _raised(verb: Token) -> list[Token]:
    """Objects that a parse hangs into the clause behind them: "accused *the army* of lying".

    What stands between a verb and the word that opens its clause is the verb's.
    """
    return [
        nominal
        for clause in children(verb, "xcomp", "ccomp", "advcl")
        for opener in children(clause, "mark")[:1]
        for nominal in children(clause, "obj", "nsubj")
        if verb.i < nominal.i < opener.i
    ]


def nominal_patients(noun: Token, to: Sequence[str], type_name: str) -> list[Token]:
    """Whom a noun's event is done to: "attack on X", "talks with X", "the rejection of X"."""
    wanted = [p for p in to if p != "of" or lexicon().frames[type_name].of == "target"]
    found = obliques(noun, wanted) + hit_before(noun)
    for clause in children(noun, "acl"):
        if clause.lower_.endswith("ing"):
            found += children(clause, "obj")
    verb = light_verb(noun)
    if verb is not None:
        if lexicon().light[lemma(verb)] == "undergo":
            return found + verbal_agents(verb)
        found += list(children(verb, "iobj")) + obliques(verb, wanted)
        if is_passive(verb) is False and noun.dep_ != "obj":
            found += [c for c in children(verb, "obj") if c != noun]
    return [t for t in dict.fromkeys(found) if t != noun]


def in_clause(head: Token, can_act: CanAct, besides: Sequence[Span]) -> Span | None:
    """The first actor below a word: "refused to release *the prisoners*"."""
    for clause in children(head, "xcomp", "ccomp", "acl", "obl", "obj", "iobj", "nmod", "advcl"):
        if clause.i < head.i or _is_aside(clause):
            continue
        for token in _nominals(clause):
            if _is_own(token):
                continue
            found = party(token, can_act)
            if found is None or found.root.pos_ == "PRON":
                continue
            if not any(_meet(found, other) for other in besides):
                return found
    return None


def _nominals(clause: Token) -> Iterator[Token]:
    """The nominals of a clause that are its parties, objects first."""
    own = sorted(clause.children, key=lambda c: (relation(c) not in {"obj", "iobj"}, c.i))
    if clause.pos_ in NOMINAL:
        yield clause
    for child in own:
        kind = relation(child)
        if child.pos_ in NOMINAL and kind in {"obj", "iobj", "obl", "nsubj", "nmod"}:  # noqa: SIM102
            if child.lower_ not in RELATIVE and not _is_aside(child):
                yield child
    for child in own:
        if relation(child) in _CLAUSES and not _is_aside(child):
            yield from _nominals(child)


# What stands behind these is what an act is about, or when it is, not whom it is done to.
_ASIDE = frozenset(
    "about on over regarding concerning including during after before since despite amid under "
    "than like as because following until without by".split()
)


def _is_aside(nominal: Token) -> bool:
    marks = {*cases(nominal), *(c.lower_ for c in children(nominal, "mark"))}
    if relation(nominal) == "advcl" and nominal.lower_.endswith("ing") and not marks:
        return True  # "called for it, saying that"
    return relation(nominal) in {"obl", "nmod", "advcl"} and bool(_ASIDE & marks)


def _is_thing(nominal: Token) -> bool:
    """Whether the nominal can be what an act is aimed at: no pronoun, number or time."""
    if nominal.lower_ in lexicon().times:
        return False
    return nominal.pos_ in {"NOUN", "PROPN"} and relation(nominal) not in {"obl", "compound"}


def each_other(source: Span) -> tuple[Span, Span | None]:
    """A coordinated party of a mutual act, taken apart: "India and Pakistan" held talks.

    The coordination may lie in what tells them apart: "British and French troops", "the armies of
    Brazil and Argentina".
    """
    doc, head = source.doc, source.root
    each = parties(source)
    if len(each) >= 2:
        return each[0], doc[each[1].start : each[-1].end]
    for part in head.children:
        kind = relation(part)
        later = [t for t in conjuncts(part) if t.pos_ in NOMINAL | {"ADJ"}]
        if not later or part.dep_ == "nmod:poss":
            continue
        if kind in {"amod", "compound"} and part.text[:1].isupper() and later[-1].i < head.i:
            start = min(source.start, part.i)
            return doc[start : part.i + 1], doc[later[0].i : head.i + 1]
        if kind == "nmod" and "of" in cases(part) and part.pos_ == "PROPN":
            return doc[source.start : part.i + 1], doc[later[0].i : later[-1].right_edge.i + 1]
    return source, None


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end

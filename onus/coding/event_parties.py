"""Who does it and to whom: the nominals that a UD parse gives an event's word.

`agents` and `patients` return head tokens, likeliest first, whether or not they can act; `party`
then finds the actor behind a nominal ("Pakistan" behind "Pakistan's offer of talks").
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from spacy.tokens import Span, Token

from onus.coding.obligation_clauses import cases, children, lemma, noun_phrase, relation
from onus.coding.triggers import Match, lexicon

CanAct = Callable[[Span], bool]

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_RELATIVE = frozenset({"who", "that", "which", "whom"})
_INNER = ("by", "against", "on", "from", "to", "with", "in", "of", "between", "for", "into")
_CLAUSES = frozenset({"xcomp", "ccomp", "acl", "advcl", "obl", "obj"})


def is_passive(verb: Token) -> bool:
    """Whether the verb's subject undergoes it: by its parse, or as a bare participle after a noun."""  # noqa: E501
    if any(c.dep_ in {"aux:pass", "nsubj:pass", "csubj:pass"} for c in verb.children):
        return True
    if verb.pos_ not in {"VERB", "AUX"} or children(verb, "nsubj", "obj"):
        return False
    if verb.dep_ in {"acl", "amod", "advcl"}:
        return (
            not verb.lower_.endswith("ing") and not _infinitive(verb) and verb.lower_ != lemma(verb)
        )
    if verb.dep_ == "conj" and not children(verb, "aux") and verb.head.pos_ == "VERB":
        participle = verb.lower_ != lemma(verb) and not verb.lower_.endswith("ing")
        return participle and is_passive(verb.head)
    return False


def agents(match: Match) -> list[Token]:
    """The heads of nominals that may name who does it."""
    head = match.head
    if match.entry.part == "noun":
        return nominal_agents(head, match.entry.type)
    if match.entry.swap:
        found = list(obliques(head, ("from", "by", "of", "over")))
        for word in match.words:
            found += obliques(word, ("from", "by"))
        return found
    found = verbal_agents(head)
    for noun in [t for t in found if t.pos_ == "NOUN"]:
        # "a lawsuit accusing the cartel" accuses for those who filed it.
        found += nominal_agents(noun, None)
    return found


def verbal_agents(verb: Token) -> list[Token]:
    """Who does what a verb says, through voice, coordination, control and relative clauses."""
    if is_passive(verb):
        by = [c for c in children(verb, "obl") if "by" in cases(c)]
        if not by and verb.dep_ == "conj" and is_passive(verb.head):
            return [c for c in children(verb.head, "obl") if "by" in cases(c)]
        return by
    subject = subject_of(verb)
    return [subject] if subject is not None else []


def subject_of(verb: Token, steps: int = 6) -> Token | None:  # noqa: PLR0911
    """The subject of a verb, its own or the one that it shares."""
    own = children(verb, "nsubj")
    if own:
        subject = own[-1]
        if subject.lower_ in _RELATIVE and verb.dep_ == "acl:relcl":
            return verb.head
        return subject
    head, kind = verb.head, relation(verb)
    if steps == 0 or head == verb:
        return None
    if verb.dep_ == "acl:relcl" and head.pos_ in NOMINAL:
        return (
            head if not any(c.lower_ in _RELATIVE for c in children(verb, "obj", "obl")) else None
        )
    if kind == "acl" and head.pos_ in NOMINAL:
        if _infinitive(verb):
            return next(iter(nominal_agents(head, None)), None)
        return head
    if kind == "xcomp":
        return _controller(head, steps)
    if kind in {"conj", "advcl", "parataxis"}:
        if head.pos_ in NOMINAL and not children(head, "nsubj", "cop"):
            return None
        return subject_of(head, steps - 1)
    return None


def _controller(verb: Token, steps: int) -> Token | None:
    """Who does the infinitive below `verb`: the one asked ("urged X to"), else its subject."""
    if is_passive(verb):
        return subject_of(verb, steps - 1)
    if lemma(verb) not in {"promise", "vow", "threaten", "agree", "use"}:
        objects = children(verb, "obj", "iobj")
        if objects and objects[0].pos_ in NOMINAL:
            return objects[0]
        asked = obliques(verb, ("on", "upon", "to", "with", "for"))
        if asked and lemma(verb) in {"call", "appeal", "plead", "prevail", "press", "push"}:
            return asked[0]
    return subject_of(verb, steps - 1)


def nominal_agents(noun: Token, type_name: str | None) -> list[Token]:
    """Who does what a noun says: "India's rejection", "an attack by X", "carried out an attack"."""
    found = children(noun, "nmod:poss")
    found += obliques(noun, ("by", "between", "among"))
    if noun.dep_ in {"nsubj:pass", "obj"}:
        # The parse hangs them on the verb: "no meeting is planned between the two".
        found += obliques(noun.head, ("between", "among"))
    if type_name is not None and lexicon().frames[type_name].of == "source":
        found += obliques(noun, ("of",))
    found += _modifiers(noun)
    found += obliques(noun, ("from",))
    for clause in children(noun, "acl"):
        if is_passive(clause):
            found += [c for c in children(clause, "obl") if "by" in cases(c)]
    found += _of_light_verb(noun)
    return found


def _modifiers(noun: Token) -> list[Token]:
    """Names and nationalities before a noun: "Taliban attack", "Israeli strikes", "Saudi-led"."""
    return [
        c
        for c in noun.children
        if c.i < noun.i
        and relation(c) in {"compound", "amod", "nmod"}
        and c.pos_ in {"PROPN", "ADJ", "NOUN"}
        and c.dep_ != "nmod:poss"
    ]


def light_verb(noun: Token) -> Token | None:
    """The verb that only carries the noun's event: "held" in "held talks", "was carried out"."""
    top = noun
    while top.dep_ == "conj" and top.head.pos_ == "NOUN":
        top = top.head
    verb = top.head
    if verb.pos_ not in {"VERB", "AUX"} or verb == top or lemma(verb) not in lexicon().light:
        return None
    if top.dep_ in {"obj", "nsubj:pass"} or relation(top) == "obl" or top.dep_ == "nsubj":
        return verb
    return None


def _of_light_verb(noun: Token) -> list[Token]:
    verb = light_verb(noun)
    if verb is not None:
        if lexicon().light[lemma(verb)] == "undergo":
            return obliques(verb, ("from", "by"))
        if noun.dep_ == "nsubj" and not is_passive(verb):
            return []
        return [t for t in verbal_agents(verb) if t != noun]
    top = noun.head
    if noun.dep_ in {"obj", "obl"} and top.pos_ == "VERB":
        subject = subject_of(top)
        return [] if subject is None or subject == noun or is_passive(top) else [subject]
    return []


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
        relative = [c for c in children(head, "obj") if c.lower_ in _RELATIVE]
        if head.dep_ == "acl:relcl" and (relative or not children(head, "obj", "ccomp", "xcomp")):  # noqa: SIM102
            if subject_of(head) != head.head:
                found.append(head.head)
        own = children(head, "obj")
        if not own and head.dep_ == "conj" and head.head.i < head.i and not children(head, "obl"):
            own = []
        found += children(head, "iobj") + own
    found += obliques(head, to)
    for word in match.words:
        if word.pos_ in NOMINAL:
            found += obliques(word, to)
            found += children(word, "nmod:poss") + _modifiers(word)
    taken = {*match.words}
    return [t for t in dict.fromkeys(found) if t not in taken]


def nominal_patients(noun: Token, to: Sequence[str], type_name: str) -> list[Token]:
    """Whom a noun's event is done to: "attack on X", "talks with X", "the rejection of X"."""
    wanted = [p for p in to if p != "of" or lexicon().frames[type_name].of == "target"]
    found = obliques(noun, wanted)
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


def obliques(token: Token, prepositions: Sequence[str]) -> list[Token]:
    """Nominals that hang on `token` by one of the prepositions, in the prepositions' order."""
    found = [
        c
        for c in children(token, "obl", "nmod")
        if c.dep_ != "nmod:poss" and c.pos_ in NOMINAL | {"ADJ"}
    ]
    ordered: list[Token] = []
    for preposition in prepositions:
        ordered += [c for c in found if preposition in cases(c) and c not in ordered]
    return ordered


def party(nominal: Token, can_act: CanAct, prepositions: Sequence[str] = _INNER) -> Span | None:
    """The actor that a nominal names or that stands behind it, or None.

    "Pakistan's offer of talks" gives Pakistan, "sanctions on Iran" Iran, "Russian gas" Russian.
    """
    if is_actor(nominal, can_act):
        return noun_phrase(nominal)
    owners = [c for c in children(nominal, "nmod:poss") if c.pos_ != "PRON"]
    inner = owners + obliques(nominal, prepositions)
    for clause in children(nominal, "acl"):
        if is_passive(clause):
            inner += [c for c in children(clause, "obl") if "by" in cases(c)]
    inner += _modifiers(nominal)
    for child in inner:
        if is_actor(child, can_act):
            return noun_phrase(child) if child.pos_ != "ADJ" else child.doc[child.i : child.i + 1]
    for child in inner:
        if child.pos_ == "NOUN" and relation(child) == "nmod":
            deeper = party(child, can_act, prepositions)
            if deeper is not None:
                return deeper
    return None


def is_actor(nominal: Token, can_act: CanAct) -> bool:
    """Whether a nominal or an adjective of nationality can name a party itself."""
    if nominal.pos_ == "ADJ" or nominal.dep_ == "amod":
        if not nominal.text[:1].isupper() or nominal.lower_ in lexicon().times:
            return False
        return can_act(nominal.doc[nominal.i : nominal.i + 1])
    if nominal.lower_ in lexicon().times or nominal.lower_ in _RELATIVE:
        return False
    if nominal.pos_ == "NUM" and any(c.isdigit() for c in nominal.text):
        return False
    return can_act(noun_phrase(nominal))


def in_clause(head: Token, can_act: CanAct, besides: Sequence[Span]) -> Span | None:
    """The first actor below a word: "refused to release *the prisoners*"."""
    for clause in children(head, "xcomp", "ccomp", "acl", "obl", "obj", "iobj", "nmod", "advcl"):
        if clause.i < head.i:
            continue
        for token in _nominals(clause):
            found = party(token, can_act)
            if found is not None and not any(_meet(found, other) for other in besides):
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
            if child.lower_ not in _RELATIVE:
                yield child
    for child in own:
        if relation(child) in _CLAUSES:
            yield from _nominals(child)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _infinitive(verb: Token) -> bool:
    return any(c.lower_ == "to" for c in children(verb, "mark", "aux"))

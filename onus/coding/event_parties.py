"""Who does it: the nominals that a UD parse gives an event's word.

`agents` returns head tokens, likeliest first, whether or not they can act; `party` then finds the
actor behind a nominal ("Pakistan" behind "Pakistan's offer of talks").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Span, Token

from onus.coding.event_doubt_words import words
from onus.coding.obligation_clauses import cases, children, lemma, noun_phrase, relation
from onus.coding.triggers import Match, lexicon
from onus.language.kept import kept

CanAct = Callable[[Span], bool]

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
RELATIVE = frozenset({"who", "that", "which", "whom"})
_INNER = ("by", "against", "on", "from", "to", "with", "in", "of", "between", "for", "into")


@kept
def is_passive(verb: Token) -> bool:
    """Whether the verb's subject undergoes it: by its parse, or as a bare participle after a noun."""  # noqa: E501
    if any(c.dep_ in {"aux:pass", "nsubj:pass", "csubj:pass"} for c in verb.children):
        return True
    if verb.pos_ not in {"VERB", "AUX"} or children(verb, "nsubj"):
        return False
    if any(not _is_sum(c) or verb.dep_ != "conj" for c in children(verb, "obj", "iobj")):
        return False
    reduced = verb.dep_ == "acl:relcl" and not children(verb, "aux")
    if reduced or verb.dep_ in {"acl", "amod", "advcl"}:
        return (
            not verb.lower_.endswith("ing") and not _infinitive(verb) and verb.lower_ != lemma(verb)
        )
    if verb.dep_ == "conj" and not children(verb, "aux") and verb.head.pos_ == "VERB":
        participle = verb.lower_ != lemma(verb) and not verb.lower_.endswith("ing")
        return participle and is_passive(verb.head)
    return False


def _is_sum(noun: Token) -> bool:
    """Whether an object is only how much: "was convicted and fined *$300*"."""
    return noun.pos_ in {"NUM", "SYM"} or bool(children(noun, "nummod"))


def agents(match: Match) -> list[Token]:
    """The heads of nominals that may name who does it."""
    head = match.head
    if match.entry.part == "noun":
        return nominal_agents(head, match.entry.type)
    if match.entry.swap:
        found = list(obliques(head, ("from", "by", "of", "over")))
        for word in match.words:
            found += obliques(word, ("from", "by"))
            if match.entry.type == "ASSAULT":
                found += modifiers(word)  # "died in police firing"
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
        if subject.lower_ in RELATIVE and verb.dep_ == "acl:relcl":
            return verb.head
        return subject
    head, kind = verb.head, relation(verb)
    if steps == 0 or head == verb:
        return None
    if _infinitive(verb) and kind in {"acl", "advcl", "csubj", "xcomp"}:
        bearer = burdened(head)
        if bearer is not None:
            return bearer
    if verb.dep_ == "acl:relcl" and head.pos_ in NOMINAL:
        return head if not any(c.lower_ in RELATIVE for c in children(verb, "obj", "obl")) else None
    if kind == "acl" and head.pos_ in NOMINAL:
        if _infinitive(verb):
            return next(iter(nominal_agents(head, None)), None)
        return head
    if kind == "xcomp":
        return _controller(head, steps)
    if kind == "advcl" and (controller := _of_adverbial(verb, steps)) is not None:
        return controller
    if kind in {"conj", "advcl", "parataxis"}:
        if head.pos_ in NOMINAL and not children(head, "nsubj", "cop"):
            return None
        return subject_of(head, steps - 1)
    return None


# Verbs that ask somebody by a preposition: "called on X to".
_ASKING = frozenset({"call", "appeal", "plead", "prevail", "press", "push"})


def _of_adverbial(verb: Token, steps: int) -> Token | None:
    """Who does what an adverbial clause tells, where it is not the subject above.

    "Called on *the rebels* to disarm", "sanctioned *the trader* for helping the group".
    """
    head = verb.head
    if _infinitive(verb):
        return _controller(head, steps) if lemma(head) in _ASKING else None
    if not verb.lower_.endswith("ing"):
        return None
    marks = {c.lower_ for c in children(verb, "mark", "case")}
    for_that = {"for", "of", "with"} if lemma(head) == "charge" else {"for", "of"}
    objects = children(head, "nsubj:pass" if is_passive(head) else "obj")
    return objects[0] if marks & for_that and objects and objects[0].pos_ in NOMINAL else None


def _controller(verb: Token, steps: int) -> Token | None:
    """Who does the infinitive below `verb`: the one asked ("urged X to"), else its subject."""
    if is_passive(verb):
        return subject_of(verb, steps - 1)
    if lemma(verb) not in {"promise", "vow", "threaten", "agree", "use"}:
        objects = children(verb, "obj", "iobj")
        if objects and objects[0].pos_ in NOMINAL:
            return objects[0]
        asked = obliques(verb, ("on", "upon", "to", "with", "for"))
        if asked and lemma(verb) in _ASKING:
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
    found += modifiers(noun)
    found += obliques(noun, ("from",))
    found += _doers(noun) + _claimer(noun)
    found += _of_light_verb(noun)
    if type_name == "CONSULT" and noun.dep_ == "obl" and "for" in cases(noun):
        # "flew to Oslo for talks"
        subject = subject_of(noun.head) if noun.head.pos_ == "VERB" else None
        found += [] if subject is None or is_passive(noun.head) else [subject]
    return found


def _doers(noun: Token) -> list[Token]:
    """By whom it was done, made or held: "an attack launched by X", but not "condemned by X"."""
    return [
        doer
        for clause in children(noun, "acl")
        if is_passive(clause) and lemma(clause) in lexicon().doing
        for doer in children(clause, "obl")
        if "by" in cases(doer)
    ]


def _claimer(noun: Token) -> list[Token]:
    """Who "claimed responsibility for" an act, as it says itself."""
    verb = claim_of(noun)
    return [] if verb is None else verbal_agents(verb)


def claim_of(noun: Token) -> Token | None:
    """The verb of "claimed responsibility for" an act that a noun stands for."""
    blame = noun.head
    if "for" not in cases(noun):
        return None
    if lemma(blame) == "responsibility" and lemma(blame.head) in {"claim", "admit"}:
        return blame.head
    borne = [c for c in children(blame, "obj", "nsubj:pass") if lemma(c) == "responsibility"]
    return blame if borne and lemma(blame) in {"claim", "admit"} else None


def modifiers(noun: Token) -> list[Token]:
    """Names and nationalities before a noun: "Taliban attack", "Israeli strikes", "Saudi-led"."""
    return [
        c
        for c in noun.children
        if c.i < noun.i
        and relation(c) in {"compound", "amod", "nmod"}
        and c.pos_ in {"PROPN", "ADJ", "NOUN"}
        and c.dep_ != "nmod:poss"
        and not (is_violent(noun) and (is_place(c) or lemma(c) in lexicon().sorts))
        and lemma(noun) not in words("states")  # "the Syrian war" is where it is
        and not _is_aligned(c)
        and c not in hit_before(noun)
    ]


def hit_before(noun: Token) -> list[Token]:
    """What an attack is named after because it was hit: both words of "the Peruvian bus attack"."""
    if not is_violent(noun):
        return []
    things = [c for c in children(noun, "compound") if c.i < noun.i and lemma(c) in lexicon().hit]
    return things + [
        c for thing in things[:1] for c in children(noun, "amod", "compound") if c.i < thing.i
    ]


def _is_aligned(word: Token) -> bool:
    """Whether a word says by whom somebody is backed: "Chilean-backed"."""
    return word.lower_.rpartition("-")[2] in lexicon().aligned


def is_violent(noun: Token) -> bool:
    """Whether the noun stands for violence or protest: what such a noun is named after is a place.

    "The Mumbai attacks" were not made by Mumbai.
    """
    return lemma(noun) in lexicon().instruments or any(
        entry.type in {"ASSAULT", "PROTEST"}
        for entry in lexicon().entries.get(("noun", lemma(noun)), ())
    )


def is_place(name: Token) -> bool:
    """A name of a place, as far as known, that does not serve as an adjective, as "US" does."""
    return (
        name.pos_ == "PROPN"
        and name.ent_type_ in {"LOC", ""}
        and name.lower_ not in lexicon().attributive | lexicon().forces
    )


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
    return []


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


# Acts of these types are done to nobody by being done somewhere: "rallied in Lagos".
_SOMEWHERE = frozenset({"PROTEST", "REJECT", "REQUEST", "CONSULT"})
_AT = frozenset({"in", "at", "near", "outside", "into", "inside", "across", "through"})


def is_where(nominal: Token, trigger: Token, type_name: str, mode: str | None) -> bool:
    """Whether a place is only where an act of this type was, or where its matter lies.

    Who visits a place is its guest, and who seeks refuge there asks it.
    """
    somewhere = type_name in _SOMEWHERE or lemma(trigger) in {"close", "shut"}
    if nominal.ent_type_ != "LOC" or nominal.pos_ != "PROPN" or not somewhere:
        return False
    asked = mode == "visit" or lemma(trigger) == "seek"
    return not asked and bool(_AT & set(cases(nominal)))


def party(nominal: Token, can_act: CanAct, prepositions: Sequence[str] = _INNER) -> Span | None:
    """The actor that a nominal names or that stands behind it, or None.

    "Pakistan's offer of talks" gives Pakistan, "sanctions on Iran" Iran, "Russian gas" Russian.
    """
    if nominal.lower_ in {"it", "they"}:
        antecedent = stands_for(nominal)
        if antecedent is not None and antecedent != nominal:
            return party(antecedent, can_act, prepositions)
        if nominal.lower_ == "it":
            return None
    if is_actor(nominal, can_act) or _is_called(nominal, can_act):
        return noun_phrase(nominal)
    owners = [c for c in children(nominal, "nmod:poss") if c.pos_ != "PRON"]
    inner = owners + obliques(nominal, prepositions)
    inner += _doers(nominal) + modifiers(nominal)
    for child in inner:
        if is_actor(child, can_act):
            return noun_phrase(child) if child.pos_ != "ADJ" else child.doc[child.i : child.i + 1]
    for child in inner:
        if child.pos_ == "NOUN" and relation(child) == "nmod":
            deeper = party(child, can_act, prepositions)
            if deeper is not None:
                return deeper
    return None


def is_crowd(nominal: Token) -> bool:
    """Whether a nominal only counts people: "thousands", "dozens"."""
    named = children(nominal, "nmod")
    return nominal.lower_.endswith("s") and lemma(nominal) in lexicon().counts and not named


def is_hurt(nominal: Token, verb: Token) -> bool:
    """Whether a verb of violence is meant of a thing: "attacked the village", "killed 12"."""
    if lemma(verb) in lexicon().counted:
        counted = nominal.pos_ == "NUM" or bool(children(nominal, "nummod"))
        return is_crowd(nominal) or (
            counted and (nominal.pos_ == "NUM" or lemma(nominal) == "other")
        )
    within = {"in", "near", "inside", "across", "through"} & set(cases(nominal))
    if nominal.pos_ != "NOUN" or relation(nominal) == "compound" or within:
        return False
    return lemma(nominal) in words("sites")


def _is_called(nominal: Token, can_act: CanAct) -> bool:
    """Whether a person's name explains the nominal: "two Oslo builders, *Ann Lee* and"."""
    return nominal.pos_ == "NOUN" and any(
        c.ent_type_ in {"PER", "PERSON"} and can_act(noun_phrase(c))
        for c in children(nominal, "appos")
    )


def is_actor(nominal: Token, can_act: CanAct) -> bool:
    """Whether a nominal or an adjective of nationality can name a party itself."""
    if nominal.pos_ == "ADJ" or nominal.dep_ == "amod":
        if not nominal.text[:1].isupper() or nominal.lower_ in lexicon().times:
            return False
        return can_act(nominal.doc[nominal.i : nominal.i + 1])
    if nominal.lower_ in lexicon().times or nominal.lower_ in RELATIVE:
        return False
    if nominal.pos_ == "NUM" and any(c.isdigit() for c in nominal.text):
        return False
    return can_act(noun_phrase(nominal))


def burdened(word: Token) -> Token | None:
    """Who has to act: "Pakistan" for either word of "the *onus* is on *Pakistan*"."""
    nominal = word.head if lemma(word) in lexicon().burdens else word
    if not {"on", "upon", "with"} & set(cases(nominal)):
        return None
    borne = [c for c in children(nominal, "nsubj") if lemma(c) in lexicon().burdens]
    return nominal if borne and nominal.pos_ in NOMINAL else None


def reporter(clause: Token) -> Token | None:
    """Who says what a clause holds: the subject of the verb that reports it, before or after it."""
    for _ in range(4):
        kind, above = relation(clause), clause.head
        if kind == "ccomp" and above.pos_ == "VERB":
            return subject_of(above)
        if above == clause or kind not in {"conj", "advcl", "parataxis"}:
            break
        clause = above
    for report in children(clause, "parataxis"):
        subjects = children(report, "nsubj")
        if report.pos_ == "VERB" and subjects:
            return subjects[0]
    return None


def stands_for(pronoun: Token) -> Token | None:
    """The subject that a pronoun takes up from the clause above: "*the army* said it would go".

    "The onus is on X to ensure that they act" has X act, whatever the pronoun's number.
    """
    clause = pronoun.head
    if lemma(clause.head) in {"ensure", "guarantee"} and relation(clause) == "ccomp":
        before = clause.doc[clause.sent.start : clause.head.i]
        laden = [
            bearer for t in before if lemma(t) in lexicon().burdens and (bearer := burdened(t))
        ]
        return laden[-1] if laden else subject_of(clause.head)
    if pronoun.lower_ != "it":
        return None
    if relation(pronoun) not in {"nsubj", "obl", "obj"}:
        return None
    for _ in range(4):
        above, kind = clause.head, relation(clause)
        if above == clause or kind not in {"ccomp", "conj", "advcl", "xcomp"}:
            return None
        if kind in {"ccomp", "advcl"}:
            subject = subject_of(above)
            if subject is not None and subject.pos_ in {"NOUN", "PROPN"} and subject != pronoun:
                return subject
        clause = above
    return None


def _infinitive(verb: Token) -> bool:
    return any(c.lower_ == "to" for c in children(verb, "mark", "aux"))

"""Where a possible obligation stands: who could bear it, and whether anybody claims it.

"Pakistan must act" binds somebody in public; "you must see this film" and "the storm should pass"
do not. The functions here weigh that, from the words of a party and from the text round a cue, so
that the rules that find cues need not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from onus.coding.obligation_clauses import (
    CLOSING,
    NEGATIONS,
    OPENING,
    STRAIGHT,
    cases,
    children,
    is_question,
    lemma,
    name_head,
    negated,
    noun_phrase,
    oblique,
    relation,
    subject,
    subtree,
)
from onus.coding.obligation_cues import cues
from onus.language.annotation import attributions

_NAME = 3  # words before "said" in which a name stands
_SUPPOSING = frozenset({"if", "whether", "unless", "until"})
_HEDGES = frozenset({"might", "may", "could", "can", "would", "should", "must", "ought"})


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a text before its cues are looked at, by token position."""

    quoted: frozenset[int]
    attributed: frozenset[int]
    attributions_known: bool
    leisure: bool


def setting(doc: Doc) -> Setting:
    """Read the quotation marks, the attributed contents and the register of an article."""
    found = attributions(doc)
    attributed = {t.i for a in found if a.content is not None for t in a.content}
    words = cues().words["leisure"]
    hits = sum(1 for t in doc if lemma(t) in words)
    return Setting(
        quoted=frozenset(_quoted(doc)),
        attributed=frozenset(attributed),
        attributions_known=bool(found),
        leisure=hits >= 3 and hits / max(len(doc), 1) > 0.012,
    )


def _quoted(doc: Doc) -> Iterator[int]:
    """Positions inside quotation marks; a paragraph left open ends at the paragraph's end."""
    inside = False
    for token in doc:
        if token.text in OPENING or (token.text in STRAIGHT and not inside):
            inside = True
        elif token.text in CLOSING or token.text in STRAIGHT or "\n\n" in token.text_with_ws:
            inside = False
        elif inside:
            yield token.i


def standing(party: Token | None) -> float:
    """How well this word can bear a duty, from 0 (a thing) to 1 (a named actor)."""
    if party is None:
        return 0.0
    if party.ent_type_ in {"PER", "ORG", "LOC", "MISC"}:
        return 1.0
    if party.pos_ == "PROPN":
        return 0.95
    word = party.lower_
    if party.pos_ in {"PRON", "DET"} or word in cues().pronouns:
        return cues().pronouns.get(word, 0.0)
    if party.pos_ not in {"NOUN", "ADJ", "NUM"}:
        return 0.0
    of = next((c for c in children(party, "nmod") if "of" in cases(c)), None)
    if of is not None and lemma(party) in cues().words["quantities"]:
        party = of  # "thousands of teachers"
    return 0.95 if _names_agents(party) else 0.0


def _names_agents(noun: Token) -> bool:
    words, known = cues().words, {lemma(noun), noun.lower_}
    if known & words["not_agents"]:
        return False
    if known & words["agents"]:
        return True
    if any(c.pos_ == "PROPN" and relation(c) in {"flat", "appos"} for c in noun.children):
        return True
    stem = noun.lower_
    return len(stem) > 4 and stem.endswith(tuple(words["agent_suffixes"]))


def is_on(noun: Token, name: str | None) -> bool:
    """Whether a noun is on the word list of this name; any is where there is no list."""
    return name is None or lemma(noun) in cues().words[name] or noun.lower_ in cues().words[name]


def may_be_party(word: Token) -> bool:
    """Whether a noun that is on no list of those who act can stand for one who does: "the yard"."""
    return word.pos_ == "NOUN" and not is_on(word, "not_agents")


def is_institution(party: Token) -> bool:
    """Whether a state, a body or who speaks for one is named, and not just anybody."""
    if party.ent_type_ in {"ORG", "LOC"}:
        return True
    words = cues().words
    if lemma(party) in words["institutions"] or party.lower_ in words["institutions"]:
        return True
    titles = [*noun_phrase(party), *children(party, "appos")]
    return any(t.lower_ in words["offices"] for t in titles)


def is_deed(verb: Token) -> bool:
    """Whether a verb names what one does to something, and nothing that befalls or happens."""
    words = cues().words
    objects = [c for c in children(verb, "obj") if c.i > verb.i]
    if verb.pos_ == "VERB" and objects and lemma(verb) in words["with_particles"]:
        return _is_particle(verb.nbor())  # "take in 300 refugees", "bring back the envoy"
    if verb.pos_ == "VERB" and lemma(verb) == "come":
        to = oblique(verb, {"to"})
        return to is not None and is_on(to, "aids")
    if verb.pos_ != "VERB" or lemma(verb) in words["befalls"] | words["stative"] | words["hollow"]:
        return False
    particle = bool(children(verb, "compound:prt"))
    if lemma(verb) in words["goes_to"] and any("to" in cases(c) for c in children(verb, "obl")):
        return True
    if _keeps_to(verb):
        return True
    return particle or any(c.pos_ in {"NOUN", "PROPN", "NUM", "SYM"} for c in objects)


def _keeps_to(verb: Token) -> bool:
    """ "Hold firm to the treaty", "stand by its word"."""
    beside = {c.lower_ for c in verb.children} | {
        w for c in children(verb, "obl", "obj") for w in (*cases(c),)
    }
    return any(f"{lemma(verb)} {word}" in cues().words["keeping_turns"] for word in beside)


def _is_particle(word: Token) -> bool:
    return word.lower_ in {"in", "out", "back", "over", "down", "up", "off", "aside"}


def is_said(token: Token, where: Setting) -> bool:
    """Whether somebody in the text says this: in quotes, in attributed words, under "said that"."""
    if token.i in where.quoted or token.i in where.attributed:
        return True
    return speech_verb(token) is not None


def is_hostile(act: Token) -> bool:
    """Whether a verb names what one threatens with: "retaliate", "go on strike"."""
    words = cues().words
    if lemma(act) in words["hostile"]:
        return True
    if any(f"{lemma(act)} {t.lower_}" in words["hostile_turns"] for t in act.children):
        return True
    moved = lemma(act) in words["hollow"] | {"seek", "place", "add", "move"}
    return moved and any(lemma(c) in words["punishments"] for c in children(act, "obl", "obj"))


def is_option(cue: Token) -> bool:
    """ "Has two ways to stop it: by suing or by asking the court to": what could be done."""
    gerund = cue.head if relation(cue) == "conj" else cue
    if not any(c.lower_ == "by" for c in children(gerund, "mark")):
        return False
    above = list(gerund.ancestors)
    nouns = [*above, *(c for verb in above for c in children(verb, "obj", "nsubj"))]
    return any(is_on(noun, "options") and noun.i < cue.i for noun in nouns)


def harms(act: Token) -> bool:
    """Whether an act is one to threaten with: "close the strait", and not "close its mines"."""
    if act.pos_ != "VERB" or not is_hostile(act):
        return False
    if is_on(act, "punishes_with"):
        return is_punishing(act)
    struck = [c for c in children(act, "obj") if not children(c, "nmod:poss")]
    return bool(struck) or not is_on(act, "commitments")


def is_punishing(act: Token) -> bool:
    """Whether an act lays a punishment on another who is named: "impose duties on Chilean wine"."""
    harm = next((c for c in children(act, "obj") if is_on(c, "punishments")), None)
    struck = {"on", "against", "from"}
    return harm is not None and any(
        t.ent_type_ in {"LOC", "ORG", "MISC"}
        and any(struck.intersection(cases(above)) for above in (t, *t.ancestors))
        for t in subtree(act)
    )


def is_abstention(act: Token) -> bool:
    """Whether doing without an act is a promise rather than a refusal: "will not attack".

    "Will not run for president", "will not seek a third term": so is a pledge to stand back.
    """
    if is_on(act, "abstentions"):
        return True
    if lemma(act) in {"run", "stand"}:
        return oblique(act, {"for", "in", "again"}) is not None
    terms = {"term", "re-election", "reelection", "office", "mandate"}
    return lemma(act) == "seek" and any(lemma(c) in terms for c in children(act, "obj"))


def under_pact(verb: Token) -> bool:
    """Whether a treaty lays it down: "under the accord Peru must leave the pass"."""
    which = (c for c in children(verb, "obl") if c.lower_ == "which" and "under" in cases(c))
    pointer = next(which, None)
    if pointer is not None and verb.dep_.startswith("acl:relcl"):
        before = [t for t in verb.doc[verb.sent.start : pointer.i - 1] if not t.is_punct][-1:]
        if any(is_on(t, "pacts") for t in (verb.head, *before)):
            return True  # "an accord under which Peru will leave"
    return any(
        c.lower_ in {"under", "by", "per"} and t.i < verb.i
        for t in verb.children
        if lemma(t) in cues().words["pacts"]
        or any(lemma(g) in cues().words["pacts"] for g in t.children if relation(g) == "nmod")
        for case in t.children
        for c in (case, *case.children)  # "as per the ruling"
    )


def speech_verb(token: Token) -> Token | None:
    """The verb of speaking that the clause of `token` depends on or carries ("..., he said")."""
    speech = cues().words["speech"]
    below = token
    for above in (token, *token.ancestors):
        if (
            above != token
            and lemma(above) in speech
            and (relation(below) in {"ccomp", "parataxis", "xcomp"} or written_in(below))
        ):
            return above
        for child in above.children:
            if relation(child) == "parataxis" and lemma(child) in speech and child != below:
                return child
        if above.dep_.startswith("acl:relcl") or above.dep_ == "advcl:relcl":
            return None
        below = above
    return None


def written_in(word: Token) -> bool:
    """Whether a parse hung a clause on "in a letter" that its verb governs."""
    return (
        relation(word) in {"obl", "nmod"}
        and lemma(word) in cues().words["writings"]
        and bool({"in", "by", "at", "during"} & set(cases(word)))
    )


def teller_of(verb: Token) -> Token | None:
    """Who says what a verb's clause tells; None where nobody does."""
    speech = speech_verb(verb)
    return speaker_of(speech) if speech is not None else None


def speaker_of(speech: Token) -> Token | None:
    """Who says it, also where a parse hung the name elsewhere: "..., the chief, Ana Berg, said"."""
    found = subject(speech)
    if found is not None or speech.i - _NAME < speech.sent.start:
        return found
    before = [t for t in speech.doc[speech.i - _NAME : speech.i] if not t.is_punct]
    if not before or before[-1].pos_ not in {"PROPN", "NOUN"}:
        return None
    name = name_head(before[-1])
    titled = relation(name) in {"appos", "nmod"} and name.head.lower_ in cues().words["offices"]
    return name.head if titled else name


def is_asserted(cue: Token) -> bool:
    """Whether the cue says that it is so: not denied, not hedged, not under "if", no question."""
    if negated(cue) or is_question(cue):
        return False
    who = subject(cue) if cue.pos_ in {"VERB", "AUX", "ADJ"} else None
    if who is not None and any(t.lower_ in NEGATIONS for t in (who, *who.children)):
        return False
    return not any(_is_hedged(token, cue) for token in _own_clause(cue))


def _own_clause(cue: Token) -> Iterator[Token]:
    """The cue and the words above it, up to the head of the clause that asserts it."""
    token = cue
    while True:
        yield token
        above_asserts = relation(token) in {"parataxis", "ccomp", "conj"}
        if token.head == token or above_asserts or token.dep_.startswith("acl:relcl"):
            return
        token = token.head


def _is_hedged(token: Token, cue: Token) -> bool:
    for child in token.children:
        if relation(child) == "aux" and child.lower_ in _HEDGES and child != cue:
            return True
        if relation(child) == "mark" and child.lower_ in _SUPPOSING:
            return True
    return False


def is_realis(cue: Token) -> bool:
    """Whether an infinitive cue is carried out: "to ask" of "plans to ask" is not."""
    if relation(cue) not in {"xcomp", "advcl", "acl", "ccomp"}:
        return True
    return not any(c.lower_ == "to" and relation(c) == "mark" for c in cue.children)


def between_private_persons(one: Token | None, other: Token | None) -> bool:
    """Whether the parties are kin, friends and the like, with nobody named among them."""
    private = cues().words["private"]
    there = [t for t in (one, other) if t is not None]
    if any(t.pos_ == "PROPN" or t.ent_type_ for t in there):
        return False
    callings = cues().words["callings"]
    return any(
        lemma(t) in private and not (lemma(t) in callings and t.lower_ != lemma(t)) for t in there
    )


def is_cut_short(act: Token) -> bool:
    """A verb that says little alone, whose object the parse has lost: "to help | mines close"."""
    if act.pos_ != "VERB" or lemma(act) not in cues().words["hollow"]:
        return False
    behind = [c for c in act.children if c.i > act.i and not (c.is_punct or c.is_space)]
    if behind:
        return all(c.pos_ == "PRON" for c in behind)  # "let them"
    after = act.doc[act.i + 1] if act.i + 1 < act.sent.end else None
    return after is not None and not after.is_punct and after.pos_ not in {"CCONJ", "SCONJ"}


def is_contentless(act: Token) -> bool:
    """An act that only points back: "asked him to do so"."""
    others = {c.lower_ for c in act.children if c.i > act.i and not (c.is_punct or c.is_space)}
    if lemma(act) not in {"do", "be"}:
        return False
    return not others or bool(others & {"so", "it", "that", "this", "same"})

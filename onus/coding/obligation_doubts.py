"""What is built like an obligation and is none: guesses, general rules, background, self-talk.

The constructions find every "must" and every refusal; `binds` says of each draft whether it binds
somebody in public. Being silent about a doubtful one is better than keeping a false one.
"""

from __future__ import annotations

from spacy.tokens import Token

from onus.coding.obligation_candidate import Draft
from onus.coding.obligation_clauses import (
    THIRD_PERSONS,
    children,
    conjuncts,
    infinitive_mark,
    is_passive,
    lemma,
    negated,
    own_subject,
    relation,
    subtree,
)
from onus.coding.obligation_cues import cues
from onus.coding.obligation_setting import Setting, is_option, speech_verb, standing, under_pact

_PARTY = 0.9
_SELF = frozenset({"i", "we", "us", "me"})
_OWNED = frozenset({"the", "this", "that", "these", "those", "both", "all", "every", "each"})
_SUPPOSE = frozenset({"say", "suppose", "imagine", "assume"})
_MODAL = frozenset({"should", "would", "could", "might", "may"})
_ANYONE = frozenset({"any", "every", "anyone", "anybody", "everyone", "whoever", "those"})
_WHICH = frozenset({"who", "that", "which", "whom"})


def binds(draft: Draft, where: Setting) -> bool:
    """Whether somebody is bound by this, as far as the words round the cue tell."""
    cue = draft.cue.root
    if (
        _is_refused(cue)
        or is_option(cue)
        or _is_of_anyone(cue)
        or _is_supposed(cue)
        or _is_aside(draft)
        or _is_feared(cue)
        or _is_background(draft, where)
        or _is_anecdote(draft)
    ):
        return False
    if _is_ballot(draft.act):
        return False
    return draft.kind != "demand" or _asks_a_deed(draft)


def _asks_a_deed(draft: Draft) -> bool:
    nobody = draft.whole and draft.condition is None and draft.bearer is None
    if nobody and draft.demander_is_speaker and is_passive(draft.act):
        thing = own_subject(draft.act)  # "needs to be addressed": by whom nobody says
        return thing is not None and _is_freed(draft.act, thing)
    if draft.cue.root.pos_ == "NOUN" and _is_general(draft.bearer, frozenset()):
        return False  # "officials have a duty to"
    rule = draft.demander_is_speaker or lemma(draft.cue.root) in cues().words["laws"]
    if rule and _is_general(draft.bearer, cues().words["bodies"]):
        return False
    if draft.demander_is_speaker and _with_speaker(draft.bearer):
        return False
    return not (_is_no_need(draft.act) or lemma(draft.act) in cues().words["stative"])


def _is_freed(act: Token, thing: Token) -> bool:
    """ "The prisoners must be freed", "his country must be paid": somebody is to get his due."""
    owed = lemma(act) in cues().words["due"]
    return (
        owed
        and thing.pos_ in {"NOUN", "PROPN"}
        and (standing(thing) >= _PARTY or lemma(thing) in cues().words["captives"])
    )


def _with_speaker(bearer: Token | None) -> bool:
    """ "We must find ways": an exhortation, nobody's demand on another."""
    if bearer is None:
        return False
    return any(t.lower_ in _SELF for t in (bearer, *conjuncts(bearer)))


def _is_general(bearer: Token | None, bodies: frozenset[str]) -> bool:
    """A kind of people rather than a party: "voters", "most applicants", "people"."""
    if bearer is None or bearer.pos_ not in {"NOUN", "ADJ"}:
        return False
    within = list(subtree(bearer))
    if any(t.pos_ == "PROPN" or t.ent_type_ or relation(t) == "nmod:poss" for t in within):
        return False
    if any(t.dep_ == "nmod:poss" or t.lower_ in _OWNED for t in bearer.children):
        return False
    if any(t.lower_ in {"a", "an"} for t in bearer.children):
        return True  # "a leader must fight"
    plural = bearer.lower_ != lemma(bearer) or lemma(bearer) in cues().words["kinds"]
    return plural and lemma(bearer) not in bodies


def _is_no_need(act: Token) -> bool:
    """ "Should not have to pay": a freedom."""
    needs = lemma(act) in {"have", "need"} and negated(act)
    return needs and any(infinitive_mark(c) is not None for c in children(act, "xcomp", "ccomp"))


def _is_ballot(act: Token) -> bool:
    """What every campaign asks of every voter."""
    return lemma(act) in cues().words["ballot"]


def _is_aside(draft: Draft) -> bool:
    """A cue in a clause that only describes a noun: "the steps he refuses to take"."""
    cue = draft.cue.root
    if cue.pos_ in {"NOUN", "PROPN"} or draft.span is not None:
        return False
    verb = cue.head if relation(cue) == "aux" else cue
    if under_pact(verb):
        return False  # "an accord under which Peru agreed to leave"
    while relation(verb) in {"conj", "xcomp"} and own_subject(verb) is None:
        verb = verb.head
    if not verb.dep_.startswith("acl") or verb.head.lower_ in {"what", "whatever", "all"}:
        return False  # "what Chile is looking for is"
    if verb.dep_ == "acl" and not children(verb, "nsubj"):
        return False  # "a letter urging Peru to"
    subjects = children(verb, "nsubj")
    return bool(subjects) and subjects[-1].lower_ not in _WHICH


def _is_refused(cue: Token) -> bool:
    """ "Refused to pledge": what is refused is in the refusal."""
    refusing = {w for c in cues().undertakings if c.kind == "refusal" for w in c.lemmas}
    above = cue.head
    return relation(cue) == "xcomp" and (lemma(above) in refusing or negated(above))


def _is_of_anyone(cue: Token) -> bool:
    """ "Any candidate who requests a meeting": nobody is named who asks."""
    verb = cue.head if relation(cue) == "aux" else cue
    while relation(verb) in {"conj", "xcomp"} and own_subject(verb) is None:
        verb = verb.head
    if not verb.dep_.startswith("acl:relcl"):
        return False
    named = {verb.head.lower_, *(c.lower_ for c in children(verb.head, "det"))}
    return bool(named & _ANYONE)


def _is_supposed(cue: Token) -> bool:
    """ "Say Mexico demanded that ...", "it should be a call to act": told for argument's sake."""
    if cue.pos_ == "NOUN" and children(cue, "cop"):
        return any(c.lower_ in _MODAL for c in children(cue, "aux"))
    first = next((t for t in cue.sent if not (t.is_punct or t.is_space)), cue)
    return lemma(first) in _SUPPOSE and first != cue and first in set(cue.ancestors)


def _is_feared(cue: Token) -> bool:
    """ "Concerned that they will have to", "one of the reasons that they should"."""
    below = cue
    for above in cue.ancestors:
        if lemma(above) in cues().words["fears"] and relation(below) in {"ccomp", "acl", "advcl"}:
            return True
        if relation(below) in {"ccomp", "parataxis"}:
            return False
        below = above
    return False


def _is_anecdote(draft: Draft) -> bool:
    """A past deed of somebody only called "he": "she refused to follow the commands"."""
    cue, who = draft.cue.root, draft.bearer
    if draft.kind != "refusal" or draft.demander is not None or who is None or cue.pos_ != "VERB":
        return False
    past = cue.lower_ != lemma(cue) and cue.lower_.endswith("d") and not children(cue, "aux")
    return past and who.lower_ in THIRD_PERSONS


def _is_background(draft: Draft, where: Setting) -> bool:
    """What had been refused or asked before the story: "had refused", "was prepared to"."""
    cue = draft.cue.root
    if cue.pos_ not in {"VERB", "ADJ"} or draft.span is not None:
        return False
    if lemma(cue) == "make":
        return False  # "had made it a condition that": it still is
    if speech_verb(cue) is not None and cue.i not in where.quoted:
        return False  # "said it was ready": it is
    helpers = {c.lower_ for c in children(cue, "aux", "cop")}
    if helpers & {"has", "have"} and "been" in helpers and cue.pos_ == "VERB":
        helpers = set()  # "has been told": he is
    if cue.pos_ == "ADJ" or helpers & {"been"}:
        return bool(helpers & {"was", "were", "had", "been"})
    if cue.lower_ in {w for a in cues().adjectives for w in a.lemmas}:
        return bool(helpers & {"was", "were", "had"})
    return "had" in helpers

"""What a pronoun stands for: chosen by agreement, nearness and grammatical role.

The weights follow the salience factors of Lappin and Leass (1994, "An Algorithm for Pronominal
Anaphora Resolution"): recency by sentence, subject before object before the rest, the same
role again; agreement and binding shut candidates out. First persons inside a quotation are its
speaker. Nothing is chosen where two candidates come out even.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from onus.resolving.parties import Party
from onus.resolving.phrases import sentence_number
from onus.resolving.roles import Gender

FIRST = frozenset("i me my mine myself we us our ours ourselves".split())
_MALE = frozenset("he him his himself".split())
_FEMALE = frozenset("she her hers herself".split())
_THING = frozenset("it its itself".split())
_MANY = frozenset("they them their theirs themselves".split())
_RELATIVE = frozenset("who whom which that whose".split())
_THIRD = _MALE | _FEMALE | _THING | _MANY
_REFLEXIVE = frozenset("himself herself itself themselves".split())
_OWNING = frozenset("his her its their".split())

_WILLING = frozenset("able bound due eager free keen prepared ready unable willing".split())
"""What only somebody can be to do something: "it was ready to talk" is no "it was good to talk"."""

_REACH = 3  # sentences back; five for persons, whom news calls "he" for a whole paragraph
_REACH_PERSON = 5
_FADING = 0.5  # a sentence further back counts half, as in Lappin and Leass
_ROLE_WEIGHT = {
    "nsubj": 80.0,
    "nsubj:pass": 75.0,
    "nsubj:outer": 75.0,
    "obj": 50.0,
    "iobj": 45.0,
    "obl:agent": 50.0,
    "ROOT": 60.0,
    "obl": 40.0,
    "appos": 45.0,
    "vocative": 20.0,
}
_OTHER_ROLE = 30.0
_RECENCY = 100.0
_SPEAKING = 2.0
_MARGIN = 1.05  # the best must weigh this many times the next


@dataclass(frozen=True)
class Referent:
    """What a word before the pronoun stands for: several parties for "India and Pakistan", none
    for a thing, which can still be what "it" means."""

    head: Token
    parties: tuple[Party, ...]
    plural: bool


@dataclass(frozen=True)
class Content:
    """Token range of what is said, whose words they are, and whether they stand in quotes."""

    start: int
    end: int
    speaker: tuple[Party, ...]
    direct: bool


def resolve_pronoun(
    pronoun: Token,
    before: Sequence[Referent],
    contents: Sequence[Content],
    speaking: frozenset[int] = frozenset(),
) -> tuple[Party, ...]:
    """The parties of `pronoun`, chosen among the referents before it; () when that is not clear.

    `contents` are the quotations, direct or not, that the pronoun lies in; `speaking` the words
    (by index) that head the speakers of statements.
    """
    word = pronoun.lower_
    if pronoun.dep_ == "expl" or (word == "it" and _is_expletive(pronoun)):
        return ()
    if word in FIRST:
        return _speaker(contents)
    if word in _RELATIVE:
        return _relative(pronoun, before)
    if word in _REFLEXIVE:
        return _subject(pronoun, before)
    return _third(pronoun, before, contents, speaking) if word in _THIRD else ()


def _third(
    pronoun: Token,
    before: Sequence[Referent],
    contents: Sequence[Content],
    speaking: frozenset[int],
) -> tuple[Party, ...]:
    """ "he", "she", "it", "they": the referent that weighs most, all its mentions together."""
    word = pronoun.lower_
    reach = _REACH_PERSON if word in _MALE | _FEMALE else _REACH
    here = sentence_number(pronoun)
    near = [r for r in before if here - sentence_number(r.head) <= reach]
    barred = {r.parties for r in near if r.parties and not _allowed(pronoun, r)}
    speakers = {p for c in contents if c.direct for p in c.speaker}
    told: dict[tuple[Party, ...] | str, dict[int, float]] = {}
    for referent in near:
        if referent.parties in barred or speakers & set(referent.parties):
            continue
        if _agrees(word, referent):
            key = referent.parties or referent.head.lemma_
            distance = here - sentence_number(referent.head)
            weight = _weight(pronoun, referent) * _FADING**distance
            if pronoun.i in speaking and referent.head.i in speaking:
                weight *= _SPEAKING  # who has spoken goes on: "..., he said"
            of_sentences = told.setdefault(key, {})
            of_sentences[distance] = max(weight, of_sentences.get(distance, 0.0))
    weights = {key: sum(of_sentences.values()) for key, of_sentences in told.items()}
    if word in _MANY and any(not isinstance(key, str) and _is_many(key) for key in weights):
        weights = {k: w for k, w in weights.items() if isinstance(k, str) or not _is_one(k)}
    ranked = sorted(weights.items(), key=lambda item: -item[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] < _MARGIN * ranked[1][1]):
        return ()
    best = ranked[0][0]
    return best if isinstance(best, tuple) else ()


def _is_many(parties: tuple[Party, ...]) -> bool:
    return len(parties) > 1 or (parties[0].plural and not _is_one(parties))


def _is_one(parties: tuple[Party, ...]) -> bool:
    """Whether "they" can mean it only where nothing plural is near: a state, the United Nations."""
    if len(parties) != 1:
        return False
    state = parties[0].kind == "state" and not parties[0].plural
    return state or (parties[0].named and parties[0].sector == "IGO")


def reach_back(pronoun: Token) -> int:
    """The index of the first word in the article that the pronoun can point back at."""
    doc = pronoun.doc
    starts: list[int] | None = doc.user_data.get("onus_sentence_starts")
    if starts is None:
        starts = doc.user_data["onus_sentence_starts"] = [s.start for s in doc.sents]
    return starts[max(0, bisect_right(starts, pronoun.i) - 1 - _REACH_PERSON)]


def gender_of_pronoun(pronoun: Token) -> Gender | None:
    """The gender that this pronoun shows, or None."""
    word = pronoun.lower_
    return "male" if word in _MALE else "female" if word in _FEMALE else None


def _weight(pronoun: Token, referent: Referent) -> float:
    role = _dep(referent.head)
    weight = _RECENCY + _ROLE_WEIGHT.get(role, _OTHER_ROLE)
    if role == _dep(pronoun) or (role.startswith("nsubj") and _dep(pronoun).startswith("nsubj")):
        weight += 35.0
    if (
        pronoun.dep_ == "nmod:poss"
        and role.startswith("nsubj")
        and referent.head.head in (*pronoun.ancestors,)
    ):
        weight += 60.0  # "Khan ... his": the subject of the same clause
    if pronoun.lower_ in _MANY and not referent.plural:
        weight *= 0.6
    if any(p.named for p in referent.parties):
        weight += 10.0
    return weight


def _dep(head: Token) -> str:
    """The role of the whole coordination that the word belongs to."""
    while head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    return head.dep_


def _agrees(word: str, referent: Referent) -> bool:
    if word in _MANY:
        if len(referent.parties) == 1 and _is_somebody(referent.parties[0]):
            return False
        return referent.plural or any(
            p.plural or p.kind in ("organisation", "armed group", "crowd") for p in referent.parties
        )
    if not referent.parties:
        return word in _THING and not referent.plural
    if len(referent.parties) != 1:
        return False
    party = referent.parties[0]
    if word in _THING:
        return not party.is_person and not party.plural
    gender = "male" if word in _MALE else "female"
    return party.is_person and not party.plural and party.gender in (None, gender)


def _is_somebody(party: Party) -> bool:
    return party.is_person and not party.plural


def _allowed(pronoun: Token, referent: Referent) -> bool:
    """Binding: a pronoun is not the other argument of its verb, nor inside what it stands for."""
    if pronoun.dep_ == "nmod:poss" or pronoun.lower_ in _OWNING:
        return True
    for head in (referent.head, *referent.head.conjuncts):
        if head.head == pronoun.head and head.dep_ != "nmod:poss":
            return False
    if _governor(referent.head) == _governor(pronoun):
        return False
    inside = referent.head in pronoun.ancestors
    return not inside or any(a.dep_.startswith("acl") for a in pronoun.ancestors)


def _governor(token: Token) -> int:
    """The verb whose argument, direct or by preposition, the word is."""
    return token.head.i if _dep(token) in (*_ROLE_WEIGHT, "obl") else -token.i - 1


def _speaker(contents: Sequence[Content]) -> tuple[Party, ...]:
    """Whose words they are, in the innermost quotation."""
    innermost = min(contents, key=lambda c: c.end - c.start, default=None)
    return () if innermost is None else innermost.speaker


def _relative(pronoun: Token, before: Sequence[Referent]) -> tuple[Party, ...]:
    """The noun that the relative clause hangs on; else the one right before: "Lee, who"."""
    for verb in pronoun.ancestors:
        if verb.dep_.startswith("acl"):
            found = _at(verb.head, before)
            if found:
                return found
            break
    if pronoun.lower_ not in ("who", "whom"):
        return ()
    words = [t for t in pronoun.doc[pronoun.sent.start : pronoun.i] if not t.is_punct]
    noun = words[-1] if words else pronoun
    while noun.dep_.split(":")[0] in ("flat", "compound") and noun.head.i != noun.i:
        noun = noun.head
    return _at(noun, before)


def _subject(pronoun: Token, before: Sequence[Referent]) -> tuple[Party, ...]:
    for verb in pronoun.ancestors:
        for child in verb.children:
            if child.dep_.startswith("nsubj") and child.i < pronoun.i:
                return _at(child, before)
    return ()


def _at(head: Token, before: Sequence[Referent]) -> tuple[Party, ...]:
    found = [r for r in before if r.head.i == head.i]
    return found[-1].parties if found else ()


def _is_expletive(pronoun: Token) -> bool:
    """ "it is clear that", "it was important to", "it seems that", "it rained"."""
    verb = pronoun.head
    if not pronoun.dep_.startswith("nsubj") or verb.lemma_ in _WILLING:
        return False
    if verb.lemma_ in (
        "seem",
        "appear",
        "turn",
        "rain",
        "snow",
        "take",
        "happen",
        "follow",
        "emerge",
    ):
        return True
    clausal = any(
        c.dep_ in ("csubj", "ccomp", "xcomp", "advcl", "csubj:outer", "csubj:pass") and c.i > verb.i
        for c in verb.children
    )
    copular = any(c.dep_ == "cop" for c in verb.children)
    passive = any(c.dep_ in ("aux:pass",) for c in verb.children)
    return (clausal and (copular or passive)) or (copular and verb.pos_ in ("ADV", "NUM"))

"""What an act comes to: its kind, what it is about, how much of it there is.

Two acts of one kind on one matter are the same deed in other words: "release the sailors" and
"freed the eleven sailors". The lists lie in `acts.yaml`; stems and matters are those that the
in-article status goes by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, cast, get_args

from onus.coding.obligation_matter import signs, stem
from onus.knowledge import read_yaml
from onus.record import Status

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[$€£]")
_PASSIVE = re.compile(r"\b(?:be|is|are|was|were|been|being)\s+(?:\w+ly\s+)?(\w+)", re.IGNORECASE)
_GIVEN = frozenset({"send", "pay"})
_NEGATIVE = re.compile(
    r"\s*(?:(?:to |that )?(?:not|never|against|no longer|no one|nobody|nothing|none|\w*n['’]t)\b"
    r"|\w+ (?:nothing|no|none|nobody)\b)",
    re.IGNORECASE,
)
_NOBODY = frozenset({"nobody", "nothing", "none", "neither", "nor"})
_RELATIVE = re.compile(r"\b(?:that|which|whom|who)\b", re.IGNORECASE)
_RELATIVE_ACT = re.compile(
    r"^(?:\S+ ){1,8}?(?:that|which|whom) (?:\S+ ){1,6}?(?:to|would|will) (?P<act>\w+.*)$", re.DOTALL
)
_AFTER_SUBJECT = re.compile(
    r"^(?P<who>\w+) (?:would|will|must|should|shall) (?P<act>(?:not |never )?\w.*)$", re.DOTALL
)
_BEFORE_THE_VERB = frozenset(
    {"against", "not", "never", "no", "first", "also", "to", "be", "been", "both"}
    | {"the", "a", "an", "its", "their", "his", "her", "all", "any", "such"}
    | {"immediate", "unconditional", "prompt", "speedy", "early", "full"}
)
_MONEY = re.compile(r"[$€£¥]|\b(?:dollars|euros|pounds|yen|roubles|rubles|francs)\b", re.IGNORECASE)
_ENDING = 4  # letters
_GIVEN_UP = "no longer"
_NOUN_FIRST = 3  # words within which a noun is the act itself: "new talks on"
_BEHIND = 7  # words behind a verb within which what goes with it stands
_NOUN_SEARCH = 8  # words within which it can be the object of a light verb


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The content of `acts.yaml`: kinds by verb and by noun, verbs by kind, and the rest of it.

    `nominal`: the kinds that a noun can tell of.
    """

    verbs: Mapping[str, frozenset[str]]
    nouns: Mapping[str, frozenset[str]]
    by_kind: Mapping[str, frozenset[str]]
    nominal: frozenset[str]
    undoes: Mapping[str, frozenset[str]]
    light: frozenset[str]
    signs: Mapping[Status, tuple[frozenset[str], frozenset[str]]]
    partly: frozenset[str]
    rest: frozenset[str]
    things: frozenset[str]
    idle: frozenset[str]
    words_given: frozenset[str]
    refusing: frozenset[str]
    accepting: frozenset[str]
    ending: frozenset[str]
    keeping: frozenset[str]
    kept: Mapping[str, str]
    apart: Mapping[str, str]
    empty: frozenset[str]
    background: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """An act or a deed taken apart; `stems` say what it is about.

    `stops`: the kinds of acts that it puts an end to ("stop shelling", "halted deliveries").
    """

    verb: str
    kinds: frozenset[str]
    stems: frozenset[str]
    negative: bool
    stops: frozenset[str] = frozenset()


@lru_cache(maxsize=50_000)
def act_of(text: str) -> Act:
    """The act that `text` words: "release the sailors", "talks on fish", "the road be reopened"."""
    known = lexicon()
    clause = _AFTER_SUBJECT.match(text)
    if clause is not None and clause["who"].lower() not in _NOBODY:
        act = act_of(clause["act"])  # "police would not fire live rounds"
        return replace(act, stems=act.stems | about(clause["who"]))
    within = _RELATIVE_ACT.match(text)
    words = _words(within["act"] if within else text)
    verb = _first_verb(words)
    kinds = known.verbs.get(verb, frozenset())
    passive = _PASSIVE.search(text)
    if not passive and not within and _begins_with_a_participle(words):
        noun = _by_noun(_words(_RELATIVE.split(text, maxsplit=1)[0])) or _GIVEN
        return Act("", noun, about(text), _NEGATIVE.match(text) is not None)
    if passive and not within and _tells_the_act(passive, text, words):
        verb = _with_particle(_lemma(passive[1].lower(), "VERB"), words)
        kinds = known.verbs.get(verb, frozenset())
    if not kinds and not _is_verb(words):
        candidates = [passive[1].lower()] if passive else []
        by_noun = _by_noun(words[:_NOUN_FIRST])
        for word in [*candidates, *([] if by_noun else words[1:])]:
            if _lemma(word, "VERB") in known.verbs:
                verb = _with_particle(_lemma(word, "VERB"), words)
                break
        kinds = known.verbs.get(verb, by_noun)
    if verb in known.light:
        kinds |= _by_noun(words[:_NOUN_SEARCH])
    kinds = known.verbs.get(_kept(verb, words), kinds)
    kinds = kinds or _by_noun(words[:_NOUN_SEARCH])
    if not kinds and any(_noun(w) in lexicon().things for w in words[:_NOUN_FIRST]):
        kinds = _GIVEN  # "asked for trucks": to be given them
    stems = about(text)
    if len(words) > 1 or (verb in known.verbs and not _by_noun(words)):
        stems -= {stem(verb)}  # "sanctions" are a thing, "send" is none
    return Act(verb, kinds, stems, _NEGATIVE.match(text) is not None, _stopped(verb, words))


def _kept(verb: str, words: Sequence[str]) -> str:
    """The verb for the state that is to last: "keep the port open", "leave the bank closed"."""
    known = lexicon()
    state = next((w for w in reversed(words) if w in known.kept), "")
    return known.kept[state] if verb in known.keeping and state else ""


@lru_cache(maxsize=50_000)
def deed_of(verb: str, text: str) -> Act:
    """The deed of `verb`, a lemma with its particle, that `text` words."""
    words = _words(text)
    verb = _with_particle(verb, words)
    kinds = lexicon().verbs.get(verb, frozenset())
    if verb in lexicon().light:
        kinds |= _by_noun(words[:_NOUN_SEARCH]) or _by_noun(_behind(verb, words))
    return Act(verb, kinds, about(text) - {stem(verb)}, False, _stopped(verb, words))


def _behind(verb: str, words: list[str]) -> list[str]:
    """What stands behind a verb and its particle: "a tax" of "went ahead with a tax"."""
    last = verb.rpartition(" ")[2]
    at = words.index(last) + 1 if last in words else len(words)
    return words[at + 1 :] if at < len(words) and words[at] in _PREPOSITIONS else words[at:]


def _stopped(verb: str, words: Sequence[str]) -> frozenset[str]:
    """The kinds of what is ended: "stop shelling the town", "halted deliveries of gas"."""
    known = lexicon()
    if verb not in known.ending:
        return frozenset()
    lemmas = (_lemma(word, "VERB") for word in words if word.endswith("ing"))
    gerund = next((known.verbs[of] for of in lemmas if of in known.verbs), frozenset())
    return gerund or _union(known.nouns.get(_noun(w), frozenset()) for w in words[:_NOUN_FIRST])


@lru_cache(maxsize=100_000)
def about(text: str) -> frozenset[str]:
    """The stems of the words that say what a text is about, one stem for the same matter."""
    matters = signs().matters
    told = (w for w in _words(text) if len(w) > 2 and not w.isdigit())
    bases = (_base(w) for w in told if not _says_nothing(w))
    found = {lexicon().apart.get(w) or stem(w) for w in bases if not _says_nothing(w)}
    if _MONEY.search(text):
        found.add("money")
    return frozenset(matters.get(s, s) for s in found)


@lru_cache(maxsize=100_000)
def _base(word: str) -> str:
    """The verb of a form of it, so that "opened" and "open" have one stem."""
    verb = _lemma(word, "VERB")
    return word if word.endswith("s") else verb


@lru_cache(maxsize=100_000)
def _says_nothing(word: str) -> bool:
    """Whether a word is empty, and no longer relative of an empty one ("allow", "allowance")."""
    return stem(word) in lexicon().empty and len(word) - len(stem(word)) < _ENDING


def undone_by(act: Act, deed: Act) -> bool:
    """Whether the deed takes back what the act is for."""
    if act.stops & deed.stops:
        return False
    if act.stops & deed.kinds or deed.stops & act.kinds:
        return True
    return bool(_union(lexicon().undoes.get(k, frozenset()) for k in act.kinds) & deed.kinds)


@lru_cache(maxsize=100_000)
def sign_of(verb: str, words: str) -> Status | None:
    """What a deed that speaks of an obligation as such says of it: "broke its promise", broken."""
    if verb == _GIVEN_UP:
        return "withdrawn"
    lowered = _words(words)
    first = _with_particle(verb, lowered)
    nouns = {_noun(w) for w in lowered}
    for status, (verbs, about) in lexicon().signs.items():
        if first in verbs and about & nouns:
            return status
    return None


def speaks_of_an_obligation(verb: str, words: str) -> bool:
    """Whether a deed keeps, breaks, takes back or refuses what it names, or may do so."""
    known = lexicon()
    if verb in known.refusing or verb in known.accepting:
        return True
    return sign_of(verb, words) is not None


def names_an_answerable(text: str) -> bool:
    """Whether a text speaks of an offer, a demand and the like: "the call for restraint".

    "Call it terrorism" is an act.
    """
    words = _words(text)
    verbal = len(words) < 2 or words[1] not in _PREPOSITIONS
    nouns = {_noun(word) for word in words[1 if verbal else 0 :]}
    return bool(lexicon().signs["refused"][1] & nouns) and not nouns & lexicon().nouns.keys()


def gives_its_word(words: str) -> bool:
    """Whether a deed's first noun is a promise or a notice: "gave an assurance that"."""
    lowered = _words(words)[:_NOUN_SEARCH]
    return any(_noun(word) in lexicon().words_given for word in lowered)


def verbs_for(act: Act) -> frozenset[str]:
    """The verbs of deeds that can bear on an act: that do it or undo it."""
    known = lexicon()
    kinds = act.kinds | _union(known.undoes.get(k, frozenset()) for k in act.kinds)
    same = _union(known.by_kind.get(kind, frozenset()) for kind in kinds)
    light = known.light if kinds & known.nominal else frozenset()
    return same | light | {act.verb}


@cache
def lexicon() -> Lexicon:
    """The lists that ship with the package; `ValueError` when a sign is no status."""
    text = files("onus.ledger").joinpath("acts.yaml").read_text(encoding="utf-8")
    data = read_yaml(text)
    for status in data["signs"]:
        if status not in get_args(Status):
            raise ValueError(f"acts.yaml: {status} is no status")
    kinds = data["kinds"]
    return Lexicon(
        verbs=_by_word(kinds, "verbs"),
        nouns=_by_word(kinds, "nouns"),
        by_kind={kind: frozenset(lists["verbs"]) for kind, lists in kinds.items()},
        nominal=frozenset(kind for kind, lists in kinds.items() if lists["nouns"]),
        undoes=_both_ways(kinds),
        light=frozenset(data["light"]),
        signs={
            cast(Status, status): (frozenset(lists["verbs"]), frozenset(lists["nouns"]))
            for status, lists in data["signs"].items()
        },
        partly=frozenset(data["partly"]),
        rest=frozenset(data["rest"]),
        things=frozenset(data["things"]),
        idle=frozenset(data["idle"]),
        words_given=frozenset(data["words_given"]),
        refusing=frozenset(data["refusing"]),
        accepting=frozenset(data["accepting"]),
        ending=frozenset(data["ending"]),
        keeping=frozenset(data["keeping"]),
        kept=data["kept"],
        apart=data["apart"],
        empty=frozenset(stem(word) for word in data["empty"]) | signs().empty,
        background=tuple(data["background"]),
    )


def _by_word(kinds: Mapping[str, Any], part: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, lists in kinds.items():
        for word in lists[part]:
            found.setdefault(word, set()).add(kind)
    return {word: frozenset(of) for word, of in found.items()}


def _both_ways(kinds: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, lists in kinds.items():
        for other in lists.get("undoes", ()):
            if other not in kinds:
                raise ValueError(f"acts.yaml: {kind} undoes {other}, which is no kind of act")
            found.setdefault(kind, set()).add(other)
            found.setdefault(other, set()).add(kind)
    return {kind: frozenset(others) for kind, others in found.items()}


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _first_verb(words: list[str]) -> str:
    """The lemma of the first word that can be the verb of an act, with its particle."""
    for at, word in enumerate(words):
        verb = _lemma(word, "VERB")
        adverb = word.endswith("ly") and verb not in lexicon().verbs
        if word not in _BEFORE_THE_VERB and not adverb:
            return _with_particle(verb, words[at:]) if word.isalpha() else ""
    return ""


def _tells_the_act(passive: re.Match[str], text: str, words: Sequence[str]) -> bool:
    """Whether an act is worded in the passive: "the ballots be counted again"."""
    participle = passive[1].lower()
    if _lemma(participle, "VERB") == participle or _is_verb(words):
        return False
    return not _RELATIVE.search(text[: passive.start()])


def _is_verb(words: Sequence[str]) -> bool:
    """Whether an act begins with a verb as one finds it in a list: "chill the oranges"."""
    import lemminflect

    first = next((w for w in words if w not in _BEFORE_THE_VERB), "")
    return first in cast("dict[str, tuple[str, ...]]", lemminflect.getAllLemmas(first)).get(
        "VERB", ()
    )


def _begins_with_a_participle(words: Sequence[str]) -> bool:
    """Whether an act is a noun with one before it: "written assurance", "damaged pumps"."""
    first = words[0] if words else ""
    return len(words) > 1 and first.endswith(("ed", "en")) and _lemma(first, "VERB") != first


def _with_particle(verb: str, words: list[str]) -> str:
    """ "Called the swap off", "let Amevor go", "went to court": the verb and what goes with it."""
    if " " in verb:
        return verb
    start = next((i for i, w in enumerate(words) if _lemma(w, "VERB") == verb), 0)
    behind = words[start + 1 : start + _BEHIND]
    for more in _phrases().get(verb, ()):
        rest = iter(behind)
        if all(word in rest for word in more):
            return " ".join([verb, *more])
    return verb


@cache
def _phrases() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """What goes with each verb that has something with it in a list, the longest first."""
    known = lexicon()
    listed = {*known.verbs, *known.light, *(v for verbs, _ in known.signs.values() for v in verbs)}
    found: dict[str, list[tuple[str, ...]]] = {}
    for verb, *more in map(str.split, sorted(listed)):
        if more:
            found.setdefault(verb, []).append(tuple(more))
    return {verb: tuple(sorted(of, key=len, reverse=True)) for verb, of in found.items()}


def _by_noun(words: list[str]) -> frozenset[str]:
    """The kinds of the first noun that stands for an act, before any preposition."""
    known = lexicon().nouns
    found = (w in _PREPOSITIONS or _noun(w) in known for w in words[1:])
    end = next((at for at, stop in enumerate(found, start=1) if stop), len(words))
    return next((known[n] for w in words[: end + 1] if (n := _noun(w)) in known), frozenset())


_PREPOSITIONS = frozenset("of for to in on with at against by from over into about".split())


def _noun(word: str) -> str:
    return _CURRENCY.get(word) or _lemma(word, "NOUN")


_CURRENCY = {"$": "dollar", "€": "euro", "£": "pound"}


@lru_cache(maxsize=100_000)
def _lemma(word: str, tag: str) -> str:
    if not word.isascii():
        return word
    import lemminflect  # and with it spaCy, for naught where a ledger is only asked by topic

    found = cast("tuple[str, ...]", lemminflect.getLemma(word, upos=tag))
    return found[0] if found else word

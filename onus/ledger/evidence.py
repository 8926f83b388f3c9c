"""How surely a deed is the doing, or the undoing, of what an entry asks for.

Nothing here is a condition by itself. What doer, kind of act, matter and wording say is weighed;
the weights are fitted to storylines whose ledger is known (`training/evidence.py`), so that an act
told in words that no list knows still counts when the rest fits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from math import exp, sqrt

from onus.coding.obligation_matter import stem
from onus.knowledge import read_yaml
from onus.ledger.acts import (
    Act,
    about,
    deed_of,
    gives_its_word,
    lexicon,
    sign_of,
    undone_by,
)
from onus.ledger.amounts import matter_of, numbers
from onus.ledger.model import Entry, LedgerDeed, Source
from onus.ledger.owed import Owed
from onus.ledger.reading import named_sides

BEARS = 0.3
"""From this probability on a deed of the act's kind bears on an entry."""

IN_OTHER_WORDS = 0.7
"""From this on one whose verb says something else; of these the network tells more."""

_SOME, _MUCH = 2, 3
_OBJECT = 6  # words of a deed in which its object stands


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against a deed's bearing on an entry; each is 0 or 1, `covered` between.

    `same`, `derived`, `undone`, `other`: the deed's act is that which is owed, has its word for a
    noun ("levied a tax"), takes it back, is known to be another one. `thin`: no word for the act
    and no two for its matter. `idle`: words, no deed.
    `covered`: the share of the matter that the deed names; `one`, `two`, `three`: so many words of
    it; `number`: a number of it. `vague`: the act names no matter, and that of its sentence is
    taken. `unnamed`, `asker`, `both`: nobody does it, who asks does, both sides do. `within`: it
    names the bearer, whose it is not. `stranger`, `foreign`: somebody else's, of another country.
    `ownerless`: the entry has no bearer. `referred`: the sentence speaks of what was promised or
    asked. `beside`: in the article that begins the entry. `around`: its words hold the act's.
    `undone_yet`: it is said not to have been done; `due`: after a deadline. `told`: somebody says
    so.
    """

    same: float
    akin: float
    derived: float
    undone: float
    other: float
    thin: float
    idle: float
    covered: float
    one: float
    two: float
    three: float
    number: float
    vague: float
    unnamed: float
    within: float
    stranger: float
    foreign: float
    ownerless: float
    asker: float
    both: float
    referred: float
    beside: float
    around: float
    undone_yet: float
    due: float
    told: float

    @property
    def of_kind(self) -> bool:
        """Whether the deed's words for the act are those of the act."""
        return bool(self.akin or self.same or self.derived or self.undone)


def probability(evidence: Evidence) -> float:
    """How probable it is that a deed with this evidence bears on the entry."""
    known = weights()
    total = known["bias"] + sum(
        weight * value
        for name, weight in known.items()
        if name != "bias" and (value := getattr(evidence, name))
    )
    return 1 / (1 + exp(-total))


def evidence(owed: Owed, deed: LedgerDeed) -> Evidence | None:
    """What speaks for the deed; None where nothing can.

    A deed of one of the sides needs the verb and a word of the matter, or the matter; one that
    others do near them the matter.
    """
    by_bearer, by_asker = bool(deed.sides & owed.bearer), bool(deed.sides & owed.demander)
    own = by_bearer or by_asker
    if not own and not deed.sides & owed.near:
        return None
    done = deed_of(deed.verb, deed.words)
    said = matter_of(deed.words, deed.context)
    if not owed.is_told_by(said) and not (own and owed.is_touched_by(done.verb, said)):
        return None
    same = any(is_same(act, done) for act in owed.acts)
    undone = not same and any(undone_by(act, done) for act in owed.acts)
    derived = not same and not undone and any(_is_derived(act, deed) for act in owed.acts)
    known = all(act.kinds for act in owed.acts) and bool(done.kinds)
    shared, covered = max(
        ((len(matter & said), len(matter & said) / len(matter)) for matter in owed.matters),
        default=(0, 0.0),
        key=lambda pair: (pair[1], pair[0]),
    )
    source, first = deed.source, owed.entry.mentions[0].source
    return Evidence(
        same=any(act.verb == done.verb for act in owed.acts),
        akin=max(akin(act, done) for act in owed.acts),
        derived=derived,
        undone=undone,
        other=known and not (same or undone or derived),
        thin=not (same or undone or derived) and shared < _SOME,
        idle=is_idle(deed),
        covered=0.0 if owed.vague else covered,
        one=shared >= 1 and not owed.vague,
        two=shared >= _SOME,
        three=shared >= _MUCH,
        number=bool(owed.numbers & numbers(deed.words)),
        vague=owed.vague,
        unnamed=deed.unnamed,
        within=not by_bearer and bool(owed.bearer & named_sides(deed.words)),
        stranger=not deed.unnamed and not own,
        foreign=not deed.unnamed and not own and _is_foreign(owed, deed),
        ownerless=not owed.bearer,
        asker=by_asker and not by_bearer,
        both=by_asker and by_bearer,
        referred=_REFERRED.search(deed.context) is not None,
        beside=source.article == first.article,
        around=any(_holds(source, mention.source) for mention in owed.entry.mentions),
        undone_yet=deed.outcome in {"not done", "failed"},
        due=deed.outcome in {"not done", "failed"} and is_late(owed.entry, deed),
        told=source.statement is not None,
    )


def is_same(act: Act, done: Act) -> bool:
    """Whether a deed does what the act says, by kind or by verb."""
    return bool(act.kinds & done.kinds) or (act.verb != "" and act.verb == done.verb)


def akin(act: Act, done: Act) -> float:
    """How far two acts are of the same kinds, from 0 to 1: verbs of many kinds say little."""
    if not act.kinds or not done.kinds:
        return 0.0
    return len(act.kinds & done.kinds) / sqrt(len(act.kinds) * len(done.kinds))


def is_late(entry: Entry, deed: LedgerDeed) -> bool:
    """Whether a deadline of the entry lies before the deed's article."""
    return any(m.deadline and m.deadline < deed.source.date for m in entry.mentions)


def is_idle(deed: LedgerDeed) -> bool:
    """Whether a deed is words: "gave an assurance that nobody would be sent back"."""
    known = lexicon()
    if deed.verb in known.idle or deed.verb in known.refusing or sign_of(deed.verb, deed.words):
        return True
    return deed.verb in known.light and gives_its_word(deed.words)


def _is_foreign(owed: Owed, deed: LedgerDeed) -> bool:
    """Whether bearer and doer are of different countries, and the act is not about the doer."""
    if any(deed.doers & named_sides(words) for words in owed.words):
        return False
    return _of_countries(owed.bearer) and _of_countries(deed.doers)


def _of_countries(sides: frozenset[str]) -> bool:
    return any(side.startswith("country:") for side in sides)


def _is_derived(act: Act, deed: LedgerDeed) -> bool:
    """ "Levied a tax on soya" for "tax soya", "flown out for resettlement" for "resettle"."""
    if not act.verb or is_idle(deed):
        return False
    return stem(act.verb) in about(" ".join(deed.words.split()[:_OBJECT]))


def _holds(source: Source, inner: Source) -> bool:
    return source.article == inner.article and (
        source.start <= inner.start and inner.end <= source.end
    )


_SAID = (
    "agreed|promised|pledged|demanded|offered|proposed|asked|threatened|announced|ordered|requested|"
    "undertook|undertaken|insisted|invited|vowed|sought|wanted|required"
)
_OWED = "promise|pledge|threat|offer|demand|deal|accord|agreement|deadline|condition|request|order"
_REFERRED = re.compile(
    rf"\b(?:as|which|that|than|it|he|she|they|had|has) (?:\w+ ){{0,4}}(?:{_SAID})\b"
    rf"|\b(?:{_OWED})s?\b",
    re.IGNORECASE,
)


@cache
def weights() -> Mapping[str, float]:
    """The fitted weights; `ValueError` when they are not those of `Evidence` and a bias."""
    text = files("onus.ledger").joinpath("evidence.yaml").read_text(encoding="utf-8")
    found: Mapping[str, float] = read_yaml(text)
    if set(found) != {"bias", *(field.name for field in fields(Evidence))}:
        raise ValueError("evidence.yaml: not the weights of the evidence")
    return found

"""An entry taken apart once, for the many deeds it is compared with."""

from __future__ import annotations

from dataclasses import dataclass

from onus.coding.obligation_matter import signs, stem
from onus.ledger.acts import Act, act_of, verbs_for
from onus.ledger.amounts import numbers
from onus.ledger.merging import act_matter
from onus.ledger.model import Entry, countries_of, sides_of
from onus.resolving.whereabouts import countries_in

_TELLING = 2  # words of the matter that a deed with any verb must share


@dataclass(frozen=True, slots=True)
class Owed:
    """What an entry asks for: acts, in which `words`, on which matters, and who is on which side.

    `vague`: the acts say nothing of that ("$40 million"), so that the sentences must. `lasting`: no
    single deed is enough.
    """

    entry: Entry
    acts: tuple[Act, ...]
    words: tuple[str, ...]
    matters: frozenset[frozenset[str]]
    numbers: frozenset[float]
    vague: bool
    bearer: frozenset[str]
    demander: frozenset[str]
    about: frozenset[str]
    kinds: frozenset[str]
    lasting: bool
    verbs: frozenset[str]

    @property
    def stems(self) -> frozenset[str]:
        """All words of its matters, and those of the verbs that can stand as nouns in a deed."""
        return frozenset().union(*self.matters, self.deverbal)

    @property
    def deverbal(self) -> frozenset[str]:
        """The stems of its verbs: "tax" in "levied a tax"."""
        return frozenset(stem(act.verb) for act in self.acts if act.verb)

    def is_told_by(self, stems: frozenset[str]) -> bool:
        """Whether a deed with these words can be meant, whatever its verb."""
        told = any(len(m & stems) >= min(_TELLING, len(m)) for m in self.matters)
        return told or bool(stems & self.deverbal)


def spoken_of(entry: Entry) -> frozenset[str]:
    """The keys of its sides, of their countries and of those that its sentences name."""
    parties = tuple(p for m in entry.mentions for p in (*m.bearer, *m.demander))
    named = {f"country:{code}" for m in entry.mentions for code in countries_in(m.context)}
    return sides_of(parties) | countries_of(parties) | frozenset(named)


def taken_apart(entry: Entry) -> Owed:
    """The entry as its deeds are compared with it."""
    own = entry.own
    parties = tuple(p for m in entry.mentions for p in (*m.bearer, *m.demander))
    matters = {act_matter(m.act, parties) for m in own} - {frozenset()}
    told = {m for m in matters if len(m) > 1}
    matters = told or matters  # "talks" beside "talks on the river" says nothing of its own
    vague = not matters
    if vague:
        matters = {act_matter(m.context, parties) for m in own} - {frozenset()}
    return Owed(
        entry=entry,
        acts=tuple(dict.fromkeys(act_of(m.act) for m in own)),
        words=tuple(dict.fromkeys(m.act for m in own)),
        matters=frozenset(matters),
        numbers=frozenset(n for m in own for n in numbers(m.act)),
        vague=vague,
        bearer=sides_of(entry.bearer),
        demander=sides_of(entry.demander),
        about=spoken_of(entry),
        kinds=frozenset(m.kind for m in own),
        verbs=frozenset().union(*(verbs_for(act_of(m.act)) for m in own)),
        lasting=bool(signs().lasting & set(entry.qualities)),
    )

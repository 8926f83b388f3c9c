"""An entry taken apart once, for the many deeds it is compared with."""

from __future__ import annotations

from dataclasses import dataclass

from onus.coding.obligation_matter import signs, stem
from onus.ledger.acts import Act, act_of, verbs_for
from onus.ledger.amounts import counts, numbers
from onus.ledger.merging import act_matter
from onus.ledger.model import Entry, LedgerDeed, countries_of, near, sides_of
from onus.resolving.whereabouts import countries_in

_TELLING = 2  # words of the matter that a deed with any verb must share


@dataclass(frozen=True, slots=True)
class Owed:
    """What an entry asks for: acts, in which `words`, on which matters, and who is on which side.

    `vague`: the acts say nothing of that ("$40 million"), so that the sentences must. `lasting`: no
    single deed is enough; `thorough`: one that rules see in near words may be less than the act.
    `near`: the keys of a deed told where its sides are spoken of. `deverbal`: the stems of its
    verbs, "tax" in "levied a tax"; `counts`: its numbers as stems; `stems`: these and all words of
    its matters.
    """

    entry: Entry
    acts: tuple[Act, ...]
    words: tuple[str, ...]
    matters: frozenset[frozenset[str]]
    numbers: frozenset[float]
    counts: frozenset[str]
    vague: bool
    bearer: frozenset[str]
    demander: frozenset[str]
    near: frozenset[str]
    kinds: frozenset[str]
    lasting: bool
    thorough: bool
    verbs: frozenset[str]
    deverbal: frozenset[str]
    stems: frozenset[str]

    def is_told_by(self, stems: frozenset[str]) -> bool:
        """Whether a deed with these words can be meant, whatever its verb."""
        return self.is_matter_of(stems) or bool(stems & self.deverbal)

    def is_touched_by(self, verb: str, stems: frozenset[str]) -> bool:
        """Whether a deed with this verb and these words can be meant, when one of its sides did it.

        It needs one word of the matter, or the verb as a noun.
        """
        return verb in self.verbs and not self.stems.isdisjoint(stems)

    def is_matter_of(self, stems: frozenset[str]) -> bool:
        """Whether these words name one of its matters; a number of it stands for a word."""
        counted = self.counts & stems
        return any(
            not m.isdisjoint(stems) and len(m & stems | counted) >= min(_TELLING, len(m))
            for m in self.matters
        )


def spoken_of(entry: Entry) -> frozenset[str]:
    """The keys of its sides, of their countries and of those that its sentences name.

    Where these are none, of the countries in which it was reported.
    """
    parties = tuple(p for m in entry.mentions for p in (*m.bearer, *m.demander))
    named = {f"country:{code}" for m in entry.mentions for code in countries_in(m.context)}
    countries = countries_of(parties) | frozenset(named)
    homes = frozenset(f"country:{m.home}" for m in entry.mentions if m.home is not None)
    return sides_of(parties) | (countries or homes)


def taken_apart(entry: Entry) -> Owed:
    """The entry as its deeds are compared with it."""
    own = entry.own
    parties = tuple(p for m in entry.mentions for p in (*m.bearer, *m.demander))
    matters = {act_matter(m.act, parties) for m in own} - {frozenset()}
    told = {m for m in matters if len(m) > 1}
    matters = told or matters  # "talks" beside "talks on the river" says nothing of its own
    vague = not matters
    acts = tuple(dict.fromkeys(act_of(m.act) for m in own))
    deverbal = frozenset(stem(act.verb) for act in acts if act.verb)
    named = frozenset(n for m in own for n in numbers(m.act))
    counted = counts(named)
    if vague:
        matters = {act_matter(m.context, parties) for m in own} - {frozenset()}
    return Owed(
        entry=entry,
        acts=acts,
        words=tuple(dict.fromkeys(m.act for m in own)),
        matters=frozenset(matters),
        numbers=named,
        counts=counted,
        vague=vague,
        bearer=sides_of(entry.bearer),
        demander=sides_of(entry.demander),
        near=near(spoken_of(entry)),
        kinds=frozenset(m.kind for m in own),
        verbs=frozenset().union(*map(verbs_for, acts)),
        deverbal=deverbal,
        stems=frozenset().union(*matters, deverbal, counted),
        lasting=bool(signs().lasting & set(entry.qualities)),
        thorough=bool(signs().thorough & set(entry.qualities)),
    )


def _is_repeated(entry: Entry, deed: LedgerDeed) -> bool:
    """Whether the deed's sentence is one of another article that lays the obligation."""
    return any(
        mention.context == deed.context != "" and mention.source.place != deed.source.place
        for mention in entry.mentions
    )


def is_later(entry: Entry, deed: LedgerDeed) -> bool:
    """Whether the deed is told of after the entry begins, or takes it up where it is told.

    Of two articles without a date none is known to be the later one. A sentence that lays the
    obligation once more, word for word, tells nothing of what came of it.
    """
    source = deed.source
    if source.article != entry.mentions[0].source.article and entry.since:
        return source.date >= entry.since and not _is_repeated(entry, deed)
    return any(
        source.sentence > told.sentence or (source.start <= told.start and told.end <= source.end)
        for told in (mention.source for mention in entry.mentions)
        if told.article == source.article
    )

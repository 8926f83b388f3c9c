"""What the network makes of later sentences beside an entry.

Rules see what is told in near words; "lorries crossed at Torkham for the first time since May" they
do not. The later sentences of other articles, whose rarer words are those of the article that lays
the obligation, are read beside the sentence that does, and beside the last one that has stated it
since: who "pays for the pumps" may later be told to "pay $2 million in compensation". The article
that lays it is not asked: it seldom knows already what came of what it reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from math import fsum, log, sqrt

from onus.language.effects import Beside, Verdict, effects, mean_of
from onus.language.network import network
from onus.ledger.acts import about
from onus.ledger.following import bears_on
from onus.ledger.history import Judged
from onus.ledger.model import Entry, LedgerDeed, Mention, Place
from onus.ledger.owed import Owed, is_later
from onus.sources.dateline import parse_dateline

Words = Mapping[str, frozenset[str]]
"""The rare words of articles, by their ids."""

TELLS = 0.2
"""From this chance on it counts that a sentence may tell what became of an obligation.

Few sentences that the network learnt from tell anything; among those that are asked about more do.
Whether it is believed is for all that is told to decide (`history`).
"""

LINKED = 0.1
"""How alike two articles are, by `likeness`, that are taken to be on one matter.

Of the pairs of articles of one invented story 94 in 100 are, of two stories 9 in 1,000.
"""

BY_WAY = 0.18
"""How alike two articles are each to a third, before them, that joins them to one matter.

With these 98 of 100 pairs of one story are linked, and 11 in 1,000 of two.
"""

_RARE = 3.0  # how rare a word must be to tell what an article is about
_MOST = 48  # pairs read for one article, those with the rarest words in common
_FIRST_WORD, _COMMON = 1990, 4.0
_UNLISTED = 30_000

_Pair = tuple[int, Place, tuple[Beside, ...]]
_Rank = tuple[float, float, str, Place]
"""The first are those with the rarest words in common, and of these those of the likest articles;
the rest only says which of two equals comes first."""


def judged_among(
    entries: Sequence[Owed], deeds: Iterable[LedgerDeed], words: Words
) -> list[Judged]:
    """For each entry what these deeds' articles make of it.

    Of each article the sentence that is surest is given, if it tells something, and those in which
    rules see something, even if to the network they tell nothing. `words` has the rare words of
    these articles and of those that lay the entries.
    """
    told = _by_article(deeds)
    began = {owed.entry.own[0].source.article: owed.entry.own[0].source.date for owed in entries}
    pairs = [
        pair
        for article in told.values()
        for pair in _closest(_linked(entries, article, words, began), _MOST)
    ]
    at: dict[Place, list[LedgerDeed]] = defaultdict(list)
    for deed in chain.from_iterable(told.values()):
        at[deed.source.place].append(deed)
    found: list[dict[Place, Verdict]] = [{} for _ in entries]
    surest: dict[tuple[int, str], tuple[Place, Verdict]] = {}
    verdicts = iter(effects([beside for *_, besides in pairs for beside in besides]))
    for row, place, besides in pairs:
        verdict = mean_of([next(verdicts) for _ in besides])
        known = surest.get((row, place[0]))
        if known is None or (verdict.chance, known[0]) > (known[1].chance, place):
            surest[row, place[0]] = place, verdict
        if bears_on(entries[row], at[place]):
            found[row][place] = verdict
    for (row, _), (place, verdict) in surest.items():
        if verdict.chance >= TELLS:
            found[row][place] = verdict
    return list(found)


@lru_cache(maxsize=100_000)
def rarity(stem: str) -> float:
    """How much a word in common says: 0 for the commonest, 6 for one that no list knows.

    The encoder's vocabulary stands in the order of frequency; this is the logarithm of the rank.
    """
    return max(0.0, log(_ranks().get(stem, _UNLISTED)) - _COMMON)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much two articles are on one matter, by their rare words: 1 for the same words.

    The cosine of the two, each word weighing as much as it is rare.
    """
    shared = _weight(one & other)
    return shared / sqrt(_of_article(one) * _of_article(other)) if shared else 0.0


def _weight(stems: frozenset[str]) -> float:
    return fsum(rarity(stem) ** 2 for stem in stems)


@lru_cache(maxsize=2_000)
def _of_article(words: frozenset[str]) -> float:
    """The weight of all words of an article, which is compared with many."""
    return _weight(words)


def rare_words(sentences: Iterable[str]) -> frozenset[str]:
    """The stems of the rarer words of these sentences, by which entries and articles meet."""
    stems = frozenset[str]().union(*map(about, sentences))
    return frozenset(stem for stem in stems if rarity(stem) >= _RARE)


@lru_cache(maxsize=10_000)
def _undated(sentence: str) -> str:
    """A sentence without the dateline before it."""
    line = parse_dateline(sentence, 0, len(sentence))
    return sentence[line.end :] if line is not None else sentence


@cache
def _ranks() -> Mapping[str, int]:
    """The rank of the commonest word of each stem."""
    found: dict[str, int] = {}
    for word, number in network().pieces.vocabulary.items():
        if number > _FIRST_WORD and word.isalpha():
            for stem in about(word):
                found[stem] = min(number - _FIRST_WORD, found.get(stem, _UNLISTED))
    return found


def words_by_article(deeds: Iterable[LedgerDeed]) -> Words:
    """The rare words of the articles that tell these deeds, all of each."""
    return {
        article: rare_words({deed.context for deed in told})
        for article, told in _by_article(deeds).items()
    }


def _by_article(deeds: Iterable[LedgerDeed]) -> dict[str, list[LedgerDeed]]:
    """The deeds of each article."""
    found: dict[str, list[LedgerDeed]] = defaultdict(list)
    for deed in deeds:
        found[deed.source.article].append(deed)
    return dict(found)


def _linked(
    entries: Sequence[Owed],
    told: Sequence[LedgerDeed],
    words: Words,
    began: Mapping[str, str],
) -> Iterator[tuple[_Rank, _Pair]]:
    """The pairs of an entry and a sentence of one article that can be meant, with their ranks.

    `began` has the dates of the articles that lay the entries.
    """
    article, day = told[0].source.article, told[0].source.date
    earlier = [other for other, date in began.items() if date <= day]
    linked = on_one_matter(article, words, earlier)
    if not linked:
        return
    sentences = {deed.source.place: deed for deed in reversed(told)}
    stems = {place: about(deed.context) for place, deed in sentences.items()}
    for row, owed in enumerate(entries):
        laid = owed.entry.own[0]
        if laid.source.article not in linked:
            continue
        wanted, stated = about(laid.context), [laid, *_stated_since(owed.entry, day)]
        for place, deed in sentences.items():
            if is_later(owed.entry, deed):
                before = sentences.get((article, place[1] - 1))
                besides = tuple(_beside(mention, deed, before) for mention in stated)
                shared = fsum(map(rarity, wanted & stems[place]))
                yield (-shared, -linked[laid.source.article], laid.id, place), (row, place, besides)


def _stated_since(entry: Entry, day: str) -> list[Mention]:
    """The last mention before this day that states the obligation in another sentence, if any."""
    first, *more = entry.own
    since = [m for m in more if m.source.date < day and m.source.place != first.source.place]
    return since[-1:]


def _beside(stated: Mention, later: LedgerDeed, before: LedgerDeed | None) -> Beside:
    return Beside(
        stated.kind,
        stated.act,
        _undated(stated.context),
        _undated(later.context),
        None if before is None else _undated(before.context),
    )


def on_one_matter(article: str, words: Words, by_way: Iterable[str] = ()) -> dict[str, float]:
    """The other articles on the matter of this one, each with its likeness; of those in `words`.

    The articles `by_way` can join two that have few words in common.
    """
    own = words.get(article, frozenset())
    alike = {other: likeness(own, its) for other, its in words.items() if other != article}
    found = {other: how for other, how in alike.items() if how >= LINKED}
    joining = [way for way in by_way if alike.get(way, 0.0) >= BY_WAY]
    for other in alike.keys() - found.keys() if joining else ():
        joined = (min(alike[way], likeness(words[way], words[other])) for way in joining)
        if (how := max(joined, default=0.0)) >= BY_WAY:
            found[other] = how
    return found


def _closest(pairs: Iterable[tuple[_Rank, _Pair]], most: int) -> list[_Pair]:
    """The first by their ranks."""
    ranked = sorted(pairs, key=lambda pair: pair[0])
    return [pair for _, pair in ranked[:most]]

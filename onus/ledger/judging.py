"""What the network makes of later sentences beside an entry.

Rules see what is told in near words; "lorries crossed at Torkham for the first time since May" they
do not. Each later sentence that shares a word with the one that lays the obligation is read beside
it, in articles that share rarer words, or speak of one of its sides and share some.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from math import fsum, log
from types import MappingProxyType

from onus.language.effects import Beside, Verdict, effects
from onus.language.network import network
from onus.ledger.acts import about
from onus.ledger.model import LedgerDeed, Place
from onus.ledger.owed import Owed, is_later
from onus.sources.dateline import parse_dateline

Judged = Mapping[Place, Verdict]
"""For an entry, what later sentences make of it."""

UNJUDGED: Judged = MappingProxyType({})

TELLS = 0.6
"""From this chance on a sentence is believed to tell what became of an obligation."""

AT_ONCE = 0.95
"""The same in an article that lays it itself, and seldom knows already what came of it."""

LINKED = 3.0
"""How rare the words must be, all told, that an article shares with the sentence of an entry."""

_CLOSE = 6.0  # how rare they must be where the article speaks of none of the entry's sides
_RARE = 3.0  # how rare one must be by which an entry is found

_MOST = 64  # pairs read for one article, those with the rarest words in common
_FIRST_WORD, _COMMON = 1990, 4.0
_UNLISTED = 30_000

_Pair = tuple[int, Place, Beside]


def judged_among(entries: Sequence[Owed], deeds: Iterable[LedgerDeed]) -> list[Judged]:
    """For each entry what these deeds' articles make of it: of each the sentence that is surest."""
    pairs = [
        pair
        for told in _by_article(deeds).values()
        for pair in _closest(_linked(entries, told), _MOST)
    ]
    surest: dict[tuple[int, str], tuple[Place, Verdict]] = {}
    for (row, place, _), verdict in zip(
        pairs, effects([beside for *_, beside in pairs]), strict=True
    ):
        known = surest.get((row, place[0]))
        if known is None or (verdict.chance, known[0]) > (known[1].chance, place):
            surest[row, place[0]] = place, verdict
    laid_in = [{mention.source.article for mention in owed.entry.own} for owed in entries]
    found: list[dict[Place, Verdict]] = [{} for _ in entries]
    for (row, article), (place, verdict) in surest.items():
        if verdict.chance >= (AT_ONCE if article in laid_in[row] else TELLS):
            found[row][place] = verdict
    return list(found)


def _by_article(deeds: Iterable[LedgerDeed]) -> dict[str, list[LedgerDeed]]:
    """The deeds of each article."""
    found: dict[str, list[LedgerDeed]] = defaultdict(list)
    for deed in deeds:
        found[deed.source.article].append(deed)
    return dict(found)


@lru_cache(maxsize=100_000)
def rarity(stem: str) -> float:
    """How much a word in common says: 0 for the commonest, 6 for one that no list knows.

    The encoder's vocabulary stands in the order of frequency; this is the logarithm of the rank.
    """
    return max(0.0, log(_ranks().get(stem, _UNLISTED)) - _COMMON)


def rarity_of(stems: Iterable[str]) -> float:
    """That of all of them together, whatever their order."""
    return fsum(map(rarity, stems))


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


def _linked(entries: Sequence[Owed], told: Sequence[LedgerDeed]) -> Iterator[tuple[float, _Pair]]:
    """The pairs of an entry and a sentence of one article that can be meant, with their rarity."""
    sentences = {deed.source.place: deed for deed in reversed(told)}
    words = {place: about(deed.context) for place, deed in sentences.items()}
    everything = frozenset[str]().union(*words.values())
    sides = frozenset[str]().union(*(deed.sides for deed in told))
    for row, owed in enumerate(entries):
        strangers = sides.isdisjoint(owed.bearer | owed.demander | owed.near)
        laid = owed.entry.own[0]
        wanted, first = about(laid.context), _undated(laid.context)
        if rarity_of(wanted & everything) < (_CLOSE if strangers else LINKED):
            continue
        for place, deed in sentences.items():
            shared = wanted & words[place]
            if shared and place != laid.source.place and is_later(owed.entry, deed):
                later = _undated(deed.context)
                pair = row, place, Beside(laid.kind, laid.act, first, later)
                yield rarity_of(shared), pair


def _closest(pairs: Iterable[tuple[float, _Pair]], most: int) -> list[_Pair]:
    """Those with the rarest words in common."""
    ranked = sorted(pairs, key=lambda pair: -pair[0])
    return [pair for _, pair in ranked[:most]]

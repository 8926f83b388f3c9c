"""Sentences of other storylines that look like news of an obligation: the judge must tell them off.

"Banks in Dubai have frozen 9 million dollars" has the words of a demand that the Emirates block 22
million, and is about another firm. A judge that has only met the sentences of one story at a time
believes one in five of these.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from onus.ledger.acts import about
from onus.ledger.judging import rarity
from training.storylines import Laid, Storyline

_CLOSEST = 8  # of which some are drawn
_AMONG = 420  # storylines that are looked at together: all at once take hours
_FEW, _COMMON = 10, 0.02  # sentences, or share of them, from which on a word is a common one
_OF_THE_ACT = 2.0  # how much more its words weigh


def strangers(stories: Sequence[Storyline], each: int) -> Iterator[tuple[Laid, str, str | None]]:
    """For every obligation `each` sentences of other storylines, out of those with the rarest words
    in common with it; each with the one before it.

    There are at most `_CLOSEST`, and they are drawn among some hundred storylines at a time.
    """
    mixed = random.sample(stories, len(stories))
    for at in range(0, len(mixed), _AMONG):
        yield from _among(mixed[at : at + _AMONG], each)


def _among(stories: Sequence[Storyline], each: int) -> Iterator[tuple[Laid, str, str | None]]:
    sentences = [
        (number, sentence.text, article[at - 1].text if at else None)
        for number, story in enumerate(stories)
        for article in story.articles
        for at, sentence in enumerate(article)
    ]
    having = _rare_stems([text for _, text, _ in sentences])
    for number, story in enumerate(stories):
        for laid in story.laid.values():
            others = (at for at in _alike(laid, having) if sentences[at][0] != number)
            closest = list(islice(others, _CLOSEST))
            for at in random.sample(closest, min(each, len(closest))):
                yield laid, *sentences[at][1:]


def _rare_stems(texts: Sequence[str]) -> dict[str, list[int]]:
    """For each stem that is not common the texts that have it."""
    having: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        for stem in about(text):
            having[stem].append(at)
    common = max(_FEW, _COMMON * len(texts))
    return {stem: found for stem, found in having.items() if len(found) <= common}


def _alike(laid: Laid, having: Mapping[str, Sequence[int]]) -> list[int]:
    """The texts that share a stem with the obligation, those with the rarest ones first."""
    act = about(laid.act)
    weight: Counter[int] = Counter()
    for stem in about(laid.told):
        for at in having.get(stem, ()):
            weight[at] += rarity(stem) * (_OF_THE_ACT if stem in act else 1.0)
    return [at for at, _ in weight.most_common()]

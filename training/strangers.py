"""Sentences of other storylines that look like news of an obligation: the judge must tell them off.

"Banks in Dubai have frozen 9 million dollars" has the words of a demand that the Emirates block 22
million, and is about another firm. A judge that has only met the sentences of one story at a time
believes one in five of these.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from onus.ledger.acts import about
from onus.ledger.judging import rarity
from training.storylines import Laid, Storyline

_CLOSEST = 8  # of which one is drawn
_FEW, _COMMON = 10, 0.02  # sentences, or share of them, from which on a word is a common one
_OF_THE_ACT = 2.0  # how much more its words weigh


def strangers(stories: Sequence[Storyline], share: float) -> Iterator[tuple[Laid, str]]:
    """For a share of the obligations a sentence of another storyline, one of those with the rarest
    words in common with it."""
    sentences = [
        (number, sentence.text)
        for number, story in enumerate(stories)
        for article in story.articles
        for sentence in article
    ]
    common = max(_FEW, _COMMON * len(sentences))
    having: dict[str, list[int]] = defaultdict(list)
    for at, (_, text) in enumerate(sentences):
        for stem in about(text):
            having[stem].append(at)
    for number, story in enumerate(stories):
        for laid in story.laid.values():
            if random.random() < share:
                alike: Counter[int] = Counter()
                act = about(laid.act)
                for stem in about(laid.told):
                    if len(having[stem]) <= common:
                        weight = rarity(stem) * (_OF_THE_ACT if stem in act else 1.0)
                        for at in having[stem]:
                            alike[at] += weight
                others = (at for at, _ in alike.most_common() if sentences[at][0] != number)
                closest = [at for at, _ in zip(others, range(_CLOSEST), strict=False)]
                if closest:
                    yield laid, sentences[random.choice(closest)][1]

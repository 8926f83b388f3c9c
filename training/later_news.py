"""Pairs of sentences of news for the judge: an obligation, and a later sentence of its article.

`judged_news.tsv` holds what readers said of the pairs in PolNeAR train that an earlier judge,
taught by storylines alone, took for news of the obligation: it was right in three of a hundred.
All other pairs of the corpus count as silent; the few that are not do no harm.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.corpora import read_polnear
from benchmarks.news_effects import Told, flat, told_in_news
from onus.language.effects import Beside
from onus.ledger.model import LedgerDeed, Mention
from onus.ledger.reading import deeds_of, mentions_of, parties_of
from onus.reader import read_articles
from onus.record import Article
from training.storylines import NOTHING

JUDGED = Path(__file__).with_name("judged_news.tsv")
_A_MENTION = 10  # silent sentences beside one obligation


def judged_news(data: Path) -> list[Told]:
    """The pairs of `JUDGED`, out of the data folder."""
    return told_in_news(data / "attribution/polnear-train", JUDGED)


def silent_news(data: Path, judged: Sequence[Told], draw: random.Random) -> list[Told]:
    """Obligations of PolNeAR train beside later sentences of which nobody was asked."""
    asked = {(one.beside.act, one.beside.later) for one in judged}
    articles = [
        Article(one.name, one.text, language="en")
        for one in read_polnear(data / "attribution/polnear-train")
    ]
    found: list[Told] = []
    for record in read_articles(articles):
        party = parties_of(record)
        deeds = deeds_of(record, party)
        for mention in mentions_of(record, party):
            later = [one for one in _later(mention, deeds) if (one.act, one.later) not in asked]
            chosen = draw.sample(later, min(_A_MENTION, len(later)))
            found += [Told(beside, NOTHING) for beside in chosen]
    return found


def _later(mention: Mention, deeds: Sequence[LedgerDeed]) -> Iterator[Beside]:
    sentences = {deed.source.sentence: deed.context for deed in deeds}
    for number, text in sentences.items():
        if number > mention.source.sentence:
            yield flat(Beside(mention.kind, mention.act, mention.context, text))

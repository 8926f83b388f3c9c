"""Pairs of sentences of news for the judge: an obligation, and a later sentence of its article.

`judged_news.tsv` holds what readers said of the pairs in PolNeAR train that an earlier judge,
taught by storylines alone, took for news of the obligation: it was right in three of a hundred.
All other pairs of the corpus count as silent; the few that are not do no harm. Beside sentences of
other articles nobody has judged obligations: of these pairs only larger judges say what they think.
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
from onus.record import Article, Record
from training.storylines import NOTHING, Laid, Sentence, Storyline

JUDGED = Path(__file__).with_name("judged_news.tsv")
_A_MENTION = 10  # silent sentences beside one obligation


def judged_news(data: Path) -> list[Told]:
    """The pairs of `JUDGED`, out of the data folder."""
    return told_in_news(data / "attribution/polnear-train", JUDGED)


def news_records(data: Path) -> list[Record]:
    """What is read from the articles of PolNeAR train, out of the data folder."""
    articles = [
        Article(one.name, one.text, language="en")
        for one in read_polnear(data / "attribution/polnear-train")
    ]
    return list(read_articles(articles))


def silent_news(
    records: Sequence[Record], judged: Sequence[Told], draw: random.Random
) -> list[Told]:
    """Obligations beside later sentences of their article of which nobody was asked."""
    asked = {(one.beside.act, one.beside.later) for one in judged}
    found: list[Told] = []
    for record in records:
        party = parties_of(record)
        deeds = deeds_of(record, party)
        for mention in mentions_of(record, party):
            later = [one for one in _later(mention, deeds) if (one.act, one.later) not in asked]
            chosen = draw.sample(later, min(_A_MENTION, len(later)))
            found += [Told(beside, NOTHING) for beside in chosen]
    return found


def news_storylines(records: Sequence[Record]) -> list[Storyline]:
    """Each article as a storyline of its own, of whose later sentences nothing is known."""
    return [
        Storyline(
            record.article.id,
            [[Sentence(text, {}) for text in _sentences(record)]],
            {
                str(at): Laid(one.kind, one.act, one.context, 0, one.source.sentence)
                for at, one in enumerate(mentions_of(record, parties_of(record)))
            },
        )
        for record in records
    ]


def _sentences(record: Record) -> list[str]:
    return [" ".join(record.article.text[at:end].split()) for at, end in record.sentences]


def _later(mention: Mention, deeds: Sequence[LedgerDeed]) -> Iterator[Beside]:
    sentences = {deed.source.sentence: deed.context for deed in deeds}
    for number, text in sentences.items():
        if number > mention.source.sentence:
            yield flat(Beside(mention.kind, mention.act, mention.context, text))

"""Storylines that the judge of later sentences has not learnt from: `kept/*.txt`.

They are told as those of `training.storylines`. The weights of histories are fitted to what the
judge makes of them, as it is surer than it should be of what it has learnt by heart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.ledger import GoldEntry, Storyline
from onus.record import Article
from onus.sources import article_from_text
from training import storylines
from training.storylines import AGAIN, Sentence

_PARAGRAPH = 2  # sentences


def collections(folder: Path) -> list[Storyline]:
    """All storylines of a folder's text files; `ValueError` as for `storylines.storylines`."""
    return [collection(story) for story in storylines.storylines(folder)]


def collection(story: storylines.Storyline) -> Storyline:
    """A storyline as articles with the ledger that an analyst would keep of them."""
    articles = [
        article_from_text(_text(sentences), published=day, source=story.title)
        for day, sentences in zip(story.days, story.articles, strict=True)
    ]
    return Storyline(
        story.title,
        tuple(articles),
        tuple(_entry(story, letter, articles) for letter in story.laid),
    )


def _text(sentences: Sequence[Sentence]) -> str:
    told = [sentence.text for sentence in sentences]
    starts = range(0, len(told), _PARAGRAPH)
    return "\n\n".join(" ".join(told[start : start + _PARAGRAPH]) for start in starts)


def _entry(story: storylines.Storyline, letter: str, articles: Sequence[Article]) -> GoldEntry:
    status, changes = "open", []
    for article, sentences in zip(articles, story.articles, strict=True):
        for sentence in sentences:
            said = sentence.says.get(letter, AGAIN)
            if said not in {AGAIN, status}:
                status = said
                changes.append((article.id, status))
    return GoldEntry(letter, status, tuple(_mentions(story, letter, articles)), tuple(changes))


def _mentions(
    story: storylines.Storyline, letter: str, articles: Sequence[Article]
) -> Iterator[tuple[str, int, int]]:
    for article, sentences in zip(articles, story.articles, strict=True):
        for sentence in sentences:
            if (words := sentence.acts.get(letter)) is not None:
                start = article.text.find(words, article.text.find(sentence.text))
                yield article.id, start, start + len(words)

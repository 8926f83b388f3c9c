"""How well copies of an article are told from other articles.

Copies are made of each text as outlets make them: cut from below, paragraphs in another order,
another headline, lightly edited, brought up to date with a paragraph of news, and several of these
at once. All go into one store in mixed order, and every pair that the store holds for one story is
right when both were made of one text.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.scores import Tally
from onus.record import Article, Record
from onus.store.database import open_database, writing
from onus.store.writing import Origin, put_article

SEED = 2019
Paragraphs = list[str]


def run(path: Path) -> dict[str, float]:
    """Pairs of one story over the texts of a folder and the copies made of them.

    `recall` and `precision` are over pairs of texts.
    """
    originals = [
        paragraphs(file.read_text(encoding="utf-8")) for file in sorted(path.glob("*.txt"))
    ]
    if not originals:
        raise ValueError(f"{path}: no texts")
    chance = random.Random(SEED)
    texts = [
        (number, "\n\n".join(text))
        for number, original in enumerate(originals)
        for text in (original, *made(original, originals, chance))
    ]
    chance.shuffle(texts)
    stories = _stories([text for _, text in texts])
    return scores([number for number, _ in texts], stories)


def scores(made_of: Sequence[int], stories: Sequence[str]) -> dict[str, float]:
    """Precision and recall of pairs: `made_of[i]` and `stories[i]` are gold and found."""
    right = _pairs(Counter(zip(made_of, stories, strict=True)))
    tally = Tally(right, _pairs(Counter(stories)), _pairs(Counter(made_of)))
    return {"recall": tally.recall, "precision": tally.precision, "f1": tally.f1}


def made(
    original: Paragraphs, others: Sequence[Paragraphs], chance: random.Random
) -> list[Paragraphs]:
    """One copy of each kind, where the text has paragraphs enough for it."""
    other = chance.choice(others)
    ways: tuple[Callable[[Paragraphs], Paragraphs], ...] = (
        lambda text: cut(text, chance.uniform(0.35, 0.8)),
        lambda text: reordered(text, chance),
        lambda text: [other[0], *text[1:]],
        lambda text: edited(text, chance),
        lambda text: [*text, other[-1]],
        lambda text: [other[0], *reordered(cut(text, chance.uniform(0.4, 0.8)), chance)[1:]],
    )
    return [way(original) for way in ways] if len(original) > 3 else []


def cut(text: Paragraphs, share: float) -> Paragraphs:
    """The beginning of the text, at least `share` of its characters."""
    size, kept = sum(map(len, text)), Paragraphs()
    for paragraph in text:
        if sum(map(len, kept)) >= share * size:
            break
        kept.append(paragraph)
    return kept


def reordered(text: Paragraphs, chance: random.Random) -> Paragraphs:
    """The headline, and the paragraphs behind it in any order."""
    return [text[0], *chance.sample(text[1:], len(text) - 1)]


def edited(text: Paragraphs, chance: random.Random) -> Paragraphs:
    """Every fortieth word or so left out, as by a sub-editor."""
    return [
        " ".join(word for word in paragraph.split() if chance.random() > 0.025)
        for paragraph in text
    ]


def paragraphs(text: str) -> Paragraphs:
    """The paragraphs of a text, the headline first."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _stories(texts: Sequence[str]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(str(Path(folder, "copies.db")))
        stories = []
        for number, text in enumerate(texts):
            article = Article(f"{number:05}", text)
            with writing(engine) as connection:
                stories.append(put_article(connection, Record(article), Origin.of(article, "made")))
        engine.dispose()
        return stories


def _pairs(sizes: Counter[str] | Counter[int] | Counter[tuple[int, str]]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())

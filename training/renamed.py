"""A storyline with other names, so that the judge learns to compare names and not to know them."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from training.storylines import Sentence, Storyline

_NAME = re.compile(  # not at the start of a sentence
    r"(?<![.?!\"“] )(?<!^)\b[A-Z][a-zà-ÿ'’-]{3,}(?:[A-Z][a-z]+)?\b"
)
_NO_NAMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June "
    "July August September October November December President Prime Minister General Colonel "
    "Foreign Defence Parliament Court".split()
)
_CHANGED = 0.6  # of the names of a storyline


def names_of(stories: Sequence[Storyline]) -> list[str]:
    """The names in these storylines, each as often as it stands there."""
    return [
        name
        for story in stories
        for article in story.articles
        for sentence in article
        for name in _NAME.findall(sentence.text)
        if name not in _NO_NAMES
    ]


def renamed(story: Storyline, names: Sequence[str], draw: random.Random) -> Storyline:
    """The storyline with most of its names changed for others, each for the same throughout."""
    changed: dict[str, str] = {}

    def other(found: re.Match[str]) -> str:
        name = found[0]
        if name in _NO_NAMES:
            return name
        if name not in changed:
            changed[name] = draw.choice(names) if draw.random() < _CHANGED else name
        return changed[name]

    def told(text: str) -> str:
        return _NAME.sub(other, text)

    articles = [[Sentence(told(s.text), s.says) for s in article] for article in story.articles]
    laid = {
        letter: replace(one, act=told(one.act), told=told(one.told))
        for letter, one in story.laid.items()
    }
    if any(one.act not in one.told for one in laid.values()):  # a name at the start of the act
        return story
    return Storyline(story.title, articles, laid)

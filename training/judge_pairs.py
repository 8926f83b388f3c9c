"""What the judges of later sentences learn from in one pass: obligations beside later sentences.

They come from storylines and sequels of our own, and from news. Of most an author or a reader has
said what the later sentence makes of the obligation; of the others only larger judges do.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.news_effects import Told
from onus.language.effects import Beside, piece_pair
from onus.language.network import PairLook, network
from training.alike import alike
from training.as_read import as_read
from training.labels import EFFECT_KINDS, EFFECTS
from training.later_news import judged_news, news_records, news_storylines, silent_news
from training.renamed import names_of, renamed
from training.storylines import NEAR, NOTHING, PLAIN, Laid, Storyline, sequels
from training.strangers import strangers
from training.worded import worded

UNKNOWN = -1
"""The effect of a pair of which nobody has said anything."""

_OF_OTHERS = 8  # sentences of other articles of news beside one obligation


@dataclass(frozen=True)
class Drawing:
    """Which pairs a pass sees.

    Of the storylines a share `renamed` has other names, and a share `as_read` of the obligations
    other bounds. Of the sentences that tell nothing of an obligation it sees `hard` that speak of
    others of its storyline, `easy` of the rest, and `strange` of other storylines that look like
    news of it. For a share `worded` of the obligations there is a sentence in their own words.
    Besides it sees so many `sequels`, all the plain ones, a share `near` of the near ones, all
    judged pairs of news and so many `silent` ones. A share `leading` of the pairs is read with the
    sentence before.

    Without an effect it sees, for teachers to judge, a share `changed` of those that tell something
    with other words in places, and so many `unjudged` pairs of news.
    """

    renamed: float = 0.35
    as_read: float = 0.4
    hard: int = 3
    easy: int = 1
    strange: int = 1
    worded: float = 0.35
    sequels: int = 200
    near: float = 0.6
    silent: int = 3000
    leading: float = 0.75
    changed: float = 1.0
    unjudged: int = 13_000


LABELLED = Drawing(hard=2, changed=0.0, unjudged=0)
"""What can be learnt from without teachers, and what they learn from themselves."""


@dataclass(frozen=True, slots=True)
class News:
    """Pairs of sentences of news that a reader has judged, that tell nothing, and all others."""

    judged: list[Told]
    silent: list[Told]
    unjudged: list[Beside]


@dataclass(frozen=True, slots=True)
class Case:
    """A pair as the encoder reads it, and the number of its effect or `UNKNOWN`."""

    look: PairLook
    effect: int


def news_of(data: Path) -> News:
    """The pairs of news in the data folder."""
    judged, records = judged_news(data), news_records(data)
    stories = news_storylines(records)
    others = [_beside(*one) for one in strangers(stories, _OF_OTHERS)]
    same = [
        _beside(laid, sentence.text, before)
        for story in stories
        for letter, laid in story.laid.items()
        for sentence, before in story.later(letter)
    ]
    return News(judged, silent_news(records, judged, random.Random(5)), others + same)


def shown(stories: Sequence[Storyline], news: News, drawing: Drawing) -> list[Case]:
    """The pairs of one pass, drawn anew."""
    names = names_of(stories)
    as_told = [
        renamed(story, names, random) if random.random() < drawing.renamed else story  # type: ignore[arg-type]
        for story in stories
    ]
    found = [
        pair
        for story in as_told
        for letter in story.laid
        for pair in _of_obligation(story, letter, drawing)
    ]
    known = random.sample(sequels(), drawing.sequels) + sequels(PLAIN)
    found += [pair_of(s.laid, text, None, effect) for s in known for effect, text in s.later]
    near = [pair_of(s.laid, text, None, effect) for s in sequels(NEAR) for effect, text in s.later]
    found += random.sample(near, round(drawing.near * len(near)))
    found += [*news.judged, *random.sample(news.silent, min(drawing.silent, len(news.silent)))]
    found += [pair_of(*one, NOTHING) for one in strangers(as_told, drawing.strange)]
    found += _worded(as_told, drawing.worded)
    cases = [case_of(told, random.random() < drawing.leading) for told in found]
    return cases + _unknown(found, news.unjudged, drawing)


def case_of(told: Told, leading: bool) -> Case:
    """The pair as the encoder reads it, with the sentence before or without."""
    return Case(_look(told.beside, leading), EFFECTS.index(told.effect))


def _unknown(known: Sequence[Told], unjudged: Sequence[Beside], drawing: Drawing) -> list[Case]:
    """Pairs that tell something with other words in places, and pairs of news."""
    telling = [one.beside for one in known if one.effect != NOTHING]
    changed = random.sample(telling, round(drawing.changed * len(telling)))
    news = random.sample(unjudged, min(drawing.unjudged, len(unjudged)))
    looks = [alike(_look(one, True), random) for one in changed]  # type: ignore[arg-type]
    looks += [_look(one, random.random() < drawing.leading) for one in news]
    return [Case(look, UNKNOWN) for look in looks]


def _of_obligation(story: Storyline, letter: str, drawing: Drawing) -> list[Told]:
    laid = story.laid[letter]
    if random.random() < drawing.as_read:
        laid = as_read(laid, random)  # type: ignore[arg-type]
    telling, hard, easy = [], [], []
    for sentence, before in story.later(letter):
        pair = pair_of(laid, sentence.text, before, sentence.says.get(letter, NOTHING))
        (telling if letter in sentence.says else hard if sentence.says else easy).append(pair)
    random.shuffle(hard)
    random.shuffle(easy)
    return telling + hard[: drawing.hard] + easy[: drawing.easy]


def _worded(stories: Sequence[Storyline], share: float) -> list[Told]:
    """Obligations beside sentences in their own words, and beside such of others in the story."""
    found = []
    for story in stories:
        told = {letter: worded(laid, random) for letter, laid in story.laid.items()}  # type: ignore[arg-type]
        for letter, laid in story.laid.items():
            if random.random() > share:
                continue
            if (own := told[letter]) is not None:
                text, effect = own
                found.append(pair_of(laid, text, None, effect))
            others = [one[0] for at, one in told.items() if at != letter and one is not None]
            if others:
                found.append(pair_of(laid, random.choice(others), None, NOTHING))
    return found


def pair_of(laid: Laid, later: str, before: str | None, effect: str) -> Told:
    """An obligation beside a later sentence that has this effect on it."""
    return Told(_beside(laid, later, before), effect)


def _beside(laid: Laid, later: str, before: str | None) -> Beside:
    return Beside(laid.kind, laid.act, laid.told, later, before)  # type: ignore[arg-type]


def _look(beside: Beside, leading: bool) -> PairLook:
    read = beside if leading else replace(beside, before=None)
    return piece_pair(network().pieces, read, EFFECT_KINDS)

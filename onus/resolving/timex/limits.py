"""How a time bounds what happens, by the words before it: "by Friday", "before late March"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from onus.resolving.timex.calendar import moved
from onus.resolving.timex.lexicon import load_yaml, words_of
from onus.resolving.timex.mention import TimeMention

if TYPE_CHECKING:
    from spacy.tokens import Token

DEADLINES = ("by", "before", "within")
# Relations (UD 2) by which a time only tells which one a noun means.
_DESCRIBING = ("amod", "compound", "nummod", "nmod:unmarked")


def limit_of(text: str, start: int) -> str | None:
    """What the words before a time that begins at `start` say of it, by limits.yaml."""
    before = text[max(0, start - 40) : start].lower().split()
    while before and before[-1] in ("the", "a", "an"):
        before.pop()
    told = " " + " ".join(before)
    return next((limit for words, limit in _limits() if told.endswith(" " + words)), None)


def describes(time: Token) -> bool:
    """True of a time that tells which: "ahead of the 2004 elections" sets no date."""
    return time.dep_ in _DESCRIBING and time.head.pos_ in ("NOUN", "PROPN")


def names_deadline(time: Token) -> bool:
    """ "A Friday deadline", "an ultimatum of three days"."""
    related = time.dep_ in _DESCRIBING or time.dep_.startswith("nmod")
    return related and time.head.lemma_.lower() in _read()["deadlines"]


def bounded(mention: TimeMention, limit: str | None) -> TimeMention:
    """The mention with the days that its preposition leaves."""
    first, last = mention.first, mention.last
    if first is None or last is None:
        return mention
    if limit in ("by", "before"):
        return replace(mention, first=None, last=_edge(mention.text, limit, first, last))
    if limit == "since":
        return replace(mention, last=None)
    if limit == "after":
        return replace(mention, first=moved(last, "D", 1), last=None)
    return mention


@cache
def _read() -> dict[str, Any]:
    read: dict[str, Any] = load_yaml("limits.yaml")
    return read


@cache
def _limits() -> tuple[tuple[str, str], ...]:
    """(words, limit) of limits.yaml, the longest words first."""
    pairs = [(words, limit) for limit, each in _read()["prepositions"].items() for words in each]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


def _edge(text: str, limit: str, first: date, last: date) -> date | None:
    """The last day that is left "by" or "before" a time, or the part of it that the text names.

    "Before the end of March" leaves the whole of March.
    """
    words = words_of(text)[0]
    part = next((str(w.value) for w in words if w.kind in ("EARLY", "YEAR_END")), "")
    if part == "END":
        return last
    days = (last - first).days + 1
    third, middle = (timedelta(days=max(days // share - 1, 0)) for share in (3, 2))
    parts = {
        "FIRST": (first, first),
        "START": (first, first + third),
        "MID": (first + middle, first + middle),
        "LATE": (last - third, last),
    }
    first, last = parts.get(part, (first, last))
    return last if limit == "by" else moved(first, "D", -1)

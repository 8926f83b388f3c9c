"""Whether wordings that nobody who wrote the rules has seen are read as obligations.

A file is a list of items: a `text` of a sentence or two that lays one obligation, its `kind`,
`bearer` (a party or a list of them), `act` (words of the text) and, for people, `demander` and
`condition`. Items of kind `none` lay none. Each text is read as an article of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import yaml

from benchmarks.scores import Tally, overlaps, share
from onus.reader import read_articles
from onus.record import Article, Obligation, ObligationKind, Record

NONE = "none"
SURE = 0.5  # what is kept with less confidence may stand where nothing is owed


@dataclass(frozen=True, slots=True)
class Item:
    """A text with what it lays on whom; `act` is a character span, None where kind is none."""

    text: str
    kind: str
    bearers: tuple[str, ...]
    act: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was read of an item: how many obligations, and of that which meets the act."""

    item: Item
    guessed: int
    sure: int
    found: bool
    kind_right: bool
    bearer_right: bool


def run(path: Path) -> dict[str, float]:
    """The scores on the file `path`, see `score`."""
    items = read(path)
    articles = [Article(str(at), item.text, language="en") for at, item in enumerate(items)]
    return score([answer(i, r) for i, r in zip(items, read_articles(articles), strict=True)])


def score(answers: Sequence[Answer]) -> dict[str, float]:
    """The figures over all answers.

    `found_` says how often an obligation of ours overlaps the act; precision counts all that were
    read, in items of kind none too. `kind_accuracy` and `bearer_accuracy` are over the items found
    (the latter over those that name a bearer), `whole` over all that lay one: found, with kind and
    bearer right. `left_alone` is the share of the others in which nothing is read for sure.
    """
    owed = [one for one in answers if one.item.kind != NONE]
    idle = [one for one in answers if one.item.kind == NONE]
    found = [one for one in owed if one.found]
    named = [one for one in found if one.item.bearers]
    tally = Tally(len(found), sum(one.guessed for one in answers), len(owed))
    return {
        "found_f1": tally.f1,
        "found_precision": tally.precision,
        "found_recall": tally.recall,
        "kind_accuracy": share(sum(one.kind_right for one in found), len(found)),
        "bearer_accuracy": share(sum(one.bearer_right for one in named), len(named)),
        "whole": share(sum(one.kind_right and one.bearer_right for one in found), len(owed)),
        "left_alone": share(sum(not one.sure for one in idle), len(idle)),
    }


def answer(item: Item, record: Record) -> Answer:
    """What the record of an item's text says of it; the surest that meets the act answers."""
    ours = record.obligations
    act = item.act
    met = [o for o in ours if act is not None and overlaps(act, (o.act.start, o.act.end))]
    best = max(met, key=lambda o: o.confidence, default=None)
    return Answer(
        item=item,
        guessed=len(ours),
        sure=sum(o.confidence >= SURE for o in ours),
        found=best is not None,
        kind_right=best is not None and best.kind == item.kind,
        bearer_right=best is not None and _is_borne(best, item, record),
    )


def read(path: Path) -> list[Item]:
    """The items of a file; ValueError where one says of no words of its text what is owed."""
    held = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(held, list) or not held:
        raise ValueError("no list of items")
    return [_item(raw) for raw in held]


def _item(raw: dict[str, Any]) -> Item:
    text, kind = str(raw["text"]).strip(), str(raw["kind"]).lower()
    if kind == NONE:
        return Item(text, NONE, (), None)
    if kind not in get_args(ObligationKind):
        raise ValueError(f"{kind} is no kind of obligation: {text}")
    start = text.find(str(raw["act"]))
    if start < 0:
        raise ValueError(f"the act does not stand in the text: {text}")
    given = raw.get("bearer") or []
    bearers = tuple(map(str, given)) if isinstance(given, list) else (str(given),)
    return Item(text, kind, bearers, (start, start + len(str(raw["act"]))))


def _is_borne(ours: Obligation, item: Item, record: Record) -> bool:
    """Whether ours and the item's bearers are the same parties; any will do where it has none."""
    if not item.bearers:
        return True
    places = [list(_places(bearer, item.text)) for bearer in item.bearers]
    mentions = [a.mentions for a in record.actors if a.id in ours.bearer]
    every = all(any(_touch(of, spans) for of in mentions) for spans in places)
    return every and all(any(_touch(of, spans) for spans in places) for of in mentions)


def _places(party: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the words of a party stand in the text, whatever case its article has."""
    for match in re.finditer(rf"(?<!\w){re.escape(party)}(?!\w)", text, re.IGNORECASE):
        yield match.span()


def _touch(mentions: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> bool:
    return any(overlaps(mention, span) for mention in mentions for span in spans)

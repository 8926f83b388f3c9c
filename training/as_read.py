"""An obligation as Onus may have read it: its act shorter or longer than an author marks it.

A judge that has only met acts as they were marked is surer of them than of those that the ledger
asks about, which end a word too early, begin with "agreed to", or are taken for another kind.
"""

from __future__ import annotations

import random
from dataclasses import replace

from training.storylines import Laid

_SHORTER, _EARLIER = 0.45, 0.3  # how often its end is lost, or more stands before it; else behind
_BEFORE, _BEHIND = 4, 8  # words more at most
_TAKEN_FOR = 0.06  # how often it is taken for another kind
_KINDS = {
    "demand": ("pledge",),
    "offer": ("pledge",),
    "pledge": ("offer", "threat", "demand"),
    "threat": ("pledge",),
}
_LEADS_ON = frozenset("the a an of to in on for by at with and or its his her their".split())


def as_read(laid: Laid, draw: random.Random) -> Laid:
    """The obligation with other bounds of its act, now and then of another kind.

    The act stays part of the sentence that lays it; where that cannot be, it stays as it is.
    """
    told, act = (" ".join(text.split()) for text in (laid.told, laid.act))
    seen = replace(laid, told=told, act=_other_bounds(told, act, draw))
    if draw.random() < _TAKEN_FOR and laid.kind in _KINDS:
        return replace(seen, kind=draw.choice(_KINDS[laid.kind]))
    return seen


def _other_bounds(told: str, act: str, draw: random.Random) -> str:
    start = told.find(act)
    if start < 0:
        return act
    words, before, behind = act.split(), told[:start].split(), told[start + len(act) :]
    how = draw.random()
    if how < _SHORTER:
        other = _shorter(words, draw)
    elif how < _SHORTER + _EARLIER:
        more = draw.randint(1, min(_BEFORE, len(before))) if before else 0
        other = [*before[len(before) - more :], *words]
    elif behind.startswith(" "):
        following = behind.split()
        other = [*words, *following[: draw.randint(1, min(_BEHIND, len(following)))]]
    else:
        other = words
    found = " ".join(other).strip(" ,;.")
    return found if found and found in told else act


def _shorter(words: list[str], draw: random.Random) -> list[str]:
    """At least its first half, without "of the" at the end."""
    if len(words) < 4:
        return words
    kept = draw.randint(max(2, len(words) // 2), len(words) - 1)
    while kept > 2 and words[kept - 1].lower() in _LEADS_ON:
        kept -= 1
    return words[:kept]

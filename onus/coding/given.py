"""A pair whose parties are known beforehand, as the question that the pair coder is asked.

The coder does better when it is shown the word that the act lies in, so the trigger lexicon is
asked first which of the candidates of the sentence joins the two.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Span

from onus.coding.event_model import Candidate
from onus.language.annotation import Pair

# What speaks for a candidate: its source is the given one, its target is, its trigger heads the
# sentence; what speaks against it: its trigger has other senses.
_SOURCE, _TARGET, _ROOT, _WEAK = 2.0, 1.0, 0.5, 0.3


def given_pair(source: Span, target: Span | None, candidates: Sequence[Candidate]) -> Pair:
    """The question about `source` and `target`, with the trigger of the candidate nearest to them.

    `candidates` are those of `propose` for the same doc. Without one that shares a party with the
    pair the question has no trigger.
    """
    scored = [
        (_nearness(candidate, source, target), -at, candidate)
        for at, candidate in enumerate(candidates)
        if candidate.entry is not None
    ]
    score, _, best = max(scored, key=lambda found: found[:2], default=(0.0, 0, None))
    if best is None or best.entry is None or score < _TARGET - _WEAK:
        return Pair(source, target, None)
    return Pair(source, target, best.trigger, best.entry.type)


def _nearness(candidate: Candidate, source: Span, target: Span | None) -> float:
    entry = candidate.entry
    return (
        _SOURCE * _meet(candidate.source, source)
        + _TARGET * _meet(candidate.target, target)
        + _ROOT * (candidate.trigger.dep_ == "ROOT")
        - _WEAK * (entry is not None and entry.weak)
    )


def _meet(one: Span | None, other: Span | None) -> bool:
    return one is not None and other is not None and one.start < other.end and other.start < one.end

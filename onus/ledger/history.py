"""The likeliest history of an entry: all that sentences tell of it, weighed together.

A sentence read by itself is often misread: a step is taken for the whole, one side's act for the
other's. `likeliest` finds the way through the statuses that best explains all of them (Viterbi
1967), by how readily each status follows another, how far the network and the rules can be
believed, and what is usual for the kind of obligation. `histories.yaml` has these weights, fitted
to storylines whose ledger is known (`training/histories.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, fsum, inf, log
from types import MappingProxyType
from typing import Any, Literal, get_args

from onus.knowledge import read_yaml
from onus.language.effects import Verdict
from onus.ledger.model import Place
from onus.record import ObligationKind, Status
from onus.terms import EFFECTS, Effect

Rule = Literal["sign", "refusal", "act", "words"]
"""What a rule goes by: words that speak of the obligation as such, a refusal that is an entry's
mention, a deed of the kind that is owed, a deed told in other words."""

Judged = Mapping[Place, Verdict]
"""For an entry, what later sentences make of it."""

UNJUDGED: Judged = MappingProxyType({})

ANY: frozenset[Status] = frozenset(get_args(Status))
_LEAST = 0.001


@dataclass(frozen=True, slots=True)
class Ruled:
    """What a rule sees in a sentence, and how surely; `after` are the statuses it can follow."""

    rule: Rule
    effect: Status
    confidence: float
    after: frozenset[Status] = ANY


@dataclass(frozen=True, slots=True)
class Telling:
    """What one sentence tells of an entry: to the network, if it sees anything, and to rules."""

    judged: Verdict | None
    ruled: tuple[Ruled, ...] = ()


@dataclass(frozen=True, slots=True)
class Believed:
    """How far a rule is believed: its odds times `odds`, and `alone`; or both `beside` the network.

    What it says beside the network is added to what that says.
    """

    odds: float
    alone: float
    odds_beside: float
    beside: float


@dataclass(frozen=True, slots=True)
class Weights:
    """See `histories.yaml`; all are logarithms of odds or factors of these.

    A move that is not there cannot be made.
    """

    moves: Mapping[Status, Mapping[Effect, float]]
    judged: float
    kinds: Mapping[ObligationKind, Mapping[Effect, float]]
    rules: Mapping[Rule, Believed]


def likeliest(
    kind: ObligationKind, told: Sequence[Telling], weights: Weights | None = None
) -> list[Status]:
    """The status after each of these sentences, oldest first, of an entry that begins as open."""
    known = weights or shipped_weights()
    best: dict[Status, float] = {"open": 0.0}
    before: list[dict[Status, Status]] = []
    for telling in told:
        reached = dict(best)
        came: dict[Status, Status] = {status: status for status in best}
        for status, so_far in best.items():
            for effect, score in _told(kind, telling, status, known):
                total = so_far + _move(known, status, effect) + score
                if total > reached.get(effect, -inf):
                    reached[effect], came[effect] = total, status
        best = reached
        before.append(came)
    status = max(best, key=lambda one: best[one])
    path = []
    for came in reversed(before):
        path.append(status)
        status = came[status]
    return path[::-1]


def shares(kind: ObligationKind, telling: Telling, status: Status) -> dict[Status, float]:
    """How likely each effect is, if the sentence tells any, of an entry that has this status."""
    known = shipped_weights()
    scores = {
        effect: exp(_move(known, status, effect) + score)
        for effect, score in _told(kind, telling, status, known)
    }
    total = fsum(scores.values())
    return {effect: score / total for effect, score in scores.items()} if total else {}


def _move(known: Weights, status: Status, effect: Status) -> float:
    return known.moves[status].get("broken" if effect == "open" else effect, -inf)


def _told(
    kind: ObligationKind, telling: Telling, status: Status, known: Weights
) -> Iterator[tuple[Status, float]]:
    """What a sentence makes of the status, and how much speaks for it."""
    ruled: dict[Status, Ruled] = {}
    for one in telling.ruled:
        if status in one.after:
            ruled[one.effect] = max(one, ruled.get(one.effect, one), key=lambda r: r.confidence)
    if telling.judged is not None:
        for effect in EFFECTS:
            score = known.judged * logit(telling.judged.of(effect)) + known.kinds[kind][effect]
            if (rule := ruled.pop(effect, None)) is not None:
                believed = known.rules[rule.rule]
                score += believed.odds_beside * logit(rule.confidence) + believed.beside
            yield effect, score
    for effect_ruled, rule in ruled.items():
        believed = known.rules[rule.rule]
        yield effect_ruled, believed.odds * logit(rule.confidence) + believed.alone


def logit(chance: float) -> float:
    """The logarithm of the odds; nothing is quite certain."""
    kept = min(max(chance, _LEAST), 1 - _LEAST)
    return log(kept / (1 - kept))


@cache
def shipped_weights() -> Weights:
    """The fitted weights; `ValueError` when the file lacks one or has one that is not known."""
    text = files("onus.ledger").joinpath("histories.yaml").read_text(encoding="utf-8")
    return weights_from(read_yaml(text))


def weights_from(data: Mapping[str, Any]) -> Weights:
    """Weights from their file's contents; `ValueError` as for `shipped_weights`."""
    whole = (
        set(data) == {"moves", "judged", "kinds", "rules"}
        and set(data["moves"]) == ANY
        and all(set(to) <= set(EFFECTS) for to in data["moves"].values())
        and set(data["kinds"]) == set(get_args(ObligationKind))
        and all(set(of) == set(EFFECTS) for of in data["kinds"].values())
        and set(data["rules"]) == set(get_args(Rule))
    )
    if not whole:
        raise ValueError("histories.yaml: not the weights of histories")
    rules: dict[Rule, Believed] = {rule: Believed(**of) for rule, of in data["rules"].items()}
    return Weights(data["moves"], data["judged"], data["kinds"], rules)

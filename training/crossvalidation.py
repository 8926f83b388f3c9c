"""How well the pair coder does on sentences that it has not seen, and how sure it may be.

Folds are by sentence. Each holds out a part of PLV and a part of AW; everything but the reader is
trained anew without them. (The reader itself was trained on AW's sides, see the model card.) The
temperature is the one number that makes all held-out answers likeliest; it goes into the weights.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from spacy.tokens import Doc
from torch import Tensor

from benchmarks.confidence import Row, joined, key, row_of
from benchmarks.corpora import MarkedPair
from benchmarks.pairs import answer, merged, score
from benchmarks.scores import calibration_error
from onus.coding.event_confidence import log_odds, shifted
from onus.coding.event_doubt_words import lowering
from onus.coding.event_model import Candidate
from onus.coding.events import decide, pairs
from onus.language.annotation import PairCode
from training.coder import Gold, Settings, scores_of, trained
from training.labels import CODES
from training.model import SecondLook
from training.pair_examples import PairExample, pair_examples


@dataclass(frozen=True)
class Plv:
    """A pair of PLV: as it is marked, as it is learnt, and its sentence with nothing marked."""

    pair: MarkedPair
    gold: Gold
    doc: Doc
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class Data:
    """What coders learn from: PLV, AW with its examples, stories, and our own: acts and told.

    `silent` [N] are pairs that only teachers have coded, `likely` [folds, N, C] what these think.
    """

    plv: Sequence[Plv]
    aw: Sequence[tuple[MarkedPair, PairExample]]
    stories: Sequence[PairExample]
    acts: Sequence[PairExample]
    told: Sequence[PairExample]
    silent: Sequence[PairExample] = ()
    likely: Tensor | None = None


@dataclass(frozen=True)
class Held:
    """A pair with the scores [C] of a coder that had not seen it, and those of its candidates."""

    pair: MarkedPair
    scores: Tensor
    plv: Plv | None = None
    candidates: Tensor | None = None


def folds_of(data: Data, settings: Settings) -> list[frozenset[str]]:
    """The sentences that each fold holds out."""
    sentences = sorted({one.pair.text for one in data.plv} | {pair.text for pair, _ in data.aw})
    random.Random(0).shuffle(sentences)
    return [frozenset(sentences[fold :: settings.folds]) for fold in range(settings.folds)]


def material(
    data: Data, settings: Settings, without: frozenset[str] = frozenset()
) -> tuple[list[PairExample], list[Gold], list[tuple[Sequence[PairExample], float]]]:
    """(silver, gold, besides) of all of `data` but the sentences in `without`."""
    aw = [example for pair, example in data.aw if pair.text not in without]
    gold = [one.gold for one in data.plv if one.pair.text not in without]
    silver = [*data.stories, *aw, *data.acts, *data.told]
    besides: list[tuple[Sequence[PairExample], float]] = [
        (data.acts, settings.act_share),
        (data.told, settings.told_share),
        (aw, settings.aw_share),
    ]
    return silver, gold, besides


def learn(weights: Path, data: Data, settings: Settings, fold: int | None = None) -> SecondLook:
    """A coder trained on all of `data`, or on all but a fold.

    It hears the teacher that has not seen the fold either; without a fold, the mean of them all.
    """
    without = frozenset[str]() if fold is None else folds_of(data, settings)[fold]
    silver, gold, besides = material(data, settings, without)
    if data.likely is not None:
        likely = data.likely.mean(0) if fold is None else data.likely[fold]
        silent = [
            replace(example, told=told.numpy())
            for example, told in zip(data.silent, likely, strict=True)
        ]
        silver += silent
        besides.append((silent, settings.silent_share))
    return trained(weights, silver, gold, besides, settings)


def hold_out(weights: Path, data: Data, settings: Settings, folds: Iterable[int]) -> Iterator[Held]:
    """Every pair of PLV and AW in `folds`, each coded by a coder that had not seen its sentence."""
    held_out = folds_of(data, settings)
    for fold in folds:
        began = time.monotonic()
        coder = learn(weights, data, settings, fold)
        without = held_out[fold]
        held = [*_held_plv(coder, data, without), *_held_aw(coder, data, without)]
        print(f"fold {fold}: {figures(held, 1.0)} {time.monotonic() - began:.0f} s", flush=True)
        yield from held


def _held_plv(coder: SecondLook, data: Data, without: frozenset[str]) -> Iterator[Held]:
    for one in data.plv:
        if one.pair.text in without:
            asked = pair_examples(one.doc, pairs(one.candidates))
            (scores,) = scores_of(coder, [one.gold.example])
            yield Held(one.pair, scores, one, scores_of(coder, asked) if asked else None)


def _held_aw(coder: SecondLook, data: Data, without: frozenset[str]) -> Iterator[Held]:
    for pair, example in data.aw:
        if pair.text in without:
            (scores,) = scores_of(coder, [example])
            yield Held(pair, scores)


def temperature(held: Sequence[Held]) -> float:
    """What to divide scores by, so that the held-out pairs of PLV are likeliest.

    NONE is left out, as every one of them acts.
    """
    acting = [at for at, name in enumerate(CODES) if name != "NONE"]
    plv = [one for one in held if one.pair.root is not None]
    scores = torch.stack([one.scores for one in plv])[:, acting]
    allowed = torch.tensor(
        [[merged(CODES[at]) == merged(one.pair.root or "") for at in acting] for one in plv]
    )

    def unlikely(degrees: float) -> float:
        logs = torch.log_softmax(scores / degrees, -1).masked_fill(~allowed, -torch.inf)
        return float(-logs.logsumexp(-1).mean())

    return min((0.3 + 0.02 * step for step in range(86)), key=unlikely)


def figures(held: Sequence[Held], degrees: float) -> dict[str, float]:
    """Scores of PLV and AW, and how far confidence is off at this temperature."""
    found: dict[str, float] = {}
    for name, of_plv in (("plv", True), ("aw", False)):
        some = [one for one in held if (one.pair.root is not None) == of_plv]
        if not some:
            continue
        answers = [answer(one.pair, code_of(one.scores, degrees)) for one in some]
        found |= {
            f"{name}_{measure}": round(value, 4)
            for measure, value in score(
                [one.pair for one in some], [given.root for given in answers]
            ).items()
        }
        error = calibration_error([a.confidence for a in answers], [a.right for a in answers])
        found[f"{name}_ece"] = round(error, 4)
    return found


def rows(held: Sequence[Held], degrees: float) -> dict[str, Row]:
    """The held-out answers of PLV for `benchmarks confidence`, by key."""
    found: dict[str, Row] = {}
    for one in held:
        if one.plv is None:
            continue
        given = answer(one.pair, code_of(one.scores, degrees))
        codes = [] if one.candidates is None else [code_of(s, degrees) for s in one.candidates]
        events = decide(one.plv.doc, one.plv.candidates, codes)
        found[key(one.pair)] = row_of(
            one.pair, given.root, given.confidence, joined(one.pair, events)
        )
    return found


def event_scale(found: Iterable[Row]) -> tuple[float, float]:
    """Slope and offset for the log odds of events' confidences, so that they say what is right.

    Fitted by logistic regression on the events that join a gold pair (Platt 1999), but for those
    that are in doubt: their numbers only order them.
    """
    events = [row for row in found if row.event is not None and not _in_doubt(row)]
    odds = torch.tensor([log_odds(row.event_confidence) for row in events], dtype=torch.float64)
    right = torch.tensor([float(row.event == row.gold) for row in events], dtype=torch.float64)
    inputs = torch.stack([odds, torch.ones_like(odds)], 1)
    weights = torch.tensor([1.0, 0.0], dtype=torch.float64)
    for _ in range(50):
        likely = torch.sigmoid(inputs @ weights)
        spread = (likely * (1 - likely)).clamp_min(1e-6)
        bend = inputs.T @ (spread[:, None] * inputs) + 1e-3 * torch.eye(2, dtype=torch.float64)
        weights = weights + torch.linalg.solve(bend, inputs.T @ (right - likely))
    slope, offset = weights.tolist()
    return (slope, offset) if slope > 0 else (1.0, 0.0)


def _in_doubt(row: Row) -> bool:
    """Whether the event's confidence lies where doubts press it."""
    floor, share = lowering()
    return floor <= row.event_confidence <= floor + share


def rescaled(found: Mapping[str, Row], slope: float, offset: float) -> dict[str, Row]:
    """The rows with the confidences of their events shifted."""
    return {
        name: row
        if row.event is None or _in_doubt(row)
        else replace(row, event_confidence=shifted(row.event_confidence, slope, offset))
        for name, row in found.items()
    }


def code_of(scores: Tensor, degrees: float) -> PairCode:
    """Scores [C] as the reader will give them."""
    probabilities: dict[str, float] = {}
    for name, value in zip(CODES, (scores / degrees).softmax(-1).tolist(), strict=True):
        probabilities[merged(name)] = probabilities.get(merged(name), 0.0) + value
    return PairCode(probabilities)

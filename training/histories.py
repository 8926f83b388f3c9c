"""Fits the weights by which the ledger takes the likeliest history of an entry.

    python -m training.histories FOLDER ... [--write]

FOLDERs hold storylines (`benchmarks/README.md`, or `training.kept`). What the shipped network and
rules see in them is gathered once for each of the analyst's entries that the reader finds; then the
weights are fitted so that the likeliest way through it ends in the analyst's status, and, which
counts for less, has his status after each article. What is printed is the share of last statuses
right, by the weights of all, and of each folder by those of the others. `--write` puts the weights
of all into `onus/ledger/histories.yaml`. What undoes an act is left out: it is too rare. What has
become of an entry stands a little firmer than they say (`_FIRM`).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

import numpy as np
import torch
import yaml
from torch import Tensor, nn
from torch.nn import functional as F

from benchmarks.ledger import GoldEntry, Storyline, match, read
from onus.ledger import laid_and_told
from onus.ledger.following import told_of
from onus.ledger.history import Rule, Telling, likeliest, logit, weights_from
from onus.reader import read_articles
from onus.record import ObligationKind, Status
from onus.terms import EFFECTS, Effect
from training.kept import collections

STATUSES: tuple[Status, ...] = ("open", *EFFECTS)
KINDS: tuple[ObligationKind, ...] = get_args(ObligationKind)
RULES: tuple[Rule, ...] = get_args(Rule)
BARRED: set[tuple[Status, Effect]] = {
    *(("withdrawn", effect) for effect in EFFECTS if effect != "withdrawn"),
    ("met", "begun"), ("met", "refused"),
}  # fmt: skip
"""What is no longer asked or offered cannot be done or broken, what is done no more be refused."""

_NEVER = -30.0
_STEPS, _RATE, _PENALTY, _ON_THE_WAY = 200, 0.05, 0.1, 0.3
_FIRM = 0.5
"""How much firmer what has become of an entry stands than the stories ask for.

In these nearly every sentence that seems to tell something does; in news it does not, and a status
is given up for what the network says only where that is about as likely as not.
"""

_FILE = Path(__file__).parents[1] / "onus" / "ledger" / "histories.yaml"
_HEAD = """\
# How the ledger weighs all that is told of an entry, see `history.py`: logarithms of odds, fitted
# to storylines by `python -m training.histories ... --write`.
# `moves`: how readily a status is followed by another; told once more it is confirmed.
# `judged`: how much a chance that the network gives counts; `kinds`: what is added to it, as not
# every effect is told as often of each kind of obligation. `rules`: by how much the odds of a rule
# count and what is added to them: `odds` and `alone` where it stands alone, `odds_beside` and
# `beside` where its word is added to the network's.
"""


@dataclass(frozen=True, slots=True)
class Case:
    """An entry of the analyst's: what is told of it, and what became of it.

    `after` has his status after the last of the sentences of each article but the last, and None
    for other sentences.
    """

    story: str
    kind: ObligationKind
    told: tuple[Telling, ...]
    after: tuple[Status | None, ...]
    status: Status


def cases(storyline: Storyline) -> Iterator[Case]:
    """Those entries of a storyline that the reader finds."""
    apart, deeds, judged = laid_and_told(list(read_articles(storyline.articles)))
    found = match(storyline, [owed.entry for owed in apart]).chosen
    at = {owed.entry.id: number for number, owed in enumerate(apart)}
    for gold in storyline.entries:
        if gold.id in found:
            owed = apart[at[found[gold.id]]]
            told = told_of(owed, deeds, judged[at[found[gold.id]]])
            yield Case(
                storyline.name,
                owed.entry.kind,
                tuple(one.telling for one in told),
                tuple(_statuses(gold, [one.source.article for one in told], storyline)),
                cast(Status, gold.status),
            )


def _storylines(folder: Path) -> list[Storyline]:
    return [read(file) for file in sorted(folder.glob("*.yaml"))] + collections(folder)


def _statuses(
    gold: GoldEntry, articles: Sequence[str], storyline: Storyline
) -> Iterator[Status | None]:
    """The `after` of a case whose sentences stand in these articles."""
    number = {article.id: at for at, article in enumerate(storyline.articles)}
    for at, article in enumerate(articles):
        if at + 1 == len(articles) or articles[at + 1] == article:
            yield None
        else:
            so_far = [to for of, to in gold.changes if number[of] <= number[article]]
            yield cast(Status, so_far[-1] if so_far else "open")


@dataclass(frozen=True)
class Batch:
    """N cases of at most L sentences each.

    `judged` [N, L, effects] are logits, 0 where `is_judged` [N, L] is 0; `ruled` [N, L, rules,
    effects] those of the surest rule, where `is_ruled` is 1; `told` [N, L] is 1 for a sentence;
    `after` [N, L] is the status after it, or -1; `kind` and `status` [N].
    """

    judged: Tensor
    is_judged: Tensor
    ruled: Tensor
    is_ruled: Tensor
    told: Tensor
    after: Tensor
    kind: Tensor
    status: Tensor


def batch_of(found: Sequence[Case]) -> Batch:
    """All cases as tensors."""
    most = max(len(case.told) for case in found)
    shape = len(found), most
    judged, is_judged = torch.zeros(*shape, len(EFFECTS)), torch.zeros(shape)
    ruled = torch.zeros(*shape, len(RULES), len(EFFECTS))
    is_ruled, told = torch.zeros_like(ruled), torch.zeros(shape)
    after = torch.full(shape, -1)
    for row, case in enumerate(found):
        for at, (telling, status) in enumerate(zip(case.told, case.after, strict=True)):
            told[row, at] = 1
            if status in STATUSES:
                after[row, at] = STATUSES.index(status)
            if telling.judged is not None:
                is_judged[row, at] = 1
                chances = [logit(telling.judged.of(effect)) for effect in EFFECTS]
                judged[row, at] = torch.tensor(chances)
            for one in telling.ruled:
                if one.effect in EFFECTS and one.after >= {"open"}:
                    place = row, at, RULES.index(one.rule), EFFECTS.index(one.effect)
                    known = ruled[place].item() if is_ruled[place] else _NEVER
                    ruled[place], is_ruled[place] = max(known, logit(one.confidence)), 1
    return Batch(
        judged, is_judged, ruled, is_ruled, told, after,
        torch.tensor([KINDS.index(case.kind) for case in found]),
        torch.tensor([STATUSES.index(case.status) for case in found]),
    )  # fmt: skip


class Histories(nn.Module):
    """The weights of `onus.ledger.history`, and the score of the best way to each last status."""

    def __init__(self) -> None:
        super().__init__()
        self.moves = nn.Parameter(torch.full((len(STATUSES), len(EFFECTS)), -3.0))
        self.judged = nn.Parameter(torch.tensor(1.0))
        self.kinds = nn.Parameter(torch.zeros(len(KINDS), len(EFFECTS)))
        self.odds = nn.Parameter(torch.full((len(RULES),), 0.5))
        self.alone = nn.Parameter(torch.full((len(RULES),), 3.0))
        self.odds_beside = nn.Parameter(torch.full((len(RULES),), 0.5))
        self.beside = nn.Parameter(torch.full((len(RULES),), 0.5))
        barred = torch.zeros_like(self.moves)
        for before, effect in BARRED:
            barred[STATUSES.index(before), EFFECTS.index(effect)] = _NEVER
        self.register_buffer("barred", barred)

    def forward(self, batch: Batch) -> Tensor:
        """[N, L, statuses]: the scores after each sentence, less the logarithm of their sum."""
        scores = self.scores(batch)
        moves = self.moves + self.barred
        best = torch.full((len(scores), len(STATUSES)), _NEVER)
        best[:, 0] = 0.0
        found = []
        for at in range(scores.shape[1]):
            into = (best[:, :, None] + moves[None] + scores[:, at][:, None, :]).max(1).values
            reached = torch.cat([best[:, :1], torch.maximum(best[:, 1:], into)], 1)
            reached = reached - torch.logsumexp(reached, 1, keepdim=True)
            best = torch.where(batch.told[:, at][:, None] > 0, reached, best)
            found.append(best)
        return torch.stack(found, 1)

    def scores(self, batch: Batch) -> Tensor:
        """[N, L, effects]: how much speaks for each effect at each sentence."""
        judged = self.judged * batch.judged + self.kinds[batch.kind][:, None]
        alone = self.odds[:, None] * batch.ruled + self.alone[:, None]
        alone = torch.where(batch.is_ruled > 0, alone, torch.tensor(_NEVER)).amax(2)
        sure = torch.where(batch.is_ruled > 0, batch.ruled, torch.tensor(_NEVER))
        surest = batch.is_ruled * (sure == sure.amax(2, keepdim=True))
        beside = surest * (self.odds_beside[:, None] * batch.ruled + self.beside[:, None])
        beside = beside.sum(2) / surest.sum(2).clamp(min=1)
        return torch.where(batch.is_judged[..., None] > 0, judged + beside, alone)

    def penalty(self) -> Tensor:
        """How far the weights are from what one would say without having seen any storyline."""
        return (
            ((self.moves + 3) ** 2).mean()
            + ((self.kinds - self.kinds.mean(0)) ** 2).mean()
            + ((self.odds - 0.5) ** 2).mean()
            + ((self.alone - 3) ** 2).mean()
            + 0.3 * ((self.odds_beside - 0.5) ** 2).mean()
            + 0.3 * ((self.beside - 0.5) ** 2).mean()
        )

    def as_data(self) -> dict[str, Any]:
        """The contents of `histories.yaml`."""
        return {
            "moves": {
                before: {
                    effect: _short(self.moves[row, at] - (_FIRM if row else 0.0))
                    for at, effect in enumerate(EFFECTS)
                    if (before, effect) not in BARRED
                }
                for row, before in enumerate(STATUSES)
            },
            "judged": _short(self.judged),
            "kinds": {
                kind: {e: _short(self.kinds[row, at]) for at, e in enumerate(EFFECTS)}
                for row, kind in enumerate(KINDS)
            },
            "rules": {
                rule: {
                    "odds": _short(self.odds[row]),
                    "alone": _short(self.alone[row] + _FIRM),
                    "odds_beside": _short(self.odds_beside[row]),
                    "beside": _short(self.beside[row]),
                }
                for row, rule in enumerate(RULES)
            },
        }


def _short(value: Tensor) -> float:
    return round(float(value.detach()), 2)


def fitted(found: Sequence[Case]) -> dict[str, Any]:
    """The weights that make the likeliest histories of these end right, as in their file."""
    batch, histories = batch_of(found), Histories()
    optimizer = torch.optim.Adam(histories.parameters(), lr=_RATE)
    for _ in range(_STEPS):
        scores = histories(batch)
        on_the_way = F.nll_loss(
            scores.flatten(0, 1), batch.after.flatten(), ignore_index=-1, reduction="sum"
        )
        loss = (
            F.nll_loss(scores[:, -1], batch.status)
            + _ON_THE_WAY * on_the_way / len(found)
            + _PENALTY * histories.penalty()
        )
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return histories.as_data()


def right(data: dict[str, Any], found: Sequence[Case]) -> list[bool]:
    """Of which cases these weights see what became of it."""
    weights = weights_from(data)
    ends = (likeliest(case.kind, case.told, weights)[-1:] for case in found)
    return [(end or ["open"])[0] == case.status for end, case in zip(ends, found, strict=True)]


def left_out(groups: Sequence[Sequence[Case]]) -> float:
    """The share that is right where each group is judged by the weights of the others."""
    known: list[bool] = []
    for at, group in enumerate(groups):
        others = [case for other, of in enumerate(groups) if other != at for case in of]
        known += right(fitted(others), group)
    return float(np.mean(known))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="into onus/ledger/histories.yaml")
    asked = parser.parse_args()
    groups = [
        [case for storyline in _storylines(folder) for case in cases(storyline)]
        for folder in asked.folders
    ]
    found = [case for group in groups for case in group]
    data = fitted(found)
    print(f"{len(found)} entries, all together {np.mean(right(data, found)):.3f}")
    if len(groups) > 1:
        print(f"each folder by the weights of the others {left_out(groups):.3f}")
    if asked.write:
        _FILE.write_text(_HEAD + yaml.safe_dump(data, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()

"""How a look over the reader's frozen encodings learns: the coder's and that for obligations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import torch
from torch import Tensor, nn

from training.device import best_device
from training.train import rate_at

Item = TypeVar("Item")


@dataclass(frozen=True)
class Pace:
    """Epochs, the rates of the pretrained layers and of the rest, the decay of the mean."""

    epochs: int
    layer_rate: float
    head_rate: float
    decay: float


def learn(
    head: nn.Module,
    layers: nn.Module,
    shown: Callable[[], Sequence[Sequence[Item]]],
    loss: Callable[[Sequence[Item]], Tensor],
    pace: Pace,
) -> None:
    """Train `head` in place, its pretrained `layers` slower; it ends as the mean of the last steps.

    `shown` gives the batches of one epoch, `loss` that of one batch. It learns on a GPU where there
    is one, and is on the CPU again in the end.
    """
    head.to(best_device())
    optimizer = torch.optim.AdamW(_groups(head, layers, pace), weight_decay=0.05)
    kept = {name: value.detach().clone() for name, value in head.state_dict().items()}
    head.train()
    step = 0
    for epoch in range(pace.epochs):
        batches = shown()
        for at, batch in enumerate(batches):
            for group in optimizer.param_groups:
                share = (epoch + at / len(batches)) / pace.epochs
                group["lr"] = group["peak"] * rate_at(share, 0.1)
            optimizer.zero_grad(set_to_none=True)
            loss(batch).backward()
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            step += 1
            decay = min(pace.decay, step / (step + 10))
            for name, value in head.state_dict().items():
                kept[name].mul_(decay).add_(value.detach(), alpha=1 - decay)
    head.load_state_dict(kept)
    head.cpu()


def _groups(head: nn.Module, layers: nn.Module, pace: Pace) -> list[dict[str, object]]:
    slow = list(layers.parameters())
    known = {id(p) for p in slow}
    fast = [p for p in head.parameters() if id(p) not in known]
    return [
        {"params": slow, "lr": 0.0, "peak": pace.layer_rate},
        {"params": fast, "lr": 0.0, "peak": pace.head_rate},
    ]

"""The rounding of the shipped graphs, felt while training still goes on (Jacob et al. 2018).

Shipped weights have seven bits and one scale a column, activations eight bits and one scale a
tensor (`training.export`). A model that has never met that loses a third of a point of LAS to it.
"""

from __future__ import annotations

from functools import partial

import torch
import torch.nn.functional as F
from torch import Tensor, nn

WEIGHT_STEPS = 64
"""Onnxruntime's `reduce_range`: weights from -64 to 64 steps."""

ACTIVATION_STEPS = 255


def feel_rounding(model: nn.Module) -> None:
    """From here on the linear maps of `model` compute as the shipped graphs do.

    Gradients pass as if nothing were rounded. Parameters and their names stay as they are.
    """
    for module in model.modules():
        if isinstance(module, nn.Linear):
            module.forward = partial(_rounded_linear, module)  # type: ignore[method-assign]


def _rounded_linear(module: nn.Linear, x: Tensor) -> Tensor:
    return F.linear(_through(x, _activation(x)), _through(module.weight, _weight(module.weight)),
                    module.bias)  # fmt: skip


def _through(exact: Tensor, rounded: Tensor) -> Tensor:
    """The rounded values with the gradient of the exact ones."""
    return exact + (rounded - exact).detach()


@torch.no_grad()
def _weight(weight: Tensor) -> Tensor:
    scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / WEIGHT_STEPS
    return torch.round(weight / scale) * scale


@torch.no_grad()
def _activation(x: Tensor) -> Tensor:
    exact = x.float()
    low, high = exact.amin().clamp(max=0), exact.amax().clamp(min=0)
    scale = ((high - low) / ACTIVATION_STEPS).clamp(min=1e-8)
    return torch.round(exact / scale) * scale

"""The rounding of the shipped graphs, felt while training still goes on (Jacob et al. 2018).

Shipped weights have seven bits and one scale a column, activations eight bits and one scale a
tensor (`training.export`). A model that has never met that loses a third of a point of LAS to it.
Those of the judge of later sentences have four bits, and a scale for each 64 along the inputs.
"""

from __future__ import annotations

from functools import partial

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from onus.language.packed import BLOCK, MIDDLE, STEPS

ACTIVATION_STEPS = 255


def feel_rounding(model: nn.Module) -> None:
    """From here on the linear maps of `model` compute as the shipped graphs do.

    Gradients pass as if nothing were rounded. Parameters and their names stay as they are.
    """
    for module in model.modules():
        if isinstance(module, nn.Linear):
            module.forward = partial(_rounded_linear, module)  # type: ignore[method-assign]


def feel_four_bits(model: nn.Module) -> None:
    """From here on the linear maps of `model` that have four bits when shipped compute so."""
    for module in model.modules():
        if isinstance(module, nn.Linear) and fits_four_bits(module.weight):
            module.forward = partial(_four_bit_linear, module)  # type: ignore[method-assign]


def feel_nothing(model: nn.Module) -> None:
    """From here on nothing is rounded."""
    for module in model.modules():
        module.__dict__.pop("forward", None)


def fits_four_bits(weight: Tensor) -> bool:
    """Whether a matrix [outputs, inputs] is large enough to be worth it, and parts into blocks."""
    outputs, inputs = weight.shape
    return inputs % BLOCK == 0 and outputs > BLOCK


@torch.no_grad()
def four_bits(weight: Tensor) -> tuple[Tensor, Tensor]:
    """A matrix [outputs, inputs] as codes 0 to 15 [outputs, blocks, 64], and scales of the blocks.

    A weight is (code - `MIDDLE`) times its scale, which fits into sixteen bits.
    """
    blocks = weight.detach().float().reshape(len(weight), -1, BLOCK)
    largest = blocks.abs().amax(2, keepdim=True)
    scales = (largest / (MIDDLE - 0.5)).clamp(min=1e-6).half().float()
    codes = torch.round(blocks / scales).clamp(-MIDDLE, MIDDLE - 1) + MIDDLE
    return codes, scales[..., 0]


def as_four_bits_say(weight: Tensor) -> Tensor:
    """A matrix [outputs, inputs] rounded to its four bits."""
    codes, scales = four_bits(weight)
    return ((codes - MIDDLE) * scales[..., None]).reshape(weight.shape)


def _four_bit_linear(module: nn.Linear, x: Tensor) -> Tensor:
    return F.linear(x, _through(module.weight, as_four_bits_say(module.weight)), module.bias)


def _rounded_linear(module: nn.Linear, x: Tensor) -> Tensor:
    return F.linear(_through(x, _activation(x)), _through(module.weight, _weight(module.weight)),
                    module.bias)  # fmt: skip


def _through(exact: Tensor, rounded: Tensor) -> Tensor:
    """The rounded values with the gradient of the exact ones."""
    return exact + (rounded - exact).detach()


@torch.no_grad()
def _weight(weight: Tensor) -> Tensor:
    scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / STEPS
    return torch.round(weight / scale) * scale


@torch.no_grad()
def _activation(x: Tensor) -> Tensor:
    exact = x.float()
    low, high = exact.amin().clamp(max=0), exact.amax().clamp(min=0)
    scale = ((high - low) / ACTIVATION_STEPS).clamp(min=1e-8)
    return torch.round(exact / scale) * scale

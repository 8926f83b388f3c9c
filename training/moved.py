"""Weights kept as what they differ by from those of another graph, in three bits each.

A judge whose upper layers learn as a whole has seven million weights of its own. They begin as the
reader's and stay near them, so the graph points at the reader's and keeps the way from there: a
code of eight evenly spaced steps for each weight and the width of a step for each column (as
BitDelta does with one bit: Liu et al. 2024, "BitDelta: Your Fine-Tune May Only Be Worth One Bit").
`keep_moved` writes that into a graph as operations on constants, which onnxruntime works out once,
on loading; what it then runs is in eight bits like the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from training.rounding import WEIGHT_STEPS

BITS = 3
_CODES = 2**BITS
_MIDDLE = (_CODES - 1) / 2
_WIDTH = 0.586
"""The best width of eight steps for a normal distribution, in its deviations (Max 1960)."""
_WIDTHS = (0.8, 0.9, 1.0, 1.1, 1.2)  # of that: what a column's own distribution is served best by
_QUANTIZED, _SCALE = "_quantized", "_scale"  # what onnxruntime's quantizer adds to names
_SAME = 1e-5


class Moved(nn.Module):
    """A linear map that begins as another one and moves away from it.

    In export it is still the one that it began as: see `keep_moved`.
    """

    start: Tensor

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.register_buffer("start", linear.weight.detach().clone())
        self.moved = nn.Parameter(torch.zeros_like(linear.weight))
        self.bias = nn.Parameter(linear.bias.detach().clone())
        self.in_features, self.out_features = linear.in_features, linear.out_features

    def forward(self, x: Tensor) -> Tensor:
        """[..., in] to [..., out]."""
        exported = torch.onnx.is_in_onnx_export()
        return F.linear(x, self.start if exported else self.start + self.moved, self.bias)


def coded(moved: Tensor) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """[out, in] to codes [in, out] and the width of a step for each column [out]."""
    best: tuple[Tensor, Tensor, Tensor] | None = None
    for share in _WIDTHS:
        width = (moved.std(1, keepdim=True) * _WIDTH * share).clamp(min=1e-12)
        codes = torch.clamp(torch.round(moved / width + _MIDDLE), 0, _CODES - 1)
        lost = ((codes - _MIDDLE) * width - moved).pow(2).sum(1, keepdim=True)
        if best is None:
            best = lost, width, codes
            continue
        less = lost < best[0]
        best = (
            torch.where(less, lost, best[0]),
            torch.where(less, width, best[1]),
            torch.where(less, codes, best[2]),
        )
    assert best is not None
    return best[2].T.contiguous().numpy().astype(np.uint8), best[1][:, 0].numpy()


def decoded(codes: NDArray[np.uint8], width: NDArray[np.float32]) -> NDArray[np.float32]:
    """What `coded` stands for, [in, out]."""
    return (codes.astype(np.float32) - np.float32(_MIDDLE)) * width


def planes_of(codes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Codes as planes of bits [bits, size / 8], the lowest first."""
    planes = [np.packbits((codes >> bit) & 1, bitorder="little") for bit in range(BITS)]
    return np.stack(planes)


def codes_of(planes: NDArray[np.uint8], shape: tuple[int, int]) -> NDArray[np.uint8]:
    """The codes that `planes_of` has packed."""
    bits = np.unpackbits(planes, axis=1, bitorder="little")
    codes: NDArray[np.uint8] = (bits << np.arange(BITS, dtype=np.uint8)[:, None]).sum(0)
    return codes.astype(np.uint8).reshape(shape)


def keep_moved(graph: onnx.ModelProto, model: nn.Module) -> None:
    """Put into the quantized graph of a model how far its `Moved` maps are from their beginnings.

    The graph must have been exported with these beginnings as weights. What a map called `name` is
    kept by is called `name.planes` and `name.width`. Raises `ValueError` for a map that the graph
    has not got.
    """
    held = {one.name: one for one in graph.graph.initializer}
    begun = {
        name: numpy_helper.to_array(one)
        for name, one in held.items()
        if name.endswith(_QUANTIZED) and one.data_type == TensorProto.INT8
    }
    scales = {
        name: numpy_helper.to_array(held[name.removesuffix(_QUANTIZED) + _SCALE]) for name in begun
    }
    nodes: list[onnx.NodeProto] = []
    constants: dict[str, NDArray[np.generic]] = dict(_SHARED)
    for called, module in model.named_modules():
        if not isinstance(module, Moved):
            continue
        start = module.start.T.numpy()
        found = [
            name
            for name, whole in begun.items()
            if whole.shape == start.shape and np.abs(whole * scales[name] - start).max() < _SAME
        ]
        if len(found) != 1:
            raise ValueError(f"the beginning of {called} is {len(found)} times in the graph")
        (weights,) = found
        codes, width = coded(module.moved.detach())
        now = start + decoded(codes, width)
        constants |= {
            f"{called}.planes": planes_of(codes),
            f"{called}.width": width,
            f"{called}.scale": np.abs(now).max(0).astype(np.float32) / WEIGHT_STEPS,
            f"{called}.shape": np.array(start.shape, np.int64),
        }
        scale = weights.removesuffix(_QUANTIZED) + _SCALE
        nodes += _worked_out(called, weights, scale)
        for node in graph.graph.node:
            if node.op_type == "MatMulInteger" and node.input[1] == weights:
                node.input[1] = f"{called}.now"
            elif node.op_type == "Mul":
                node.input[:] = [f"{called}.scale" if one == scale else one for one in node.input]
    for name, value in constants.items():
        graph.graph.initializer.append(numpy_helper.from_array(value, name))
    for at, node in enumerate(nodes):
        graph.graph.node.insert(at, node)


_SHARED: dict[str, NDArray[np.generic]] = {
    "moved.places": np.arange(8, dtype=np.uint8),
    "moved.two": np.array(2, np.uint8),
    "moved.last": np.array([2], np.int64),
    "moved.first": np.array([0], np.int64),
    "moved.worth": (2.0 ** np.arange(BITS)).astype(np.float32).reshape(BITS, 1, 1),
    "moved.middle": np.array(_MIDDLE, np.float32),
    "moved.least": np.array(-WEIGHT_STEPS, np.float32),
    "moved.most": np.array(WEIGHT_STEPS, np.float32),
}


def _worked_out(called: str, weights: str, scale: str) -> Iterator[onnx.NodeProto]:
    """The operations from planes of bits and the weights they lead away from to int8 weights."""
    steps: list[tuple[str, list[str], dict[str, object]]] = [
        ("Unsqueeze", [f"{called}.planes", "moved.last"], {}),
        ("BitShift", ["", "moved.places"], {"direction": "RIGHT"}),
        ("Mod", ["", "moved.two"], {}),
        ("Cast", [""], {"to": TensorProto.FLOAT}),
        ("Mul", ["", "moved.worth"], {}),
        ("ReduceSum", ["", "moved.first"], {"keepdims": 0}),
        ("Reshape", ["", f"{called}.shape"], {}),
        ("Sub", ["", "moved.middle"], {}),
        ("Mul", ["", f"{called}.width"], {}),
        ("Add", ["", f"{called}.begun"], {}),
        ("Div", ["", f"{called}.scale"], {}),
        ("Round", [""], {}),
        ("Clip", ["", "moved.least", "moved.most"], {}),
        ("Cast", [""], {"to": TensorProto.INT8}),
    ]
    wide = f"{called}.wide"
    yield helper.make_node("Cast", [weights], [wide], to=TensorProto.FLOAT)
    yield helper.make_node("Mul", [wide, scale], [f"{called}.begun"])
    before = ""
    for number, (kind, inputs, options) in enumerate(steps, start=1):
        out = f"{called}.now" if number == len(steps) else f"{called}.{number}"
        yield helper.make_node(kind, [one or before for one in inputs], [out], **options)
        before = out

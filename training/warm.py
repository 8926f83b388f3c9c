"""The shipped int8 graphs back into a float model, so that training can go on from them.

A checkpoint is ten times the size of the shipped weights and is not kept. The graphs that
`training.export` wrote hold the same parameters, rounded to eight bits; this finds each of them by
exporting a model of random numbers the same way and seeing where the numbers went.
"""

from __future__ import annotations

import copy
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from onus.language.packed import exact_matrices, graph
from training.export import export, export_effects
from training.judge import Judge
from training.model import Model, SecondLook
from training.packing import unpacked
from training.rounding import as_four_bits_say

Numbers = NDArray[np.float32]
_NAMELESS = re.compile(r"onnx::(\w+?)_(\d+)")
PREFIXES = {"reader": "reader.", "spans": "second.", "codes": "coder."}


def from_shipped(weights: Path) -> tuple[Model, list[str]]:
    """The model whose graphs lie in `weights`, and its relation names.

    Raises `SystemExit` when a parameter cannot be found: then the model or the exporter has
    changed since these graphs were written.
    """
    labels: dict[str, list[str]] = json.loads((weights / "labels.json").read_text())
    relations, markers = labels["relations"], len(labels["markers"])
    model, probe = Model(len(relations)), Model(len(relations))
    model.coder, probe.coder = SecondLook(markers), SecondLook(markers)
    parameters = dict(model.named_parameters())
    with torch.no_grad(), tempfile.TemporaryDirectory() as folder:
        for parameter in probe.parameters():
            parameter.copy_(torch.randn_like(parameter))
        export(probe, relations, Path(folder), "float32")
        missing = set(parameters)
        for graph, prefix in PREFIXES.items():
            random = _ranked(_constants(unpacked(Path(folder), graph)))
            shipped = _ranked(_dequantized(_constants(unpacked(weights, graph))))
            places = {_print_of(value): name for name, value in random.items()}
            for name, parameter in probe.named_parameters():
                if not name.startswith(prefix):
                    continue
                for at, here, back in _forms(name, parameter.numpy()):
                    place = places.get(_print_of(here))
                    if place is not None:
                        value = back(_as(shipped[place], random[place], here))
                        parameters[name][at] = torch.from_numpy(np.ascontiguousarray(value))
                        missing.discard(name)
        for name in sorted(missing):
            twin = _twin(name)
            if twin is None or twin in missing:
                raise SystemExit(f"{name} was not found in the graphs of {weights}")
            parameters[name].copy_(parameters[twin])
    return model, relations


def shipped_judge(weights: Path, judge: Judge) -> None:
    """Give `judge`, in place, what the judge in `weights` has learnt, in four bits as shipped.

    Raises `SystemExit` as `from_shipped`.
    """
    probe = copy.deepcopy(judge)
    with torch.no_grad(), tempfile.TemporaryDirectory() as folder:
        for parameter in _learnt(probe).values():
            parameter.copy_(torch.randn_like(parameter))
        for needed in ("reader.onnx.gz", "words.gz", "labels.json"):
            shutil.copy(weights / needed, folder)
        export_effects(probe, Path(folder))
        random, shipped = _of_judge(Path(folder)), _of_judge(weights)
        places = {_print_of(value): name for name, value in random.items()}
        learnt = _learnt(judge)
        for name, parameter in _learnt(probe).items():
            here = parameter.numpy()
            if _print_of(here) not in places and parameter.dim() == 2:
                here = as_four_bits_say(parameter).numpy()
            place = places.get(_print_of(here))
            if place is None or place not in shipped:
                raise SystemExit(f"{name} was not found in the judge of {weights}")
            value = _as(shipped[place], random[place], here)
            learnt[name].copy_(torch.from_numpy(np.ascontiguousarray(value)))


def _learnt(judge: Judge) -> dict[str, Tensor]:
    return {name: p for name, p in judge.named_parameters() if p.requires_grad}


def _of_judge(folder: Path) -> dict[str, Numbers]:
    """All numbers of a judge's files by their names."""
    kept = onnx.load_from_string(graph(folder, "effects")).graph.initializer
    small = {of.name: numpy_helper.to_array(of) for of in kept if not of.external_data}
    return small | dict(exact_matrices(folder, "effects"))


def _twin(name: str) -> str | None:
    """The same parameter of the other second look: each graph keeps only what it needs."""
    first, _, rest = name.partition(".")
    other = {"second": "coder", "coder": "second"}.get(first)
    return other and f"{other}.{rest}"


def _forms(name: str, values: Numbers) -> Iterator[tuple[object, Numbers, object]]:
    """What the exporter may have made of a parameter: (where in it, the form, the way back)."""
    if name.endswith("absent"):
        for row in range(len(values)):
            yield row, values[row], _same
    elif name.endswith(("syntax.weights", "meaning.weights", "naming.weights")):
        powers = np.exp(values - values.max())
        yield ..., powers / powers.sum(), lambda found: np.log(np.maximum(found, 1e-9))
    else:
        yield ..., values, _same


def _same(values: Numbers) -> Numbers:
    return values


def _as(found: Numbers, random: Numbers, here: Numbers) -> Numbers:
    """`found`, turned the way in which `random` has to be turned to be `here`."""
    if random.size == here.size and np.allclose(random.reshape(here.shape), here, atol=1e-5):
        return found.reshape(here.shape)
    return found.T


def _print_of(values: Numbers) -> tuple[int, float, float]:
    """A fingerprint that stays the same when a matrix is turned or reshaped."""
    ordered = np.sort(values, axis=None).astype(np.float64)
    return values.size, round(float(ordered[0]), 5), round(float(ordered[-1]), 5)


def _constants(model: onnx.ModelProto) -> dict[str, Numbers]:
    graph = model.graph
    found = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    for node in graph.node:
        if node.op_type == "Constant" and node.attribute[0].name == "value":
            found[node.output[0]] = numpy_helper.to_array(node.attribute[0].t)
    return {name: value for name, value in found.items() if value.size}


def _dequantized(stored: dict[str, Numbers]) -> dict[str, Numbers]:
    """Names as before quantisation; numbers within half a step of what they were."""
    found = dict(stored)
    for name, values in stored.items():
        if name.endswith("_quantized"):
            base = name.removesuffix("_quantized")
            scale, zero = stored[base + "_scale"], stored[base + "_zero_point"]
            floats = (values.astype(np.float32) - zero.astype(np.float32)) * scale
            turned = base.endswith("_Transposed")
            found[base.removesuffix("_Transposed")] = floats.T if turned else floats
    return found


def _ranked(stored: dict[str, Numbers]) -> dict[str, Numbers]:
    """Nameless matrices by their rank: the exporter's own numbers move with every change."""
    numbers: dict[str, list[int]] = {}
    for name in stored:
        if nameless := _NAMELESS.fullmatch(name):
            numbers.setdefault(nameless[1], []).append(int(nameless[2]))
    ranked = {}
    for name, value in stored.items():
        if nameless := _NAMELESS.fullmatch(name):
            rank = sorted(numbers[nameless[1]]).index(int(nameless[2]))
            ranked[f"{nameless[1]}#{rank}"] = value
        else:
            ranked[name] = value
    return ranked

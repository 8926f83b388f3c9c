"""Graphs as the package keeps them: packed, in few bits, with one table of word pieces for all.

What `onus.language.packed` reads is written here, and read back where training goes on from it.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from math import prod
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from onus.language.packed import WORDS, Words, graph, path_of, words
from training.rounding import BLOCK, MIDDLE, WEIGHT_STEPS, fits_four_bits, four_bits

_LARGE = 100_000  # numbers
_WORDS_OF_THE_READER = "reader.encoder.word.weight_quantized"
_WORDS_OF_THE_JUDGE = "judge.word.weight"
_GZIP = 31


def pack_graph(model: onnx.ModelProto, folder: Path, name: str) -> None:
    """Write the graph of this name into `folder`."""
    _pack(model.SerializeToString(), path_of(folder, name))


def unpacked(folder: Path, name: str) -> onnx.ModelProto:
    """The graph of this name in `folder`, its word pieces within it."""
    model = onnx.load_from_string(graph(folder, name))
    for weights in model.graph.initializer:
        if weights.name == WORDS:
            weights.CopyFrom(numpy_helper.from_array(_words(folder), _WORDS_OF_THE_READER))
            _rename(model, WORDS, _WORDS_OF_THE_READER)
    return model


def part_words(model: onnx.ModelProto, folder: Path) -> None:
    """Take the table of word pieces, where the graph has one, out into a file of its own."""
    for weights in model.graph.initializer:
        if weights.name == _WORDS_OF_THE_READER:
            _pack(numpy_helper.to_array(weights).tobytes(), folder / f"{WORDS}.gz")
            _ask_for_words(model, weights)


def share_words(model: onnx.ModelProto, folder: Path) -> None:
    """Give the judge's graph the word pieces of the reader in `folder` for its own."""
    reader = onnx.load_from_string(graph(folder, "reader"))
    steps = [
        weights
        for weights in reader.graph.initializer
        if weights.name.startswith(_WORDS_OF_THE_READER.removesuffix("quantized"))
    ]
    (own,) = (w for w in model.graph.initializer if w.name == _WORDS_OF_THE_JUDGE)
    own.CopyFrom(numpy_helper.from_array(_words(folder), _WORDS_OF_THE_JUDGE))
    _ask_for_words(model, own)
    model.graph.initializer.extend(steps)
    (gather,) = (node for node in model.graph.node if WORDS in node.input)
    floats = gather.output[0]
    gather.output[0] = f"{floats}_steps"
    widened = onnx.helper.make_node(
        "DequantizeLinear", [gather.output[0], *(of.name for of in steps)], [floats]
    )
    model.graph.node.insert(list(model.graph.node).index(gather) + 1, widened)


def in_four_bits(model: onnx.ModelProto) -> None:
    """Keep the large matrices of products in four bits.

    On loading onnxruntime makes seven of them, once, for products with small whole numbers: those
    with four bits themselves (`MatMulNBits`) take twice as long.
    """
    held = {weights.name: weights for weights in model.graph.initializer}
    nodes: list[onnx.NodeProto] = []
    for node in model.graph.node:
        found = held.get(node.input[1]) if node.op_type in {"MatMul", "Gemm"} else None
        matrix = None if found is None else _by_outputs(node, found)
        if found is None or matrix is None or not fits_four_bits(matrix):
            nodes.append(node)
        else:
            model.graph.initializer.remove(found)
            nodes += _in_four_bits(node, matrix, model)
    del model.graph.node[:]
    model.graph.node.extend(nodes)


def in_half(model: onnx.ModelProto) -> None:
    """Keep the large arrays of a graph that are floats still in sixteen bits.

    onnxruntime widens them once, on loading.
    """
    for weights in model.graph.initializer:
        if weights.data_type != onnx.TensorProto.FLOAT or prod(weights.dims) < _LARGE:
            continue
        narrow = numpy_helper.to_array(weights).astype(np.float16)
        weights.CopyFrom(numpy_helper.from_array(narrow, weights.name))
        wide = f"{weights.name}_wide"
        _rename(model, weights.name, wide)
        widened = onnx.helper.make_node("Cast", [weights.name], [wide], to=onnx.TensorProto.FLOAT)
        model.graph.node.insert(0, widened)


def shorten(model: onnx.ModelProto) -> None:
    """Give everything inside a graph a short name: those of the exporter take half a megabyte."""
    outside = {end.name for end in (*model.graph.input, *model.graph.output)} | {"", WORDS}
    short: dict[str, str] = {}

    def name(long: str) -> str:
        return long if long in outside else short.setdefault(long, f"t{len(short)}")

    for node in model.graph.node:
        node.name = node.doc_string = ""
        node.input[:] = map(name, node.input)
        node.output[:] = map(name, node.output)
    for weights in model.graph.initializer:
        weights.name = name(weights.name)
    del model.graph.value_info[:]


def _words(folder: Path) -> Words:
    table = words(folder)
    if table is None:
        raise SystemExit(f"{folder} has no word pieces: export the reader first")
    return table


def _pack(raw: bytes, path: Path) -> None:
    """In gzip by how often each byte comes: trained numbers hardly ever repeat in a row."""
    packer = zlib.compressobj(9, zlib.DEFLATED, _GZIP, 9, zlib.Z_HUFFMAN_ONLY)
    path.write_bytes(packer.compress(raw) + packer.flush())


def _ask_for_words(model: onnx.ModelProto, weights: onnx.TensorProto) -> None:
    """Leave the table out: who runs the graph gives it (`add_external_initializers`)."""
    size = prod(weights.dims)
    weights.ClearField("raw_data")
    weights.data_location = onnx.TensorProto.EXTERNAL
    del weights.external_data[:]
    for key, value in (("location", WORDS), ("offset", 0), ("length", size)):
        weights.external_data.add(key=key, value=str(value))
    _rename(model, weights.name, WORDS)
    weights.name = WORDS


def _rename(model: onnx.ModelProto, name: str, other: str) -> None:
    for node in model.graph.node:
        node.input[:] = [other if given == name else given for given in node.input]


def _by_outputs(node: onnx.NodeProto, weights: onnx.TensorProto) -> torch.Tensor | None:
    """A matrix as [outputs, inputs]; None for what is none."""
    if len(weights.dims) != 2 or weights.data_type != onnx.TensorProto.FLOAT:
        return None
    matrix = torch.from_numpy(numpy_helper.to_array(weights).copy())
    turned = any(of.name == "transB" and of.i for of in node.attribute)
    return matrix if turned else matrix.T.contiguous()


def _in_four_bits(
    node: onnx.NodeProto, matrix: torch.Tensor, model: onnx.ModelProto
) -> list[onnx.NodeProto]:
    """The nodes in place of a product; two codes lie in a byte, the earlier in its lower half."""
    codes, scales = (found.numpy() for found in four_bits(matrix))
    steps = codes.astype(np.uint8)
    outputs, inputs = matrix.shape
    made = _Made(f"{node.input[1]}_of_{outputs}", model)
    packed = made.array(steps[..., 0::2] | steps[..., 1::2] << 4)
    last, flat = made.array(np.array([-1])), made.array(np.array([outputs, -1, BLOCK]))
    halves = [
        made.node("Unsqueeze", made.node("Mod", packed, made.array(np.uint8(16))), last),
        made.node(
            "Unsqueeze",
            made.node("BitShift", packed, made.array(np.uint8(4)), direction="RIGHT"),
            last,
        ),
    ]
    whole = made.node("Reshape", made.node("Concat", *halves, axis=-1), flat)
    from_middle = made.node("Sub", made.float(whole), made.array(np.float32(MIDDLE)))
    wide = made.float(made.array(scales[..., None].astype(np.float16)))
    floats = made.node("Mul", from_middle, wide)
    floats = made.node("Reshape", floats, made.array(np.array([outputs, inputs])))
    floats = made.node("Transpose", floats, perm=[1, 0])
    largest = made.node("ReduceMax", made.node("Abs", floats), axes=[0], keepdims=0)
    scale = made.node("Div", largest, made.array(np.float32(WEIGHT_STEPS)))
    rounded = made.node("Round", made.node("Div", floats, scale))
    whole = made.node("Cast", rounded, to=onnx.TensorProto.INT8)
    x, x_scale, x_zero = made.outputs("DynamicQuantizeLinear", [node.input[0]], 3)
    product = made.float(made.node("MatMulInteger", x, whole, x_zero))
    product = made.node("Mul", product, made.node("Mul", x_scale, scale))
    if node.op_type == "Gemm":
        product = made.node("Add", product, node.input[2])
    made.nodes[-1].output[0] = node.output[0]
    return made.nodes


class _Made:
    """Nodes and arrays that are made one after the other, with names that nothing else has."""

    def __init__(self, name: str, model: onnx.ModelProto) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self._name, self._model, self._count = name, model, 0

    def array(self, values: NDArray[np.generic] | np.generic) -> str:
        """The name of a constant."""
        name = self._new()
        self._model.graph.initializer.append(numpy_helper.from_array(np.asarray(values), name))
        return name

    def node(self, operator: str, *inputs: str, **attributes: object) -> str:
        """The name of what an operator makes of its inputs."""
        (name,) = self.outputs(operator, inputs, 1, **attributes)
        return name

    def outputs(
        self, operator: str, inputs: Sequence[str], count: int, **attributes: object
    ) -> list[str]:
        """The names of the outputs of an operator that has several."""
        names = [self._new() for _ in range(count)]
        self.nodes.append(onnx.helper.make_node(operator, list(inputs), names, **attributes))
        return names

    def float(self, name: str) -> str:
        """The same numbers as floats."""
        return self.node("Cast", name, to=onnx.TensorProto.FLOAT)

    def _new(self) -> str:
        self._count += 1
        return f"{self._name}_{self._count}"

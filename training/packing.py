"""Graphs as the package keeps them: packed, in few bits, with one table of word pieces for all.

What `onus.language.packed` reads is written here, and read back where training goes on from it.
"""

from __future__ import annotations

import zlib
from math import prod
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from onus.language.packed import (
    CODES,
    SCALE,
    SCALES,
    WORDS,
    Words,
    four_bits_of,
    graph,
    path_of,
    words,
)
from training.rounding import fits_four_bits, four_bits

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
    for weights in list(model.graph.initializer):
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
    _ask_for_words(model, own)
    model.graph.initializer.extend(steps)
    (gather,) = (node for node in model.graph.node if WORDS in node.input)
    floats = gather.output[0]
    gather.output[0] = f"{floats}_steps"
    widened = onnx.helper.make_node(
        "DequantizeLinear", [gather.output[0], *(of.name for of in steps)], [floats]
    )
    model.graph.node.insert(list(model.graph.node).index(gather) + 1, widened)


def in_four_bits(model: onnx.ModelProto, folder: Path, name: str) -> None:
    """Keep the large matrices of the products of a graph in four bits, in a file of their own.

    Products are with small whole numbers of seven bits, which whoever runs the graph makes of them:
    those with four bits themselves (`MatMulNBits`) take twice as long.
    """
    held = {weights.name: weights for weights in model.graph.initializer}
    nodes: list[onnx.NodeProto] = []
    kept: dict[str, NDArray[np.generic]] = {}
    for node in model.graph.node:
        found = held.get(node.input[1]) if node.op_type in {"MatMul", "Gemm"} else None
        matrix = None if found is None else _by_outputs(node, found)
        if found is None or matrix is None or not fits_four_bits(matrix):
            nodes.append(node)
            continue
        model.graph.initializer.remove(found)
        matrix_name = f"m{len(kept) // 2}"
        codes, scales = (found.numpy() for found in four_bits(matrix))
        steps = codes.astype(np.uint8)
        # Two codes lie in a byte, the earlier in its lower half.
        kept[f"{matrix_name}{CODES}"] = steps[..., 0::2] | steps[..., 1::2] << 4
        kept[f"{matrix_name}{SCALES}"] = scales.astype(np.float16)
        outputs, inputs = matrix.shape
        _leave_out(model, matrix_name, onnx.TensorProto.INT8, inputs, outputs)
        _leave_out(model, f"{matrix_name}{SCALE}", onnx.TensorProto.FLOAT, outputs)
        nodes += _product(node, matrix_name)
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    np.savez_compressed(four_bits_of(folder, name), **kept)


def in_half(model: onnx.ModelProto) -> None:
    """Keep the large arrays of a graph that are floats still in sixteen bits.

    onnxruntime widens them once, on loading.
    """
    for weights in model.graph.initializer:
        small = prod(weights.dims) < _LARGE or weights.external_data
        if weights.data_type != onnx.TensorProto.FLOAT or small:
            continue
        narrow = numpy_helper.to_array(weights).astype(np.float16)
        weights.CopyFrom(numpy_helper.from_array(narrow, weights.name))
        wide = f"{weights.name}_wide"
        _rename(model, weights.name, wide)
        widened = onnx.helper.make_node("Cast", [weights.name], [wide], to=onnx.TensorProto.FLOAT)
        model.graph.node.insert(0, widened)


def shorten(model: onnx.ModelProto) -> None:
    """Give everything inside a graph a short name: those of the exporter take half a megabyte."""
    outside = {end.name for end in (*model.graph.input, *model.graph.output)} | {""}
    outside |= {of.name for of in model.graph.initializer if of.external_data}
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
    """Leave the table out of a graph."""
    _rename(model, weights.name, WORDS)
    dims = list(weights.dims)
    model.graph.initializer.remove(weights)
    _leave_out(model, WORDS, onnx.TensorProto.UINT8, *dims)


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


def _leave_out(model: onnx.ModelProto, name: str, kind: int, *dims: int) -> None:
    """A constant that is not in the graph: who runs it gives it."""
    left = onnx.TensorProto(name=name, data_type=kind, dims=dims)
    left.data_location = onnx.TensorProto.EXTERNAL
    size = prod(dims) * np.dtype(onnx.helper.tensor_dtype_to_np_dtype(kind)).itemsize
    for key, value in (("location", name), ("offset", 0), ("length", size)):
        left.external_data.add(key=key, value=str(value))
    model.graph.initializer.append(left)


def _product(node: onnx.NodeProto, matrix: str) -> list[onnx.NodeProto]:
    """The nodes in place of a product with a matrix, whose numbers are now whole ones."""
    make, out = onnx.helper.make_node, node.output[0]
    x, x_scale, x_zero, product, floats, scale = (
        f"{out}_{part}" for part in ("x", "x_scale", "x_zero", "product", "floats", "scale")
    )
    scaled = f"{out}_scaled" if node.op_type == "Gemm" else out
    nodes = [
        make("DynamicQuantizeLinear", [node.input[0]], [x, x_scale, x_zero]),
        make("MatMulInteger", [x, matrix, x_zero], [product]),
        make("Cast", [product], [floats], to=onnx.TensorProto.FLOAT),
        make("Mul", [x_scale, f"{matrix}{SCALE}"], [scale]),
        make("Mul", [floats, scale], [scaled]),
    ]
    if scaled != out:
        nodes.append(make("Add", [scaled, node.input[2]], [out]))
    return nodes

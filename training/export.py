"""A checkpoint to the files that users run: `python -m training.export --run FOLDER --out FOLDER`.

ONNX graphs, weights in int8: `reader` (sentence to heads and encoding), `spans` (an encoding with a
cue marked to source and content) and `codes` (an encoding with source, target and trigger marked to
PLOVER codes), with `tokenizer.json` and `labels.json` beside them; `training.owing` adds `owed`,
`training.judging` `effects`, whose weights have four bits. All lie packed: see
`onus.language.packed`, and `training.packing` for the way there and back.
"""

from __future__ import annotations

import argparse
import copy
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.judge import Judge
from training.labels import (
    CODES,
    CUE_TAGS,
    EFFECT_KINDS,
    EFFECTS,
    HINTED_MARKERS,
    MARKERS,
    NAME_TAGS,
    OWED_KINDS,
    OWED_TAGS,
    ROLE_TAGS,
    SPAN_TAGS,
    UPOS,
)
from training.minilm import minilm_folder
from training.model import HIDDEN, Model, Owing, Reader, SecondLook
from training.packing import in_four_bits, in_half, pack_graph, part_words, share_words, shorten

READER_OUTPUTS = ["upos", "arcs", "relations", "names", "cues", "roles", "event", "happened",
                  "encoding"]  # fmt: skip
LOOK_OUTPUTS = {
    "spans": ["spans"],
    "codes": ["codes", "pair"],
    "owed": ["kinds", "parts"],
}
_BY_LOOK = frozenset(["codes", "pair"])  # the other outputs are by word


class ReaderGraph(nn.Module):
    """The reader with probabilities where callers want them and relations already chosen."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor
    ) -> tuple[Tensor, ...]:
        """Inputs as in `PieceBatch`; outputs in the order of `READER_OUTPUTS`."""
        out = self.reader(ids, shapes, mask, first)
        return (
            out.upos.argmax(-1),
            out.arcs,
            self.reader.best_relations(out),
            torch.log_softmax(out.names, -1),
            torch.log_softmax(out.cues, -1),
            torch.log_softmax(out.roles, -1),
            torch.sigmoid(out.event),
            torch.sigmoid(out.happened),
            out.encoding,
        )


class SpansGraph(nn.Module):
    """The second look at a cue: log probabilities of span tags [N, W, tags]."""

    def __init__(self, second: SecondLook) -> None:
        super().__init__()
        self.second = second

    def forward(self, encoding: Tensor, words: Tensor, markers: Tensor) -> Tensor:
        """Inputs as in `SecondLook`."""
        return torch.log_softmax(self.second(encoding, words, markers)[0], -1)


class CodesGraph(nn.Module):
    """The second look at a pair: log probabilities of codes [N, C], and the pair [N, 384]."""

    def __init__(self, second: SecondLook) -> None:
        super().__init__()
        self.second = second

    def forward(self, encoding: Tensor, words: Tensor, markers: Tensor) -> tuple[Tensor, Tensor]:
        """Inputs as in `SecondLook`."""
        _, pair = self.second.look(encoding, words, markers)
        return torch.log_softmax(self.second.code(pair), -1), pair


class OwedGraph(nn.Module):
    """The look for obligations: probabilities of kinds [N, W, K], log probabilities of tags."""

    def __init__(self, head: Owing) -> None:
        super().__init__()
        self.head = head

    def forward(self, encoding: Tensor, words: Tensor, markers: Tensor) -> tuple[Tensor, Tensor]:
        """Inputs as in `Owing`."""
        kinds, parts = self.head(encoding, words, markers)
        return torch.softmax(kinds, -1), torch.log_softmax(parts, -1)


class EffectsGraph(nn.Module):
    """Two sentences side by side: probabilities of effects [N, E]."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self.judge = judge

    def forward(
        self, ids: Tensor, shapes: Tensor, mask: Tensor, markers: Tensor, kind: Tensor
    ) -> Tensor:
        """Inputs as in `Judge`."""
        return torch.softmax(self.judge(ids, shapes, mask, markers, kind), -1)


def export(model: Model, relations: list[str], out: Path, bits: str = "int8") -> None:
    """Write the shipped files of `model` into `out`; `bits` is int8 or float32."""
    out.mkdir(parents=True, exist_ok=True)
    model.eval()
    sentences, pieces, words = 2, 9, 5
    ids = torch.ones(sentences, pieces, dtype=torch.long)
    first = torch.arange(1, words + 1).repeat(sentences, 1)
    two = {0: "sentences"}
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        torch.onnx.export(
            ReaderGraph(model.reader).eval(),
            (ids, ids, ids, first),
            str(scratch / "reader.onnx"),
            input_names=["ids", "shapes", "mask", "first"],
            output_names=READER_OUTPUTS,
            dynamic_axes={
                **{name: {**two, 1: "pieces"} for name in ("ids", "shapes", "mask")},
                **{name: {**two, 1: "words"} for name in ("first", *READER_OUTPUTS)},
            },
            opset_version=17,
            dynamo=False,
        )
        for graph, name in (
            (SpansGraph(model.second), "spans"),
            (CodesGraph(model.coder), "codes"),
        ):
            _export_look(graph, name, scratch)
        for name in ("reader", "spans", "codes"):
            if bits == "int8":
                graph = _quantized(scratch / f"{name}.onnx")
                in_half(graph)
            else:
                graph = onnx.load(scratch / f"{name}.onnx")
            onnx.checker.check_model(graph)
            if bits == "int8":
                part_words(graph, out)
            pack_graph(graph, out, name)
    tokenizer = json.loads((minilm_folder() / "tokenizer.json").read_text())
    tokenizer.update(truncation=None, padding=None)
    (out / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False))
    labels = {
        "upos": UPOS, "relations": relations, "names": NAME_TAGS, "cues": CUE_TAGS,
        "roles": ROLE_TAGS, "spans": SPAN_TAGS, "codes": CODES, "markers": MARKERS,
    }  # fmt: skip
    _write_labels(labels, out)


def export_coder(coder: SecondLook, out: Path, temperature: float = 1.0) -> None:
    """Write stage two's coder into the weights of stage one: its graph, and its markers.

    Its scores are divided by `temperature`, so that its probabilities say how often it is right.
    """
    coder = copy.deepcopy(coder)
    with torch.no_grad():
        coder.code.weight.div_(temperature)
        coder.code.bias.div_(temperature)
    with tempfile.TemporaryDirectory() as folder:
        _export_look(CodesGraph(coder.eval()), "codes", Path(folder))
        pack_graph(_quantized(Path(folder) / "codes.onnx"), out, "codes")
    labels = json.loads((out / "labels.json").read_text())
    _write_labels(labels | {"markers": HINTED_MARKERS}, out)


def export_owing(head: Owing, out: Path) -> None:
    """Write the head that finds obligations into the weights: its graph, and its labels."""
    with tempfile.TemporaryDirectory() as folder:
        _export_look(OwedGraph(head.eval()), "owed", Path(folder))
        pack_graph(_quantized(Path(folder) / "owed.onnx"), out, "owed")
    labels = json.loads((out / "labels.json").read_text())
    _write_labels(labels | {"owed_kinds": OWED_KINDS, "owed_tags": OWED_TAGS}, out)


def export_effects(judge: Judge, out: Path) -> None:
    """Write the judge of later sentences into the weights: its graph, and its labels.

    Its word pieces are those of the reader, which must be there.
    """
    pieces = torch.ones(2, 9, dtype=torch.long)
    markers = torch.tensor([[0, 1, 1, 0, 2, 2, 3, 3, 0]] * 2)
    inputs = ("ids", "shapes", "mask", "markers")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "effects.onnx"
        torch.onnx.export(
            EffectsGraph(judge).eval(),
            (pieces, pieces, pieces, markers, torch.zeros(2, dtype=torch.long)),
            str(path),
            input_names=[*inputs, "kind"],
            output_names=["effects"],
            dynamic_axes={
                **{name: {0: "pairs", 1: "pieces"} for name in inputs},
                **{name: {0: "pairs"} for name in ("kind", "effects")},
            },
            opset_version=17,
            dynamo=False,
        )
        graph = onnx.load(path)
        in_four_bits(graph, out, "effects")
        share_words(graph, out)
        in_half(graph)
        shorten(graph)
        pack_graph(graph, out, "effects")
    labels = json.loads((out / "labels.json").read_text())
    _write_labels(labels | {"effects": EFFECTS, "effect_kinds": EFFECT_KINDS}, out)


def _export_look(graph: nn.Module, name: str, folder: Path) -> None:
    words = torch.ones(2, 5, dtype=torch.long)
    both = {0: "looks", 1: "words"}
    pair = {0: "looks"}
    torch.onnx.export(
        graph.eval(),
        (torch.randn(2, 5, HIDDEN), words, words),
        str(folder / f"{name}.onnx"),
        input_names=["encoding", "words", "markers"],
        output_names=LOOK_OUTPUTS[name],
        dynamic_axes={
            **dict.fromkeys(("encoding", "words", "markers"), both),
            **{output: pair if output in _BY_LOOK else both for output in LOOK_OUTPUTS[name]},
        },
        opset_version=17,
        dynamo=False,
    )


def _quantized(source: Path) -> onnx.ModelProto:
    out = source.with_suffix(".int8")
    quantize_dynamic(
        source,
        out,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )
    return onnx.load(out)


def _write_labels(labels: dict[str, list[str]], out: Path) -> None:
    (out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n")


def load(run: Path) -> tuple[Model, list[str]]:
    """The model of a run and its relation names."""
    relations = json.loads((run / "relations.json").read_text())
    model = Model(len(relations))
    saved = torch.load(run / "checkpoint.pt", weights_only=False)["model"]
    model.load_state_dict(saved)
    return model, relations


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, default=Path("runs/main"))
    parser.add_argument("--out", type=Path, default=Path("onus/language/weights"))
    parser.add_argument("--bits", choices=["int8", "float32"], default="int8")
    given = parser.parse_args()
    model, relations = load(given.run)
    export(model, relations, given.out, given.bits)


if __name__ == "__main__":
    main()

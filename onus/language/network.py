"""The shipped network, run by onnxruntime: words in, arrays out. Nothing here knows of spaCy."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import numpy.typing as npt

# Who reads what with Onus is nobody else's business: unless it is told before it is imported,
# onnxruntime reports to its maker and keeps a device id and a queue of events in the home folder.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

import onnxruntime
from tokenizers import Tokenizer

from onus.language import packed
from onus.language.pieces import LONGEST, Pieces

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

# Pieces in one batch, padding included. Larger batches fall out of the cache, smaller ones leave
# cores idle: benchmarks/speed.py moved little between 500 and 2,000, but memory doubled.
_BATCH = 512


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network says of one sentence of W words.

    `upos` [W]; `arcs` [W, W + 1] and `relations` [W, W + 1] with head 0 the root; `names`, `cues`
    and `roles` [W, tags] log probabilities; `event` and `happened` [W] probabilities; `encoding`
    [W, 384], which a second look needs.
    """

    upos: Ints
    arcs: Floats
    relations: Ints
    names: Floats
    cues: Floats
    roles: Floats
    event: Floats
    happened: Floats
    encoding: npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Look:
    """A second look to be taken: the encoding of a sentence [W, 384] and a marker a word [W]."""

    encoding: npt.NDArray[np.float16]
    markers: Ints


@dataclass(frozen=True, slots=True)
class PairLook:
    """Two sentences to be read side by side: their T pieces, and the obligation's kind.

    `ids`, `shapes` and `markers` [T]: see `onus.language.effects`.
    """

    ids: Ints
    shapes: Ints
    markers: Ints
    kind: int


class Network:
    """The graphs with their tokenizer and labels."""

    def __init__(self, folder: Path) -> None:
        words = packed.words(folder)
        shared = {} if words is None else {packed.WORDS: _value(words)}
        # Kept as long as the sessions, which only point at them.
        self._given: dict[str, dict[str, onnxruntime.OrtValue]] = {}

        def session(name: str) -> onnxruntime.InferenceSession:
            options = onnxruntime.SessionOptions()
            options.log_severity_level = 3
            # While one article is coded the next is read: a second thread for the network itself
            # takes twice the time of the processors and brings nothing (docs/decisions/0025).
            options.intra_op_num_threads = 1
            given = {key: _value(of) for key, of in packed.matrices(folder, name).items()}
            given |= shared if name in packed.WITH_WORDS else {}
            self._given[name] = given
            if given:
                options.add_external_initializers(list(given), list(given.values()))
            graph = packed.graph(folder, name)
            return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

        self._session = session
        self._reader, self._spans, self._codes = map(session, ("reader", "spans", "codes"))
        self._owed = session("owed") if packed.has_graph(folder, "owed") else None
        self.labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text())
        self.pieces = Pieces(Tokenizer.from_file(str(folder / "tokenizer.json")))

    def segments(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """(start, end) of stretches of `words` that each fit the encoder; one, nearly always."""
        start, length = 0, 0
        for index, word in enumerate(words):
            size = len(self.pieces.of(word))
            if length + size > LONGEST:
                yield start, index
                start, length = index, 0
            length += size
        if start < len(words):
            yield start, len(words)

    def read(self, sentences: Sequence[Sequence[str]]) -> list[Reading]:
        """One reading a sentence, in order. No sentence may be empty or exceed the encoder."""
        sizes = [sum(len(self.pieces.of(word)) for word in words) + 2 for words in sentences]
        readings: dict[int, Reading] = {}
        for rows in _by_length(sizes):
            batch = self.pieces.batch([sentences[row] for row in rows])
            outputs = self._reader.run(
                None,
                {
                    "ids": batch.ids,
                    "shapes": batch.shapes,
                    "mask": batch.mask,
                    "first": batch.first,
                },
            )
            for at, row in enumerate(rows):
                readings[row] = _reading(outputs, at, len(sentences[row]))
        return [readings[row] for row in range(len(sentences))]

    def spans(self, looks: Sequence[Look]) -> list[Floats]:
        """For looks at a cue, span tags [W, tags] as log probabilities, in order."""
        found = _look(self._spans, looks)
        return [scores[: len(look.markers)] for look, (scores,) in zip(looks, found, strict=True)]

    def codes(self, looks: Sequence[Look]) -> list[tuple[Floats, Floats]]:
        """For looks at a pair, in order: codes [C] as log probabilities, and the pair [384]."""
        return [(scores, pair) for scores, pair in _look(self._codes, looks)]

    def owed(self, looks: Sequence[Look]) -> list[tuple[Floats, Floats]]:
        """For looks for obligations, in order: kinds [W, K] as probabilities, tags [W, T] as logs.

        A marker of 1 asks about a cue; without any, the kinds tell the cues.
        """
        assert self._owed is not None
        found = _look(self._owed, looks)
        return [
            (kinds[: len(look.markers)], tags[: len(look.markers)])
            for look, (kinds, tags) in zip(looks, found, strict=True)
        ]

    @cached_property
    def _effects(self) -> onnxruntime.InferenceSession:
        """Made when it is first asked: only the ledger does."""
        return self._session("effects")

    def effects(self, looks: Sequence[PairLook]) -> Floats:
        """What the later sentence of each pair does to its obligation: probabilities [looks, E].

        Each pair is read by itself, so that it does not matter which others are asked about.
        """
        found = np.zeros((len(looks), len(self.labels["effects"])), np.float32)
        for row, look in enumerate(looks):
            (found[row : row + 1],) = self._effects.run(
                None,
                {
                    "ids": look.ids[None],
                    "shapes": look.shapes[None],
                    "mask": np.ones_like(look.ids)[None],
                    "markers": look.markers[None],
                    "kind": np.array([look.kind]),
                },
            )
        return found


def _value(array: npt.NDArray[np.generic]) -> onnxruntime.OrtValue:
    return onnxruntime.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(array))


def network() -> Network:
    """The network inside the package, loaded once, or the one that `reading_with` names."""
    other = _other.get()
    return _packaged() if other is None else other


@contextmanager
def reading_with(folder: Path) -> Iterator[None]:
    """Read with the weights in `folder` for a while: how training measures what it has made."""
    token = _other.set(Network(folder))
    try:
        yield
    finally:
        _other.reset(token)


_other: ContextVar[Network | None] = ContextVar("other", default=None)


@cache
def _packaged() -> Network:
    with as_file(files("onus.language") / "weights") as folder:
        return Network(folder)


def _by_length(sizes: Sequence[int]) -> Iterator[list[int]]:
    """Batches of row numbers, rows of like size together, padded size within bounds."""
    batch: list[int] = []
    for row in sorted(range(len(sizes)), key=lambda r: sizes[r]):
        if batch and (len(batch) + 1) * sizes[row] > _BATCH:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def _reading(outputs: Sequence[npt.NDArray[np.generic]], row: int, length: int) -> Reading:
    upos, arcs, relations, names, cues, roles, event, happened, encoding = (
        array[row, :length] for array in outputs
    )
    return Reading(
        upos=upos.astype(np.int64),
        arcs=arcs[:, : length + 1].astype(np.float32),
        relations=relations[:, : length + 1].astype(np.int64),
        names=names.astype(np.float32),
        cues=cues.astype(np.float32),
        roles=roles.astype(np.float32),
        event=event.astype(np.float32),
        happened=happened.astype(np.float32),
        encoding=encoding.astype(np.float16),
    )


def _look(session: onnxruntime.InferenceSession, looks: Sequence[Look]) -> list[tuple[Floats, ...]]:
    """The outputs of a second look at each sentence, in order."""
    found: dict[int, tuple[Floats, ...]] = {}
    for rows in _by_length([len(look.markers) for look in looks]):
        width = max(len(looks[row].markers) for row in rows)
        encoding = np.zeros((len(rows), width, looks[0].encoding.shape[1]), np.float32)
        words = np.zeros((len(rows), width), np.int64)
        markers = np.zeros((len(rows), width), np.int64)
        for at, row in enumerate(rows):
            length = len(looks[row].markers)
            encoding[at, :length] = looks[row].encoding
            words[at, :length] = 1
            markers[at, :length] = looks[row].markers
        outputs = session.run(None, {"encoding": encoding, "words": words, "markers": markers})
        for at, row in enumerate(rows):
            found[row] = tuple(output[at] for output in outputs)
    return [found[row] for row in range(len(looks))]

"""UniversalPetrarch on Onus's parses: its events for given sentences.

Its repository (github.com/openeventdata/UniversalPetrarch) is given as a folder and imported from
there. It was written for Python 2.7 and networkx 1; what it expects of both is supplied here while
it runs, its files are not changed. It needs `networkx` and `python-dateutil`.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import logging
import os
import sys
import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from onus.errors import OnusError

# The roots of CAMEO as PLOVER's types; making a statement (01) is none, and CAMEO's investigating,
# demanding and fighting are parts of wider types. YIELD is what PLV calls CONCEDE and RETREAT.
TYPES = {
    "02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE",
    "07": "AID", "08": "YIELD", "09": "ACCUSE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT",
    "13": "THREATEN", "14": "PROTEST", "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE",
    "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip


class PeerError(OnusError):
    """A peer that cannot be run from the folder given."""


@dataclass(frozen=True, slots=True)
class PeerEvent:
    """An event of a peer: PLOVER type, and the words of source and target as it gives them."""

    type: str
    source: str
    target: str


def petrarch_events(folder: Path, docs: Sequence[Doc]) -> list[list[PeerEvent]]:
    """The events of UniversalPetrarch in each annotated sentence, by its default configuration.

    `folder` is a checkout. Raises `PeerError` when it cannot be run.
    """
    code = folder / "UniversalPetrarch" if (folder / "UniversalPetrarch").is_dir() else folder
    if not (code / "petrarch_ud.py").is_file():
        raise PeerError(f"{folder}: holds no petrarch_ud.py")
    with _importable(code):
        try:
            petrarch = importlib.import_module("petrarch_ud")
        except ImportError as error:
            raise PeerError(f"{folder}: UniversalPetrarch needs {error.name}") from None
        config = code / "data" / "config" / "PETR_config.ini"
        importlib.import_module("PETRreader").parse_Config(str(config))
        petrarch.read_dictionaries()
        return [_coded(petrarch, str(at), doc) for at, doc in enumerate(docs)]


def conllu(doc: Doc) -> str:
    """The parse of the doc's words in the ten columns that it reads, as one tree."""
    rows = []
    words = [token for token in doc if not token.is_space]
    number = {token.i: at for at, token in enumerate(words, start=1)}
    for token in words:
        head = 0 if token.head == token else number.get(token.head.i, 0)
        relation = "root" if token.dep_ == "ROOT" else token.dep_
        rows.append(
            [str(number[token.i]), token.text, token.lemma_ or token.lower_, token.pos_, token.pos_,
             "_", str(head), relation, "_", "_"]
        )  # fmt: skip
    return "\n".join("\t".join(row) for row in rows)


def _coded(petrarch: Any, name: str, doc: Doc) -> list[PeerEvent]:
    """The events of one sentence; none where UniversalPetrarch breaks down over it."""
    story = {
        name: {
            "meta": {"date": "20190101"},
            "sents": {"1": {"content": doc.text, "parsed": conllu(doc), "date": "20190101"}},
        }
    }
    try:
        story = petrarch.do_coding(story)
    except Exception as error:  # whatever goes wrong there, the next sentence may be coded
        logging.getLogger(__name__).warning("%s: %s: %s", name, type(error).__name__, error)
        return []
    sentence: dict[str, Any] = (story[name]["sents"] or {}).get("1", {})
    told: dict[str, dict[str, Any]] = sentence.get("triplets", {})
    return [
        PeerEvent(kind, str(told[key].get("source_text")), str(told[key].get("target_text")))
        for key, event in sentence.get("events", {}).items()
        if key in told and (kind := TYPES.get(str(event[2])[:2])) is not None
    ]


@contextlib.contextmanager
def _importable(code: Path) -> Iterator[None]:
    """Its folder on the path and the current one, its chatter unheard, old names supplied."""
    networkx: Any = importlib.import_module("networkx")
    before = Path.cwd()
    graph = networkx.DiGraph

    # What networkx 1 had: `node`, and lists of neighbours.
    old = {
        "node": property(lambda self: self.nodes),
        "successors": lambda self, node: list(graph.successors(self, node)),
        "predecessors": lambda self, node: list(graph.predecessors(self, node)),
    }
    parser: Any = types.ModuleType("udpipeparser")
    parser.UDpipeparser = None  # Onus parses
    sys.modules["udpipeparser"] = parser
    sys.path.insert(0, str(code))
    networkx.DiGraph = type("OldDiGraph", (graph,), old)
    os.chdir(code)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        os.chdir(before)
        networkx.DiGraph = graph
        sys.path.remove(str(code))

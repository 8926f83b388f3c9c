"""The words that tell of speaking, from `cues.yaml`, and what each lets follow it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from onus.knowledge import read_yaml

CONSTRUCTIONS = frozenset(
    {"clause", "quote", "infinitive", "gerund", "object", "as", "named", "of", "about", "against"}
    | {"for", "on", "upon", "to", "at"}
)


@dataclass(frozen=True, slots=True)
class Cues:
    """Lemma to {construction: confidence} for verbs and nouns, and the phrases that name speakers.

    `phrases` are word sequences before a noun with their confidence; `possessed` are nouns as in
    "in his view"; `hearsay` are adverbs that name nobody; `supposing` are conjunctions.
    """

    verbs: Mapping[str, Mapping[str, float]]
    nouns: Mapping[str, Mapping[str, float]]
    phrases: Mapping[tuple[str, ...], float]
    possessed: frozenset[str]
    hearsay: frozenset[str]
    supposing: frozenset[str]


def is_telling(word: str) -> bool:
    """Whether a verb or noun (lemma) is one of telling, alone or with a particle."""
    return word in _heads()


@cache
def _heads() -> frozenset[str]:
    return frozenset(w.split()[0] for w in (*cues().verbs, *cues().nouns))


@cache
def cues() -> Cues:
    """The cues that come with the package, read once."""
    source = files("onus.coding") / "cues.yaml"
    return load(read_yaml(source.read_text(encoding="utf-8")))


def load(data: Mapping[str, Any]) -> Cues:
    """Cues from the content of a YAML file. Raises ValueError on an unknown construction."""
    return Cues(
        verbs=_constructions(data["verbs"]),
        nouns=_constructions(data["nouns"]),
        phrases={tuple(e["words"]): float(e["confidence"]) for e in data["phrases"]},
        possessed=frozenset(data["possessed"]),
        hearsay=frozenset(data["hearsay"]),
        supposing=frozenset(data["supposing"]),
    )


def _constructions(entries: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for entry in entries:
        unknown = set(entry["content"]) - CONSTRUCTIONS
        if unknown:
            raise ValueError(f"cues: unknown constructions {sorted(unknown)}")
        for lemma in entry["lemmas"]:
            for construction in entry["content"]:
                known = table.setdefault(lemma, {})
                known[construction] = max(known.get(construction, 0.0), float(entry["confidence"]))
    return table

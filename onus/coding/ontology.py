"""The PLOVER ontology as data: types, modes, contexts and their CAMEO codes.

`ontology()` gives `ontology.yaml`, read once. `mode_of`, `contexts_of` and `cameo_of` say what a
type, the words at its trigger and the words of its sentence make of an event.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from onus.knowledge import read_yaml


@dataclass(frozen=True, slots=True)
class Mode:
    """A way in which an event of a type happens; `words` are lemmas that speak for it."""

    name: str
    cameo: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER type; see the comments at the head of the data file for the fields."""

    name: str
    definition: str
    quad: int
    cameo: str
    future: str | None = None
    things: bool = False
    symmetric: bool = False
    modes: Mapping[str, Mode] = field(default_factory=dict)
    by_context: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ontology:
    """All types by name, and the lemmas that tell each context."""

    types: Mapping[str, EventType]
    contexts: Mapping[str, tuple[str, ...]]


# What the language model and the PLV data call CONCEDE and RETREAT together.
YIELD = "YIELD"
_YIELDING = ("CONCEDE", "RETREAT")


def mode_of(type_name: str, words: Sequence[str]) -> str | None:
    """The mode of the type that `words` (lemmas, the trigger's first) speak for, or None.

    Earlier words weigh more: in "arrested over the seized money" the arrest is the mode.
    """
    modes = ontology().types[type_name].modes
    for word in words:
        for mode in modes.values():
            if word.lower() in mode.words:
                return mode.name
    return None


@lru_cache(maxsize=256)
def contexts_of(text: str) -> tuple[str, ...]:
    """The contexts that words or phrases of `text` tell, in the order of the ontology.

    Plurals in -s count with their singular.
    """
    return tuple(name for name, pattern in _context_patterns().items() if pattern.search(text))


def cameo_of(type_name: str, mode: str | None, contexts: Collection[str]) -> str:
    """The CAMEO code of an event: by its mode, else by its first telling context, else its type's."""  # noqa: E501
    kind = ontology().types[type_name]
    if mode is not None:
        return kind.modes[mode].cameo
    for context, code in kind.by_context.items():
        if context in contexts:
            return code
    return kind.cameo


def merged(type_name: str) -> str:
    """The type as the pair coder names it: CONCEDE and RETREAT are one there."""
    return YIELD if type_name in _YIELDING else type_name


@cache
def ontology() -> Ontology:
    """The ontology of the data file beside this module."""
    text = files("onus.coding").joinpath("ontology.yaml").read_text(encoding="utf-8")
    data = read_yaml(text)
    return Ontology(
        types={name: _type(name, entry) for name, entry in data["types"].items()},
        contexts={name: tuple(cues) for name, cues in data["contexts"].items()},
    )


def _type(name: str, entry: dict[str, Any]) -> EventType:
    modes = {
        mode: Mode(mode, facts["cameo"], frozenset(facts["words"]))
        for mode, facts in entry.pop("modes", {}).items()
    }
    return EventType(name=name, modes=modes, **entry)


@cache
def _context_patterns() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(rf"\b(?:{'|'.join(map(re.escape, cues))})s?\b", re.IGNORECASE)
        for name, cues in ontology().contexts.items()
    }

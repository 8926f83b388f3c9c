"""The lists of `deeds.yaml`: words that tell deeds without a verb that does them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast, get_args

from onus.knowledge import read_yaml
from onus.record import Outcome


@dataclass(frozen=True, slots=True)
class DeedWords:
    """The content of `deeds.yaml`; `happening` gives the outcome by verb."""

    nouns: Mapping[str, str]
    undergone_by_nobody: frozenset[str]
    happening: Mapping[str, Outcome]
    presupposing: frozenset[str]
    states: Mapping[str, str]
    lapsed: frozenset[str]
    refusing: frozenset[str]
    answering: frozenset[str]
    performing: frozenset[str]
    pursuing: frozenset[str]
    lasting: frozenset[str]
    moods: frozenset[str]


@cache
def deed_words() -> DeedWords:
    """The lists that ship with the package; `ValueError` when an outcome is unknown."""
    data = read_yaml(files("onus.coding").joinpath("deeds.yaml").read_text(encoding="utf-8"))
    for outcome in data["happening"]:
        if outcome not in get_args(Outcome):
            raise ValueError(f"deeds.yaml: {outcome} is no outcome")
    return DeedWords(
        nouns=data["nouns"],
        undergone_by_nobody=frozenset(data["undergone_by_nobody"]),
        happening={
            verb: cast(Outcome, outcome)
            for outcome, verbs in data["happening"].items()
            for verb in verbs
        },
        presupposing=frozenset(data["presupposing"]),
        states=data["states"],
        lapsed=frozenset(data["lapsed"]),
        refusing=frozenset(data["refusing"]),
        answering=frozenset(data["answering"]),
        performing=frozenset(data["performing"]),
        pursuing=frozenset(data["pursuing"]),
        lasting=frozenset(data["lasting"]),
        moods=frozenset(data["moods"]),
    )

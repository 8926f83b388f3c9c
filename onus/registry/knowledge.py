"""The registry's word lists, loaded once: offices, bodies, particles."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from onus.knowledge import read_yaml


@cache
def load(name: str) -> dict[str, Any]:
    """The data of `<name>.yaml` beside this module."""
    text = (Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = read_yaml(text)
    return loaded


@cache
def words_of(name: str, group: str) -> frozenset[str]:
    """One list of a data file as a set."""
    return frozenset(str(word) for word in load(name)[group])

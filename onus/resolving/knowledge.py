"""Reads the data files of this room, each once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from onus.knowledge import read_yaml


@cache
def load(name: str) -> Any:
    """The content of `data/<name>.yaml`; shared, so nobody may change it."""
    text = files("onus.resolving").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    return read_yaml(text)

"""The words of `event_doubts.yaml`, loaded once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from onus.knowledge import read_yaml


def words(name: str) -> frozenset[str]:
    """A list of the data file beside this module."""
    return _data()[0][name]


def lowering() -> tuple[float, float]:
    """What a doubtful event's confidence is at least, and what share of its own is added."""
    return _data()[1]


@cache
def _data() -> tuple[Mapping[str, frozenset[str]], tuple[float, float]]:
    text = files("onus.coding").joinpath("event_doubts.yaml").read_text(encoding="utf-8")
    data = read_yaml(text)
    doubtful = data.pop("doubtful")
    lists = {name: frozenset(found) for name, found in data.items()}
    return lists, (float(doubtful["floor"]), float(doubtful["share"]))

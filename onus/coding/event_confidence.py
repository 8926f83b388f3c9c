"""How sure an event is: as often as such events have turned out right on sentences held out."""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files

from onus.knowledge import read_yaml

FILE = files("onus.coding").joinpath("event_confidence.yaml")
_LEAST = 0.001


def calibrated(confidence: float) -> float:
    """What lexicon and coder make of an event (0 to 1) as the share of such events that is right.

    The order of events stays as it is.
    """
    slope, offset = scale()
    return shifted(confidence, slope, offset)


def shifted(confidence: float, slope: float, offset: float) -> float:
    """The confidence whose log odds are those of `confidence` times `slope` plus `offset`."""
    odds = slope * log_odds(confidence) + offset
    return 1 / (1 + math.exp(-odds))


def log_odds(confidence: float) -> float:
    """The log odds of a probability, kept off 0 and 1."""
    kept = min(max(confidence, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))


@cache
def scale() -> tuple[float, float]:
    """Slope and offset of the data file beside this module."""
    data = read_yaml(FILE.read_text(encoding="utf-8"))
    return float(data["slope"]), float(data["offset"])

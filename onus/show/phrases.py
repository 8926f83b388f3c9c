"""The phrases that lists, stories and cards share, and words cut to fit in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onus.record import ObligationKind

UNKNOWN = "somebody not named"

QUADS = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}

DUTY: dict[ObligationKind, str] = {
    "demand": "must",
    "offer": "offers",
    "pledge": "pledges",
    "refusal": "refuses",
    "threat": "threatens",
}

TOWARDS: dict[ObligationKind, str] = {
    "demand": "demanded by",
    "offer": "to",
    "pledge": "to",
    "refusal": "asked by",
    "threat": "to",
}


def shortened(text: str, length: int) -> str:
    """`text` on one line, cut at a word before `length` characters and marked with an ellipsis."""
    line = " ".join(text[: length * 4 + 1].split())
    if len(line) <= length:
        return line
    cut = line.rfind(" ", 0, length)
    return line[: cut if cut > length // 2 else length - 1].rstrip(" ,;:") + "…"

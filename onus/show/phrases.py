"""The phrases that lists, stories and cards share, and words cut to fit in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onus.record import ObligationKind

UNKNOWN = "somebody not named"
DOUBTFUL = 0.5
"""Below this confidence an entry of a record is marked as uncertain."""

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


_CONJUNCTIONS = (
    "if ", "unless ", "until ", "till ", "only ", "once ", "when ", "provid", "without ", "except ",
    "as long as", "so long as", "as soon as", "on condition",
)  # fmt: skip


def duty(kind: ObligationKind, several: bool) -> str:
    """The verb of an obligation, in the number of its bearers: "pledges", "pledge"."""
    return DUTY[kind].removesuffix("s") if several else DUTY[kind]


def hanging_on(kind: str | None, text: str) -> str:
    """A condition with its conjunction, which the text can hold already."""
    if kind is None or text.casefold().startswith(_CONJUNCTIONS):
        return text
    if kind == "until":  # "terror and talks cannot go together"
        return f"{text} (until this changes)"
    return f"{kind}: {text}"


def quoted(text: str) -> str:
    """Words in quotation marks; those that they hold become single ones."""
    return f"“{_OPENING.sub('‘', text).translate(_SINGLE)}”"


_OPENING = re.compile(r'(?<![^\s(“‘])"(?=\w)')
_SINGLE = str.maketrans({"“": "‘", "”": "’", '"': "’", "„": "‘"})


def shortened(text: str, length: int) -> str:
    """`text` on one line, cut at a word before `length` characters and marked with an ellipsis."""
    line = " ".join(text[: length * 4 + 1].split())
    if len(line) <= length:
        return line
    cut = line.rfind(" ", 0, length)
    return line[: cut if cut > length // 2 else length - 1].rstrip(" ,;:") + "…"


def sure(confidence: float) -> str:
    """A confidence in words: "93% sure"."""
    return f"{confidence:.0%} sure"


def sure_or_not(confidence: float) -> str:
    """The same, saying so where it is low: "42% sure, uncertain"."""
    return sure(confidence) + (", uncertain" if confidence < DOUBTFUL else "")

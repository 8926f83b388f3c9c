"""What a terminal can show: words that are safe to print, and the colours of a status."""

from __future__ import annotations

import re

STATUS_STYLES = {
    "open": "yellow",
    "begun": "cyan",
    "met": "green",
    "broken": "red",
    "refused": "red",
    "withdrawn": "red",
}

WHITE = re.compile(r"[^\S ]\s*|\s{3,}")  # two blanks part the pieces of a line
CONTROL = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")
OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
TYPEWRITER = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "—": "--", "–": "-", "…": "...", "·": "|", "→": "->"}
)


def printable(text: str, encoding: str) -> str:
    """`text` on one line as a terminal with `encoding` can show it.

    Control characters and lone surrogates become U+FFFD; bidirectional overrides, which could make
    a line read otherwise than it is, go.
    """
    line = CONTROL.sub("\N{REPLACEMENT CHARACTER}", OVERRIDES.sub("", WHITE.sub(" ", text)))
    try:
        line.encode(encoding)
    except UnicodeEncodeError:
        return line.translate(TYPEWRITER).encode(encoding, "replace").decode(encoding)
    return line

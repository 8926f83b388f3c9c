"""Lines that lead elsewhere: "Read more: ...", "Advertisement", the titles of other reports.

They are no part of the report, though they read like one, and are not read. The words are data, in
`teasers.yaml`.
"""

from __future__ import annotations

import re
from functools import cache

from onus.sources import lexicon

_LONGEST = 220
_LONGEST_CALL = 140
_LONGEST_OPENING = 4  # words
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*$")
_BARE = re.compile(r"^[\W_]+|[\W_]+$")


def is_teaser(line: str) -> bool:
    """Whether the paragraph is such a line and no sentence of the report."""
    line = " ".join(line.split())
    if len(line) > _LONGEST:
        return False
    lower = line.lower().lstrip("([>»•*-–— ")
    if _BARE.sub("", lower) in _words("whole"):
        return True
    opening, colon, rest = lower.partition(":")
    if colon and rest and len(opening.split()) <= _LONGEST_OPENING:
        return opening.strip() in _words("openings")
    if len(line) <= _LONGEST_CALL and lower.startswith(tuple(f"{c} " for c in _words("calls"))):
        return True
    return _is_title_of_another(line)


def _is_title_of_another(line: str) -> bool:
    """ "News Peru shuts its border": a section's name and a title run together."""
    words = line.split()
    if len(words) < _LONGEST_OPENING or _SENTENCE_END.search(line):
        return False
    section, title = words[0], words[1]
    named = title.lower().strip(",.") in _words("names")
    return (
        section.lower() in _words("sections")
        and section[0].isupper()
        and (title[0].isupper() and not named)
    )


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(lexicon.teasers()[kind])

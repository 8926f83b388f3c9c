"""Where sentences end: a rule splitter over paragraphs, by punctuation, quotation and abbreviation.

Measured in `benchmarks/README.md` beside the treebanks; a learnt splitter was not needed.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from onus.knowledge import read_yaml

# A terminator with whatever closes on it, then room, then what may begin a sentence.
_END = re.compile(
    r"(?P<stop>[.!?…]+|[。！？])"
    r"(?P<close>[\"'”’»)\]]*)"
    r"(?P<gap>\s+)"
    r"(?=(?P<open>[\"'“‘«(\[]*)(?P<next>\S))"
)
_WORD_BEFORE = re.compile(r"[^\s\"'“‘(\[]+\Z")
_BREAK = re.compile(r"[ \t\r\f\v]*\n\s*")
# A full stop inside initials: "U.S.", "J. K. Rowling".
_INITIAL = re.compile(r"\A[A-Za-z]\Z")
_INITIALS = re.compile(r"\A(?:[A-Za-z]\.)+[A-Za-z]\Z")
_WORD = re.compile(r"\S+")
_WHOLE_LINE = frozenset(".!?:”\"’'…")
# Columns at which people wrap text; longer lines are paragraphs.
_WIDEST = 120
_LONGEST = 1500


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """(start, end) of each sentence in `text[start:end]`, without the space between them.

    A line break ends a sentence only where a blank line, or a line that ends its sentence, stands;
    single breaks inside running text, and those of text wrapped at a column, are taken as spaces.
    No span is empty; nothing but white space lies outside the spans.
    """
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    for first, last in _paragraphs(text, start, end):
        at = first
        for match in _END.finditer(text, first, last):
            if match.start() > at and _ends(text, at, match):
                spans.extend(_cut(text, at, match.end("close")))
                at = match.end()
        spans.extend(_cut(text, at, last))
    return spans


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches between blank lines or between lines that look whole on their own."""
    stretches: list[tuple[int, int]] = []
    breaks = list(_BREAK.finditer(text, start, end))
    borders = [start, *(match.end() for match in breaks)]
    lengths = [match.start() - line for line, match in zip(borders, breaks, strict=False)]
    width = max([*lengths, end - borders[-1]])
    at = start
    for match, length in zip(breaks, lengths, strict=True):
        if match.group().count("\n") == 1 and _wraps(text, match.end(), length, width):
            continue
        before = text[match.start() - 1 : match.start()]
        blank = match.group().count("\n") > 1
        if blank or before in _WHOLE_LINE or not text[match.end() : match.end() + 1].islower():
            stretches.append((at, match.start()))
            at = match.end()
    stretches.append((at, end))
    trimmed = (_trim(text, first, last) for first, last in stretches)
    return [(first, last) for first, last in trimmed if first < last]


def _wraps(text: str, at: int, length: int, width: int) -> bool:
    """Whether a line of `length` ends because the word at `at` would not have fitted its column."""
    word = _WORD.match(text, at)
    return width <= _WIDEST and word is not None and length + 1 + len(word.group()) > width


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _ends(text: str, at: int, match: re.Match[str]) -> bool:
    following = match.group("next")
    if match.group("stop") != ".":
        # "What?" he asked.  /  "Wait ..." she said.
        return not following.islower()
    word_match = _WORD_BEFORE.search(text, max(at, match.start() - 40), match.start())
    word = word_match.group().lower() if word_match else ""
    bare = word.rstrip(".")
    abbreviations = _abbreviations()
    if bare in abbreviations["before_name"] and not match.group("close"):
        return False
    if _INITIAL.match(bare) and bare != "i" and not match.group("close"):
        return False
    if following.islower() or (following.isdigit() and bare in abbreviations["before_any"]):
        return False
    if _INITIALS.match(word) or bare in abbreviations["before_any"]:
        return _starts_sentence(text, match.end() + len(match.group("open")))
    return True


def _starts_sentence(text: str, at: int) -> bool:
    """After an abbreviation only a word that opens sentences says that one has ended."""
    word = re.match(r"[^\W\d]+", text[at : at + 30])
    return word is not None and word.group() in _openers()


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """One span, or several where no full stop came for longer than anyone writes."""
    pieces: list[tuple[int, int]] = []
    while end - start > _LONGEST:
        space = max(text.rfind(" ", start + 1, start + _LONGEST), start + _LONGEST // 2)
        pieces.append(_trim(text, start, space))
        start = space
    pieces.append(_trim(text, start, end))
    return [(first, last) for first, last in pieces if first < last]


@cache
def _abbreviations() -> dict[str, frozenset[str]]:
    loaded = read_yaml((files("onus.language") / "abbreviations.yaml").read_text(encoding="utf-8"))
    return {kind: frozenset(str(word) for word in words) for kind, words in loaded.items()}


@cache
def _openers() -> frozenset[str]:
    return frozenset(
        "The A An He She It They We I You This That These Those His Her Its Their Our But And So "
        "In On At For From As After Before When While If Although Though However Meanwhile There "
        "What Who Where Why How Some Many Most Both Such Not No Yes Since Until Under Over Among "
        "According Earlier Later Now Then Here Still Also".split()
    )

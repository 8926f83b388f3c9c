"""Words of a text and what kind of time word each is, by `words.yaml`.

A text becomes a row of `Word`s and a string with one character for each, its kind, so that the
grammar can be plain regular expressions over kinds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from onus.knowledge import read_yaml

# Kinds of what is written in figures; the other kinds are the keys of words.yaml.
FIGURES = "ISO NUMDATE CLOCK DECADE NTH YEAR YEAR_SHORT FRACTION DECIMAL DAY NUMERAL BREAK".split()
ABBREVIATED = ("MONTH_SHORT", "WEEKDAY_SHORT")
_TEN = 10

_TOKEN = re.compile(
    r"""
      (?P<WORD>(?:[^\W\d_]\.){2,}|[^\W\d_]\w*)
    | (?P<ISO>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?(?![\w-]))
    | (?P<NUMDATE>\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\w/])|\d{1,2}([.-])\d{1,2}\4\d{4}(?!\w))
    | (?P<CLOCK>(?<![\d:.,])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:]))
    | (?P<DECADE>(?:['’‘`]?\d0|1[0-9]\d0|20\d0)['’]?s(?!\w))
    | (?P<NTH>\d{1,3}(?:st|nd|rd|th)(?!\w))
    | (?P<YEAR_SHORT>(?<!\w)['’‘`]\d\d(?!\w))
    | (?P<FRACTION>\d/\d(?![\d/]))
    | (?P<DECIMAL>\d+\.\d+(?!\w*\.\d))
    | (?P<NUMBER>\d{1,3}(?:,\d{3})+(?!\d)|\d+)
    | (?P<BREAK>\n[ \t]*\n\s*)
    | (?P<APOSTROPHE>['’]s(?!\w))
    | (?P<SIGN>[^\s\w]|_)
    """,
    re.VERBOSE,
)


class Word(NamedTuple):
    """A word, number or sign at `start` to `end`; `value` as words.yaml gives it."""

    start: int
    end: int
    text: str
    kind: str
    value: Any


_PLAIN = frozenset({"WORD", "SIGN"})  # groups that words.yaml alone knows more of


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`entries`: words in lower case to (as written, kind, value).

    `firsts` gives the length of the longest entry that begins with a word, `symbols` the
    character of a kind.
    """

    entries: Mapping[tuple[str, ...], tuple[str, str, Any]]
    firsts: Mapping[str, int]
    symbols: Mapping[str, str]


@cache
def lexicon() -> Lexicon:
    """The words of words.yaml. Every kind has one character of the private use area."""
    kinds: dict[str, Any] = load_yaml("words.yaml")
    entries: dict[tuple[str, ...], tuple[str, str, Any]] = {}
    firsts: dict[str, int] = {}
    for kind, words in kinds.items():
        valued = words if isinstance(words, dict) else dict.fromkeys(words)
        for written, value in valued.items():
            parts = tuple(m.group() for m in _TOKEN.finditer(written.lower()))
            entries[parts] = (written, kind, value)
            firsts[parts[0]] = max(firsts.get(parts[0], 0), len(parts))
    names = [*FIGURES, *kinds]
    return Lexicon(entries, firsts, {name: chr(0xE000 + i) for i, name in enumerate(names)})


def number_words() -> dict[str, int]:
    """The words for the numbers from 1 to 99 in lower case, one each: "twelve", "twenty-five".

    Those of two parts come first, so that a pattern of alternatives finds them whole.
    """
    words: dict[str, dict[int, str]] = {"NUMBER": {}, "TEEN": {}, "TENS": {}}
    for written, kind, value in lexicon().entries.values():
        if kind in words:
            words[kind].setdefault(value, written)  # "twelve" before "dozen"
    units = {number: word for number, word in words["NUMBER"].items() if number < _TEN}
    parts = {
        f"{ten}-{unit}": tens + ones
        for tens, ten in words["TENS"].items()
        for ones, unit in units.items()
    }
    return parts | {word: number for of in words.values() for number, word in of.items()}


def load_yaml(name: str) -> Any:
    """What the YAML file of this name beside this module holds."""
    return read_yaml((Path(__file__).parent / name).read_text(encoding="utf-8"))


def words_of(text: str) -> tuple[list[Word], str]:
    """The words of a text and the string of their kinds; a word of no kind is a blank."""
    book = lexicon()
    raw = list(_TOKEN.finditer(text))
    lowered = [_folded(match.group()) for match in raw]
    words: list[Word] = []
    at = 0
    while at < len(raw):
        match = raw[at]
        if match.lastgroup in _PLAIN and lowered[at] not in book.firsts:
            words.append(Word(match.start(), match.end(), match.group(), "", None))
            at += 1
            continue
        word, used = _word(text, raw, lowered, at, book)
        words.append(word)
        at += used
    return words, "".join(book.symbols.get(word.kind, " ") for word in words)


def _folded(token: str) -> str:
    return token.lower().replace("’", "'")


def _word(
    text: str, raw: list[re.Match[str]], lowered: list[str], at: int, book: Lexicon
) -> tuple[Word, int]:
    """The word that begins at token `at`, and how many tokens it takes up."""
    match = raw[at]
    group = match.lastgroup or ""
    for length in range(min(book.firsts.get(lowered[at], 0), len(raw) - at), 0, -1):
        entry = book.entries.get(tuple(lowered[at : at + length]))
        if entry is not None and _as_written(entry[0], match.group()):
            end = raw[at + length - 1].end()
            stop = entry[1] in ABBREVIATED and text[end : end + 1] == "."
            whole = text[match.start() : end + stop]
            return Word(match.start(), end + stop, whole, entry[1], entry[2]), length + stop
    kind, value = _figure(group, match.group()) if group not in _PLAIN else ("", None)
    return Word(match.start(), match.end(), match.group(), kind, value), 1


def _as_written(entry: str, token: str) -> bool:
    """False when the entry has a capital that the text lacks."""
    return not entry[0].isupper() or token[0].isupper()


def _figure(group: str, token: str) -> tuple[str, Any]:
    """Kind and value of what is written in figures; no kind for what is too long to be a time."""
    if len(token) > 12 and group in ("NUMBER", "DECIMAL"):
        return "", None
    if group == "NUMBER":
        number = int(token.replace(",", ""))
        if len(token) == 4 and 1000 <= number <= 2199:
            return "YEAR", number
        return ("DAY" if 1 <= number <= 31 and len(token) <= 2 else "NUMERAL"), number
    value: Any = token
    if group in ("NTH", "YEAR_SHORT", "DECADE"):
        value = int(re.sub(r"\D", "", token))
    elif group == "FRACTION":
        above, below = token.split("/")
        value = int(above) / max(int(below), 1)
    elif group == "DECIMAL":
        value = float(token)
    return (group, value) if group in FIGURES else ("", None)

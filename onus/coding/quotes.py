"""Quotations in running text: where each begins and ends, told by its marks alone.

Newspapers open a quotation that runs over several paragraphs anew in each of them and close it
once; apostrophes look like single quotation marks; editors forget to close. What cannot be told
(a lone mark in the middle of a sentence) is no quotation here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# The closing marks that can answer an opening mark. German-style and guillemets occur in agency
# copy, and editors mend only one of two marks.
_CLOSES = {"“": '”“"', '"': '"', "‘": "’", "«": "»", "„": "“”", "''": "''", "``": "''", "'": "'"}
_LONGEST = 6000
# The next single mark after a plural's apostrophe closes a quotation on its punctuation.
_LATER_CLOSE = re.compile(r" [a-z](?:[^'‘’]|(?<=\w)['’](?=\w))*[.,!?]['’](?!\w)")


@dataclass(frozen=True, slots=True)
class Quote:
    """One quotation, marks included: `text[start:end]`.

    `closed` is False where the closing mark is missing and the end of the paragraph stood in.
    `depth` is 0 for an outermost quotation.
    """

    start: int
    end: int
    closed: bool
    depth: int


@dataclass(frozen=True, slots=True)
class _Mark:
    at: int
    text: str
    opens: bool
    closes: bool


def find_quotes(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Quote]:
    """The quotations of the paragraphs (start, end), by start; inner ones follow their outer.

    A quotation left open at the end of a paragraph runs on when the next paragraph opens with the
    same mark, and ends with its paragraph otherwise.
    """
    found: list[Quote] = []
    running: list[_Mark] = []
    for number, (start, end) in enumerate(paragraphs):
        marks = list(_marks(text, start, end))
        if running and marks and marks[0].at == _first_word(text, start, end):
            marks = marks[1:]  # the repeated opening mark
        open_marks = _pair(text, marks, running, found)
        last = _trimmed(text, start, end)
        if not open_marks:
            running = []
        elif _goes_on(text, open_marks[0], paragraphs[number + 1 :], last):
            running = open_marks[:1]
        else:
            found += [
                Quote(mark.at, last, False, depth)
                for depth, mark in enumerate(open_marks)
                if _worth_closing(text, mark, last)
            ]
            running = []
    return sorted(found, key=lambda quote: (quote.start, -quote.end))


def outermost(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotations that lie in no other."""
    return [quote for quote in quotes if quote.depth == 0]


def _pair(
    text: str, marks: Sequence[_Mark], running: Sequence[_Mark], found: list[Quote]
) -> list[_Mark]:
    """Pair opening with closing marks; what closes goes to `found`, what stays open comes back."""
    opened = list(running)
    for mark in marks:
        partner = _partner(opened, mark)
        if partner is not None:
            opener = opened[partner]
            del opened[partner:]
            if mark.at + len(mark.text) - opener.at <= _LONGEST:
                found.append(Quote(opener.at, mark.at + len(mark.text), True, partner))
        elif mark.opens:
            if opened and opened[-1].text == mark.text:
                opened.pop()  # the earlier one was never closed
            opened.append(mark)
    return opened


def _partner(opened: Sequence[_Mark], mark: _Mark) -> int | None:
    """Which open mark this one closes, the innermost that it fits."""
    if not mark.closes:
        return None
    for at in range(len(opened) - 1, -1, -1):
        if mark.text in _closers(opened[at].text):
            return at
    return None


def _closers(opening: str) -> tuple[str, ...]:
    return tuple(_CLOSES[opening]) if opening not in ("''", "``") else ("''",)


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    at = start
    while at < end:
        pair = text[at : at + 2]
        if pair in ("''", "``") and at + 2 <= end:
            yield _sided(text, start, end, at, pair)
            at += 2
            continue
        letter = text[at]
        if letter in "“«„":
            yield _Mark(at, letter, opens=True, closes=False)
        elif letter in "”»":
            yield _Mark(at, letter, opens=False, closes=True)
        elif letter == '"' or (letter in "'‘’" and not _apostrophe(text, at, start, end)):
            yield _sided(text, start, end, at, letter)
        at += 1


def _sided(text: str, start: int, end: int, at: int, mark: str) -> _Mark:
    """A mark whose shape does not say its side: what stands beside it does."""
    before = text[at - 1] if at > start else " "
    after = text[at + len(mark)] if at + len(mark) < end else " "
    opens = not after.isspace() and (before.isspace() or before in "([{—–-/“‘\"'")
    closes = not before.isspace() and (not after.isalnum() or before in ".,!?")
    if mark == "‘":
        closes = False
    if mark == "’":
        opens = False
    if opens and closes:
        opens = after.isalnum()
        closes = not opens
    return _Mark(at, mark, opens, closes)


def _apostrophe(text: str, at: int, start: int, end: int) -> bool:
    """Inside a word, before digits ("the '90s"), or after a plural with no quotation open."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if before.isalnum() and after.isalnum():
        return True
    if after.isdigit() and not before.isalnum():
        return True
    if before.isalnum() and not _open_single(text, at, start):
        return True
    if before == "s" and _LATER_CLOSE.match(text, at + 1, end):
        return True  # "the workers' right," inside single marks
    short = text[at + 1 : at + 5].lower()
    return before.isspace() and short.startswith(("em ", "til ", "tis ", "twas", "cause"))


def _open_single(text: str, at: int, start: int) -> bool:
    """Whether a single quotation mark stands open before `at`."""
    for index in range(at - 1, start - 1, -1):
        before = text[index - 1] if index > start else " "
        if text[index] in "‘'" and not before.isalnum() and text[index + 1].isalpha():
            return True
        if text[index] in "’'" and not text[index + 1].isalnum():
            return False
    return False


def _goes_on(text: str, mark: _Mark, following: Sequence[tuple[int, int]], last: int) -> bool:
    if not following:
        return False
    start, end = following[0]
    first = _first_word(text, start, end)
    whole = text[last - 1] in ".!?…:;,—-"
    return whole and text[first : first + len(mark.text)] == mark.text


def _worth_closing(text: str, mark: _Mark, last: int) -> bool:
    """A lone mark counts when whole sentences follow it up to the end of the paragraph."""
    stretch = text[mark.at : last]
    return mark.text not in "'’" and len(stretch) > 20 and stretch[-1] in ".!?…,"


def _first_word(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end

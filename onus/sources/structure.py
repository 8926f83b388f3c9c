"""How an article is laid out: headline, dateline, credits and teasers, paragraphs.

`layout` gives the offsets that reading needs; `front_matter` what head and dateline say about the
article. A file may be wrapped at a column, have a line for each paragraph, or blank lines between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from onus.sources.credits import Credit, closing_credit, credit_line
from onus.sources.dateline import Dateline, parse_dateline
from onus.sources.teasers import is_teaser

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """Offsets of the parts; `paragraphs` are the body without headline, dateline and credits.

    Lines that lead to other reports count among the credits: neither is read.
    """

    headline: Offsets | None
    dateline: Offsets | None
    credits: tuple[Offsets, ...]
    paragraphs: tuple[Offsets, ...]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the text itself says about the article; members are None where it says nothing."""

    title: str | None
    published: str | None
    place: str | None
    agency: str | None


def layout(text: str, title: str | None = None) -> Layout:
    """The parts of `text`. A known `title` is the headline when the text begins with it."""
    parts = _parts(text, title)
    return Layout(
        headline=parts.headline,
        dateline=(parts.dateline.start, parts.dateline.end) if parts.dateline else None,
        credits=tuple(sorted((credit.start, credit.end) for credit in parts.credits)),
        paragraphs=parts.paragraphs,
    )


def front_matter(text: str, title: str | None = None) -> FrontMatter:
    """Title, published date, dateline place and agency as far as `text` gives them."""
    parts = _parts(text, title)
    dateline = parts.dateline
    credited = [credit.agency for credit in parts.credits if credit.agency]
    days = [credit.day for credit in parts.credits if credit.day]
    return FrontMatter(
        title=" ".join(text[slice(*parts.headline)].split()) if parts.headline else None,
        published=(dateline.day if dateline else None) or next(iter(days), None),
        place=dateline.place if dateline else None,
        agency=(dateline.agency if dateline else None) or next(iter(credited), None),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    headline: Offsets | None
    dateline: Dateline | None
    credits: tuple[Credit, ...]
    paragraphs: tuple[Offsets, ...]


_HEAD_LINES = 8  # headline, subtitle, byline, date, place: all before the report begins
_DATELINE_WITHIN = 3  # a dateline opens one of the first paragraphs


def _parts(text: str, title: str | None) -> _Parts:
    blocks = list(paragraphs(text))
    credits: list[Credit] = []
    headline = _headline(text, blocks, title)
    body: list[Offsets] = []
    for number, (start, end) in enumerate(blocks):
        if (start, end) == headline:
            continue
        if is_teaser(text[start:end]):
            credits.append(Credit(start, end, None, None))
            continue
        near_edge = number < _HEAD_LINES or number >= len(blocks) - _HEAD_LINES
        credit = credit_line(text, start, end) if near_edge else None
        if credit is not None:
            credits.append(credit)
        else:
            body.append((start, end))
    dateline = None
    for number, (start, end) in enumerate(body[:_DATELINE_WITHIN]):
        dateline = parse_dateline(text, start, end)
        if dateline is not None:
            body[number] = (dateline.end, end)
            break
    if body:
        closing = closing_credit(text, *body[-1])
        if closing is not None:
            credits.append(closing)
            body[-1] = _trimmed(text, body[-1][0], closing.start)
    return _Parts(headline, dateline, tuple(credits), tuple(body))


def paragraphs(text: str) -> Iterator[Offsets]:
    """Offsets of the paragraphs, without the white space round them, none empty."""
    position = 0
    for gap in re.finditer(r"\n[^\S\n]*(?:\n[^\S\n]*)+|\Z", text):
        yield from _lines_of(text, position, gap.start())
        position = gap.end()


_WRAPPED_AT_MOST = 120
_WRAPPED_AT_LEAST = 40
_RAGGED = 4  # people and programs that wrap do not always fill a line
_SHARE_BROKEN = 0.5  # of the lines of a wrapped block that break mid-sentence, and go on so
_SHORT = 0.75  # of the width, for a title or byline above wrapped lines
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*$")


def _lines_of(text: str, start: int, end: int) -> Iterator[Offsets]:
    """The paragraphs of a block that is wrapped at a column, else one for each line."""
    start, end = _trimmed(text, start, end)
    if start >= end:
        return
    lines = text[start:end].split("\n")
    closing = _paragraph_ends(lines)
    first = start
    for number, line in enumerate(lines):
        last = start + len(line)
        if number in closing:
            if text[first:last].strip():
                yield _trimmed(text, first, last)
            first = last + 1
        start = last + 1


def _paragraph_ends(lines: list[str]) -> set[int]:
    """The lines (from 0) that end a paragraph: all of them where the block is not wrapped.

    It is when lines break mid-sentence because the next word would not have fitted. A paragraph
    of it ends with a line that had room for more and ends a sentence, or is as short as a title.
    """
    every = set(range(len(lines)))
    ends = [line.rstrip() for line in lines]
    width = max(len(end) for end in ends)
    if len(lines) == 1 or not _WRAPPED_AT_LEAST <= width <= _WRAPPED_AT_MOST:
        return every
    full = [
        len(end) + 1 + len((following.split() or [""])[0]) >= width - _RAGGED
        for end, following in pairwise(ends)
    ]
    ending = [_SENTENCE_END.search(end) is not None for end in ends[:-1]]
    broken = [
        at
        for at, (is_full, ends_) in enumerate(zip(full, ending, strict=True))
        if is_full and not ends_
    ]
    if all(full):
        return {len(lines) - 1} if broken else every
    going_on = sum(lines[at + 1].lstrip()[:1].islower() for at in broken)
    if len(broken) < _SHARE_BROKEN * len(full) or going_on < _SHARE_BROKEN * len(broken):
        return every
    closing = {
        at
        for at, end in enumerate(ends[:-1])
        if not full[at] and (ending[at] or len(end) < _SHORT * width)
    }
    return closing | {len(lines) - 1}


def _trimmed(text: str, start: int, end: int) -> Offsets:
    stretch = text[start:end]
    return start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip())


_HEADLINE_LENGTH = 180
_LABEL_WORDS = 2  # a teaser as short is the name of a section above the headline
_LETTERS = re.compile(r"[^\W\d_]{4,}")


def _headline(text: str, blocks: list[Offsets], title: str | None) -> Offsets | None:
    """The first paragraph that is no credit, when it is short and reads like a headline."""
    for number, (start, end) in enumerate(blocks[:3]):
        line = text[start:end]
        if title is not None and " ".join(line.split()) == " ".join(title.split()):
            return start, end
        label = is_teaser(line) and len(line.split()) <= _LABEL_WORDS
        if label or credit_line(text, start, end) is not None:
            continue
        following = blocks[number + 1 :]
        if (
            not following
            or len(line) > _HEADLINE_LENGTH
            or "\n" in line
            or parse_dateline(text, start, end) is not None
        ):
            return None
        opens_report = any(parse_dateline(text, *block) for block in following[:2])
        return (start, end) if opens_report or _reads_like_headline(line) else None
    return None


def _reads_like_headline(line: str) -> bool:
    if line[0] in "\"“‘'(" and line[-1] in "\"”’').":
        return False  # a quotation, or a remark in brackets
    if line[-1] not in '.!?:;,"”':
        return True
    words = _LETTERS.findall(line)
    return bool(words) and sum(word[0].isupper() for word in words) > 0.7 * len(words)

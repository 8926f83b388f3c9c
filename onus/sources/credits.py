"""Lines that credit somebody: bylines, "(With agency inputs)", "- Reuters", copyright, dates.

They are no part of the report and are not read; a named agency or a full date in them is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onus.sources.dateline import DAY, agency_in, iso_day


@dataclass(frozen=True, slots=True)
class Credit:
    """A stretch of the text that credits somebody, with the agency and the day it names."""

    start: int
    end: int
    agency: str | None
    day: str | None


_LONGEST = 220
_DATE_LINE = re.compile(
    r"(?:(?:first |last )?(?:published|updated|posted|issued|modified)(?: on| at)?:?\s*)?"
    rf"{DAY}(?:[,|\s]*(?:at\s+)?\d{{1,2}}[:.]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\s*\(?[A-Z]{{0,5}}\)?)?\.?",
    re.I,
)
_BYLINE = re.compile(
    r"(?:by|written by|reported by|from)\s+(?:our\s+[\w ]{3,40}|(?:(?:the|in|for)\s+)?[A-Z][^.!?]*)"
    r"|(?:from\s+)?our\s+(?:[\w ]+\s)?(?:correspondents?|reporters?|bureau|staff)\b[\w ,]*",
    re.I,
)
_BYLINE_START = re.compile(
    r"[Bb][Yy]\s+(?:[A-Z]|[Tt]he\s|[Oo]ur\s)|(?:Written|Reported) by\s|[Ff]rom our\s|Our\s"
)
_CREDIT = re.compile(
    r"[(\[]?\s*(?:with\s+(?:additional\s+)?(?:agency|agencies|wire|inputs?|reporting|reports|files|material)\b"
    r"|inputs?\s+from\b|agencies\b|reporting\s+by\b|additional\s+reporting\b|edit(?:ed|ing)\s+by\b|writing\s+by\b"
    r"|compiled\s+(?:by|from)\b|source:|this\s+(?:story|report|article)\s+(?:has|was)\b"
    r"|©|\(c\)|copyright\b|all\s+rights\s+reserved|follow\s+us\b"
    r"|(?:the\s+)?associated\s+press\s+(?:\w+\s+)?(?:writers?|reporters?|journalists?)\b[^.]*\bcontributed"
    r"|[^.]{3,100}\bcontributed\s+to\s+this\s+(?:story|report|article))",
    re.I,
)
_AGENCY_ALONE = re.compile(r"[\s(\[—–\-|]*(?P<agency>[^\W\d_][\w .&/\-]{1,60}?)[\s)\]|.]*")
_CLOSING = re.compile(
    r"(?:(?<=[.!?\"”’)])\s*[(\[](?P<bracketed>[^()\[\]\n]{2,80})[)\]]\.?"
    r"|(?<=[.!?\"”’])\s*(?:--+|[—–-])\s*(?P<dashed>[^\W\d_][\w .&/]{1,40}))\s*\Z"
)


def credit_line(text: str, start: int, end: int) -> Credit | None:
    """The whole paragraph `text[start:end]` as a credit, None when it is part of the report."""
    line = text[start:end]
    if len(line) > _LONGEST:
        return None
    dated = _DATE_LINE.fullmatch(line)
    if dated is not None:
        return Credit(start, end, None, iso_day(dated))
    alone = _AGENCY_ALONE.fullmatch(line)
    agency = agency_in(alone["agency"]) if alone is not None else None
    is_byline = bool(_BYLINE_START.match(line)) and _BYLINE.fullmatch(line) is not None
    if agency is None and not is_byline and _CREDIT.match(line) is None:
        return None
    return Credit(start, end, agency or _agency_within(line), None)


def closing_credit(text: str, start: int, end: int) -> Credit | None:
    """The credit at the end of the last paragraph: '... he said. (ANI)', '... he said. — AFP'."""
    found = _CLOSING.search(text, max(start, end - _LONGEST), end)
    if found is None:
        return None
    words = found["bracketed"] or found["dashed"]
    agency = agency_in(words)
    if agency is None and not (found["bracketed"] and _CREDIT.match(words)):
        return None
    offset = len(found.group()) - len(found.group().lstrip())
    return Credit(found.start() + offset, end, agency or _agency_within(words), None)


def _agency_within(line: str) -> str | None:
    """An agency named somewhere in a credit: "(With inputs from PTI)", "By Jane Roe, AP"."""
    words = re.findall(r"[^\W_][\w\-]*", line)
    for length in (4, 3, 2, 1):
        for first in range(len(words) - length + 1):
            agency = agency_in(" ".join(words[first : first + length]))
            if agency is not None:
                return agency
    return None

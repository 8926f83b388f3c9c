"""The words before a report that say where, when and by whom: "ISLAMABAD, June 9 (AP) -".

Recognised are, in this order, with something of it missing: towns, region, date, agency in
brackets, and a dash or a colon. A name alone with a colon or a dash ("Washington:") counts only
when it is a known dateline town or, before a dash, stands in capitals: "Trump:" opens a quotation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from onus.sources import lexicon


@dataclass(frozen=True, slots=True)
class Dateline:
    """`start` to `end` is the dateline with its dash or colon and the space after it."""

    start: int
    end: int
    place: str | None
    day: str | None
    agency: str | None


_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_MONTH = r"(?:" + "|".join(rf"{name[:3]}(?:{name[3:]}|t)?\.?" for name in _MONTHS) + r")"
_WEEKDAY = r"(?:(?:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?\.?,?\s+)?"
DAY = (
    rf"(?i:{_WEEKDAY}(?:(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)"
    rf"|(?P<day_first>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month_last>{_MONTH}))"
    r"(?:,?\s+(?P<year>(?:19|20)\d\d))?)"
)
_DAY_AHEAD = re.sub(r"\(\?P<\w+>", "(?:", DAY)
_NAME = r"[^\W\d_][\w'’.\-]*"
_PLACE = (
    rf"(?!{_DAY_AHEAD})(?P<place>{_NAME}(?:[ /]{_NAME}){{0,4}}?)"
    rf"(?P<region>(?:,[ ](?!{_DAY_AHEAD}){_NAME}(?:[ ]{_NAME}){{0,2}}?){{0,2}}?)"
)
_DATE = rf"(?P<date>(?:(?<=\w)[,.]?\s+|(?<=\.),?\s+)?{DAY})?"
_AGENCY = r"\((?P<agency>[^()\n]{2,60})\)"
_DASH = r"--+|[—–:|]|(?<=\s)-(?=\s)|-(?=\s)"
_DATELINE = re.compile(
    rf"(?:{_PLACE})?{_DATE},?\s*(?:{_AGENCY}\s*(?P<after_agency>{_DASH})?|(?P<bare>{_DASH}))\s*"
)
_INTERFAX = re.compile(
    rf"(?P<place>[A-Z][A-Z .\-]+)\.\s+{DAY}\.?\s+\(?(?P<agency>[A-Z][A-Za-z\-]+)\)?"
    r"(?P<region>)\s*(?P<after_agency>[-—–])(?P<bare>)\s*"
)
_UNKNOWN_AGENCY = re.compile(r"[A-Z][\w\-]*(?: [A-Z][\w\-]*){0,3}")
_LONGEST = 120


def parse_dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline that opens the paragraph `text[start:end]`, None when there is none."""
    stretch = text[start : min(end, start + _LONGEST)]
    found = _INTERFAX.match(stretch) or _DATELINE.match(stretch)
    if found is None or not found.group().strip() or start + found.end() >= end:
        return None
    place, bracketed = found["place"], found["agency"] or ""
    agency = agency_in(bracketed)
    separator = found["after_agency"] or found["bare"] or ""
    if bracketed and agency is None:
        if not separator or not _is_town(place):
            return None
        agency = bracketed if _UNKNOWN_AGENCY.fullmatch(bracketed) else None
    dated = found["month"] or found["month_last"]
    if not _is_dateline(place, found["region"], separator, agency=bool(agency), dated=bool(dated)):
        return None
    return Dateline(start, start + found.end(), _town(place), iso_day(found), agency)


def _is_dateline(
    place: str | None, region: str | None, separator: str, *, agency: bool, dated: bool
) -> bool:
    if place is None:
        return agency and bool(separator)  # "(Reuters) - ", "June 9 (UPI) --"
    if agency:
        return _looks_like_place(place)
    if not separator:
        return False
    if _is_known(place):
        return True
    if dated:
        return _looks_like_place(place)
    return (
        place.isupper()
        and len(place) > 2
        and place not in lexicon.labels()
        and (bool(region) or separator not in (":", "|"))
    )


def _is_known(place: str) -> bool:
    return any(town.upper() in lexicon.cities() for town in place.split("/"))


def _is_town(place: str | None) -> bool:
    return place is not None and (place.isupper() or _is_known(place))


def _looks_like_place(place: str) -> bool:
    """Every word is capitalised, small joining words apart ("Rio de Janeiro")."""
    words = re.split(r"[ /]", place)
    return words[0][:1].isupper() and all(
        word[:1].isupper() or len(word) <= 3 or "-" in word for word in words
    )


def agency_in(words: str) -> str | None:
    """The agency that `words` name, alone or among others ("AP/Reuters", "PTI and ANI")."""
    known = lexicon.agencies()
    whole = words.strip(" .")
    parts = [whole, *re.split(r"\s*(?:/|,|&|;|\band\b)\s*", whole)]
    return next((known[part] for part in parts if part in known), None)


def iso_day(found: re.Match[str]) -> str | None:
    """The date matched by `DAY` in ISO 8601, None without a year or when no such day exists."""
    month, day = found["month"] or found["month_last"], found["day"] or found["day_first"]
    if month is None or found["year"] is None:
        return None
    number = next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(month[:3].lower()))
    try:
        return date(int(found["year"]), number, int(day)).isoformat()
    except ValueError:
        return None


def _town(place: str | None) -> str | None:
    """ "NEW DELHI" as "New Delhi"; a name that is not in capitals stays as it is."""
    if place is None or not place.isupper():
        return place
    words = re.split(r"([ /\-])", place)
    return "".join(
        word
        if "." in word[:-1] or word in ("DC", "UN")
        else _SMALL.get(word) or _ELISION.sub(_capital_after, word.capitalize())
        for word in words
    )


_SMALL = {"OF": "of", "DE": "de", "AU": "au", "ES": "es", "AL": "al", "LA": "La", "DEL": "del"}
_ELISION = re.compile(r"(?<=^\w['’])\w")  # "N'Djamena", but "Xi'an"


def _capital_after(found: re.Match[str]) -> str:
    return found.group().upper()

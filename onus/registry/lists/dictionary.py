"""Actor dictionaries in the form of PETRARCH and Phoenix.

    NURIA_ALVAREZ_  ; whoever
    +N._ALVAREZ
        [ESPGOV 20100601-20140531]
        [ESPOPP >20140601]

A name begins a line; its codes follow in brackets on the same line or on lines of their own, each
with the dates between which it holds; `+` begins another form of the name. `;` and `#` begin
remarks, `_` stands for a space. Every code of a name is an entry of its own, so that each keeps
its dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from onus.errors import SourceError
from onus.registry.lists.entry import Entry, EntryKind
from onus.resolving.countries import country_coded

_CODE = re.compile(r"\[([^\]\[]*)\]")
_REMARK = re.compile(r"[;#].*")
_DAY = re.compile(r"(\d{8}|\d{6})")


@dataclass(slots=True)
class _Actor:
    line: int
    names: list[str]
    codes: list[str] = field(default_factory=list)


def read_dictionary(path: Path) -> Iterator[Entry]:
    """The entries of an actor dictionary. Raises `SourceError` naming the line that is none."""
    for actor in _actors(path):
        for text in actor.codes:
            yield _entry(path, actor, text)


def looks_like_dictionary(lines: list[str]) -> bool:
    """Whether these first lines are of an actor dictionary."""
    told = [line for line in lines if _REMARK.sub("", line).strip()]
    return any(_CODE.search(line) for line in told) and not any(
        line.lstrip().startswith("{") for line in told
    )


def _actors(path: Path) -> Iterator[_Actor]:
    actor: _Actor | None = None
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for number, line in enumerate(file, start=1):
            text = _REMARK.sub("", line).rstrip()
            codes = [code.strip() for code in _CODE.findall(text)]
            name = _name(_CODE.sub("", text))
            if name and name.startswith("+"):
                if actor is None:
                    raise SourceError(str(path), f"line {number}: no name stands before {name!r}")
                actor.names.append(_name(name[1:]))
            elif name:
                if actor is not None:
                    yield actor
                actor = _Actor(number, [name])
            if codes and actor is None:
                raise SourceError(str(path), f"line {number}: a code without a name")
            if not all(codes):
                raise SourceError(str(path), f"line {number}: brackets without a code")
            if actor is not None:
                actor.codes += codes
    if actor is not None:
        yield actor


def _name(text: str) -> str:
    return " ".join(text.replace("_", " ").split())


def _entry(path: Path, actor: _Actor, text: str) -> Entry:
    """One code with its dates: `ESPGOV`, `ESPGOV >20140101`, `<20100101`, `20100101-20140101`."""
    code, *dates = text.split()
    if code[0] in "<>0123456789":
        code, dates = "", [code, *dates]
    try:
        start, end = _stretch("".join(dates))
    except ValueError:
        raise SourceError(
            str(path), f"line {actor.line}: {' '.join(dates)!r} under {actor.names[0]} is no date"
        ) from None
    country = country_coded(code[:3].upper())
    called = tuple(name.title() for name in actor.names)
    return Entry(
        id=" ".join(part for part in (code, actor.names[0].replace(" ", "_")) if part),
        names=called,
        kind=_kind(code, country is not None),
        countries=(country.code,) if country is not None else (),
        start=start,
        end=end,
        programme=code or None,
    )


def _kind(code: str, of_country: bool) -> EntryKind | None:
    """A country's code alone is the state; otherwise the dictionary does not say what it is."""
    return "state" if of_country and len(code) == 3 else None


def _stretch(text: str) -> tuple[str | None, str | None]:
    """First and last day of a restriction; both sides of ">" and "<" are left out of it."""
    days = [_day(found) for found in _DAY.findall(text)]
    if text.startswith(">") and len(days) == 1:
        return (days[0] + timedelta(days=1)).isoformat(), None
    if text.startswith("<") and len(days) == 1:
        return None, (days[0] - timedelta(days=1)).isoformat()
    if len(days) == 2:
        return days[0].isoformat(), days[1].isoformat()
    if text:
        raise ValueError(text)
    return None, None


def _day(text: str) -> date:
    """A day written YYYYMMDD, or YYMMDD of the years 1930 to 2029."""
    if len(text) == 6:
        text = ("19" if int(text[:2]) >= 30 else "20") + text
    return date.fromisoformat(text)

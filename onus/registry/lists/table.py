"""A table of one's own: CSV with a column for the name and whatever else there is."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final, cast

from onus.errors import SourceError
from onus.registry.lists.countries import alpha3
from onus.registry.lists.entry import Entry, EntryKind
from onus.sources.encoding import encoding_of
from onus.sources.tables import delimiter_of

FIELDS: Final = (
    "name",
    "id",
    "aliases",
    "kind",
    "countries",
    "born",
    "start",
    "end",
    "programme",
)
_KINDS: Final = {
    "person": "person",
    "individual": "person",
    "organisation": "organisation",
    "organization": "organisation",
    "entity": "organisation",
    "group": "organisation",
    "company": "organisation",
    "state": "state",
    "country": "state",
}

_MONTH = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")


def read_table(path: Path, columns: Mapping[str, str]) -> Iterator[Entry]:
    """The entries of a CSV file; `columns` says which column holds which of `FIELDS`.

    A field not named there is looked for under its own name. Values of one cell are parted by
    semicolons or bars. Raises `SourceError` when a column is missing, or a day is none.
    """
    with path.open(encoding=encoding_of(str(path)), newline="") as file:
        delimiter = delimiter_of(file.readline())
        file.seek(0)
        rows = csv.DictReader(file, delimiter=delimiter)
        present = {name.strip().lower(): name for name in rows.fieldnames or ()}
        where = {
            name: present[columns.get(name, name).lower()]
            for name in FIELDS
            if columns.get(name, name).lower() in present
        }
        _check(path, columns, where, rows.fieldnames or ())
        for number, row in enumerate(rows, start=1):
            found = {name: (row[column] or "").strip() for name, column in where.items()}
            for name in ("start", "end"):
                if not _is_day(found.get(name, "")):
                    reason = f"line {rows.line_num}: {name} {found[name]!r} is not like 2019-06-09"
                    raise SourceError(str(path), reason)
            if found["name"]:
                yield _entry(found, number)


def _is_day(text: str) -> bool:
    """Whether this is an ISO 8601 day, a month or a year, or nothing."""
    if not text or _MONTH.fullmatch(text):
        return True
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _check(
    path: Path, columns: Mapping[str, str], where: Mapping[str, str], there: Iterable[str]
) -> None:
    unknown = next((name for name in columns if name not in FIELDS), None)
    if unknown is not None:
        raise SourceError(str(path), f"{unknown!r} is none of {', '.join(FIELDS)}")
    missing = next((name for name in ["name", *columns] if name not in where), None)
    if missing is not None:
        column = columns.get(missing, missing)
        listed = ", ".join(map(repr, there))
        raise SourceError(str(path), f"has no column {column!r} for the {missing}; it has {listed}")


def _entry(row: Mapping[str, str], number: int) -> Entry:
    kind = _KINDS.get(row.get("kind", "").lower())
    return Entry(
        id=row.get("id") or str(number),
        names=tuple(dict.fromkeys([row["name"], *_parts(row.get("aliases", ""))])),
        kind=cast(EntryKind, kind) if kind is not None else None,
        countries=tuple(
            sorted({c for part in _parts(row.get("countries", "")) if (c := alpha3(part))})
        ),
        born=tuple(_parts(row.get("born", ""))),
        start=row.get("start") or None,
        end=row.get("end") or None,
        programme=row.get("programme") or None,
    )


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.replace("|", ";").split(";") if part.strip()]

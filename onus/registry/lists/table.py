"""A table of one's own: CSV with a column for the name and whatever else there is."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, cast

from onus.errors import SourceError
from onus.registry.lists.countries import alpha3
from onus.registry.lists.entry import Entry, EntryKind

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


def read_table(path: Path, columns: Mapping[str, str]) -> Iterator[Entry]:
    """The entries of a CSV file; `columns` says which column holds which of `FIELDS`.

    A field not named there is looked for under its own name. Values of one cell are parted by
    semicolons or bars. Raises `SourceError` when a column is missing.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        present = {name.strip().lower(): name for name in rows.fieldnames or ()}
        where = {
            name: present[columns.get(name, name).lower()]
            for name in FIELDS
            if columns.get(name, name).lower() in present
        }
        _check(path, columns, where)
        for number, row in enumerate(rows, start=1):
            found = {name: (row[column] or "").strip() for name, column in where.items()}
            if found["name"]:
                yield _entry(found, number)


def _check(path: Path, columns: Mapping[str, str], where: Mapping[str, str]) -> None:
    unknown = next((name for name in columns if name not in FIELDS), None)
    if unknown is not None:
        raise SourceError(str(path), f"{unknown!r} is none of {', '.join(FIELDS)}")
    missing = next((name for name in ["name", *columns] if name not in where), None)
    if missing is not None:
        column = columns.get(missing, missing)
        raise SourceError(str(path), f"has no column {column!r} for the {missing}")


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

"""Lists in the forms of OpenSanctions: `targets.simple.csv` and FollowTheMoney entities by lines.

Of an entity the names and aliases, kind, countries, birth dates and programmes are taken; weak
aliases are not, since half the world shares them. The sanctions of an entity give its dates.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from onus.errors import SourceError
from onus.registry.lists.countries import alpha3
from onus.registry.lists.entry import Entry, EntryKind

# FollowTheMoney schemata of those who can act; what is owned or issued (vessels, aircraft,
# passports, addresses) is no actor.
SCHEMATA: Final[Mapping[str, EntryKind | None]] = {
    "Person": "person",
    "Organization": "organisation",
    "Company": "organisation",
    "PublicBody": "organisation",
    "LegalEntity": None,
    "Thing": None,
}
SIMPLE: Final = ("id", "schema", "name", "aliases", "countries")  # columns that must be there


def read_simple(path: Path) -> Iterator[Entry]:
    """The entries of a `targets.simple.csv`. Raises `SourceError` when a column is missing."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = [name for name in SIMPLE if name not in (rows.fieldnames or ())]
        if missing:
            raise SourceError(str(path), f"has no column {missing[0]!r}")
        for row in rows:
            if row["schema"] in SCHEMATA and row["name"]:
                yield Entry(
                    id=row["id"],
                    names=_distinct([row["name"], *_parts(row["aliases"])]),
                    kind=SCHEMATA[row["schema"]],
                    countries=_countries(_parts(row["countries"])),
                    born=tuple(_parts(row.get("birth_date"))),
                    start=None,
                    programme=_programme(row),
                )


def read_entities(path: Path) -> Iterator[Entry]:
    """The entries of a file of FollowTheMoney entities, one JSON object a line.

    Raises `SourceError` naming the line that is no entity.
    """
    dates = _sanctions(path)
    for row in _entities(path):
        if row["schema"] not in SCHEMATA or row.get("target") is False:
            continue
        told = row.get("properties", {})
        called = _distinct([*_values(told, "name"), row.get("caption"), *_values(told, "alias")])
        if not called:
            continue
        sanction = dates.get(row["id"], {})
        yield Entry(
            id=row["id"],
            names=called,
            kind=SCHEMATA[row["schema"]],
            countries=_countries(
                [
                    *_values(told, "country"),
                    *_values(told, "nationality"),
                    *_values(told, "citizenship"),
                    *_values(told, "jurisdiction"),
                ]
            ),
            born=tuple(sorted(_values(told, "birthDate"))),
            start=min(sanction.get("startDate", []), default=None),
            end=max(sanction.get("endDate", []), default=None),
            programme="; ".join(_distinct(sanction.get("program", []))) or None,
        )


def _sanctions(path: Path) -> dict[str, dict[str, list[str]]]:
    """Dates and programmes of the sanctions in the file, by the entity they are on."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in _entities(path):
        if row["schema"] == "Sanction":
            told = row.get("properties", {})
            for entity in _values(told, "entity"):
                for name in ("startDate", "endDate", "program"):
                    found[entity][name] += _values(told, name)
    return found


def _entities(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError:
                row = None
            if not isinstance(row, dict) or not {"id", "schema"} <= row.keys():
                raise SourceError(str(path), f"line {number} is no FollowTheMoney entity")
            yield row


def _values(properties: Any, name: str) -> list[str]:
    """The values of a property; referenced entities may be nested as objects."""
    found = properties.get(name, []) if isinstance(properties, dict) else []
    listed = found if isinstance(found, list) else [found]
    texts = [value.get("id") if isinstance(value, dict) else value for value in listed]
    return [str(text) for text in texts if text]


def _countries(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({code for text in codes if (code := alpha3(text)) is not None}))


def _parts(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(";") if part.strip()]


def _programme(row: Mapping[str, str]) -> str | None:
    return row.get("program_ids") or row.get("sanctions") or row.get("dataset") or None


def _distinct(texts: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))

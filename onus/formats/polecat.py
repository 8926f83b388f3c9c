"""POLECAT: tab-separated political events, classified, with attributes and types.

One row an event, parties and codes joined with `; `, a missing value the word None, as there. The
columns `attribution` stand behind POLECAT's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from onus import __version__
from onus.formats import codes
from onus.formats.delimited import attribution, read_lines, with_attribution, write_lines
from onus.formats.events import CodedEvent, Party

_JOIN = "; "
_NONE = "None"


def write(events: Iterable[CodedEvent], stream: IO[bytes]) -> None:
    """A file with a header."""
    write_lines(map(_row, events), stream, with_attribution("polecat"))


def read(path: Path) -> Iterator[dict[str, str | None]]:
    """The cells of each row by column. Raises `FormatError`."""
    header = with_attribution("polecat")
    for cells in read_lines(path, header):
        yield {
            name: None if cell in ("", _NONE) else cell
            for name, cell in zip(header, cells, strict=True)
        }


def _row(event: CodedEvent) -> list[object]:
    place = event.place
    return [
        *_named(
            event.id,
            event.day,
            event.type,
            codes.polecat_mode(event.type, event.mode),
            codes.score(event.type, event.mode),
            codes.facts("scales")["quads"].get(event.quad),
            _JOIN.join(event.contexts),
            *_party(event.sources, event.source_text),
            *_party(event.targets, event.target_text),
            place and place.name,
            *(None, None, None),  # city, district, province
            place and place.country,
            place and place.latitude,
            place and place.longitude,
            None,  # GeoNames id
            place and place.name,
            None,  # feature type
            event.article.publisher or event.article.agency,
            event.article.published,
            *(None, None, None),  # people, organizations and places of the story
            event.article.language,
            f"Onus {__version__}",
        ),
        *attribution(event),
    ]


def _party(parties: tuple[Party, ...], raw: str | None) -> tuple[object, ...]:
    countries = _distinct(party.country for party in parties)
    sectors = _distinct(party.sector for party in parties)
    known = filter(None, map(codes.country, countries))
    return (
        _JOIN.join(party.name for party in parties),
        _JOIN.join(countries),
        _JOIN.join(each.cow for each in known if each.cow),
        sectors[0] if sectors else None,
        _JOIN.join(sectors),
        None,  # title
        raw,
        None,  # Wikipedia id
    )


def _distinct(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _named(*cells: object) -> list[object]:
    return [_NONE if cell in (None, "") else cell for cell in cells]

"""ICEWS: the tab-separated files of the ICEWS Coded Event Data, a row for each source and target.

The columns `attribution` stand behind those of ICEWS.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from onus.formats import codes
from onus.formats.delimited import attribution, read_lines, with_attribution, write_lines
from onus.formats.events import CodedEvent, Party
from onus.formats.pairs import Pair, number_of, pairs_of


def write(events: Iterable[CodedEvent], stream: IO[bytes]) -> None:
    """A file with a header."""
    pairs = (pair for event in events for pair in pairs_of(event))
    write_lines(map(_row, pairs), stream, with_attribution("icews"))


def read(path: Path) -> Iterator[dict[str, str | None]]:
    """The cells of each row by column. Raises `FormatError`."""
    header = with_attribution("icews")
    for cells in read_lines(path, header):
        yield {name: cell or None for name, cell in zip(header, cells, strict=True)}


def _row(pair: Pair) -> list[object]:
    event = pair.event
    code = codes.cameo(event.cameo)
    place = event.place
    return [
        pair.number,
        event.day,
        *_party(pair.source),
        code and code.label,
        event.cameo,
        code and code.icews,
        *_party(pair.target),
        number_of(event.article.id),
        event.sentence,
        event.article.publisher or event.article.agency,
        place and place.name,
        *(None, None),  # district, province
        _country(place.country) if place else None,
        place and place.latitude,
        place and place.longitude,
        *attribution(event),
    ]


def _party(party: Party | None) -> tuple[object, ...]:
    if party is None:
        return (None, None, None)
    words = codes.sector(party.sector).icews
    return (party.name, ",".join(words), _country(party.country))


def _country(iso3: str | None) -> str | None:
    known = codes.country(iso3)
    return known.icews if known else iso3

"""GDELT: the events table of GDELT 2.0, 61 tab-separated columns without a header.

A row for each source and target. With claims the columns `attribution` follow as 62nd and further;
without them the rows are facts only, and the file is exactly GDELT's.
"""

from __future__ import annotations

from datetime import date

from onus.formats import codes
from onus.formats.cameo_actors import cameo_actor
from onus.formats.events import Party, Where
from onus.formats.pairs import Pair
from onus.resolving.countries import country_coded

_COUNTRY, _US_TOWN, _TOWN = 1, 3, 4  # GDELT's kinds of place
_NO_PLACE: tuple[object, ...] = (0, *[None] * 7)


def row(pair: Pair) -> list[object]:
    """The cells of GDELT's own columns."""
    event = pair.event
    code = event.cameo or ""
    known = codes.cameo(code)
    published = _date(event.article.published)
    return [
        pair.number,
        *_day(_date(event.day)),
        *_party(pair.source),
        *_party(pair.target),
        1 if event.sentence == 1 else 0,  # GDELT's root events are those of the lead
        code,
        code[:3],
        code[:2],
        codes.facts("scales")["gdelt_quads"].get(code[:2]),
        known and known.goldstein,
        *(1, 1, 1),  # mentions, sources, articles
        None,  # tone, which Onus does not measure
        *_NO_PLACE,  # where an actor is, Onus does not say
        *_NO_PLACE,
        *_place(event.place),
        f"{published:%Y%m%d}000000" if published else None,
        event.article.url or event.article.id,
    ]


def _date(value: str | None) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError:
        return None  # "2019-06": GDELT knows days only


def _day(day: date | None) -> tuple[object, ...]:
    if day is None:
        return (None, None, None, None)
    fraction = (day.month * 30 + day.day) / 365  # as the codebook reckons it
    return (f"{day:%Y%m%d}", f"{day:%Y%m}", day.year, f"{day.year + fraction:.4f}")


def _party(party: Party | None) -> tuple[object, ...]:
    coded = cameo_actor(party)
    return (
        coded.full,
        party and party.name.upper(),
        coded.country,
        coded.group,
        *("", "", ""),  # ethnicity, religions
        coded.root or coded.role,
        *("", ""),  # further types
    )


def _place(place: Where | None) -> tuple[object, ...]:
    if place is None:
        return _NO_PLACE
    known = codes.country(place.country)
    fips = known.fips if known else ""
    country = country_coded(place.country)
    name = country.name if country else known.icews if known else None
    at = (place.latitude, place.longitude)
    if place.name == name:
        return (_COUNTRY, name, fips, fips, None, *at, fips)
    kind = _US_TOWN if place.country == "USA" else _TOWN
    return (kind, f"{place.name}, {name}" if name else place.name, fips, None, None, *at, None)

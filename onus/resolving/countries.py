"""The world's countries: from a name, an adjective or a seat of government to ISO 3166-1 alpha-3.

country_named("Britain").code          'GBR'
country_of_adjective("Pakistani").code 'PAK'
country_of_seat("Islamabad").code      'PAK'
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from onus.resolving.knowledge import load

# Names asked for again and again in a stream of articles; some 10 MB when full.
_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory; `latitude` and `longitude` are of its middle."""

    code: str
    name: str
    other: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capital: str | None
    seats: tuple[str, ...]
    latitude: float
    longitude: float


@lru_cache(maxsize=_REMEMBERED)
def country_named(text: str) -> Country | None:
    """The country that `text` names ("Pakistan", "the U.S.", "Burma"), by exact spelling."""
    return _names().get(_bare(text))


@lru_cache(maxsize=_REMEMBERED)
def country_of_adjective(text: str) -> Country | None:
    """The country of an adjective or of one of its people ("Pakistani", "Briton")."""
    return _adjectives().get(_bare(text))


@lru_cache(maxsize=_REMEMBERED)
def country_of_people(text: str) -> Country | None:
    """The country whose people `text` names in the plural ("Pakistanis", "the French")."""
    return _peoples().get(_bare(text))


@lru_cache(maxsize=_REMEMBERED)
def country_of_seat(text: str) -> Country | None:
    """The country whose government sits at `text` ("Islamabad", "The Hague")."""
    return _seats().get(_bare(text))


def country_in(text: str) -> Country | None:
    """The country of a name, adjective, people or seat, tried in this order."""
    return (
        country_named(text)
        or country_of_adjective(text)
        or country_of_people(text)
        or country_of_seat(text)
    )


@cache
def countries() -> dict[str, Country]:
    """All countries by alpha-3 code."""
    return {code: _country(code, row) for code, row in load("countries").items()}


def country_coded(code: str | None) -> Country | None:
    """The country with this alpha-3 code, or None."""
    return None if code is None else countries().get(code)


def _country(code: str, row: dict[str, Any]) -> Country:
    return Country(
        code=code,
        name=str(row["name"]),
        other=_texts(row, "other"),
        adjectives=_texts(row, "adjectives"),
        people=_texts(row, "people"),
        capital=str(row["capital"]) if "capital" in row else None,
        seats=_texts(row, "seats"),
        latitude=float(row["at"][0]),
        longitude=float(row["at"][1]),
    )


def _texts(row: dict[str, Any], key: str) -> tuple[str, ...]:
    return tuple(str(item) for item in row.get(key, ()))


def _bare(text: str) -> str:
    """Without article and possessive, with straight apostrophes kept as they are."""
    bare = text.strip()
    for ending in ("'s", "’s", "'", "’"):
        bare = bare.removesuffix(ending)
    for article in ("the ", "The ", "THE "):
        if bare.startswith(article) and bare[len(article) :]:
            bare = bare[len(article) :]
    return bare


@cache
def _names() -> dict[str, Country]:
    table: dict[str, Country] = {}
    for country in countries().values():
        for name in (country.name, *country.other):
            table.setdefault(_bare(name), country)
    for country in countries().values():  # datelines and headlines are set in capitals
        for name in (country.name, *country.other):
            table.setdefault(_bare(name).upper(), country)
    return table


@cache
def _adjectives() -> dict[str, Country]:
    table: dict[str, Country] = {}
    for country in countries().values():
        for word in (*country.adjectives, *country.people):
            table.setdefault(word, country)
    return table


@cache
def _peoples() -> dict[str, Country]:
    table: dict[str, Country] = {}
    for country in countries().values():
        for word in (*country.adjectives, *country.people):
            table.setdefault(plural(word), country)
    return table


@cache
def _seats() -> dict[str, Country]:
    table: dict[str, Country] = {}
    for country in countries().values():
        for place in (*((country.capital,) if country.capital else ()), *country.seats):
            table.setdefault(place, country)
            table.setdefault(place.upper(), country)
    return table


def plural(word: str) -> str:
    """The people that an adjective or a singular names: "Pakistanis", "the French", "Britons"."""
    if word.endswith(("man", "woman")) and word not in ("German", "Roman", "Burman"):
        return word[:-2] + "en"
    unchanged = ("ese", "ish", "ch", "ss", "UK", "US", ".", "Hellenic", "Icelandic", "Lao")
    return word if word.endswith(unchanged) else word + "s"

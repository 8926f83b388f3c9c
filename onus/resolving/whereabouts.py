"""Which countries an article is about: those that its words name, and where it was filed."""

from __future__ import annotations

import re
from functools import lru_cache

from onus.resolving.countries import country_in, country_of_seat
from onus.resolving.gazetteer import sites

_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_NAME_WORDS = 4  # "the Democratic Republic of Congo" without its small words


@lru_cache(maxsize=10_000)
def home_of(place: str | None) -> str | None:
    """The country of the place where an article was filed, when there is no doubt."""
    if place is None:
        return None
    seat = country_of_seat(place)
    if seat is not None:
        return seat.code
    found = {site.country for site in sites(place) if site.main_name}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=50_000)
def countries_in(text: str) -> frozenset[str]:
    """The countries that a text names: "Chadian troops", "the foreign ministers of A and B"."""
    words = _WORD.findall(text)
    found: set[str] = set()
    at = 0
    while at < len(words):
        for length in range(min(_NAME_WORDS, len(words) - at), 0, -1):
            name = " ".join(words[at : at + length])
            country = country_in(name) if name[0].isupper() else None
            if country is not None:
                found.add(country.code)
                at += length - 1
                break
        at += 1
    return frozenset(found)

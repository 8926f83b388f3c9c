"""The knowledge files: countries, institutions, roles."""

from __future__ import annotations

import pycountry
import pytest

from onus.resolving.countries import (
    countries,
    country_in,
    country_named,
    country_of_adjective,
    country_of_people,
    country_of_seat,
)
from onus.resolving.institutions import institution_named, institutions
from onus.resolving.knowledge import load
from onus.resolving.roles import KINDS, role_ending

SECTORS = frozenset(  # PLOVER manual: sector primary codes, non-state actor codes; and UNK
    "GOV JUD LEG MIL COP OPP PTY REB PRM SPY UAF CVL ELI BUS EDU MED LAB AGR JRN REF REL SOC CRM "
    "IGO NGO ISM IMG MNC UNK".split()
)


def test_countries_are_those_of_iso_3166_and_kosovo() -> None:
    codes = {country.alpha_3 for country in pycountry.countries}
    assert set(countries()) - codes == {"XKX"}
    members = 193  # of the United Nations; with observers and territories there are more
    assert len(countries()) > members


def test_no_name_of_a_country_means_two() -> None:
    seen: dict[str, str] = {}
    for code, country in countries().items():
        for name in (country.name, *country.other):
            assert seen.setdefault(name, code) == code
        assert -90 <= country.latitude <= 90
        assert -180 <= country.longitude <= 180


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Pakistan", "PAK"),
        ("the U.S.", "USA"),
        ("Britain", "GBR"),
        ("Holland", "NLD"),
        ("Burma", "MMR"),
        ("DPRK", "PRK"),
        ("PAKISTAN", "PAK"),
        ("Palestine", "PSE"),
        ("Taiwan's", "TWN"),
        ("Kosovo", "XKX"),
    ],
)
def test_names(text: str, code: str) -> None:
    country = country_named(text)
    assert country is not None
    assert country.code == code


@pytest.mark.parametrize(
    ("text", "code"), [("Pakistani", "PAK"), ("Dutch", "NLD"), ("Saudi", "SAU"), ("Briton", "GBR")]
)
def test_adjectives(text: str, code: str) -> None:
    country = country_of_adjective(text)
    assert country is not None
    assert country.code == code


@pytest.mark.parametrize(
    ("text", "code"), [("Pakistanis", "PAK"), ("the French", "FRA"), ("Frenchmen", "FRA")]
)
def test_people(text: str, code: str) -> None:
    country = country_of_people(text)
    assert country is not None
    assert country.code == code


def test_seats_and_what_is_no_country() -> None:
    seat = country_of_seat("Beijing")
    assert seat is not None
    assert seat.code == "CHN"
    assert country_in("Lahore") is None
    assert country_named("us") is None


def test_institutions_keep_to_the_codes() -> None:
    names: set[str] = set()
    for institution in institutions():
        assert institution.sector in SECTORS
        assert institution.country is None or institution.country in countries()
        assert not names & set(institution.names)
        names |= set(institution.names)
    kremlin = institution_named("the Kremlin")
    assert kremlin is not None
    assert kremlin.country == "RUS"


def test_roles_keep_to_the_codes_and_no_noun_stands_twice() -> None:
    data = load("roles")
    nouns = [n for kind in KINDS for row in data[kind].values() for n in row]
    assert len(nouns) == len(set(nouns))
    assert {sector for kind in KINDS for sector in data[kind]} <= SECTORS
    assert all(noun == noun.lower() for noun in nouns)


def test_the_longest_role_wins() -> None:
    role = role_ending(["pakistan", "foreign", "minister"])
    assert role is not None
    assert role.noun == "foreign minister"
    assert role_ending(["blue", "table"]) is None

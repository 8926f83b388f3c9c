"""Places put on the map: by what stands beside them, by the article, by population."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.tokens import Doc

from benchmarks.places import read_places, score
from onus.record import Article, Place
from onus.resolving.countries import countries
from onus.resolving.gazetteer import distance, sites
from onus.resolving.knowledge import load
from onus.resolving.places import find_places, place_of
from tests.parsed import parsed


def places_of(doc: Doc, dateline: str | None = None) -> tuple[Place, ...]:
    return find_places(doc, Article("x", doc.text, place=dateline))


def in_paris(*behind: str) -> Doc:
    words = "He|PRON|nsubj|2 died|VERB|ROOT|0 in|ADP|case|4 Paris|PROPN|obl|2|LOC"
    return parsed(f"{words} {' '.join(behind)} .|PUNCT|punct|2")


def test_a_well_known_name_is_the_large_town() -> None:
    (paris,) = places_of(in_paris())
    assert (paris.country, paris.text) == ("FRA", "Paris")
    assert paris.latitude == pytest.approx(48.9, abs=0.1)


def test_the_name_behind_the_comma_decides() -> None:
    paris, texas = places_of(in_paris(",|PUNCT|punct|6", "Texas|PROPN|appos|4|LOC"))
    assert (paris.country, texas.country) == ("USA", "USA")
    assert paris.latitude == pytest.approx(33.7, abs=0.1)


def test_the_country_of_the_article_decides() -> None:
    cartagena = "Troops|NOUN|nsubj|2 entered|VERB|ROOT|0 Cartagena|PROPN|obj|2|LOC .|PUNCT|punct|2"
    spain = (
        "Spain|PROPN|nsubj|2|LOC denied|VERB|ROOT|0 it|PRON|obj|2 .|PUNCT|punct|2",
        "Madrid|PROPN|nsubj|2|LOC smiled|VERB|ROOT|0 .|PUNCT|punct|2",
        "Spain|PROPN|nsubj|2|LOC paid|VERB|ROOT|0 .|PUNCT|punct|2",
    )
    alone = places_of(parsed(cartagena))
    among = places_of(parsed(*spain, cartagena))
    assert (alone[0].country, among[-1].country) == ("COL", "ESP")


def test_a_name_that_nobody_knows_has_no_coordinates() -> None:
    (place,) = places_of(
        parsed("He|PRON|nsubj|2 reached|VERB|ROOT|0 Qzxland|PROPN|obj|2|LOC .|PUNCT|punct|2")
    )
    assert (place.text, place.country, place.latitude) == ("Qzxland", None, None)


def test_offsets_point_at_the_name() -> None:
    doc = in_paris(",|PUNCT|punct|6", "Texas|PROPN|appos|4|LOC")
    assert all(doc.text[p.start : p.end] == p.text for p in places_of(doc))


def test_a_person_is_no_place() -> None:
    doc = parsed(
        "Jordan|PROPN|nsubj|3|PER Paris|PROPN|flat|1|PER spoke|VERB|ROOT|0 .|PUNCT|punct|3"
    )
    assert places_of(doc) == ()


def test_the_place_of_an_event_hangs_on_its_word() -> None:
    doc = parsed(
        "Attackers|NOUN|nsubj|2 killed|VERB|ROOT|0 troops|NOUN|obj|2 from|ADP|case|5 "
        "India|PROPN|nmod|3|LOC in|ADP|case|7 Pulwama|PROPN|obl|2|LOC .|PUNCT|punct|2"
    )
    found = place_of(doc[1], places_of(doc))
    assert found is not None
    assert found.text == "Pulwama"
    assert place_of(doc[0], places_of(doc)) is None


def test_a_place_in_front_of_the_noun_counts() -> None:
    doc = parsed(
        "The|DET|det|3 Pulwama|PROPN|compound|3|LOC attack|NOUN|nsubj|4 failed|VERB|ROOT|0 "
        ".|PUNCT|punct|4"
    )
    found = place_of(doc[2], places_of(doc))
    assert found is not None
    assert found.text == "Pulwama"


def test_regions_lie_in_countries_there_are() -> None:
    data = load("regions")
    assert set(data["divisions"]) <= set(countries())
    rows = [row for names in data["divisions"].values() for row in names.values()]
    for latitude, longitude in (*rows, *data["others"].values()):
        assert -90 <= latitude <= 90
        assert -180 <= longitude <= 180
    assert all(sites(region) for region in data["adjectives"].values())


def test_distance_is_that_of_the_globe() -> None:
    assert distance(51.5, -0.13, 48.86, 2.35) == pytest.approx(343, abs=3)  # London to Paris
    assert distance(10, 20, 10, 20) == 0


def test_the_benchmark_counts_what_is_found_and_near(tmp_path: Path) -> None:
    file = tmp_path / "places.xml"
    file.write_text(
        "<articles><article><text>Oslo and Bergen and Mars</text><toponyms>"
        "<toponym><extractedName>Oslo</extractedName><start>0</start>"
        "<latitude>59.9</latitude><longitude>10.7</longitude></toponym>"
        "<toponym><extractedName>Bergen</extractedName><start>9</start>"
        "<latitude>60.4</latitude><longitude>5.3</longitude></toponym>"
        "</toponyms></article></articles>",
        encoding="utf-8",
    )
    oslo = Place("Oslo", "NOR", 59.91, 10.75, 0, 4, "Oslo")
    wrong = Place("Bergen", "NLD", 52.67, 4.7, 9, 15, "Bergen")
    false = Place("Mars", "FRA", 45.0, 4.3, 20, 24, "Mars")
    scores = score(read_places(file), [[oslo, wrong, false]])
    assert scores["found_recall"] == 1.0
    assert scores["found_precision"] == pytest.approx(2 / 3)
    assert scores["accuracy_161km"] == 0.5


def test_a_town_unknown_in_its_state_lies_in_the_middle_of_that_state() -> None:
    paris, kentucky = places_of(in_paris(",|PUNCT|punct|6", "Ky.|PROPN|appos|4|LOC"))
    assert (paris.name, paris.country) == ("Paris", "USA")
    assert (paris.latitude, paris.longitude) == (kentucky.latitude, kentucky.longitude)


def test_a_county_lies_in_the_state_of_the_article_not_in_its_namesake_town() -> None:
    doc = parsed(
        "Dallas|PROPN|compound|2|LOC County|PROPN|nsubj|3|LOC voted|VERB|ROOT|0 in|ADP|case|5 "
        "Iowa|PROPN|obl|3|LOC .|PUNCT|punct|3"
    )
    county, iowa = places_of(doc)
    assert county.text == "Dallas County"
    assert county.latitude == iowa.latitude


def test_a_side_before_a_name_belongs_to_it_where_the_longer_name_is_a_place() -> None:
    doc = parsed(
        "West|ADJ|amod|2 Virginia|PROPN|nsubj|7|LOC and|CCONJ|cc|6 South|ADJ|amod|5 "
        "African|ADJ|amod|6 miners|NOUN|conj|2 met|VERB|ROOT|0 .|PUNCT|punct|7"
    )
    virginia, africa = places_of(doc)
    assert (virginia.text, africa.text, africa.country) == ("West Virginia", "South African", "ZAF")
    assert virginia.longitude == pytest.approx(-80.5, abs=1.5)


def test_a_province_is_not_its_town_of_the_same_name() -> None:
    (quebec,) = places_of(
        parsed("He|PRON|nsubj|2 left|VERB|ROOT|0 Quebec|PROPN|obj|2|LOC .|PUNCT|punct|2")
    )
    assert quebec.latitude == pytest.approx(52, abs=2)

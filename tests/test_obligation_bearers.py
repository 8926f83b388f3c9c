"""Who is bound is kept, though no list knows what they are: "the refinery", "both governments"."""

from __future__ import annotations

import pytest

import onus
from onus.record import Record

BOUND = [
    ("Both governments agreed to return all prisoners of war.", "Both governments"),
    ("Lima called on Mali's rulers to release the surveyor Ana Prado.", "Mali's rulers"),
    ("The strikers demanded that the refinery sack its safety chief.", "the refinery"),
    ("The two Dutch funds called on Orbana's board to sell the shares.", "Orbana's board"),
    ("The mediators urged both sides in Tessalit to let the convoys through.", "both sides"),
    ("The railway must fit barriers at all 63 crossings, the coroner said.", "The railway"),
]


def _read(text: str) -> Record:
    return onus.read(text)


@pytest.mark.parametrize(("text", "who"), BOUND)
def test_whoever_is_bound_is_an_actor_of_the_record(text: str, who: str) -> None:
    record = _read(text)
    names = {actor.id: actor.name for actor in record.actors}
    assert any(
        who.lower() == names[bearer].lower()
        for owed in record.obligations
        for bearer in owed.bearer
    ), [(o.kind, [names[b] for b in o.bearer], o.act.text) for o in record.obligations]


def test_two_parties_are_bound_though_the_first_is_a_name_of_several_words() -> None:
    record = _read(
        "The government of Sudan and the Red Sea Front agreed on Monday to halt their attacks."
    )
    names = {actor.id: actor.name for actor in record.actors}
    assert [{names[one] for one in owed.bearer} for owed in record.obligations] == [
        {"Sudan", "Red Sea Front"}
    ]


def test_the_two_sides_are_those_that_were_named_side_by_side() -> None:
    record = onus.read(
        "Peru and Chile held talks hosted by Turkey. The two sides agreed to a ceasefire."
    )
    (owed,) = record.obligations
    names = {actor.id: actor.name for actor in record.actors}
    assert [names[bearer] for bearer in owed.bearer] == ["Peru", "Chile"]


@pytest.mark.parametrize(
    ("text", "kind", "bearer"),
    [
        ("A Finnish yard offered to refit the ferry over a weekend.", "offer", "A Finnish yard"),
        (
            "Norway's premier, Anna Berg, said her country would send two ferries to Chad.",
            "pledge",
            "Norway",
        ),
        (
            "Portugal will close its ports to Icelandic fish if the trawler is not set free by "
            "Sunday, Prime Minister Ines Carvalho said on Wednesday.",
            "threat",
            "Portugal",
        ),
    ],
)
def test_who_surely_binds_himself_is_bound_though_no_list_has_him(
    text: str, kind: str, bearer: str
) -> None:
    record = onus.read(text)
    names = {actor.id: actor.name for actor in record.actors}
    assert [names[b] for o in record.obligations if o.kind == kind for b in o.bearer] == [bearer]

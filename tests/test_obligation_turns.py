"""Fixed turns of phrase, hedged offers and threats, and calls, read with the model that ships."""

from __future__ import annotations

from functools import cache

import pytest

import onus
from onus.record import Article, Record

OWED = [
    ("Chile has no intention of returning the fossils, its culture minister said.", "refusal",
     "Chile", "returning the fossils"),
    ("Ghana said no to a new port for the trawlers.", "refusal", "Ghana", "new port"),
    ("The bank balked at publishing the names of the borrowers.", "refusal", "bank",
     "publishing the names of the borrowers"),
    ("Malta has resisted calls to expel the envoy.", "refusal", "Malta", "expel the envoy"),
    ("Peru voted against releasing the files.", "refusal", "Peru", "releasing the files"),
    ("Angola signed up to a ban on cluster bombs.", "pledge", "Angola", "ban on cluster bombs"),
    ("Oman gave its word that it would return the crew.", "pledge", "Oman", "return the crew"),
    ("Kenya said it was going to resume flights to Juba.", "pledge", "Kenya", "resume flights"),
    ("Spain reserves the right to close the consulate, its minister said.", "threat", "Spain",
     "close the consulate"),
    ("Turkey could block the pipeline if Greece does not pay, its minister said.", "threat",
     "Turkey", "block the pipeline"),
    ("Qatar could supply the turbines if Sudan opens the port, its minister said.", "offer",
     "Qatar", "supply the turbines"),
    ("Ukraine said any attack on the dam would be answered with strikes.", "threat", "Ukraine",
     "strikes"),
    ("Norway is under orders from the court to close the mine.", "demand", "Norway",
     "close the mine"),
    ("Uganda has been told by the mediators to free the monks.", "demand", "Uganda",
     "free the monks"),
    ("Thousands of farmers urged Senegal to lower the price of seed.", "demand", "Senegal",
     "lower the price of seed"),
    ("The treaty obliges Bolivia to dismantle the fence.", "demand", "Bolivia",
     "dismantle the fence"),
    ("The council said Eritrea had ten days to release the crew.", "demand", "Eritrea",
     "release the crew"),
    ("Eritrea told to hand over the tanker", "demand", "Eritrea", "hand over the tanker"),
    ("The union handed Cyprus an ultimatum: reopen the docks.", "demand", "Cyprus",
     "reopen the docks"),
]  # fmt: skip

IDLE = [
    "Chile said no more than ten people had been hurt.",
    "Farmers could lose their crops if the rain does not stop, a forecaster said.",
    "Senegal offered the widow its condolences.",
    "Oman would have sent divers had the ferry sunk, a spokesman said.",
    "Ghana dug a canal that Togo says will flood the villages of 300 fishermen.",
    "The recipe has two steps: boil the rice and drain it.",
]


@cache
def records() -> list[Record]:
    """All sentences, read together."""
    texts = [text for text, *_ in OWED] + IDLE
    return list(onus.stream(Article(str(n), t, language="en") for n, t in enumerate(texts)))


@pytest.mark.parametrize("number", range(len(OWED)), ids=lambda n: OWED[n][0])
def test_a_turn_of_phrase_lays_it_on_whom_it_should(number: int) -> None:
    _, kind, bearer, act = OWED[number]
    record = records()[number]
    names = {actor.id: actor.name for actor in record.actors}
    found = [(o.kind, [names[b] for b in o.bearer], o.act.text) for o in record.obligations]
    assert any(
        k == kind and act in words and any(bearer in who for who in whose)
        for k, whose, words in found
    ), found


@pytest.mark.parametrize("number", range(len(IDLE)), ids=lambda n: IDLE[n])
def test_what_only_sounds_so_lays_nothing_on_anybody(number: int) -> None:
    assert not records()[len(OWED) + number].obligations

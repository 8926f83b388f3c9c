"""What police, troops and crowds do to each other, read off parses written by hand."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from onus.coding.event_model import CodedEvent
from onus.coding.events import decide, propose
from onus.resolving.acting import can_act
from tests.parsed import parsed


def _events(sentence: str, **lemmas: str) -> list[CodedEvent]:
    doc: Doc = parsed(sentence)
    for token in doc:
        token.lemma_ = lemmas.get(token.text, token.lemma_)
    return decide(doc, propose(doc, can_act))


def _told(sentence: str, **lemmas: str) -> set[tuple[str | None, str, str | None, str | None]]:
    """(source, type, mode, target) of each event."""
    return {
        (
            event.source.text if event.source is not None else None,
            event.type,
            event.mode,
            event.target.text if event.target is not None else None,
        )
        for event in _events(sentence, **lemmas)
    }


def test_a_plain_verb_is_an_act_of_power_only_when_a_force_does_it() -> None:
    searched = "{}|NOUN|nsubj|2 searched|VERB|root|0 two|NUM|nummod|4 drivers|NOUN|obj|2"
    lemmas = {"searched": "search", "drivers": "driver", "Soldiers": "soldier", "Guests": "guest"}
    by_force = _told(searched.format("Soldiers"), **lemmas)
    assert by_force == {("Soldiers", "COERCE", "seize", "two drivers")}
    assert _told(searched.format("Guests"), **lemmas) == set()


def test_what_a_team_of_police_does_police_do() -> None:
    told = _told(
        "A|DET|det|2 team|NOUN|nsubj|5 of|ADP|case|4 police|NOUN|nmod|2 dispersed|VERB|root|0 "
        "the|DET|det|7 crowd|NOUN|obj|5",
        dispersed="disperse",
    )
    assert told == {("A team of police", "COERCE", "restrict", "the crowd")}


@pytest.mark.parametrize(
    ("sentence", "lemmas", "code"),
    [
        (
            "A|DET|det|2 curfew|NOUN|nsubj:pass|4 was|AUX|aux:pass|4 imposed|VERB|root|0",
            {"imposed": "impose"},
            ("COERCE", "curfew"),
        ),
        (
            "Forty|NUM|nummod|2 arrests|NOUN|nsubj:pass|5 have|AUX|aux|5 been|AUX|aux:pass|5 "
            "made|VERB|root|0",
            {"arrests": "arrest", "made": "make"},
            ("COERCE", "arrest"),
        ),
        (
            "Security|NOUN|nsubj:pass|3 was|AUX|aux:pass|3 tightened|VERB|root|0",
            {"Security": "security", "tightened": "tighten"},
            ("MOBILIZE", "police"),
        ),
        (
            "Shots|NOUN|nsubj|2 had|VERB|root|0 to|PART|mark|5 be|AUX|aux:pass|5 "
            "fired|VERB|xcomp|2",
            {"Shots": "shot", "had": "have", "fired": "fire"},
            ("ASSAULT", "firearms"),
        ),
        (
            "A|DET|det|2 landmine|NOUN|nsubj|3 exploded|VERB|root|0",
            {"exploded": "explode"},
            ("ASSAULT", "explosives"),
        ),
    ],
)
def test_some_acts_are_told_without_anybody(
    sentence: str, lemmas: dict[str, str], code: tuple[str, str]
) -> None:
    found = [event for event in _events(sentence, **lemmas) if event.alone]
    assert [(event.type, event.mode) for event in found] == [code]


def test_laughter_that_explodes_is_no_blast() -> None:
    told = _told("The|DET|det|2 audience|NOUN|nsubj|3 exploded|VERB|root|0", exploded="explode")
    assert told == set()


def test_police_firing_is_theirs_though_the_parse_takes_it_for_a_clause() -> None:
    told = _told(
        "Two|NUM|nummod|2 boys|NOUN|nsubj:pass|4 were|AUX|aux:pass|4 killed|VERB|root|0 "
        "in|ADP|mark|7 police|NOUN|obl|4 firing|VERB|advcl|4",
        boys="boy",
        killed="kill",
        firing="fire",
    )
    assert ("police", "Two boys") in {(source, target) for source, _, _, target in told}


def test_to_stand_by_is_to_refuse_help_where_it_is_ones_duty() -> None:
    stood = "{}|NOUN|nsubj|2 stood|VERB|root|0 by|ADV|advmod|2"
    told = _told(stood.format("Police"), Police="police", stood="stand")
    assert told == {("Police", "REJECT", None, None)}
    assert _told(stood.format("Guests"), Guests="guest", stood="stand") == set()


def test_police_who_are_told_to_act_are_asked() -> None:
    told = _told(
        "The|DET|det|2 police|NOUN|nsubj:pass|4 were|AUX|aux:pass|4 asked|VERB|root|0 "
        "to|PART|mark|6 act|VERB|xcomp|4",
        asked="ask",
    )
    assert (None, "REQUEST", None, "The police") in told


def test_an_army_on_alert_is_mobilised() -> None:
    told = _told(
        "The|DET|det|2 army|NOUN|nsubj|5 is|AUX|cop|5 on|ADP|case|5 alert|NOUN|root|0",
    )
    assert {(source, kind) for source, kind, _, _ in told} == {("The army", "MOBILIZE")}


def test_the_arrest_of_somebody_is_one_whoever_made_it() -> None:
    told = _told(
        "The|DET|det|2 arrest|NOUN|nsubj|6 of|ADP|case|5 two|NUM|nummod|5 students|NOUN|nmod|2 "
        "angered|VERB|root|0 villagers|NOUN|obj|6",
        students="student",
        angered="anger",
        villagers="villager",
    )
    assert (None, "COERCE", "arrest", "two students") in told


def test_weapons_are_seized_whoever_does_it_but_who_would_seize_them_must_be_named() -> None:
    seized = {"guns": "gun", "seized": "seize", "Twelve": "twelve"}
    by_nobody = "Twelve|NUM|nummod|2 guns|NOUN|nsubj:pass|4 were|AUX|aux:pass|4 seized|VERB|root|0"
    assert {told[1:3] for told in _told(by_nobody, **seized)} == {("COERCE", "seize")}
    game = "Seizing|VERB|csubj|3 guns|NOUN|obj|1 helps|VERB|root|0"
    assert _told(game, Seizing="seize", guns="gun", helps="help") == set()


def test_police_who_say_that_they_act_are_those_who_act() -> None:
    told = _told(
        "Police|NOUN|nsubj|2 said|VERB|root|0 they|PRON|nsubj|4 stopped|VERB|ccomp|2 "
        "a|DET|det|6 march|NOUN|obj|4",
        Police="police",
        stopped="stop",
    )
    assert ("COERCE", "restrict") in {(kind, mode) for _, kind, mode, _ in told}


def test_forces_that_continue_to_be_deployed_are_deployed() -> None:
    told = _told(
        "Troops|NOUN|nsubj|2 continue|VERB|root|0 to|PART|mark|5 be|AUX|aux:pass|5 "
        "deployed|VERB|xcomp|2",
        Troops="troop",
        deployed="deploy",
    )
    assert ("Troops", "MOBILIZE") in {(source, kind) for source, kind, _, _ in told}


def test_who_dies_in_police_firing_does_not_fire() -> None:
    died = "Two|NUM|nummod|2 women|NOUN|nsubj|3 died|VERB|root|0 in|ADP|case|6 {} firing|NOUN|obl|3"
    lemmas = {"women": "woman", "died": "die"}
    told = _told(died.format("police|NOUN|compound|6"), **lemmas)
    assert ("police", "ASSAULT", None, "Two women") in {
        (source, kind, None, target) for source, kind, _, target in told
    }
    assert all(source != "Two women" for source, _, _, _ in told)
    in_bed = "Two|NUM|nummod|2 women|NOUN|nsubj|3 died|VERB|root|0 in|ADP|case|5 bed|NOUN|obl|3"
    assert _told(in_bed, **lemmas) == set()

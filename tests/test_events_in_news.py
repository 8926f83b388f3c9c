"""What news tells as an event and what only looks like one, read with the shipped weights."""

from __future__ import annotations

import pytest

import onus
from onus.record import Event

SHOWN = 0.5


def _events(text: str) -> tuple[Event, ...]:
    return onus.read(text, published="2021-05-14").events


def _told(text: str, least: float = SHOWN) -> list[tuple[str | None, str, str | None]]:
    """(source, type, target) of the events that are shown."""
    return [
        (event.source_text, event.type, event.target_text)
        for event in _events(text)
        if event.confidence >= least
    ]


def _factuality(text: str, trigger: str) -> str:
    (event,) = [e for e in _events(text) if text[e.trigger.start : e.trigger.end] == trigger]
    return event.factuality


# --- who tells is not who acts ---------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The premier said four farmers were killed.",
        "A nurse said two girls had been wounded.",
        "The embassy announced that its guard had been abducted.",
        "According to the embassy, four farmers were killed.",
    ],
)
def test_who_tells_of_violence_has_not_done_it(text: str) -> None:
    assert not [source for source, kind, _ in _told(text) if kind == "ASSAULT" and source]


def test_police_who_tell_of_an_arrest_have_made_it_and_who_kills_is_still_found() -> None:
    assert ("Police", "COERCE") in [
        told[:2] for told in _told("Police said two men were arrested.")
    ]
    assert ("rebels", "ASSAULT") in [
        told[:2] for told in _told("The premier said four farmers were killed by rebels.")
    ]


@pytest.mark.parametrize("verb", ["condemned", "investigated", "denounced"])
def test_who_speaks_of_an_attack_has_not_made_it(verb: str) -> None:
    told = _told(f"The attack, {verb} by Norway, shook the port.")
    assert ("Norway", "ASSAULT") not in [(source, kind) for source, kind, _ in told]


def test_who_launches_an_attack_or_claims_it_has_made_it() -> None:
    for text in (
        "The attack, launched by the rebels, shook the port.",
        "The rebels claimed responsibility for an attack in Lima.",
    ):
        assert ("the rebels", "ASSAULT") in [
            (source.lower(), kind) for source, kind, _ in _told(text) if source
        ]


def test_a_thing_that_was_hit_has_not_hit() -> None:
    told = _told("The Peruvian mosque bombing shocked Chile.")
    assert not [source for source, kind, _ in told if kind == "ASSAULT" and source]
    assert ("Peruvian", "ASSAULT") in [
        told[:2] for told in _told("Peruvian airstrikes killed four soldiers.")
    ]


def test_who_backs_an_offensive_has_not_made_it() -> None:
    told = _told("The Chilean-backed offensive on the port killed nine soldiers.")
    assert ("Chilean", "ASSAULT") not in [(source, kind) for source, kind, _ in told]


def test_who_is_fined_fines_nobody() -> None:
    told = _told("The trader was found guilty and fined $300.")
    assert "The trader" not in [source for source, _, _ in told]


# --- true events are not hidden --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Rebels killed more than 30 guards.", ("Rebels", "ASSAULT")),
        ("The army detained more than a dozen students.", ("The army", "COERCE")),
        ("Norway called for talks with the rebels.", ("Norway", "REQUEST")),
        ("Norway has called for the rebels to be disarmed.", ("Norway", "REQUEST")),
        ("Rebels attacked the village.", ("Rebels", "ASSAULT")),
        ("Gunmen killed 14 and wounded six others.", ("Gunmen", "ASSAULT")),
        ("The rebels stormed a factory in Peru.", ("The rebels", "ASSAULT")),
        ("Students marched in Lima.", ("Students", "PROTEST")),
        ("Thousands protested against the government.", ("Thousands", "PROTEST")),
        ("Peru told Chile that it would expel two diplomats.", ("Peru", "THREATEN")),
        ("Peru will close the mission and expel two diplomats.", ("Peru", "THREATEN")),
        ("Peru will attack Chile unless it withdraws.", ("Peru", "THREATEN")),
        ("Norway and Peru signed the plan.", ("Norway", "SUPPORT")),
        ("The rebels launched an attack on Monday.", ("The rebels", "ASSAULT")),
        ("The court charged the envoys with stealing.", ("The court", "ACCUSE")),
        ("Norway called for new elections.", ("Norway", "REQUEST")),
        ("Peru threatened to close the strait.", ("Peru", "THREATEN")),
    ],
)
def test_what_is_plainly_told_is_shown(text: str, event: tuple[str, str]) -> None:
    assert event in [told[:2] for told in _told(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Norway criticised Chile more than Peru.",
        "The actor called the film a gift.",
        "The senator attacked the budget.",
        "Peru would expel two diplomats if it could.",
        "The senator signed the bill.",
        "Guard shot dead near the port.",
        "The fire killed two guards.",
    ],
)
def test_what_only_looks_like_it_stays_hidden(text: str) -> None:
    sure = [e for e in _events(text) if e.confidence >= SHOWN and e.target_text != "Chile"]
    assert not sure


def test_it_acts_where_it_stands_for_somebody() -> None:
    told = onus.read("Peru invaded Chile. It accused Norway of lying.", published="2021-05-14")
    (accused,) = [event for event in told.events if event.type == "ACCUSE"]
    assert [a.name for a in told.actors if a.id in accused.source] == ["Peru"]
    assert not _told("It condemned Norway.")


# --- places and partners ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Hundreds of teachers rallied in Lima against the reform.",
        "Farmers protested in Lima.",
        "Norway opposed the alliance's expansion into Chile.",
    ],
)
def test_nothing_is_done_to_the_place_where_it_is_done(text: str) -> None:
    assert not {"Lima", "Chile"} & {target for _, _, target in _told(text)}


def test_those_who_clash_do_it_to_each_other() -> None:
    told = _told("The port was shaken by clashes between soldiers and rebels.")
    assert ("soldiers", "ASSAULT", "rebels") in told


def test_a_place_that_is_visited_or_attacked_is_the_target() -> None:
    assert ("The premier", "CONSULT", "Lima") in _told("The premier visited Lima.")
    assert ("Rebels", "ASSAULT", "Lima") in _told("Rebels attacked Lima.")


def test_a_threshold_is_met_with_nobody() -> None:
    assert not _told("The firm did not meet Norway's threshold.")
    assert ("Norway", "CONSULT", "Chile") in _told("Norway met Chile in Lima.")


def test_a_reception_for_a_visiting_guest_is_no_visit_by_the_host() -> None:
    text = "The governor made the remark at a dinner for the visiting premier."
    assert "The governor" not in [s for s, kind, _ in _told(text) if kind == "CONSULT"]


# --- what lasts and what befalls -------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The Peruvian civil war has ruined the coast.",
        "Nine soldiers were killed when their lorry overturned.",
        "Nine soldiers were killed in a crash.",
    ],
)
def test_a_state_of_affairs_or_an_accident_is_no_attack(text: str) -> None:
    assert not [kind for _, kind, _ in _told(text) if kind == "ASSAULT"]


def test_a_month_is_no_march() -> None:
    text = "The council in March imposed sanctions on Chile."
    assert [event[:2] for event in _told(text)] == [("The council", "COERCE")]


def test_a_task_is_no_charge() -> None:
    assert not _told("The council charged the envoys with verifying the truce.")


# --- how real --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "trigger", "real"),
    [
        ("Peru agreed to free the hostages.", "agreed", "actual"),
        ("Peru is willing to meet Chile.", "willing", "planned"),
        ("Students marched to denounce the killings of nurses by police.", "denounce", "actual"),
        (
            "Teachers will march to denounce the killings of nurses by police.",
            "denounce",
            "planned",
        ),
        ("Peru promised to free the pilots captured in the war.", "captured", "actual"),
        ("Peru will not lift the sanctions imposed on Chile.", "sanctions imposed", "actual"),
        ("The rebels denied responsibility for the attack on the guards.", "attack", "actual"),
        ("Norway accused Peru of attacking Chile.", "attacking", "possible"),
        ("If Chile will cooperate with Peru, Norway will pay.", "cooperate", "conditional"),
    ],
)
def test_how_real_an_act_is(text: str, trigger: str, real: str) -> None:
    assert _factuality(text, trigger) == real


# --- once, when and where --------------------------------------------------------------------


def test_an_act_has_no_date_of_what_it_only_follows() -> None:
    (event,) = [e for e in _events("Peru banned the party after its 1990 uprising.") if e.target]
    assert event.date is None


def test_who_acts_along_with_somebody_does_not_act_there() -> None:
    (event, *_) = _events("Along with Chile, Peru condemned the rebels.")
    assert (event.type, event.place) == ("ACCUSE", None)

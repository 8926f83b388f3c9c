"""Who threatens is found, or left open, where only "it" or "its ministers" would do it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onus
from onus.record import Obligation

ALTERNATIVES = [
    (
        "The dockers' union told the port authority to hire 40 guards by May. "
        "Otherwise it would close both terminals, a spokesman said on Monday.",
        "close both terminals",
    ),
    (
        "The Norwegian supplier Fjordgas gave Estonia until June 1 to pay its debts. "
        "If not, it said on Friday, it would halt deliveries.",
        "halt deliveries",
    ),
    (
        "The nurses' union asked the ministry for a raise. It gave the ministry until May 3 to "
        "answer, or else it would shut down four clinics.",
        "shut down four clinics",
    ),
    (
        "The Farmers' Party demanded that Premier Ivan Tolev cancel the tax. It gave Tolev ten "
        "days, failing which its three deputies would quit the coalition.",
        "quit the coalition",
    ),
]


def _read(text: str) -> list[tuple[Obligation, list[str], list[str]]]:
    record = onus.read(text)
    names = {actor.id: actor.name for actor in record.actors}
    return [
        (o, [names[b] for b in o.bearer], [names[d] for d in o.demander])
        for o in record.obligations
    ]


@pytest.mark.parametrize(("text", "act"), ALTERNATIVES)
def test_what_follows_if_nothing_is_done_is_threatened(text: str, act: str) -> None:
    assert [o.kind for o, _, _ in _read(text) if act in o.act.text] == ["threat"]


def test_it_is_who_asked_in_the_sentence_before() -> None:
    found = _read(ALTERNATIVES[1][0])
    assert all("Estonia" not in bearer for o, bearer, _ in found if o.kind == "threat")


def test_what_befalls_the_one_who_is_asked_is_no_threat() -> None:
    found = _read(
        "The bank told the airline to cut its costs. Otherwise it would lose its routes to Asia."
    )
    assert all("lose" not in o.act.text for o, _, _ in found)


def test_what_others_would_do_is_not_threatened_by_who_asks() -> None:
    found = _read(
        "Chad asked France to send helicopters. Otherwise rebels would cut the road to Abeche."
    )
    assert all(o.kind != "threat" for o, _, _ in found)


def test_a_threat_of_somebody_unknown_has_no_bearer() -> None:
    ((threat, bearer, _),) = _read("It warned that it would expel the school's 30 teachers.")
    assert threat.kind == "threat"
    assert bearer == []


def test_a_past_promise_of_somebody_unknown_is_left_out() -> None:
    assert _read("He pledged that he would bring the rate down to 4 percent.") == []


def test_who_asks_both_is_none_of_both() -> None:
    found = _read(
        "Peru and Chile have closed the road. Ecuador told both neighbours to clear the pass."
    )
    assert all("Ecuador" not in bearer for _, bearer, _ in found)


def test_who_is_told_to_act_is_bound_though_no_list_has_him() -> None:
    found = _read("Brokers asked the Mombasa coffee auction to put off its March sales.")
    assert [bearer for _, bearer, _ in found] == [["the Mombasa coffee auction"]]


def test_the_speaker_of_otherwise_sees_to_it() -> None:
    found = _read(
        "The drivers want a raise of six percent. Otherwise buses would stop from Lima to Cusco "
        "over Easter, union leader Ana Soto said."
    )
    assert [bearer for o, bearer, _ in found if o.kind == "threat"] == [["Ana Soto"]]


WORDS = ["otherwise", "or else", "if not,", "failing", "which", "it would", "stop", ".", "\u2028"]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(WORDS)))
def test_loose_words_of_alternatives_break_nothing(words: list[str]) -> None:
    record = onus.read(" ".join(["Peru told Chile to pay", *words]))
    text = record.article.text
    assert all(text[o.act.start : o.act.end] == o.act.text for o in record.obligations)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Samoa said it would skip the tour of Europe unless the levy was dropped.", "threat"),
        ("Samoa said it would repay the loan of Japan by October.", "pledge"),
    ],
)
def test_who_would_do_it_unless_something_is_done_threatens(text: str, kind: str) -> None:
    assert [o.kind for o, _, _ in _read(text) if "would" not in o.act.text] == [kind]

"""Putting a record into words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onus.record import (
    Actor,
    Article,
    Change,
    Condition,
    Dates,
    Event,
    Form,
    Obligation,
    Record,
    Span,
    Statement,
)
from onus.show.dates import day, limit, stretch
from onus.show.phrases import duty, hanging_on, quoted, shortened
from onus.show.wording import cards, title, unquoted
from tests.records import herring, nothing


def test_ids_become_names() -> None:
    read = cards(herring())
    assert read.events[0].source == "Iceland"
    assert read.events[2].target == "Iceland and Norway"
    assert read.obligations[1].towards == "demanded by Iceland"
    assert read.events[2].source == "Somebody not named"


def test_a_party_that_was_not_resolved_stands_in_the_articles_words() -> None:
    assert cards(herring()).events[1].target == "an Icelandic patrol boat"


def test_an_id_without_an_actor_is_shown_as_it_stands() -> None:
    record = replace(herring(), actors=())
    assert cards(record).obligations[0].bearer == "A1"
    assert cards(record).statements[1].speaker.name == "Foreign Minister Katrin Stefansdottir"


def test_a_statement_inside_another_knows_who_tells_of_it() -> None:
    inner, outer = cards(herring()).statements[6], cards(herring()).statements[5]
    assert inner.within is not None
    assert (inner.within.key, inner.within.speaker.name) == (outer.key, "Katrin Stefansdottir")
    assert (inner.depth, outer.depth, outer.within) == (1, 0, None)


def test_a_claim_names_its_speaker() -> None:
    claim = cards(herring()).events[1].claim
    assert claim is not None
    assert claim.speaker.name == "Senior Norwegian official"
    assert claim.speaker.note == "unnamed"
    assert cards(herring()).events[0].claim is None


def test_an_unnamed_speaker_keeps_description_and_institution() -> None:
    text = "The ministry is pleased, a spokesman said."
    record = Record(
        Article("x", text),
        (Actor("m", "Ministry of Tides", "government body"),),
        (
            Statement(
                "q",
                "m",
                "a spokesman",
                True,
                None,
                Span(37, 41, "said"),
                Span(0, 23, text[:23]),
                "indirect",
                1,
            ),
        ),
    )
    speaker = cards(record).statements[0].speaker
    assert (speaker.name, speaker.note) == ("A spokesman", "unnamed, Ministry of Tides")


def test_history_points_at_the_cards_that_changed_the_status() -> None:
    first, second = cards(herring()).obligations[1].history
    assert (first.effect, first.key, first.sentence) == ("begun", "e4", 5)
    assert first.account == "Norway RETREAT (“call back”), says senior Norwegian official"
    assert (second.key, second.account) == (
        "s7",
        "Norway's prime minister: the fleet would be gone within a week",
    )


def test_history_of_an_entry_that_the_record_lacks_keeps_its_id() -> None:
    record = herring()
    lone = replace(record.obligations[1], history=(Change("met", event="elsewhere"),))
    change = cards(replace(record, obligations=(lone,))).obligations[0].history[0]
    assert (change.account, change.key) == ("elsewhere", None)


def test_a_condition_carries_its_conjunction_once() -> None:
    record = herring()
    assert (cards(record).obligations[2].condition or "").startswith("if Iceland opens")
    bare = replace(record.obligations[2], condition=Condition("if", 0, 4, "ice melts"))
    assert cards(replace(record, obligations=(bare,))).obligations[0].condition == "if: ice melts"


@pytest.mark.parametrize(
    ("quoted", "words"),
    [
        ("“We go,”", "We go,"),
        ('"We go"', "We go"),
        ("“We go,” and “we stay”", "“We go,” and “we stay”"),
        ("we “go”", "we “go”"),
        ("“", "“"),
        ("", ""),
    ],
)
def test_only_marks_round_the_whole_are_taken_off(quoted: str, words: str) -> None:
    assert unquoted(quoted) == words


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2019-06-09", "9 June 2019"),
        ("2019-06-09T14:05:00", "9 June 2019, 14:05"),
        ("2019-06-09T00:00:00Z", "9 June 2019"),
        ("2019-06", "2019-06"),
        ("soon", "soon"),
        (None, None),
    ],
)
def test_a_day_is_written_out(value: str | None, written: str | None) -> None:
    assert day(value) == written


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        ("2019-06-13", "2019-06-14", "13–14 June 2019"),
        ("2019-06-30", "2019-07-02", "30 June – 2 July 2019"),
        ("2019-12-30", "2020-01-02", "30 December 2019 – 2 January 2020"),
        ("2019-06-13", "2019-06-13", "13 June 2019"),
        ("2019", "2019", "2019"),
        (None, "2019-06-13", "until 13 June 2019"),
        ("2019-06-13", None, "from 13 June 2019"),
        (None, None, "some day"),
    ],
)
def test_a_stretch_of_days_is_one_phrase(start: str | None, end: str | None, written: str) -> None:
    assert stretch(Dates(start, end, "some day")) == written


def test_a_deadline_is_its_last_day() -> None:
    assert limit(Dates("2019-06-10", "2019-06-14", "this week")) == "by 14 June 2019"
    assert limit(Dates(None, None, "soon")) == "soon"
    assert limit(None) is None


def test_an_article_without_title_goes_by_its_first_words() -> None:
    assert title(nothing()) == "The tide was out at noon."
    assert title(Record(Article("x", " \n "))) == "(no text)"


def test_shortening_ends_at_a_word() -> None:
    assert shortened("the fleet would be gone", 14) == "the fleet…"
    assert shortened("x" * 50, 10) == "x" * 9 + "…"
    assert len(shortened("a b " * 400, 30)) <= 30


TALKS = (
    "Peru and Chile offer talks. “We agree,” said Oslo. Oslo said that talks and raids do not mix."
)


def _span(words: str) -> Span:
    start = TALKS.index(words)
    return Span(start, start + len(words), words)


def _said(name: str, content: str, form: Form) -> Statement:
    said = _span("said")
    return Statement(name, "o", "Oslo", False, None, said, _span(content), form, 2)


def _told() -> Record:
    event = Event(
        "e", "REJECT", None, ("political_institutions",), None, 3, ("o",), "Oslo", (), None,
        _span("do not mix"), "actual", None, None, "s2", 0.9, 3,
    )  # fmt: skip
    mix = _span("talks and raids do not mix")
    offer = Obligation(
        "x", "offer", ("p", "c"), ("o",), _span("talks"),
        Condition("until", mix.start, mix.end, mix.text), None, (), None, "refused",
        (Change("open", statement="s1"), Change("refused", event="e"),
         Change("refused", statement="s2")),
        None, 0.9, 1,
    )  # fmt: skip
    return Record(
        Article("a", TALKS),
        actors=tuple(
            Actor(key, name, "state")
            for key, name in (("p", "Peru"), ("c", "Chile"), ("o", "Oslo"))
        ),
        statements=(
            _said("s1", "“We agree,”", "direct"),
            _said("s2", "that talks and raids do not mix", "indirect"),
        ),
        events=(event,),
        obligations=(offer,),
    )


def test_a_source_that_says_it_again_and_an_event_with_its_teller_take_one_line_each() -> None:
    (offer,) = cards(_told()).obligations
    assert [(line.label, line.account) for line in offer.history] == [
        ("said again", "Oslo: We agree"),
        ("refused", "Oslo REJECT (“do not mix”), says Oslo"),
    ]
    assert offer.condition == "talks and raids do not mix (until this changes)"


def test_several_bearers_take_a_plural_verb() -> None:
    (offer,) = cards(_told()).obligations
    assert f"{offer.bearer} {offer.duty}" == "Peru and Chile offer"


def test_words_stand_without_the_marks_that_tie_them_into_a_sentence() -> None:
    read = cards(_told())
    assert [card.words for card in read.statements] == ["We agree", "talks and raids do not mix"]
    assert read.events[0].contexts == ("political institutions",)


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("if", "Peru pays", "if: Peru pays"),
        ("if", "as long as Peru pays", "as long as Peru pays"),
        ("only if", "as soon as Peru has paid", "as soon as Peru has paid"),
        ("until", "until Peru pays", "until Peru pays"),
        ("until", "the blockade", "the blockade (until this changes)"),
    ],
)
def test_a_conjunction_is_not_said_twice(kind: str, text: str, shown: str) -> None:
    assert hanging_on(kind, text) == shown


def test_quoted_words_that_quote_keep_one_pair_of_double_marks() -> None:
    assert quoted('Chile said: “No. "Never".”') == "“Chile said: ‘No. ‘Never’.’”"


def test_two_pledge_and_one_pledges() -> None:
    assert [duty("pledge", several=False), duty("pledge", several=True)] == ["pledges", "pledge"]
    assert duty("demand", several=True) == "must"

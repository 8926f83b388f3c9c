"""Time expressions: what is found, what it is worth and which days of the calendar it means."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import onus
from onus.record import Dates
from onus.resolving.dates import TimeMention, as_dates, find_dates
from onus.resolving.timex.calendar import easter, interval
from onus.resolving.timex.grammar import rules
from onus.resolving.timex.lexicon import lexicon, load_yaml
from onus.resolving.timex.meaning import BUILDERS

SUNDAY = date(2019, 6, 9)


def values(text: str, published: date | None = SUNDAY) -> dict[str, str | None]:
    return {mention.text: mention.value for mention in find_dates(text, published)}


def only(text: str, published: date | None = SUNDAY) -> TimeMention:
    (mention,) = find_dates(text, published)
    return mention


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It was signed on 11 March 2004.", "2004-03-11"),
        ("It was signed on March 11, 2004.", "2004-03-11"),
        ("It was signed on the 11th of March 2004.", "2004-03-11"),
        ("It was signed on Thursday, March 11th, 2004.", "2004-03-11"),
        ("It was signed on 2004-03-11.", "2004-03-11"),
        ("It was signed on 25/12/2004.", "2004-12-25"),
        ("It was signed on 12/25/2004.", "2004-12-25"),
        ("It was signed in March 2004.", "2004-03"),
        ("It was signed in 2004.", "2004"),
        ("It was signed in mid-2004.", "2004"),
        ("Prices rose in the third quarter of 2004.", "2004-Q3"),
        ("Prices rose in the first half of 2004.", "2004-H1"),
        ("He went in the summer of 2004.", "2004-SU"),
        ("That was usual in the 1990s.", "199"),
        ("That was usual in the 20th century.", "19"),
        ("It changed after 9/11.", "2001-09-11"),
    ],
)
def test_absolute_dates_need_no_day_of_publication(text: str, value: str) -> None:
    assert only(text, None).value == value
    assert find_dates(text, None) == find_dates(text, SUNDAY)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The minister arrived on Saturday.", "2019-06-08"),
        ("The minister arrived on Sunday.", "2019-06-09"),
        ("The minister will arrive on Saturday.", "2019-06-15"),
        ("The minister arrived last Sunday.", "2019-06-02"),
        ("The minister arrives next Sunday.", "2019-06-16"),
        ("The minister arrived on Friday night.", "2019-06-07TNI"),
        ("The minister arrived yesterday.", "2019-06-08"),
        ("The minister arrived last night.", "2019-06-08TNI"),
        ("The minister arrives tomorrow morning.", "2019-06-10TMO"),
        ("The minister arrived this week.", "2019-W23"),
        ("The minister arrived last month.", "2019-05"),
        ("The minister leaves next year.", "2020"),
        ("The minister arrived last weekend.", "2019-W22-WE"),
        ("The minister arrived earlier this year.", "2019"),
        ("The minister arrived two days ago.", "2019-06-07"),
        ("The minister arrived a month ago.", "2019-05"),
        ("The minister arrived on Feb. 14.", "2019-02-14"),
        ("The minister arrived in November.", "2018-11"),
        ("The minister will leave in November.", "2019-11"),
        ("The minister said in May that he would go.", "2019-05"),
        ("The minister left in July last year.", "2018-07"),
        ("The minister left last spring.", "2019-SP"),
        ("The minister arrived at Christmas.", "2018-12-25"),
        ("The minister arrived at 5:30 p.m. on Friday.", "2019-06-07T17:30"),
        ("The minister arrived on Friday at noon.", "2019-06-07T12:00"),
        ("The minister now agrees.", "PRESENT_REF"),
        ("The minister recently agreed.", "PAST_REF"),
    ],
)
def test_relative_dates_go_by_publication_and_tense(text: str, value: str) -> None:
    assert only(text).value == value


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("words", ["at Christmas", "on Easter Monday", "last Christmas", "in May"])
def test_at_the_ends_of_the_calendar_a_text_is_read(published: str, words: str) -> None:
    assert onus.read(f"The minister of Norway arrived {words}.", published=published).article


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("It lasted three days.", "P3D", "DURATION"),
        ("It lasted a year and a half.", "P1Y6M", "DURATION"),
        ("It lasted two and a half years.", "P2Y6M", "DURATION"),
        ("It was a two-week ceasefire.", "P2W", "DURATION"),
        ("It lasted at least 72 hours.", "PT72H", "DURATION"),
        ("It lasted for twenty-five minutes.", "PT25M", "DURATION"),
        ("It lasted several months.", "PXM", "DURATION"),
        ("It lasted for decades.", "PXDE", "DURATION"),
        ("They meet every Friday.", "XXXX-WXX-5", "SET"),
        ("They meet each year.", "P1Y", "SET"),
        ("They meet twice a week.", "P1W", "SET"),
    ],
)
def test_durations_and_repetitions(text: str, value: str, kind: str) -> None:
    mention = only(text)
    assert (mention.value, mention.type) == (value, kind)


def test_a_range_of_days_is_one_mention_with_both_ends() -> None:
    mention = only("They meet in the capital on June 13-14.")
    assert mention.text == "June 13-14"
    assert (mention.first, mention.last) == (date(2019, 6, 13), date(2019, 6, 14))


def test_the_past_months_are_a_duration_that_ends_with_the_publication() -> None:
    mention = only("Over the past three months nothing happened.")
    assert mention.value == "P3M"
    assert (mention.first, mention.last) == (date(2019, 3, 9), SUNDAY)


def test_dates_hang_on_the_date_told_before() -> None:
    found = values("He was elected in March 2003. A year later he fled. That year was hard.")
    assert found == {"March 2003": "2003-03", "A year later": "2004", "That year": "2004"}


def test_without_publication_relative_dates_are_found_but_not_known() -> None:
    mention = only("The minister arrived on Saturday.", None)
    assert (mention.text, mention.value, mention.first, mention.last) == (
        "Saturday",
        None,
        None,
        None,
    )
    assert as_dates(mention) == Dates(None, None, "Saturday")


def test_as_dates_writes_iso() -> None:
    assert as_dates(only("They met in May 2018.")) == Dates("2018-05-01", "2018-05-31", "May 2018")


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May resigned.",
        "He may march on the second avenue.",
        "The Sunday Times reported it.",
        "Some 2000 people fled and 1500 troops came.",
        "It cost $1999.",
        "The man is 37 years old.",
        "Three-quarters of the voters agreed.",
        "The fall of the wall surprised them.",
        "Come as soon as you can.",
    ],
)
def test_what_only_looks_like_a_time(text: str) -> None:
    assert find_dates(text, SUNDAY) == ()


@given(st.text(st.sampled_from(" 0159-:/.,'’\nMayJunFridaysthepmagoweekof next"), max_size=80))
@settings(max_examples=150, deadline=None)
def test_mentions_are_ordered_slices_of_any_text(text: str) -> None:
    end = 0
    for mention in find_dates(text, SUNDAY):
        assert text[mention.start : mention.end] == mention.text
        assert end <= mention.start < mention.end
        end = mention.end
        if mention.first is not None and mention.last is not None:
            assert mention.first <= mention.last


_WORDS = st.sampled_from(
    "in on by the last next past two 3 99999 1,000,000 first second May June 31 2000 Friday week "
    "weeks month years decades century quarter ago later every Christmas 10 p.m. and of end".split()
)


@example(["the", "second", "end"], date(2000, 1, 1))
@given(st.lists(_WORDS, max_size=12), st.dates())
@settings(max_examples=150, deadline=None)
def test_no_words_break_the_calendar(words: list[str], published: date) -> None:
    text = " ".join(words)
    for mention in find_dates(text, published):
        assert text[mention.start : mention.end] == mention.text


@given(st.dates())
@settings(max_examples=80, deadline=None)
def test_a_day_written_out_reads_as_itself(day: date) -> None:
    written = f"{day.day} {day:%B} {day.year:04}"
    if 1900 <= day.year < 2200:
        assert only(f"on {written}", SUNDAY).first == day
    assert only(f"on {day.isoformat()}", None).first == day


def test_easter_of_known_years() -> None:
    known = [date(1998, 4, 12), date(2000, 4, 23), date(2019, 4, 21), date(2024, 3, 31)]
    assert [easter(day.year) for day in known] == known


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2019-W23", date(2019, 6, 3), date(2019, 6, 9)),
        ("2019-W23-WE", date(2019, 6, 8), date(2019, 6, 9)),
        ("2018-WI", date(2018, 12, 1), date(2019, 2, 28)),
        ("2019-Q4", date(2019, 10, 1), date(2019, 12, 31)),
        ("199", date(1990, 1, 1), date(1999, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
    ],
)
def test_the_days_of_a_value(value: str, first: date, last: date) -> None:
    assert interval(value) == (first, last)


def test_every_rule_has_a_builder_and_every_builder_a_rule() -> None:
    assert {rule.build for rule in rules()} == set(BUILDERS)


def test_every_word_has_one_kind() -> None:
    words: list[str] = []
    for kind, entries in load_yaml("words.yaml").items():
        assert re.fullmatch(r"[A-Z]+(_[A-Z]+)*", kind)
        assert all(isinstance(word, str) for word in entries)
        words += [word.lower() for word in entries]
    assert sorted(words) == sorted(set(words))
    assert len(lexicon().entries) <= len(words)


def test_tense_words_are_of_one_tense() -> None:
    tenses = load_yaml("tense.yaml")
    assert not set(tenses["future"]) & set(tenses["past"])
    assert set(tenses) == {"future", "past", "not_past", "asking", "granting", "achieving"}

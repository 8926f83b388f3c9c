"""Which time belongs to which event, and what is a deadline, on parses written by hand."""

from __future__ import annotations

from datetime import date

import pytest
import spacy
from spacy.tokens import Doc, Token

import onus
from onus.resolving.dates import TimeMention, date_of, deadline_of, find_dates
from onus.resolving.timex.lexicon import load_yaml
from onus.resolving.timex.limits import bounded

SUNDAY = date(2019, 6, 9)


def parsed(rows: str) -> Doc:
    """A Doc from "word/POS/relation/head" cells, heads counted from 1 and 0 the root."""
    cells = [row.rsplit("/", 3) for row in rows.split()]
    return Doc(
        spacy.blank("en").vocab,
        words=[cell[0] for cell in cells],
        pos=[cell[1] for cell in cells],
        deps=["ROOT" if cell[3] == "0" else cell[2] for cell in cells],
        heads=[int(cell[3]) - 1 if cell[3] != "0" else i for i, cell in enumerate(cells)],
        lemmas=[cell[0].lower() for cell in cells],
        sent_starts=[i == 0 for i in range(len(cells))],
    )


def dated(doc: Doc, word: str) -> TimeMention | None:
    return date_of(token(doc, word), find_dates(doc.text, SUNDAY, doc))


def token(doc: Doc, word: str) -> Token:
    return next(each for each in doc if each.text == word)


RAID = parsed(
    "Rebels/NOUN/nsubj/2 launched/VERB/root/0 a/DET/det/4 raid/NOUN/obj/2 on/ADP/case/6 "
    "Saturday/PROPN/obl/2 ./PUNCT/punct/2"
)


@pytest.mark.parametrize("word", ["launched", "raid"])
def test_a_noun_takes_the_time_of_its_clause(word: str) -> None:
    found = dated(RAID, word)
    assert found is not None
    assert found.value == "2019-06-08"


def test_a_time_of_another_clause_is_not_taken() -> None:
    doc = parsed(
        "Officials/NOUN/nsubj/2 confirmed/VERB/root/0 that/SCONJ/mark/5 rebels/NOUN/nsubj/5 "
        "fled/VERB/ccomp/2 on/ADP/case/7 Friday/PROPN/obl/5"
    )
    assert dated(doc, "confirmed") is None
    found = dated(doc, "fled")
    assert found is not None
    assert found.value == "2019-06-07"


@pytest.mark.parametrize(
    ("preposition", "time", "first", "last"),
    [
        ("by", "Friday", None, date(2019, 6, 14)),
        ("before", "Friday", None, date(2019, 6, 13)),
        ("until", "March", None, date(2020, 3, 31)),
    ],
)
def test_deadlines_are_open_at_the_start(
    preposition: str, time: str, first: date | None, last: date
) -> None:
    doc = parsed(
        "They/PRON/nsubj/3 must/AUX/aux/3 leave/VERB/root/0 "
        f"{preposition}/ADP/case/5 {time}/PROPN/obl/3"
    )
    found = deadline_of(doc[2:3], find_dates(doc.text, SUNDAY, doc))
    assert found is not None
    assert (found.first, found.last) == (first, last)


def test_within_runs_from_the_publication_and_dates_nothing() -> None:
    doc = parsed(
        "They/PRON/nsubj/3 must/AUX/aux/3 leave/VERB/root/0 within/ADP/case/6 30/NUM/nummod/6 "
        "days/NOUN/obl/3"
    )
    found = deadline_of(doc[2:6], find_dates(doc.text, SUNDAY, doc))
    assert found is not None
    assert found.last == date(2019, 7, 9)
    assert dated(doc, "leave") is None


def test_a_plain_date_is_no_deadline() -> None:
    assert deadline_of(RAID[1:6], find_dates(RAID.text, SUNDAY, RAID)) is None


def test_since_leaves_the_end_open() -> None:
    doc = parsed(
        "They/PRON/nsubj/3 have/AUX/aux/3 fought/VERB/root/0 since/ADP/case/5 2001/NUM/obl/3"
    )
    found = dated(doc, "fought")
    assert found is not None
    assert (found.first, found.last) == (date(2001, 1, 1), None)


def test_a_range_has_both_ends() -> None:
    doc = parsed(
        "They/PRON/nsubj/2 met/VERB/root/0 from/ADP/case/4 June/PROPN/obl/2 3/NUM/nummod/4 "
        "to/ADP/case/7 June/PROPN/nmod/4 5/NUM/nummod/7"
    )
    found = dated(doc, "met")
    assert found is not None
    assert (found.first, found.last) == (date(2019, 6, 3), date(2019, 6, 5))


def test_every_limit_has_words_and_each_word_one_limit() -> None:
    limits = load_yaml("limits.yaml")["prepositions"]
    assert set(limits) == {"by", "before", "within", "since", "after"}
    words = [word for each in limits.values() for word in each]
    assert len(words) == len(set(words))


def test_no_day_lies_after_the_last_of_the_calendar() -> None:
    (mention,) = find_dates("They met after 31/12/9999.", SUNDAY)
    assert bounded(mention, "after").first is None


MONDAY = date(2025, 2, 10)


def deadline(text: str) -> str | None:
    """The last day of the deadline of the one obligation of a text of that Monday."""
    (owed,) = onus.read(text, published=MONDAY.isoformat()).obligations
    return owed.deadline.end if owed.deadline is not None else None


@pytest.mark.parametrize(
    ("limit", "end"),
    [
        ("before the end of March", "2025-03-31"),
        ("before the end of the month", "2025-02-28"),
        ("before the end of the year", "2025-12-31"),
        ("by year's end", "2025-12-31"),
        ("by the end of next month", "2025-03-31"),
        ("by the end of the week", "2025-02-16"),
        ("by the weekend", "2025-02-16"),
        ("by Sunday night", "2025-02-16"),
        ("by noon on Thursday", "2025-02-13"),
        ("by Friday", "2025-02-14"),
        ("no later than Friday", "2025-02-14"),
        ("before Friday", "2025-02-13"),
        ("before Monday", "2025-02-16"),
        ("within a week", "2025-02-17"),
        ("by 1 March", "2025-03-01"),
        ("by March", "2025-03-31"),
        ("by Christmas", "2025-12-25"),
        ("by 8 February", None),
        ("by the end of January", None),
        ("by the end of 2024", None),
        ("by Friday, 7 February", None),
        ("by last Friday", None),
        ("before Ramadan", None),
    ],
)
def test_a_deadline_lies_ahead_of_the_day_it_is_told(limit: str, end: str | None) -> None:
    assert deadline(f"Norway on Monday called on Chad to free two sailors {limit}.") == end


@pytest.mark.parametrize(
    ("limit", "end"),
    [
        ("by the start of April", "2025-04-01"),
        ("before the start of April", "2025-03-31"),
        ("by early April", "2025-04-10"),
        ("by mid-April", "2025-04-15"),
        ("before mid-April", "2025-04-14"),
        ("by the middle of next week", "2025-02-19"),
        ("by late April", "2025-04-30"),
        ("before late April", "2025-04-20"),
    ],
)
def test_a_limit_goes_by_the_part_of_the_month_that_it_names(limit: str, end: str) -> None:
    assert deadline(f"Peru asked Cuba to reopen the embassy {limit}.") == end


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("France gave Mali until Friday to release the doctors.", "2025-02-14"),
        ("France on Friday gave Mali until Sunday to release the doctors.", "2025-02-16"),
        ("France gave Mali until the end of the week to release the doctors.", "2025-02-16"),
        ("Mali was given until 1 March to release the doctors.", "2025-03-01"),
        ("France said Mali had until Friday to release the doctors.", "2025-02-14"),
        ("France gave Mali a Friday deadline to release the doctors.", "2025-02-14"),
        ("France set a March 1 deadline for Mali to release the doctors.", "2025-03-01"),
        ("Mali pledged last week to release the doctors by Friday.", "2025-02-14"),
        ("France demanded that Mali release the doctors before Friday.", "2025-02-13"),
        ("France wanted the doctors released by Friday.", "2025-02-14"),
        ("Mali promised elections by March.", "2025-03-31"),
        ("France in January gave Mali until 5 February to release the doctors.", None),
    ],
)
def test_time_given_runs_on_from_the_day_it_is_told(text: str, end: str | None) -> None:
    assert deadline(text) == end


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Police arrested two activists in March.", "2024-03-31"),
        ("Rebels managed to seize the town before Friday.", "2025-02-06"),
        ("Chad failed to free the sailors by Friday.", "2025-02-07"),
        ("Norway demanded that Chad free the sailors before Friday.", "2025-02-13"),
    ],
)
def test_what_was_done_lies_behind_and_what_was_asked_ahead(text: str, end: str) -> None:
    dates = {e.date.end for e in onus.read(text, published=MONDAY.isoformat()).events if e.date}
    assert dates == {end}

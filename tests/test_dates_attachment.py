"""Which time belongs to which event, and what is a deadline, on parses written by hand."""

from __future__ import annotations

from datetime import date

import pytest
import spacy
from spacy.tokens import Doc, Token

import onus
from onus.resolving.dates import TimeMention, date_of, deadline_of, find_dates
from onus.resolving.timex.lexicon import load_yaml

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
    limits = load_yaml("limits.yaml")
    assert set(limits) == {"by", "before", "within", "since", "after"}
    words = [word for each in limits.values() for word in each]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("limit", "end"),
    [
        ("before the end of March", "2025-03-31"),
        ("before the end of the year", "2025-12-31"),
        ("by Friday", "2025-02-14"),
        ("before Friday", "2025-02-13"),
        ("by 1 March", "2025-03-01"),
        ("by 8 February", None),
    ],
)
def test_a_deadline_lies_ahead_of_the_day_it_is_told(limit: str, end: str | None) -> None:
    text = f"Norway on Monday called on Chad to free two sailors {limit}."
    (owed,) = onus.read(text, published="2025-02-10").obligations
    assert (owed.deadline.end if owed.deadline is not None else None) == end

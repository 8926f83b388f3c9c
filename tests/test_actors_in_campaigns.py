"""Who is who where papers write of persons: courtesy titles, families, headlines, likenesses."""

from __future__ import annotations

from tests.parsed import parsed, phrase
from tests.test_actors_in_news import cast_of, only


def test_a_name_behind_a_courtesy_title_is_no_king_and_no_country() -> None:
    for title, surname in (("Mr.", "King"), ("Ms.", "Jordan")):
        doc = parsed(
            f"Robin|PROPN|nsubj|3|PER {surname}|PROPN|flat|1|PER left|VERB|ROOT|0 .|PUNCT|punct|3",
            f"{title}|PROPN|nmod:desc|2 {surname}|PROPN|nsubj|3|PER wept|VERB|ROOT|0 "
            ".|PUNCT|punct|3",
        )
        cast = cast_of(doc, doc[0:2], doc[4:6])
        assert cast.ids(doc[4:6]) == cast.ids(doc[0:2])


def test_a_headline_that_runs_a_verb_into_the_name_does_not_change_it() -> None:
    doc = parsed(
        "Mona|PROPN|ROOT|0|PER Berg|PROPN|flat|1|PER Hammers|PROPN|flat|1|PER .|PUNCT|punct|1",
        "Mona|PROPN|nsubj|3|PER Berg|PROPN|flat|1|PER left|VERB|ROOT|0 .|PUNCT|punct|3",
    )
    cast = cast_of(doc, doc[0:3], doc[4:6])
    assert [a.name for a in cast.actors] == ["Mona Berg"]


def test_party_and_state_in_brackets_are_no_part_of_a_name() -> None:
    doc = parsed(
        "Gov.|PROPN|nmod:desc|2 Mona|PROPN|nsubj|7|PER Berg|PROPN|flat|2|PER (|PUNCT|punct|5|PER "
        "D|PROPN|flat|2|PER )|PUNCT|punct|5 left|VERB|ROOT|0 .|PUNCT|punct|7"
    )
    assert only(cast_of(doc, doc[0:3]), doc[0:3]).name == "Mona Berg"


def test_of_a_family_the_surname_alone_is_the_one_whom_the_news_is_about() -> None:
    doc = parsed(
        "Mona|PROPN|nsubj|3|PER Berg|PROPN|flat|1|PER left|VERB|ROOT|0 .|PUNCT|punct|3",
        "Mona|PROPN|nsubj|3|PER Berg|PROPN|flat|1|PER met|VERB|ROOT|0 her|PRON|nmod:poss|5 "
        "son|NOUN|obj|3 Jon|PROPN|appos|5|PER Berg|PROPN|flat|6|PER .|PUNCT|punct|3",
        "Berg|PROPN|nsubj|2|PER spoke|VERB|ROOT|0 .|PUNCT|punct|2",
    )
    cast = cast_of(doc, doc[0:2], doc[9:11], doc[12:13])
    assert cast.ids(doc[12:13]) == cast.ids(doc[0:2]) != cast.ids(doc[9:11])


def test_what_somebody_is_painted_as_is_not_who_speaks_next() -> None:
    doc = parsed(
        "Berg|PROPN|nsubj|2|PER painted|VERB|ROOT|0 him|PRON|obj|2 as|ADP|case|6 a|DET|det|6 "
        "fighter|NOUN|obl|2 .|PUNCT|punct|2",
        "She|PRON|nsubj|2 smiled|VERB|ROOT|0 .|PUNCT|punct|2",
    )
    she = phrase(doc, "She")
    cast = cast_of(doc, doc[0:1], doc[4:6], she)
    assert cast.ids(she) == cast.ids(doc[0:1])


def test_the_nominee_of_a_party_is_its_one_candidate_so_far() -> None:
    doc = parsed(
        "Republican|ADJ|amod|2 nominee|NOUN|nmod:desc|3 Mona|PROPN|nsubj|5|PER "
        "Berg|PROPN|flat|3|PER left|VERB|ROOT|0 .|PUNCT|punct|5",
        "Jon|PROPN|nsubj|3|PER Dahl|PROPN|flat|1|PER stayed|VERB|ROOT|0 .|PUNCT|punct|3",
        "The|DET|det|3 GOP|PROPN|compound|3 nominee|NOUN|nsubj|4 wept|VERB|ROOT|0 .|PUNCT|punct|4",
    )
    nominee = phrase(doc, "The GOP nominee")
    cast = cast_of(doc, doc[0:4], doc[6:8], nominee)
    assert cast.ids(nominee) == cast.ids(doc[0:4])


def test_the_city_of_a_name_is_a_party_that_acts() -> None:
    doc = parsed(
        "The|DET|det|2 city|NOUN|nsubj|5 of|ADP|case|4 Hamar|PROPN|nmod|2|LOC sued|VERB|ROOT|0 "
        "Berg|PROPN|obj|5|PER .|PUNCT|punct|5"
    )
    assert only(cast_of(doc, doc[0:4]), doc[0:4]).name == "Hamar"


def test_the_given_name_alone_does_not_make_a_wife_the_bearer_of_the_surname() -> None:
    doc = parsed(
        "Jon|PROPN|nsubj|3|PER Berg|PROPN|flat|1|PER left|VERB|ROOT|0 .|PUNCT|punct|3",
        "Mona|PROPN|nsubj|3|PER Berg|PROPN|flat|1|PER met|VERB|ROOT|0 Jon|PROPN|obj|3|PER "
        "Berg|PROPN|flat|4|PER .|PUNCT|punct|3",
        "Mona|PROPN|nsubj|2|PER left|VERB|ROOT|0 .|PUNCT|punct|2",
        "Mona|PROPN|nsubj|2|PER wept|VERB|ROOT|0 .|PUNCT|punct|2",
        "Berg|PROPN|nsubj|2|PER spoke|VERB|ROOT|0 .|PUNCT|punct|2",
    )
    berg = doc[16:17]
    assert berg.text == "Berg"
    cast = cast_of(doc, doc[0:2], doc[4:6], doc[10:11], berg)
    assert cast.ids(berg) == cast.ids(doc[0:2])


def test_the_north_is_told_by_its_initial_wherever_the_parse_has_hung_it() -> None:
    doc = parsed(
        "Leaders|NOUN|nsubj|2 condemn|VERB|ROOT|0 N.|PROPN|compound|5|LOC "
        "Korea|PROPN|compound|5|LOC test|NOUN|obj|2 .|PUNCT|punct|2"
    )
    assert only(cast_of(doc, doc[3:4]), doc[3:4]).name == "North Korea"

"""Who is who: names, titles, countries, descriptions and pronouns brought to one actor each."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Span

from onus.record import Actor, Article
from onus.resolving.actors import Cast, is_anonymous, resolve
from tests.parsed import parsed, phrase

KHAN = (
    "Pakistan|PROPN|compound|3|LOC Prime|PROPN|compound|3 Minister|PROPN|nsubj|6 "
    "Imran|PROPN|flat|3|PER Khan|PROPN|flat|3|PER wrote|VERB|ROOT|0 to|ADP|case|8 "
    "India|PROPN|obl|6|LOC .|PUNCT|punct|6"
)
THE_PREMIER = (
    "The|DET|det|3 Pakistani|ADJ|amod|3|MISC premier|NOUN|nsubj|4 said|VERB|ROOT|0 "
    "he|PRON|nsubj|7 would|AUX|aux|7 meet|VERB|ccomp|4 anyone|PRON|obj|7 .|PUNCT|punct|4"
)


def cast_of(doc: Doc, *mentions: str | Span, **more: object) -> Cast:
    spans = [phrase(doc, m) if isinstance(m, str) else m for m in mentions]
    return resolve(doc, Article("x", doc.text), spans, **more)  # type: ignore[arg-type]


def only(cast: Cast, mention: Span) -> Actor:
    (identifier,) = cast.ids(mention)
    actor = cast.actor(identifier)
    assert actor is not None
    return actor


def test_a_title_a_role_and_a_pronoun_lead_to_one_person() -> None:
    doc = parsed(KHAN, THE_PREMIER)
    role, would = phrase(doc, "The Pakistani premier"), phrase(doc, "would")
    he = doc[would.start - 1 : would.start]
    cast = cast_of(doc, doc[0:5], role, he)
    khan = only(cast, doc[0:5])
    assert (khan.id, khan.name, khan.kind) == ("a1", "Imran Khan", "office holder")
    assert (khan.country, khan.sector) == ("PAK", "GOV")
    assert cast.ids(role) == cast.ids(he) == ("a1",)
    texts = [doc.text[start:end] for start, end in khan.mentions]
    assert texts == ["Pakistan Prime Minister Imran Khan", "The Pakistani premier", "he"]


def test_a_title_that_the_parse_cuts_off_still_belongs_to_its_name() -> None:
    doc = parsed(
        "Pakistan|PROPN|compound|3|LOC Prime|PROPN|compound|3 Minister|PROPN|nsubj|6 "
        "Imran|PROPN|nsubj|6|PER Khan|PROPN|flat|4|PER wrote|VERB|ROOT|0 .|PUNCT|punct|6"
    )
    khan = only(cast_of(doc, doc[0:3], doc[3:5]), doc[3:5])
    assert (khan.id, khan.name, khan.country) == ("a1", "Imran Khan", "PAK")


def test_only_actors_with_a_given_mention_are_given() -> None:
    doc = parsed(KHAN)
    cast = cast_of(doc, "India")
    assert [(a.id, a.name, a.kind, a.country) for a in cast.actors] == [
        ("a1", "India", "state", "IND")
    ]


def test_a_surname_alone_is_the_person_before_and_namesakes_stay_apart() -> None:
    doc = parsed(
        "George|PROPN|nsubj|3|PER Bush|PROPN|flat|1|PER met|VERB|ROOT|0 Laura|PROPN|obj|3|PER "
        "Welch|PROPN|flat|4|PER .|PUNCT|punct|3",
        "Jeb|PROPN|nsubj|3|PER Bush|PROPN|flat|1|PER left|VERB|ROOT|0 .|PUNCT|punct|3",
        "Welch|PROPN|nsubj|2|PER laughed|VERB|ROOT|0 .|PUNCT|punct|2",
    )
    cast = cast_of(doc, "George Bush", "Laura Welch", "Jeb Bush", phrase(doc, "Welch", 2))
    assert [a.name for a in cast.actors] == ["George Bush", "Laura Welch", "Jeb Bush"]
    assert cast.ids(phrase(doc, "Welch", 2)) == cast.ids(phrase(doc, "Laura Welch"))


def test_a_title_of_the_other_gender_is_somebody_else() -> None:
    doc = parsed(
        "Bill|PROPN|nsubj|3|PER Clinton|PROPN|flat|1|PER spoke|VERB|ROOT|0 .|PUNCT|punct|3",
        "Mr|PROPN|nsubj|3 Clinton|PROPN|flat|1|PER smiled|VERB|ROOT|0 .|PUNCT|punct|3",
        "Mrs|PROPN|nsubj|3 Clinton|PROPN|flat|1|PER waved|VERB|ROOT|0 .|PUNCT|punct|3",
    )
    cast = cast_of(doc, "Bill Clinton", "Mr Clinton", "Mrs Clinton")
    assert cast.ids(phrase(doc, "Mr Clinton")) == cast.ids(phrase(doc, "Bill Clinton"))
    assert cast.ids(phrase(doc, "Mrs Clinton")) != cast.ids(phrase(doc, "Bill Clinton"))


@pytest.mark.parametrize(
    ("text", "name", "kind", "country", "sector"),
    [
        ("Islamabad|PROPN|nsubj|2|LOC", "Pakistan", "state", "PAK", "GOV"),
        ("Washington|PROPN|nsubj|2|LOC", "United States", "state", "USA", "GOV"),
        ("Kremlin|PROPN|nsubj|2|ORG", "Kremlin", "government body", "RUS", "GOV"),
        ("NATO|PROPN|nsubj|2|ORG", "NATO", "organisation", None, "IGO"),
        ("Hezbollah|PROPN|nsubj|2|ORG", "Hezbollah", "armed group", "LBN", "REB"),
        ("protesters|NOUN|nsubj|2", "protesters", "crowd", None, "CVL"),
        ("militants|NOUN|nsubj|2", "militants", "crowd", None, "REB"),
        ("police|NOUN|nsubj|2", "police", "government body", None, "COP"),
        ("parliament|NOUN|nsubj|2", "parliament", "government body", None, "LEG"),
    ],
)
def test_what_a_name_or_a_noun_makes_of_an_actor(
    text: str, name: str, kind: str, country: str | None, sector: str
) -> None:
    doc = parsed(f"{text} reacted|VERB|ROOT|0 .|PUNCT|punct|2")
    actor = only(cast_of(doc, doc[0:1]), doc[0:1])
    assert (actor.name, actor.kind, actor.country, actor.sector) == (name, kind, country, sector)


def test_the_capital_and_the_government_are_the_state() -> None:
    doc = parsed(
        "Pakistan|PROPN|nsubj|2|LOC agreed|VERB|ROOT|0 .|PUNCT|punct|2",
        "Islamabad|PROPN|nsubj|2|LOC smiled|VERB|ROOT|0 .|PUNCT|punct|2",
        "The|DET|det|3 Pakistani|ADJ|amod|3|MISC government|NOUN|nsubj|4 paid|VERB|ROOT|0 "
        ".|PUNCT|punct|4",
    )
    cast = cast_of(doc, "Pakistan", "Islamabad", "The Pakistani government")
    assert [a.country for a in cast.actors] == ["PAK"]


def test_a_ministry_is_an_actor_of_its_own() -> None:
    doc = parsed(
        "India|PROPN|nmod:poss|5|LOC 's|PART|case|1 foreign|ADJ|amod|5 affairs|NOUN|compound|5 "
        "ministry|NOUN|nsubj|6 protested|VERB|ROOT|0 .|PUNCT|punct|6",
        "India|PROPN|nsubj|2|LOC waited|VERB|ROOT|0 .|PUNCT|punct|2",
    )
    ministry, india = doc[0:5], phrase(doc, "India", 2)
    cast = cast_of(doc, ministry, india)
    assert only(cast, ministry).kind == "government body"
    assert only(cast, ministry).country == "IND"
    assert cast.ids(ministry) != cast.ids(india)


def test_a_coordination_gives_each_part_and_both_countries_the_two() -> None:
    doc = parsed(
        "India|PROPN|nsubj|4|LOC and|CCONJ|cc|3 Pakistan|PROPN|conj|1|LOC met|VERB|ROOT|0 "
        ".|PUNCT|punct|4",
        "Both|DET|det|2 countries|NOUN|nsubj|4 were|AUX|cop|4 pleased|ADJ|ROOT|0 .|PUNCT|punct|4",
    )
    pair, both = phrase(doc, "India and Pakistan"), phrase(doc, "Both countries")
    cast = cast_of(doc, pair, both)
    assert [a.name for a in cast.actors] == ["India", "Pakistan"]
    assert cast.ids(pair) == cast.ids(both) == ("a1", "a2")
    assert cast.ids(doc[0:1]) == ("a1",)


def test_anonymous_officials_of_different_houses_are_two() -> None:
    doc = parsed(
        "A|DET|det|5 senior|ADJ|amod|5 White|PROPN|compound|4|ORG House|PROPN|compound|5|ORG "
        "official|NOUN|nsubj|6 spoke|VERB|ROOT|0 .|PUNCT|punct|6",
        "A|DET|det|5 senior|ADJ|amod|5 State|PROPN|compound|4|ORG Department|PROPN|compound|5|ORG "
        "official|NOUN|nsubj|6 agreed|VERB|ROOT|0 .|PUNCT|punct|6",
        "The|DET|det|4 White|PROPN|compound|3|ORG House|PROPN|compound|4|ORG "
        "official|NOUN|nsubj|5 left|VERB|ROOT|0 .|PUNCT|punct|5",
        "The|DET|det|2 official|NOUN|nsubj|3 returned|VERB|ROOT|0 .|PUNCT|punct|3",
    )
    white, state = doc[0:5], doc[7:12]
    again, last = phrase(doc, "The White House official"), phrase(doc, "The official")
    cast = cast_of(doc, white, state, again, last)
    assert len(cast.actors) == 2
    assert cast.ids(again) == cast.ids(white)
    assert cast.ids(last) == cast.ids(white)  # the latest of them
    actor = only(cast, white)
    assert actor.name == "A senior White House official"
    assert (actor.country, actor.sector) == ("USA", "GOV")


def test_an_acronym_stands_for_what_the_article_says() -> None:
    doc = parsed(
        "The|DET|det|4 Sindh|PROPN|compound|4|ORG Crafts|PROPN|compound|4|ORG "
        "Organisation|PROPN|nsubj|8|ORG (|PUNCT|punct|6 SCO|PROPN|appos|4|ORG )|PUNCT|punct|6 "
        "closed|VERB|ROOT|0 .|PUNCT|punct|8",
        "SCO|PROPN|nsubj|3|ORG was|AUX|cop|3 poor|ADJ|ROOT|0 .|PUNCT|punct|3",
    )
    cast = cast_of(doc, doc[0:4], phrase(doc, "SCO", 2))
    assert [a.name for a in cast.actors] == ["The Sindh Crafts Organisation"]
    assert cast.ids(phrase(doc, "SCO", 2)) == ("a1",)


def test_first_persons_in_a_quotation_are_its_speaker() -> None:
    doc = parsed(
        "“|PUNCT|punct|3 We|PRON|nsubj|3 welcome|VERB|ccomp|9 those|DET|det|5 "
        "steps|NOUN|obj|3 ,|PUNCT|punct|3 ”|PUNCT|punct|3 officials|NOUN|nsubj|9 "
        "said|VERB|ROOT|0 .|PUNCT|punct|9",
        "We|PRON|nsubj|2 left|VERB|ROOT|0 .|PUNCT|punct|2",
    )
    content, speaker = phrase(doc, "We welcome those steps"), phrase(doc, "officials")
    said = [(content.start_char, content.end_char, speaker)]
    cast = cast_of(doc, phrase(doc, "We"), speaker, phrase(doc, "We", 2), speakers=said)
    assert cast.ids(phrase(doc, "We")) == cast.ids(speaker) == ("a1",)
    assert cast.ids(phrase(doc, "We", 2)) == ()


def test_it_in_front_of_a_clause_is_nobody() -> None:
    doc = parsed(
        "Russia|PROPN|nsubj|2|LOC answered|VERB|ROOT|0 .|PUNCT|punct|2",
        "It|PRON|nsubj|3 is|AUX|cop|3 clear|ADJ|ROOT|0 that|SCONJ|mark|6 talks|NOUN|nsubj|6 "
        "failed|VERB|csubj|3 .|PUNCT|punct|3",
        "It|PRON|nsubj|2 withdrew|VERB|ROOT|0 .|PUNCT|punct|2",
    )
    empty, real = phrase(doc, "It"), phrase(doc, "It", 2)
    cast = cast_of(doc, "Russia", empty, real)
    assert cast.ids(empty) == ()
    assert only(cast, real).name == "Russia"


def test_a_pronoun_is_not_the_other_argument_of_its_verb() -> None:
    doc = parsed(
        "Modi|PROPN|nsubj|2|PER met|VERB|ROOT|0 Khan|PROPN|obj|2|PER .|PUNCT|punct|2",
        "Modi|PROPN|nsubj|2|PER thanked|VERB|ROOT|0 him|PRON|obj|2 .|PUNCT|punct|2",
    )
    him = phrase(doc, "him")
    cast = cast_of(doc, "Modi", "Khan", him)
    assert only(cast, him).name == "Khan"


def test_a_description_said_of_a_name_belongs_to_it() -> None:
    doc = parsed(
        "Ali|PROPN|nsubj|9|PER Raza|PROPN|flat|1|PER ,|PUNCT|punct|6 the|DET|det|6 "
        "foreign|ADJ|amod|6 minister|NOUN|appos|1 of|ADP|case|8 Iran|PROPN|nmod|6|LOC "
        "resigned|VERB|ROOT|0 .|PUNCT|punct|9",
        "The|DET|det|2 minister|NOUN|nsubj|3 wept|VERB|ROOT|0 .|PUNCT|punct|3",
    )
    minister = phrase(doc, "The minister")
    cast = cast_of(doc, doc[0:2], minister)
    raza = only(cast, minister)
    assert (raza.name, raza.kind, raza.country) == ("Ali Raza", "office holder", "IRN")


def test_what_is_counted_is_the_actor() -> None:
    doc = parsed(
        "Dozens|NOUN|nsubj|4 of|ADP|case|3 militants|NOUN|nmod|1 fled|VERB|ROOT|0 .|PUNCT|punct|4"
    )
    actor = only(cast_of(doc, doc[0:3]), doc[0:3])
    assert (actor.name, actor.kind, actor.sector) == ("Dozens of militants", "crowd", "REB")


def test_a_thing_is_no_actor() -> None:
    doc = parsed("The|DET|det|2 letter|NOUN|nsubj|3 arrived|VERB|ROOT|0 .|PUNCT|punct|3")
    cast = cast_of(doc, "The letter")
    assert cast.actors == ()
    assert cast.ids(phrase(doc, "The letter")) == ()


@pytest.mark.parametrize(
    ("sentence", "words", "anonymous"),
    [
        ("A|DET|det|3 senior|ADJ|amod|3 official|NOUN|nsubj|4 spoke|VERB|ROOT|0", 3, True),
        ("sources|NOUN|nsubj|2 spoke|VERB|ROOT|0", 1, True),
        ("A|DET|det|2 spokesman|NOUN|nsubj|3 spoke|VERB|ROOT|0", 2, True),
        ("the|DET|det|2 ministry|NOUN|nsubj|3 spoke|VERB|ROOT|0", 2, False),
        (
            "the|DET|det|3 prime|ADJ|amod|3 minister|NOUN|nsubj|4 spoke|VERB|ROOT|0",
            3,
            False,
        ),
        ("India|PROPN|nsubj|2|LOC spoke|VERB|ROOT|0", 1, False),
        ("she|PRON|nsubj|2 spoke|VERB|ROOT|0", 1, False),
        (
            "police|NOUN|compound|2 official|NOUN|nsubj|5 Omar|PROPN|flat|2|PER "
            "Latif|PROPN|flat|2|PER spoke|VERB|ROOT|0",
            4,
            False,
        ),
    ],
)
def test_who_is_anonymous(sentence: str, words: int, anonymous: bool) -> None:
    doc = parsed(sentence + " .|PUNCT|punct|1")
    assert is_anonymous(doc[0:words]) is anonymous

"""Who is not whom: namesakes, officials abroad, others, and the country that each has."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from onus.record import Actor, Article
from onus.resolving.acting import can_act
from onus.resolving.actors import Cast, resolve
from onus.resolving.countries import country_coded
from onus.resolving.knowledge import load
from onus.resolving.name_clues import full_names
from onus.resolving.roles import role_ending
from tests.parsed import parsed, phrase


def cast_of(doc: Doc, *mentions: str | Span, place: str | None = None) -> Cast:
    spans = [phrase(doc, m) if isinstance(m, str) else m for m in mentions]
    return resolve(doc, Article("x", doc.text, place=place), spans)


def only(cast: Cast, mention: Span) -> Actor:
    (identifier,) = cast.ids(mention)
    actor = cast.actor(identifier)
    assert actor is not None
    return actor


def test_a_king_of_another_country_is_no_namesake() -> None:
    doc = parsed(
        "King|PROPN|nmod:desc|2 Idris|PROPN|nsubj|5|PER of|ADP|case|4 Norway|PROPN|nmod|2|LOC "
        "met|VERB|ROOT|0 President|PROPN|nmod:desc|7 Omar|PROPN|obj|5|PER Idris|PROPN|flat|7|PER "
        "of|ADP|case|10 Chad|PROPN|nmod|7|LOC .|PUNCT|punct|5",
        "King|PROPN|nmod:desc|2 Idris|PROPN|nsubj|3|PER left|VERB|ROOT|0 .|PUNCT|punct|3",
    )
    king, president, again = doc[0:2], doc[5:8], phrase(doc, "King Idris", 2)
    cast = cast_of(doc, king, president, again)
    assert only(cast, king).country == "NOR"
    assert only(cast, president).country == "TCD"
    assert cast.ids(again) == cast.ids(king)


def test_a_surname_with_a_title_is_still_the_one_named_in_full() -> None:
    doc = parsed(
        "President|PROPN|nmod:desc|2 Idris|PROPN|nsubj|5|PER of|ADP|case|4 Chad|PROPN|nmod|2|LOC "
        "left|VERB|ROOT|0 .|PUNCT|punct|5",
        "Omar|PROPN|nsubj|3|PER Idris|PROPN|flat|1|PER returned|VERB|ROOT|0 .|PUNCT|punct|3",
    )
    cast = cast_of(doc, doc[0:2], "Omar Idris")
    assert len(cast.actors) == 1


@pytest.mark.parametrize(
    ("noun", "preposition", "country"),
    [
        ("ambassador", "to", None),
        ("envoy", "in", None),
        ("ambassador", "of", "GRC"),
        ("consultant", "on", None),
        ("minister", "of", "GRC"),
        ("officials", "in", "GRC"),
    ],
)
def test_whose_an_office_is_that_names_a_country(
    noun: str, preposition: str, country: str | None
) -> None:
    doc = parsed(
        f"The|DET|det|2 {noun}|NOUN|nsubj|5 {preposition}|ADP|case|4 Greece|PROPN|nmod|2|LOC "
        "left|VERB|ROOT|0 .|PUNCT|punct|5"
    )
    assert only(cast_of(doc, doc[0:2]), doc[0:2]).country == country


def test_ambassadors_of_two_states_to_a_third_are_two() -> None:
    doc = parsed(
        "The|DET|det|3 Chadian|ADJ|amod|3 ambassador|NOUN|nsubj|6 to|ADP|case|5 "
        "Greece|PROPN|nmod|3|LOC left|VERB|ROOT|0 .|PUNCT|punct|6",
        "The|DET|det|3 Norwegian|ADJ|amod|3 ambassador|NOUN|nsubj|6 to|ADP|case|5 "
        "Greece|PROPN|nmod|3|LOC stayed|VERB|ROOT|0 .|PUNCT|punct|6",
    )
    one, other = doc[0:3], phrase(doc, "The Norwegian ambassador")
    cast = cast_of(doc, one, other)
    assert [only(cast, who).country for who in (one, other)] == ["TCD", "NOR"]


RESIDENTS = (
    "Other|ADJ|amod|2 residents|NOUN|nsubj|3 left|VERB|ROOT|0 .|PUNCT|punct|3",
    "The|DET|det|2 residents|NOUN|nsubj|3 stayed|VERB|ROOT|0 .|PUNCT|punct|3",
)


def test_the_residents_are_not_the_other_residents() -> None:
    doc = parsed(*RESIDENTS)
    other, residents = doc[0:2], phrase(doc, "The residents")
    assert not set((cast := cast_of(doc, other, residents)).ids(other)) & set(cast.ids(residents))


def test_the_residents_are_those_that_came_in_before() -> None:
    doc = parsed(RESIDENTS[0].replace("Other", "Norwegian"), RESIDENTS[1])
    first, residents = doc[0:2], phrase(doc, "The residents")
    assert (cast := cast_of(doc, first, residents)).ids(first) == cast.ids(residents)


@pytest.mark.parametrize(("number", "same"), [("two", True), ("forty", False)])
def test_two_residents_are_not_the_forty(number: str, same: bool) -> None:
    doc = parsed(
        "Two|NUM|nummod|2 residents|NOUN|nsubj|3 left|VERB|ROOT|0 .|PUNCT|punct|3",
        f"The|DET|det|3 {number}|NUM|nummod|3 residents|NOUN|nsubj|4 stayed|VERB|ROOT|0 "
        ".|PUNCT|punct|4",
    )
    two, later = doc[0:2], phrase(doc, f"The {number} residents")
    assert ((cast := cast_of(doc, two, later)).ids(two) == cast.ids(later)) is same


POLICE = (
    "Serb|ADJ|amod|2 police|NOUN|nsubj|3 left|VERB|ROOT|0 .|PUNCT|punct|3",
    "In|ADP|case|2 Istanbul|PROPN|obl|5|LOC the|DET|det|4 police|NOUN|nsubj|5 stayed|VERB|ROOT|0 "
    ".|PUNCT|punct|5",
)


@pytest.mark.parametrize(("place", "same"), [("Istanbul", False), ("Belgrade", True)])
def test_the_police_of_a_town_abroad_are_others(place: str, same: bool) -> None:
    doc = parsed(POLICE[0], POLICE[1].replace("Istanbul", place))
    serb, police = doc[0:2], phrase(doc, "the police")
    assert ((cast := cast_of(doc, serb, police)).ids(serb) == cast.ids(police)) is same


def test_a_mother_and_a_father_are_two() -> None:
    doc = parsed(
        "His|PRON|nmod:poss|2 mother|NOUN|nsubj|5 ,|PUNCT|punct|2 father|NOUN|appos|2 "
        "left|VERB|ROOT|0 .|PUNCT|punct|5"
    )
    cast = cast_of(doc, doc[0:2], doc[3:4])
    assert cast.ids(doc[0:2]) != cast.ids(doc[3:4])


def test_leaders_of_a_relative_clause_are_those_of_its_noun() -> None:
    doc = parsed(
        "Central|ADJ|amod|2 leaders|NOUN|nsubj|3 met|VERB|ROOT|0 .|PUNCT|punct|3",
        "Norway|PROPN|nsubj|6|LOC ,|PUNCT|punct|5 whose|PRON|nmod:poss|4 leaders|NOUN|nsubj|5 "
        "left|VERB|acl:relcl|1 lost|VERB|ROOT|0 .|PUNCT|punct|6",
    )
    leaders = only(cast_of(doc, phrase(doc, "whose leaders")), phrase(doc, "whose leaders"))
    assert (leaders.name, leaders.country) == ("Norway's leaders", "NOR")


THEY = (
    "The|DET|det|2 U.N.|PROPN|nsubj|3|ORG met|VERB|ROOT|0 {who} .|PUNCT|punct|3",
    "They|PRON|nsubj|2 left|VERB|ROOT|0 .|PUNCT|punct|2",
)


def test_they_are_the_many_and_not_one_body() -> None:
    doc = parsed(THEY[0].format(who="residents|NOUN|obj|3"), THEY[1])
    cast = cast_of(doc, doc[0:2], "residents", "They")
    assert cast.ids(phrase(doc, "They")) == cast.ids(phrase(doc, "residents"))


def test_they_are_a_company_where_it_is_what_was_spoken_of() -> None:
    doc = parsed(
        "The|DET|det|2 company|NOUN|nsubj|3 left|VERB|ROOT|0 .|PUNCT|punct|3",
        "They|PRON|nsubj|2 paid|VERB|ROOT|0 .|PUNCT|punct|2",
    )
    cast = cast_of(doc, doc[0:2], "They")
    assert cast.ids(phrase(doc, "They")) == cast.ids(doc[0:2])


def test_who_is_called_a_spy_by_others_is_none_yet() -> None:
    doc = parsed(
        "Officials|NOUN|nsubj|2 said|VERB|ROOT|0 Ann|PROPN|nsubj|7|PER Lee|PROPN|flat|3|PER "
        "was|AUX|cop|7 a|DET|det|7 spy|NOUN|ccomp|2 .|PUNCT|punct|2"
    )
    doc[4].lemma_ = "be"
    lee = doc[2:4]
    assert only(cast_of(doc, lee), lee).sector != "SPY"
    plain = parsed(
        "Ann|PROPN|nsubj|5|PER Lee|PROPN|flat|1|PER was|AUX|cop|5 a|DET|det|5 spy|NOUN|ROOT|0 "
        ".|PUNCT|punct|5"
    )
    plain[2].lemma_ = "be"
    assert only(cast_of(plain, plain[0:2]), plain[0:2]).sector == "SPY"


def test_ethnic_albanians_are_of_any_country() -> None:
    doc = parsed(
        "Ethnic|ADJ|amod|2 Albanians|PROPN|nsubj|3|MISC left|VERB|ROOT|0 .|PUNCT|punct|3",
        "Albanians|PROPN|nsubj|2|MISC stayed|VERB|ROOT|0 .|PUNCT|punct|2",
    )
    ethnic, people = doc[0:2], phrase(doc, "Albanians", 2)
    cast = cast_of(doc, ethnic, people)
    assert (only(cast, ethnic).country, only(cast, people).country) == (None, "ALB")


def test_a_county_is_not_the_country_that_it_shares_a_name_with() -> None:
    doc = parsed(
        "Nassau|PROPN|compound|2|LOC County|PROPN|compound|3|LOC police|NOUN|nsubj|4 "
        "left|VERB|ROOT|0 .|PUNCT|punct|4"
    )
    assert only(cast_of(doc, doc[0:3]), doc[0:3]).country is None


def test_a_mans_house_is_no_body_but_the_house_is() -> None:
    doc = parsed(
        "The|DET|det|2 man|NOUN|nmod:poss|4 's|PART|case|2 house|NOUN|nsubj|5 fell|VERB|ROOT|0 "
        ".|PUNCT|punct|5",
        "The|DET|det|2 House|PROPN|nsubj|3|ORG voted|VERB|ROOT|0 .|PUNCT|punct|3",
    )
    assert not can_act(doc[0:4])
    assert can_act(phrase(doc, "The House"))


@pytest.mark.parametrize(
    ("words", "noun", "sector"),
    [
        (["secretary", "-", "general"], "secretary-general", "IGO"),
        (["attorney", "-", "general"], "attorney general", "GOV"),
        (["pro", "-", "government", "militia"], "pro-government militia", "PRM"),
        (["army", "general"], "general", "MIL"),
    ],
)
def test_a_role_can_be_written_with_a_hyphen(words: list[str], noun: str, sector: str) -> None:
    role = role_ending(words)
    assert role is not None
    assert (role.noun, role.sector) == (noun, sector)


@pytest.mark.parametrize(
    ("title", "name", "country"),
    [
        ("President", "Obama", "USA"),
        ("President", "Berg", None),
        ("Prime|PROPN|amod|2 Minister", "Netanyahu", "ISR"),
        ("Professor", "Obama", None),
    ],
)
def test_leaders_bring_their_country(title: str, name: str, country: str | None) -> None:
    words = title.split("|PROPN|amod|2 ")
    last = len(words) + 1
    titles = " ".join(
        f"{word}|PROPN|{'amod|2' if len(words) > at + 1 else f'nmod:desc|{last}'}"
        for at, word in enumerate(words)
    )
    doc = parsed(
        f"{titles} {name}|PROPN|nsubj|{last + 1}|PER left|VERB|ROOT|0 .|PUNCT|punct|{last + 1}"
    )
    who = doc[0:last]
    assert only(cast_of(doc, who), who).country == country


@pytest.mark.parametrize(
    ("place", "abroad", "country"),
    [("Istanbul", "", "TUR"), (None, "", None), ("Istanbul", "Norway|PROPN|obl|2|LOC", None)],
)
def test_police_are_of_the_country_that_the_article_is_from(
    place: str | None, abroad: str, country: str | None
) -> None:
    """Unless it is about another."""
    doc = parsed(
        "Police|NOUN|nsubj|2 stayed|VERB|ROOT|0 " + f"{abroad} {abroad}" + " .|PUNCT|punct|2"
    )
    assert only(cast_of(doc, doc[0:1], place=place), doc[0:1]).country == country


@pytest.mark.parametrize(
    ("adjective", "country"), [("European", None), ("Scottish", "GBR"), ("criminal", "GBR")]
)
def test_courts_of_more_than_one_state_have_no_country(adjective: str, country: str | None) -> None:
    doc = parsed(
        f"A|DET|det|3 {adjective}|ADJ|amod|3 court|NOUN|nsubj|4 ruled|VERB|ROOT|0 .|PUNCT|punct|4"
    )
    assert only(cast_of(doc, doc[0:3], place="London"), doc[0:3]).country == country


@pytest.mark.parametrize(("owner", "country"), [("fund", None), ("ministry", "GBR")])
def test_an_office_of_a_fund_is_of_no_country(owner: str, country: str | None) -> None:
    doc = parsed(
        f"The|DET|det|2 {owner}|NOUN|nmod:poss|4 's|PART|case|2 commissioner|NOUN|nsubj|5 "
        "left|VERB|ROOT|0 .|PUNCT|punct|5"
    )
    assert only(cast_of(doc, doc[0:4], place="London"), doc[0:4]).country == country


def test_a_guest_with_a_name_is_not_at_home() -> None:
    doc = parsed(
        "Commissioner|PROPN|nmod:desc|2 Berg|PROPN|nsubj|3|PER left|VERB|ROOT|0 "
        "Norway|PROPN|obj|3|LOC and|CCONJ|cc|6 Chad|PROPN|conj|4|LOC .|PUNCT|punct|3",
        "The|DET|det|2 commissioner|NOUN|nsubj|3 left|VERB|ROOT|0 Britain|PROPN|obj|3|LOC "
        ".|PUNCT|punct|3",
    )
    assert only(cast_of(doc, doc[0:2], place="London"), doc[0:2]).country is None


def test_the_leaders_are_full_names_of_known_countries() -> None:
    leaders = load("leaders")
    names = [name for found in leaders.values() for name in found]
    assert all(country_coded(code) is not None for code in leaders)
    assert all(" " in name and name == name.strip() for name in names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "kind",
    [
        "posted",
        "divisions",
        "written as names",
        "excluding",
        "accusing",
        "highest offices",
        "beyond states",
    ],
)
def test_the_lists_of_roles_are_lists_of_words(kind: str) -> None:
    words = load("roles")[kind]
    assert words == list(dict.fromkeys(words))
    assert all(word == (word.upper() if kind == "accusing" else word.lower()) for word in words)


@pytest.mark.parametrize("relation", ["acl:relcl|1", "parataxis|8"])
def test_who_is_the_name_right_before_wherever_the_parse_hangs_its_clause(relation: str) -> None:
    doc = parsed(
        f"Ann|PROPN|nsubj|8|PER Roe|PROPN|flat|1|PER ,|PUNCT|punct|1 who|PRON|nsubj|5 "
        f"spoke|VERB|{relation} ,|PUNCT|punct|5 soon|ADV|advmod|8 left|VERB|ROOT|0 "
        ".|PUNCT|punct|8"
    )
    who = phrase(doc, "who")
    assert only(cast_of(doc, who), who).name == "Ann Roe"


def test_whoever_stands_behind_the_verb_can_be_called_by_another_name_next() -> None:
    doc = parsed(
        "Beside|ADP|case|2 her|PRON|obl|3 sat|VERB|ROOT|0 Tom|PROPN|obj|3|PER Lee|PROPN|flat|4|PER "
        ".|PUNCT|punct|3",
        "The|DET|det|2 billionaire|NOUN|nsubj|3 left|VERB|ROOT|0 .|PUNCT|punct|3",
    )
    byname = phrase(doc, "The billionaire")
    assert only(cast_of(doc, byname), byname).name == "Tom Lee"


def test_a_name_that_the_model_cuts_at_its_hyphen_is_whole() -> None:
    doc = Doc(
        spacy.blank("en").vocab,
        words=["Lee", "Min", "-", "ho", "left", "."],
        spaces=[True, False, False, True, False, False],
        pos=["PROPN", "PROPN", "PUNCT", "NOUN", "VERB", "PUNCT"],
    )
    doc.ents = [Span(doc, 0, 2, label="PER")]
    assert full_names(doc) == {"Lee Min-ho"}

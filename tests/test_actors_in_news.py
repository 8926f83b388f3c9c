"""Who is who as papers write: bynames, headlines, places, officials at home, interviews."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Span

from onus.record import Actor, Article
from onus.resolving.actors import Cast, resolve
from onus.resolving.knowledge import load
from tests.parsed import parsed, phrase


def cast_of(doc: Doc, *mentions: str | Span) -> Cast:
    spans = [phrase(doc, m) if isinstance(m, str) else m for m in mentions]
    return resolve(doc, Article("x", doc.text), spans)


def only(cast: Cast, mention: Span) -> Actor:
    (identifier,) = cast.ids(mention)
    actor = cast.actor(identifier)
    assert actor is not None
    return actor


BERG = "Mona|PROPN|nsubj|3|PER Berg|PROPN|flat|1|PER left|VERB|ROOT|0 .|PUNCT|punct|3"


def test_a_byname_is_the_person_who_was_the_last_subject() -> None:
    doc = parsed(
        BERG,
        "The|DET|det|2 businesswoman|NOUN|nsubj|3 said|VERB|ROOT|0 nothing|PRON|obj|3 "
        ".|PUNCT|punct|3",
    )
    byname = phrase(doc, "The businesswoman")
    cast = cast_of(doc, doc[0:2], byname)
    assert cast.ids(byname) == cast.ids(doc[0:2])
    assert not cast.is_anonymous(byname)


def test_a_byname_of_the_other_camp_is_somebody_else() -> None:
    doc = parsed(
        "Republican|ADJ|amod|2 nominee|NOUN|nmod:desc|3 Mona|PROPN|nsubj|5|PER "
        "Berg|PROPN|flat|3|PER left|VERB|ROOT|0 .|PUNCT|punct|5",
        "The|DET|det|3 Democratic|ADJ|amod|3 nominee|NOUN|nsubj|4 said|VERB|ROOT|0 "
        "nothing|PRON|obj|4 .|PUNCT|punct|4",
    )
    other = phrase(doc, "The Democratic nominee")
    cast = cast_of(doc, doc[0:4], other)
    assert cast.ids(other) != cast.ids(doc[0:4])


def test_a_surname_in_the_headline_is_the_person_named_in_full_below() -> None:
    doc = parsed("Berg|PROPN|nsubj|2|ORG left|VERB|ROOT|0", BERG)
    cast = cast_of(doc, doc[0:1], phrase(doc, "Mona Berg"))
    assert [(a.name, a.kind) for a in cast.actors] == [("Mona Berg", "person")]


def test_a_headline_and_its_lead_speak_of_one_actor() -> None:
    doc = parsed(
        "Rebel|NOUN|compound|2 leader|NOUN|nsubj|3 left|VERB|ROOT|0",
        "A|DET|det|3 rebel|NOUN|compound|3 leader|NOUN|nsubj|4 left|VERB|ROOT|0 .|PUNCT|punct|4",
    )
    cast = cast_of(doc, doc[0:2], "A rebel leader")
    assert len(cast.actors) == 1


def test_the_country_right_before_a_title_is_the_holders() -> None:
    doc = parsed(
        "Norway|PROPN|nmod:poss|5|LOC Prime|ADJ|amod|3 Minister|PROPN|nmod:desc|4 "
        "Berg|PROPN|nmod:poss|5|PER offer|NOUN|nsubj|6 failed|VERB|ROOT|0 .|PUNCT|punct|6",
        "The|DET|det|3 Norwegian|ADJ|amod|3 premier|NOUN|nsubj|4 said|VERB|ROOT|0 "
        "nothing|PRON|obj|4 .|PUNCT|punct|4",
    )
    premier = phrase(doc, "The Norwegian premier")
    cast = cast_of(doc, doc[1:4], premier)
    assert (only(cast, premier).name, only(cast, premier).country) == ("Berg", "NOR")


@pytest.mark.parametrize(("place", "country"), [("New Mexico", "USA"), ("Georgia", "GEO")])
def test_a_state_of_a_federation_is_not_the_country_in_its_name(place: str, country: str) -> None:
    words = place.split()
    named = " ".join(f"{w}|PROPN|compound|{len(words) + 2}|LOC" for w in words)
    doc = parsed(
        f"A|DET|det|{len(words) + 2} {named} governor|NOUN|nsubj|{len(words) + 3} "
        f"left|VERB|ROOT|0 .|PUNCT|punct|{len(words) + 3}"
    )
    governor = doc[0 : len(words) + 2]
    assert only(cast_of(doc, governor), governor).country == country


def test_a_capital_where_something_happens_is_not_its_government() -> None:
    doc = parsed(
        "Envoys|NOUN|nsubj|2 met|VERB|ROOT|0 in|ADP|case|4 Oslo|PROPN|obl|2|LOC .|PUNCT|punct|2",
        "Oslo|PROPN|nsubj|2|LOC objected|VERB|ROOT|0 .|PUNCT|punct|2",
    )
    where, who = phrase(doc, "Oslo", 1), phrase(doc, "Oslo", 2)
    cast = cast_of(doc, where, who)
    assert cast.ids(where) == ()
    assert only(cast, who).country == "NOR"


@pytest.mark.parametrize(
    "noun",
    [
        "Friday|PROPN|obl|2",
        "office|NOUN|obl|2",
        "Bergen|PROPN|compound|4|LOC",
        "climate|NOUN|obj|2|ORG",
    ],
)
def test_days_bare_nouns_and_whereabouts_are_no_actors(noun: str) -> None:
    doc = parsed(f"Rivals|NOUN|nsubj|2 met|VERB|ROOT|0 {noun} talks|NOUN|obl|2 .|PUNCT|punct|2")
    assert cast_of(doc, doc[2:3]).actors == ()


def test_a_short_name_is_the_one_body_whose_name_ends_so() -> None:
    doc = parsed(
        "The|DET|det|4 Bergen|PROPN|compound|4|ORG Morning|PROPN|compound|4|ORG "
        "Post|PROPN|nsubj|5|ORG wrote|VERB|ROOT|0 .|PUNCT|punct|5",
        "The|DET|det|2 Post|PROPN|nsubj|3|ORG learned|VERB|ROOT|0 .|PUNCT|punct|3",
    )
    cast = cast_of(doc, doc[0:4], "The Post")
    assert [a.name for a in cast.actors] == ["Bergen Morning Post"]


def test_the_north_is_the_state_in_play_that_is_called_so() -> None:
    doc = parsed(
        "North|PROPN|compound|2|LOC Korea|PROPN|nsubj|3|LOC objected|VERB|ROOT|0 .|PUNCT|punct|3",
        "The|DET|det|2 North|PROPN|nsubj|3 waited|VERB|ROOT|0 .|PUNCT|punct|3",
    )
    assert cast_of(doc, doc[0:2], "The North").ids(phrase(doc, "The North")) == ("a1",)


def test_officials_without_a_country_are_at_home() -> None:
    doc = parsed(
        "The|DET|det|2 FBI|PROPN|nsubj|3|ORG warned|VERB|ROOT|0 Congress|PROPN|obj|3|ORG "
        ".|PUNCT|punct|3",
        "President|PROPN|nmod:desc|2 Berg|PROPN|nsubj|3|PER left|VERB|ROOT|0 .|PUNCT|punct|3",
    )
    berg = phrase(doc, "President Berg")
    assert only(cast_of(doc, "FBI", "Congress", berg), berg).country == "USA"


def test_whoever_speaks_for_an_anonymous_official_is_anonymous_too() -> None:
    doc = parsed(
        "A|DET|det|3 senior|ADJ|amod|3 diplomat|NOUN|nsubj|4 left|VERB|ROOT|0 .|PUNCT|punct|4",
        "He|PRON|nsubj|2 said|VERB|ROOT|0 nothing|PRON|obj|2 .|PUNCT|punct|2",
    )
    he = phrase(doc, "He")
    assert cast_of(doc, doc[0:3], he).is_anonymous(he)


def test_a_name_in_front_of_a_noun_is_a_mention_of_its_actor() -> None:
    doc = parsed(
        BERG,
        "The|DET|det|3 Berg|PROPN|compound|3|PER plan|NOUN|nsubj|4 failed|VERB|ROOT|0 "
        ".|PUNCT|punct|4",
    )
    berg = only(cast_of(doc, doc[0:2]), doc[0:2])
    assert [doc.text[start:end] for start, end in berg.mentions] == ["Mona Berg", "Berg"]


def test_what_only_fills_out_a_name_is_no_actor_of_its_own() -> None:
    doc = parsed(
        "The|DET|det|2 Ministry|PROPN|nsubj|5|ORG of|ADP|case|4|ORG Culture|PROPN|nmod|2|ORG "
        "paid|VERB|ROOT|0 .|PUNCT|punct|5"
    )
    culture = phrase(doc, "Culture")
    assert len(cast_of(doc, doc[0:4], culture).actors) == 1


def test_a_title_that_the_parse_hangs_beside_its_name_does_not_hide_it() -> None:
    doc = parsed(
        "Veteran|ADJ|amod|2 pollster|NOUN|nsubj|5 Mona|PROPN|nsubj|5|PER Berg|PROPN|flat|3|PER "
        "told|VERB|ROOT|0 reporters|NOUN|obj|5 .|PUNCT|punct|5"
    )
    speaker = doc[0:4]
    assert only(cast_of(doc, speaker), speaker).name == "Mona Berg"


INTERVIEW = (
    "Paper|NOUN|nsubj|2 interviews|VERB|ROOT|0 Mona|PROPN|obj|2|PER Berg|PROPN|flat|3|PER "
    "\n|SPACE|dep|2",
    "Do|AUX|aux|3 you|PRON|nsubj|3 sing|VERB|ROOT|0 ?|PUNCT|punct|3 \n|SPACE|dep|3",
    "I|PRON|nsubj|2 sing|VERB|ROOT|0 .|PUNCT|punct|2 \n|SPACE|dep|2",
    "Do|AUX|aux|3 you|PRON|nsubj|3 dance|VERB|ROOT|0 ?|PUNCT|punct|3 \n|SPACE|dep|3",
    "Never|ADV|ROOT|0 .|PUNCT|punct|1 \n|SPACE|dep|1",
    "Will|AUX|aux|3 you|PRON|nsubj|3 stay|VERB|ROOT|0 ?|PUNCT|punct|3 \n|SPACE|dep|3",
    "My|PRON|nmod:poss|2 plan|NOUN|ROOT|0 .|PUNCT|punct|2",
)


def test_in_an_interview_i_and_you_are_who_is_asked() -> None:
    doc = parsed(*(sentence.replace("\n|", "<br>|") for sentence in INTERVIEW))
    doc = Doc(
        doc.vocab,
        words=["\n" if t.text == "<br>" else t.text for t in doc],
        spaces=[bool(t.whitespace_) and t.text != "<br>" for t in doc],
        pos=[t.pos_ for t in doc],
        lemmas=[{"interviews": "interview"}.get(t.text, t.lemma_) for t in doc],
        deps=[t.dep_ for t in doc],
        heads=[t.head.i for t in doc],
        ents=[f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in doc],
    )
    berg = phrase(doc, "Mona Berg")
    texts = [doc.text[a:b] for a, b in only(cast_of(doc, berg), berg).mentions]
    assert texts == ["Mona Berg", "you", "I", "you", "you", "My"]


def test_two_full_names_are_two_people_even_where_one_is_called_by_the_surname() -> None:
    doc = parsed(
        BERG,
        "Berg|PROPN|nsubj|2|PER met|VERB|ROOT|0 Anton|PROPN|obj|2|PER Berg|PROPN|flat|3|PER "
        ".|PUNCT|punct|2",
    )
    assert len(cast_of(doc, doc[0:2], "Anton Berg").actors) == 2


def test_the_general_of_the_headline_is_named_in_the_lead() -> None:
    doc = parsed(
        "General|NOUN|nsubj|2 quits|VERB|ROOT|0",
        "Gen.|PROPN|nmod:desc|2 Mona|PROPN|nsubj|4|PER Berg|PROPN|flat|2|PER quit|VERB|ROOT|0 "
        ".|PUNCT|punct|4",
    )
    assert [a.name for a in cast_of(doc, doc[0:1], "Gen. Mona Berg").actors] == ["Mona Berg"]


def test_the_prosecution_of_somebody_is_an_act_and_no_body() -> None:
    doc = parsed(
        "Envoys|NOUN|nsubj|2 praised|VERB|ROOT|0 the|DET|det|4 prosecution|NOUN|obj|2 "
        "of|ADP|case|6 smugglers|NOUN|nmod|4 .|PUNCT|punct|2"
    )
    assert cast_of(doc, "the prosecution").actors == ()


def test_a_surname_that_is_also_a_title_is_a_name_where_somebody_is_called_so() -> None:
    doc = parsed(
        "Howard|PROPN|nsubj|3|PER Dean|PROPN|flat|1|PER left|VERB|ROOT|0 .|PUNCT|punct|3",
        "Dean|PROPN|nsubj|2|PER laughed|VERB|ROOT|0 .|PUNCT|punct|2",
    )
    cast = cast_of(doc, doc[0:2], phrase(doc, "Dean", 2))
    assert [a.name for a in cast.actors] == ["Howard Dean"]


def test_a_state_in_front_of_a_title_is_no_part_of_the_name() -> None:
    doc = parsed(
        "Ohio|PROPN|compound|3|PER Gov.|PROPN|compound|3|PER Mona|PROPN|nsubj|5|PER "
        "Berg|PROPN|flat|3|PER left|VERB|ROOT|0 .|PUNCT|punct|5"
    )
    assert only(cast_of(doc, doc[0:4]), doc[0:4]).name == "Mona Berg"


def test_she_is_the_one_whose_given_name_is_a_womans() -> None:
    doc = parsed(
        "Anna|PROPN|nsubj|3|PER Lee|PROPN|flat|1|PER met|VERB|ROOT|0 Peter|PROPN|obj|3|PER "
        "Berg|PROPN|flat|4|PER .|PUNCT|punct|3",
        "He|PRON|nsubj|2 thanked|VERB|ROOT|0 her|PRON|obj|2 .|PUNCT|punct|2",
    )
    cast = cast_of(doc, "Anna Lee", "Peter Berg", "He", "her")
    assert cast.ids(phrase(doc, "He")) == cast.ids(phrase(doc, "Peter Berg"))
    assert cast.ids(phrase(doc, "her")) == cast.ids(phrase(doc, "Anna Lee"))


def test_who_has_spoken_goes_on_speaking() -> None:
    doc = parsed(
        "Berg|PROPN|nsubj|2|PER said|VERB|ROOT|0 Holm|PROPN|nsubj|4|PER lied|VERB|ccomp|2 "
        ".|PUNCT|punct|2",
        "It|PRON|nsubj|2 hurt|VERB|ccomp|5 ,|PUNCT|punct|2 he|PRON|nsubj|5 said|VERB|ROOT|0 "
        ".|PUNCT|punct|5",
    )
    berg, he = phrase(doc, "Berg"), phrase(doc, "he")
    said = [(9, doc.text.index("lied") + 4, berg), (doc.text.index("It"), len(doc.text) - 10, he)]
    cast = resolve(doc, Article("x", doc.text), [berg, he], said)
    assert cast.ids(he) == cast.ids(berg)


def test_given_names_are_lists_of_lower_case_names_that_do_not_overlap() -> None:
    names = load("given_names")
    assert set(names) == {"male", "female"}
    assert not set(names["male"]) & set(names["female"])
    assert all(n == n.lower() and " " not in n for group in names.values() for n in group)


def test_the_words_about_people_are_lists_of_lower_case_words() -> None:
    roles = load("roles")
    for key in ("bare", "calendar", "bynames"):
        assert all(word == word.lower() for word in roles[key])
    assert all(word == word.lower() for camp in roles["camps"] for word in camp)
    assert all(isinstance(cases, list) for cases in roles["acts"].values())


@pytest.mark.parametrize("long_first", [True, False])
def test_initials_are_the_body_whose_name_they_abbreviate(long_first: bool) -> None:
    long = (
        "The|DET|det|4 Bergen|PROPN|compound|4|ORG Liberation|PROPN|compound|4|ORG "
        "Organization|PROPN|nsubj|5|ORG agreed|VERB|ROOT|0 .|PUNCT|punct|5"
    )
    short = "The|DET|det|2 BLO|PROPN|nsubj|3|ORG agreed|VERB|ROOT|0 .|PUNCT|punct|3"
    doc = parsed(*((long, short) if long_first else (short, long)))
    names = ("The Bergen Liberation Organization", "The BLO")
    assert len(cast_of(doc, *names).actors) == 1


def test_of_two_premiers_of_two_states_the_other_one_has_the_other_state() -> None:
    doc = parsed(
        "Norwegian|ADJ|amod|3 Prime|ADJ|amod|3 Minister|PROPN|nmod:desc|4 Berg|PROPN|nsubj|5|PER "
        "met|VERB|ROOT|0 Prime|ADJ|amod|7 Minister|PROPN|nmod:desc|8 Holm|PROPN|obj|5|PER "
        ".|PUNCT|punct|5",
        "Norway|PROPN|nsubj|4|LOC and|CCONJ|cc|3 Sweden|PROPN|conj|1|LOC agreed|VERB|ROOT|0 "
        ".|PUNCT|punct|4",
        "The|DET|det|3 two|NUM|nummod|3 premiers|NOUN|nsubj|4 left|VERB|ROOT|0 .|PUNCT|punct|4",
    )
    both = phrase(doc, "The two premiers")
    cast = cast_of(doc, both, "Norway", "Sweden")
    holders = [cast.actor(identifier) for identifier in cast.ids(both)]
    assert [a and a.country for a in holders] == ["NOR", "SWE"]

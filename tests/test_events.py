"""Who did what to whom, read off parses written by hand, so that only the rules are tried."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

import onus
from onus.coding.event_model import CodedEvent
from onus.coding.events import decide, propose
from onus.language.annotation import RoleSpan, set_annotations
from onus.resolving.acting import can_act
from tests.parsed import parsed, phrase


def _events(doc: Doc) -> list[CodedEvent]:
    return decide(doc, propose(doc, can_act))


def _told(doc: Doc) -> list[tuple[str | None, str, str | None, str]]:
    """(source, type, target, factuality) of each event."""
    return [
        (
            event.source.text if event.source is not None else None,
            event.type,
            event.target.text if event.target is not None else None,
            event.factuality,
        )
        for event in _events(doc)
    ]


def _lemmas(doc: Doc, **lemmas: str) -> Doc:
    for token in doc:
        token.lemma_ = lemmas.get(token.text, token.lemma_)
    return doc


def test_it_takes_up_the_subject_of_the_clause_above() -> None:
    doc = _lemmas(
        parsed(
            "Japan|PROPN|nsubj|2|LOC said|VERB|root|0 it|PRON|nsubj|5 had|AUX|aux|5 "
            "freed|VERB|ccomp|2 the|DET|det|7 hostages|NOUN|obj|5 .|PUNCT|punct|2"
        ),
        freed="free",
        hostages="hostage",
    )
    assert _told(doc) == [("Japan", "RETREAT", "the hostages", "actual")]


def test_its_own_troops_are_not_whom_it_is_done_to() -> None:
    doc = _lemmas(
        parsed(
            "Russia|PROPN|nsubj|2|LOC withdrew|VERB|root|0 its|PRON|nmod:poss|4 "
            "troops|NOUN|obj|2 from|ADP|case|6 Poland|PROPN|obl|2|LOC .|PUNCT|punct|2"
        ),
        withdrew="withdraw",
    )
    assert _told(doc) == [("Russia", "RETREAT", "Poland", "actual")]


def test_two_who_agree_agree_with_each_other() -> None:
    doc = _lemmas(
        parsed(
            "India|PROPN|nsubj|4|LOC and|CCONJ|cc|3 Kenya|PROPN|conj|1|LOC "
            "negotiated|VERB|root|0 .|PUNCT|punct|4"
        ),
        negotiated="negotiate",
    )
    assert _told(doc) == [("India", "CONSULT", "Kenya", "actual")]


def test_two_told_apart_by_their_adjectives_are_two() -> None:
    doc = _lemmas(
        parsed(
            "British|ADJ|amod|4|MISC and|CCONJ|cc|3 French|ADJ|conj|1|MISC "
            "troops|NOUN|nsubj|5 cooperated|VERB|root|0 .|PUNCT|punct|5"
        ),
        cooperated="cooperate",
    )
    assert _told(doc) == [("British", "COOPERATE", "French troops", "actual")]


def test_who_condemns_an_attack_does_not_condemn_its_victims() -> None:
    doc = _lemmas(
        parsed(
            "Ghana|PROPN|nsubj|2|LOC condemned|VERB|root|0 the|DET|det|4 attack|NOUN|obj|2 "
            "on|ADP|case|6 Kenya|PROPN|nmod|4|LOC .|PUNCT|punct|2"
        ),
        condemned="condemn",
    )
    assert ("Ghana", "ACCUSE", "the attack", "actual") in _told(doc)
    assert not any(s == "Ghana" and t == "ASSAULT" for s, t, _, _ in _told(doc))


def test_an_attack_named_after_a_place_has_no_attacker() -> None:
    doc = parsed(
        "The|DET|det|4 Narok|PROPN|compound|4|LOC terrorist|NOUN|compound|4 "
        "attack|NOUN|nsubj|5 shocked|VERB|root|0 many|ADJ|obj|5 .|PUNCT|punct|5"
    )
    assert _told(doc) == [(None, "ASSAULT", None, "actual")]


def test_a_nationality_before_an_attack_made_it() -> None:
    doc = _lemmas(
        parsed(
            "Saudi|ADJ|amod|2|MISC airstrikes|NOUN|nsubj|3 continued|VERB|root|0 "
            "against|ADP|case|6 the|DET|det|6 rebels|NOUN|nmod|2 .|PUNCT|punct|3"
        ),
        airstrikes="airstrike",
        rebels="rebel",
    )
    assert ("Saudi", "ASSAULT", "the rebels", "actual") in _told(doc)


def test_the_onus_on_somebody_is_a_request_by_who_says_so() -> None:
    doc = parsed(
        "Ghana|PROPN|nsubj|2|LOC said|VERB|root|0 the|DET|det|4 onus|NOUN|nsubj|7 is|AUX|cop|7 "
        "on|ADP|case|7 Kenya|PROPN|ccomp|2|LOC to|PART|mark|9 act|VERB|acl|7 .|PUNCT|punct|2"
    )
    assert _told(doc) == [("Ghana", "REQUEST", "Kenya", "actual")]


def test_they_whom_somebody_is_to_ensure_act_are_that_somebody() -> None:
    doc = _lemmas(
        parsed(
            "The|DET|det|2 onus|NOUN|nsubj|5 is|AUX|cop|5 on|ADP|case|5 Kenya|PROPN|root|0|LOC "
            "to|PART|mark|7 ensure|VERB|acl|5 that|SCONJ|mark|10 they|PRON|nsubj|10 "
            "arrest|VERB|ccomp|7 the|DET|det|12 rebels|NOUN|obj|10 .|PUNCT|punct|5"
        ),
        rebels="rebel",
    )
    assert ("Kenya", "COERCE", "the rebels") in [told[:3] for told in _told(doc)]


def test_that_somebody_must_act_is_a_request_by_the_speaker() -> None:
    doc = _lemmas(
        parsed(
            "Ghana|PROPN|nsubj|2|LOC said|VERB|root|0 the|DET|det|4 rebels|NOUN|nsubj|6 "
            "must|AUX|aux|6 disarm|VERB|ccomp|2 .|PUNCT|punct|2"
        ),
        rebels="rebel",
    )
    assert ("Ghana", "REQUEST", "the rebels", "wanted") in _told(doc)


def test_what_somebody_is_sanctioned_for_is_his_own_deed() -> None:
    doc = _lemmas(
        parsed(
            "Japan|PROPN|nsubj|2|LOC sanctioned|VERB|root|0 a|DET|det|4 general|NOUN|obj|2 "
            "for|SCONJ|mark|6 killing|VERB|advcl|2 protesters|NOUN|obj|6 .|PUNCT|punct|2"
        ),
        sanctioned="sanction",
        killing="kill",
    )
    assert ("Japan", "COERCE", "a general", "actual") in _told(doc)
    assert ("a general", "ASSAULT", "protesters") in [told[:3] for told in _told(doc)]


def test_talks_on_a_dispute_are_not_with_the_place_it_is_about() -> None:
    doc = _lemmas(
        parsed(
            "India|PROPN|nsubj|2|LOC held|VERB|root|0 talks|NOUN|obj|2 with|ADP|case|5 "
            "Kenya|PROPN|nmod|3|LOC on|ADP|case|9 the|DET|det|9 Narok|PROPN|compound|9|LOC "
            "issue|NOUN|nmod|3 .|PUNCT|punct|2"
        ),
        held="hold",
    )
    assert _told(doc) == [("India", "CONSULT", "Kenya", "actual")]


def test_an_offer_of_talks_is_made_to_whom_the_talks_would_be_with() -> None:
    doc = _lemmas(
        parsed(
            "Kenya|PROPN|nmod:poss|3|LOC 's|PART|case|1 offer|NOUN|nsubj|8 of|ADP|case|5 "
            "talks|NOUN|nmod|3 with|ADP|case|7 India|PROPN|nmod|5|LOC came|VERB|root|0 "
            ".|PUNCT|punct|8"
        ),
    )
    assert ("Kenya", "AGREE", "India", "wanted") in _told(doc)


def test_an_act_that_is_only_meant_is_no_agreement() -> None:
    doc = _lemmas(
        parsed(
            "Ghana|PROPN|nsubj|2|LOC called|VERB|root|0 Kenya|PROPN|obj|2|LOC to|PART|mark|5 "
            "congratulate|VERB|advcl|2 India|PROPN|obj|5|LOC .|PUNCT|punct|2"
        ),
    )
    assert ("Ghana", "SUPPORT", "India") in [told[:3] for told in _told(doc)]
    assert not any(kind == "AGREE" for _, kind, _, _ in _told(doc))


def test_a_word_of_a_report_is_no_event() -> None:
    doc = _lemmas(
        parsed(
            "Ghana|PROPN|nsubj|2|LOC agreed|VERB|root|0 the|DET|det|4 war|NOUN|nsubj|6 "
            "was|AUX|cop|6 lost|ADJ|ccomp|2 .|PUNCT|punct|2"
        ),
        agreed="agree",
    )
    assert not any(kind == "AGREE" for _, kind, _, _ in _told(doc))


def test_a_hyphenated_word_is_found_though_the_tokeniser_parts_it() -> None:
    doc = parsed(
        "Ghana|PROPN|nsubj|2|LOC announced|VERB|root|0 a|DET|det|6 cease|NOUN|compound|6 "
        "-|PUNCT|punct|6 fire|NOUN|obj|2 with|ADP|case|8 Kenya|PROPN|nmod|6|LOC .|PUNCT|punct|2"
    )
    words = ["Ghana", "announced", "a", "cease", "-", "fire", "with", "Kenya", "."]
    spaces = [True, True, True, False, False, True, True, False, False]
    glued = Doc(
        doc.vocab,
        words=words,
        spaces=spaces,
        pos=[t.pos_ for t in doc],
        lemmas=["Ghana", "announce", *(t.lemma_ for t in doc[2:])],
        heads=[t.head.i for t in doc],
        deps=[t.dep_ for t in doc],
    )
    assert ("Ghana", "RETREAT", "Kenya") in [told[:3] for told in _told(glued)]


def test_a_party_that_the_model_tags_completes_what_the_parse_left_open() -> None:
    doc = _lemmas(
        parsed(
            "Ghana|PROPN|nsubj|2|LOC protested|VERB|root|0 loudly|ADV|advmod|2 ,|PUNCT|punct|2 "
            "Kenya|PROPN|dep|2|LOC .|PUNCT|punct|2"
        ),
        protested="protest",
    )
    assert _told(doc) == [("Ghana", "PROTEST", None, "actual")]
    roles = [
        RoleSpan(phrase(doc, "Ghana"), "source", 0.9),
        RoleSpan(phrase(doc, "Kenya"), "target", 0.9),
    ]
    set_annotations(doc, [], [], roles)
    assert _told(doc) == [("Ghana", "PROTEST", "Kenya", "actual")]


def test_who_is_killed_does_not_kill_whatever_the_model_tags() -> None:
    doc = _lemmas(
        parsed(
            "Four|NUM|nummod|2 people|NOUN|nsubj:pass|4 were|AUX|aux:pass|4 killed|VERB|root|0 "
            "near|ADP|case|6 Kenya|PROPN|obl|4|LOC .|PUNCT|punct|4"
        ),
        killed="kill",
    )
    roles = [
        RoleSpan(phrase(doc, "Four people"), "source", 0.9),
        RoleSpan(phrase(doc, "Kenya"), "target", 0.9),
    ]
    set_annotations(doc, [], [], roles)
    assert not any(source == "Four people" for source, _, _, _ in _told(doc))


def test_anyone_and_you_are_no_parties() -> None:
    doc = _lemmas(
        parsed(
            "Anyone|PRON|nsubj|2 attacked|VERB|root|0 you|PRON|obj|2 .|PUNCT|punct|2",
        ),
        attacked="attack",
    )
    assert _told(doc) == []


def test_who_is_called_on_is_who_is_to_act() -> None:
    doc = _lemmas(
        parsed(
            "Ghana|PROPN|nsubj|2|LOC called|VERB|root|0 on|ADP|case|5 the|DET|det|5 "
            "rebels|NOUN|obl|2 to|PART|mark|7 release|VERB|advcl|2 the|DET|det|9 "
            "hostages|NOUN|obj|7 .|PUNCT|punct|2"
        ),
        called="call",
        rebels="rebel",
        hostages="hostage",
    )
    assert ("the rebels", "RETREAT", "the hostages") in [told[:3] for told in _told(doc)]


def test_papers_are_no_prisoners_and_a_climate_no_enemy() -> None:
    released = _lemmas(
        parsed("Ghana|PROPN|nsubj|2|LOC released|VERB|root|0 papers|NOUN|obj|2 .|PUNCT|punct|2"),
        released="release",
        papers="paper",
    )
    fought = _lemmas(
        parsed("Ghana|PROPN|nsubj|2|LOC fought|VERB|root|0 drought|NOUN|obj|2 .|PUNCT|punct|2"),
        fought="fight",
    )
    assert _told(released) == _told(fought) == []


def test_a_verb_with_a_particle_is_another_verb() -> None:
    doc = _lemmas(
        parsed(
            "Ghana|PROPN|nsubj|2|LOC backed|VERB|root|0 out|ADP|compound:prt|2 "
            "Kenya|PROPN|obj|2|LOC .|PUNCT|punct|2"
        ),
        backed="back",
    )
    assert not any(kind == "SUPPORT" for _, kind, _, _ in _told(doc))


def test_a_wish_for_oneself_is_no_request() -> None:
    doc = _lemmas(
        parsed(
            "Ghana|PROPN|nsubj|2|LOC wants|VERB|root|0 to|PART|mark|4 trade|VERB|xcomp|2 "
            "with|ADP|case|6 Kenya|PROPN|obl|4|LOC .|PUNCT|punct|2"
        ),
        wants="want",
    )
    assert not any(kind == "REQUEST" for _, kind, _, _ in _told(doc))


def test_who_is_killed_in_an_attack_is_killed_by_those_who_made_it() -> None:
    doc = _lemmas(
        parsed(
            "One|NUM|nummod|2 farmer|NOUN|nsubj:pass|4 was|AUX|aux:pass|4 killed|VERB|root|0 "
            "in|ADP|case|7 police|NOUN|compound|7 firing|NOUN|obl|4 .|PUNCT|punct|4"
        ),
        killed="kill",
    )
    assert ("police", "ASSAULT", "One farmer") in [told[:3] for told in _told(doc)]


def test_forces_that_were_deployed_are_those_who_act() -> None:
    doc = _lemmas(
        parsed(
            "Soldiers|NOUN|nsubj:pass|3 were|AUX|aux:pass|3 deployed|VERB|root|0 near|ADP|case|5 "
            "Narok|PROPN|obl|3|LOC .|PUNCT|punct|3"
        ),
        Soldiers="soldier",
        deployed="deploy",
    )
    assert ("Soldiers", "MOBILIZE") in [told[:2] for told in _told(doc)]


def test_who_asks_nobody_for_nothing_requests_nothing() -> None:
    doc = _lemmas(
        parsed("Ghana|PROPN|nsubj|2|LOC asked|VERB|root|0 again|ADV|advmod|2 .|PUNCT|punct|2"),
        asked="ask",
    )
    assert _told(doc) == []


def _surest(doc: Doc) -> float:
    return max((event.confidence for event in _events(doc)), default=0.0)


def test_a_document_is_not_released_as_a_prisoner_is() -> None:
    prisoner = _lemmas(
        parsed(
            "Japan|PROPN|nsubj|2|LOC freed|VERB|root|0 the|DET|det|4 hostages|NOUN|obj|2 "
            ".|PUNCT|punct|2"
        ),
        freed="free",
        hostages="hostage",
    )
    papers = _lemmas(
        parsed(
            "Japan|PROPN|nsubj|2|LOC released|VERB|root|0 Poland|PROPN|nmod:poss|5|LOC "
            "'s|PART|case|3 letters|NOUN|obj|2 .|PUNCT|punct|2"
        ),
        released="release",
        letters="letter",
    )
    assert _surest(prisoner) >= 0.5 > _surest(papers)


def test_a_named_person_attacks_in_words_and_an_army_in_deed() -> None:
    army = "Japan|PROPN|nsubj|2|LOC attacked|VERB|root|0 Poland|PROPN|obj|2|LOC .|PUNCT|punct|2"
    person = army.replace("Japan|PROPN|nsubj|2|LOC", "Keller|PROPN|nsubj|2|PER")
    sure, doubtful = (_surest(_lemmas(parsed(text), attacked="attack")) for text in (army, person))
    assert sure >= 0.5 > doubtful


def test_what_is_done_as_a_rule_is_no_news() -> None:
    once = "Japan|PROPN|nsubj|2|LOC condemned|VERB|root|0 Poland|PROPN|obj|2|LOC .|PUNCT|punct|2"
    rule = (
        "Japan|PROPN|nsubj|3|LOC rarely|ADV|advmod|3 condemned|VERB|root|0 "
        "Poland|PROPN|obj|3|LOC .|PUNCT|punct|3"
    )
    sure, doubtful = (_surest(_lemmas(parsed(text), condemned="condemn")) for text in (once, rule))
    assert sure >= 0.5 > doubtful


def test_neither_denies_and_not_only_does_not() -> None:
    neither = (
        "Neither|CCONJ|cc:preconj|2 Japan|PROPN|nsubj|5|LOC nor|CCONJ|cc|4 Norway|PROPN|conj|2|LOC "
        "condemned|VERB|root|0 Poland|PROPN|obj|5|LOC .|PUNCT|punct|5"
    )
    only = (
        "Japan|PROPN|nsubj|4|LOC not|PART|advmod|4 only|ADV|advmod|4 condemned|VERB|root|0 "
        "Poland|PROPN|obj|4|LOC .|PUNCT|punct|4"
    )
    told = [_told(_lemmas(parsed(text), condemned="condemn"))[0][3] for text in (neither, only)]
    assert told == ["denied", "actual"]


def test_an_arrest_that_is_announced_has_been_made() -> None:
    doc = _lemmas(
        parsed(
            "Japan|PROPN|nsubj|2|LOC announced|VERB|root|0 the|DET|det|4 arrest|NOUN|obj|2 "
            "of|ADP|case|7 the|DET|det|7 rebels|NOUN|nmod|4 .|PUNCT|punct|2"
        ),
        announced="announce",
        rebels="rebel",
    )
    assert _told(doc) == [("Japan", "COERCE", "the rebels", "actual")]


@pytest.mark.parametrize(
    "text",
    [
        "Germany gave Ukraine 20 tanks.",
        "Germany shipped 20 tanks to Ukraine.",
        "Japan sent 400 tonnes of rice to Nepal.",
    ],
)
def test_who_gives_goods_gives_aid(text: str) -> None:
    record = onus.read(text)
    (event,) = record.events
    assert (event.type, event.factuality) == ("AID", "actual")
    assert len(event.source) == len(event.target) == 1

"""Which events of the news count: the doubts' data, and what the coder cannot talk an event out of."""  # noqa: E501

from __future__ import annotations

from importlib.resources import files

import yaml
from spacy.tokens import Doc

from onus.coding.event_doubt_words import lowering, words
from onus.coding.event_model import CodedEvent
from onus.coding.events import decide, pairs, propose
from onus.coding.factuality import factuality
from onus.coding.ontology import ontology
from onus.language.annotation import PairCode
from onus.resolving.acting import can_act
from tests.parsed import parsed

# Lists of the data file that name types, and those that name modes; the others hold lemmas.
TYPES = frozenset({"partnered", "soft", "aimed", "direct", "hostile", "done", "alone"})
MODES = frozenset({"armed"})


def test_the_doubts_name_types_modes_and_lemmas() -> None:
    text = files("onus.coding").joinpath("event_doubts.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    assert set(data.pop("doubtful")) == {"floor", "share"}
    modes = {mode for kind in ontology().types.values() for mode in kind.modes}
    for name, found in data.items():
        assert found, name
        assert len(found) == len(set(found)), name
        assert all(isinstance(word, str) for word in found), name
        assert f"# {name} " in text, name
        if name in TYPES:
            assert set(found) <= set(ontology().types), name
        elif name in MODES:
            assert set(found) <= modes, name
        else:
            assert all(word == word.lower() and word.split() == [word] for word in found), name
    assert {*TYPES, *MODES} <= set(data)


def test_what_is_doubted_stays_below_one_half_in_the_same_order() -> None:
    floor, share = lowering()
    assert 0 < floor < floor + share < 0.5
    assert "REQUEST" in words("partnered")


def _code(best: str, probability: float) -> PairCode:
    rest = (1 - probability) / (len(ontology().types) + 1)
    probabilities = dict.fromkeys([*ontology().types, "YIELD", "NONE"], rest)
    return PairCode({**probabilities, best: probability})


def _answered(doc: Doc, **answers: PairCode) -> dict[str, CodedEvent]:
    """The surest event of each trigger, by its text; `answers` are the coder's, likewise."""
    candidates = propose(doc, can_act)
    asked = [c.trigger.text for c in candidates if c.source is not None]
    assert len(asked) == len(pairs(candidates))
    codes = [answers[text] for text in asked]
    events = sorted(decide(doc, candidates, codes), key=lambda event: event.confidence)
    return {event.trigger.text: event for event in events}


def _lemmas(doc: Doc, **lemmas: str) -> Doc:
    for token in doc:
        token.lemma_ = lemmas.get(token.text, token.lemma_)
    return doc


CONDEMNED_AND_URGED = (
    "Japan|PROPN|nsubj|2|LOC condemned|VERB|root|0 the|DET|det|4 launches|NOUN|obj|2 "
    "and|CCONJ|cc|6 urged|VERB|conj|2 Poland|PROPN|obj|6|LOC to|PART|mark|9 talk|VERB|xcomp|6 "
    ".|PUNCT|punct|2"
)


def test_a_coder_that_answers_for_another_word_of_the_sentence_is_not_heard() -> None:
    doc = _lemmas(parsed(CONDEMNED_AND_URGED), condemned="condemn", urged="urge")
    found = _answered(doc, condemned=_code("ACCUSE", 0.97), urged=_code("ACCUSE", 0.93))
    assert (found["urged"].type, found["condemned"].type) == ("REQUEST", "ACCUSE")
    assert found["urged"].confidence >= 0.5


def test_words_of_one_sense_with_both_parties_beside_them_are_an_event() -> None:
    doc = _lemmas(
        parsed(
            "Japan|PROPN|nsubj|2|LOC sanctioned|VERB|root|0 Poland|PROPN|obj|2|LOC .|PUNCT|punct|2"
        ),
        sanctioned="sanction",
    )
    assert _answered(doc, sanctioned=_code("NONE", 0.8))["sanctioned"].confidence >= 0.5


def test_a_city_of_the_next_phrase_is_left_out_and_the_event_kept() -> None:
    doc = _lemmas(
        parsed(
            "Japan|PROPN|nsubj|2|LOC rejected|VERB|root|0 talks|NOUN|obj|2 in|ADP|case|5 "
            "Poland|PROPN|nmod|3|LOC .|PUNCT|punct|2"
        ),
        rejected="reject",
    )
    event = _answered(doc, rejected=_code("REJECT", 0.98))["rejected"]
    assert event.target is None or event.target.text != "Poland"
    assert event.confidence >= 0.5


def test_who_is_accused_may_hang_in_the_clause_of_what_he_did() -> None:
    doc = _lemmas(
        parsed(
            "Japan|PROPN|nsubj|2|LOC accused|VERB|root|0 Poland|PROPN|obj|5|LOC of|SCONJ|mark|5 "
            "lying|VERB|xcomp|2 .|PUNCT|punct|2"
        ),
        accused="accuse",
        lying="lie",
    )
    target = _answered(doc, accused=_code("ACCUSE", 0.9))["accused"].target
    assert target is not None
    assert target.text == "Poland"


def test_hostages_of_a_nation_are_released() -> None:
    doc = _lemmas(
        parsed(
            "Rebels|NOUN|nsubj|2 released|VERB|root|0 two|NUM|nummod|5 Polish|ADJ|amod|5 "
            "hostages|NOUN|obj|2 .|PUNCT|punct|2"
        ),
        Rebels="rebel",
        released="release",
        hostages="hostage",
    )
    event = _answered(doc, released=_code("YIELD", 0.96))["released"]
    assert (event.type, event.confidence >= 0.5) == ("RETREAT", True)


def test_targets_are_struck_in_the_country_that_they_lie_in() -> None:
    doc = _lemmas(
        parsed(
            "Japan|PROPN|nsubj|2|LOC struck|VERB|root|0 targets|NOUN|obj|2 in|ADP|case|5 "
            "Poland|PROPN|obl|2|LOC .|PUNCT|punct|2"
        ),
        struck="strike",
        targets="target",
    )
    event = _answered(doc, struck=_code("ASSAULT", 0.98))["struck"]
    assert event.target is not None
    assert (event.target.text, event.confidence >= 0.5) == ("Poland", True)


def test_what_would_have_to_be_left_undone_is_conditional() -> None:
    doc = _lemmas(
        parsed(
            "Japan|PROPN|nsubj|2|LOC threatened|VERB|root|0 sanctions|NOUN|obj|2 if|SCONJ|mark|8 "
            "Poland|PROPN|nsubj|8|LOC did|AUX|aux|8 not|PART|advmod|8 withdraw|VERB|advcl|2 "
            "troops|NOUN|obj|8 .|PUNCT|punct|2"
        )
    )
    (withdraw,) = [token for token in doc if token.text == "withdraw"]
    assert factuality(withdraw, None) == "conditional"

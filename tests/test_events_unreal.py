"""What reads like an act and is none: imagined, done by nobody, in private, or in words alone."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from onus.coding.events import decide, pairs, propose
from onus.coding.ontology import ontology
from onus.language.annotation import PairCode
from onus.resolving.acting import can_act
from tests.parsed import parsed

LEMMAS = {
    "demanded": "demand",
    "met": "meet",
    "sued": "sue",
    "accused": "accuse",
    "forced": "force",
    "seized": "seize",
    "gave": "give",
    "seas": "sea",
    "ministers": "minister",
}


def surest(doc: Doc, type_name: str) -> float:
    """The confidence of the surest event, where the coder is for `type_name` everywhere."""
    for token in doc:
        token.lemma_ = LEMMAS.get(token.text, token.lemma_)
    candidates = propose(doc, can_act)
    rest = 0.1 / (len(ontology().types) + 1)
    probabilities = dict.fromkeys([*ontology().types, "YIELD", "NONE"], rest)
    code = PairCode({**probabilities, type_name: 0.9})
    events = decide(doc, candidates, [code] * len(pairs(candidates)))
    return max((event.confidence for event in events), default=0.0)


@pytest.mark.parametrize(
    ("sentence", "type_name"),
    [
        (
            "Say|VERB|ROOT|0 Japan|PROPN|nsubj|3|LOC demanded|VERB|ccomp|1 talks|NOUN|obj|3 "
            "from|ADP|case|6 Poland|PROPN|obl|3|LOC .|PUNCT|punct|1",
            "REQUEST",
        ),
        (
            "Perhaps|ADV|advmod|3 Japan|PROPN|nsubj|3|LOC demanded|VERB|ROOT|0 talks|NOUN|obj|3 "
            "from|ADP|case|6 Poland|PROPN|obl|3|LOC .|PUNCT|punct|3",
            "REQUEST",
        ),
        (
            "The|DET|det|2 minister|NOUN|nsubj|3 met|VERB|ROOT|0 his|PRON|nmod:poss|5 "
            "wife|NOUN|obj|3 .|PUNCT|punct|3",
            "CONSULT",
        ),
        (
            "Villagers|NOUN|nsubj:pass|3 were|AUX|aux:pass|3 forced|VERB|ROOT|0 out|ADV|advmod|3 "
            "by|ADP|case|6 seas|NOUN|obl|3 .|PUNCT|punct|3",
            "COERCE",
        ),
        (
            "A|DET|det|2 minister|NOUN|nsubj:pass|4 is|AUX|aux:pass|4 accused|VERB|ROOT|0 "
            "of|ADP|case|6 theft|NOUN|obl|4 .|PUNCT|punct|4",
            "ACCUSE",
        ),
        (
            "Japan|PROPN|nsubj|2|LOC seized|VERB|ROOT|0 on|ADP|case|4 Poland|PROPN|obl|2|LOC "
            ".|PUNCT|punct|2",
            "COERCE",
        ),
        (
            "Japan|PROPN|nsubj|2|LOC gave|VERB|ROOT|0 credit|NOUN|obj|2 to|ADP|case|5 "
            "Poland|PROPN|obl|2|LOC .|PUNCT|punct|2",
            "AID",
        ),
    ],
)
def test_what_is_no_act_is_doubted(sentence: str, type_name: str) -> None:
    assert surest(parsed(sentence), type_name) < 0.5


def test_the_same_words_of_an_act_are_one() -> None:
    demand = (
        "Japan|PROPN|nsubj|2|LOC demanded|VERB|ROOT|0 talks|NOUN|obj|2 "
        "from|ADP|case|5 Poland|PROPN|obl|2|LOC .|PUNCT|punct|2"
    )
    assert surest(parsed(demand), "REQUEST") >= 0.5
    accused = (
        "The|DET|det|2 minister|NOUN|nsubj:pass|4 is|AUX|aux:pass|4 accused|VERB|ROOT|0 "
        "of|ADP|case|6 theft|NOUN|obl|4 .|PUNCT|punct|4"
    )
    assert surest(parsed(accused), "ACCUSE") >= 0.5


def test_a_deed_done_often_by_somebody_named_is_one() -> None:
    often = (
        "{w}|NOUN|nsubj|3 often|ADV|advmod|3 {v}|VERB|ROOT|0 Poland|PROPN|obj|3|LOC .|PUNCT|punct|3"
    )
    named = parsed(often.replace("{w}|NOUN", "Japan|PROPN").format(v="accused"))
    assert surest(named, "ACCUSE") >= 0.5
    assert surest(parsed(often.format(w="Ministers", v="accuse")), "ACCUSE") < 0.5


def test_those_who_sign_an_accord_sign_it_with_each_other() -> None:
    doc = parsed(
        "Japan|PROPN|nsubj|4|LOC and|CCONJ|cc|3 Poland|PROPN|conj|1|LOC signed|VERB|ROOT|0 "
        "an|DET|det|6 agreement|NOUN|obj|4 .|PUNCT|punct|4"
    )
    doc[3].lemma_ = "sign"
    assert [
        (c.source.text, c.target.text) for c in propose(doc, can_act) if c.source and c.target
    ] == [("Japan", "Poland")]


def test_whoever_another_is_asked_to_welcome_is_not_asked() -> None:
    doc = parsed(
        "Japan|PROPN|nsubj|2|LOC asked|VERB|ROOT|0 the|DET|det|4 crowd|NOUN|nsubj|6 to|PART|mark|6 "
        "welcome|VERB|ccomp|2 Poland|PROPN|obj|6|LOC .|PUNCT|punct|2"
    )
    doc[1].lemma_ = "ask"
    asked = [c.target.text for c in propose(doc, can_act) if c.trigger.text == "asked" and c.target]
    assert asked == ["the crowd"]

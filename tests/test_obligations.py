"""What is read as an obligation, from sentences whose parse is written out here."""

from __future__ import annotations

from functools import cache

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

import onus
from onus.coding.obligation_cues import cues, load
from onus.coding.obligations import Owed, find_obligations


@cache
def english() -> Language:
    return spacy.blank("en")


def parsed(*sentences: str) -> Doc:
    """A Doc from lines of `word[=lemma]/POS/relation/head`; heads count from 1, root 0."""
    words: list[str] = []
    lemmas: list[str] = []
    pos: list[str] = []
    deps: list[str] = []
    heads: list[int] = []
    starts: list[bool | int | None] = []
    for sentence in sentences:
        base = len(words)
        for number, token in enumerate(sentence.split()):
            form, tag, relation, head = token.rsplit("/", 3)
            word, _, base_form = form.partition("=")
            words.append(word)
            lemmas.append(base_form or word.lower())
            pos.append(tag)
            deps.append("ROOT" if head == "0" else relation)
            heads.append(base + (number if head == "0" else int(head) - 1))
            starts.append(number == 0)
    return Doc(
        english().vocab,
        words=words,
        lemmas=lemmas,
        pos=pos,
        deps=deps,
        heads=heads,
        sent_starts=starts,
    )


def only(*sentences: str) -> Owed:
    found = find_obligations(parsed(*sentences))
    assert len(found) == 1, [(o.kind, o.act.text) for o in found]
    return found[0]


def text(span: object) -> str | None:
    return None if span is None else str(span)


URGED = (
    "Chile/PROPN/nsubj/2 urged=urge/VERB/root/0 Peru/PROPN/obj/2 to/PART/mark/5 "
    "release/VERB/xcomp/2 the/DET/det/7 sailors=sailor/NOUN/obj/5 by/ADP/case/9 "
    "Friday/PROPN/obl/5 ././PUNCT/punct/2"
)


def test_a_demand_has_bearer_demander_act_and_time_limit() -> None:
    owed = only(URGED.replace("././", "./"))
    assert owed.kind == "demand"
    assert (text(owed.bearer), text(owed.demander)) == ("Peru", "Chile")
    assert owed.act.text == "release the sailors by Friday"
    assert text(owed.deadline) == "by Friday"
    assert owed.sentence == 1
    assert not owed.demander_is_speaker


def test_the_negative_stays_with_the_act() -> None:
    owed = only(
        "Chile/PROPN/nsubj/2 asked=ask/VERB/root/0 Peru/PROPN/obj/2 not/PART/advmod/6 "
        "to/PART/mark/6 arm/VERB/xcomp/2 the/DET/det/8 rebels=rebel/NOUN/obj/6 ./PUNCT/punct/2"
    )
    assert owed.act.text == "not to arm the rebels"


def test_must_under_a_speech_verb_is_the_speakers_demand() -> None:
    owed = only(
        "Oslo/PROPN/nsubj/2 said=say/VERB/root/0 the/DET/det/4 army/NOUN/nsubj/6 must/AUX/aux/6 "
        "withdraw/VERB/ccomp/2 immediately/ADV/advmod/6 or/CCONJ/cc/9 face/VERB/conj/6 "
        "sanctions=sanction/NOUN/obj/9 ./PUNCT/punct/2"
    )
    assert (owed.kind, text(owed.bearer), owed.demander) == ("demand", "the army", None)
    assert owed.demander_is_speaker
    assert owed.act.text == "withdraw immediately"
    assert text(owed.consequence) == "face sanctions"
    assert owed.qualities == ("immediate",)


@pytest.mark.parametrize(
    "sentence",
    [
        # a guess about the past
        "Oslo/PROPN/nsubj/2 said=say/VERB/root/0 rebels=rebel/NOUN/nsubj/6 must/AUX/aux/6 "
        "have/AUX/aux/6 fled=flee/VERB/ccomp/2 ./PUNCT/punct/2",
        # the weather
        "Saturday/PROPN/nsubj/4 should/AUX/aux/4 be/AUX/cop/4 sunny/ADJ/root/0 ./PUNCT/punct/4",
        # a duty denied
        "Oslo/PROPN/nsubj/2 said=say/VERB/root/0 Peru/PROPN/nsubj/6 does=do/AUX/aux/6 "
        "not/PART/advmod/6 have/VERB/ccomp/2 to/PART/mark/8 pay/VERB/xcomp/6 ./PUNCT/punct/2",
        # a question
        "Must/AUX/aux/3 Peru/PROPN/nsubj/3 pay/VERB/root/0 ?/PUNCT/punct/3",
        # only supposed
        "If/SCONJ/mark/3 Peru/PROPN/nsubj/3 offers=offer/VERB/advcl/8 talks=talk/NOUN/obj/3 "
        ",/PUNCT/punct/8 Chile/PROPN/nsubj/8 would/AUX/aux/8 listen/VERB/root/0 ./PUNCT/punct/8",
        # advice to readers
        "You/PRON/nsubj/3 must/AUX/aux/3 see/VERB/root/0 this/DET/det/5 film/NOUN/obj/3 "
        "./PUNCT/punct/3",
    ],
)
def test_what_is_no_obligation(sentence: str) -> None:
    assert find_obligations(parsed(sentence)) == []


def test_what_is_only_asked_for_is_not_also_pledged() -> None:
    owed = only(
        "Chile/PROPN/nsubj/2 urged=urge/VERB/root/0 Peru/PROPN/obj/2 to/PART/mark/5 "
        "agree/VERB/xcomp/2 to/ADP/case/8 a/DET/det/8 truce/NOUN/obl/5 ./PUNCT/punct/2"
    )
    assert (owed.kind, owed.act.text) == ("demand", "agree to a truce")


def test_a_refused_offer_gives_refusal_and_offer() -> None:
    refusal, offer = sorted(
        find_obligations(
            parsed(
                "Chile/PROPN/nsubj/2 rejected=reject/VERB/root/0 Peru/PROPN/nmod:poss/5 "
                "'s/PART/case/3 offer/NOUN/obj/2 of/ADP/case/7 talks=talk/NOUN/nmod/5 "
                "./PUNCT/punct/2"
            )
        ),
        key=lambda o: o.kind,
        reverse=True,
    )
    assert (refusal.kind, text(refusal.bearer), text(refusal.demander)) == (
        "refusal",
        "Chile",
        "Peru",
    )
    assert (offer.kind, text(offer.bearer), offer.act.text) == ("offer", "Peru", "talks")


def test_the_onus_lies_on_its_bearer() -> None:
    owed = only(
        "The/DET/det/2 onus/NOUN/nsubj/5 is=be/AUX/cop/5 on/ADP/case/5 Peru/PROPN/root/0 "
        "to/PART/mark/7 disband/VERB/acl/2 the/DET/det/9 militias=militia/NOUN/obj/7 "
        "./PUNCT/punct/5"
    )
    assert (owed.kind, text(owed.bearer), owed.act.text) == (
        "demand",
        "Peru",
        "disband the militias",
    )
    assert owed.demander_is_speaker


def test_up_to_somebody() -> None:
    owed = only(
        "It/PRON/expl/6 is=be/AUX/cop/6 up/ADP/case/6 to/ADP/case/6 the/DET/det/6 "
        "ministers=minister/NOUN/root/0 to/PART/mark/8 decide/VERB/csubj/6 ./PUNCT/punct/6"
    )
    assert (text(owed.bearer), owed.act.text) == ("the ministers", "decide")


def test_heavy_acts_come_apart_and_keep_their_parties() -> None:
    found = find_obligations(
        parsed(
            "Chile/PROPN/nsubj/2 urged=urge/VERB/root/0 Peru/PROPN/obj/2 to/PART/mark/5 "
            "release/VERB/xcomp/2 the/DET/det/7 sailors=sailor/NOUN/obj/5 and/CCONJ/cc/9 "
            "withdraw/VERB/conj/5 its/PRON/nmod:poss/11 ships=ship/NOUN/obj/9 ./PUNCT/punct/2"
        )
    )
    assert [o.act.text for o in found] == ["release the sailors", "withdraw its ships"]
    assert {(text(o.bearer), text(o.demander)) for o in found} == {("Peru", "Chile")}


def test_bare_nouns_stay_one_act_and_the_next_sentence_keeps_the_bearer() -> None:
    found = find_obligations(
        parsed(
            "Chile/PROPN/nsubj/3 is=be/AUX/aux/3 looking=look/VERB/root/0 for/ADP/case/5 "
            "arrests=arrest/NOUN/obl/3 and/CCONJ/cc/7 trials=trial/NOUN/conj/5 from/ADP/case/9 "
            "Peru/PROPN/obl/3 ./PUNCT/punct/3",
            "Chile/PROPN/nsubj/3 is=be/AUX/aux/3 looking=look/VERB/root/0 for/ADP/case/6 "
            "lasting/ADJ/amod/6 steps=step/NOUN/obl/3 ./PUNCT/punct/3",
        )
    )
    assert [o.act.text for o in found] == ["arrests and trials", "lasting steps"]
    assert [text(o.bearer) for o in found] == ["Peru", "Peru"]
    assert found[1].qualities == ("lasting",)


def test_both_parties_of_a_coordination_are_given() -> None:
    owed = only(
        "Oslo/PROPN/nsubj/2 urged=urge/VERB/root/0 Chile/PROPN/obj/2 and/CCONJ/cc/5 "
        "Peru/PROPN/conj/3 to/PART/mark/7 talk/VERB/xcomp/2 ./PUNCT/punct/2"
    )
    assert [b.text for b in owed.bearers] == ["Chile", "Peru"]


def test_a_condition_is_cut_from_the_act() -> None:
    owed = only(
        "Peru/PROPN/nsubj/2 vowed=vow/VERB/root/0 to/PART/mark/4 disarm/VERB/xcomp/2 "
        "if/SCONJ/mark/7 Chile/PROPN/nsubj/7 leaves=leave/VERB/advcl/4 ./PUNCT/punct/2"
    )
    assert (owed.kind, owed.act.text) == ("pledge", "disarm")
    assert owed.condition is not None
    assert (owed.condition[0], owed.condition[1].text) == ("if", "if Chile leaves")


def test_no_talks_until_is_a_refusal_with_its_condition() -> None:
    found = find_obligations(
        parsed(
            "Chile/PROPN/nsubj/2 said=say/VERB/root/0 there/PRON/expl/5 will/AUX/aux/5 "
            "be/VERB/ccomp/2 no/DET/det/7 talks=talk/NOUN/nsubj/5 until/SCONJ/mark/10 "
            "Peru/PROPN/nsubj/10 disarms=disarm/VERB/advcl/5 ./PUNCT/punct/2"
        )
    )
    refusal = next(o for o in found if o.kind == "refusal")
    assert refusal.bearer_is_speaker
    assert refusal.condition is not None
    assert (refusal.condition[0], refusal.condition[1].text) == ("until", "until Peru disarms")
    demand = next(o for o in found if o.kind == "demand")
    assert (text(demand.bearer), demand.act.text) == ("Peru", "disarms")
    assert text(demand.consequence) == "there will be no talks"


def test_things_that_exclude_each_other_are_a_conditional_refusal() -> None:
    owed = only(
        "Bullets=bullet/NOUN/nsubj/6 and/CCONJ/cc/3 dialogue/NOUN/conj/1 can/AUX/aux/6 "
        "not/PART/advmod/6 go/VERB/root/0 together/ADV/advmod/6 ./PUNCT/punct/6"
    )
    assert (owed.kind, owed.act.text, owed.bearer_is_speaker) == ("refusal", "dialogue", True)
    assert owed.condition is not None
    assert owed.condition[1].text == "Bullets and dialogue can not go together"


def test_a_precondition_goes_with_the_demand_drawn_from_it() -> None:
    owed = only(
        "Until/SCONJ/mark/5 these/DET/det/3 bands=band/NOUN/nsubj:pass/5 are=be/AUX/aux:pass/5 "
        "disbanded=disband/VERB/advcl/10 ,/PUNCT/punct/5 peace/NOUN/nsubj/10 will/AUX/aux/10 "
        "be/AUX/cop/10 hard/ADJ/root/0 ./PUNCT/punct/10",
        "So/ADV/advmod/6 the/DET/det/3 onus/NOUN/nsubj/6 is=be/AUX/cop/6 on/ADP/case/6 "
        "Peru/PROPN/root/0 to/PART/mark/8 act/VERB/acl/3 ./PUNCT/punct/6",
    )
    assert text(owed.bearer) == "Peru"
    assert owed.condition is not None
    assert owed.condition[1].text == "Until these bands are disbanded"
    assert text(owed.consequence) == "peace will be hard"
    assert owed.sentence == 2


def test_match_reports_bind_nobody() -> None:
    sentence = (
        "The/DET/det/2 coach/NOUN/nsubj/3 said=say/VERB/root/0 Arsenal/PROPN/nsubj/6 "
        "must/AUX/aux/6 win/VERB/ccomp/3 the/DET/det/8 match/NOUN/obj/6 "
        "and/CCONJ/cc/11 the/DET/det/11 "
        "league/NOUN/conj/8 ./PUNCT/punct/3"
    )
    assert find_obligations(parsed(sentence)) == []


def test_the_cue_file_is_sound() -> None:
    known = cues()
    assert 0 < known.threshold < 1
    for table in (known.orders, known.undertakings, known.adjectives, known.nouns):
        for entry in table:
            assert all(isinstance(word, str) and word == word.lower() for word in entry.lemmas)
    assert all(isinstance(w, str) for words in known.words.values() for w in words)
    assert "True" not in {w for words in known.words.values() for w in words}, (
        "unquoted yaml on/yes"
    )
    assert all(
        isinstance(p, str) for order in known.orders for p in order.bearer | order.noun_after
    )


def test_a_faulty_cue_file_is_refused() -> None:
    with pytest.raises(ValueError, match="no such kind"):
        load({"threshold": 0.3, "nouns": [{"kind": "wish", "lemmas": ["hope"], "confidence": 0.5}]})
    with pytest.raises(ValueError, match="unknown"):
        load(
            {"threshold": 0.3, "orders": [{"lemmas": ["urge"], "confidence": 0.5, "klause": True}]}
        )
    with pytest.raises(ValueError, match="type of condition"):
        load({"threshold": 0.3, "conditions": {"lest": "perhaps"}})


RELATIONS = ["nsubj", "obj", "obl", "xcomp", "ccomp", "advcl", "conj", "cc", "mark", "aux", "case"]
WORDS = [("Peru", "PROPN"), ("must", "AUX"), ("urged", "VERB"), ("to", "PART"), ("until", "SCONJ"),
         ("talks", "NOUN"), ("not", "PART"), ('"', "PUNCT"), ("offer", "NOUN"), ("onus", "NOUN"),
         ("on", "ADP"), ("will", "AUX"), ("go", "VERB"), ("together", "ADV"), ("no", "DET"),
         ("or", "CCONJ"), ("what", "PRON"), ("up", "ADP"), ("let", "VERB"),
         ("ready", "ADJ")]  # fmt: skip


@settings(deadline=None)
@given(st.data())
def test_any_tree_is_read_without_failing(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 9))
    chosen = data.draw(st.lists(st.sampled_from(WORDS), min_size=size, max_size=size))
    root = data.draw(st.integers(0, size - 1))
    order = data.draw(st.permutations([i for i in range(size) if i != root]))
    heads = {root: root}
    for token in order:
        heads[token] = data.draw(st.sampled_from(sorted(heads)))
    deps = ["ROOT" if i == root else data.draw(st.sampled_from(RELATIONS)) for i in range(size)]
    doc = Doc(
        english().vocab,
        words=[w for w, _ in chosen],
        lemmas=[w.lower() for w, _ in chosen],
        pos=[p for _, p in chosen],
        heads=[heads[i] for i in range(size)],
        deps=deps,
        sent_starts=[i == 0 for i in range(size)],
    )
    for owed in find_obligations(doc):
        assert owed.act.text
        assert 0 < owed.confidence <= 1
        assert all(b.text for b in owed.bearers)


SAID = "Oslo/PROPN/nsubj/2 said=say/VERB/root/0 "


@pytest.mark.parametrize(
    "sentence",
    [
        # a need of nobody named, told in the passive
        SAID + "the/DET/det/4 causes=cause/NOUN/nsubj/5 needed=need/VERB/ccomp/2 to/PART/mark/8 "
        "be/AUX/aux:pass/8 addressed=address/VERB/xcomp/5 ./PUNCT/punct/2",
        # a guess
        SAID + "Peru/PROPN/nsubj/6 must/AUX/aux/6 be/AUX/cop/6 wrong/ADJ/ccomp/2 ./PUNCT/punct/2",
        # a kind of people
        SAID + "voters=voter/NOUN/nsubj/5 should/AUX/aux/5 read/VERB/ccomp/2 it/PRON/obj/5",
        # an exhortation that counts the speaker in
        SAID + "we/PRON/nsubj/5 must/AUX/aux/5 find/VERB/ccomp/2 ways=way/NOUN/obj/5",
        # a freedom
        SAID + "Peru/PROPN/nsubj/6 should/AUX/aux/6 not/PART/advmod/6 have/VERB/ccomp/2 "
        "to/PART/mark/8 pay/VERB/xcomp/6 ./PUNCT/punct/2",
        # what a clause only tells of somebody
        "Peru/PROPN/nsubj/2 bombed=bomb/VERB/root/0 people=people/NOUN/obj/2 they/PRON/nsubj/5 "
        "refuse/VERB/acl:relcl/3 to/PART/mark/7 name/VERB/xcomp/5 ./PUNCT/punct/2",
        # background
        "Peru/PROPN/nsubj/3 had/AUX/aux/3 refused=refuse/VERB/root/0 to/PART/mark/5 "
        "pay/VERB/xcomp/3",
        # what is feared
        "Oslo/PROPN/nsubj/3 is/AUX/cop/3 afraid/ADJ/root/0 that/SCONJ/mark/6 Peru/PROPN/nsubj/6 "
        "has=have/VERB/ccomp/3 to/PART/mark/8 arm/VERB/xcomp/6 ./PUNCT/punct/3",
        # told for argument's sake
        "Say/VERB/root/0 Chile/PROPN/nsubj/3 demanded=demand/VERB/ccomp/1 that/SCONJ/mark/6 "
        "Peru/PROPN/nsubj/6 pay/VERB/ccomp/3 ./PUNCT/punct/1",
        # a thing, not a duty
        SAID + "it/PRON/nsubj/5 is/AUX/cop/5 what/PRON/ccomp/2 he/PRON/nsubj/7 has=have/VERB/acl/5 "
        "to/PART/mark/9 offer/VERB/xcomp/7 ./PUNCT/punct/2",
        # what is foretold of a person
        SAID + "she/PRON/nsubj/5 will/AUX/aux/5 have/VERB/ccomp/2 to/PART/mark/7 "
        "choose/VERB/xcomp/5 ./PUNCT/punct/2",
        # anybody
        SAID + "a/DET/det/4 leader/NOUN/nsubj/6 must/AUX/aux/6 fight/VERB/ccomp/2 ./PUNCT/punct/2",
        # what nobody said
        "Oslo/PROPN/nsubj/3 never/ADV/advmod/3 said=say/VERB/root/0 it/PRON/nsubj/6 "
        "would/AUX/aux/6 pay/VERB/ccomp/3 ./PUNCT/punct/3",
        # a question put to somebody
        "Peru/PROPN/nsubj:pass/3 was/AUX/aux:pass/3 asked=ask/VERB/root/0 to/PART/mark/5 "
        "name/VERB/xcomp/3 it/PRON/obj/5 ./PUNCT/punct/3",
        # what every campaign asks
        "Chile/PROPN/nsubj/2 urged=urge/VERB/root/0 Peruvians/PROPN/obj/2 to/PART/mark/5 "
        "vote/VERB/xcomp/2 ./PUNCT/punct/2",
    ],
)
def test_what_binds_nobody(sentence: str) -> None:
    assert find_obligations(parsed(sentence)) == []


def test_what_is_called_for_in_the_passive_keeps_its_subject() -> None:
    owed = only(
        "Chile/PROPN/nsubj/2 called=call/VERB/root/0 for/SCONJ/mark/7 "
        "captives=captive/NOUN/nsubj:pass/7 to/PART/mark/7 be/AUX/aux:pass/7 "
        "freed=free/VERB/advcl/2 ./PUNCT/punct/2"
    )
    assert (owed.bearer, owed.act.text) == (None, "captives to be freed")


def test_what_is_done_rather_than_another_thing_is_one_act() -> None:
    owed = only(
        "Chile/PROPN/nsubj/2 urged=urge/VERB/root/0 Peru/PROPN/obj/2 to/PART/mark/5 "
        "change/VERB/xcomp/2 the/DET/det/7 law/NOUN/obj/5 rather/ADV/cc/10 than/ADP/fixed/8 "
        "blame/VERB/conj/5 Chile/PROPN/obj/10 ./PUNCT/punct/2"
    )
    assert owed.act.text == "change the law rather than blame Chile"


def test_a_quotation_in_an_act_keeps_its_closing_mark() -> None:
    owed = only(
        "Chile/PROPN/nsubj/2 urged=urge/VERB/root/0 Peru/PROPN/obj/2 to/PART/mark/5 "
        "free/VERB/xcomp/2 them/PRON/obj/5 “/PUNCT/punct/9 without/ADP/case/9 delay/NOUN/obl/5 "
        "./PUNCT/punct/2 ”/PUNCT/punct/2"
    )
    assert owed.act.text == "free them “ without delay . ”"


def test_an_inverted_condition_is_a_condition() -> None:
    owed = only(
        "Chile/PROPN/nsubj/2 threatened=threaten/VERB/root/0 to/PART/mark/4 strike/VERB/xcomp/2 "
        "Peru/PROPN/obj/4 should/AUX/aux/8 it/PRON/nsubj/8 arm/VERB/advcl/4 ./PUNCT/punct/2"
    )
    assert owed.kind == "threat"
    assert owed.condition is not None
    assert (owed.condition[0], owed.condition[1].text) == ("if", "should it arm")


def test_a_refused_appeal_names_whose_it_was() -> None:
    owed = only(
        "Chile/PROPN/nsubj/2 rejected=reject/VERB/root/0 a/DET/det/4 demand/NOUN/obj/2 "
        "by/ADP/case/6 Peru/PROPN/nmod/4 for/ADP/case/8 talks=talk/NOUN/nmod/4 ./PUNCT/punct/2"
    )
    assert (owed.kind, text(owed.bearer), text(owed.demander), owed.act.text) == (
        "refusal",
        "Chile",
        "Peru",
        "talks",
    )


def test_its_demand_that_somebody_act_is_a_demand() -> None:
    owed = only(
        "Peru/PROPN/nsubj/2 reiterated=reiterate/VERB/root/0 its/PRON/nmod:poss/4 "
        "demand/NOUN/obj/2 that/SCONJ/mark/7 Chile/PROPN/nsubj/7 "
        "withdraw/VERB/acl/4 ./PUNCT/punct/2"
    )
    assert (text(owed.bearer), owed.act.text) == ("Chile", "withdraw")


def test_a_line_break_does_not_cut_an_act_short() -> None:
    words = ["Chile", "urged", "Peru", "to", "leave", "the", "\n", "harbour", "."]
    doc = Doc(
        english().vocab,
        words=words,
        lemmas=["chile", "urge", "peru", "to", "leave", "the", "\n", "harbour", "."],
        pos=["PROPN", "VERB", "PROPN", "PART", "VERB", "DET", "SPACE", "NOUN", "PUNCT"],
        deps=["nsubj", "ROOT", "obj", "mark", "xcomp", "det", "dep", "obj", "punct"],
        heads=[1, 1, 1, 4, 1, 7, 1, 4, 1],
        sent_starts=[i == 0 for i in range(len(words))],
    )
    (owed,) = find_obligations(doc)
    assert owed.act.text.split() == ["leave", "the", "harbour"]


def test_what_two_verbs_govern_together_stays_with_both() -> None:
    owed = only(
        "Chile/PROPN/nsubj/2 urged=urge/VERB/root/0 Peru/PROPN/obj/2 to/PART/mark/5 "
        "arrest/VERB/xcomp/2 and/CCONJ/cc/7 try/VERB/conj/5 the/DET/det/9 "
        "raiders=raider/NOUN/obj/5 ./PUNCT/punct/2"
    )
    assert owed.act.text == "arrest and try the raiders"


def test_an_offer_of_something_done_together_is_made_to_the_partner() -> None:
    owed = only(
        "Chile/PROPN/nsubj/2 offered=offer/VERB/root/0 to/PART/mark/4 hold/VERB/xcomp/2 "
        "talks=talk/NOUN/obj/4 with/ADP/case/7 Peru/PROPN/nmod/5 ./PUNCT/punct/2"
    )
    assert (owed.kind, text(owed.bearer), text(owed.demander)) == ("offer", "Chile", "Peru")


def test_who_denies_or_regrets_a_deed_is_not_bound_to_it() -> None:
    for text in ("Peru denied attacking the tanker.", "Peru regrets having closed the pass."):
        assert not onus.read(text).obligations


def test_a_speech_verb_may_be_the_last_word() -> None:
    doc = parsed("Will/AUX/aux/2 come/VERB/ccomp/3 says=say/VERB/ROOT/0")
    assert find_obligations(doc) == []

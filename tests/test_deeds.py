"""What counts as done: by verbs, by nouns, by what somebody is after it. Parses are written out."""

from __future__ import annotations

import pytest

from onus.coding.deed_words import deed_words
from onus.coding.deeds import find_deeds
from tests.test_obligations import parsed


def deeds(sentence: str) -> list[tuple[str, str, str | None]]:
    """(verb, outcome, doer) of each deed of the sentence."""
    return [
        (d.verb, d.outcome, None if d.doer is None else str(d.doer))
        for d in find_deeds(parsed(sentence))
    ]


AFTER = (
    "Peru/PROPN/nsubj/2 reopened=reopen/VERB/root/0 its/PRON/nmod:poss/4 port/NOUN/obj/2 "
    "after/ADP/case/7 the/DET/det/7 release/NOUN/obl/2 of/ADP/case/10 the/DET/det/10 "
    "divers=diver/NOUN/nmod/7 ./PUNCT/punct/2"
)
WELCOMED = (
    "Peru/PROPN/nsubj/2 welcomed=welcome/VERB/root/0 the/DET/det/4 withdrawal/NOUN/obj/2 "
    "of/ADP/case/6 Chile/PROPN/nmod/4 ./PUNCT/punct/2"
)
PLANNED = (
    "Peru/PROPN/nsubj/3 will/AUX/aux/3 pay/VERB/root/0 after/ADP/case/6 the/DET/det/6 "
    "release/NOUN/obl/3 of/ADP/case/9 the/DET/det/9 divers=diver/NOUN/nmod/6 ./PUNCT/punct/3"
)
FREE = "The/DET/det/2 divers=diver/NOUN/nsubj/4 are=be/AUX/cop/4 free/ADJ/root/0 ./PUNCT/punct/4"
LAPSED = (
    "Peru/PROPN/nsubj/2 said=say/VERB/root/0 its/PRON/nmod:poss/4 tents=tent/NOUN/nsubj/9 "
    "were=be/AUX/cop/9 no/ADV/advmod/7 longer=long/ADV/advmod/9 on/ADP/case/9 "
    "offer/NOUN/ccomp/2 ./PUNCT/punct/2"
)
GIVEN_UP = (
    "Peru/PROPN/nsubj/4 no/ADV/advmod/3 longer=long/ADV/advmod/4 insisted=insist/VERB/root/0 "
    "on/ADP/case/7 the/DET/det/7 fee/NOUN/obl/4 ./PUNCT/punct/4"
)
WILL_NOT = (
    "Peru/PROPN/nsubj/4 will/AUX/aux/4 not/PART/advmod/4 recall/VERB/root/0 "
    "its/PRON/nmod:poss/6 envoy/NOUN/obj/4 ./PUNCT/punct/4"
)
SUPPLIED = (
    "They/PRON/nsubj/2 left=leave/VERB/root/0 in/ADP/case/4 buses=bus/NOUN/obl/2 "
    "supplied=supply/VERB/acl/4 by/ADP/case/7 Peru/PROPN/obl:agent/5 ./PUNCT/punct/2"
)
STILL = (
    "Peru/PROPN/nsubj/2 has=have/VERB/root/0 still/ADV/advmod/2 to/PART/mark/5 "
    "pay/VERB/xcomp/2 the/DET/det/7 fine/NOUN/obj/5 ./PUNCT/punct/2"
)
WORKERS = (
    "Refugees=refugee/NOUN/nsubj/4 who/PRON/nsubj/3 work/VERB/acl:relcl/1 "
    "complained=complain/VERB/root/0 ./PUNCT/punct/4"
)
UNKNOWN_PAST = (
    "Peru/PROPN/nsubj/2 unfroze/VERB/root/0 the/DET/det/4 accounts=account/NOUN/obj/2 "
    "./PUNCT/punct/2"
)
NOT_PREPARED = (
    "Peru/PROPN/nsubj/4 was=be/AUX/cop/4 not/PART/advmod/4 prepared/ADJ/root/0 to/PART/mark/6 "
    "pay/VERB/xcomp/4 the/DET/det/8 fine/NOUN/obj/6 ./PUNCT/punct/4"
)
NOT_GOING = (
    "Peru/PROPN/nsubj/4 is=be/AUX/aux/4 not/PART/advmod/4 going=go/VERB/root/0 to/PART/mark/6 "
    "recall/VERB/xcomp/4 its/PRON/nmod:poss/8 envoy/NOUN/obj/6 ./PUNCT/punct/4"
)
GOING = (
    "Peru/PROPN/nsubj/3 is=be/AUX/aux/3 going=go/VERB/root/0 to/PART/mark/5 recall/VERB/xcomp/3 "
    "its/PRON/nmod:poss/7 envoy/NOUN/obj/5 ./PUNCT/punct/3"
)
COUNTED = (
    "Four/NUM/nummod/2 helicopters=helicopter/NOUN/nsubj/3 joined=join/VERB/root/0 the/DET/det/5 "
    "mission/NOUN/obj/3 ./PUNCT/punct/3"
)
ORDER = (
    "Peru/PROPN/nsubj/2 rejected=reject/VERB/root/0 an/DET/det/4 order/NOUN/obj/6 "
    "to/PART/mark/6 close/VERB/xcomp/2 two/NUM/nummod/8 camps=camp/NOUN/obj/6 ./PUNCT/punct/2"
)


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (AFTER, ("release", "done", None)),
        (WELCOMED, ("withdraw", "done", "Chile")),
        (FREE, ("free", "done", None)),
        (LAPSED, ("withdraw", "done", "Peru")),
        (GIVEN_UP, ("no longer", "done", "Peru")),
        (WILL_NOT, ("recall", "refused", "Peru")),
        (SUPPLIED, ("supply", "done", "Peru")),
        (STILL, ("pay", "not done", "Peru")),
        (UNKNOWN_PAST, ("unfroze", "done", "Peru")),
        (ORDER, ("reject", "done", "Peru")),
        (NOT_PREPARED, ("pay", "refused", "Peru")),
        (NOT_GOING, ("recall", "refused", "Peru")),
    ],
)
def test_deeds_are_told_by_verbs_nouns_and_states(
    sentence: str, wanted: tuple[str, str, str | None]
) -> None:
    assert wanted in deeds(sentence)


@pytest.mark.parametrize(
    ("sentence", "verb"), [(PLANNED, "release"), (WORKERS, "work"), (GOING, "recall")]
)
def test_what_is_awaited_or_usual_is_no_deed(sentence: str, verb: str) -> None:
    assert verb not in {found for found, _, _ in deeds(sentence)}


def test_a_subject_that_is_counted_is_what_the_deed_is_about() -> None:
    assert [d.words.text for d in find_deeds(parsed(COUNTED))] == [
        "Four helicopters joined the mission"
    ]


def test_the_lists_of_words_for_deeds_are_in_order() -> None:
    known = deed_words()
    assert set(known.happening.values()) <= {"done", "begun"}
    words = [*known.nouns, *known.nouns.values(), *known.states, *known.states.values()]
    assert all(isinstance(word, str) and word == word.lower() for word in words)
    lists = (
        known.lapsed,
        known.refusing,
        known.answering,
        known.performing,
        known.pursuing,
        known.moods,
    )
    assert all(isinstance(word, str) for words in lists for word in words)

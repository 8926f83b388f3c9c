"""What grammar says of an obligation that the network only hears: its kind, its parties, its words.

The parses are written out; `read` puts beside them what the network would read.
"""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Span

from onus.coding.obligations import Owed, find_obligations
from onus.language.annotation import Owing, set_annotations
from onus.record import ObligationKind
from tests.test_obligation_wording import owed
from tests.test_obligations import parsed

TOLD = (
    "Chile/PROPN/nsubj/2 told=tell/VERB/root/0 the/DET/det/4 envoy/NOUN/iobj/2 that/SCONJ/mark/8 "
    "Peru/PROPN/nsubj/8 would/AUX/aux/8 close/VERB/ccomp/2 the/DET/det/10 port/NOUN/obj/8 "
    "./PUNCT/punct/2"
)
MUST = (
    "Chile/PROPN/nsubj/2 said=say/VERB/root/0 Peru/PROPN/nsubj/5 must/AUX/aux/5 "
    "close/VERB/ccomp/2 the/DET/det/7 port/NOUN/obj/5 ./PUNCT/punct/2"
)
SAID_NOT = (
    "Peru/PROPN/nsubj/2 said=say/VERB/root/0 it/PRON/nsubj/6 would/AUX/aux/6 not/PART/advmod/6 "
    "visit/VERB/ccomp/2 the/DET/det/8 port/NOUN/obj/6 ./PUNCT/punct/2"
)
BOUND = (
    "The/DET/det/2 government/NOUN/nsubj:pass/4 was=be/AUX/aux:pass/4 bound=bind/VERB/root/0 "
    "to/PART/mark/6 heed/VERB/xcomp/4 the/DET/det/8 court/NOUN/obj/6 ./PUNCT/punct/4"
)
HOPEFUL = (
    "Soto/PROPN/nsubj/4 is=be/AUX/cop/4 very/ADV/advmod/4 hopeful/ADJ/root/0 that/SCONJ/mark/9 "
    "Peru/PROPN/nsubj/9 will/AUX/aux/9 soon/ADV/advmod/9 sign/VERB/ccomp/4 the/DET/det/11 "
    "pact/NOUN/obj/9 ./PUNCT/punct/4"
)
ANSWERED = (
    "Peru/PROPN/nsubj/2 answered=answer/VERB/root/0 by/SCONJ/mark/4 listing=list/VERB/advcl/2 "
    "forty/NUM/nummod/6 goods=good/NOUN/obj/4 ./PUNCT/punct/2"
)
ANSWERS = (
    "Peru/PROPN/nsubj/2 threatens=threaten/VERB/root/0 to/PART/mark/4 list/VERB/xcomp/2 "
    "forty/NUM/nummod/6 goods=good/NOUN/obj/4 ./PUNCT/punct/2"
)
WANTS = (
    "Peru/PROPN/nsubj/2 wants=want/VERB/root/0 to/PART/mark/4 leave/VERB/xcomp/2 the/DET/det/6 "
    "pass/NOUN/obj/4 ./PUNCT/punct/2"
)
INVITED = (
    "Norway/PROPN/nsubj/2 invited=invite/VERB/root/0 Peru/PROPN/obj/2 to/PART/mark/5 "
    "join/VERB/xcomp/2 the/DET/det/7 talks=talk/NOUN/obj/5 two/NUM/nummod/9 "
    "weeks=week/NOUN/obl/10 ago/ADV/advmod/5 ./PUNCT/punct/2"
)
WARNED = (
    "Peru/PROPN/nsubj/2 warned=warn/VERB/root/0 that/SCONJ/mark/6 tourists=tourist/NOUN/nsubj/6 "
    "could/AUX/aux/6 meet/VERB/ccomp/2 with/ADP/case/8 attacks=attack/NOUN/obl/6 ./PUNCT/punct/2"
)
CLUB = (
    "The/DET/det/2 club/NOUN/nsubj/4 could/AUX/aux/4 leave/VERB/ccomp/10 the/DET/det/6 "
    "league/NOUN/obj/4 ,/PUNCT/punct/4 its=its/PRON/nmod:poss/9 chairman/NOUN/nsubj/10 "
    "warned=warn/VERB/root/0 ./PUNCT/punct/10"
)
ILLEGAL = (
    "It/PRON/expl/3 is=be/AUX/cop/3 illegal/ADJ/root/0 for/SCONJ/mark/8 the/DET/det/6 "
    "firm/NOUN/nsubj/8 to/PART/mark/8 run/VERB/csubj/3 the/DET/det/10 ferry/NOUN/obj/8 "
    "./PUNCT/punct/3"
)
VOTES = (
    "The/DET/det/2 panel/NOUN/nsubj/3 votes=vote/VERB/root/0 to/PART/mark/5 "
    "hold/VERB/xcomp/3 him/PRON/obj/5 in/ADP/case/8 contempt/NOUN/obl/5 ./PUNCT/punct/3"
)
NOT_ASKED = (
    "The/DET/det/2 law/NOUN/nsubj/5 does=do/AUX/aux/5 not/PART/advmod/5 require/VERB/root/0 "
    "Peru/PROPN/obj/5 to/PART/mark/8 close/VERB/xcomp/5 the/DET/det/10 port/NOUN/obj/8 "
    "./PUNCT/punct/5"
)
DANGER = (
    "Peru/PROPN/nsubj/4 is=be/AUX/cop/4 in/ADP/case/4 danger/NOUN/root/0 of/SCONJ/mark/6 "
    "losing=lose/VERB/acl/4 the/DET/det/8 port/NOUN/obj/6 ./PUNCT/punct/4"
)
BARRED = (
    "Chile/PROPN/nsubj/2 stopped=stop/VERB/root/0 Peru/PROPN/obj/2 from/SCONJ/mark/5 "
    "closing=close/VERB/advcl/2 the/DET/det/7 port/NOUN/obj/5 ./PUNCT/punct/2"
)
HOPES = (
    "Peru/PROPN/nsubj/2 hopes=hope/VERB/root/0 to/PART/mark/4 buy/VERB/xcomp/2 the/DET/det/6 "
    "port/NOUN/obj/4 ./PUNCT/punct/2"
)
SUPPOSED = (
    "Soto/PROPN/nsubj/2 asked=ask/VERB/root/0 what/PRON/nsubj/5 would/AUX/aux/5 "
    "happen/VERB/ccomp/2 if/SCONJ/mark/10 Peru/PROPN/nsubj/10 were=be/AUX/aux/10 to/PART/mark/10 "
    "close/VERB/advcl/5 the/DET/det/12 port/NOUN/obj/10 ./PUNCT/punct/2"
)
FOREIGN_IF = (
    "If/SCONJ/mark/4 the/DET/det/3 islands=island/NOUN/nsubj/4 accept/VERB/advcl/10 the/DET/det/6 "
    "pact/NOUN/obj/4 ,/PUNCT/punct/4 prices=price/NOUN/nsubj/10 will/AUX/aux/10 "
    "fall/VERB/ccomp/13 ,/PUNCT/punct/10 Soto/PROPN/nsubj/13 said=say/VERB/root/0 "
    "./PUNCT/punct/13"
)
OWN_IF = (
    "If/SCONJ/mark/4 the/DET/det/3 rebels=rebel/NOUN/nsubj/4 accept/VERB/advcl/10 the/DET/det/6 "
    "pact/NOUN/obj/4 ,/PUNCT/punct/4 Peru/PROPN/nsubj/10 will/AUX/aux/10 "
    "pay/VERB/ccomp/14 them/PRON/obj/10 ,/PUNCT/punct/10 Soto/PROPN/nsubj/14 said=say/VERB/root/0 "
    "./PUNCT/punct/14"
)
EXPELLED = (
    "Chile/PROPN/nsubj/2 called=call/VERB/root/0 for/ADP/case/5 the/DET/det/5 "
    "general/NOUN/obl/2 to/PART/mark/8 be/AUX/aux:pass/8 expelled=expel/VERB/advcl/2 "
    "./PUNCT/punct/2"
)
EXTREME = (
    "Soto/PROPN/nsubj/2 called=call/VERB/root/0 their/DET/det/4 demands=demand/NOUN/obj/2 "
    "for/ADP/case/7 higher/ADJ/amod/7 wages=wage/NOUN/nmod/4 extreme/ADJ/xcomp/2 ./PUNCT/punct/2"
)
PLATFORM = (
    "After/ADP/case/5 the/DET/det/4 Liberal/PROPN/amod/4 platform/NOUN/nmod:poss/5 "
    "pledge/NOUN/obl/11 of/ADP/case/7 grants=grant/NOUN/nmod/5 ,/PUNCT/punct/5 "
    "Ana/PROPN/nsubj/11 Soto/PROPN/flat/9 said=say/VERB/root/0 she/PRON/nsubj/13 "
    "lost=lose/VERB/ccomp/11 ./PUNCT/punct/11"
)


def heard(
    doc: Doc, kind: ObligationKind, cue: str, act: str, bearer: str = "", demander: str = ""
) -> list[Owed]:
    """The obligations of `doc` where the network reads this one, for sure."""

    def span(words: str) -> Span | None:
        for start in range(len(doc)):
            for end in range(start + 1, len(doc) + 1):
                if words and doc[start:end].text == words:
                    return doc[start:end]
        return None

    at_cue, at_act = span(cue), span(act)
    assert at_cue is not None
    assert at_act is not None
    owing = Owing(kind, at_cue, at_act, span(bearer), span(demander), None, 0.95)
    set_annotations(doc, (), (), (), [owing])
    return find_obligations(doc)


def plain(found: list[Owed]) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            o.kind,
            None if o.bearer is None else o.bearer.text,
            None if o.demander is None else o.demander.text,
        )
        for o in found
    ]


def test_who_will_do_it_was_not_told_to() -> None:
    found = heard(parsed(TOLD), "demand", "told", "close the port", "Peru", "envoy")
    assert plain(found) == [("threat", "Peru", None)]


def test_who_must_do_it_has_promised_nothing() -> None:
    found = heard(parsed(MUST), "pledge", "must", "close the port", "Peru")
    assert [o.kind for o in found] == ["demand"]
    found = heard(parsed(BOUND), "pledge", "bound to", "heed the court", "government")
    assert [o.kind for o in found] == ["demand"]


def test_what_somebody_says_that_he_will_not_do_he_refuses() -> None:
    (found,) = heard(parsed(SAID_NOT), "pledge", "would not", "not visit the port", "Peru")
    assert found.kind == "refusal"


@pytest.mark.parametrize(
    ("sentence", "kind", "cue", "act", "bearer"),
    [
        (HOPEFUL, "pledge", "hopeful", "sign the pact", "Peru"),
        (ANSWERED, "demand", "answered", "listing forty goods", ""),
        (WANTS, "demand", "wants", "leave the pass", "Peru"),
        (WARNED, "threat", "warned", "meet with attacks", "tourists"),
        (ILLEGAL, "demand", "illegal", "run the ferry", "firm"),
        (FOREIGN_IF, "demand", "If", "accept the pact", "islands"),
        (EXTREME, "demand", "demands", "higher wages", ""),
        (VOTES, "demand", "votes", "hold him in contempt", "The panel"),
        (NOT_ASKED, "demand", "require", "close the port", "Peru"),
        (DANGER, "threat", "danger", "losing the port", "Peru"),
        (BARRED, "demand", "stopped", "closing the port", "Peru"),
        (HOPES, "pledge", "hopes", "buy the port", "Peru"),
        (SUPPOSED, "threat", "were", "close the port", "Peru"),
    ],
)
def test_what_grammar_speaks_against_is_not_owed(
    sentence: str, kind: ObligationKind, cue: str, act: str, bearer: str
) -> None:
    demander = "Soto" if sentence is EXTREME else ""
    assert heard(parsed(sentence), kind, cue, act, bearer, demander) == []


@pytest.mark.parametrize(
    ("sentence", "kind", "cue", "act", "bearer"),
    [
        (ANSWERS, "threat", "threatens", "list forty goods", "Peru"),
        (CLUB, "threat", "could", "leave the league", "club"),
        (OWN_IF, "demand", "If", "accept the pact", "rebels"),
    ],
)
def test_what_is_like_it_stays(
    sentence: str, kind: ObligationKind, cue: str, act: str, bearer: str
) -> None:
    found = heard(parsed(sentence), kind, cue, act, bearer)
    assert kind in [o.kind for o in found]


def test_who_is_invited_is_asked_and_when_is_no_part_of_it() -> None:
    (found,) = heard(parsed(INVITED), "demand", "invited", "join the talks two weeks ago", "Norway")
    assert (str(found.bearer), str(found.demander)) == ("Peru", "Norway")
    assert found.act.text == "join the talks"


def test_who_is_to_be_expelled_does_not_bear_it() -> None:
    (found,) = heard(parsed(EXPELLED), "demand", "called for", "expelled", "general", "Chile")
    assert found.bearer is None
    assert str(found.demander) == "Chile"


def test_a_pledge_told_beside_what_somebody_says_is_not_his() -> None:
    assert heard(parsed(PLATFORM), "pledge", "pledge", "grants", "Ana Soto") == []
    hers = PLATFORM.replace("Liberal/PROPN/amod/4 platform/NOUN", "Liberal/PROPN/amod/4 party/NOUN")
    (found,) = heard(parsed(hers), "pledge", "pledge", "grants", "Ana Soto")
    assert str(found.bearer) == "the Liberal party"


def test_a_motion_asks_and_a_court_is_where_it_is_filed() -> None:
    filed = (
        "Soto/PROPN/nsubj/2 filed=file/VERB/root/0 a/DET/det/4 motion/NOUN/obj/2 in/ADP/case/7 "
        "the/DET/det/7 court/NOUN/obl/2 to/PART/mark/9 release/VERB/acl/4 the/DET/det/11 "
        "files=file/NOUN/obj/9 ./PUNCT/punct/2"
    )
    for demander in ("Soto", "court"):
        kind: ObligationKind = "refusal" if demander == "Soto" else "demand"
        bearer = demander if kind == "refusal" else ""
        found = heard(parsed(filed), kind, "motion", "release the files", bearer, demander)
        assert [o.kind for o in found] == ["demand"]
        assert all(o.demander is None or str(o.demander) == "Soto" for o in found)


def test_the_network_lends_its_kind_only_to_what_harms() -> None:
    closing = (
        "Peru/PROPN/nsubj/2 said=say/VERB/root/0 it/PRON/nsubj/5 would/AUX/aux/5 "
        "close/VERB/ccomp/2 the/DET/det/7 strait/NOUN/obj/5 ./PUNCT/punct/2"
    )
    (found,) = heard(parsed(closing), "threat", "would", "close the strait", "Peru")
    assert found.kind == "threat"
    assert found.confidence >= 0.5
    scrapping = closing.replace("close", "scrap").replace("the/DET/det/7", "its/PRON/nmod:poss/7")
    (found,) = heard(parsed(scrapping), "threat", "would", "scrap its strait", "Peru")
    assert found.kind == "pledge"
    winning = closing.replace("close", "win")
    assert heard(parsed(winning), "pledge", "would", "win the strait", "Peru") == []
    banning = closing.replace("close", "impose")
    (found,) = heard(parsed(banning), "threat", "would", "impose the strait", "Peru")
    assert found.kind == "pledge"
    paying = closing.replace("close", "repay")
    (found,) = heard(parsed(paying), "threat", "would", "repay the strait", "Peru")
    assert found.kind == "pledge"


def test_who_says_what_he_himself_will_do_is_as_good_as_his_word() -> None:
    sending = (
        "Peru/PROPN/nsubj/2 said=say/VERB/root/0 {}/PRON/nsubj/5 would/AUX/aux/5 "
        "send/VERB/ccomp/2 six/NUM/nummod/7 ships=ship/NOUN/obj/5 ./PUNCT/punct/2"
    )
    (own,) = find_obligations(parsed(sending.format("it")))
    assert own.confidence >= 0.5
    (others,) = find_obligations(parsed(sending.format("they")))
    assert others.confidence < 0.5


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (
            "Chile/PROPN/nsubj/2 accused=accuse/VERB/root/0 Peru/PROPN/obj/2 of/SCONJ/mark/5 "
            "refusing=refuse/VERB/advcl/2 to/PART/mark/7 pay/VERB/xcomp/5 the/DET/det/9 "
            "miners=miner/NOUN/obj/7 ./PUNCT/punct/2",
            ("refusal", "Peru", None, "pay the miners"),
        ),
        (
            "Chile/PROPN/nsubj/2 left=leave/VERB/root/0 ,/PUNCT/punct/2 "
            "refusing=refuse/VERB/advcl/2 to/PART/mark/6 pay/VERB/xcomp/4 the/DET/det/8 "
            "miners=miner/NOUN/obj/6 ./PUNCT/punct/2",
            ("refusal", "Chile", None, "pay the miners"),
        ),
        (
            "Peru/PROPN/nsubj/2 said=say/VERB/root/0 it/PRON/nsubj/5 would/AUX/aux/5 "
            "defy/VERB/ccomp/2 the/DET/det/7 ban/NOUN/obj/5 ./PUNCT/punct/2",
            ("refusal", "Peru", None, "defy the ban"),
        ),
        (
            "Peru/PROPN/nsubj/2 said=say/VERB/root/0 it/PRON/nsubj/5 would/AUX/aux/5 "
            "impose/VERB/ccomp/2 duties=duty/NOUN/obj/5 on/ADP/case/9 Norway/PROPN/compound/9 "
            "wine/NOUN/nmod/6 ./PUNCT/punct/2",
            ("pledge", "Peru", None, "impose duties on Norway wine"),
        ),
        (
            "Ana/PROPN/nsubj/3 Soto/PROPN/flat/1 said=say/VERB/root/0 she/PRON/nsubj/7 "
            "would/AUX/aux/7 not/PART/advmod/7 come/VERB/ccomp/3 to/ADP/case/9 aid/NOUN/obl/7 "
            "of/ADP/case/11 Chile/PROPN/nmod/9 ./PUNCT/punct/3",
            ("refusal", "Ana Soto", None, "come to aid of Chile"),
        ),
        (
            "Ana/PROPN/nsubj/3 Soto/PROPN/flat/1 said=say/VERB/root/0 she/PRON/nsubj/6 "
            "would/AUX/aux/6 stand/VERB/ccomp/3 by/ADP/case/9 the/DET/det/9 pact/NOUN/obl/6 "
            "./PUNCT/punct/3",
            ("pledge", "Ana Soto", None, "stand by the pact"),
        ),
        (
            "Chile/PROPN/nsubj/2 raised=raise/VERB/root/0 pressure/NOUN/obj/2 on/ADP/case/5 "
            "Peru/PROPN/obl/2 on/ADP/case/7 Sunday/NOUN/obl/2 to/PART/mark/9 close/VERB/advcl/2 "
            "the/DET/det/11 mine/NOUN/obj/9 ./PUNCT/punct/2",
            ("demand", "Peru", "Chile", "close the mine"),
        ),
        (
            "Soto/PROPN/nsubj/2 called=call/VERB/root/0 for/SCONJ/mark/4 "
            "banning=ban/VERB/advcl/2 all/DET/det/6 tankers=tanker/NOUN/obj/4 ./PUNCT/punct/2",
            ("demand", None, "Soto", "banning all tankers"),
        ),
        (
            "They/PRON/nsubj/2 broke=break/VERB/root/0 the/DET/det/4 accord/NOUN/obj/2 "
            "under/ADP/case/6 which/PRON/obl/8 Peru/PROPN/nsubj/8 agreed=agree/VERB/acl:relcl/4 "
            "to/PART/mark/10 leave/VERB/xcomp/8 the/DET/det/12 pass/NOUN/obj/10 ./PUNCT/punct/2",
            ("pledge", "Peru", None, "leave the pass"),
        ),
        (
            "As/ADP/case/4 per/ADP/case/4 the/DET/det/4 ruling/NOUN/obl/7 ,/PUNCT/punct/4 "
            "Peru/PROPN/nsubj/7 had=have/VERB/root/0 to/PART/mark/9 close/VERB/xcomp/7 "
            "the/DET/det/11 mine/NOUN/obj/9 ./PUNCT/punct/7",
            ("demand", "Peru", "speaker", "close the mine"),
        ),
        (
            "Soto/PROPN/nsubj/2 called=call/VERB/root/0 for/ADP/case/4 "
            "sanctions=sanction/NOUN/obl/2 on/ADP/case/6 goods=good/NOUN/nmod/4 "
            "from/ADP/case/8 Peru/PROPN/nmod/6 ./PUNCT/punct/2",
            ("demand", None, "Soto", "sanctions on goods from Peru"),
        ),
        (
            "Soto/PROPN/nsubj/2 called=call/VERB/root/0 for/ADP/case/4 "
            "sanctions=sanction/NOUN/obl/2 from/ADP/case/6 Peru/PROPN/nmod/4 ./PUNCT/punct/2",
            ("demand", "Peru", "Soto", "sanctions from Peru"),
        ),
        (
            "Peru/PROPN/nsubj/2 vowed=vow/VERB/root/0 to/PART/mark/4 ignore/VERB/xcomp/2 "
            "the/DET/det/6 ruling/NOUN/obj/4 ./PUNCT/punct/2",
            ("refusal", "Peru", None, "ignore the ruling"),
        ),
        (
            "Peru/PROPN/nsubj/2 committed=commit/VERB/root/0 itself/PRON/obj/2 to/ADP/case/5 "
            "peace/NOUN/obl/2 ./PUNCT/punct/2",
            ("pledge", "Peru", None, "peace"),
        ),
    ],
)
def test_a_construction_lays_it_on_whom_it_should(
    sentence: str, wanted: tuple[str, str | None, str | None, str]
) -> None:
    assert owed(sentence) == [wanted]


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru/PROPN/nsubj/2 committed=commit/VERB/root/0 engineers=engineer/NOUN/obj/2 "
        "to/ADP/case/6 the/DET/det/6 front/NOUN/obl/2 ./PUNCT/punct/2",
        "Soto/PROPN/nsubj/2 called=call/VERB/root/0 the/DET/det/4 office/NOUN/obj/2 "
        "only/ADV/advmod/8 to/PART/mark/8 be/AUX/aux:pass/8 told=tell/VERB/advcl/2 to/PART/mark/10 "
        "wait/VERB/xcomp/8 ./PUNCT/punct/2",
        "Chile/PROPN/nsubj/2 hears=hear/VERB/root/0 any/DET/det/4 state/NOUN/obj/2 "
        "that/PRON/nsubj/6 requests=request/VERB/acl:relcl/4 a/DET/det/8 meeting/NOUN/obj/6 "
        "./PUNCT/punct/2",
        "Chile/PROPN/nsubj/2 has=have/VERB/root/0 two/NUM/nummod/4 ways=way/NOUN/obj/2 "
        "out/ADP/case/6 :/PUNCT/punct/8 by/SCONJ/mark/8 asking=ask/VERB/advcl/2 Peru/PROPN/obj/8 "
        "to/PART/mark/11 pay/VERB/xcomp/8 it/PRON/obj/11 ./PUNCT/punct/2",
        "Chile/PROPN/nsubj/2 said=say/VERB/root/0 Peru/PROPN/nsubj/4 paid=pay/VERB/ccomp/2 "
        "without/SCONJ/mark/6 having=have/VERB/advcl/4 to/PART/mark/8 sell/VERB/xcomp/6 "
        "ships=ship/NOUN/obj/8 ./PUNCT/punct/2",
        "Read/VERB/root/0 more/ADV/advmod/1 :/PUNCT/punct/5 Chile/PROPN/nsubj/5 "
        "told=tell/VERB/parataxis/1 Peru/PROPN/obj/5 so/ADV/advmod/5 ./PUNCT/punct/1",
    ],
)
def test_what_only_looks_like_it_is_not_owed(sentence: str) -> None:
    assert owed(sentence) == []


def test_what_was_before_and_what_it_waits_for_are_no_part_of_the_act() -> None:
    vowed = (
        "Chile/PROPN/nsubj/2 vowed=vow/VERB/root/0 to/PART/mark/4 fight/VERB/xcomp/2 "
        "the/DET/det/6 tax/NOUN/obj/4 after/SCONJ/mark/9 Peru/PROPN/nsubj/9 "
        "{}/VERB/advcl/4 it/PRON/obj/9 ./PUNCT/punct/2"
    )
    (before,) = find_obligations(parsed(vowed.format("proposed=propose")))
    assert before.act.text == "fight the tax"
    (to_come,) = find_obligations(parsed(vowed.format("proposes=propose")))
    assert to_come.act.text == "fight the tax after Peru proposes it"


def test_a_condition_keeps_its_opening_word_and_its_price() -> None:
    (found,) = find_obligations(
        parsed(
            "Peru/PROPN/nsubj/2 offered=offer/VERB/root/0 to/PART/mark/4 leave/VERB/xcomp/2 "
            "the/DET/det/6 pass/NOUN/obj/4 in/ADP/case/8 exchange/NOUN/obl/4 for/ADP/case/10 "
            "talks=talk/NOUN/obl/4 ./PUNCT/punct/2"
        )
    )
    assert found.condition is not None
    assert found.condition[1].text == "in exchange for talks"
    assert found.act.text.startswith("leave the pass")


def test_a_duty_is_told_on_after_somebodys_words() -> None:
    sentences = (
        "Chile/PROPN/nsubj/2 said=say/VERB/root/0 Peru/PROPN/nsubj/5 had=have/AUX/aux/5 "
        "left=leave/VERB/ccomp/2 ./PUNCT/punct/2",
        "The/DET/det/2 crew/NOUN/nsubj/4 would/AUX/aux/4 have/VERB/root/0 to/PART/mark/6 "
        "leave/VERB/xcomp/4 Norway/PROPN/obj/6 by/ADP/case/9 Friday/PROPN/obl/6 ./PUNCT/punct/4",
    )
    (found,) = find_obligations(parsed(*sentences))
    assert (found.kind, str(found.bearer), str(found.demander)) == ("demand", "The crew", "Chile")
    assert find_obligations(parsed(sentences[1])) == []

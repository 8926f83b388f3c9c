"""Wordings of demands, pledges and threats as wire news has them; their parses are written out."""

from __future__ import annotations

import pytest
from spacy.tokens import Span

from onus.coding.deeds import find_deeds
from onus.coding.done import Done
from onus.coding.obligations import Owed, find_obligations
from tests.test_obligations import parsed

RULED = (
    "Peru/PROPN/nsubj/2 ruled=rule/VERB/root/0 out/ADP/compound:prt/2 "
    "freeing=free/VERB/xcomp/2 the/DET/det/6 divers=diver/NOUN/obj/4 "
    "./PUNCT/punct/2"
)
HABIT = (
    "Peru/PROPN/nsubj/2 buys=buy/VERB/root/0 a/DET/det/4 tenth/NOUN/obj/2 "
    "of/ADP/case/7 the/DET/det/7 cod/NOUN/nmod/4 ./PUNCT/punct/2"
)
SENT = (
    "Chile/PROPN/nsubj/2 said=say/VERB/root/0 that/SCONJ/mark/6 it/PRON/nsubj/6 "
    "had=have/AUX/aux/6 sent=send/VERB/ccomp/2 the/DET/det/8 tents=tent/NOUN/obj/6 "
    "./PUNCT/punct/2"
)
FINED = (
    "The/DET/det/2 Union/PROPN/nsubj/3 fined=fine/VERB/root/0 Chile/PROPN/obj/3 "
    "after/SCONJ/mark/7 it/PRON/nsubj/7 failed=fail/VERB/advcl/3 to/PART/mark/9 "
    "publish/VERB/xcomp/7 the/DET/det/11 report/NOUN/obj/9 ./PUNCT/punct/3"
)
BREACH = (
    "Chile/PROPN/nsubj/2 shelled=shell/VERB/root/0 the/DET/det/4 port/NOUN/obj/2 "
    "in/ADP/case/6 breach/NOUN/obl/2 of/ADP/case/9 its/PRON/nmod:poss/9 "
    "promise/NOUN/nmod/6 to/PART/mark/11 spare/VERB/acl/9 it/PRON/obj/11 "
    "./PUNCT/punct/2"
)


def owed(sentence: str) -> list[tuple[str, str | None, str | None, str]]:
    """(kind, bearer, demander, act) of each obligation of the sentence."""
    return [_plain(found) for found in find_obligations(parsed(sentence))]


def _plain(found: Owed) -> tuple[str, str | None, str | None, str]:
    return (
        found.kind,
        _party(found.bearer, found.bearer_is_speaker),
        _party(found.demander, found.demander_is_speaker),
        found.act.text,
    )


def _party(span: Span | None, speaks: bool) -> str | None:
    return "speaker" if speaks else None if span is None else str(span)


def deeds(sentence: str) -> list[Done]:
    return find_deeds(parsed(sentence))


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        (
            "Peru/PROPN/nsubj/2 called=call/VERB/root/0 on/ADP/case/4 "
            "Wednesday/PROPN/obl/2 on/ADP/case/6 Chile/PROPN/obl/2 to/PART/mark/8 "
            "release/VERB/advcl/2 the/DET/det/10 divers=diver/NOUN/obj/8 ./PUNCT/punct/2",
            [("demand", "Chile", "Peru", "release the divers")],
        ),
        (
            "Chile/PROPN/nsubj/2 asked=ask/VERB/root/0 the/DET/det/4 Union/PROPN/iobj/2 "
            "for/ADP/case/6 tents=tent/NOUN/obl/2 ./PUNCT/punct/2",
            [("demand", "the Union", "Chile", "tents")],
        ),
        (
            "Peru/PROPN/nsubj/2 warned=warn/VERB/root/0 Chile/PROPN/iobj/2 "
            "against/SCONJ/mark/5 closing=close/VERB/advcl/2 the/DET/det/7 "
            "strait/NOUN/obj/5 ./PUNCT/punct/2",
            [("demand", "Chile", "Peru", "against closing the strait")],
        ),
        (
            "Peru/PROPN/nsubj/2 committed=commit/VERB/root/0 itself/PRON/obj/2 "
            "on/ADP/case/5 Monday/PROPN/obl/2 to/PART/mark/7 keep/VERB/advcl/2 "
            "the/DET/det/9 port/NOUN/obj/7 open/ADJ/xcomp/7 ./PUNCT/punct/2",
            [("pledge", "Peru", None, "keep the port open")],
        ),
        (
            "Chile/PROPN/nsubj/2 declared=declare/VERB/root/0 itself/PRON/obj/2 "
            "willing/ADJ/xcomp/2 to/PART/mark/6 destroy/VERB/xcomp/4 the/DET/det/8 "
            "gas/NOUN/obj/6 ./PUNCT/punct/2",
            [("offer", "Chile", None, "destroy the gas")],
        ),
        (
            "Peru/PROPN/nsubj/2 guaranteed=guarantee/VERB/root/0 that/SCONJ/mark/7 "
            "the/DET/det/5 divers=diver/NOUN/nsubj/7 would/AUX/aux/7 have/VERB/ccomp/2 "
            "a/DET/det/9 doctor/NOUN/obj/7 ./PUNCT/punct/2",
            [("pledge", "Peru", None, "the divers would have a doctor")],
        ),
        (
            "Peru/PROPN/nsubj/2 threatened=threaten/VERB/root/0 Chile/PROPN/obj/2 "
            "with/ADP/case/5 sanctions=sanction/NOUN/obl/2 if/SCONJ/mark/10 "
            "it/PRON/nsubj/10 did=do/AUX/aux/10 not/PART/advmod/10 set/VERB/advcl/2 "
            "a/DET/det/12 date/NOUN/obj/10 ./PUNCT/punct/2",
            [("threat", "Peru", "Chile", "sanctions"), ("demand", "Chile", "Peru", "set a date")],
        ),
        (
            "Chile/PROPN/nsubj/3 will/AUX/aux/3 impose/VERB/ccomp/15 "
            "tariffs=tariff/NOUN/obj/3 unless/SCONJ/mark/7 Peru/PROPN/nsubj/7 "
            "drops=drop/VERB/advcl/3 its/PRON/nmod:poss/9 ban/NOUN/obj/7 by/ADP/case/11 "
            "June/PROPN/obl/7 ,/PUNCT/punct/7 the/DET/det/14 minister/NOUN/nsubj/15 "
            "said=say/VERB/root/0 ./PUNCT/punct/15",
            [("demand", "Peru", "Chile", "drops its ban by June")],
        ),
        (
            "Chile/PROPN/nsubj/3 is=be/AUX/cop/3 ready/ADJ/ccomp/19 to/PART/mark/5 "
            "extradite/VERB/xcomp/3 the/DET/det/7 banker/NOUN/obj/5 on/ADP/case/9 "
            "condition/NOUN/obl/5 that/SCONJ/mark/12 Peru/PROPN/nsubj/12 "
            "guarantees=guarantee/VERB/acl:relcl/9 him/PRON/iobj/12 a/DET/det/15 "
            "doctor/NOUN/obj/12 ,/PUNCT/punct/3 the/DET/det/18 minister/NOUN/nsubj/19 "
            "said=say/VERB/root/0 ./PUNCT/punct/19",
            [
                ("offer", "Chile", None, "extradite the banker"),
                ("demand", "Peru", "speaker", "guarantees him a doctor"),
            ],
        ),
        (
            "The/DET/det/2 minister/NOUN/nsubj/3 said=say/VERB/root/0 the/DET/det/5 "
            "ship/NOUN/nsubj:pass/8 would/AUX/aux/8 be/AUX/aux:pass/8 "
            "freed=free/VERB/ccomp/3 once/SCONJ/mark/12 Peru/PROPN/nsubj/12 "
            "had=have/AUX/aux/12 reopened=reopen/VERB/advcl/8 its/PRON/nmod:poss/14 "
            "ports=port/NOUN/obj/12 ./PUNCT/punct/3",
            [
                ("pledge", "The minister", None, "the ship would be freed"),
                ("demand", "Peru", "speaker", "reopened its ports"),
            ],
        ),
        (
            "The/DET/det/2 Fund/PROPN/nsubj/3 made=make/VERB/root/0 a/DET/det/5 "
            "loan/NOUN/obj/3 to/ADP/case/7 Peru/PROPN/nmod/5 conditional/VERB/advcl/3 "
            "on/ADP/case/11 a/DET/det/11 rise/NOUN/obl/8 in/ADP/case/13 "
            "taxes=tax/NOUN/nmod/11 and/CCONJ/cc/16 the/DET/det/16 sale/NOUN/conj/11 "
            "of/ADP/case/19 the/DET/det/19 airline/NOUN/nmod/16 ./PUNCT/punct/3",
            [
                ("demand", "Peru", "The Fund", "rise in taxes"),
                ("demand", "Peru", "The Fund", "sale of the airline"),
            ],
        ),
        (
            "Four/NUM/nsubj/12 of/ADP/case/5 the/DET/det/5 ten/NUM/nummod/5 "
            "pumps=pump/NOUN/nmod/1 that/PRON/obj/10 Peru/PROPN/nsubj/8 "
            "promised=promise/VERB/acl:relcl/5 to/PART/mark/10 send/VERB/xcomp/8 "
            "have/AUX/aux/12 arrived=arrive/VERB/root/0 ./PUNCT/punct/12",
            [("pledge", "Peru", None, "ten pumps that Peru promised to send")],
        ),
        (
            "Chile/PROPN/nsubj/3 has=have/AUX/aux/3 paid=pay/VERB/root/0 half/NOUN/obj/3 "
            "of/ADP/case/7 the/DET/det/7 money/NOUN/nmod/4 that/PRON/obj/10 "
            "it/PRON/nsubj/10 pledged=pledge/VERB/acl:relcl/7 to/ADP/case/12 "
            "Peru/PROPN/obl/10 ./PUNCT/punct/3",
            [("pledge", "it", None, "money that it pledged to Peru")],
        ),
        (
            "Chile/PROPN/nsubj/2 gave=give/VERB/root/0 Peru/PROPN/iobj/2 ten/NUM/nummod/5 "
            "days=day/NOUN/obj/2 to/PART/mark/7 leave/VERB/advcl/2 the/DET/det/9 "
            "pass/NOUN/obj/7 or/CCONJ/cc/11 face/VERB/conj/9 "
            "sanctions=sanction/NOUN/conj/9 ./PUNCT/punct/2",
            [
                ("demand", "Peru", "Chile", "leave the pass"),
                ("threat", "Chile", "Peru", "sanctions"),
            ],
        ),
        (
            "Chile/PROPN/nsubj/2 issued=issue/VERB/root/0 an=a/DET/det/4 "
            "ultimatum/NOUN/obj/2 to/ADP/case/6 Peru/PROPN/nmod/4 on/ADP/case/8 "
            "Monday/PROPN/obl/2 to/PART/mark/10 free/VERB/advcl/2 the/DET/det/12 "
            "divers=diver/NOUN/obj/10 ./PUNCT/punct/2",
            [("demand", "Peru", "Chile", "free the divers")],
        ),
        (
            "Chile/PROPN/nsubj/2 urged=urge/VERB/root/0 Peru/PROPN/obj/2 to/PART/mark/5 "
            "honour/VERB/xcomp/2 its/PRON/nmod:poss/7 promise/NOUN/obj/5 to/PART/mark/9 "
            "pull/VERB/acl/7 back/ADV/advmod/9 the/DET/det/12 guns=gun/NOUN/obj/9 "
            "./PUNCT/punct/2",
            [("pledge", "Peru", None, "pull back the guns")],
        ),
        (
            "Chile/PROPN/nsubj/4 is=be/AUX/aux/12 to/PART/mark/4 scrap/VERB/ccomp/12 "
            "the/DET/det/6 tariffs=tariff/NOUN/obj/4 by/ADP/case/8 June/PROPN/obl/4 "
            ",/PUNCT/punct/4 the/DET/det/11 ministers=minister/NOUN/nsubj/12 "
            "said=say/VERB/root/0 ./PUNCT/punct/12",
            [("pledge", "Chile", None, "scrap the tariffs by June")],
        ),
        (
            "Peru/PROPN/nsubj/2 demanded=demand/VERB/root/0 that/SCONJ/mark/5 "
            "Chile/PROPN/nsubj/5 free/VERB/ccomp/2 the/DET/det/7 six/NUM/obj/5 "
            ",/PUNCT/punct/11 who/PRON/nsubj:pass/11 are=be/AUX/aux:pass/11 "
            "held=hold/VERB/acl:relcl/7 in/ADP/case/13 Arica/PROPN/obl/11 ./PUNCT/punct/2",
            [("demand", "Chile", "Peru", "free the six")],
        ),
        (
            "The/DET/det/2 Union/PROPN/nsubj/3 demanded=demand/VERB/root/0 "
            "that/SCONJ/mark/6 Peru/PROPN/nsubj/6 lift/VERB/ccomp/3 the/DET/det/8 "
            "ban/NOUN/obj/6 and/CCONJ/cc/10 warned=warn/VERB/conj/6 that/SCONJ/mark/16 "
            "its/PRON/nmod:poss/13 members=member/NOUN/nsubj/16 would/AUX/aux/16 "
            "otherwise/ADV/advmod/16 go/VERB/ccomp/10 on/ADP/case/18 strike/NOUN/obl/16 "
            "./PUNCT/punct/3",
            [("threat", "The Union", None, "its members would otherwise go on strike")],
        ),
        (
            "Peru/PROPN/nsubj/2 promised=promise/VERB/root/0 to/PART/mark/4 pay/VERB/xcomp/2 "
            "Chile/PROPN/iobj/4 ,/PUNCT/punct/7 bowing=bow/VERB/advcl/4 to/ADP/case/9 "
            "pressure/NOUN/obl/7 ./PUNCT/punct/2",
            [("pledge", "Peru", None, "pay Chile")],
        ),
    ],
)
def test_a_wording_of_wire_news_is_read(
    sentence: str, wanted: list[tuple[str, str | None, str | None, str]]
) -> None:
    found = owed(sentence)
    assert [one for one in wanted if one not in found] == [], found


@pytest.mark.parametrize(
    "sentence",
    [
        (
            "Chile/PROPN/nsubj/2 sends=send/VERB/root/0 Peru/PROPN/iobj/2 a/DET/det/5 "
            "tenth/NOUN/obj/2 of/ADP/case/8 the/DET/det/8 plans=plan/NOUN/nmod/5 "
            "that/PRON/obj/11 it/PRON/nsubj/11 offers=offer/VERB/acl:relcl/8 "
            "./PUNCT/punct/2"
        ),
        (
            "The/DET/det/2 ministry/NOUN/nsubj/3 said=say/VERB/root/0 that/SCONJ/mark/8 "
            "Chile/PROPN/nsubj/8 was=be/AUX/cop/8 perhaps/ADV/advmod/8 willing/ADJ/ccomp/3 "
            "./PUNCT/punct/3"
        ),
        (
            "The/DET/det/2 experts=expert/NOUN/nsubj/5 that/PRON/det/4 Peru/PROPN/nmod/2 "
            "said=say/VERB/root/0 it/PRON/nsubj/8 would/AUX/aux/8 send/VERB/ccomp/5 "
            "./PUNCT/punct/5"
        ),
        (
            "Soto/PROPN/nsubj/2 said=say/VERB/root/0 the/DET/det/4 fund/NOUN/nsubj/6 "
            "would/AUX/aux/6 repay/VERB/ccomp/2 the/DET/det/8 loan/NOUN/obj/6 "
            "./PUNCT/punct/2"
        ),
    ],
)
def test_a_habit_and_a_guess_bind_nobody(sentence: str) -> None:
    assert owed(sentence) == []


def test_what_is_ruled_out_is_refused_and_what_is_usual_is_no_deed() -> None:
    assert [(d.verb, d.outcome) for d in deeds(RULED)] == [
        ("rule out", "done"),
        ("free", "refused"),
    ]
    assert deeds(HABIT) == []


def test_it_in_the_words_of_a_state_is_the_state() -> None:
    (sent,) = [d for d in deeds(SENT) if d.verb == "send"]
    assert (str(sent.doer), sent.outcome) == ("Chile", "done")


def test_who_is_punished_after_it_failed_is_who_failed() -> None:
    (failed,) = [d for d in deeds(FINED) if d.outcome == "failed"]
    assert (str(failed.doer), failed.verb) == ("Chile", "publish")


def test_in_breach_of_a_promise_is_a_deed() -> None:
    (broken,) = [d for d in deeds(BREACH) if d.verb == "break"]
    assert (str(broken.doer), broken.outcome) == ("Chile", "done")
    assert "promise to spare it" in broken.words.text

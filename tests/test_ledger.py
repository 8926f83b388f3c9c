"""Entries and their histories, on obligations and deeds made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onus.language.effects import Verdict
from onus.language.meaning import meanings
from onus.ledger.acts import act_of, deed_of, lexicon, sign_of, undone_by
from onus.ledger.amounts import only_part
from onus.ledger.evidence import weights
from onus.ledger.following import follow
from onus.ledger.merging import likeness, merge
from onus.ledger.model import Entry, LedgerDeed, Mention, Party, Source, near, sides_of
from onus.ledger.reading import is_office
from onus.record import ObligationKind, Outcome

CHILE = Party("1", "Chile", "state", "CHL")
MINISTER = Party("2", "Andres Lagos", "office holder", "CHL")
BOLIVIA = Party("3", "Bolivia", "state", "BOL")
BLOC = Party("4", "African Union", "organisation")
FRONT = Party("5", "Kanem Liberation Front", "armed group")


def owed(
    act: str,
    bearer: Party,
    demander: Party | None = None,
    *,
    kind: ObligationKind = "demand",
    day: str = "2024-02-05",
    qualities: tuple[str, ...] = (),
    deadline: str | None = None,
) -> Mention:
    return Mention(
        id=f"{day}{kind}:{act}",
        kind=kind,
        bearer=(bearer,),
        demander=(demander,) if demander else (),
        act=act,
        context=act,
        source=Source(day, day, 1, 0, len(act)),
        qualities=qualities,
        deadline=deadline,
        meaning=meanings([act])[0],
    )


def did(
    who: Party | None,
    verb: str,
    words: str,
    *,
    day: str = "2024-03-01",
    outcome: Outcome = "done",
    said_by: Party | None = None,
) -> LedgerDeed:
    return LedgerDeed(
        sides=sides_of((who,)) if who else near(sides_of((CHILE, BOLIVIA))),
        verb=verb,
        words=words,
        context=words,
        outcome=outcome,
        source=Source(day, day, 3, 10, 20, statement="s1" if said_by else None, speaker=said_by),
    )


def history(mention: Mention, *deeds: LedgerDeed) -> list[str]:
    return [change.effect for change in follow(merge([mention])[0], deeds).changes]


DAM = owed("suspend construction of the dam", CHILE, BOLIVIA)


def test_one_act_in_other_words_is_one_entry_whoever_speaks_for_the_state() -> None:
    other = owed("halt construction on the dam", MINISTER, BOLIVIA, day="2024-02-20")
    (entry,) = merge([other, DAM])
    assert [m.act for m in entry.mentions] == [DAM.act, other.act]
    assert entry.mentions[0].source.date == "2024-02-05"


def test_compatriots_owe_the_like_apart_unless_it_is_clearly_one() -> None:
    bank = Party("6", "Central Bank", "government body", "CHL")
    fight = owed("fight harder for the coast", MINISTER, day="2024-02-06")
    assert len(merge([fight, owed("fight on for the poor of the coast", bank)])) == 2
    wall = owed("build a sea wall at Arica", MINISTER)
    assert len(merge([wall, owed("build the sea wall at Arica", bank, day="2024-02-20")])) == 1


def test_what_nobody_named_is_asked_by_two_is_not_one() -> None:
    def asked(by: Party, act: str, day: str) -> Mention:
        return replace(owed(act, CHILE, by, day=day), bearer=())

    first = asked(BLOC, "pay $15 million", "2024-02-05")
    assert len(merge([first, asked(FRONT, "pay $19 million", "2024-02-20")])) == 2
    assert len(merge([first, asked(BLOC, "pay the $15 million", "2024-02-20")])) == 1


def test_an_act_that_names_no_matter_is_what_its_article_or_a_like_sentence_tells_of() -> None:
    told = replace(
        owed("withdraw from the fort at Mao", FRONT),
        context="The front agreed to withdraw from the fort at Mao.",
    )
    go = replace(owed("go", FRONT, day="2024-02-20"), context="They still held the fort at Mao.")
    stay = replace(go, context="Its leader agreed to go to a wedding in the capital.")
    here = replace(stay, source=replace(stay.source, article=told.source.article))
    assert len(merge([told, go])) == 1
    assert len(merge([told, here])) == 1
    assert likeness(told, stay) < likeness(told, go)


def test_who_refuses_something_like_it_elsewhere_does_not_refuse_the_offer() -> None:
    offer = replace(
        owed("give weapons", BOLIVIA, kind="offer"),
        context="Bolivia offered to give weapons.",
    )
    no = replace(
        owed("weapons", FRONT, kind="refusal", day="2024-02-20"),
        context="The front rejected weapons.",
    )
    its = replace(no, context="The front rejected weapons from Bolivia.")
    assert len(merge([offer, no])) == 2
    assert len(merge([offer, its])) == 1


def test_another_act_another_bearer_or_another_demander_is_another_entry() -> None:
    others = [
        owed("release the fishermen", CHILE, BOLIVIA),
        owed("suspend construction of the dam", FRONT, BOLIVIA),
        owed("suspend construction of the dam", CHILE, BLOC),
    ]
    for other in others:
        assert len(merge([DAM, other])) == 2


def test_a_pledge_that_answers_a_demand_is_the_same_entry() -> None:
    pledge = owed("suspend the construction of the dam", CHILE, kind="pledge", day="2024-02-09")
    (entry,) = merge([DAM, pledge])
    assert entry.kind == "demand"
    assert entry.status == "open"


def test_a_promise_not_to_attack_is_no_threat_to_attack() -> None:
    threat = owed("attack the town of Mao", FRONT, kind="threat")
    promise = owed("not attack the town of Mao", FRONT, kind="pledge")
    assert len(merge([threat, promise])) == 2
    assert history(promise, did(FRONT, "shell", "shelled the town of Mao")) == ["broken"]


def test_the_order_in_which_mentions_come_does_not_matter() -> None:
    mentions = [
        DAM,
        owed("halt work on the dam", CHILE, BOLIVIA, day="2024-02-20"),
        owed("pay for the pumps", BOLIVIA, CHILE, day="2024-02-07"),
    ]
    assert merge(mentions) == merge(mentions[::-1])


def test_who_is_offered_talks_can_turn_them_down_and_come_after_all() -> None:
    offer = owed("hold talks on the river", BOLIVIA, CHILE, kind="offer")
    answer = owed("talks on the river", CHILE, BOLIVIA, kind="refusal", day="2024-02-07")
    (entry,) = merge([offer, answer])
    refused = follow(entry, [])
    assert (refused.status, refused.changes[0].source.date) == ("refused", "2024-02-07")
    held = follow(entry, [did(BOLIVIA, "hold", "held talks in Lima on the river")])
    assert [c.effect for c in held.changes] == ["refused", "met"]


def test_who_will_not_accept_an_offer_has_turned_it_down() -> None:
    (entry,) = merge([owed("an exchange of the two divers", CHILE, BOLIVIA, kind="offer")])
    no = did(BOLIVIA, "accept", "would not accept an exchange of the two divers", outcome="refused")
    assert follow(entry, [no]).status == "refused"


def test_who_will_not_do_what_he_threatened_takes_it_back() -> None:
    threat = owed("expel the envoys of Bolivia", CHILE, BOLIVIA, kind="threat")
    no = owed("expel the envoys of Bolivia", CHILE, kind="refusal", day="2024-02-20")
    (entry,) = merge([threat, no])
    assert follow(entry, []).status == "withdrawn"


def test_a_state_that_is_to_last_is_undone_by_what_ends_it() -> None:
    (entry,) = merge([owed("keep the crossing at Tambo open", CHILE, kind="pledge")])
    closed = did(CHILE, "close", "closed the crossing at Tambo")
    assert follow(entry, [closed]).status == "broken"


def test_a_deed_that_shares_no_word_with_what_is_owed_changes_nothing() -> None:
    (entry,) = merge([owed("send two ferries to the strait", CHILE, BOLIVIA)])
    sent = did(CHILE, "send", "sent nurses to a hospital in Quito")
    assert follow(entry, [sent]).status == "open"


def test_the_deed_itself_meets_what_is_owed_in_whatever_words() -> None:
    assert history(DAM, did(CHILE, "halt", "halted construction of the dam")) == ["met"]
    assert history(DAM, did(MINISTER, "stop", "stopped construction of the dam")) == ["met"]
    assert history(DAM, did(None, "stop", "the construction of the dam was stopped")) == ["met"]


def test_deeds_of_others_on_other_matters_and_before_the_demand_change_nothing() -> None:
    for deed in (
        did(BOLIVIA, "halt", "halted construction of the dam"),
        did(CHILE, "halt", "halted exports of copper"),
        did(CHILE, "visit", "visited the dam"),
        did(CHILE, "halt", "halted construction of the dam", day="2024-01-01"),
        did(CHILE, "halt", "halt construction of the dam", outcome="not done"),
    ):
        assert history(DAM, deed) == []


def test_a_part_begins_and_the_rest_meets_a_pledge() -> None:
    pledge = owed("pay $40 million for schools", CHILE, BOLIVIA, kind="pledge")
    part = did(CHILE, "pay", "has paid $15 million of the $40 million for schools")
    rest = did(CHILE, "pay", "paid the remaining $25 million for schools", day="2024-04-01")
    assert history(pledge, part) == ["begun"]
    assert history(pledge, rest, part) == ["begun", "met"]


def test_a_sustained_act_is_not_met_by_a_step_and_falls_back_when_it_is_undone() -> None:
    lasting = owed(
        "take sustained action against the Najm fund", CHILE, BOLIVIA, qualities=("sustained",)
    )
    frozen = did(CHILE, "freeze", "froze the accounts of the Najm fund")
    undone = did(CHILE, "unfreeze", "unfroze the accounts of the Najm fund", day="2024-04-01")
    again = did(CHILE, "freeze", "froze the accounts of the Najm fund", day="2024-05-01")
    assert history(lasting, frozen) == ["begun"]
    assert history(lasting, frozen, undone) == ["begun", "open"]
    assert history(lasting, frozen, undone, again) == ["begun", "open", "begun"]


@pytest.mark.parametrize(("quality", "effect"), [("complete", "met"), ("permanent", "begun")])
def test_a_sentence_can_tell_that_all_is_done_but_not_that_it_lasts(
    quality: str, effect: str
) -> None:
    due = owed("publish the audit in full", CHILE, BOLIVIA, qualities=(quality,))
    read = did(CHILE, "read", "every page of the audit can be read on the website")
    judged = {read.source.place: Verdict(met=0.97)}
    changes = follow(merge([due])[0], [read], judged).changes
    assert [change.effect for change in changes] == [effect]


def test_a_deadline_that_passes_in_silence_breaks_nothing_but_a_reported_failure_does() -> None:
    due = owed("publish the audit", CHILE, BOLIVIA, deadline="2024-02-20")
    assert history(due) == []
    assert history(due, did(CHILE, "publish", "failed to publish the audit", outcome="failed")) == [
        "broken"
    ]
    late = did(CHILE, "publish", "has not published the audit", outcome="not done")
    assert history(due, late) == ["broken"]


def test_a_threat_is_carried_out_or_withdrawn() -> None:
    threat = owed("expel the ambassador", CHILE, BOLIVIA, kind="threat")
    assert history(threat, did(CHILE, "expel", "expelled the ambassador")) == ["met"]
    dropped = did(CHILE, "drop", "dropped its threat to expel the ambassador")
    assert history(threat, dropped) == ["withdrawn"]
    assert history(threat, did(CHILE, "drop", "dropped its offer of an ambassador")) == []


def test_a_broken_word_is_broken_and_an_opposite_deed_breaks_a_pledge() -> None:
    pledge = owed("let relief convoys through to the lake", CHILE, kind="pledge")
    assert history(pledge, did(CHILE, "stop", "stopped relief convoys to the lake")) == ["broken"]
    truce = owed("observe a ceasefire", FRONT, kind="pledge")
    assert history(truce, did(FRONT, "break", "broke the ceasefire")) == ["broken"]


def test_a_claim_is_shown_as_a_claim_and_whose_interest_it_serves() -> None:
    words = "halted construction of the dam"
    told = follow(merge([DAM])[0], [did(CHILE, "halt", words)]).changes[0]
    own = follow(merge([DAM])[0], [did(CHILE, "halt", words, said_by=MINISTER)]).changes[0]
    other = follow(merge([DAM])[0], [did(CHILE, "halt", words, said_by=BOLIVIA)]).changes[0]
    assert (told.claimed, told.interested) == (False, False)
    assert (own.claimed, own.interested) == (True, True)
    assert (other.claimed, other.interested) == (True, False)
    assert own.confidence < told.confidence


def test_officials_speak_for_their_state_abroad_and_for_themselves_at_home() -> None:
    general = Party("9", "Hugo Paz", "office holder", "CHL")
    abroad = [owed("publish the audit", p, BOLIVIA) for p in (MINISTER, general)]
    at_home = [owed("publish the audit", p) for p in (MINISTER, general)]
    assert len(merge(replace(m, id=str(n)) for n, m in enumerate(abroad))) == 1
    assert len(merge(replace(m, id=str(n)) for n, m in enumerate(at_home))) == 2


def test_who_fights_for_a_body_acts_for_it_and_namesakes_do_not() -> None:
    fighters = Party("6", "Fighters of the Kanem Liberation Front", "crowd")
    leave = owed("leave Mao", FRONT, BOLIVIA)
    assert history(leave, did(fighters, "leave", "left Mao")) == ["met"]
    one, other = Party("7", "Ali Khan", "person"), Party("8", "Ali Khan", "person")
    assert history(owed("leave Mao", one), did(other, "leave", "left Mao")) == []


def test_without_changes_an_entry_is_open() -> None:
    assert Entry("x", (DAM,)).status == "open"


@pytest.mark.parametrize(
    ("act", "verb", "deed"),
    [
        ("release the sailors", "free", "freed the 11 sailors"),
        ("let Kodjo Amevor go", "release", "released Kodjo Amevor"),
        ("talks on fish", "meet", "met in Bergen to speak of fish"),
        ("the sanctions be lifted", "lift", "lifted its sanctions"),
        ("call the swap off", "cancel", "cancelled the swap"),
        ("60 million euros", "pay", "paid the money"),
    ],
)
def test_kinds_of_acts_know_other_words_for_them(act: str, verb: str, deed: str) -> None:
    assert act_of(act).kinds & deed_of(verb, deed).kinds


def test_an_act_may_begin_with_who_does_it_and_be_of_several_words() -> None:
    act = act_of("police would not fire live rounds")
    assert (act.verb, act.negative) == ("fire", True)
    assert "sue" in act_of("go to court in New York").kinds
    assert "impose" in deed_of("go", "went ahead with a tax on soya").kinds
    assert act_of("their immediate reinstatement").verb == "reinstatement"


def test_a_number_stands_for_a_word_of_the_matter_but_not_alone() -> None:
    (entry,) = merge([owed("supply 40 lorries", CHILE, BOLIVIA)])
    came = did(None, "arrive", "the 40 lorries arrived in La Paz")
    other = did(None, "arrive", "40 nurses arrived in La Paz")
    assert follow(entry, [came]).status == "met"
    assert follow(entry, [other]).status == "open"


def test_who_will_not_carry_out_his_own_threat_takes_it_back() -> None:
    tax = owed("tax Bolivian soya", CHILE, BOLIVIA, kind="threat")
    wont = did(CHILE, "tax", "would not tax Bolivian soya", outcome="refused")
    assert history(tax, wont) == ["withdrawn"]


def test_what_concerns_nobody_of_a_known_country_is_looked_for_where_it_was_reported() -> None:
    trader = Party("9", "a trader", "person")
    pay = replace(owed("pay the 350 farmers", trader), home="CHL")
    told = did(None, "pay", "the 350 farmers were paid")
    assert follow(merge([pay])[0], [told]).status == "met"
    assert follow(merge([replace(pay, home="PER")])[0], [told]).status == "open"


def test_a_promise_about_a_border_is_no_order() -> None:
    reopen = owed("reopen the border", CHILE, BOLIVIA, kind="pledge")
    back = did(CHILE, "withdraw", "withdrew its promise to reopen the border")
    assert history(reopen, back) == ["withdrawn"]
    threat = did(CHILE, "withdraw", "withdrew its threat over the border")
    assert history(reopen, threat) == []


@pytest.mark.parametrize(
    ("role", "of_state"),
    [
        ("foreign minister", True),
        ("Prime Minister Ola Berge", True),
        ("army chief", True),
        ("ambassador", False),
        ("general manager of the club", False),
        ("vice president of marketing", False),
        ("former president", False),
    ],
)
def test_an_office_of_state_is_told_from_others(role: str, of_state: bool) -> None:
    assert is_office(role) is of_state


def test_kinds_of_acts_know_what_undoes_them() -> None:
    assert undone_by(act_of("reopen the road"), deed_of("close", "closed the road"))
    assert not undone_by(act_of("reopen the road"), deed_of("reopen", "reopened the road"))


def test_deeds_that_speak_of_an_obligation_are_told_by_verb_and_noun() -> None:
    assert sign_of("keep", "kept its promise") == "met"
    assert sign_of("go", "went back on a promise made in May") == "broken"
    assert sign_of("withdraw", "withdrew its offer of talks") == "withdrawn"
    assert sign_of("turn down", "turned down the invitation") == "refused"
    assert sign_of("keep", "kept its ships in port") is None


def test_a_part_is_told_by_amount_and_by_words() -> None:
    assert only_part("lend ten helicopters", "sent six helicopters")
    assert not only_part("lend ten helicopters", "sent ten helicopters")
    assert only_part("pay 1,300 families", "350 of 1,300 families were paid")
    assert only_part("register the orchards", "so far 700 orchards out of 1,900 are registered")
    assert only_part("close two camps", "closed the camp at Nduta")
    assert not only_part("close two camps", "closed the camps at Nduta")
    assert only_part("release the soldiers", "freed a first group of soldiers")
    assert not only_part("release 19 soldiers", "freed the last nine soldiers")


def test_the_lists_of_acts_are_in_order() -> None:
    known = lexicon()
    words = [*known.verbs, *known.nouns, *known.light, *known.partly, *known.rest]
    assert all(isinstance(word, str) and word == word.lower() for word in words)
    assert set(known.signs) <= {"met", "broken", "withdrawn", "refused"}
    assert all(k in known.undoes[o] for k, others in known.undoes.items() for o in others)


@pytest.mark.parametrize(
    ("done", "part"),
    [
        ("six of the ten pumps have arrived", True),
        ("released two of the sailors", True),
        ("sold 51 percent of its shares", True),
        ("returned 37 of the 37 jewels", False),
        ("sold 100 percent of its shares", False),
        ("paid 40 of the million", False),
    ],
)
def test_a_share_of_the_whole_is_a_part(done: str, part: bool) -> None:
    assert only_part("hand over all that it owes", done) is part


def test_an_act_and_what_undoes_it_are_two() -> None:
    closing = owed("close its ports to Chilean fish", BOLIVIA, kind="threat")
    opening = owed("reopen its ports to Chilean fish", BOLIVIA, kind="pledge", day="2024-03-02")
    assert len(merge([closing, opening])) == 2


def test_undoing_what_was_threatened_and_done_lifts_it() -> None:
    closing = owed("close its ports to Chilean fish", BOLIVIA, kind="threat")
    closed = did(BOLIVIA, "close", "closed its ports to Chilean fish")
    reopened = did(BOLIVIA, "reopen", "reopened its ports to Chilean fish", day="2024-04-01")
    assert history(closing, closed, reopened) == ["met", "withdrawn"]
    assert history(closing, reopened) == []


def test_what_one_is_warned_against_is_broken_by_doing_it() -> None:
    warned = owed("against closing the strait", CHILE, BOLIVIA)
    assert history(warned, did(CHILE, "close", "closed the strait on Monday")) == ["broken"]
    assert len(merge([warned, owed("close the strait", CHILE, BOLIVIA, day="2024-02-07")])) == 2


def test_a_thing_that_is_asked_for_is_to_be_given() -> None:
    asked = owed("armoured trucks", BLOC, CHILE)
    assert history(asked, did(BLOC, "send", "had sent the 12 armoured trucks")) == ["met"]
    assert history(asked, did(BLOC, "paint", "painted the trucks")) == []


def test_a_bare_noun_is_what_an_act_is_about_and_a_bare_verb_is_not() -> None:
    assert act_of("sanctions").stems
    assert act_of("fuel").stems
    assert not act_of("send").stems


def test_a_crowd_is_known_by_its_name_at_its_home_only() -> None:
    here = Party("8", "its owners", "crowd", "ISL")
    there = Party("9", "owners", "crowd", "PRT")
    same = Party("10", "the owners", "crowd", "ISL")
    assert sides_of((here,)) & sides_of((same,))
    assert not sides_of((here,)) & sides_of((there,))


def test_a_deed_in_words_that_no_list_knows_counts_where_all_else_fits() -> None:
    masts = owed("put up four measuring masts on the Ruki river", CHILE, BOLIVIA, kind="pledge")
    planted = did(CHILE, "plant", "planted four measuring masts on the Ruki river")
    assert history(masts, planted) == ["met"]
    assert history(masts, did(CHILE, "plant", "planted four trees")) == []


def test_an_offer_turned_down_right_after_it_needs_no_more_words() -> None:
    offer = owed("hold talks on the river", BOLIVIA, CHILE, kind="offer")
    rejected = did(CHILE, "reject", "rejected the offer within hours", day="2024-02-05")
    assert history(offer, rejected) == ["refused"]
    later = did(CHILE, "reject", "rejected the offer within hours", day="2024-02-09")
    assert history(offer, later) == []  # which one was it?


def test_what_is_no_longer_asked_is_taken_back() -> None:
    fee = owed("pay a fee of $11 million for the cranes", CHILE, BOLIVIA)
    assert history(
        fee, did(BOLIVIA, "no longer", "no longer insisted on the fee for the cranes")
    ) == ["withdrawn"]


def test_to_refuse_what_must_not_be_done_is_no_refusal() -> None:
    spared = owed("not to send anyone back by force", CHILE, BOLIVIA)
    consent = owed("send refugees back by force", CHILE, kind="refusal", day="2024-02-09")
    assert follow(Entry("x", (spared, consent)), []).status == "open"


def test_what_a_deed_stops_is_undone_by_it() -> None:
    assert undone_by(act_of("deliver gas"), deed_of("halt", "halted deliveries of gas"))
    assert undone_by(act_of("stop shelling the town"), deed_of("shell", "shelled the town"))
    assert not undone_by(act_of("stop shelling"), deed_of("halt", "halted the shelling"))


def test_the_weights_are_those_of_the_evidence() -> None:
    assert weights()["bias"] < 0 < weights()["akin"]
    assert weights()["idle"] < 0


def test_of_undated_articles_none_is_known_to_come_later() -> None:
    demand = owed("halt construction of the dam", CHILE, BOLIVIA, day="")
    halted = did(CHILE, "halt", "halted construction of the dam", day="")
    other = replace(halted, source=replace(halted.source, article="another"))
    assert history(demand, other) == []
    after = replace(halted, source=replace(halted.source, sentence=2))
    assert history(demand, after) == ["met"]

"""What later sentences make of an obligation when the shipped network reads them beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

import onus
from onus.language.effects import Beside, Verdict, effects
from onus.ledger import judging, ledger_of
from onus.ledger.following import follow, followed
from onus.ledger.judging import (
    TELLS,
    judged_among,
    likeness,
    on_one_matter,
    rare_words,
    rarity,
    words_by_article,
)
from onus.ledger.merging import merge
from onus.ledger.model import LedgerDeed
from onus.ledger.owed import Owed, taken_apart
from onus.ledger.reading import deeds_of, mentions_of, parties_of
from onus.record import Record
from onus.store.store import Store
from onus.terms import Effect
from tests.contents import contents
from tests.people import add

POLICE = Beside(
    "pledge",
    "send 400 police officers to Haiti by the end of June",
    "Kenya promised on Tuesday to send 400 police officers to Haiti by the end of June.",
    "",
)
LAID = "Kenya promised on Tuesday to send 400 police officers to Haiti by the end of June."
MET = "The last of the 400 Kenyan policemen landed in Port-au-Prince on Thursday."
BEGUN = "A first plane with 200 Kenyan police officers landed in Haiti on Tuesday."
BROKEN = "June ended without a single Kenyan policeman in Haiti."
OTHER = "Kenyan tea exports rose by 4 percent in June."


@pytest.mark.parametrize(("later", "effect"), [(MET, "met"), (BEGUN, "begun"), (BROKEN, "broken")])
def test_news_in_other_words_tells_what_became_of_a_promise(later: str, effect: str) -> None:
    (verdict,) = effects([Beside(POLICE.kind, POLICE.act, POLICE.told, later)])
    assert (verdict.effect, verdict.chance > TELLS) == (effect, True)


def test_what_is_on_another_matter_tells_nothing() -> None:
    (verdict,) = effects([Beside(POLICE.kind, POLICE.act, POLICE.told, OTHER)])
    assert verdict.chance < 0.2


def test_a_verdict_does_not_depend_on_what_else_is_asked() -> None:
    asked = [Beside(POLICE.kind, POLICE.act, POLICE.told, text) for text in (MET, OTHER, BROKEN)]
    assert effects(asked) == [found for one in asked for found in effects([one])]
    assert effects([]) == []


def test_a_common_word_says_less_than_a_rare_one() -> None:
    assert 0 <= rarity("gover") < rarity("cease") <= rarity("dioun")


def test_articles_on_one_matter_are_told_by_the_rare_words_that_they_share(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = (
        f"{LAID} Nairobi is to be paid by Washington for the mission against the gangs.",
        f"{MET} Nairobi hopes that the gangs will be beaten within a year.",
        "The last of the 400 Norwegian policemen landed in Tromso on Thursday, welcomed by skiers.",
    )
    laid, later, other = (rare_words([text]) for text in texts)
    assert likeness(laid, laid) == pytest.approx(1)
    assert likeness(laid, frozenset()) == 0
    assert likeness(laid, later) > 2 * likeness(laid, other)
    say(monkeypatch, {MET: Verdict(met=0.9), texts[2]: Verdict(met=0.9)})
    first = read(texts[0], "2024-05-07")
    assert statuses(first, read(texts[2], "2024-06-12")) == ["open"]
    assert statuses(first, read(texts[1], "2024-06-12")) == ["met"]


def test_two_articles_with_no_rare_word_in_common_are_joined_by_a_third_like_both() -> None:
    first = rare_words(["Kampala hosted the Zairean envoys in a lakeside villa."])
    last = rare_words(["Pontoons and barges brought the marooned herdsmen home."])
    between = first | last
    words = {"first": first, "between": between, "last": last}
    assert likeness(first, last) == 0
    assert set(on_one_matter("last", words)) == {"between"}
    assert set(on_one_matter("last", words, ["between"])) == {"between", "first"}
    assert set(on_one_matter("last", words, ["first"])) == {"between"}


def test_where_rules_see_something_the_silence_of_the_network_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = "Kenya has sent the 400 police officers to Haiti, where they were met by the president."
    records = read(LAID, "2024-05-07"), read(f"{told} {OTHER}", "2024-06-12")
    owed, deeds = ledger_parts(*records)
    say(monkeypatch, {})
    (judged,) = judged_among(owed, deeds, words_by_article(deeds))
    assert list(judged.values()) == [Verdict()]
    assert followed(owed[0], deeds).status == "met"
    assert followed(owed[0], deeds, judged).status == "open"


def test_the_ledger_follows_an_obligation_through_news_in_other_words() -> None:
    laid, later = read(LAID, "2024-05-07"), read(f"{OTHER} {MET}", "2024-06-27")
    (entry,) = (e for e in ledger_of([laid, later]) if "police" in e.own[0].act)
    (change,) = entry.changes
    assert (entry.status, change.effect, change.claimed) == ("met", "met", False)
    text = later.article.text
    assert text[change.source.start : change.source.end] in MET
    assert change.source.sentence == 2


def test_what_a_side_says_of_it_is_a_claim() -> None:
    said = f"Kenya's foreign minister said on Friday: “{MET}”"
    found = ledger_of([read(LAID, "2024-05-07"), read(said, "2024-06-28")])
    (entry,) = (e for e in found if "police" in e.own[0].act)
    assert [(c.effect, c.claimed) for c in entry.changes] == [("met", True)]


def test_a_store_judges_as_the_articles_come_in_whatever_order(
    new_store: Callable[[], str],
) -> None:
    last = f"{MET} Haiti has waited for police officers from Kenya since last year."
    records = [read(LAID, "2024-05-07"), read(BEGUN, "2024-06-12"), read(last, "2024-06-27")]
    forward, backward = new_store(), new_store()
    add(forward, *records)
    add(backward, *reversed(records))
    with Store(forward) as store:
        assert [e.status for e in store.ledger() if "police" in e.act] == ["met"]
    one, other = contents(forward), contents(backward)
    for table in ("verdicts", "entry_changes"):
        assert one[table] == other[table] != []


PUMPS = "Chile told Bolivia to pay compensation for the pumps."
PAYING = "Bolivia promised to pay Chile $2 million in compensation for the pumps."
PAID = "A transfer of $2 million for the pumps has come in from Bolivia, Chile said."


def test_a_sentence_is_read_beside_the_last_statement_before_it_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Beside] = []

    def met_where_it_is_a_pledge(besides: list[Beside]) -> list[Verdict]:
        asked.extend(besides)
        return [Verdict(met=0.9 if beside.kind == "pledge" else 0.1) for beside in besides]

    monkeypatch.setattr(judging, "effects", met_where_it_is_a_pledge)
    records = [read(PUMPS, "2024-02-07"), read(PAYING, "2024-03-04"), read(PAID, "2024-03-16")]
    mentions = [m for one in records[:2] for m in mentions_of(one, parties_of(one))]
    owed = [taken_apart(entry) for entry in merge(mentions) if len(entry.own) == 2]
    deeds = [deed for record in records for deed in deeds_of(record, parties_of(record))]
    (judged,) = judged_among(owed, deeds, words_by_article(deeds))
    assert {beside.later: beside.told for beside in asked} == {PAYING: PUMPS, PAID: PAYING}
    assert judged[records[2].article.id, 1] == Verdict(met=0.5)


def test_a_statement_that_comes_late_counts_for_what_was_read_before(
    new_store: Callable[[], str],
) -> None:
    records = [read(PUMPS, "2024-02-07"), read(PAYING, "2024-03-04"), read(PAID, "2024-03-16")]
    forward, late = new_store(), new_store()
    add(forward, *records)
    add(late, records[0], records[2], records[1])
    one, other = contents(forward), contents(late)
    assert one["verdicts"] == other["verdicts"] != []
    assert one["entry_changes"] == other["entry_changes"]


def test_the_article_that_lays_it_is_not_asked_what_came_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = {BEGUN: Verdict(begun=0.99), OTHER: Verdict(met=TELLS / 2)}
    say(monkeypatch, told)
    laid = read(f"{LAID} {BEGUN}", "2024-05-07")
    assert statuses(laid) == ["open"]
    assert statuses(laid, read(f"{OTHER} {BEGUN}", "2024-06-12")) == ["begun"]


def test_of_an_article_the_surest_sentence_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {BEGUN: Verdict(begun=0.97), MET: Verdict(met=0.93), BROKEN: Verdict(met=0.91)}
    say(monkeypatch, told)
    laid, later = read(LAID, "2024-05-07"), read(f"{MET} {BEGUN} {BROKEN}", "2024-06-12")
    owed, deeds = ledger_parts(laid, later)
    (judged,) = judged_among(owed, deeds, words_by_article(deeds))
    assert {*judged.values()} == {told[BEGUN], told[MET]}  # a rule sees something in MET


def test_a_threat_that_was_carried_out_can_be_lifted_and_stays_lifted() -> None:
    laid = read("Norway warned Iceland that it would close Bergen to trawlers.", "2024-05-07")
    more = [
        read("Trawlers from Iceland were turned away at Bergen.", "2024-05-20"),
        read("Trawlers from Iceland were welcome at Bergen again.", "2024-06-20"),
        read("Trawlers from Iceland landed fish at Bergen.", "2024-06-29"),
    ]
    ((owed,), deeds) = ledger_parts(laid, *more)
    chances: tuple[tuple[Effect, float], ...] = (("met", 0.9), ("withdrawn", 0.95), ("met", 0.6))
    judged = {
        (record.article.id, 1): Verdict(**{effect: chance})
        for record, (effect, chance) in zip(more, chances, strict=True)
    }
    assert owed.entry.kind == "threat"
    entry = follow(owed.entry, deeds, judged)
    assert [change.effect for change in entry.changes] == ["met", "withdrawn"]


def test_an_offer_can_be_taken_back_in_words_that_tell_it_once_more() -> None:
    laid = read("The European Union offered to pay for the printing of the ballots.", "2024-05-07")
    back = read(
        "The European Union took back its offer to finance the printing of the ballots.",
        "2024-05-20",
    )
    (entry,) = merge([m for one in (laid, back) for m in mentions_of(one, parties_of(one))])
    assert [m.source.article for m in entry.own] == [laid.article.id, back.article.id]
    judged = {(back.article.id, 1): Verdict(withdrawn=0.9)}
    changes = follow(entry, deeds_of(back, parties_of(back)), judged).changes
    assert [change.effect for change in changes] == ["withdrawn"]


def test_a_pledge_that_is_taken_back_stays_so_though_it_was_to_last() -> None:
    laid = read("Norway promised Iceland to keep Bergen open to trawlers for good.", "2024-05-07")
    more = [
        read("Norway took its word on Bergen back.", "2024-05-20"),
        read("Trawlers from Iceland landed fish at Bergen.", "2024-06-29"),
    ]
    ((owed,), deeds) = ledger_parts(laid, *more)
    judged = {
        (more[0].article.id, 1): Verdict(withdrawn=0.9),
        (more[1].article.id, 1): Verdict(met=0.9),
    }
    lasting = replace(owed.entry, mentions=tuple(
        replace(m, qualities=("sustained",)) for m in owed.entry.mentions
    ))  # fmt: skip
    assert [change.effect for change in follow(lasting, deeds, judged).changes] == ["withdrawn"]


def say(monkeypatch: pytest.MonkeyPatch, told: Mapping[str, Verdict]) -> None:
    """Let the network say this of these sentences, and nothing of others."""
    silent = Verdict(met=0.0)
    monkeypatch.setattr(
        judging, "effects", lambda asked: [told.get(one.later, silent) for one in asked]
    )


def statuses(*records: Record) -> list[str]:
    return [entry.status for entry in ledger_of(records) if "police" in entry.own[0].act]


def ledger_parts(*records: Record) -> tuple[list[Owed], list[LedgerDeed]]:
    """The entries that the first record lays, taken apart, and the deeds of all."""
    mentions = mentions_of(records[0], parties_of(records[0]))
    deeds = [deed for record in records for deed in deeds_of(record, parties_of(record))]
    return [taken_apart(entry) for entry in merge(mentions)], deeds


def read(text: str, day: str) -> Record:
    return onus.read(text, published=day)

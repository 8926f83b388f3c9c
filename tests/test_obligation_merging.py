"""One obligation for what an article says twice, in the name of whom it is asked."""

from __future__ import annotations

from dataclasses import replace

from onus.coding.obligation_merging import merged
from onus.coding.obligation_status import apply
from onus.record import (
    Actor,
    Article,
    Change,
    Condition,
    Event,
    Obligation,
    ObligationKind,
    Record,
    Span,
    Statement,
)

SENTENCES = (
    "Peru's latest offer of talks follows a storm.",
    "Its envoy conveyed Peru's intention to hold talks on the border with Norway.",
    "Norway rejected Peru's offer of talks.",
    "Norway maintained that raids and talks cannot go together.",
    "Peru must arrest the raiders, a senior Coast Office official said.",
    "Peru took some initial actions against the raiders, he said.",
)
TEXT = " ".join(SENTENCES)
ACTORS = (
    Actor(
        "peru",
        "Peru",
        "state",
        "PER",
        "GOV",
        mentions=((TEXT.rindex("Peru"), TEXT.rindex("Peru") + 4),),
    ),
    Actor("norway", "Norway", "state", "NOR", "GOV"),
    Actor("envoy", "the envoy of Peru", "office holder", "PER", "GOV"),
    Actor("office", "Coast Office", "government body", "NOR", "GOV"),
    Actor("official", "a senior Coast Office official", "person", "NOR", "GOV"),
)


def span(words: str, sentence: int) -> Span:
    start = TEXT.index(words, TEXT.index(SENTENCES[sentence - 1]))
    return Span(start, start + len(words), words)


def said(
    name: str, speaker: str, content: str, sentence: int, anonymous: bool = False
) -> Statement:
    words = span(content, sentence)
    return Statement(name, speaker, speaker, anonymous, None, words, words, "indirect", sentence)


def owed(
    kind: ObligationKind, bearer: str, demander: str, act: Span, sentence: int,
    said_in: str | None = None, condition: Condition | None = None,
) -> Obligation:  # fmt: skip
    return Obligation(
        f"x{act.start}", kind, (bearer,), (demander,) if demander else (), act, condition, None,
        (), None, "open", (), said_in, 0.8, sentence,
    )  # fmt: skip


def record(*obligations: Obligation, events: tuple[Event, ...] = ()) -> Record:
    starts = [TEXT.index(s) for s in SENTENCES]
    return Record(
        Article("a", TEXT),
        actors=ACTORS,
        statements=(
            said("s1", "envoy", "Peru's intention to hold talks on the border with Norway", 2),
            said("s2", "norway", "raids and talks cannot go together", 4),
            said("s3", "official", "Peru must arrest the raiders", 5, anonymous=True),
            said("s4", "official", SENTENCES[5][:-9], 6, anonymous=True),
        ),
        events=events,
        obligations=obligations,
        sentences=tuple((b, b + len(s)) for b, s in zip(starts, SENTENCES, strict=True)),
    )


OFFERS = (
    owed("offer", "peru", "", span("talks", 1), 1),
    owed("offer", "peru", "norway", span("hold talks on the border with Norway", 2), 2, "s1"),
    owed("offer", "peru", "", span("talks", 3), 3),
)


def test_an_offer_told_three_times_is_one_in_its_fullest_words() -> None:
    (offer,) = merged(record(*OFFERS))
    assert offer.id == "o1"
    assert offer.act.text == "hold talks on the border with Norway"
    assert (offer.demander, offer.said_in, offer.sentence) == (("norway",), "s1", 2)


def test_a_refusal_told_twice_keeps_its_condition_and_both_sources() -> None:
    words = span("raids and talks cannot go together", 4)
    hung = Condition("until", words.start, words.end, words.text)
    (refusal,) = merged(
        record(
            owed("refusal", "norway", "peru", span("talks", 3), 3),
            owed("refusal", "norway", "", span("talks", 4), 4, "s2", hung),
        )
    )
    assert (refusal.bearer, refusal.demander, refusal.condition) == (("norway",), ("peru",), hung)
    assert refusal.history == (Change("open", statement="s2"),)


def test_acts_of_another_party_kind_or_matter_stay_apart() -> None:
    found = merged(
        record(
            OFFERS[1],
            owed("offer", "norway", "peru", span("talks", 3), 3),
            owed("refusal", "peru", "norway", span("talks", 4), 4),
            owed("demand", "peru", "norway", span("arrest the raiders", 5), 5),
        )
    )
    assert len(found) == 4


def test_an_unnamed_official_asks_for_his_office() -> None:
    (demand,) = merged(
        record(owed("demand", "peru", "official", span("arrest the raiders", 5), 5, "s3"))
    )
    assert demand.demander == ("office",)
    assert demand.said_in == "s3"


def test_the_statement_that_reports_a_step_stands_beside_its_event() -> None:
    step = Event(
        "e1", "COERCE", None, (), None, 4, ("peru",), "Peru", (), None,
        span("took some initial actions", 6), "actual", None, None, "s4", 0.9, 6,
    )  # fmt: skip
    demand = owed("demand", "peru", "official", span("arrest the raiders", 5), 5, "s3")
    story = record(demand, events=(step,))
    (found,) = apply(replace(story, obligations=merged(story)))
    assert found.status == "begun"
    assert found.history == (Change("begun", event="e1"), Change("begun", statement="s4"))


def test_what_he_asks_of_his_own_state_an_unnamed_official_asks_for_himself() -> None:
    asked = owed("demand", "norway", "official", span("arrest the raiders", 5), 5, "s3")
    (demand,) = merged(record(asked))
    assert demand.demander == ("official",)


def test_an_unnamed_lawmaker_asks_for_himself() -> None:
    asked = owed("demand", "peru", "official", span("arrest the raiders", 5), 5, "s3")
    article = record(asked)
    actors = tuple(
        replace(a, name="a Norwegian lawmaker", sector="LEG") if a.id == "official" else a
        for a in article.actors
    )
    (demand,) = merged(replace(article, actors=actors))
    assert demand.demander == ("official",)


def test_the_rebels_are_no_other_body_that_happens_to_be_named() -> None:
    asked = owed("offer", "rebels", "", span("hold talks on the border with Norway", 2), 2)
    others = (
        Actor("rebels", "the rebels", "crowd", None, "REB"),
        Actor("media", "The Chadian army media", "organisation", None, None),
        Actor("union", "the Lake Fishers Union", "organisation", None, None),
    )
    article = record(asked)
    (offer,) = merged(replace(article, actors=(*article.actors, *others)))
    assert offer.bearer == ("rebels",)
    front = Actor("front", "the Lake Front", "armed group", None, "REB")
    (offer,) = merged(replace(article, actors=(*article.actors, *others, front)))
    assert offer.bearer == ("front",)

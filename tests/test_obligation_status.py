"""What becomes of an obligation within the article."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onus.coding.obligation_matter import signs
from onus.coding.obligation_status import apply
from onus.record import (
    Actor,
    Article,
    Change,
    Dates,
    Event,
    Obligation,
    ObligationKind,
    Record,
    Span,
    Statement,
)

SENTENCES = (
    "Norway demanded that Peru withdraw its troops for good.",
    "Peru offered talks on the border.",
    "Norway rejected the offer of talks.",
    "A minister said Peru had taken some initial steps against its troops.",
    "Peru withdrew its troops.",
    "Chile has not taken any steps against its own troops.",
)
TEXT = " ".join(SENTENCES)
COUNTRIES = {"Norway": "NOR", "Peru": "PER", "Chile": "CHL"}


def span(words: str, sentence: int) -> Span:
    start = TEXT.index(words, TEXT.index(SENTENCES[sentence - 1]))
    return Span(start, start + len(words), words)


def actor(name: str) -> Actor:
    mentions = tuple((i, i + len(name)) for i in range(len(TEXT)) if TEXT.startswith(name, i))
    return Actor(name, name, "state", COUNTRIES[name], "GOV", mentions=mentions)


def obligation(
    kind: ObligationKind,
    bearer: str,
    demander: str,
    act: Span,
    sentence: int,
    qualities: tuple[str, ...] = (),
) -> Obligation:
    return Obligation(
        f"o{sentence}", kind, (bearer,), (demander,) if demander else (), act, None, None,
        qualities, None, "open", (), None, 0.9, sentence,
    )  # fmt: skip


def event(kind: str, source: str, target: str, trigger: Span, sentence: int) -> Event:
    return Event(
        f"e{sentence}", kind, None, (), None, 3, (source,), source, (target,) if target else (),
        target or None, trigger, "actual", None, None, None, 0.9, sentence,
    )  # fmt: skip


DEMAND = obligation("demand", "Peru", "Norway", span("withdraw its troops", 1), 1)
OFFER = obligation("offer", "Peru", "Norway", span("talks", 2), 2)
REFUSAL = event("REJECT", "Norway", "Peru", span("rejected", 3), 3)
DEED = event("YIELD", "Peru", "", span("withdrew", 5), 5)
STEPS = Statement(
    "s4", None, "A minister", True, None, span("said", 4),
    span("Peru had taken some initial steps against its troops", 4), "indirect", 4,
)  # fmt: skip


def record(
    obligations: tuple[Obligation, ...],
    events: tuple[Event, ...] = (),
    statements: tuple[Statement, ...] = (),
) -> Record:
    bounds = []
    for sentence in SENTENCES:
        start = TEXT.index(sentence)
        bounds.append((start, start + len(sentence)))
    return Record(
        Article("a", TEXT),
        tuple(actor(name) for name in COUNTRIES),
        statements,
        events,
        obligations,
        tuple(bounds),
    )


def test_an_offer_turned_down_by_the_other_side_is_refused() -> None:
    (offer,) = apply(record((OFFER,), (REFUSAL,)))
    assert offer.status == "refused"
    assert offer.history == (Change("refused", event="e3"),)


@pytest.mark.parametrize(
    "refusal",
    [
        replace(REFUSAL, source=("Chile",)),
        replace(REFUSAL, source=("Peru",), target=("Norway",)),
        replace(REFUSAL, factuality="possible"),
        replace(REFUSAL, type="ACCUSE"),
        replace(REFUSAL, sentence=5),
    ],
)
def test_nobody_else_and_nothing_else_refuses_it(refusal: Event) -> None:
    (offer,) = apply(record((OFFER,), (refusal,)))
    assert (offer.status, offer.history) == ("open", ())


def test_a_refusal_stated_elsewhere_in_the_record_counts_with_its_statement() -> None:
    refusal = replace(
        obligation("refusal", "Norway", "Peru", span("talks", 3), 3), id="o3", said_in="s4"
    )
    offer, kept = apply(record((OFFER, refusal), (), (STEPS,)))
    assert offer.history == (Change("refused", statement="s4"),)
    assert kept == refusal


def test_first_steps_begin_a_demand_and_the_statement_vouches_for_them() -> None:
    (demand,) = apply(record((DEMAND,), (), (STEPS,)))
    assert demand.status == "begun"
    assert demand.history == (Change("begun", statement="s4"),)


def test_steps_that_nothing_in_the_record_vouches_for_change_nothing() -> None:
    (demand,) = apply(record((DEMAND,)))
    assert demand.status == "open"


def test_steps_against_a_group_that_is_itself_an_actor_count() -> None:
    troops = Actor("troops", "the troops", "armed group")
    read = record((DEMAND,), (), (STEPS,))
    (demand,) = apply(replace(read, actors=(*read.actors, troops)))
    assert demand.status == "begun"


def test_steps_denied_change_nothing() -> None:
    for_chile = obligation("demand", "Chile", "Norway", span("withdraw its troops", 1), 1)
    vouching = replace(STEPS, content=span(SENTENCES[5], 6), sentence=6)
    (demand,) = apply(record((for_chile,), (), (vouching,)))
    assert demand.status == "open"


def test_the_deed_itself_meets_the_demand_after_the_first_steps() -> None:
    deed = replace(DEED, trigger=span("withdrew", 5))
    (demand,) = apply(record((DEMAND,), (deed,), (STEPS,)))
    assert [c.effect for c in demand.history] == ["begun", "met"]
    assert demand.status == "met"


def test_a_lasting_demand_is_only_begun_by_a_deed() -> None:
    lasting = replace(DEMAND, qualities=("sustained",))
    (demand,) = apply(record((lasting,), (DEED,)))
    assert demand.status == "begun"


def test_the_sign_file_is_sound() -> None:
    known = signs()
    assert set(known.patterns) <= {"begun", "met", "broken", "refused", "withdrawn"}
    listed = (
        known.denials
        | known.empty
        | known.lasting
        | known.thorough
        | known.habits
        | set(known.declined)
    )
    assert all(isinstance(word, str) for word in listed)


TOLD = "Peru said it would withdraw its troops from the pass."


def told(sentence: str, **changes: object) -> Record:
    """A record of Peru's pledge and of a later sentence in which troops are withdrawn."""
    text = f"{TOLD} {sentence}"
    at = text.index("withdr", len(TOLD))
    trigger = Span(at, at + 8, text[at : at + 8])
    act = Span(TOLD.index("withdraw"), len(TOLD) - 1, TOLD[TOLD.index("withdraw") : -1])
    pledge = replace(DEMAND, kind="pledge", demander=(), act=act)
    deed = replace(event("YIELD", "Peru", "", trigger, 2), **changes)  # type: ignore[arg-type]
    bounds = ((0, len(TOLD)), (len(TOLD) + 1, len(text)))
    return Record(
        Article("a", text, published="2024-06-10"),
        (actor("Peru"),), (), (deed,), (pledge,), bounds,
    )  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru withdrew its troops from the pass.",
        "Peru, which withdrew its troops from the pass on Monday, was thanked.",
        "A minister said that Peru withdrew its troops from the pass.",
        "Peru withdrew every man of its troops from the pass.",
    ],
)
def test_the_deed_that_was_pledged_meets_the_pledge(sentence: str) -> None:
    (pledge,) = apply(told(sentence))
    assert pledge.status == "met"


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru frequently withdrew its troops from the pass.",
        "Peru withdraws its troops from the pass every winter.",
        "It would join the states, Peru among them, that withdrew their troops from the pass.",
        "Envoys met the men who had recently withdrawn troops from the pass for Peru.",
    ],
)
def test_a_habit_or_a_deed_that_only_points_somebody_out_meets_nothing(sentence: str) -> None:
    (pledge,) = apply(told(sentence))
    assert pledge.status == "open"


def test_a_deed_of_months_ago_does_not_meet_what_is_pledged_now() -> None:
    sentence = "After a raid in January, Peru withdrew its troops from the pass."
    january = Dates("2024-01-01", "2024-01-31", "January")
    (pledge,) = apply(told(sentence, date=january))
    assert pledge.status == "open"
    last_week = Dates("2024-06-03", "2024-06-09", "last week")
    (pledge,) = apply(told(sentence, date=last_week))
    assert pledge.status == "met"


def test_what_was_pledged_months_ago_is_met_by_a_deed_of_months_ago() -> None:
    then = Dates("2024-01-01", "2024-01-31", "January")
    read = told("Peru withdrew its troops from the pass.", date=then)
    saying = replace(
        event("CONSULT", "Peru", "", Span(5, 9, "said"), 1),
        date=Dates("2023-12-01", "2023-12-01", ""),
    )
    (pledge,) = apply(replace(read, events=(saying, *read.events)))
    assert pledge.status == "met"


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("but Norway declined", "refused"),
        ("but the border guard of Norway refused, citing the snow", "refused"),
        ("but Norway declined to comment", "open"),
        ("but Peru refused", "open"),
        ("and Norway accepted", "open"),
    ],
)
def test_an_offer_is_refused_in_its_own_sentence(answer: str, status: str) -> None:
    text = f"A mediator said Peru offered to hold talks, {answer}."
    act = Span(text.index("hold talks"), text.index("hold talks") + 10, "hold talks")
    offer = replace(OFFER, demander=(), act=act, sentence=1)
    named = tuple(
        replace(actor(name), mentions=((text.index(name), text.index(name) + len(name)),))
        for name in COUNTRIES if name in text
    )  # fmt: skip
    said = replace(STEPS, content=Span(16, len(text), text[16:]), sentence=1)
    (found,) = apply(Record(Article("a", text), named, (said,), (), (offer,), ((0, len(text)),)))
    assert found.status == status

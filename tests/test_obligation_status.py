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
    assert all(isinstance(word, str) for word in known.denials | known.empty | known.lasting)

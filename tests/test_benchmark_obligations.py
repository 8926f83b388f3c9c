"""How the benchmark of wordings counts what is found, missed and read where nothing is owed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import __main__ as command_line
from benchmarks import obligations
from benchmarks.obligations import Item
from onus.record import Actor, Article, Obligation, ObligationKind, Record
from tests.records import at

DATA = Path(__file__).parent / "data" / "wordings.yaml"
TEXT = "Malta told Cyprus to free the divers; Malta offered talks."
ACT = at(TEXT, "free the divers")
MALTA = Actor("a1", "Malta", "state", mentions=((0, 5), (38, 43)))
CYPRUS = Actor("a2", "Cyprus", "state", mentions=((11, 17),))


def _owed(
    words: str, kind: ObligationKind, bearer: tuple[str, ...], confidence: float
) -> Obligation:
    return Obligation(
        id="o1",
        kind=kind,
        bearer=bearer, demander=(), act=at(TEXT, words), condition=None,
        consequence=None, qualities=(), deadline=None, status="open", history=(), said_in=None,
        confidence=confidence, sentence=1,
    )  # fmt: skip


def _scores(item: Item, *found: Obligation) -> dict[str, float]:
    record = Record(Article("x", TEXT), (MALTA, CYPRUS), (), (), found)
    return obligations.score([obligations.answer(item, record)])


ASKED = Item(TEXT, "demand", ("Cyprus",), (ACT.start, ACT.end))


def test_an_item_is_whole_when_act_kind_and_bearer_are_those_of_the_author() -> None:
    scores = _scores(ASKED, _owed("the divers", "demand", ("a2",), 0.4))
    assert scores["found_f1"] == scores["whole"] == 1


def test_what_is_read_beside_the_act_costs_precision_alone() -> None:
    right = _owed("free the divers", "demand", ("a2",), 0.7)
    scores = _scores(ASKED, right, _owed("talks", "offer", ("a1",), 0.7))
    assert (scores["found_recall"], scores["found_precision"], scores["whole"]) == (1, 0.5, 1)


def test_the_surest_of_two_readings_of_the_act_answers() -> None:
    sure = _owed("free the divers", "pledge", ("a2",), 0.8)
    scores = _scores(ASKED, _owed("free the divers", "demand", ("a2",), 0.5), sure)
    assert (scores["kind_accuracy"], scores["bearer_accuracy"], scores["whole"]) == (0, 1, 0)


@pytest.mark.parametrize("bearers", [("a1",), ("a1", "a2"), ()])
def test_a_bearer_too_few_or_too_many_is_wrong(bearers: tuple[str, ...]) -> None:
    scores = _scores(ASKED, _owed("free the divers", "demand", bearers, 0.7))
    assert (scores["found_recall"], scores["bearer_accuracy"], scores["whole"]) == (1, 0, 0)


def test_a_bearer_that_the_author_does_not_name_is_not_asked_for() -> None:
    unnamed = Item(TEXT, "demand", (), (ACT.start, ACT.end))
    assert _scores(unnamed, _owed("free the divers", "demand", (), 0.7))["whole"] == 1


@pytest.mark.parametrize(("confidence", "left"), [(0.49, 1), (0.5, 0)])
def test_only_what_is_read_for_sure_disturbs_an_item_of_no_kind(
    confidence: float, left: int
) -> None:
    idle = Item(TEXT, obligations.NONE, (), None)
    scores = _scores(idle, _owed("talks", "offer", ("a1",), confidence))
    assert (scores["left_alone"], scores["found_precision"]) == (left, 0)


def test_a_file_of_wordings_is_read_from_text_to_figures(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command_line.main(["obligations", "--data", str(DATA), "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert set(scores) == {
        "found_f1", "found_precision", "found_recall", "kind_accuracy", "bearer_accuracy",
        "whole", "left_alone",
    }  # fmt: skip
    assert scores["whole"] == scores["left_alone"] == 1


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("kind: wish, act: Malta", "wish is no kind of obligation"),
        ("kind: offer, act: grapes", "the act does not stand in the text"),
    ],
)
def test_an_item_that_cannot_be_scored_is_named(item: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "items.yaml"
    file.write_text(f"- {{text: Malta spoke., {item}}}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=f"{said}.*Malta spoke"):
        obligations.read(file)

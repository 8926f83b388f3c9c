"""What sentences tell of an obligation, weighed together to the likeliest history."""

from __future__ import annotations

from importlib.resources import files
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from onus.language.effects import Verdict
from onus.ledger.history import (
    ANY,
    Rule,
    Ruled,
    Telling,
    likeliest,
    shipped_weights,
    weights_from,
)
from onus.record import ObligationKind, Status
from onus.terms import EFFECTS

SURE = Telling(Verdict(met=0.97))
KINDS: tuple[ObligationKind, ...] = get_args(ObligationKind)

verdicts = st.builds(Verdict, *(st.floats(0, 0.2) for _ in EFFECTS))
ruled = st.builds(
    Ruled, st.sampled_from(get_args(Rule)), st.sampled_from(EFFECTS), st.floats(0.3, 1)
)
tellings = st.builds(Telling, st.none() | verdicts, st.lists(ruled, max_size=3).map(tuple)).filter(
    lambda telling: telling.judged is not None or telling.ruled
)


def told(**chances: float) -> Telling:
    return Telling(Verdict(**chances))


def test_nothing_told_leaves_it_open() -> None:
    assert likeliest("demand", []) == []


def test_one_telling_makes_the_status_that_it_tells() -> None:
    for kind in KINDS:
        assert likeliest(kind, [told(met=0.9)]) == ["met"]
        assert likeliest(kind, [told(broken=0.9)]) == ["broken"]


def test_a_doubtful_sentence_does_not_overturn_what_was_surely_told() -> None:
    assert likeliest("pledge", [SURE, told(broken=0.35)]) == ["met", "met"]
    assert likeliest("pledge", [SURE, told(broken=0.97)]) == ["met", "broken"]


def test_a_step_and_then_the_whole() -> None:
    assert likeliest("pledge", [told(begun=0.9), told(met=0.9)]) == ["begun", "met"]


def test_what_was_withdrawn_is_neither_done_nor_broken_any_more() -> None:
    assert likeliest("offer", [told(withdrawn=0.97), told(met=0.6)]) == ["withdrawn"] * 2


def test_what_all_that_follows_contradicts_was_misread() -> None:
    path = likeliest("offer", [told(withdrawn=0.4), told(begun=0.97), told(met=0.97)])
    assert path == ["open", "begun", "met"]


def test_a_rule_and_the_network_confirm_each_other() -> None:
    rule = Ruled("sign", "broken", 0.75)
    doubtful = Verdict(met=0.3, broken=0.25)
    assert likeliest("demand", [Telling(doubtful)]) == ["met"]
    assert likeliest("demand", [Telling(doubtful, (rule,))]) == ["broken"]


def test_a_sure_rule_is_believed_beside_a_network_that_sees_a_step_only() -> None:
    step = Verdict(met=0.03, begun=0.45)
    refused = told(refused=0.9)
    sure, unsure = (Ruled("act", "met", confidence) for confidence in (0.97, 0.4))
    assert likeliest("offer", [refused, Telling(step, (sure,))]) == ["refused", "met"]
    assert likeliest("offer", [refused, Telling(step, (unsure,))]) == ["refused", "refused"]


def test_a_reversal_counts_only_after_something_was_done() -> None:
    undone = Telling(None, (Ruled("act", "open", 0.8, after=frozenset({"begun", "met"})),))
    assert likeliest("demand", [undone]) == ["open"]
    assert likeliest("demand", [told(begun=0.7), undone]) == ["begun", "open"]


@given(st.sampled_from(KINDS), st.lists(tellings, max_size=8))
def test_every_change_is_one_that_the_sentence_tells(
    kind: ObligationKind, sentences: list[Telling]
) -> None:
    status: Status = "open"
    path = likeliest(kind, sentences)
    assert len(path) == len(sentences)
    for telling, after in zip(sentences, path, strict=True):
        if after != status:
            by_rule = {one.effect for one in telling.ruled}
            assert telling.judged is not None or after in by_rule
            assert after in shipped_weights().moves[status]
        status = after


def test_the_weights_know_every_status_kind_effect_and_rule() -> None:
    data = contents()
    assert set(data["moves"]) == ANY
    weights_from(data)


@pytest.mark.parametrize("part", ["moves", "kinds", "rules"])
def test_weights_that_lack_something_are_refused(part: str) -> None:
    data = contents()
    data[part].pop(next(iter(data[part])))
    with pytest.raises(ValueError, match=r"histories\.yaml"):
        weights_from(data)


def contents() -> dict[str, Any]:
    text = files("onus.ledger").joinpath("histories.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data

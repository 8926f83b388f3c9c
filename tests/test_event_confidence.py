"""Confidences of events, scaled to what turns out right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onus.coding.event_confidence import calibrated, scale, shifted


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_order_of_events_stays_as_it_is(one: float, other: float) -> None:
    low, high = sorted([one, other])
    assert 0 < calibrated(low) <= calibrated(high) < 1


def test_log_odds_are_scaled() -> None:
    assert shifted(0.8, 1.0, 0.0) == pytest.approx(0.8)
    assert shifted(0.8, 0.5, 0.0) == pytest.approx(2 / 3)  # odds of 4 become 2
    slope, _ = scale()
    assert slope > 0

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Growing pauses of a queued row that failed (O5)."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.retry_pause import next_attempt

NOW = datetime(2026, 11, 20, 12, tzinfo=timezone.utc)
jitters = st.floats(0, 1, exclude_max=True)


@pytest.mark.parametrize(
    ("attempts", "minutes"),
    [(1, 5), (2, 15), (3, 60), (4, 240), (5, 1440), (6, 1440), (10_000, 1440)],
)
def test_o5_pauses_grow_to_a_day(attempts, minutes):
    assert next_attempt(attempts, NOW, 0) == NOW + timedelta(minutes=minutes)


@given(st.integers(1, 4), jitters, jitters)
def test_o5_each_pause_is_longer_than_the_last_whatever_the_jitter(attempts, one, other):
    assert next_attempt(attempts, NOW, one) < next_attempt(attempts + 1, NOW, other)


@given(st.integers(1, 10_000), jitters)
def test_o5_pauses_are_bounded(attempts, jitter):
    pause = next_attempt(attempts, NOW, jitter) - NOW
    assert timedelta(minutes=4.5) <= pause <= timedelta(days=1)


def test_o5_jitter_parts_rows_that_failed_together():
    assert next_attempt(3, NOW, 0.1) != next_attempt(3, NOW, 0.9)


@pytest.mark.parametrize(("attempts", "jitter"), [(0, 0.5), (-1, 0.5), (1, 1), (1, -0.1)])
def test_o5_arguments_out_of_range_are_refused(attempts, jitter):
    with pytest.raises(ValueError):
        next_attempt(attempts, NOW, jitter)

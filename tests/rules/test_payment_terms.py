# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""When an order is to be paid, and how much each time (O27)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.money import is_exact
from rules.payment_terms import (
    Schedule,
    due_in,
    instalment_amounts,
    lines_key,
    split_like,
    terms_lines,
)

amounts = st.decimals(0, 1000, places=2)


def decimals(*texts):
    return [Decimal(text) for text in texts]


def key(*texts, days=None):
    values = decimals(*texts)
    return lines_key(terms_lines(values, days or [0] * len(values), 2))


def test_o27_the_amounts_are_what_shopify_still_wants():
    schedules = [Schedule(Decimal(30)), Schedule(Decimal(70))]
    assert instalment_amounts(Decimal(100), schedules, 2) == (30, 70)


def test_o27_what_is_paid_belongs_to_the_completed_instalments():
    schedules = [Schedule(Decimal(0), True), Schedule(Decimal(70))]
    assert instalment_amounts(Decimal(100), schedules, 2) == (30, 70)


def test_o27_a_part_payment_belongs_to_the_first_instalment():
    schedules = [Schedule(Decimal(20)), Schedule(Decimal(70))]
    assert instalment_amounts(Decimal(100), schedules, 2) == (30, 70)


@given(
    st.decimals(0, 5000, places=2),
    st.lists(st.builds(Schedule, amounts, st.booleans()), min_size=1, max_size=6),
)
def test_o27_instalments_sum_up_to_the_total(total, schedules):
    parts = instalment_amounts(total, schedules, 2)
    assert len(parts) == len(schedules)
    assert sum(parts) == total
    assert all(part >= 0 and is_exact(part, 2) for part in parts)


@given(
    st.decimals(-5000, 5000, places=3),
    st.lists(amounts, min_size=1, max_size=6),
)
def test_o27_parts_sum_up_to_the_whole_and_are_near_their_share(total, shares):
    parts = split_like(total, shares, 3)
    assert sum(parts) == total
    whole = sum(shares)
    for part, share in zip(parts, shares, strict=True):
        fair = total * share / whole if whole else total / len(shares)
        assert abs(part - fair) <= Decimal("0.001")


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("10.00",), "100@0"),
        (("30.00", "70.00"), "30@0 70@0"),
        (("3.34", "3.34", "3.33"), "33.33@0 33.34@0 33.33@0"),
        (("33.33", "33.33", "33.34"), "33.33@0 33.34@0 33.33@0"),
        (("9.99", "23.32"), "30@0 70@0"),
        (("12.34", "87.66"), "12.34@0 87.66@0"),
        (("0.00", "0.00"), "50@0 50@0"),
    ],
)
def test_o27_shares_are_as_round_as_the_amounts_allow(texts, expected):
    assert key(*texts) == expected


def test_o27_days_are_part_of_the_terms():
    assert key("30", "70", days=[0, 30]) == "30@0 70@30"
    assert due_in(date(2026, 11, 1), date(2026, 12, 1)) == 30
    assert due_in(date(2026, 11, 1), date(2026, 10, 1)) == 0


@given(st.lists(amounts, min_size=1, max_size=6))
def test_o27_shares_sum_up_to_a_hundred(values):
    lines = terms_lines(values, range(len(values)), 2)
    assert sum(line.percent for line in lines) == 100
    assert all(line.percent >= 0 for line in lines)

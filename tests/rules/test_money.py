# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.money import is_exact, round_money, smallest_unit

AMOUNTS = st.decimals(-10_000, 10_000, places=5)
DIGITS = st.sampled_from((0, 2, 3))


@pytest.mark.parametrize(
    ("amount", "digits", "rounded"),
    [
        ("2.345", 2, "2.35"),
        ("-2.345", 2, "-2.35"),
        ("2.5", 0, "3"),
        ("1.2345", 3, "1.235"),
        ("1.2344", 3, "1.234"),
    ],
)
def test_o9_halves_go_away_from_zero(amount, digits, rounded):
    assert round_money(Decimal(amount), digits) == Decimal(rounded)


@given(AMOUNTS, DIGITS)
def test_o9_rounding_moves_by_at_most_half_a_unit_and_gives_an_exact_amount(amount, digits):
    rounded = round_money(amount, digits)
    assert is_exact(rounded, digits)
    assert abs(rounded - amount) <= smallest_unit(digits) / 2


def test_o9_an_amount_with_too_many_decimals_is_not_exact():
    assert is_exact(Decimal("10.050"), 2)
    assert not is_exact(Decimal("10.005"), 2)
    assert not is_exact(Decimal("0.5"), 0)

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""P12: prices with and without tax, for thousands at once."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.money import round_money
from rules.price_tax import UNCHANGED, Linear, exact

PRICES = st.decimals("0.01", 1_000_000, places=2)
RATES = st.decimals(0, 50, places=3)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0.1 + 0.2, "0.30000000"),
        (12.675, "12.67500000"),
        (121 / 1.21, "100.00000000"),
        (-1.005, "-1.00500000"),
        (0.0, "0.00000000"),
    ],
)
def test_p12_an_amount_loses_the_noise_of_its_float(amount, text):
    assert exact(amount) == Decimal(text)


@given(PRICES, RATES, st.decimals(0, 5, places=2))
def test_p12_a_tax_in_per_cent_with_a_fixed_one_is_found_from_two_prices(price, percent, fixed):
    def with_tax(amount):
        return amount * (1 + float(percent) / 100) + float(fixed)

    found = exact(Linear.through(with_tax)(float(price)))
    assert abs(found - (price * (1 + percent / 100) + fixed)) < Decimal("0.0000002")


@given(PRICES, st.sampled_from([Decimal(each) for each in ("0.07", "0.081", "0.19", "0.21")]))
def test_p12_a_price_is_the_same_with_its_tax_taken_off_and_added_again(price, rate):
    added = Linear.through(lambda amount: amount * (1 + float(rate)))
    taken_off = Linear.through(lambda amount: amount / (1 + float(rate)))
    assert round_money(exact(taken_off(added(float(price)))), 2) == price


def test_p12_without_taxes_nothing_changes():
    assert UNCHANGED(19.99) == 19.99

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""P9, P12: a price that comes from Shopify goes back as the same price."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.imported_price import ImportedPrices
from rules.price_tax import Linear

CENTS = st.decimals(min_value=0, max_value=20_000, places=2)
RATES = st.sampled_from(["1", "0.93", "162.5", "0.0061"]).map(Decimal)
TAXES = st.builds(Linear, st.sampled_from([1.0, 1.05, 1.19, 1.21, 1.25, 1 / 1.21]))


@pytest.mark.parametrize(
    ("price", "factor", "expected"),
    [
        ("49.90", 1.0, "49.90"),
        ("49.90", 1.15, "43.39"),
        ("121.00", 1.21, "100.00"),
        ("0.00", 1.21, "0.00"),
        ("10.00", 1 / 1.21, "12.10"),
        # 0.02 would come back as 0.02.
        ("0.03", 1.21, "0.0248"),
    ],
)
def test_as_few_decimals_as_give_the_price_back(price, factor, expected):
    prices = ImportedPrices(taxes=Linear(factor))
    assert str(prices.list_price(Decimal(price))) == expected


def test_a_tax_of_a_fixed_amount_is_taken_off_once():
    prices = ImportedPrices(taxes=Linear(1.0, 0.5))
    assert prices.list_price(Decimal("10.00")) == Decimal("9.50")
    assert prices.extra(Decimal("2.00")) == Decimal("2.00")


@given(CENTS, RATES, TAXES, st.sampled_from([0, 2, 3]))
def test_each_price_comes_back(price, rate, taxes, digits):
    prices = ImportedPrices(rate=rate, digits=2, shop_digits=digits, taxes=taxes)
    price = price.quantize(Decimal(1).scaleb(-digits))
    assert prices.shop_price(prices.list_price(price)) == price


@given(CENTS, st.lists(CENTS, max_size=3), TAXES)
def test_each_sum_of_price_and_extras_comes_back(base, extras, taxes):
    prices = ImportedPrices(taxes=taxes)
    in_odoo = prices.list_price(base, has_extras=True) + sum(map(prices.extra, extras))
    assert prices.shop_price(in_odoo) == base + sum(extras)

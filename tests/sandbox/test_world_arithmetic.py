# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shopify's arithmetic: rounding, shares that add up, discounts before taxes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopify_sandbox.arithmetic import (
    Charge,
    Discount,
    price,
    round_cash,
    share_of,
    spread,
    taxes_of,
)
from shopify_sandbox.money import decimal_text, digits_of, money_text

D = Decimal
digits = st.sampled_from((0, 2, 3))


def amounts(most=100000):
    return st.integers(0, most)


def scaled(units, places):
    return D(units).scaleb(-places)


@given(st.lists(amounts(), min_size=1, max_size=30), st.integers(0, 100), digits)
def test_shares_add_up_and_never_exceed_their_base(bases, per_cent, places):
    weights = [scaled(base, places) for base in bases]
    whole = sum(weights, D(0))
    amount = (whole * per_cent / 100).quantize(D(1).scaleb(-places))
    shares = spread(amount, weights, places)
    assert sum(shares) == (amount if whole else 0)
    assert all(0 <= share <= weight for share, weight in zip(shares, weights, strict=True))


lines = st.lists(
    st.tuples(amounts(), st.integers(0, 9), st.sampled_from(((), ("0.19",), ("0.05", "0.09975")))),
    min_size=1,
    max_size=8,
)
discounts = st.lists(
    st.tuples(amounts(5000), st.booleans(), st.sampled_from(("ACROSS", "EACH", "ONE"))),
    max_size=4,
)


@given(lines, discounts, digits, st.booleans())
def test_parts_add_up_and_are_never_negative(lines, discounts, places, included):
    charges = [
        Charge(scaled(unit, places), quantity, tuple(map(D, rates)))
        for unit, quantity, rates in lines
    ]
    wanted = [
        Discount(D(value % 101) if percentage else scaled(value, places), percentage, method)
        for value, percentage, method in discounts
    ]
    for charge, priced in zip(charges, price(charges, wanted, places, included), strict=True):
        off = sum((amount for _position, amount in priced.allocations), D(0))
        assert priced.original == charge.unit_price * charge.quantity
        assert priced.original - off == priced.discounted >= 0
        assert len(priced.taxes) == len(charge.rates)
        assert all(tax >= 0 for tax in priced.taxes)
        assert all(-tax.as_tuple().exponent == places for tax in priced.taxes)
        if included:
            assert sum(priced.taxes) <= priced.discounted


@given(amounts(), st.lists(st.integers(1, 5), min_size=1, max_size=6), digits)
def test_taking_units_off_step_by_step_takes_everything(units, steps, places):
    amount, whole = scaled(units, places), sum(steps)
    left, taken = whole, D(0)
    for step in steps:
        off = share_of(amount, left, whole, places) - share_of(amount, left - step, whole, places)
        assert off >= 0
        taken += off
        left -= step
    assert taken == amount


def test_ten_off_three_times_twenty_leaves_exactly_fifty():
    (priced,) = price([Charge(D("20.00"), 3)], [Discount(D("10.00"), False)], 2, True)
    assert (priced.original, priced.discounted) == (D("60.00"), D("50.00"))


def test_largest_remainders_get_the_cents_that_are_left():
    assert spread(D("10.00"), [D("1"), D("1"), D("1")], 2) == [D("3.34"), D("3.33"), D("3.33")]


def test_line_discounts_come_before_order_discounts():
    charges = [Charge(D("100.00")), Charge(D("100.00"))]
    order = Discount(D(10), True)
    line = Discount(D(50), True, "EACH", entitled=frozenset([0]))
    first, second = price(charges, [order, line], 2, True)
    assert first.allocations == ((1, D("50.00")), (0, D("5.00")))
    assert (first.discounted, second.discounted) == (D("45.00"), D("90.00"))


def test_each_unit_gets_a_fixed_discount():
    discount = Discount(D("1.50"), False, "EACH", entitled=frozenset([0]))
    (priced,) = price([Charge(D("4.00"), 3)], [discount], 2, True)
    assert priced.discounted == D("7.50")


@pytest.mark.parametrize(
    ("amount", "rates", "included", "taxes"),
    [
        ("119.00", ["0.19"], True, ["19.00"]),
        ("100.00", ["0.19"], False, ["19.00"]),
        ("114.98", ["0.05", "0.09975"], True, ["5.00", "9.98"]),
        ("19.99", ["0.0725", "0.01375"], False, ["1.45", "0.27"]),
        ("0.00", ["0.19"], True, ["0.00"]),
    ],
)
def test_taxes_are_rounded_per_tax_line(amount, rates, included, taxes):
    found = taxes_of(D(amount), tuple(map(D, rates)), 2, included)
    assert [str(tax) for tax in found] == taxes


@pytest.mark.parametrize(("currency", "tax"), [("JPY", "91"), ("EUR", "90.91"), ("KWD", "90.909")])
def test_currencies_have_their_own_digits(currency, tax):
    assert str(taxes_of(D(1000), (D("0.1"),), digits_of(currency), True)[0]) == tax


@pytest.mark.parametrize(
    ("due", "paid"), [("12.97", "12.95"), ("12.98", "13.00"), ("12.90", "12.90")]
)
def test_cash_is_rounded_to_five_cents(due, paid):
    assert round_cash(D(due)) == D(paid)


@pytest.mark.parametrize(
    ("amount", "decimal", "money"),
    [
        ("25.00", "25.0", "25.00"),
        ("12.50", "12.5", "12.50"),
        ("9.999", "9.999", "9.999"),
        ("1000", "1000.0", "1000.00"),
        ("0", "0.0", "0.00"),
        ("1E+2", "100.0", "100.00"),
    ],
)
def test_amounts_are_written_as_shopify_writes_them(amount, decimal, money):
    assert decimal_text(D(amount)) == decimal
    assert money_text(D(amount)) == money

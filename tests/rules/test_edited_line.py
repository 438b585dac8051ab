# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rules.edited_line import LineAmounts, TakenUnits, lower, spread
from rules.money import ZERO, is_exact

NOTHING = TakenUnits(0, ZERO, ZERO)

cents = st.integers(0, 100_000).map(lambda units: Decimal(units) / 100)


@st.composite
def lines(draw):
    quantity = draw(st.integers(1, 9))
    unit_price = draw(cents)
    gross = unit_price * quantity
    discounts, left = [], gross
    for _number in range(draw(st.integers(0, 3))):
        discounts.append(draw(st.integers(0, int(left * 100)).map(lambda n: Decimal(n) / 100)))
        left -= discounts[-1]
    taxes = tuple(draw(st.lists(cents, max_size=3)))
    return LineAmounts(quantity, gross, tuple(discounts), taxes), unit_price


def amounts(quantity, gross, discounts=(), taxes=()):
    return LineAmounts(
        quantity, Decimal(gross), tuple(map(Decimal, discounts)), tuple(map(Decimal, taxes))
    )


def test_o18_what_shopify_states_is_taken_off_to_the_cent():
    line = amounts(3, "60.00", ["10.00"], ["9.50"])
    stated = TakenUnits(1, Decimal("16.66"), Decimal("3.17"))
    assert lower(line, Decimal("20.00"), 1, stated, 2) == amounts(2, "40.00", ["6.66"], ["6.33"])


def test_o18_what_shopify_does_not_state_is_lowered_in_proportion():
    line = amounts(3, "60.00", ["10.00"], ["9.50"])
    assert lower(line, Decimal("20.00"), 1, NOTHING, 2) == amounts(2, "40.00", ["6.67"], ["6.33"])


def test_o18_a_currency_without_decimals_is_lowered_in_whole_units():
    line = amounts(3, "1000", ["100"], ["90"])
    left = lower(line, Decimal(1000) / 3, 2, NOTHING, 0)
    assert (left.gross, left.discounts, left.taxes) == (
        Decimal(333),
        (Decimal(33),),
        (Decimal(30),),
    )


@given(lines(), st.integers(0, 9), st.sampled_from([0, 2]))
def test_o18_a_lowered_line_has_amounts_of_its_own_that_add_up(drawn, off, stated_units):
    line, unit_price = drawn
    off = min(off, line.quantity)
    net_off = min(line.net, unit_price * off)
    tax_off = sum(line.taxes, ZERO)
    stated = TakenUnits(off if stated_units else 0, net_off, tax_off)
    left = lower(line, unit_price, off, stated, 2)
    assert left.quantity == line.quantity - off
    assert left.gross == unit_price * left.quantity
    assert len(left.taxes) == len(line.taxes)
    assert all(is_exact(amount, 2) for amount in (*left.discounts, *left.taxes))
    if stated_units and off and left.quantity and line.discounts:
        assert left.net == line.net - net_off
        assert sum(left.taxes, ZERO) == ZERO


@given(lines())
def test_o18_nothing_taken_off_changes_nothing_and_everything_leaves_nothing(drawn):
    line, unit_price = drawn
    assert lower(line, unit_price, 0, NOTHING, 2) is line
    gone = lower(line, unit_price, line.quantity, NOTHING, 2)
    assert (gone.quantity, gone.net, sum(gone.taxes, ZERO)) == (0, ZERO, ZERO)


@given(cents, st.lists(cents, min_size=1, max_size=5), st.sampled_from([0, 2, 3]))
def test_o18_what_is_spread_adds_up_to_the_smallest_unit(amount, weights, digits):
    amount = amount.quantize(Decimal(1).scaleb(-digits))
    parts = spread(amount, weights, digits)
    assert sum(parts, ZERO) == amount
    assert all(is_exact(part, digits) for part in parts)
    if sum(weights):
        whole = sum(weights)
        limit = Decimal(1).scaleb(-digits)
        for part, weight in zip(parts, weights, strict=True):
            assert abs(part - amount * weight / whole) <= limit * len(weights)

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.money import ZERO, round_money
from rules.order_plan import (
    Charge,
    DiscountAbovePrice,
    LineDiffers,
    NoLines,
    OrderCharges,
    TaxCharge,
    TooPrecise,
    TotalsDiffer,
    plan_order,
)

HUNDRED = Decimal(100)


def a_charge(price="20.00", quantity=1, discount="0", taxes=(), key="line", stated=None):
    price = Decimal(price)
    return Charge(
        key=key,
        kind="product",
        description="Mug",
        quantity=quantity,
        unit_price=price,
        discount=Decimal(discount),
        taxes=tuple(
            TaxCharge(title, Decimal(rate), Decimal(amount)) for title, rate, amount in taxes
        ),
        stated_total=price * quantity if stated is None else Decimal(stated),
    )


def an_order(*charges, total, tax="0", included=False, digits=2):
    return OrderCharges(charges, included, digits, Decimal(tax), Decimal(total))


# === REPRESENTATION === #


def test_o10_a_discount_that_a_percentage_gives_exactly_is_a_percentage():
    (line,) = plan_order(an_order(a_charge(discount="5.00"), total="15.00")).lines
    assert (line.price_unit, line.discount_percent) == (Decimal("20.00"), Decimal("25.00"))


def test_o9_three_at_20_less_10_is_50_without_a_rounding_line():
    plan = plan_order(an_order(a_charge(quantity=3, discount="10.00"), total="50.00"))
    (line,) = plan.lines
    assert plan.untaxed == Decimal("50.00")
    assert round_money(line.price_unit * 3, 10) == 50
    assert line.discount_percent == 0


def test_o10_a_taxed_line_keeps_its_price_where_the_percentage_rounds_to_the_net_amount():
    charge = a_charge(quantity=3, discount="10.00", taxes=[("VAT", "0.2", "10.00")])
    (line,) = plan_order(an_order(charge, total="60.00", tax="10.00")).lines
    assert (line.price_unit, line.discount_percent) == (Decimal("20.00"), Decimal("16.67"))
    assert line.untaxed == Decimal("50.00")


def test_o9_included_taxes_are_taken_out_of_the_price():
    charge = a_charge("119.00", taxes=[("VAT", "0.19", "19.00")])
    plan = plan_order(an_order(charge, total="119.00", tax="19.00", included=True))
    assert (plan.untaxed, plan.tax, plan.total) == (100, 19, 119)


def test_o8_equal_taxes_of_a_line_are_summed_and_different_ones_stay_apart():
    charge = a_charge(
        taxes=[("CGST", "0.09", "1.00"), ("SGST", "0.09", "1.80"), ("CGST", "0.09", "0.80")]
    )
    (line,) = plan_order(an_order(charge, total="23.60", tax="3.60")).lines
    assert {(tax.title, tax.amount) for tax in line.taxes} == {
        ("CGST", Decimal("1.80")),
        ("SGST", Decimal("1.80")),
    }


def test_o8_a_tax_of_nothing_on_nothing_is_left_out():
    (line,) = plan_order(an_order(a_charge(taxes=[("Exempt", "0", "0")]), total="20.00")).lines
    assert line.taxes == ()


def test_o18_a_line_of_quantity_zero_stays_and_costs_nothing():
    charges = (a_charge(quantity=0, key="none"), a_charge(key="one"))
    plan = plan_order(an_order(*charges, total="20.00"))
    assert [(line.quantity, line.total) for line in plan.lines] == [(0, 0), (1, 20)]


# === WHAT IS REFUSED === #


def test_o9_an_order_without_lines_is_refused():
    with pytest.raises(NoLines):
        plan_order(an_order(total="0"))


def test_o9_an_amount_with_too_many_decimals_is_refused_by_name():
    with pytest.raises(TooPrecise) as refusal:
        plan_order(an_order(a_charge("10.005"), total="10.01"))
    assert refusal.value.params == {"line": "Mug", "amount": Decimal("10.005"), "digits": 2}


def test_o9_a_line_that_differs_from_its_stated_total_is_named():
    with pytest.raises(LineDiffers) as refusal:
        plan_order(an_order(a_charge(quantity=2, stated="39.99"), total="40.00"))
    assert refusal.value.params["expected"] == Decimal("39.99")
    assert refusal.value.params["computed"] == Decimal("40.00")


def test_o10_a_discount_above_the_price_is_refused():
    with pytest.raises(DiscountAbovePrice):
        plan_order(an_order(a_charge(discount="20.01"), total="0"))


def test_o9_a_total_that_differs_says_by_how_much():
    with pytest.raises(TotalsDiffer) as refusal:
        plan_order(an_order(a_charge(), total="20.02"))
    assert refusal.value.params["what"] == "total"
    assert refusal.value.params["difference"] == Decimal("0.02")


def test_o9_a_tax_that_differs_is_refused_although_the_total_is_right():
    charge = a_charge("119.00", taxes=[("VAT", "0.19", "19.00")])
    with pytest.raises(TotalsDiffer) as refusal:
        plan_order(an_order(charge, total="119.00", tax="18.99", included=True))
    assert refusal.value.params["what"] == "tax"


def test_o9_a_difference_within_the_tolerance_gets_a_rounding_line():
    plan = plan_order(an_order(a_charge(), total="20.02"), tolerance=Decimal("0.02"))
    assert plan.total == Decimal("20.02")
    assert (plan.lines[-1].kind, plan.lines[-1].untaxed) == ("rounding", Decimal("0.02"))


def test_o9_a_difference_above_the_tolerance_is_refused():
    with pytest.raises(TotalsDiffer):
        plan_order(an_order(a_charge(), total="20.03"), tolerance=Decimal("0.02"))


# === PROPERTIES === #


@st.composite
def orders(draw):
    """Orders as Shopify charges them, in currencies of 0, 2 and 3 digits."""
    digits = draw(st.sampled_from((0, 2, 3)))
    included = draw(st.booleans())
    charges = []
    for number in range(draw(st.integers(1, 6))):
        price = draw(st.decimals(0, 500, places=digits))
        quantity = draw(st.integers(0, 12))
        gross = price * quantity
        discount = draw(st.decimals(0, gross, places=digits)) if gross else ZERO
        taxes = []
        for title in draw(st.sampled_from(([], ["VAT"], ["State", "County"]))):
            rate = draw(st.sampled_from(("0.07", "0.19", "0.0775"))) if title else "0"
            amount = round_money((gross - discount) * Decimal(rate) / 2, digits)
            taxes.append((title, rate, amount))
        charges.append(a_charge(str(price), quantity, str(discount), taxes, key=f"line {number}"))
    net = sum((charge.stated_total - charge.discount for charge in charges), ZERO)
    tax = sum((part.amount for charge in charges for part in charge.taxes), ZERO)
    total = net if included else net + tax
    return OrderCharges(tuple(charges), included, digits, tax, total)


@given(orders())
def test_o9_every_plan_sums_up_to_shopifys_totals(order):
    plan = plan_order(order)
    assert (plan.total, plan.tax) == (order.total, order.total_tax)
    assert plan.untaxed + plan.tax == plan.total
    assert len(plan.lines) == len(order.charges)


@given(orders())
def test_o9_odoos_own_arithmetic_arrives_at_the_net_amount_of_each_line(order):
    for line, charge in zip(plan_order(order).lines, order.charges, strict=True):
        net = charge.unit_price * charge.quantity - charge.discount
        odoo = float(line.price_unit) * line.quantity * (1 - float(line.discount_percent) / 100)
        if line.taxes:
            assert round_money(Decimal(str(round(odoo, 9))), order.digits) == net
        else:
            assert abs(Decimal(odoo) - net) < Decimal("1e-8")

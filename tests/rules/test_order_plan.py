# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import dataclasses
from decimal import Decimal
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rules.charges import Charge, DiscountCharge, OrderCharges, TaxCharge
from rules.money import ZERO, round_money, smallest_unit
from rules.order_plan import (
    DiscountAbovePrice,
    LineDiffers,
    NegativeTotal,
    NoLines,
    TooPrecise,
    TotalsDiffer,
    plan_lines,
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
        discounts=discounts_of(discount),
        taxes=tuple(
            TaxCharge(title, Decimal(rate), Decimal(amount)) for title, rate, amount in taxes
        ),
        stated_total=price * quantity if stated is None else Decimal(stated),
    )


def discounts_of(discount):
    """Read ``5``, or ``SUMMER 5, Goodwill 2``; nothing is no discount."""
    parts = [part.split() for part in str(discount).split(",")]
    return tuple(
        DiscountCharge(" ".join(words[:-1]) or "TEN", Decimal(words[-1]))
        for words in parts
        if Decimal(words[-1])
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
    assert plan.untaxed == line.untaxed == Decimal("50.00")
    assert (line.price_unit, line.discount_percent) == (Decimal("20.00"), Decimal("16.67"))


def test_o8_three_at_20_less_10_is_exact_where_odoo_computes_the_taxes():
    (line,) = plan_lines(an_order(a_charge(quantity=3, discount="10.00"), total="50.00"))
    assert round_money(line.price_unit * 3, 10) == 50
    assert line.discount_percent == 0


def test_o10_a_percentage_that_misses_the_net_amount_gives_way_to_a_price():
    charge = a_charge("3.00", quantity=997, discount="10.00")
    (line,) = plan_order(an_order(charge, total="2981.00")).lines
    assert round_money(line.price_unit * 997, 10) == 2981
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


def test_o9_a_negative_total_is_refused():
    with pytest.raises(NegativeTotal):
        plan_order(an_order(a_charge("-5.00"), total="-5.00"))


def test_o9_lines_that_cost_nothing_are_no_error():
    plan = plan_order(an_order(a_charge("0.00"), a_charge("5.00", discount="5.00"), total="0"))
    assert (plan.untaxed, plan.tax, plan.total) == (0, 0, 0)


# === DISCOUNTS ON LINES OF THEIR OWN === #


def by_kind(plan, kind):
    return [line for line in plan.lines if line.kind == kind]


def test_o10_each_discount_stands_on_a_line_with_its_title():
    charges = (
        a_charge("100.00", discount="SUMMER 10, Goodwill 5", key="one"),
        a_charge("50.00", discount="SUMMER 5", key="two"),
    )
    plan = plan_order(an_order(*charges, total="130.00"), discount_lines=True)
    assert [line.price_unit for line in by_kind(plan, "product")] == [100, 50]
    assert [(line.description, line.total) for line in by_kind(plan, "discount")] == [
        ("SUMMER", -15),
        ("Goodwill", -5),
    ]


def test_o10_a_discount_takes_its_share_of_the_tax_off():
    charge = a_charge("100.00", discount="10", taxes=[("VAT", "0.2", "18.00")])
    plan = plan_order(an_order(charge, total="108.00", tax="18.00"), discount_lines=True)
    product, discount = plan.lines
    assert (product.untaxed, product.taxes[0].amount) == (100, 20)
    assert (discount.untaxed, discount.taxes[0].amount) == (-10, -2)


def test_o10_a_discount_over_lines_with_different_taxes_is_parted_by_them():
    charges = (
        a_charge("100.00", discount="10", taxes=[("VAT", "0.2", "18.00")], key="one"),
        a_charge("50.00", discount="5", taxes=[("VAT", "0.05", "2.25")], key="two"),
    )
    plan = plan_order(an_order(*charges, total="155.25", tax="20.25"), discount_lines=True)
    assert [line.taxes[0].rate for line in by_kind(plan, "discount")] == [
        Decimal("0.2"),
        Decimal("0.05"),
    ]


def test_o10_all_for_nothing_is_the_price_and_a_discount_as_large():
    charge = a_charge("119.00", discount="119", taxes=[("VAT", "0.19", "0")])
    plan = plan_order(an_order(charge, total="0", included=True), discount_lines=True)
    product, discount = plan.lines
    assert (product.untaxed, product.taxes[0].amount) == (100, 19)
    assert (discount.untaxed, discount.taxes[0].amount) == (-100, -19)


# === CONVERTED AMOUNTS === #


def converted(order):
    return dataclasses.replace(order, is_converted=True)


def test_o1_a_cent_that_conversion_lost_is_taken_up_by_the_largest_line():
    charges = (a_charge("10.01", key="small"), a_charge("20.01", key="large"))
    plan = plan_order(converted(an_order(*charges, total="30.03")))
    assert [line.untaxed for line in plan.lines] == [Decimal("10.01"), Decimal("20.02")]


def test_o1_a_cent_of_tax_that_conversion_lost_is_taken_up_by_the_largest_tax():
    charges = (
        a_charge("10.00", taxes=[("VAT", "0.2", "2.00")], key="small"),
        a_charge("20.00", taxes=[("VAT", "0.2", "4.00")], key="large"),
    )
    plan = plan_order(converted(an_order(*charges, total="35.99", tax="5.99")))
    assert [line.taxes[0].amount for line in plan.lines] == [2, Decimal("3.99")]
    assert plan.untaxed == 30


def test_o1_a_unit_price_that_conversion_rounded_gives_way_to_the_stated_total():
    charge = a_charge("9.24", quantity=10, stated="92.35")
    (line,) = plan_order(converted(an_order(charge, total="92.35"))).lines
    assert (line.untaxed, line.discount_percent) == (Decimal("92.35"), 0)
    assert line.price_unit * 10 == Decimal("92.35")


def test_o1_more_than_conversion_can_lose_is_refused():
    with pytest.raises(TotalsDiffer):
        plan_order(converted(an_order(a_charge("10.00"), total="10.02")))
    with pytest.raises(LineDiffers):
        plan_order(converted(an_order(a_charge("10.00", stated="10.02"), total="10.02")))


# === PROPERTIES === #


def a_random_charge(random, key, digits, included):
    """A line with any number of discounts and taxes, computed as Shopify does."""
    unit = smallest_unit(digits)
    price = random.choice((0, 1, random.randrange(50_000))) * unit
    quantity = random.choice((0, 1, 1, 2, 3, random.randrange(100)))
    left = price * quantity
    discounts = []
    for title in random.sample(("SUMMER", "TEN", "Goodwill"), random.choice((0, 0, 1, 2, 3))):
        amount = random.choice((left, random.randint(0, int(left / unit)) * unit))
        left -= amount
        discounts.append(f"{title} {amount}")
    titles = random.choice(((), ("VAT",), ("State", "County"), ("A", "B", "C")))
    rates = {title: random.choice(("0.07", "0.19", "0.0775", "0.00375")) for title in titles}
    divisor = 1 + sum(map(Decimal, rates.values())) if included else 1
    taxes = [
        (title, rate, round_money(left * Decimal(rate) / divisor, digits))
        for title, rate in rates.items()
    ]
    return a_charge(str(price), quantity, ",".join(discounts) or "0", taxes, key=key)


def a_random_order(seed):
    """An order as Shopify charges it, in a currency of 0, 2 or 3 digits."""
    random = Random(seed)
    digits, included = random.choice((0, 2, 3)), random.random() < 0.5
    charges = [
        a_random_charge(random, f"line {number}", digits, included)
        for number in range(random.randint(1, 6))
    ]
    net = sum((charge.stated_total - charge.discount for charge in charges), ZERO)
    tax = sum((part.amount for charge in charges for part in charge.taxes), ZERO)
    total = net if included else net + tax
    return OrderCharges(tuple(charges), included, digits, tax, total)


# A seed and no drawn numbers: thousands of orders are made in seconds.
orders = st.integers(0, 2**32).map(a_random_order)


def taxes_by_name(lines):
    sums = {}
    for line in lines:
        for tax in line.taxes:
            key = (tax.title, tax.rate)
            sums[key] = sums.get(key, ZERO) + tax.amount
    return {key: amount for key, amount in sums.items() if amount}


@settings(max_examples=5000, deadline=None)
@given(orders, st.booleans())
def test_o9_every_plan_sums_up_to_shopifys_totals_and_taxes(order, discount_lines):
    plan = plan_order(order, discount_lines=discount_lines)
    assert (plan.total, plan.tax) == (order.total, order.total_tax)
    assert plan.untaxed + plan.tax == plan.total
    assert taxes_by_name(plan.lines) == taxes_by_name(order.charges)
    assert len([line for line in plan.lines if line.kind != "discount"]) == len(order.charges)


@given(orders)
def test_o9_odoos_own_arithmetic_arrives_at_the_net_amount_of_each_line(order):
    for line, charge in zip(plan_order(order).lines, order.charges, strict=True):
        net = charge.unit_price * charge.quantity - charge.discount
        odoo = float(line.price_unit) * line.quantity * (1 - float(line.discount_percent) / 100)
        assert round_money(Decimal(str(round(odoo, 9))), order.digits) == net


@given(orders)
def test_o8_where_odoo_computes_the_taxes_each_price_is_exact_unrounded(order):
    for line, charge in zip(plan_lines(order), order.charges, strict=True):
        net = charge.unit_price * charge.quantity - charge.discount
        odoo = float(line.price_unit) * line.quantity * (1 - float(line.discount_percent) / 100)
        assert abs(Decimal(odoo) - net) < Decimal("1e-8")


@given(orders)
def test_o10_discount_lines_carry_each_discount_in_full(order):
    plan = plan_order(order, discount_lines=True)
    given_off = {}
    for charge in order.charges:
        for part in charge.discounts:
            given_off[part.title] = given_off.get(part.title, ZERO) + part.amount
    booked = {}
    for line in by_kind(plan, "discount"):
        booked[line.description] = booked.get(line.description, ZERO) - line.price_unit
    assert {key: value for key, value in booked.items() if value} == {
        key: value for key, value in given_off.items() if value
    }


@given(orders, st.decimals("0.5", "1.9", places=4))
def test_o1_orders_converted_amount_by_amount_are_booked_at_their_totals(order, rate):
    """Each amount is converted and rounded by itself, as Shopify does."""

    def convert(amount):
        return round_money(amount * rate, order.digits)

    charges = tuple(
        dataclasses.replace(
            charge,
            unit_price=convert(charge.unit_price),
            stated_total=convert(charge.stated_total),
            discounts=tuple(
                dataclasses.replace(part, amount=convert(part.amount)) for part in charge.discounts
            ),
            taxes=tuple(
                dataclasses.replace(tax, amount=convert(tax.amount)) for tax in charge.taxes
            ),
        )
        for charge in order.charges
    )
    assume(all(charge.discount <= charge.stated_total for charge in charges))
    seen = converted(
        dataclasses.replace(
            order,
            charges=charges,
            total=convert(order.total),
            total_tax=convert(order.total_tax),
        )
    )
    try:
        plan = plan_order(seen)
    except TotalsDiffer:
        # No price, or no tax, is there that could take the difference up.
        taxes = [tax.amount for charge in charges for tax in charge.taxes]
        assert not any(taxes) or all(one.stated_total == one.discount for one in charges)
        return
    assert (plan.total, plan.tax) == (seen.total, seen.total_tax)

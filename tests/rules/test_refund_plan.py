# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.charges import TaxCharge
from rules.refund_plan import RefundedPart, RefundFacts, Target, plan_credit, spread_tax

VAT = (TaxCharge("VAT", Decimal("0.2"), Decimal("4.00")),)


def a_part(subtotal="20.00", tax="0", kind="product", *, sold=VAT, quantity=1, restocked=True):
    return RefundedPart(
        key=kind,
        kind=kind,
        description=kind.title(),
        quantity=quantity,
        subtotal=Decimal(subtotal),
        tax=Decimal(tax),
        sold_taxes=sold,
        restocked=restocked,
    )


def a_refund(*parts, paid, adjustment="0", tax="0", rounding="0", included=False, **fields):
    return RefundFacts(
        parts=parts,
        paid_back=Decimal(paid),
        adjustment=Decimal(adjustment),
        adjustment_tax=Decimal(tax),
        cash_rounding=Decimal(rounding),
        taxes_included=included,
        digits=2,
        **fields,
    )


@pytest.mark.parametrize(
    ("kind", "restocked", "target"),
    [
        ("product", True, Target.PRODUCT),
        ("product", False, Target.NOT_RESTOCKED),
        ("custom_item", True, Target.PRODUCT),
        ("deleted_product", False, Target.NOT_RESTOCKED),
        ("gift_card", False, Target.GIFT_CARD),
        ("gift_card", True, Target.GIFT_CARD),
        ("shipping", False, Target.REFUND),
        ("tip", False, Target.REFUND),
        ("duty", False, Target.REFUND),
        ("fee", False, Target.REFUND),
    ],
)
def test_r3_what_each_part_posts_to(kind, restocked, target):
    plan = plan_credit(a_refund(a_part(kind=kind, restocked=restocked, sold=()), paid="20.00"))
    assert [line.target for line in plan.lines] == [target]


def test_r5_taxes_are_reversed_as_shopify_states_them():
    plan = plan_credit(a_refund(a_part(tax="4.00"), paid="24.00"))
    (line,) = plan.lines
    assert (line.untaxed, line.tax, line.total) == (20, 4, 24)
    assert line.taxes[0].title == "VAT"


def test_r5_included_taxes_are_taken_out_of_the_price():
    plan = plan_credit(a_refund(a_part("24.00", tax="4.00"), paid="24.00", included=True))
    (line,) = plan.lines
    assert (line.untaxed, line.tax) == (20, 4)


def test_r3_money_beyond_the_lines_posts_to_the_refund_account():
    plan = plan_credit(a_refund(a_part(sold=()), paid="25.00"))
    assert [(line.target, line.total) for line in plan.lines] == [
        (Target.PRODUCT, 20),
        (Target.REFUND, 5),
    ]
    assert (plan.total, plan.settled) == (25, 0)


def test_r3_an_amount_without_lines_is_all_for_the_refund_account():
    plan = plan_credit(a_refund(paid="7.50"))
    assert [(line.target, line.total) for line in plan.lines] == [(Target.REFUND, Decimal("7.50"))]


@pytest.mark.parametrize("sign", [1, -1])
def test_r3_what_the_merchant_kept_by_decision_is_taken_off(sign):
    plan = plan_credit(a_refund(a_part(sold=()), paid="15.00", adjustment=str(5 * sign)))
    assert [line.total for line in plan.lines] == [20, -5]
    assert (plan.total, plan.settled) == (15, 0)


def test_r6_what_the_buyer_still_owed_is_credited_and_not_paid_back():
    plan = plan_credit(a_refund(a_part("30.00", sold=()), paid="10.00"))
    assert (plan.total, plan.settled) == (30, 20)


def test_r6_an_exchange_without_money_is_credited_in_full():
    plan = plan_credit(a_refund(a_part("20.00", tax="4.00"), paid="0"))
    assert (plan.total, plan.settled) == (24, 24)


def test_r5_the_tax_in_an_adjustment_is_reversed_too():
    plan = plan_credit(a_refund(a_part(tax="4.00"), paid="18.00", adjustment="-6.00", tax="-1.00"))
    difference = plan.lines[-1]
    assert (difference.untaxed, difference.tax) == (-5, -1)
    assert plan.total == 18


def test_r5_a_tax_that_was_never_charged_goes_to_the_refund_account():
    plan = plan_credit(a_refund(a_part(tax="4.00", sold=()), paid="24.00"))
    assert [(line.target, line.tax, line.total) for line in plan.lines] == [
        (Target.PRODUCT, 0, 20),
        (Target.REFUND, 0, 4),
    ]


def test_r7_rounding_of_cash_is_a_line():
    plan = plan_credit(a_refund(a_part("19.98", sold=()), paid="19.98", rounding="0.02"))
    assert plan.total == 20
    assert plan.lines[-1].key == "cash_rounding"


def test_o1_a_cent_that_conversion_lost_is_taken_up_by_the_largest_line():
    parts = (a_part("20.00", sold=()), a_part("5.00", kind="shipping", sold=()))
    plan = plan_credit(a_refund(*parts, paid="25.01", is_converted=True))
    assert [line.untaxed for line in plan.lines] == [Decimal("20.01"), 5]


def test_r3_a_part_that_is_worth_nothing_is_kept_for_its_units():
    plan = plan_credit(a_refund(a_part("0.00", sold=()), paid="0"))
    assert [(line.quantity, line.total) for line in plan.lines] == [(1, 0)]


# === PROPERTIES === #

amounts = st.decimals(0, 500, places=2)


@given(amounts, st.lists(st.decimals(0, 50, places=2), max_size=4))
def test_r5_a_tax_is_spread_to_the_cent(amount, sold):
    taxes = [TaxCharge(f"T{number}", None, tax) for number, tax in enumerate(sold)]
    parts = spread_tax(amount, taxes, 2)
    assert sum(part.amount for part in parts) == (amount if any(sold) else 0)
    assert {part.title for part in parts} <= {tax.title for tax in taxes if tax.amount}


@st.composite
def refunds(draw):
    included = draw(st.booleans())
    parts = []
    for kind in draw(
        st.lists(st.sampled_from(("product", "gift_card", "shipping", "tip")), max_size=5)
    ):
        subtotal, tax = draw(amounts), draw(st.decimals(0, 20, places=2))
        if included:
            tax = min(tax, subtotal)
        restocked = draw(st.booleans())
        parts.append(a_part(str(subtotal), str(tax), kind, restocked=restocked))
    return a_refund(
        *parts,
        paid=str(draw(amounts)),
        adjustment=str(draw(st.decimals(-50, 50, places=2))),
        included=included,
        is_converted=draw(st.booleans()),
    )


@given(refunds())
def test_r5_what_is_credited_is_the_money_and_what_was_still_owed(refund):
    plan = plan_credit(refund)
    assert plan.total == refund.paid_back + plan.settled
    assert plan.settled >= 0


@given(refunds())
def test_r3_nothing_is_settled_beyond_what_the_parts_are_worth(refund):
    plan = plan_credit(refund)
    worth = sum(
        part.subtotal if refund.taxes_included else part.subtotal + part.tax
        for part in refund.parts
    )
    assert plan.settled <= max(worth - refund.paid_back, 0)

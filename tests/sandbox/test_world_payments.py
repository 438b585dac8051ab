# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Ways to pay, and terms of payment."""

from decimal import Decimal

import pytest
from world_common import SmallShop

from shopify_sandbox.shopper import an_order
from shopify_sandbox.world.gift_cards import add_gift_card


@pytest.fixture
def small():
    return SmallShop()


def transactions(order):
    return [
        (
            part["kind"],
            part["gateway"],
            (part["paymentDetails"] or {}).get("company"),
            part["amountSet"]["presentmentMoney"]["amount"],
        )
        for part in order["transactions"]
    ]


def schedules(order):
    return [
        (row["totalBalance"]["amount"], row["dueAt"], bool(row["completedAt"]))
        for row in order["paymentTerms"]["paymentSchedules"]
    ]


def test_several_gateways_with_their_card_brands(small):
    order = an_order(small.shop).line(small.boot).paid_by("stripe/visa", "5.00")
    order = order.paid_by("mastercard", "5.00").paid_by("store_credit").place()
    assert transactions(order) == [
        ("SALE", "stripe", "Visa", "5.0"),
        ("SALE", "shopify_payments", "Mastercard", "5.0"),
        ("SALE", "shopify_store_credit", None, "10.0"),
    ]
    assert order["paymentGatewayNames"] == ["stripe", "shopify_payments", "shopify_store_credit"]


def test_change_is_given_back_at_once(small):
    order = an_order(small.shop).line(small.boot).handing_over("50.00").place()
    assert transactions(order) == [
        ("SALE", "cash", None, "50.0"),
        ("CHANGE", "cash", None, "30.0"),
    ]
    assert order["totalReceivedSet"]["shopMoney"]["amount"] == "20.0"
    assert order["displayFinancialStatus"] == "PAID"
    assert order["transactions"][1]["parentTransaction"] is order["transactions"][0]


def test_instalments_are_paid_one_after_the_other(small):
    builder = an_order(small.shop).at("2026-11-01T10:00:00Z").line(small.boot)
    order = builder.in_instalments(("30", 0), ("70", 30)).place()
    assert order["paymentTerms"]["paymentTermsType"] == "NET"
    assert schedules(order) == [
        ("6.0", "2026-11-01T10:00:00Z", False),
        ("14.0", "2026-12-01T10:00:00Z", False),
    ]
    small.merchant.pay(order, "bank", "10.00")
    assert [row[0] for row in schedules(order)] == ["0.0", "10.0"]
    assert [row[2] for row in schedules(order)] == [True, False]


def test_terms_without_a_known_date(small):
    order = an_order(small.shop).line(small.boot)
    order = order.due_at(None, "FULFILLMENT", "Due on fulfillment").place()
    assert schedules(order) == [("20.0", None, False)]
    assert order["paymentTerms"]["dueInDays"] is None


def test_r8_a_deactivated_gift_card_pays_no_more(small):
    small.merchant.deactivate_gift_card(card := add_gift_card(small.shop, Decimal(30)))
    order = an_order(small.shop).line(small.boot).place()
    with pytest.raises(ValueError, match="is deactivated"):
        small.merchant.record_payment(order, "SALE", "SUCCESS", "gift_card", gift_card=card)
    assert transactions(order) == []
    assert card["balance"]["amount"] == "30.0"

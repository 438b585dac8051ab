# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The typed objects: strict at the door, exact in money and time."""

import copy
from datetime import datetime, timezone
from decimal import Decimal

import pytest
from test_client_sandbox import Sandbox, client_of

from shopify import errors, gid
from shopify.objects import reading as read
from shopify.objects.money import MoneyBag
from shopify.objects.order import Order, OrderHeader
from shopify.objects.order_line import DiscountApplication
from shopify.objects.payment import Transaction
from shopify_sandbox.seeds.demo import demo_shop


@pytest.fixture(scope="module")
def nodes():
    """The orders of the demo shop as they come over the wire."""
    shop = demo_shop()
    client = client_of(Sandbox(shop, plan="Unlimited"))
    identities = [order["id"] for order in shop.collections["Order"]]
    return [order.raw for page in client.orders(identities) for order in page]


@pytest.fixture
def node(nodes):
    """An order with a refund and a fulfilment, to be damaged."""
    return copy.deepcopy(next(n for n in nodes if n["refunds"] and n["fulfillments"]))


@pytest.mark.parametrize(
    "path, value, where",
    [
        (("name",), None, "Order.name"),
        (("test",), "false", "Order.test"),
        (("createdAt",), "yesterday", "Order.createdAt"),
        (("createdAt",), "2026-11-20T10:00:00", "Order.createdAt"),
        (("tags",), [1], "Order.tags"),
        (("totalPriceSet",), None, "Order.totalPriceSet"),
        (("totalPriceSet", "shopMoney", "amount"), "x", "Order.totalPriceSet.shopMoney.amount"),
        (("totalPriceSet", "shopMoney", "amount"), "NaN", "Order.totalPriceSet.shopMoney.amount"),
        (
            ("lineItems", "nodes", 0, "quantity"),
            "two",
            "Order.lineItems.nodes.0.quantity",
        ),
        (("lineItems", "nodes", 0), None, "Order.lineItems.nodes.0"),
        (
            ("refunds", 0, "refundLineItems", "pageInfo", "hasNextPage"),
            True,
            "Order.refunds.0.refundLineItems",
        ),
        (("transactions",), {}, "Order.transactions"),
    ],
)
def test_an_ill_typed_field_is_named_with_its_path(node, path, value, where):
    target = node
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    with pytest.raises(errors.MalformedAnswer) as caught:
        Order.from_node(node)
    assert caught.value.params["path"] == where


def _leaves(value, path=()):
    """The paths of all keys of an order, list entries by their first."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key)
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list) and value:
        yield from _leaves(value[0], (*path, 0))


def test_every_field_that_is_missing_is_noticed(node):
    optional = {"__typename", "pageInfo", "hasNextPage", "endCursor"}
    # what is there depends on the kind of discount, payment or customer
    kinds = {
        "code",
        "title",
        "description",
        "percentage",
        "amount",
        "currencyCode",
        "company",
        "number",
        "wallet",
        "paymentMethodName",
        "note",
    }
    # left out of the request where the app may not read them
    unpermitted = {"paymentTerms", "return", "returns", "staffMember"}
    unnoticed = []
    for path in list(_leaves(node)):
        if path[-1] in optional | unpermitted or (path[-1] in kinds and len(path) > 1):
            continue
        damaged = copy.deepcopy(node)
        target = damaged
        for step in path[:-1]:
            target = target[step]
        del target[path[-1]]
        try:
            Order.from_node(damaged)
            unnoticed.append(path)
        except errors.MalformedAnswer as error:
            assert error.params["why"], path
    assert unnoticed == []


def test_money_is_exact(nodes):
    for node in nodes:
        order = Order.from_node(node)
        assert order.total_price.shop == Decimal(node["totalPriceSet"]["shopMoney"]["amount"])
        assert isinstance(order.total_price.presentment, Decimal)


def test_what_is_null_reads_as_nothing(node):
    for key in ("email", "note", "poNumber", "cancelReason", "customerLocale"):
        node[key] = None
    for key in (
        "customer",
        "billingAddress",
        "shippingAddress",
        "app",
        "retailLocation",
        "channelInformation",
        "purchasingEntity",
        "paymentTerms",
        "cancelledAt",
        "currentTotalDutiesSet",
    ):
        node[key] = None
    order = Order.from_node(node)
    assert (order.email, order.channel, order.customer) == ("", "", None)
    assert order.cancelled_at is None
    assert order.current_total_duties == MoneyBag(Decimal(0), Decimal(0))


def test_an_order_without_lines_is_an_order(node):
    node["lineItems"]["nodes"] = []
    assert Order.from_node(node).line_items == ()


def test_objects_can_not_be_changed_and_keep_their_node_quiet(node):
    order = Order.from_node(node)
    with pytest.raises(AttributeError):
        order.name = "other"
    assert order.raw is node
    assert "raw=" not in repr(order)


def test_something_that_is_no_order():
    with pytest.raises(errors.MalformedAnswer):
        Order.from_node(None)
    with pytest.raises(errors.MalformedAnswer, match=r"OrderHeader\.id"):
        OrderHeader.from_node({})


def test_times_become_utc():
    assert read.moment({"x": "2026-11-20T10:00:00+05:30"}, "x") == datetime(
        2026, 11, 20, 4, 30, tzinfo=timezone.utc
    )


@pytest.mark.parametrize(
    "value, amount",
    [("10.0", "10.0"), ("0.005", "0.005"), (0.1, "0.1"), (3, "3"), ("-1.50", "-1.50")],
)
def test_amounts_keep_their_digits(value, amount):
    assert str(read.decimal({"x": value}, "x")) == amount


@pytest.mark.parametrize("value", [None, True, [], "1,5", "", "Infinity"])
def test_what_is_no_amount(value):
    with pytest.raises(errors.MalformedAnswer):
        read.decimal({"x": value}, "x")


@pytest.mark.parametrize(
    "receipt, card",
    [
        (None, ""),
        ({}, ""),
        ({"gift_card_id": 77, "gift_card_last_characters": "abcd"}, "77"),
        ('{"gift_card_id": 77}', "77"),
        ("not json", ""),
        ("[1]", ""),
    ],
)
def test_the_gift_card_of_a_payment(nodes, receipt, card):
    transaction = dict(next(n["transactions"][0] for n in nodes if n["transactions"]))
    transaction["receiptJson"] = receipt
    assert Transaction.from_node(transaction).gift_card_id == card


def test_a_discount_is_a_percentage_or_an_amount():
    common = {
        "index": 0,
        "allocationMethod": "ACROSS",
        "targetSelection": "ALL",
        "targetType": "LINE_ITEM",
    }
    code = DiscountApplication.from_node(
        {
            **common,
            "__typename": "DiscountCodeApplication",
            "code": "TEN",
            "value": {"__typename": "PricingPercentageValue", "percentage": 10.0},
        }
    )
    assert (code.code, code.title, code.percentage, code.amount) == (
        "TEN",
        "",
        Decimal("10.0"),
        None,
    )
    manual = DiscountApplication.from_node(
        {
            **common,
            "__typename": "ManualDiscountApplication",
            "title": "Sorry",
            "description": None,
            "value": {"__typename": "MoneyV2", "amount": "5.00", "currencyCode": "EUR"},
        }
    )
    assert (manual.amount, manual.currency_code, manual.percentage) == (
        Decimal("5.00"),
        "EUR",
        None,
    )


def test_gids():
    assert gid.number("gid://shopify/Order/450789469") == 450789469
    assert gid.number("gid://shopify/LineItem/1?x=2") == 1
    assert gid.kind("gid://shopify/Order/1") == "Order"
    assert gid.make("Order", 7) == "gid://shopify/Order/7"
    for bad in ("", "7", None, "gid://shopify/Order", "gid://shopify/Order/x", "gid://other/O/1"):
        with pytest.raises(errors.MalformedAnswer):
            gid.number(bad)

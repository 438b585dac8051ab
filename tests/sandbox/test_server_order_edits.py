# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Order edits and cancelling over the API, and by the order clerk."""

import json

import pytest
from server_shop import Asking
from world_common import SmallShop, shop_amount, stock, totals

from shopify_sandbox.control import handle
from shopify_sandbox.order_clerk import OrderClerk
from shopify_sandbox.shopper import an_order

LINE = "id title quantity originalUnitPriceSet { shopMoney { amount } }"
SHOWN = f"""
    calculatedOrder {{
        id originalOrder {{ id }} subtotalLineItemsQuantity
        subtotalPriceSet {{ shopMoney {{ amount }} }}
        totalPriceSet {{ shopMoney {{ amount }} }}
        lineItems(first: 5) {{ nodes {{ {LINE} }} }}
        addedLineItems(first: 5) {{ nodes {{ {LINE} }} }}
    }}
    orderEditSession {{ id }}
    userErrors {{ field message }}
"""
BEGIN = f"mutation B($id: ID!) {{ orderEditBegin(id: $id) {{ {SHOWN} }} }}"
QUANTITY = f"""mutation Q($id: ID!, $line: ID!, $units: Int!) {{
    orderEditSetQuantity(id: $id, lineItemId: $line, quantity: $units) {{ {SHOWN} }} }}"""
VARIANT = f"""mutation V($id: ID!, $variant: ID!, $units: Int!) {{
    orderEditAddVariant(id: $id, variantId: $variant, quantity: $units) {{ {SHOWN} }} }}"""
DISCOUNT = f"""mutation D($id: ID!, $line: ID!, $off: OrderEditAppliedDiscountInput!) {{
    orderEditAddLineItemDiscount(id: $id, lineItemId: $line, discount: $off) {{ {SHOWN} }} }}"""
COMMIT = """mutation C($id: ID!) { orderEditCommit(id: $id) {
    order { id edited currentTotalPriceSet { shopMoney { amount } } }
    successMessages userErrors { field message } } }"""
CANCEL = """mutation C($id: ID!) {
    orderCancel(orderId: $id, reason: CUSTOMER, restock: true, refund: true) {
        job { id } orderCancelUserErrors { field message code } userErrors { field message } } }"""


@pytest.fixture
def small():
    return SmallShop()


@pytest.fixture
def order(small):
    return an_order(small.shop).line(small.boot, 2).shipping().paid_by("visa").place()


@pytest.fixture
def asking(small):
    return Asking(small.shop)


def begun(asking, order):
    return asking.data(BEGIN, id=order["id"])["orderEditBegin"]["calculatedOrder"]


def test_what_is_staged_is_shown_and_changes_nothing_yet(small, asking, order):
    edit = begun(asking, order)
    assert edit["id"].startswith("gid://shopify/CalculatedOrder/")
    (line,) = edit["lineItems"]["nodes"]
    assert line["id"] == order["lineItems"][0]["id"].replace("LineItem", "CalculatedLineItem")
    shown = asking.data(QUANTITY, id=edit["id"], line=line["id"], units=1)
    calculated = shown["orderEditSetQuantity"]["calculatedOrder"]
    assert shop_amount(calculated["subtotalPriceSet"]) == "20.0"
    assert shop_amount(calculated["totalPriceSet"]) == "24.9"
    assert calculated["lineItems"]["nodes"][0]["quantity"] == 1
    assert totals(order, "currentTotalPrice") == ("44.9",)
    assert order["lineItems"][0]["currentQuantity"] == 2
    assert stock(small.boot) == 98


def test_a_commit_carries_everything_out_at_once(small, asking, order):
    edit = begun(asking, order)
    line = edit["lineItems"]["nodes"][0]["id"]
    asking.data(QUANTITY, id=edit["id"], line=line, units=3)
    added = asking.data(VARIANT, id=edit["id"], variant=small.mug["id"], units=2)
    (mugs,) = added["orderEditAddVariant"]["calculatedOrder"]["addedLineItems"]["nodes"]
    asking.data(
        DISCOUNT,
        id=edit["id"],
        line=mugs["id"],
        off={"description": "Sorry", "fixedValue": {"amount": "0.99", "currencyCode": "EUR"}},
    )
    small.clock.advance(minutes=5)
    committed = asking.data(COMMIT, id=edit["id"])["orderEditCommit"]
    assert committed["successMessages"] == ["Order updated"]
    assert committed["order"]["edited"]
    assert shop_amount(committed["order"]["currentTotalPriceSet"]) == "82.9"
    assert [part["quantity"] for part in order["lineItems"]] == [3, 2]
    assert totals(order, "totalPrice", "totalDiscounts") == ("82.9", "1.98")
    assert order["updatedAt"] == "2026-11-20T12:05:00Z"
    assert (stock(small.boot), stock(small.mug)) == (97, 98)
    again = asking.data(COMMIT, id=edit["id"])["orderEditCommit"]
    assert again["userErrors"][0]["field"] == ["id"]


def test_what_an_edit_takes_off_stands_in_a_refund_without_money(small, asking, order):
    small.merchant.set_quantity(order, order["lineItems"][0], 1)
    (refund,) = order["refunds"]
    (part,) = refund["refundLineItems"]
    assert (part["quantity"], shop_amount(part["subtotalSet"])) == (1, "20.0")
    assert refund["transactions"] == []
    assert shop_amount(refund["totalRefundedSet"]) == "0.0"
    assert order["displayFinancialStatus"] == "PAID"


@pytest.mark.parametrize(
    ("query", "variables", "field"),
    [
        (QUANTITY, {"line": "gid://shopify/CalculatedLineItem/1", "units": 1}, "lineItemId"),
        (VARIANT, {"variant": "gid://shopify/ProductVariant/1", "units": 1}, "variantId"),
        (COMMIT, {}, "id"),
    ],
)
def test_what_an_edit_refuses(asking, order, query, variables, field):
    edit = begun(asking, order)
    (answer,) = asking.data(query, id=edit["id"], **variables).values()
    assert answer["userErrors"][0]["field"] == [field]


def test_shipped_units_are_not_edited_away(small, asking, order):
    small.merchant.fulfil(order)
    edit = begun(asking, order)
    line = edit["lineItems"]["nodes"][0]["id"]
    answer = asking.data(QUANTITY, id=edit["id"], line=line, units=1)["orderEditSetQuantity"]
    assert "shipped already" in answer["userErrors"][0]["message"]


def test_a_cancelled_order_is_not_edited(small, asking, order):
    small.merchant.cancel(order)
    answer = asking.data(BEGIN, id=order["id"])["orderEditBegin"]
    assert (answer["calculatedOrder"], answer["userErrors"][0]["field"]) == (None, ["id"])


def test_an_order_is_cancelled_once(asking, order):
    answer = asking.data(CANCEL, id=order["id"])["orderCancel"]
    assert answer["job"]["id"].startswith("gid://shopify/Job/")
    assert (answer["userErrors"], answer["orderCancelUserErrors"]) == ([], [])
    assert (order["cancelReason"], order["displayFinancialStatus"]) == ("CUSTOMER", "REFUNDED")
    message = "Cannot cancel an order that has already been canceled"
    assert asking.data(CANCEL, id=order["id"])["orderCancel"] == {
        "job": None,
        "orderCancelUserErrors": [{"field": ["orderId"], "message": message, "code": "INVALID"}],
        "userErrors": [{"field": ["orderId"], "message": message}],
    }


def test_a_shipped_order_is_not_cancelled(small, asking, order):
    small.merchant.fulfil(order)
    (error,) = asking.data(CANCEL, id=order["id"])["orderCancel"]["userErrors"]
    assert error["message"] == "Cannot cancel an order that has outstanding fulfillments"


def test_the_clerk_changes_what_stands_beside_the_lines(small, order):
    clerk = OrderClerk(small.shop)
    clerk.readdress(order, "NL", city="Utrecht")
    assert order["shippingAddress"]["city"] == "Utrecht"
    clerk.assess(order, "PENDING")
    assert order["risk"]["assessments"][0]["riskLevel"] == "PENDING"
    line = clerk.add_shipping(order, "Express", "9.90")
    assert totals(order, "totalShippingPrice", "currentTotalPrice") == ("14.8", "54.8")
    clerk.remove_shipping(order, line)
    assert totals(order, "totalShippingPrice", "currentTotalPrice") == ("4.9", "44.9")
    clerk.tag(order, "a", "b")
    clerk.untag(order, "a")
    assert order["tags"] == ["b"]


def test_the_clerk_is_told_over_http(asking, order):
    line = order["lineItems"][0]["id"]
    body = {"do": "set_quantity", "order": order["name"], "line": line, "quantity": 1}
    status, _headers, _body = handle(
        asking.sandbox, "POST", "/__sandbox__/orders", json.dumps(body).encode()
    )
    assert status == 200
    assert order["lineItems"][0]["currentQuantity"] == 1


def test_the_clerk_lets_somebody_buy(small, order):
    clerk = OrderClerk(small.shop)
    variant = small.shop.node(order["lineItems"][0]["variant"]["id"])
    sold = clerk.buy(variant, 2, at_the_counter=True, tagged=["vip", "gift"], paid_by="cash")
    assert sold["sourceName"] == "pos"
    assert sold["tags"] == ["gift", "vip"]
    assert sold["displayFinancialStatus"] == "PAID"
    assert sold["lineItems"][0]["quantity"] == 2

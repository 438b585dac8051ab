# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the merchant does changes amounts, statuses, stock and times as Shopify does."""

import pytest
from world_common import SmallShop, shop_amount, stock, totals

from shopify_sandbox.shopper import an_order
from shopify_sandbox.world.places import add_location


@pytest.fixture
def small():
    return SmallShop()


@pytest.fixture
def order(small):
    """Three boots and a mug, 4.90 shipping, paid: 74.89."""
    return (
        an_order(small.shop)
        .line(small.boot, 3)
        .line(small.mug)
        .shipping(price="4.90")
        .paid_by("visa")
        .place()
    )


CURRENT = ("currentSubtotalPrice", "currentTotalPrice", "currentTotalTax", "totalOutstanding")


def line_ids(order):
    return [line["id"] for line in order["lineItems"]]


def test_authorised_money_is_captured(small):
    order = an_order(small.shop).line(small.boot).authorised_by("visa").place()
    assert (order["capturable"], shop_amount(order["totalCapturableSet"])) == (True, "20.0")
    capture = small.merchant.capture(order)
    assert capture["parentTransaction"]["kind"] == "AUTHORIZATION"
    assert order["displayFinancialStatus"] == "PAID"
    assert totals(order, "totalCapturable", "totalReceived") == ("0.0", "20.0")


def test_authorised_money_is_given_back(small):
    order = an_order(small.shop).line(small.boot).authorised_by("visa").place()
    small.merchant.void(order)
    assert order["displayFinancialStatus"] == "VOIDED"
    with pytest.raises(ValueError, match="nothing is authorised"):
        small.merchant.capture(order)


def test_shipping_everything(small, order):
    (shipment,) = small.merchant.fulfil(order, tracking=[("UPS", "1Z1")])
    assert shipment["trackingInfo"][0]["url"] == "https://www.ups.com/track?tracknum=1Z1"
    assert shipment["name"] == f"{order['name']}-F1"
    assert order["displayFulfillmentStatus"] == "FULFILLED"
    assert order["fulfillmentOrders"][0]["status"] == "CLOSED"
    assert (stock(small.boot, "on_hand"), stock(small.boot, "committed")) == (97, 0)
    with pytest.raises(ValueError, match="not so much open"):
        small.merchant.fulfil(order)


def test_shipping_a_part(small, order):
    small.merchant.fulfil(order, {line_ids(order)[0]: 2})
    assert order["displayFulfillmentStatus"] == "PARTIALLY_FULFILLED"
    assert order["fulfillmentOrders"][0]["status"] == "IN_PROGRESS"
    assert [line["unfulfilledQuantity"] for line in order["lineItems"]] == [1, 1]
    with pytest.raises(ValueError, match="not so much open"):
        small.merchant.fulfil(order, {line_ids(order)[0]: 2})


def test_a_cancelled_shipment_is_open_again(small, order):
    (shipment,) = small.merchant.fulfil(order)
    small.merchant.cancel_fulfillment(order, shipment)
    assert shipment["status"] == "CANCELLED"
    assert order["displayFulfillmentStatus"] == "UNFULFILLED"
    closed, again = order["fulfillmentOrders"]
    assert (closed["status"], again["status"]) == ("CLOSED", "OPEN")
    assert again["lineItems"][0]["remainingQuantity"] == 3


def test_a_cancelled_part_goes_back_to_its_fulfilment_order(small, order):
    (shipment,) = small.merchant.fulfil(order, {line_ids(order)[0]: 2})
    small.merchant.cancel_fulfillment(order, shipment)
    (node,) = order["fulfillmentOrders"]
    assert [part["remainingQuantity"] for part in node["lineItems"]] == [3, 1]


def test_hold_and_release(small, order):
    small.merchant.hold(order)
    assert order["displayFulfillmentStatus"] == "ON_HOLD"
    assert "CREATE_FULFILLMENT" not in actions(order)
    small.merchant.release(order)
    assert order["displayFulfillmentStatus"] == "UNFULFILLED"
    assert "CREATE_FULFILLMENT" in actions(order)


def test_scheduled_goods_are_not_shipped_before(small, order):
    small.merchant.schedule(order, "2026-12-24T08:00:00Z")
    assert order["displayFulfillmentStatus"] == "SCHEDULED"
    assert actions(order) == ["MARK_AS_OPEN", "MOVE"]


def test_lowering_keeps_the_quantity_and_changes_what_is_current(small, order):
    small.merchant.set_quantity(order, order["lineItems"][0], 1)
    line = order["lineItems"][0]
    assert (line["quantity"], line["currentQuantity"], line["unfulfilledQuantity"]) == (3, 1, 1)
    assert shop_amount(line["originalTotalSet"]) == "60.0"
    assert totals(order, "subtotalPrice", "totalPrice") == ("69.99", "74.89")
    assert totals(order, *CURRENT) == ("29.99", "34.89", "5.57", "-40.0")
    assert order["edited"]
    assert stock(small.boot) == 99


def test_raising_is_a_new_quantity(small, order):
    small.merchant.set_quantity(order, order["lineItems"][0], 5)
    assert order["lineItems"][0]["quantity"] == 5
    assert totals(order, "totalPrice", "originalTotalPrice") == ("114.89", "74.89")
    assert totals(order, "totalOutstanding") == ("40.0",)
    assert order["displayFinancialStatus"] == "PARTIALLY_PAID"
    assert order["fulfillmentOrders"][0]["lineItems"][0]["remainingQuantity"] == 5


def test_raising_again_after_lowering_brings_the_units_back(small, order):
    line = order["lineItems"][0]
    small.merchant.set_quantity(order, line, 1)
    small.merchant.set_quantity(order, line, 3)
    assert (line["quantity"], line["currentQuantity"], line["unfulfilledQuantity"]) == (3, 3, 3)
    assert totals(order, "totalPrice", "currentTotalPrice") == ("74.89", "74.89")
    assert stock(small.boot) == 97


def test_shipped_units_stay(small, order):
    small.merchant.fulfil(order, {line_ids(order)[0]: 2})
    with pytest.raises(ValueError, match="shipped already"):
        small.merchant.set_quantity(order, order["lineItems"][0], 1)


def test_removing_a_line_keeps_it_with_nothing_left(small, order):
    small.merchant.remove_line(order, order["lineItems"][1])
    assert order["lineItems"][1]["currentQuantity"] == 0
    assert totals(order, "currentTotalPrice") == ("64.9",)


def test_an_added_line_is_taxed_and_not_discounted(small):
    order = an_order(small.shop).line(small.boot).discount_code("TEN", "10%").place()
    line = small.merchant.add_line(order, small.mug)
    assert line["discountAllocations"] == []
    assert shop_amount(line["taxLines"][0]["priceSet"]) == "1.6"
    assert totals(order, "subtotalPrice") == ("27.99",)
    small.merchant.fulfil(order)
    assert order["displayFulfillmentStatus"] == "FULFILLED"


def test_an_edited_discount_changes_the_subtotal(small, order):
    small.merchant.discount_line(order, order["lineItems"][0], "10.00")
    assert totals(order, "subtotalPrice", "totalDiscounts") == ("59.99", "10.0")


def test_refund_of_units_and_shipping(small, order):
    small.merchant.fulfil(order)
    refund = small.merchant.refund(
        order, {line_ids(order)[0]: 1}, restock="RETURN", shipping="4.90"
    )
    (line,) = refund["refundLineItems"]
    assert (line["quantity"], line["restockType"], line["restocked"]) == (1, "RETURN", True)
    assert (shop_amount(line["subtotalSet"]), shop_amount(line["totalTaxSet"])) == ("20.0", "3.19")
    assert shop_amount(refund["totalRefundedSet"]) == "24.9"
    assert refund["transactions"][0]["parentTransaction"]["kind"] == "SALE"
    assert refund["orderAdjustments"] == []
    assert order["displayFinancialStatus"] == "PARTIALLY_REFUNDED"
    assert order["displayFulfillmentStatus"] == "FULFILLED"
    assert totals(order, "currentTotalPrice", "totalOutstanding", "totalRefundedShipping") == (
        "49.99",
        "0.0",
        "4.9",
    )
    assert stock(small.boot) == 98


def test_several_refunds_take_everything_to_the_cent(small):
    order = (
        an_order(small.shop)
        .line(small.mug, 3)
        .discount_code("X", "1.00")
        .tax_excluded()
        .ship_to("US")
        .paid_by("visa")
        .place()
    )
    (line,) = line_ids(order)
    for _time in range(3):
        small.merchant.refund(order, {line: 1})
    refunded = sum(
        float(shop_amount(part["subtotalSet"])) + float(shop_amount(part["totalTaxSet"]))
        for refund in order["refunds"]
        for part in refund["refundLineItems"]
    )
    assert f"{refunded:.2f}" == "31.47"
    assert totals(order, "totalPrice", "totalRefunded") == ("31.47", "31.47")
    assert totals(order, *CURRENT) == ("0.0", "0.0", "0.0", "0.0")
    assert order["displayFinancialStatus"] == "REFUNDED"


def test_an_amount_alone_leaves_an_adjustment(small, order):
    refund = small.merchant.refund(order, amount="3.50")
    (adjustment,) = refund["orderAdjustments"]
    assert shop_amount(adjustment["amountSet"]) == "-3.5"
    assert adjustment["reason"] == "REFUND_DISCREPANCY"
    assert totals(order, "currentTotalPrice", "totalOutstanding") == ("71.39", "0.0")


def test_what_was_never_paid_is_not_paid_back(small):
    order = an_order(small.shop).line(small.boot, 3).paid_by("visa", "30.00").place()
    (line,) = line_ids(order)
    first = small.merchant.refund(order, {line: 1})
    second = small.merchant.refund(order, {line: 1})
    refunds = [shop_amount(refund["totalRefundedSet"]) for refund in (first, second)]
    assert refunds == ["0.0", "10.0"]
    assert first["orderAdjustments"] == second["orderAdjustments"] == []
    assert totals(order, "currentTotalPrice", "totalOutstanding") == ("20.0", "0.0")


def test_a_pending_refund_counts_when_it_is_done(small, order):
    refund = small.merchant.refund(order, {line_ids(order)[1]: 1}, pending=True)
    assert shop_amount(refund["totalRefundedSet"]) == "0.0"
    assert order["displayFinancialStatus"] == "PAID"
    small.merchant.finish_refund(order, refund)
    assert shop_amount(refund["totalRefundedSet"]) == "9.99"
    assert order["displayFinancialStatus"] == "PARTIALLY_REFUNDED"


def test_nobody_refunds_more_units_than_are_left(small, order):
    with pytest.raises(ValueError, match="only 1 units"):
        small.merchant.refund(order, {line_ids(order)[1]: 2})


def test_a_refund_refills_the_gift_card(small):
    an_order(small.shop).line(small.card).paid_by("visa").place()
    (card,) = small.shop.collection("GiftCard")
    order = an_order(small.shop).line(small.boot).paid_with_gift_card(card).place()
    assert card["balance"]["amount"] == "30.0"
    small.merchant.refund(order, {line_ids(order)[0]: 1}, restock="CANCEL")
    assert card["balance"]["amount"] == "50.0"


def test_cancelling_gives_everything_back(small, order):
    small.merchant.cancel(order, "CUSTOMER")
    assert order["cancelledAt"] == "2026-11-20T12:00:00Z"
    assert (order["cancelReason"], order["closed"]) == ("CUSTOMER", True)
    assert order["displayFinancialStatus"] == "REFUNDED"
    assert [line["currentQuantity"] for line in order["lineItems"]] == [0, 0]
    assert totals(order, *CURRENT) == ("0.0", "0.0", "0.0", "0.0")
    assert order["fulfillmentOrders"][0]["status"] == "CANCELLED"
    assert (stock(small.boot), stock(small.boot, "committed")) == (100, 0)
    assert order["fulfillable"] is False


def test_cancelling_an_authorised_order_voids_it(small):
    order = an_order(small.shop).line(small.boot).authorised_by("visa").place()
    small.merchant.cancel(order)
    assert [part["kind"] for part in order["transactions"]] == ["AUTHORIZATION", "VOID"]
    assert order["displayFinancialStatus"] == "VOIDED"


def test_a_return_is_announced_and_closed(small, order):
    small.merchant.fulfil(order)
    returned = small.merchant.open_return(order, {line_ids(order)[0]: 2}, reason="SIZE_TOO_SMALL")
    assert (returned["name"], returned["totalQuantity"]) == (f"{order['name']}-R1", 2)
    assert order["returnStatus"] == "IN_PROGRESS"
    refund = small.merchant.refund(
        order, {line_ids(order)[0]: 1}, restock="RETURN", returned=returned
    )
    (line,) = returned["returnLineItems"]
    assert (returned["refunds"], refund["return"]) == ([refund], returned)
    assert (line["refundedQuantity"], line["refundableQuantity"]) == (1, 1)
    small.merchant.close_return(order, returned)
    assert order["returnStatus"] == "RETURNED"


@pytest.mark.parametrize(
    "act",
    [
        lambda merchant, order: merchant.tag(order, "vip"),
        lambda merchant, order: merchant.note(order, "Call first"),
        lambda merchant, order: merchant.fulfil(order),
        lambda merchant, order: merchant.refund(order, shipping="all"),
        lambda merchant, order: merchant.close(order),
        lambda merchant, order: merchant.set_quantity(order, order["lineItems"][0], 1),
    ],
)
def test_every_change_touches_the_order(small, order, act):
    small.clock.advance(minutes=5)
    act(small.merchant, order)
    assert order["updatedAt"] == "2026-11-20T12:05:00Z"
    assert order["createdAt"] == "2026-11-20T12:00:00Z"


def test_moving_ships_from_elsewhere(small):
    other = add_location(small.shop, "Store")
    order = an_order(small.shop).line(small.boot).place()
    small.merchant.move(order, other)
    (shipment,) = small.merchant.fulfil(order)
    assert shipment["location"] is other


def test_splitting_some_units_makes_a_fulfilment_order_of_their_own(small, order):
    other = add_location(small.shop, "Store")
    small.merchant.split(order, order["lineItems"][0], 1, other)
    here, there = order["fulfillmentOrders"]
    assert [part["remainingQuantity"] for part in here["lineItems"]] == [2, 1]
    assert [part["remainingQuantity"] for part in there["lineItems"]] == [1]
    assert there["assignedLocation"]["location"] is other
    assert len(small.merchant.fulfil(order)) == 2


def actions(order):
    """What may be done with the order's first fulfilment order."""
    return [one["action"] for one in order["fulfillmentOrders"][0]["supportedActions"]]

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Fulfilments in the sandbox: made, changed and refused in Shopify's own words."""

import pytest
from server_shop import Asking
from world_common import SmallShop

from shopify_sandbox.shopper import an_order
from shopify_sandbox.tokens import App
from shopify_sandbox.world.places import add_location

CREATE = (
    "mutation C($fulfillment: FulfillmentInput!) { fulfillmentCreate(fulfillment: $fulfillment) {"
    " fulfillment { id name status location { id } trackingInfo { company number url }"
    " fulfillmentLineItems(first: 9) { nodes { quantity lineItem { id } } } }"
    " userErrors { field message } } }"
)
UPDATE = (
    "mutation U($id: ID!, $tracking: FulfillmentTrackingInput!, $notify: Boolean) {"
    " fulfillmentTrackingInfoUpdate(fulfillmentId: $id, trackingInfoInput: $tracking,"
    " notifyCustomer: $notify) { fulfillment { trackingInfo { company number url } }"
    " userErrors { field message } } }"
)
CANCEL = (
    "mutation X($id: ID!) { fulfillmentCancel(id: $id) { fulfillment { status displayStatus }"
    " userErrors { field message } } }"
)


@pytest.fixture
def small():
    return SmallShop()


@pytest.fixture
def order(small):
    return an_order(small.shop).line(small.boot, 3).line(small.mug, 2).place()


@pytest.fixture
def asking(small):
    return Asking(small.shop)


def group(node, *quantities):
    """Units of the lines of a fulfilment order; all that is open without any."""
    lines = zip(node["lineItems"], quantities, strict=False)
    return {
        "fulfillmentOrderId": node["id"],
        "fulfillmentOrderLineItems": [{"id": line["id"], "quantity": n} for line, n in lines],
    }


def create(asking, *groups, **given):
    fulfillment = {"lineItemsByFulfillmentOrder": list(groups), **given}
    return asking.data(CREATE, fulfillment=fulfillment)["fulfillmentCreate"]


def refusal(asking, *groups):
    answer = create(asking, *groups)
    assert answer["fulfillment"] is None
    ((error),) = answer["userErrors"]
    return error["message"]


def number(node):
    return node["id"].rpartition("/")[2]


def test_units_are_shipped_and_the_order_follows(asking, small, order):
    (node,) = order["fulfillmentOrders"]
    answer = create(asking, group(node, 2))
    assert answer["userErrors"] == []
    made = answer["fulfillment"]
    assert (made["name"], made["status"]) == (f"{order['name']}-F1", "SUCCESS")
    boots = order["lineItems"][0]
    assert made["fulfillmentLineItems"]["nodes"] == [
        {"quantity": 2, "lineItem": {"id": boots["id"]}}
    ]
    assert order["displayFulfillmentStatus"] == "PARTIALLY_FULFILLED"
    create(asking, group(node))
    assert order["displayFulfillmentStatus"] == "FULFILLED"
    assert node["status"] == "CLOSED"


def test_parcels_have_their_numbers_and_links(asking, small, order):
    (node,) = order["fulfillmentOrders"]
    tracking = {"company": "UPS", "numbers": ["1Z1", "1Z2"], "urls": ["https://ups.example/1"]}
    made = create(asking, group(node, 1), trackingInfo=tracking)["fulfillment"]
    assert made["trackingInfo"] == [
        {"company": "UPS", "number": "1Z1", "url": "https://ups.example/1"},
        {"company": "UPS", "number": "1Z2", "url": "https://www.ups.com/track?tracknum=1Z2"},
    ]
    other = create(asking, group(node, 1), trackingInfo={"company": "Bike", "number": "7"})
    assert other["fulfillment"]["trackingInfo"] == [{"company": "Bike", "number": "7", "url": None}]


def test_two_fulfilment_orders_of_a_location_make_one_fulfilment(asking, small, order):
    boots = order["lineItems"][0]
    here = small.shop.collection("Location")[0]
    small.merchant.split(order, boots, 1, here)
    one, two = order["fulfillmentOrders"]
    made = create(asking, group(one, 2), group(two, 1))["fulfillment"]
    assert made["fulfillmentLineItems"]["nodes"] == [
        {"quantity": 3, "lineItem": {"id": boots["id"]}}
    ]
    assert boots["unfulfilledQuantity"] == 0


def test_what_does_not_fit_is_refused_in_shopifys_words(asking, small, order):
    (node,) = order["fulfillmentOrders"]
    over = group(node, 4)
    assert refusal(asking, over) == "Invalid fulfillment order line item quantity requested."
    gone = {**group(node), "fulfillmentOrderId": "gid://shopify/FulfillmentOrder/999"}
    assert refusal(asking, gone) == "Fulfillment order does not exist."
    line = {"id": "gid://shopify/FulfillmentOrderLineItem/999", "quantity": 1}
    missing = {"fulfillmentOrderId": node["id"], "fulfillmentOrderLineItems": [line]}
    assert refusal(asking, missing) == "Fulfillment order line item does not exist."
    other = an_order(small.shop).line(small.boot).place()
    both = group(node, 1), group(other["fulfillmentOrders"][0], 1)
    assert refusal(asking, *both) == (
        "All fulfillment orders must belong to the same order. Multiple orders with ids "
        f"[{number(order)}, {number(other)}] were found."
    )
    assert not order["fulfillments"], "nothing was carried out"


def test_a_quantity_of_nothing_names_its_field(asking, order):
    (node,) = order["fulfillmentOrders"]
    (error,) = create(asking, group(node, 0))["userErrors"]
    assert error["message"] == "Quantity must be greater than 0"
    assert error["field"][1:3] == ["lineItemsByFulfillmentOrder", "0"]


def test_two_locations_do_not_go_together(asking, small, order):
    cellar = add_location(small.shop, "Cellar")
    small.merchant.split(order, order["lineItems"][0], 1, cellar)
    here, there = order["fulfillmentOrders"]
    assert refusal(asking, group(here, 1), group(there, 1)).startswith(
        "All fulfillment orders must be assigned to a single location. Multiple locations with ids"
    )


@pytest.mark.parametrize(
    ("act", "status"),
    [
        (lambda merchant, order: merchant.hold(order), "on_hold"),
        (lambda merchant, order: merchant.schedule(order, "2027-01-01T00:00:00Z"), "scheduled"),
        (lambda merchant, order: merchant.fulfil(order), "closed"),
    ],
)
def test_what_may_not_be_shipped_says_its_status(asking, small, order, act, status):
    (node,) = order["fulfillmentOrders"]
    act(small.merchant, order)
    assert refusal(asking, group(node, 1)) == (
        f"Fulfillment order {number(node)} has an unfulfillable status= {status}."
    )


def test_an_id_of_zero_is_a_fault(asking):
    given = {
        "lineItemsByFulfillmentOrder": [{"fulfillmentOrderId": "gid://shopify/FulfillmentOrder/0"}]
    }
    error = asking.error(CREATE, fulfillment=given)
    assert error["message"] == "invalid id"
    assert error["extensions"]["code"] == "RESOURCE_NOT_FOUND"


def test_tracking_is_changed_later(asking, small, order):
    small.clock.advance(minutes=5)
    (made,) = small.merchant.fulfil(order, tracking=[("UPS", "1Z1")])
    answer = asking.data(
        UPDATE, id=made["id"], tracking={"company": "DHL", "numbers": ["5"]}, notify=True
    )["fulfillmentTrackingInfoUpdate"]
    assert answer["fulfillment"]["trackingInfo"] == [{"company": "DHL", "number": "5", "url": None}]
    assert made["_notified"]
    gone = asking.data(UPDATE, id="gid://shopify/Fulfillment/9", tracking={"number": "5"})
    assert gone["fulfillmentTrackingInfoUpdate"]["userErrors"][0]["field"] == ["fulfillmentId"]


def test_a_cancelled_fulfilment_is_open_again_once(asking, small, order):
    (made,) = small.merchant.fulfil(order)
    answer = asking.data(CANCEL, id=made["id"])["fulfillmentCancel"]
    assert answer["fulfillment"] == {"status": "CANCELLED", "displayStatus": "CANCELED"}
    assert order["displayFulfillmentStatus"] == "UNFULFILLED"
    again = asking.data(CANCEL, id=made["id"])["fulfillmentCancel"]
    assert again["userErrors"], "it is cancelled already"
    assert [node["status"] for node in order["fulfillmentOrders"]] == ["CLOSED", "OPEN"]


def test_without_its_scope_nothing_is_shipped(small, order):
    (node,) = order["fulfillmentOrders"]
    scopes = frozenset({"read_orders", "read_merchant_managed_fulfillment_orders"})
    asking = Asking(small.shop, apps=[App(scopes=scopes)])
    given = {"lineItemsByFulfillmentOrder": [group(node, 1)]}
    assert asking.error(CREATE, fulfillment=given)["extensions"]["code"] == "ACCESS_DENIED"
    assert not order["fulfillments"]

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shipments over the wire: what is open, fulfilments of many orders, nothing sent twice (F1-F4)."""

import pytest
from scripted import answer, fault
from test_client_sandbox import client_of

from shopify import errors, fulfillments
from shopify.fulfillments import FulfillmentCall, TrackingUpdate, tracking_input
from shopify.scopes import FULFILLMENTS, missing_scopes
from shopify_sandbox import Sandbox
from shopify_sandbox.merchant import Merchant
from shopify_sandbox.shopper import an_order
from shopify_sandbox.world.catalogue import add_product
from shopify_sandbox.world.opening import open_shop

CALL = FulfillmentCall((("gid://shopify/FulfillmentOrder/1", ()),), None, notify=False)


@pytest.fixture
def shop():
    return open_shop()


@pytest.fixture
def sandbox(shop):
    return Sandbox(shop, plan="Unlimited")


@pytest.fixture
def client(sandbox):
    return client_of(sandbox)


@pytest.fixture
def mug(shop):
    return add_product(shop, "Mug", stock=500)["variants"][0]


def orders(shop, variant, count, quantity=2):
    return [an_order(shop).line(variant, quantity).place() for _number in range(count)]


def a_call(order, units, tracking=None, notify=False):
    node = order["fulfillmentOrders"][0]
    lines = tuple((line["id"], units) for line in node["lineItems"])
    return FulfillmentCall(((node["id"], lines),), tracking, notify)


def read(client, *wanted):
    pages = client.shipping_orders([order["id"] for order in wanted])
    return [order for page in pages for order in page]


def test_f2_what_is_open_is_read_with_what_may_be_done(client, shop, mug):
    order, held, gone = orders(shop, mug, 3)
    Merchant(shop).fulfil(order, {order["lineItems"][0]["id"]: 1})
    Merchant(shop).hold(held, "INCORRECT_ADDRESS")
    shop.remove(gone)
    first, second = read(client, order, held, gone)
    (shipped,) = first.fulfillments
    assert [line.quantity for line in shipped.line_items] == [1]
    (node,) = first.fulfillment_orders
    assert [line.remaining_quantity for line in node.line_items] == [1]
    assert "CREATE_FULFILLMENT" in node.actions
    (node,) = second.fulfillment_orders
    assert "CREATE_FULFILLMENT" not in node.actions
    assert node.holds == ("Incorrect address",)


def test_f2_many_fulfilment_orders_and_lines_are_read_to_the_last(client, shop):
    variants = [add_product(shop, f"Mug {n}", stock=50)["variants"][0] for n in range(13)]
    builder = an_order(shop)
    for variant in variants:
        builder.line(variant, 5)
    order = builder.place()
    here = shop.collection("Location")[0]
    for line in order["lineItems"][:5]:
        Merchant(shop).split(order, line, 1, here)
    (found,) = read(client, order)
    assert len(found.fulfillment_orders) == 6
    assert max(len(node.line_items) for node in found.fulfillment_orders) == 13
    assert all("CREATE_FULFILLMENT" in node.actions for node in found.fulfillment_orders)


def test_f1_fulfilments_of_many_orders_go_in_few_requests(client, sandbox, shop, mug):
    many = orders(shop, mug, 90)
    list(client.shipping_orders([order["id"] for order in many]))
    outcomes = [one for part in client.fulfil([a_call(o, 2) for o in many]) for one in part]
    assert {outcome.fulfillment.status for outcome in outcomes} == {"SUCCESS"}
    assert {order["displayFulfillmentStatus"] for order in many} == {"FULFILLED"}
    assert len(sandbox.requests) == 4, "one to read, three to write"


def test_f4_tracking_and_f5_notice_go_along_and_change_later(client, shop, mug):
    (order,) = orders(shop, mug, 1)
    tracking = tracking_input("UPS", ["1", "2"], ["https://a.example/1", "https://a.example/2"])
    ((made,),) = client.fulfil([a_call(order, 2, tracking, notify=True)])
    assert [info.number for info in made.fulfillment.tracking_info] == ["1", "2"]
    (node,) = order["fulfillments"]
    assert node["_notified"]
    update = TrackingUpdate(made.fulfillment.id, tracking_input("DHL", ["3"], []), notify=False)
    ((changed,),) = client.update_tracking([update])
    (info,) = changed.fulfillment.tracking_info
    assert (info.company, info.number, info.url) == ("DHL", "3", "")
    assert not node["_notified"]


def test_f4_without_a_number_there_is_nothing_to_track_by():
    assert tracking_input("UPS", [], []) is None
    assert tracking_input("", ["1"], []) == {"numbers": ["1"]}


def test_f7_one_that_is_refused_takes_no_other_with_it(client, shop, mug):
    good, held = orders(shop, mug, 2)
    Merchant(shop).hold(held)
    ((done, refused),) = client.fulfil([a_call(good, 2), a_call(held, 2)])
    assert done.fulfillment and not done.refusals
    (told,) = refused.refusals
    assert told.endswith("has an unfulfillable status= on_hold.")
    assert refused.fulfillment is None


def test_a_cancelled_fulfilment_says_so(client, shop, mug):
    (order,) = orders(shop, mug, 1)
    (node,) = Merchant(shop).fulfil(order)
    ((outcome,),) = client.cancel_fulfillments([node["id"]])
    assert outcome.fulfillment.status == "CANCELLED"


def test_a_lost_answer_is_unknown_and_nothing_is_sent_again(client, sandbox, shop, mug):
    first, second = orders(shop, mug, 2)
    sandbox.faults.plan("cut_after", operation="FulfillmentCreateBatch2")
    ((one, two),) = client.fulfil([a_call(first, 2), a_call(second, 2)])
    assert one.is_unknown and two.is_unknown
    assert len(first["fulfillments"]) == len(second["fulfillments"]) == 1


def test_what_shopify_can_no_longer_show_is_unknown_too(make_client):
    nameless = {"n0": {"fulfillment": {"id": "x"}, "userErrors": []}}
    client, wire = make_client(answer(nameless))
    ((outcome,),) = client.fulfil([CALL])
    assert outcome.is_unknown
    assert len(wire.requests) == 1


def test_an_answer_without_fulfilment_is_a_refusal(make_client):
    client, _wire = make_client(
        answer({"n0": {"fulfillment": None, "userErrors": []}}),
        answer({"n0": None}, errors=[{**fault("invalid id", "NOT_FOUND"), "path": ["n0"]}]),
    )
    ((nothing,),) = client.fulfil([CALL])
    assert nothing.refusals == ("Shopify made no fulfilment",)
    ((ill,),) = client.fulfil([CALL])
    assert ill.refusals == ("invalid id",)


def test_hands_off_sends_nothing(sandbox, shop, mug):
    (order,) = orders(shop, mug, 1)
    client = client_of(sandbox, may_change=False)
    with pytest.raises(errors.HandsOff):
        list(client.fulfil([a_call(order, 2)]))
    assert not order["fulfillments"]


def test_the_scopes_are_wanted_only_by_those_who_send():
    names = {"write_merchant_managed_fulfillment_orders", "write_third_party_fulfillment_orders"}
    assert names.isdisjoint(missing_scopes(()))
    assert names <= set(missing_scopes((), {FULFILLMENTS}))


def test_a_request_stays_below_the_limit_of_cost(sandbox, shop, mug):
    many = orders(shop, mug, fulfillments.CALLS_IN_A_REQUEST)
    exchanges = []
    client = client_of(sandbox, on_exchange=exchanges.append)
    list(client.fulfil([a_call(order, 1) for order in many]))
    (exchange,) = exchanges
    assert exchange.cost.requested <= 500
    made = [order["fulfillments"][0]["id"] for order in many]
    tracking = tracking_input("UPS", ["1"], [])
    list(client.update_tracking([TrackingUpdate(each, tracking, notify=False) for each in made]))
    assert len(exchanges) == 1 + 3
    assert max(exchange.cost.requested for exchange in exchanges) <= 1000

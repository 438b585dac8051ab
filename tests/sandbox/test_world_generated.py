# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Generated shops are made as they are read, are the same each time and remember changes."""

import gc
import tracemalloc
from datetime import datetime, timezone

import pytest

from shopify_sandbox.merchant import Merchant
from shopify_sandbox.seeds.generated import generated_shop
from shopify_sandbox.shopper import an_order

ANCHOR = datetime(2026, 11, 20, tzinfo=timezone.utc)


@pytest.fixture
def shop():
    return generated_shop(100_000, ANCHOR)


def test_as_many_as_asked_for(shop):
    assert len(shop.collection("Order")) == 100_000
    assert len(shop.collection("Customer")) == 50_000


def test_headers_agree_with_their_nodes(shop):
    for name in ("Order", "Customer"):
        nodes = shop.collection(name)
        for index in (0, 1, 2, 3, 7, 13, 4242, len(nodes) - 1):
            header = nodes.header(index)
            node = nodes[index]
            assert {key: node.get(key, header[key]) for key in header} == header


def test_the_same_each_time_and_in_any_order(shop):
    again = generated_shop(100_000, ANCHOR)
    orders, same = shop.collection("Order"), again.collection("Order")
    picked = [5, 99_999, 31_415]
    texts = [_text(orders[index]) for index in picked]
    assert [_text(same[index]) for index in reversed(picked)] == list(reversed(texts))


def _text(order):
    return (
        order["id"],
        order["totalPriceSet"],
        order["customer"]["id"],
        [(line["id"], line["sku"], line["quantity"]) for line in order["lineItems"]],
    )


def test_reading_many_keeps_few_in_memory(shop):
    orders = shop.collection("Order")
    tracemalloc.start()
    used = []
    for start in (0, 600, 1200):
        _read(orders, range(start, start + 600))
        gc.collect()
        used.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert used[2] - used[1] < 1_000_000


def _read(orders, positions):
    for position in positions:
        assert orders[position]["lineItems"]


def test_all_can_be_imported(shop):
    for order in shop.collection("Order")[1000:1060]:
        assert 1 <= len(order["lineItems"]) <= 5
        assert order["customer"]["email"] == order["email"]
        assert order["shippingAddress"]["countryCodeV2"]
        assert all(line["variant"]["sku"] == line["sku"] for line in order["lineItems"])


def test_ids_are_unique(shop):
    orders = shop.collection("Order")[:200]
    ids = [line["id"] for order in orders for line in order["lineItems"]]
    ids += [address["id"] for order in orders for address in [order["shippingAddress"]]]
    lines = sum(len(order["lineItems"]) for order in orders)
    assert len(set(ids)) == lines + len({order["customer"]["id"] for order in orders})


def test_customers_know_their_orders(shop):
    orders = shop.collection("Order")
    customer = orders[5]["customer"]
    assert customer is orders[2]["customer"]
    assert [order["name"] for order in customer["orders"]()] == ["#1003", "#1006", "#1008"]


def test_nodes_are_found_by_id(shop):
    order = shop.collection("Order")[777]
    assert shop.node(order["id"]) is order
    assert shop.node("gid://shopify/Order/5000000000001") is None
    assert shop.node(order["customer"]["id"]) is order["customer"]


def test_changes_last(shop):
    orders = shop.collection("Order")
    Merchant(shop).tag(orders[10], "seen")
    _read(orders, range(1000, 1600))
    assert orders[10]["tags"] == ["generated", "seen"]
    assert orders.header(10)["updatedAt"] == orders[10]["updatedAt"] > "2026-11-20"


def test_new_orders_come_after_the_generated_ones(shop):
    variant = shop.collection("ProductVariant")[0]
    order = an_order(shop).line(variant).place()
    orders = shop.collection("Order")
    assert orders[100_000] is orders[-1] is order
    assert order["name"] == "#101001"
    assert orders.header(100_000)["id"] == order["id"]
    assert shop.node(order["id"]) is order


def test_reading_leaves_the_stock_alone(shop):
    variants = shop.collection("ProductVariant")
    before = [variant["inventoryQuantity"]() for variant in variants]
    _read(shop.collection("Order"), range(50))
    assert [variant["inventoryQuantity"]() for variant in variants] == before

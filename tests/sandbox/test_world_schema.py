# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Nodes keep what Shopify's schema promises: each non-null field has a value of the right kind."""

from datetime import datetime, timezone

import pytest
from world_walker import Walker

from shopify_sandbox.recorded import recorded_folder, recorded_shop
from shopify_sandbox.schema import SchemaMissing, load
from shopify_sandbox.seeds.demo import demo_shop
from shopify_sandbox.seeds.generated import generated_shop

VERSIONS = ("2026-01", "2026-04", "2026-07", "2026-10")
ANCHOR = datetime(2026, 11, 20, tzinfo=timezone.utc)
# Fields that depend on arguments, or on the whole shop: not a part of the state.
COMPUTED = {
    "Channel.hasCollection",
    "Collection.hasProduct",
    "Collection.publishedOnPublication",
    "Image.url",
    "MetafieldDefinition.metafields",
    "MetafieldDefinition.metafieldsCount",
    "Product.contextualPricing",
    "Product.inCollection",
    "Product.publishedInContext",
    "Product.publishedOnPublication",
    "ProductVariant.contextualPricing",
    "ProductVariant.publishedOnPublication",
    "Publication.hasCollection",
    "Shop.customerTags",
    "Shop.draftOrderTags",
    "Shop.entitlements",
    "Shop.features",
    "Shop.orderTags",
    "Shop.resourceLimits",
    "Shop.search",
    "Shop.searchFilters",
}


@pytest.fixture(scope="module", params=VERSIONS)
def walker(request):
    try:
        schema = load(request.param).graphql
    except SchemaMissing as missing:
        pytest.skip(str(missing))
    return Walker(schema, COMPUTED)


def walk(walker, shop, most=100_000):
    walker.problems.clear()
    for name, nodes in shop.collections.items():
        for node in nodes[:most]:
            walker.node(node, name)
    walker.node(shop.profile, "Shop")
    return walker.problems


def test_the_demo_shop_keeps_the_schema(walker):
    assert walk(walker, demo_shop(ANCHOR)) == {}


def test_generated_shops_keep_the_schema(walker):
    assert walk(walker, generated_shop(40, ANCHOR)) == {}


def test_recorded_shops_keep_the_schema(walker):
    if not recorded_folder().is_dir():
        pytest.skip("recorded answers are not here")
    assert walk(walker, recorded_shop(), 60) == {}


def test_the_walker_finds_what_is_missing(walker):
    shop = demo_shop(ANCHOR, orders=1)
    order = shop.collection("Order")[0]
    del order["totalPriceSet"]
    order["cancelReason"] = "BORED"
    assert walk(walker, shop) == {
        "Order.totalPriceSet": "is null",
        "Order.cancelReason": "has no value 'BORED'",
    }

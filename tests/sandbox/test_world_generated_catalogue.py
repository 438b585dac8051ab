# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Generated products are many, mixed, stocked, and the same each time."""

from datetime import datetime, timezone

import pytest

from shopify_sandbox.seeds.generated_catalogue import generated_catalogue
from shopify_sandbox.shops import shop_named

ANCHOR = datetime(2026, 11, 20, tzinfo=timezone.utc)


def told(shop):
    return [
        (
            *(product[name] for name in ("id", "title", "updatedAt")),
            *((v["id"], v["sku"], v["title"], v["price"]) for v in product["variants"]),
        )
        for product in shop.collection("Product")
    ]


def test_as_many_as_asked_for_and_no_orders():
    shop = shop_named("generated", products=30)
    assert len(shop.collection("Product")) == 30
    assert len(shop.collection("ProductVariant")) == 300
    assert not shop.collection("Order")


@pytest.mark.parametrize(
    ("name", "orders", "customers"),
    [("demo", None, None), ("generated", 5, None), ("generated", None, 5)],
)
def test_the_number_is_for_generated_products_only(name, orders, customers):
    with pytest.raises(ValueError, match="number of products"):
        shop_named(name, orders, customers, products=5)


@pytest.mark.parametrize("variants", [0, 2049])
def test_no_product_has_so_many_variants(variants):
    with pytest.raises(ValueError, match="2,048"):
        generated_catalogue(1, variants)


@pytest.mark.parametrize(("variants", "options"), [(1, 1), (2, 2), (10, 2), (100, 2), (2048, 3)])
def test_exactly_so_many_variants_each_another(variants, options):
    (product,) = generated_catalogue(1, variants, ANCHOR).collection("Product")
    assert len(product["variants"]) == variants
    assert len(product["options"]) == options
    assert len({variant["title"] for variant in product["variants"]}) == variants


def test_the_same_each_time():
    assert told(generated_catalogue(20, 10, ANCHOR)) == told(generated_catalogue(20, 10, ANCHOR))


def test_a_mixed_crowd():
    shop = generated_catalogue(200, 10, ANCHOR)
    products, variants = shop.collection("Product"), shop.collection("ProductVariant")
    assert {product["status"] for product in products} == {"ACTIVE", "DRAFT"}
    assert len({variant["sku"] for variant in variants}) == len(variants)
    barcodes = [variant["barcode"] for variant in variants if variant["barcode"]]
    assert len(set(barcodes)) == len(barcodes) == 670
    priced = [len({v["price"] for v in product["variants"]}) for product in products]
    assert (priced.count(2), priced.count(1)) == (40, 160)
    levels = [len(variant["inventoryItem"]["inventoryLevels"]) for variant in variants]
    assert set(levels) == {2}
    collections = shop.collection("Collection")
    assert len(collections) == 12
    counts = {one["title"]: one["productsCount"]()["count"] for one in collections}
    assert (counts["Socks"], counts["Winter"]) == (25, 50)

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The product import, killed at any moment or beside an order sync, makes each product once."""

import random
from collections import Counter

import pytest
from comparing import assert_same_content

from bench.sandbox_process import sandbox_process

SEED = 20261122
KILLS = 10
BATCH = 40

pytestmark = pytest.mark.xdist_group("kills")


@pytest.fixture(scope="module")
def catalogue(imports_of):
    """Imports of the demo shop's products."""
    settings = {
        "product_sync": "from_shopify",
        "sku_mapping": "variant_code",
        # Quotations are enough where both syncs run at once.
        "auto_confirm_orders": False,
    }
    with sandbox_process("demo") as sandbox, imports_of("catalogue", sandbox, **settings) as found:
        yield found


@pytest.mark.parametrize("in_bulk", [False, True])
def test_p13_killed_at_10_random_moments_it_ends_like_one_clean_run(catalogue, in_bulk):
    plan = {"kinds": ["products"], "product_batch": BATCH, "in_bulk": in_bulk}
    clean = catalogue.into_a_copy("products_clean", **plan)
    chance = random.Random(SEED)
    lives = [chance.randint(20, clean["steps"] // 7) for _kill in range(KILLS)]
    print(f"seed {SEED}, killed after so many steps of {clean['steps']}: {lives}")
    killed = catalogue.into_a_copy("products_killed", lives=lives, **plan)
    assert killed["killed"] == KILLS
    assert len(clean["content"]["shopify.product"]) > 50
    assert [run["state"] for run in killed["runs"]] == ["done"]
    assert killed["runs"] == clean["runs"]
    assert_same_content(killed["content"], clean["content"])


def test_p3_products_and_orders_at_once_make_each_product_once(catalogue):
    result = catalogue.into_a_copy(
        "products_and_orders", kinds=["orders", "products"], product_batch=BATCH, workers=2
    )
    assert [run["state"] for run in result["runs"]] == ["done", "done"]
    content = result["content"]
    linked = [row for row in content["shopify.variant"] if row["odoo_product_id"]]
    assert len(linked) > 150
    # Two of the shop's products have one barcode, and so are one product.
    made = [row for row in linked if row["match_rule"] != "barcode"]
    assert len(linked) - len(made) == 1
    products = Counter(str(row["odoo_product_id"]) for row in made)
    assert [key for key, count in products.items() if count > 1] == []
    titles = Counter(row["name"] for row in content["shopify.product"])
    names = Counter(row["name"] for row in content["product.template"])
    assert {name for name, count in names.items() if count > titles.get(name, 1)} == set()
    attributes = Counter(row["name"].casefold() for row in content["product.attribute"])
    assert set(attributes.values()) == {1}
    values = Counter(
        (row["attribute_id"], row["name"].casefold()) for row in content["product.attribute.value"]
    )
    assert set(values.values()) == {1}

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The price sync, killed at any moment, ends with each price in Shopify (P12, G6)."""

import random

import pytest

from bench.sandbox_process import sandbox_process

SEED = 20261120
KILLS = 8
BATCH = 20
DEARER = "UPDATE product_template SET list_price = list_price + 1 WHERE list_price > 0"
KNOWN = "UPDATE shopify_variant SET price = 1"
UNKNOWN = "UPDATE shopify_variant SET price = 0"
RIGHT = "SELECT count(*) FROM shopify_variant WHERE odoo_price > 1 AND price = odoo_price"

pytestmark = pytest.mark.xdist_group("kills")


@pytest.fixture(scope="module")
def with_products(imports_of):
    """A database whose products came with orders, all of them dearer than in Shopify."""
    with (
        sandbox_process("demo") as sandbox,
        # Quotations are enough: the orders only bring the products.
        imports_of("prices", sandbox, allow_changes=True, auto_confirm_orders=False) as found,
    ):
        assert found.run(found.start)["runs"][0]["state"] == "done"
        found.databases.sql(f"{DEARER}; {KNOWN}", found.start)
        yield found


def price_sync(imports, database, **plan):
    """:return: the last run, and how many steps it took"""
    result = imports.run(database, kinds=["prices"], price_batch=BATCH, **plan)
    assert result["runs"][-1]["state"] == "done", result["runs"]
    return result["runs"][-1], result


def test_p12_killed_at_8_random_moments_each_price_goes_to_shopify(with_products):
    databases = with_products.databases
    with databases.copy(with_products.start, "prices_clean") as name:
        clean, result = price_sync(with_products, name)
        assert clean["changed_count"] > 100
    chance = random.Random(SEED)
    lives = [chance.randint(20, result["steps"] // 4) for _kill in range(KILLS)]
    print(f"seed {SEED}, killed after so many steps of {result['steps']}: {lives}")
    with databases.copy(with_products.start, "prices_killed") as name:
        databases.sql(DEARER, name)
        killed, result = price_sync(with_products, name, lives=lives)
        assert result["killed"] == KILLS
        assert killed == clean
        assert int(databases.sql(RIGHT, name)) == clean["changed_count"]
        # What is not known is asked for: Shopify has every price.
        databases.sql(UNKNOWN, name)
        again, _result = price_sync(with_products, name)
        assert (again["changed_count"], again["skipped_count"]) == (0, 0)
        assert int(databases.sql(RIGHT, name)) == clean["changed_count"]

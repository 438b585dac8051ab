# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Adding products to Shopify, killed at any moment, makes each of them once (P7, G6)."""

import json
import random
import urllib.request
from collections import Counter

import pytest

from bench.sandbox_process import sandbox_process
from shopify_sandbox.tokens import PERMANENT_TOKEN

SEED = 20261120
KILLS = 12
PRODUCTS = 24
BATCH = 6
SETTINGS = {
    "allow_changes": True,
    "product_sync": "to_shopify",
    "can_update_shopify_products": True,
    "products": PRODUCTS,
}
TEMPLATES = "SELECT json_agg(id) FROM product_template WHERE name->>'en_US' LIKE 'Exported %'"
LINKED = """
    SELECT count(DISTINCT v.odoo_product_id) FROM shopify_variant v
    JOIN product_product p ON p.id = v.odoo_product_id
    WHERE v.sku = p.default_code AND v.shopify_id IS NOT NULL
"""
OTHER_NAMES = """
    UPDATE product_template SET name = jsonb_build_object('en_US', 'Renamed ' || id),
        write_date = now() AT TIME ZONE 'UTC'
    WHERE name->>'en_US' LIKE 'Exported %'
"""

pytestmark = pytest.mark.xdist_group("kills")


@pytest.fixture
def catalogue(imports_of):
    """A database with products, and a shop that has none of them."""
    with (
        sandbox_process("generated", customers=0) as sandbox,
        imports_of("products", sandbox, **SETTINGS) as found,
    ):
        yield found


def adding(imports):
    """:return: the options of a run that adds all products"""
    ids = json.loads(imports.databases.sql(TEMPLATES, imports.start))
    return {"products": {"template_ids": ids}}


def in_shopify(imports, words):
    """:return: how often each title that begins with these words is there"""
    query = (
        '{ products(first: 250, query: "title:%s*") { nodes { title variantsCount { count } } } }'
    )
    request = urllib.request.Request(
        f"http://{imports.sandbox.address}/admin/api/2026-10/graphql.json",
        json.dumps({"query": query % words}).encode(),
        {"Content-Type": "application/json", "X-Shopify-Access-Token": PERMANENT_TOKEN},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        nodes = json.load(answer)["data"]["products"]["nodes"]
    assert {node["variantsCount"]["count"] for node in nodes} == {10}
    return Counter(node["title"] for node in nodes)


def assert_each_once(imports, database, words):
    found = in_shopify(imports, words)
    assert len(found) == PRODUCTS
    assert set(found.values()) == {1}, "a product was made twice"
    assert int(imports.databases.sql(LINKED, database)) == PRODUCTS * 10


def test_p7_killed_at_12_random_moments_each_product_is_made_once(catalogue):
    plan = {"kinds": ["products"], "options": adding(catalogue), "product_batch": BATCH}
    chance = random.Random(SEED)
    lives = [chance.randint(10, 90) for _kill in range(KILLS)]
    print(f"seed {SEED}, killed after so many steps: {lives}")
    with catalogue.databases.copy(catalogue.start, "export_killed") as name:
        killed = catalogue.run(name, lives=lives, **plan)
        assert killed["killed"] == KILLS
        assert [run["state"] for run in killed["runs"]] == ["done"]
        assert not killed["content"]["shopify.sync.skip"]
        assert_each_once(catalogue, name, "Exported")
        catalogue.databases.sql(OTHER_NAMES, name)
        updated = catalogue.run(name, kinds=["products"], product_batch=BATCH, lives=[40, 60, 80])
        assert updated["killed"] == 3
        assert updated["runs"][-1]["state"] == "done"
        assert_each_once(catalogue, name, "Renamed")


def test_p7_a_database_that_lost_everything_finds_what_it_made(catalogue):
    plan = {"kinds": ["products"], "options": adding(catalogue)}
    catalogue.into_a_copy("export_lost", **plan)
    # All commits of the first run are lost: this begins like the first one.
    with catalogue.databases.copy(catalogue.start, "export_again") as name:
        again = catalogue.run(name, workers=2, **plan)
        assert [run["new_count"] for run in again["runs"]] == [0]
        assert [run["changed_count"] for run in again["runs"]] == [PRODUCTS]
        assert_each_once(catalogue, name, "Exported")

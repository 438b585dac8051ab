# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The stock sync, killed at any moment or beside another, ends with the right figures (N5, G6)."""

import json
import random
import threading
import urllib.request

import pytest

from bench.sandbox_process import sandbox_process
from shopify_sandbox.tokens import PERMANENT_TOKEN

SEED = 20261120
KILLS = 10
PRODUCTS = 20
BATCH = 10
LEVELS = """
    SELECT json_agg(json_build_array(v.shopify_id, p.shopify_id, l.wanted, l.state))
    FROM shopify_inventory_level l
    JOIN shopify_variant v ON v.id = l.variant_id
    JOIN shopify_location p ON p.id = l.location_id
"""
PAIRS = """
    SELECT json_agg(json_build_array(v.shopify_id, p.shopify_id))
    FROM shopify_variant v, shopify_location p WHERE p.stock_sync
"""
MORE = "UPDATE stock_quant SET quantity = quantity + 3 WHERE quantity > 0"
QUERY = """
    query Levels($ids: [ID!]!, $location: ID!) {
      nodes(ids: $ids) { ... on ProductVariant { id inventoryItem {
        inventoryLevel(locationId: $location) {
          quantities(names: ["available"]) { quantity }
        }
      } } }
    }
"""

pytestmark = pytest.mark.xdist_group("kills")


@pytest.fixture
def stocked(imports_of):
    """A database with 200 variants in stock in two warehouses, none of it in Shopify yet."""
    with (
        sandbox_process("generated", products=PRODUCTS) as sandbox,
        imports_of("stock", sandbox, stock=True) as found,
    ):
        yield found


def stock_sync(imports, database, **plan):
    """:return: the last run, and all that ``importer.py`` tells"""
    result = imports.run(database, kinds=["stock"], stock_batch=BATCH, pauses=0.05, **plan)
    assert {run["state"] for run in result["runs"]} == {"done"}, result["runs"]
    assert not result["content"]["shopify.inventory.call"], "a call was left over"
    return result["runs"][-1], result


def levels_of(imports, database):
    """:return: what Shopify is to have by (variant, location), as the database says"""
    rows = json.loads(imports.databases.sql(LEVELS, database))
    assert {state for *_key, state in rows} == {"equal"}
    return {(variant, place): wanted for variant, place, wanted, _state in rows}


def in_shopify(imports, levels):
    """:return: what Shopify has by (variant, location)"""
    found = {}
    for place in {place for _variant, place in levels}:
        ids = [f"gid://shopify/ProductVariant/{v}" for v, where in levels if where == place]
        request = urllib.request.Request(
            f"http://{imports.sandbox.address}/admin/api/2026-10/graphql.json",
            json.dumps({"query": QUERY, "variables": {"ids": ids, "location": place}}).encode(),
            {"Content-Type": "application/json", "X-Shopify-Access-Token": PERMANENT_TOKEN},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            nodes = json.load(answer)["data"]["nodes"]
        for node in nodes:
            (available,) = node["inventoryItem"]["inventoryLevel"]["quantities"]
            found[node["id"].rpartition("/")[2], place] = available["quantity"]
    return found


def assert_right(imports, database):
    levels = levels_of(imports, database)
    assert len(levels) == PRODUCTS * 10 * 2
    assert in_shopify(imports, levels) == levels


def test_n5_killed_at_10_random_moments_each_figure_is_sent_once(stocked):
    chance = random.Random(SEED)
    lives = [chance.randint(30, 250) for _kill in range(KILLS)]
    print(f"seed {SEED}, killed after so many steps: {lives}")
    with stocked.databases.copy(stocked.start, "stock_killed") as name:
        run, result = stock_sync(stocked, name, lives=lives)
        assert result["killed"] == KILLS
        assert run["changed_count"] > 300
        assert (run["new_count"], run["failed_count"], run["skipped_count"]) == (0, 0, 0)
        assert_right(stocked, name)
        again, _result = stock_sync(stocked, name)
        assert again["changed_count"] == 0


def test_n5_killed_while_others_change_shopifys_stock_it_ends_right(stocked):
    chance = random.Random(SEED)
    lives = [chance.randint(30, 250) for _kill in range(KILLS)]
    with stocked.databases.copy(stocked.start, "stock_disturbed") as name:
        stock_sync(stocked, name)
        levels = list(levels_of(stocked, name))
        stocked.databases.sql(MORE, name)
        ended = threading.Event()

        def others():
            while not ended.wait(0.02):
                variant, _place = chance.choice(levels)
                stocked.sandbox.act_on_products(
                    do="stock",
                    variant=f"gid://shopify/ProductVariant/{variant}",
                    units=chance.randint(0, 99),
                )

        thread = threading.Thread(target=others)
        thread.start()
        try:
            result = stocked.run(name, kinds=["stock"], stock_batch=BATCH, pauses=0.05, lives=lives)
        finally:
            ended.set()
            thread.join()
        assert result["killed"] == KILLS
        assert result["runs"][-1]["state"] == "done"
        stock_sync(stocked, name)
        assert_right(stocked, name)


def test_n5_two_processes_that_push_at_once_end_with_the_right_figures(stocked):
    with (
        stocked.databases.copy(stocked.start, "stock_one") as one,
        stocked.databases.copy(stocked.start, "stock_two") as two,
    ):
        before = in_shopify(stocked, json.loads(stocked.databases.sql(PAIRS, one)))
        results = {}

        def push(name):
            results[name] = stocked.run(name, kinds=["stock"], stock_batch=BATCH, pauses=0.05)

        threads = [threading.Thread(target=push, args=(name,)) for name in (one, two)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        runs = [results[name]["runs"][-1] for name in (one, two)]
        print(f"changed by the one and the other: {[run['changed_count'] for run in runs]}")
        assert [run["failed_count"] for run in runs] == [0, 0]
        wanted = levels_of(stocked, one)
        for name in (one, two):
            assert_right(stocked, name)
        differed = sum(before[key] != wanted[key] for key in wanted)
        assert sum(run["changed_count"] for run in runs) == differed, "each is changed once"

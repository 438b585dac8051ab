# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Deliveries are fulfilled in Shopify once each, whatever is killed or lost on the way (F2, G6)."""

import json
import random
import urllib.request
from collections import Counter

import pytest

from bench.sandbox_process import sandbox_process
from shopify_sandbox.tokens import PERMANENT_TOKEN

SEED = 20261120
KILLS = 8
ORDERS = 30
BATCH = 4
# One piece of each line: as many are open of it once more, so that a repetition would go through.
PIECES = 1
DELIVERED = """
    SELECT json_object_agg(p.id, json_build_array(o.shopify_id, p.shopify_fulfillment_state,
        p.carrier_tracking_ref, (SELECT sum(quantity) FROM stock_move WHERE picking_id = p.id)))
    FROM stock_picking p JOIN shopify_order o ON o.id = p.shopify_order_id
    WHERE p.state = 'done' AND p.shopify_fulfillment_state <> 'from_shopify'
"""
LINKED = """
    SELECT json_agg(json_build_array(f.shopify_id, f.picking_id))
    FROM shopify_order_fulfillment f WHERE f.from_odoo
"""
QUERY = """
    query Shipped($ids: [ID!]!) { nodes(ids: $ids) { ... on Order { id
      fulfillments { id totalQuantity trackingInfo { number } } } } }
"""

pytestmark = pytest.mark.xdist_group("kills")


@pytest.fixture
def imported(imports_of):
    """A database with confirmed orders, and the sandbox that they came from."""
    with (
        sandbox_process("generated", ORDERS) as sandbox,
        imports_of("fulfil", sandbox, allow_changes=True) as imports,
    ):
        imports.run(imports.start)
        yield imports


def deliver(imports):
    """Do a part of each open delivery."""
    imports.databases.answer("bench.prepare_deliveries", imports.start, PIECES)


def fulfilled(imports, orders):
    """:return: the fulfilments that Shopify has, by the number they are tracked by"""
    ids = [f"gid://shopify/Order/{number}" for number in orders]
    request = urllib.request.Request(
        f"http://{imports.sandbox.address}/admin/api/2026-10/graphql.json",
        json.dumps({"query": QUERY, "variables": {"ids": ids}}).encode(),
        {"Content-Type": "application/json", "X-Shopify-Access-Token": PERMANENT_TOKEN},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        nodes = json.load(answer)["data"]["nodes"]
    found = {}
    for node in nodes:
        for one in node["fulfillments"]:
            for info in one["trackingInfo"]:
                found.setdefault(info["number"], []).append((one["id"], one["totalQuantity"]))
    return found


def assert_each_once(imports):
    """Each delivery has one fulfilment, of what it brought, and knows it.

    :return: how many deliveries there are
    """
    told = json.loads(imports.databases.sql(DELIVERED, imports.start))
    assert Counter(state for _order, state, *_rest in told.values()) == {"sent": len(told)}
    found = fulfilled(imports, {order for order, *_rest in told.values()})
    linked = Counter(
        (f"gid://shopify/Fulfillment/{key}", picking)
        for key, picking in json.loads(imports.databases.sql(LINKED, imports.start))
    )
    assert len(linked) == len(told)
    for picking, (_order, _state, number, pieces) in told.items():
        ((key, quantity),) = found[number]
        assert quantity == pieces
        assert linked[key, int(picking)] == 1
    return len(told)


def test_f2_killed_at_any_moment_and_with_answers_lost_each_is_fulfilled_once(imported):
    plan = {"delivery_batch": BATCH, "pauses": 0.05}
    chance = random.Random(SEED)
    lives = [chance.randint(20, 110) for _kill in range(KILLS)]
    print(f"seed {SEED}, killed after so many steps: {lives}")
    deliver(imported)
    result = imported.run(imported.start, kinds=["fulfillments"], lives=lives, **plan)
    assert result["killed"] == KILLS
    assert {run["state"] for run in result["runs"]} == {"done"}
    assert not result["content"]["shopify.fulfillment.call"]
    assert assert_each_once(imported) == ORDERS * 9 // 10

    deliver(imported)
    imported.sandbox.fail_at_random(0.3, SEED, kinds=["cut_after", "503", "cut_off"])
    imported.run(imported.start, kinds=["fulfillments", "orders"], workers=2, **plan)
    imported.sandbox.fail_at_random(0, SEED)
    result = imported.run(imported.start, kinds=["fulfillments"], **plan)
    assert not result["content"]["shopify.fulfillment.call"]
    assert assert_each_once(imported) > ORDERS * 9 // 10

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify is told of orders, killed at any moment, is told once, and is no change (O22)."""

import random

import pytest

from bench.sandbox_process import sandbox_process

SEED = 20261122
KILLS = 8
ORDERS = 80
BATCH = 10
SETTINGS = {"allow_changes": True, "write_reference": "attribute", "close_orders": True}
NOTE = """
    UPDATE shopify_order SET push_requested = TRUE,
        note_edit = jsonb_build_object('from', COALESCE(note, ''), 'to', 'Note of ' || name),
        tag_edits = '{"added": ["told"]}'
    WHERE sale_order_id IS NOT NULL
"""
LEFT = "SELECT count(*) FROM shopify_order WHERE push_requested"
TOLD = """
    SELECT count(*) FROM shopify_order shopify JOIN sale_order sale ON sale.id = sale_order_id
    WHERE shopify.note = 'Note of ' || shopify.name
        AND 'told' = ANY(string_to_array(shopify.tags, ', '))
        AND custom_attributes @> jsonb_build_array(
            jsonb_build_object('key', 'Odoo order', 'value', sale.name)
        )
"""
OPEN = """
    SELECT count(*) FROM shopify_order
    WHERE is_processed AND cancelled_at IS NULL AND closed_at IS NULL
"""
READ_AGAIN = """
    SELECT count(*) FROM shopify_order
    WHERE read_at >= (SELECT max(started_at) FROM shopify_sync_run WHERE kind = 'orders')
"""

pytestmark = pytest.mark.xdist_group("kills")


@pytest.fixture(scope="module")
def with_orders(imports_of):
    """A database with orders, of each of which Shopify is to be told something."""
    with (
        sandbox_process("generated", orders=ORDERS) as sandbox,
        imports_of("order_changes", sandbox, **SETTINGS) as found,
    ):
        assert found.run(found.start)["runs"][0]["state"] == "done"
        found.databases.sql(NOTE, found.start)
        yield found


def tell(imports, database, **plan):
    """:return: what ``importer.py`` tells"""
    result = imports.run(database, kinds=["order_changes"], push_batch=BATCH, **plan)
    assert {run["state"] for run in result["runs"]} == {"done"}, result["runs"]
    return result


def test_o22_killed_at_8_random_moments_each_order_is_told_and_none_has_changed(with_orders):
    databases = with_orders.databases
    with databases.copy(with_orders.start, "told_clean") as name:
        steps = tell(with_orders, name)["steps"]
        told = int(databases.sql(TOLD, name))
        assert told == ORDERS
    chance = random.Random(SEED)
    lives = [chance.randint(20, steps // 4) for _kill in range(KILLS)]
    print(f"seed {SEED}, killed after so many steps of {steps}: {lives}")
    with databases.copy(with_orders.start, "told_killed") as name:
        result = tell(with_orders, name, lives=lives)
        assert result["killed"] == KILLS
        assert int(databases.sql(TOLD, name)) == told
        assert (databases.sql(LEFT, name), databases.sql(OPEN, name)) == ("0", "0")
        # Each order bears a new time stamp in Shopify: it is read again, and is what is known.
        again = with_orders.run(name, kinds=["orders"])["runs"][-1]
        assert (again["state"], again["new_count"], again["changed_count"]) == ("done", 0, 0)
        assert int(databases.sql(READ_AGAIN, name)) >= told

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Killed at any moment, the import of history goes on where it was (O26)."""

import random

import pytest
from comparing import assert_same_content

SEED = 20261201
KILLS = 6
HISTORY = {
    "kinds": ["order_history"],
    "options": {
        "order_history": {"before": "2100-01-01 00:00:00", "archived": True, "documents": True}
    },
    "history_batch": 20,
}

pytestmark = pytest.mark.xdist_group("crash")


def test_o26_killed_at_random_moments_history_ends_like_one_clean_run(demo):
    clean = demo.into_a_copy("history", **HISTORY)
    chance = random.Random(SEED)
    lives = [chance.randint(1, clean["steps"] // 5) for _kill in range(KILLS)]
    print(f"seed {SEED}, killed after so many steps of {clean['steps']}: {lives}")
    killed = demo.into_a_copy("history_killed", lives=lives, workers=2, **HISTORY)
    assert killed["killed"] == KILLS
    assert [run["state"] for run in killed["runs"]] == ["done"]
    assert killed["runs"] == clean["runs"]
    assert_same_content(killed["content"], clean["content"])
    content = killed["content"]
    past = [order for order in content["shopify.order"] if order["state"] == "done"]
    assert len(past) > 60
    assert {order["history"] for order in past} == {"documents"}
    assert {sale["state"] for sale in content["sale.order"]} == {"sale"}
    assert len(content["sale.order"]) == len(past)
    assert not content["stock.picking"]

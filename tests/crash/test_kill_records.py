# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Two shop records of one Shopify shop import at once, in processes that are killed (O6, O15)."""

import random

import pytest

from bench.sandbox_process import sandbox_process

SEED = 20261130
ORDERS = 120
KILLS = 4
# Many orders fit both.
CHEAP, DEAR = "[('total', '<', 300)]", "[('total', '>', 30)]"

pytestmark = pytest.mark.xdist_group("kills")


def test_o6_two_records_in_two_processes_take_each_order_once(imports_of):
    chance = random.Random(SEED)
    pauses = [chance.uniform(0.3, 1.5) for _kill in range(KILLS)]
    records = [
        {"name": "Web shop", "order_filter": CHEAP},
        {"name": "Till", "order_filter": DEAR},
    ]
    with (
        sandbox_process("generated", ORDERS) as sandbox,
        imports_of("records", sandbox, records=records) as imports,
    ):
        result = imports.into_a_copy(
            "records_run", workers=2, kill_pauses=pauses, write_batch=15, read_batch=10, seed=SEED
        )
    content = result["content"]
    assert result["killed"] == KILLS
    assert [run["state"] for run in result["runs"]] == ["done", "done"]
    assert sum(run["new_count"] for run in result["runs"]) == ORDERS
    assert [run["failed_count"] for run in result["runs"]] == [0, 0]
    assert not content["shopify.sync.skip"]
    assert not content["shopify.order.import"], "an imported order is still listed"
    takers = [order["shop_id"] for order in content["shopify.order"]]
    assert len(takers) == ORDERS
    assert len({str(taker) for taker in takers}) == 2, "one record took all, so nothing was tried"
    names = {f"#{number}" for number in range(1001, 1001 + ORDERS)}
    for model, name_of in (
        ("sale.order", lambda key: key[0]),
        ("stock.picking", lambda k: k[0][0]),
    ):
        numbers = [name_of(row["key"]) for row in content[model]]
        assert sorted(numbers) == sorted(names), model

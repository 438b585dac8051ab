# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Killed at any moment and started again, the import ends as if nothing had happened (G6, O15)."""

import random

import pytest
from comparing import assert_same_content

from bench.sandbox_process import sandbox_process

SEED = 20261120
KILLS = 20
KILLS_OF_FOUR = 12

pytestmark = pytest.mark.xdist_group("crash")


def test_g6_killed_at_20_random_moments_it_ends_like_one_clean_run(demo, clean):
    lives = lives_within(clean["steps"], random.Random(SEED))
    print(f"seed {SEED}, killed after so many steps of {clean['steps']}: {lives}")
    result = demo.into_a_copy("killed", lives=lives, write_batch=8)
    assert result["killed"] == KILLS
    assert_same_runs(result, clean)
    assert_same_content(result["content"], clean["content"])


def test_g10_two_workers_at_once_end_like_one(demo, clean):
    result = demo.into_a_copy("two", workers=2)
    assert_same_runs(result, clean)
    assert_same_content(result["content"], clean["content"])


def test_o15_four_processes_that_are_killed_import_each_of_500_orders_once(imports_of):
    chance = random.Random(SEED)
    pauses = [chance.uniform(0.2, 1.5) for _kill in range(KILLS_OF_FOUR)]
    print(f"seed {SEED}, some process killed after seconds: {pauses}")
    with (
        sandbox_process("generated", 500) as sandbox,
        imports_of("four", sandbox, worker_count=4) as imports,
    ):
        result = imports.into_a_copy(
            "four_run", workers=4, kill_pauses=pauses, write_batch=15, seed=SEED
        )
    content = result["content"]
    assert result["killed"] == KILLS_OF_FOUR
    assert [run["state"] for run in result["runs"]] == ["done"]
    assert [(run["new_count"], run["failed_count"]) for run in result["runs"]] == [(500, 0)]
    assert not content["shopify.sync.skip"] and not content["shopify.order.import"]
    assert not [order for order in content["shopify.order"] if order["has_error"]]
    names = {f"#{number}" for number in range(1001, 1501)}
    sales = [row["key"][0] for row in content["sale.order"]]
    deliveries = [row["key"][0][0] for row in content["stock.picking"]]
    for numbers in (sales, deliveries):
        assert len(numbers) == 500
        assert set(numbers) == names
    emails = [row["email"] for row in content["res.partner"] if "buyer." in str(row["email"])]
    assert len(emails) == len(set(emails)) == 250


def lives_within(steps, chance):
    """:return: for each process to be killed, how many steps it lives: too few to finish"""
    return [chance.randint(1, steps // 9) for _kill in range(KILLS)]


def assert_same_runs(result, clean):
    assert [run["state"] for run in result["runs"]] == ["done"]
    assert result["runs"] == clean["runs"]

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Customers of tills are one customer each, whoever sends and whoever dies (S7, S9)."""

import json
import random
from pathlib import Path

import pytest

TILLS = Path(__file__).with_name("tills.py")
SEED = 20261130
CUSTOMERS = 16
KILLS = 8
# Fewer than a job takes that has all to do.
STEPS = 170

pytestmark = pytest.mark.xdist_group("kills")


@pytest.fixture(scope="module")
def tills(databases):
    """A function that lets tills and jobs work on a fresh database, and tells what came of it."""

    def work(label, **plan):
        plan = {
            "customers": CUSTOMERS,
            "senders": 2,
            "jobs": 0,
            "lives": [],
            "at_once": False,
            **plan,
        }
        with databases.fresh(label) as name:
            return databases.answer(TILLS, name, json.dumps(plan))

    return work


def assert_one_each(result):
    """Two tills have made each customer, and sold to it: it is one, and both orders are its."""
    assert set(result["ended"]) == {0}
    assert result["errors"] == []
    assert (result["customers"], result["states"]) == (2 * CUSTOMERS, ["done"])
    assert (result["partners"], result["names"]) == (CUSTOMERS, CUSTOMERS)
    assert (result["orders"], result["right_orders"]) == (2 * CUSTOMERS, 2 * CUSTOMERS)


def test_s9_two_tills_and_two_jobs_at_once_make_each_customer_once(tills):
    assert_one_each(tills("tills_at_once", jobs=2, at_once=True, lives=[]))


def test_s7_killed_at_8_random_moments_the_job_ends_as_if_it_had_not_been(tills):
    chance = random.Random(SEED)
    lives = [chance.randint(2, STEPS) for _kill in range(KILLS)]
    print(f"seed {SEED}, killed after so many steps: {lives}")
    killed = tills("tills_killed", at_once=False, lives=lives)
    print(f"ended by {killed['killed']}, the last job took {killed['steps']} steps")
    assert killed["killed"].count(9) > KILLS // 2
    assert_one_each(killed)

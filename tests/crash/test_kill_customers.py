# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The customer sync, killed at any moment or beside an order sync, doubles nobody (C2, G6)."""

import random

import pytest
from comparing import assert_same_content

from bench.sandbox_process import sandbox_process

SEED = 20261121
KILLS = 12
BATCH = 30

pytestmark = pytest.mark.xdist_group("kills")


@pytest.fixture(scope="module")
def everybody(imports_of):
    """Imports of the demo shop's customers, all of them."""
    settings = {
        "customer_import": "all",
        "create_without_address": True,
        # Quotations are enough where both syncs run at once.
        "auto_confirm_orders": False,
    }
    with sandbox_process("demo") as sandbox, imports_of("everybody", sandbox, **settings) as found:
        yield found


def test_g6_killed_at_12_random_moments_the_customer_sync_ends_like_one_clean_run(everybody):
    clean = everybody.into_a_copy("customers_clean", kinds=["customers"], customer_batch=BATCH)
    chance = random.Random(SEED)
    lives = [chance.randint(20, clean["steps"] // 4) for _kill in range(KILLS)]
    print(f"seed {SEED}, killed after so many steps of {clean['steps']}: {lives}")
    killed = everybody.into_a_copy(
        "customers_killed", kinds=["customers"], customer_batch=BATCH, lives=lives
    )
    assert killed["killed"] == KILLS
    assert len(clean["content"]["shopify.customer"]) > 200
    assert [run["state"] for run in killed["runs"]] == ["done"]
    assert killed["runs"] == clean["runs"]
    assert_same_content(killed["content"], clean["content"])


def test_c2_customers_and_orders_at_once_make_each_partner_once(everybody):
    result = everybody.into_a_copy(
        "customers_and_orders", kinds=["orders", "customers"], customer_batch=BATCH, workers=2
    )
    assert [run["state"] for run in result["runs"]] == ["done", "done"]
    content = result["content"]
    linked = [row for row in content["shopify.customer"] if row["partner_id"]]
    assert len(linked) > 200
    top = [row for row in content["res.partner"] if row["email"] and not row["parent_id"]]
    emails = [row["email_normalized"] for row in top]
    assert len(emails) == len(set(emails))

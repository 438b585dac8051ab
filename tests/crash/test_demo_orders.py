# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The demo shop's 300 orders: exact amounts, and nothing written twice."""

from collections import Counter
from decimal import Decimal

import pytest

from shopify_sandbox.seeds.demo import demo_shop

WAITING = {
    "odd-no-customer": "no_customer_data",
    "odd-deleted-product": "deleted_product",
    "odd-unknown-currency": "unknown_currency",
    "odd-no-lines": "order_without_lines",
    "odd-three-decimals": "amount_too_precise",
}
# The run itself, its batches, and how far the shop has been read; the workers are woken.
WRITTEN_BY_ANY_RUN = {
    "shopify_sync_run",
    "shopify_sync_batch",
    "shopify_shop",
    "ir_cron_trigger",
}
ROWS = """
    SELECT string_agg(format(
        'SELECT %L, count(*), sum(hashtext(xmin::text || ctid::text)::bigint) FROM %I',
        relname, relname), ' UNION ALL ')
    FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""

pytestmark = pytest.mark.xdist_group("demo")


@pytest.fixture(scope="module")
def demo(up_to_paid):
    """:class:`Imports` of all 300 orders."""
    with up_to_paid("whole", 300) as imports:
        yield imports


@pytest.fixture(scope="module")
def clean(demo):
    with demo.databases.copy(demo.start, "whole_clean") as name:
        yield {**demo.run(name), "database": name}


@pytest.fixture(scope="module")
def shopifys():
    return {order["name"]: order for order in demo_shop().collections["Order"]}


def test_o9_each_sale_order_has_shopifys_untaxed_amount_tax_and_total(clean, shopifys):
    sales = {row["shopify_order_number"]: row for row in clean["content"]["sale.order"]}
    amounts = {name: amounts_of(row) for name, row in sales.items()}
    assert amounts == {name: shopifys_amounts(shopifys[name]) for name in sales}
    assert {row["state"] for row in sales.values()} == {"sale"}


def test_o5_every_order_is_imported_waits_or_is_none_to_import(clean, shopifys):
    done = {row["name"] for row in clean["content"]["shopify.order"] if row["state"] == "done"}
    waiting = {row["name"] for row in clean["content"]["shopify.order"]} - done
    assert len(done) == len(clean["content"]["sale.order"])
    assert len(waiting) == 9
    for name in shopifys.keys() - done - waiting:
        order = shopifys[name]
        assert order["test"] or order["closed"] or order["cancelledAt"], name


def test_g7_peculiar_orders_wait_with_their_own_error(clean, shopifys):
    expected = {
        name: WAITING[tag]
        for name, order in shopifys.items()
        for tag in order["tags"]
        if tag in WAITING
    }
    orders = clean["content"]["shopify.order"]
    assert {o["name"]: o["error_code"] for o in orders if o["has_error"]} == expected
    skipped = clean["content"]["shopify.sync.skip"]
    assert {row["name"]: row["code"] for row in skipped} == expected
    assert Counter(expected.values())["no_customer_data"] == 5


def test_o15_importing_twice_more_writes_nothing(demo, clean):
    databases, name = demo.databases, clean["database"]
    rows = databases.sql(ROWS, name)
    before = written(databases.sql(rows, name))
    for _again in range(2):
        # All orders are listed anew, not only what has changed since.
        databases.sql("UPDATE shopify_shop SET orders_synced_until = NULL", name)
        demo.sandbox.reset()
        run = demo.run(name)["runs"][-1]
        assert run["state"] == "done"
        assert (run["new_count"], run["changed_count"], run["failed_count"]) == (0, 0, 0)
        assert demo.sandbox.statistics()["requests"] <= 2
    after = written(databases.sql(rows, name))
    assert {table for table in after if after[table] != before[table]} <= WRITTEN_BY_ANY_RUN


def amounts_of(sale):
    names = ("amount_untaxed", "amount_tax", "amount_total")
    return tuple(Decimal(str(sale[name])) for name in names)


def shopifys_amounts(order):
    rounding = order["totalCashRoundingAdjustment"]["paymentSet"]
    total, tax, rounding = (
        Decimal(money["shopMoney"]["amount"])
        for money in (order["totalPriceSet"], order["totalTaxSet"], rounding)
    )
    total += rounding
    return total - tax, tax, total


def written(answer):
    """:return: by table, what changes with every row that is written"""
    return {line.split("|")[0]: line for line in answer.splitlines()}

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Killed at any moment, by several workers at once: each transaction is one payment (O13)."""

import json
import random
from pathlib import Path

import pytest

from bench.sandbox_process import sandbox_process

SEED = 20261121
KILLS = 6
ORDERS = 40
# One in ten is still to be paid.
PAID = ORDERS - ORDERS // 10
PAYER = Path(__file__).with_name("payer.py")
BOOKS = """
    SELECT json_build_object(
        'orders', (SELECT count(*) FROM shopify_order WHERE sale_order_id IS NOT NULL),
        'errors', (SELECT array_agg(error) FROM shopify_order WHERE has_error),
        'invoices', (SELECT count(*) FROM account_move
            WHERE move_type = 'out_invoice' AND state = 'posted'),
        'paid', (SELECT count(*) FROM account_move
            WHERE move_type = 'out_invoice' AND payment_state = 'paid'),
        'payments', (SELECT count(*) FROM account_payment WHERE state = 'paid'),
        'transactions', (SELECT count(DISTINCT shopify_transaction_id) FROM account_payment),
        'entries', (SELECT count(*) FROM account_move WHERE origin_payment_id IS NOT NULL),
        'registered', (SELECT sum(amount) FROM account_payment),
        'received', (SELECT sum(amount) FROM shopify_order_transaction
            WHERE kind = 'SALE' AND status = 'SUCCESS'),
        'reconciled', (SELECT sum(amount) FROM account_partial_reconcile)
    )
"""

pytestmark = pytest.mark.xdist_group("kills")


@pytest.fixture(scope="module")
def imports(imports_of):
    settings = {"accounting": True, "auto_invoice": "posted", "worker_count": 2}
    with (
        sandbox_process("generated", ORDERS) as sandbox,
        imports_of("payments", sandbox, **settings) as opened,
    ):
        yield opened


def books(imports, database):
    return json.loads(imports.databases.sql(BOOKS, database))


def assert_paid_once(found):
    sums = {found.pop(name) for name in ("registered", "received", "reconciled")}
    assert len(sums) == 1, sums
    assert found == {
        "orders": ORDERS,
        "errors": None,
        "invoices": ORDERS,
        "paid": PAID,
        "payments": PAID,
        "transactions": PAID,
        "entries": PAID,
    }


def test_o13_killed_workers_register_each_payment_once(imports):
    chance = random.Random(SEED)
    with imports.databases.copy(imports.start, "paid") as name:
        imports.databases.sql("UPDATE shopify_shop SET auto_register_payments = true", name)
        result = imports.run(
            name,
            workers=2,
            kill_pauses=[chance.uniform(0.5, 2.0) for _kill in range(KILLS)],
            write_batch=10,
            seed=SEED,
        )
        assert result["killed"] == KILLS
        assert_paid_once(books(imports, name))


def test_o13_processes_that_pay_the_same_orders_at_once_register_each_payment_once(imports):
    with imports.databases.copy(imports.start, "raced") as name:
        imports.run(name)
        assert not books(imports, name)["payments"]
        imports.databases.answer(PAYER, name, 3)
        assert_paid_once(books(imports, name))

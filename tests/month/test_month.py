# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""After days of orders, edits, cancellations, returns and refunds the books of both sides agree.

``SHOPIFY_CONNECTOR_MONTH=2000 ./dev test tests/month`` goes through a month of so many orders.
"""

import os
from pathlib import Path

import pytest

from bench.scratch import ScratchDatabases
from devtools.environment import environment

MONTH_OF_ORDERS = os.environ.get("SHOPIFY_CONNECTOR_MONTH")
ORDERS, DAYS = (int(MONTH_OF_ORDERS), 30) if MONTH_OF_ORDERS else (70, 10)
SEED = 6
MONTH = Path(__file__).with_name("month.py")

pytestmark = pytest.mark.xdist_group("month")


@pytest.fixture(scope="module")
def month():
    with environment() as env:
        databases = ScratchDatabases(env)
        with databases.fresh("month") as name:
            yield databases.answer(MONTH, name, ORDERS, DAYS, SEED)


def test_r3_each_order_has_the_figures_in_odoo_that_it_has_in_shopify(month):
    assert month["differing"] == {}


@pytest.mark.parametrize("figure", ["receivable", "money", "sales", "tax", "gift_cards", "stock"])
def test_r3_the_books_of_odoo_say_what_shopifys_figures_say(month, figure):
    assert month["odoo"][figure] == month["shopify"][figure]


def test_r6_nothing_is_left_with_an_error(month):
    assert (month["errors"], month["refund_errors"]) == ([], [])


def test_o18_everything_that_can_happen_has_happened(month):
    acts = {"ship", "lower", "add", "discount", "cancel", "collect", "delivered"}
    back = {"goods", "kept", "amount", "shipping", "pending", "return"}
    assert set(month["done"]) >= acts | back

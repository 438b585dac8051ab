# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Reading is cheap: the work per order stays within bounds (counted, not timed)."""

import sys

from server_shop import Asking, a_shop

QUERY = """{ orders(first: 250) { nodes {
    id name createdAt updatedAt processedAt email tags closed test
    totalPriceSet { shopMoney { amount } }
} } }"""


def calls(asking):
    counted = 0

    def count(frame, event, argument):
        nonlocal counted
        counted += event == "call"

    sys.setprofile(count)
    try:
        asking.answer(QUERY)
    finally:
        sys.setprofile(None)
    return counted


def test_calls_per_order_are_few_and_constant():
    few, many = Asking(a_shop(50)), Asking(a_shop(250))
    calls(few)
    calls(many)
    per_order = (calls(many) - calls(few)) / 200
    assert per_order < 60

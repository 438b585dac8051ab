# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Waiting for the cost budget: as long as needed, and no longer."""

from shopify.exchange import Cost


def cost(requested, available, *, rate=100.0, maximum=1000.0, actual=1.0):
    return Cost(requested, actual, available, maximum, rate)

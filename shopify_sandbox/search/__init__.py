# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shopify's ``query:`` strings: their syntax and the filters each type knows."""

from . import catalog, customers, orders, others

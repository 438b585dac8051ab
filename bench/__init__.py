# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Benchmarks: one a claim, each run by ``./dev bench NAME``."""

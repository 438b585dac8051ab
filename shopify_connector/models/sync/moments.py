# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Shopify's moments as Odoo stores them."""


def utc_naive(moment):
    """Return an aware UTC moment without zone and fraction; False for None."""
    return moment.replace(tzinfo=None, microsecond=0) if moment else False

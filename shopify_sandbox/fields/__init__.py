# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Fields that are more than a look into the state, one file an area."""

from . import (
    collections,
    counts,
    customers,
    inventory,
    media,
    metafields,
    orders,
    products,
    publications,
    roots,
    shipping,
    shop,
    translations,
)

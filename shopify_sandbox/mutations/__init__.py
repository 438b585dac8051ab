# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Mutations, one file an area."""

from . import (
    bulk,
    collections,
    customer_accounts,
    customer_addresses,
    customer_merge,
    customers,
    files,
    fulfillments,
    inventory,
    media_parts,
    metafield_definitions,
    metafield_parts,
    metafields,
    order_cancelling,
    order_edits,
    orders,
    product_media,
    product_options,
    product_set,
    products,
    publications,
    reordering,
    tags,
    translations,
    variants,
    webhooks,
)

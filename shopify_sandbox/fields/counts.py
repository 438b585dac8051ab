# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Counts: ordersCount, customersCount, productsCount and the like."""

from ..execution.connections import Page
from ..execution.registry import field
from ..search.matcher import matcher

DEFAULT_LIMIT = 10_000
_COUNTED = {
    "ordersCount": "Order",
    "pendingOrdersCount": "Order",
    "customersCount": "Customer",
    "productsCount": "Product",
    "productVariantsCount": "ProductVariant",
    "locationsCount": "Location",
    "giftCardsCount": "GiftCard",
    "draftOrdersCount": "DraftOrder",
    "collectionsCount": "Collection",
    "companiesCount": "Company",
}


def _counter(type_name):
    def count(context, source, arguments):
        """How many there are, counted up to ``limit`` (10,000 unless told)."""
        text = arguments.get("query")
        search = matcher(text, type_name) if text else None
        page = Page(context, context.listed(type_name), type_name, {}, search)
        limit = arguments.get("limit", DEFAULT_LIMIT)
        found = page.count(limit)
        if limit is not None and found > limit:
            return {"count": limit, "precision": "AT_LEAST"}
        return {"count": found, "precision": "EXACT"}

    return count


for _name, _type in _COUNTED.items():
    field("QueryRoot", _name)(_counter(_type))


def _length(key):
    def count(context, source, arguments):
        """How many entries the object's list has."""
        stored = source.get(f"{key}Count")
        if stored is not None:
            return stored() if callable(stored) else stored
        values = source.get(key) or []
        values = values() if callable(values) else values
        return {"count": len(values), "precision": "EXACT"}

    return count


for _type, _key in (
    ("Product", "variants"),
    ("Product", "media"),
    ("Order", "fulfillments"),
    ("Order", "transactions"),
    ("Order", "events"),
    ("InventoryItem", "locations"),
):
    field(_type, f"{_key}Count")(_length(_key))

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The order in which a connection lists its nodes, and where a cursor stands in it."""

import re
from collections.abc import Sequence

from .cursors import number

_PATHS = {
    "ORDER_NUMBER": ("name",),
    "TOTAL_PRICE": ("totalPriceSet", "shopMoney", "amount"),
    "CUSTOMER_NAME": ("customer", "displayName"),
    "FINANCIAL_STATUS": ("displayFinancialStatus",),
    "FULFILLMENT_STATUS": ("displayFulfillmentStatus",),
    "INVENTORY_TOTAL": ("totalInventory",),
    "NAME": ("name",),
    "LOCATION": ("defaultAddress", "country"),
    "POSITION": ("position",),
    "CREATED": ("createdAt",),
    "PRICE": ("priceRangeV2", "minVariantPrice", "amount"),
    "FULL_TITLE": ("displayName",),
    "INVENTORY_LEVELS_AVAILABLE": ("inventoryQuantity",),
}
_NUMERIC = {"ORDER_NUMBER", "TOTAL_PRICE", "PRICE"}
# The order that the state has.
_AS_IT_IS = {"COLLECTION_DEFAULT", "MANUAL", "BEST_SELLING"}
_DIGITS = re.compile(r"-?\d+(\.\d+)?")
LAZY_KEYS = {
    "CREATED_AT": "createdAt",
    "UPDATED_AT": "updatedAt",
    "PROCESSED_AT": "processedAt",
    "ID": "id",
}


def state_key(sort_key: str) -> str:
    """The state's key of a sort key such as CREATED_AT."""
    first, *rest = sort_key.lower().split("_")
    return first + "".join(word.title() for word in rest)


def sort_value(record: dict, sort_key: str | None):
    """What a record is sorted by: a number or a text, or None."""
    if sort_key is None or sort_key in ("ID", "RELEVANCE"):
        return number(record.get("id"))
    value = record
    for key in _PATHS.get(sort_key, (state_key(sort_key),)):
        value = value.get(key) if isinstance(value, dict) else None
        if callable(value):
            value = value()
    if sort_key in _NUMERIC and value is not None:
        found = _DIGITS.search(str(value))
        return float(found[0]) if found else None
    return value if isinstance(value, int | float) or value is None else str(value)


def rank(value) -> tuple:
    """Makes values comparable: nothing comes before everything else."""
    return (0, 0) if value is None else (1, value)


class Ordering:
    """Positions ``(rank, id number, index)`` of a sequence, ascending.

    :param items: nodes, or a lazy sequence with ``header(i)``.
    :param sort_key: the connection's sort key; None keeps the sequence's own order.
    """

    def __init__(self, items: Sequence, sort_key: str | None):
        sort_key = None if sort_key in _AS_IT_IS else sort_key
        self.items = items
        self.sort_key = sort_key
        read = getattr(items, "header", None)
        if read is None:
            entries = self._of_nodes(items, sort_key)
        else:
            entries = [
                (rank(sort_value(record, sort_key)), number(record["id"]), index)
                for index, record in ((index, read(index)) for index in range(len(items)))
            ]
        if sort_key is not None or read is not None:
            entries.sort()
        self.entries = entries

    @staticmethod
    def _of_nodes(items, sort_key):
        if sort_key is None:
            return [
                ((1, index), number(node.get("id")) if isinstance(node, dict) else 0, index)
                for index, node in enumerate(items)
            ]
        return [
            (rank(sort_value(node, sort_key)), number(node.get("id")), index)
            for index, node in enumerate(items)
        ]


_KEPT = "_sandbox_orderings"


def ordering(items: Sequence, sort_key: str | None) -> Ordering:
    """The ordering of a sequence; that of a lazy one is kept until it grows or changes.

    A lazy sequence whose nodes change counts its changes in ``revision``.
    """
    if not hasattr(items, "header"):
        return Ordering(items, sort_key)
    kept = items.__dict__.setdefault(_KEPT, {})
    state = len(items), getattr(items, "revision", 0)
    found = kept.get(sort_key)
    if found is None or found[0] != state:
        found = kept[sort_key] = state, Ordering(items, sort_key)
    return found[1]

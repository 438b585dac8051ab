# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Orders of long ago, of the result of one bulk operation (O26)."""

from collections.abc import Iterator
from typing import Any

from . import gid
from .bulk_file import BulkFile
from .jsonl import Shape
from .objects.order import Order
from .typed_pages import OnMalformed, typed

_DISCOUNT_KINDS = (
    "AutomaticDiscountApplication",
    "DiscountCodeApplication",
    "ManualDiscountApplication",
    "ScriptDiscountApplication",
)
ORDER_SHAPE: Shape = {
    "Order": {
        "LineItem": "lineItems",
        "ShippingLine": "shippingLines",
        **dict.fromkeys(_DISCOUNT_KINDS, "discountApplications"),
    }
}
# What a bulk query can't carry.
_LEFT_OUT: dict[str, tuple[str, ...]] = {
    "fulfillments": ("fulfillmentLineItems",),
    "refunds": ("refundLineItems", "refundShippingLines", "orderAdjustments", "transactions"),
}


def history_orders(
    file: BulkFile, *, after: int = -1, on_malformed: OnMalformed | None = None
) -> Iterator[tuple[int, list[Order]]]:
    """The orders of a result, each with its position.

    They are complete but for the lines of fulfilments and refunds, for returns, and for where open
    lines are to be shipped from.

    :param after: the position of the last one that is done with
    :param on_malformed: told an order that can't be read, whose list is then empty; by default that
        is raised
    """
    for position, node in file.roots(ORDER_SHAPE, after):
        yield position, typed([_restored(node)], Order.from_node, on_malformed)


def _restored(node: dict[str, Any]) -> dict[str, Any]:
    # a bulk file has children in any order; paging has them as they were made
    for field in ("lineItems", "shippingLines"):
        node[field]["nodes"].sort(key=lambda child: gid.number(child["id"]) if child["id"] else 0)
    node["discountApplications"]["nodes"].sort(key=lambda child: child["index"])
    for field, connections in _LEFT_OUT.items():
        for part in node[field]:
            part.update((name, {"nodes": []}) for name in connections)
    node.update(fulfillmentOrders={"nodes": []}, returns={"nodes": []}, paymentTerms=None)
    return node

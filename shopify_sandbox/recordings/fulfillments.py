# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Recorded fulfilments of an order."""

from ..world.shipping import fulfil
from .catalogue import keep


def load_fulfillments(shop, order, known):
    """Load the successful fulfilments of an order.

    :param RecordedShop shop: where
    :param dict order: the order node with its fulfilment orders
    :param dict known: what was recorded of the order
    """
    for part in known.get("fulfillments") or []:
        if isinstance(part, dict) and part.get("status") == "SUCCESS":
            _load(shop, order, part)


def _load(shop, order, known):
    open_units = {
        part["lineItem"]["id"]: part["remainingQuantity"]
        for node in order["fulfillmentOrders"]
        for part in node["lineItems"]
    }
    told = {}
    for part in known.get("fulfillmentLineItems") or []:
        line = (part.get("lineItem") or {}).get("id")
        if line in open_units and part.get("quantity"):
            told[line] = min(part["quantity"], open_units[line])
    if not any((told or open_units).values()):
        return
    tracking = [
        (part.get("company"), part.get("number")) for part in known.get("trackingInfo") or []
    ]
    shop.expect(known.get("id"))
    (node,) = fulfil(shop, order, told or None, tracking=tracking)
    keep(node, known, ("createdAt", "updatedAt", "displayStatus", "name"))

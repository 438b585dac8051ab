# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Tell which refunds of an order only say what an edit took off (O18)."""

from collections import Counter

from ...rules.edit_refunds import RefundedUnits, edit_refunds
from .order_charges import kind_of


def edits_of(order):
    """Return the ids of the refunds that stand for edits.

    :param order: the client's ``Order``
    :rtype: frozenset[str]
    """
    if not order.refunds:
        return frozenset()
    shipped = Counter()
    for fulfillment in order.fulfillments:
        if fulfillment.status == "SUCCESS":
            for line in fulfillment.line_items:
                shipped[line.line_item_id] += line.quantity or 0
    never_shipped = {
        line.id: max(line.quantity - shipped[line.id] - line.unfulfilled_quantity, 0)
        for line in order.line_items
        if kind_of(line) != "tip"
    }
    refunds = sorted(order.refunds, key=lambda refund: refund.processed_at)
    return edit_refunds(map(_units, refunds), never_shipped)


def _units(refund):
    units, unshipped = Counter(), Counter()
    for line in refund.line_items:
        units[line.line_item_id] += line.quantity
        if line.restock_type == "CANCEL":
            unshipped[line.line_item_id] += line.quantity
    return RefundedUnits(refund.id, refund.has_moved, units, unshipped)

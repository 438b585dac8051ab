# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Count the units of an order's lines: shipped, still to be shipped, refunded, and where (O12)."""

from collections import Counter, defaultdict

from ...rules.billing import taken_off
from .order_edit_refunds import edits_of


class LineCounts:
    """What was shipped, is to be shipped and was refunded of an order's lines, and where.

    :param order: the client's ``Order``
    """

    def __init__(self, order):
        self._locations = {}
        self._open = defaultdict(Counter)
        for part in sorted(order.fulfillment_orders, key=lambda part: part.status == "CLOSED"):
            for line in part.line_items:
                self._locations.setdefault(line.line_item_id, part.assigned_location)
                self._open[line.line_item_id][part.assigned_location.id] += line.remaining_quantity
        self._shipped = defaultdict(Counter)
        for fulfillment in order.fulfillments:
            if fulfillment.status == "SUCCESS":
                place = fulfillment.location.id if fulfillment.location else ""
                for line in fulfillment.line_items:
                    self._shipped[line.line_item_id][place] += line.quantity or 0
        self._refunded = Counter()
        edits = edits_of(order)
        for refund in order.refunds:
            if refund.id not in edits:
                for line in refund.line_items:
                    self._refunded[line.line_item_id] += line.quantity

    def taken_off(self, line):
        """Tell what Shopify has taken off a line.

        :param line: the client's ``LineItem``
        :return: rules.billing.TakenOff
        """
        return taken_off(
            quantity=line.quantity,
            current=line.current_quantity,
            unfulfilled=line.unfulfilled_quantity,
            fulfilled=self._shipped[line.id].total(),
            refunded=self._refunded[line.id],
        )

    def location(self, line):
        """Return the location that is to ship a line: the first open one, else the first."""
        return self._locations.get(line.id)

    def places(self, line):
        """Tell how the units of a line are spread over locations.

        What is neither shipped nor to be shipped belongs to the line's own location.

        :return: list of dicts: location (Shopify's gid), units, shipped, open
        """
        own = self._locations.get(line.id)
        key = own.id if own else ""
        shipped = self._shipped[line.id]
        still_open = _at_most(
            self._open[line.id] or {key: line.quantity}, line.unfulfilled_quantity
        )
        rest = max(line.quantity - still_open.total() - shipped.total(), 0)
        units = Counter({key: rest}) + still_open + shipped
        return [
            {
                "location": place,
                "units": count,
                "shipped": shipped[place],
                "open": still_open[place],
            }
            for place, count in units.items()
        ]


def _at_most(units, most):
    """Return counts that sum up to no more than ``most``, the first ones in full."""
    kept = Counter()
    for place, count in units.items():
        kept[place] = min(count, most - kept.total())
    return kept

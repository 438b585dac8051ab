# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What deliveries of orders have brought, for the rules that spread it (F2, F3, F6)."""

from collections import Counter
from decimal import Decimal

from ...rules.fulfillment import (
    DeliveredLine,
    Delivery,
    OpenLine,
    OrderShipping,
    completed_units,
    whole_units,
)
from .order_fulfillment import VOID

# Lines that Shopify wants fulfilled; it fulfils gift cards itself.
GOODS = ("product", "deleted_product", "custom_item")
FULFILLABLE = ("OPEN", "IN_PROGRESS")
OVER = ("CLOSED", "CANCELLED", "INCOMPLETE")


def shipping_of(shipping, known):
    """Return what Shopify has of an order, for the rules.

    :param shipping: the client's ``ShippingOrder``
    :param known: gids of the fulfilments that deliveries here stand for
    """
    elsewhere = Counter()
    for fulfillment in shipping.fulfillments:
        if fulfillment.status not in VOID and fulfillment.id not in known:
            location = fulfillment.location.id if fulfillment.location else ""
            for line, units in units_of(fulfillment).items():
                elsewhere[line, location] += units
    return OrderShipping(
        tuple(
            OpenLine(
                node.id,
                line.id,
                line.line_item_id,
                node.assigned_location.id,
                line.remaining_quantity,
                *_waits(node),
            )
            for node in shipping.fulfillment_orders
            if node.status not in OVER
            for line in node.line_items
        ),
        elsewhere,
        shipping.cancelled_at is not None,
    )


def read_deliveries(orders):
    """Read what deliveries of orders consist of for all at once, so that none is read alone."""
    lines = orders.line_ids.sale_line_ids
    lines.mapped("qty_delivered_method")
    moves = lines.move_ids
    moves.mapped("state")
    moves.move_line_ids.mapped("location_id.warehouse_id")


def units_of(fulfillment):
    """Return the units of a fulfilment by order line."""
    units = Counter()
    for line in fulfillment.line_items:
        units[line.line_item_id] += line.quantity or 0
    return units


def _waits(node):
    """Tell why a fulfilment order may not be shipped now, and Shopify's reason."""
    if node.status == "ON_HOLD":
        return "on_hold", "; ".join(node.holds)
    if node.status == "SCHEDULED":
        return "scheduled", str(node.fulfill_at.date()) if node.fulfill_at else ""
    if node.status in FULFILLABLE and "CREATE_FULFILLMENT" in node.actions:
        return "", ""
    return "elsewhere", node.assigned_location.name


class OrderDeliveries:
    """The done deliveries of an order, and what of it Shopify has fulfilled for them.

    :param order: the ``shopify.order``
    :param places: Places of its shop
    :param due: the deliveries that are to be sent now
    """

    def __init__(self, order, places, due):
        self._order = order
        self._places = places
        self._due = due
        pickings = order.sale_order_id.picking_ids
        self._echoes = pickings.filtered(
            lambda one: one.shopify_fulfillment_state == "from_shopify"
        )
        self._sale_lines = order.line_ids.sale_line_ids
        self._moves = self._sale_lines.move_ids.filtered(self._counts)
        self.pickings = self._moves.picking_id.sorted(lambda one: (one.date_done, one.id))

    def _counts(self, move):
        """Tell whether a move has brought goods to the buyer, or back; what was delivered because
        Shopify had shipped it is none of ours."""
        origin = move.origin_returned_move_id.picking_id
        return (
            move.state == "done"
            and move.picking_id
            and (move._is_outgoing() or move._is_incoming())
            and not (self._echoes & (move.picking_id | origin))
        )

    def deliveries(self, shipped):
        """Return the deliveries, in the order in which they were done, and what came back before it
        was sent.

        :param shipped: gids of the order's fulfilments that are not void
        :return: (list of Delivery, units by order line)
        """
        sent = self._sent(shipped)
        lines = {picking: [] for picking in self.pickings}
        returned = Counter()
        for line in self._order.line_ids.filtered(lambda one: one.kind in GOODS):
            totals = self._totals(line)
            completed = completed_units(totals)
            returned[line.key] = sum(completed) - (totals[-1] if totals else 0)
            for picking, units, total in zip(self.pickings, completed, totals, strict=True):
                done = sent[picking.id, line.key]
                if units or done:
                    locations = self._locations(picking, line)
                    lines[picking].append(DeliveredLine(line.key, units, total, done, locations))
        deliveries = [
            Delivery(
                picking.id,
                tuple(own),
                is_due=picking in self._due,
                up_to_open=picking.shopify_fulfil_open,
            )
            for picking, own in lines.items()
        ]
        return deliveries, returned

    def _sent(self, shipped):
        """Return the units that fulfilments have, by delivery and order line."""
        sent = Counter()
        for row in self._order.fulfillment_ids.filtered("from_odoo"):
            if row._gid() in shipped:
                for key, units in (row.quantities or {}).items():
                    sent[row.picking_id.id, key] += units
        return sent

    def _totals(self, line):
        """Return how many whole units of an order line the buyer has by the end of each delivery
        or return."""
        goods = line.sale_line_ids.filtered(lambda one: one.qty_delivered_method == "stock_move")
        if not goods:
            return self._service_totals(line)
        amounts = [Decimal(0)] * len(self.pickings)
        for sale_line in goods:
            moves = self._moves & sale_line.move_ids
            so_far = moves.browse()
            for number, picking in enumerate(self.pickings):
                so_far |= moves.filtered(lambda move, own=picking: move.picking_id == own)
                amounts[number] += Decimal(str(sale_line._delivered_by(so_far)))
        return whole_units(amounts)

    def _service_totals(self, line):
        """Let what has no delivery of its own go with the order's last one."""
        totals = [0] * len(self.pickings)
        is_open = self._sale_lines.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel") and move._is_outgoing()
        )
        deliveries = [
            number
            for number, picking in enumerate(self.pickings)
            if any(move._is_outgoing() for move in picking.move_ids)
        ]
        is_wanted = line.sale_line_ids and self._order.shop_id.fulfil_services
        if deliveries and is_wanted and not is_open:
            last = deliveries[-1]
            ordered = min(line.quantity, sum(line.sale_line_ids.mapped("product_uom_qty")))
            totals[last:] = whole_units([Decimal(str(ordered))]) * len(totals[last:])
        return totals

    def _locations(self, picking, line):
        moves = self._moves.filtered(lambda move: move.picking_id == picking)
        own = moves.filtered(lambda move: move.sale_line_id in line.sale_line_ids) or moves
        places = own.move_line_ids.location_id or own.location_id
        return self._places.of(places)

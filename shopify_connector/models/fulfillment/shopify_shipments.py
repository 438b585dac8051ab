# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Deliver here what Shopify has shipped, and heed what it has cancelled (F7).

What a fulfilment service, the till or somebody in Shopify has shipped is an order's fulfilment that
no delivery here stands for. It is delivered as far as Odoo has not delivered as much already.
"""

from collections import Counter
from decimal import Decimal

from odoo import models

from ...rules.fulfillment import whole_units
from ..order.moves_to_buyer import (
    by_component,
    deliver_moves,
    leads_to_buyer,
    quantity_of_a_unit,
    room,
    spread,
)
from .fulfillment_collect import GOODS
from .fulfillment_notes import reason_values
from .fulfillment_texts import FulfillmentError
from .order_fulfillment import VOID

# Quantities are floats: one that misses a whole unit by less is whole.
NEARLY = 1e-6


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _follow_shipments(self, orders):
        """Follow what Shopify has shipped of orders, or no longer has shipped."""
        orders._note_void_fulfillments()
        if self.deliver_shopify_shipments:
            orders._deliver_shipments()


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    # === CANCELLED === #

    def _note_void_fulfillments(self):
        """Say what to do where Shopify has cancelled a fulfilment that a delivery stands for."""
        void = self.fulfillment_ids.filtered(lambda row: row.picking_id and row.status in VOID)
        for picking, rows in void.grouped("picking_id").items():
            if picking.shopify_fulfillment_state in ("sent", "partly"):
                error = FulfillmentError("void", names=", ".join(rows.mapped("name")))
                explained = self.env["shopify.explain"]._explain(error)
                values = {"shopify_fulfillment_state": "left_out", **reason_values(explained)}
                picking.write(values)
            elif (
                picking.shopify_fulfillment_state == "from_shopify"
                and picking.shopify_fulfillment_code != "void"
            ):
                picking.shopify_fulfillment_code = "void"
                picking.shopify_order_id._ask_person(
                    self.env._("Shipment cancelled in Shopify"),
                    self.env._(
                        "%(names)s was cancelled in Shopify after it was delivered here as "
                        "%(delivery)s. Return the delivery if the goods have not left.",
                        names=", ".join(rows.mapped("name")),
                        delivery=picking.name,
                    ),
                )

    # === SHIPPED === #

    def _deliver_shipments(self):
        """Deliver the fulfilments of confirmed orders that no delivery here stands for, each at its
        date; those of all orders that come first, then the second ones, and so on."""
        busy = self.env["shopify.fulfillment.call"].search([("order_id", "in", self.ids)]).order_id
        orders = (self - busy).filtered(lambda order: order.sale_order_state == "sale")
        waiting = [shipments for order in orders if (shipments := order._open_shipments())]
        while waiting:
            self._deliver_each([shipments.pop(0) for shipments in waiting])
            waiting = [shipments for shipments in waiting if shipments]

    def _open_shipments(self):
        """Return (fulfilment, units by order line) of what is still to be delivered here."""
        rows = self.fulfillment_ids.filtered(lambda row: row.status == "SUCCESS")
        fresh = rows.filtered(lambda row: not row.picking_id)
        missing = self._missing_units(rows) if fresh else {}
        found = []
        for row in fresh.sorted(lambda row: (row.created_at, row.id)):
            units = {
                key: min(count, missing.get(key, 0))
                for key, count in (row.quantities or {}).items()
            }
            units = {key: count for key, count in units.items() if count > 0}
            for key, count in units.items():
                missing[key] -= count
            if units:
                found.append((row, units))
        return found

    def _missing_units(self, rows):
        """Return how many more units Shopify has shipped of each line than Odoo has."""
        shipped = Counter()
        for row in rows:
            shipped.update(row.quantities or {})
        missing = {}
        for line in self.line_ids.filtered(lambda one: one.kind in GOODS and shipped[one.key]):
            done = Decimal(0)
            for sale_line in line.sale_line_ids:
                moves = sale_line.move_ids.filtered(
                    lambda move: move.state == "done" and not move._is_incoming()
                )
                done += Decimal(str(sale_line._delivered_by(moves)))
            (units,) = whole_units([done])
            missing[line.key] = shipped[line.key] - units
        return missing

    def _deliver_each(self, shipments):
        """Deliver one fulfilment of each of some orders.

        :param list shipments: (fulfilment, units by order line)
        """
        wanted, lines = {}, {}
        for row, units in shipments:
            wanted |= row._moves_to_deliver(units)
            lines[row] = row.order_id.line_ids.filtered(lambda one, own=units: one.key in own)
        before = {row: own._delivered_pickings() for row, own in lines.items()}
        deliver_moves(wanted)
        for row, own in lines.items():
            if done := own._delivered_pickings() - before[row]:
                row._note_delivered(done)

    # === NEW ORDERS === #

    def _date_deliveries(self, pickings):
        """Note that Shopify had shipped what was delivered with the import (O14)."""
        result = super()._date_deliveries(pickings)
        done = pickings.filtered(lambda picking: picking.state == "done")
        sent = self.fulfillment_ids.filtered(
            lambda row: row.status == "SUCCESS" and not row.picking_id
        )
        if done and sent:
            done.shopify_fulfillment_state = "from_shopify"
            sent.picking_id = done[0]
        return result


class ShopifyOrderLine(models.Model):
    _inherit = "shopify.order.line"

    def _delivered_pickings(self):
        """Return the done deliveries that brought goods of these lines to the buyer."""
        moves = self.sale_line_ids.move_ids
        return moves.filtered(lambda one: one.state == "done" and one._is_outgoing()).picking_id


class ShopifyOrderFulfillment(models.Model):
    _inherit = "shopify.order.fulfillment"

    def _moves_to_deliver(self, units):
        """Return how much of which open moves delivers units of order lines.

        :param dict units: by the gid of the order line
        :return: dict of quantities by ``stock.move``
        """
        wanted = {}
        for line in self.order_id.line_ids.filtered(lambda one: one.key in units):
            left = units[line.key]
            for sale_line in line.sale_line_ids.sorted(self._is_of_another_place):
                own, left = self._spread(sale_line, left)
                wanted |= own
        return wanted

    def _spread(self, sale_line, units):
        """Spread units over the open moves of a sale order line, those from the fulfilment's own
        location first; of a kit, each component's moves get their part.

        :return: (dict of quantities by move, units that are left)
        """
        wanted, taken = {}, 0
        for component in by_component(sale_line.move_ids.filtered(leads_to_buyer)):
            each = quantity_of_a_unit(component, sale_line)
            left = sum(map(room, component))
            covered = min(units, int(left / each + NEARLY)) if each else 0
            wanted |= spread(component, covered * each, self._order_of_moves)
            taken = max(taken, covered)
        return wanted, units - taken

    def _is_of_another_place(self, record):
        """Tell whether a sale order line's, or a place's, warehouse is another one than that of the
        location from which Shopify shipped."""
        locations = self.order_id.shop_id.location_ids
        own = locations.filtered(lambda one: one.shopify_id == self.location_shopify_id)
        return bool(own.warehouse_id) and record.warehouse_id != own.warehouse_id

    def _order_of_moves(self, move):
        """Sort moves: those from another place than Shopify shipped from last, and what is about to
        leave before what has to be picked still."""
        return self._is_of_another_place(move.location_id), not move._is_outgoing(), move.id

    def _note_delivered(self, pickings):
        """Note that deliveries stand for a fulfilment, with its date and tracking."""
        self.picking_id = pickings[0]
        pickings.write(
            {
                "date_done": self.created_at,
                "carrier_tracking_ref": self.tracking_numbers,
                "shopify_fulfillment_state": "from_shopify",
            }
        )
        pickings.move_ids.write({"date": self.created_at})

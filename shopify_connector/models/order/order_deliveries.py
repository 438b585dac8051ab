# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Bring the deliveries of a new sale order in line with what Shopify shipped (O14, O18).

An order that was shipped before it came here must not reserve stock again: what Shopify has
fulfilled is delivered here as well, at Shopify's date, and what will never be shipped (removed or
refunded before it left) is taken off.
"""

from odoo import fields, models

from ..sync.transaction import in_halves
from .moves_to_buyer import (
    by_component,
    deliver_moves,
    leads_to_buyer,
    limit,
    quantity_of_a_unit,
    spread,
)


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _settle_deliveries(self, orders):
        """Bring the deliveries of orders that were just confirmed in line with Shopify; one that
        Odoo refuses is left to a person."""
        fresh = orders.filtered(
            lambda order: order.sale_order_state == "sale" and not order.deliveries_settled
        )
        in_halves(
            fresh._settled(),
            lambda part: part._align_deliveries(),
            lambda order, error: order._ask_person(
                self.env._("Deliver what Shopify has shipped"),
                self.env._(
                    "Shopify has shipped goods of %(order)s, but Odoo can't deliver them: %(why)s",
                    order=order.name,
                    why=self.env["shopify.explain"]._explain(error).message,
                ),
            ),
        )
        fresh.deliveries_settled = True


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

    deliveries_settled = fields.Boolean(
        readonly=True,
        copy=False,
        help="What Shopify had shipped when the order was confirmed is delivered here.",
    )

    def _settled(self):
        """Return the orders of which Shopify has shipped, or taken off, something already."""
        return self.filtered(
            lambda order: any(
                line.quantity != line.unfulfilled_quantity
                for line in order.line_ids
                if line.kind in ("product", "deleted_product", "custom_item")
            )
        )

    def _align_deliveries(self):
        """Deliver or take off what Shopify has settled already, all deliveries in one go, each at
        Shopify's date."""
        wanted = {}
        for order in self:
            wanted |= order._align_moves()
        deliver_moves(wanted)
        for order in self:
            moves = order.sale_order_id.picking_ids.move_ids
            done = moves.filtered(lambda move: move.state == "done" and move._is_outgoing())
            order._date_deliveries(done.picking_id)

    def _align_moves(self):
        """Take off what will never be shipped.

        :return: dict of the quantities that are shipped, by ``stock.move``
        """
        wanted = {}
        for line in self.line_ids:
            for sale_line in line.sale_line_ids:
                moves = sale_line.move_ids.filtered(leads_to_buyer)
                shipped, still_open = self._shipped_and_open(line, sale_line)
                for component in by_component(moves):
                    each = quantity_of_a_unit(component, sale_line)
                    limit(component, (shipped + still_open) * each)
                    wanted |= spread(component, shipped * each)
        return wanted

    def _shipped_and_open(self, line, sale_line):
        """Return how many units of a line's part are shipped, and how many are still to be.

        The parts of a line ship from a warehouse each (O12).
        """
        places = line.places or []
        if len(line.sale_line_ids) > 1:
            places = [
                place
                for place in places
                if self._warehouse_of(place["location"]) == sale_line.warehouse_id
            ]
        return sum(place["shipped"] for place in places), sum(place["open"] for place in places)

    def _warehouse_of(self, location):
        shop = self.shop_id
        return shop._location(location).warehouse_id or shop.warehouse_id

    def _date_deliveries(self, pickings):
        """Date done deliveries at Shopify's last fulfilment; its tracking goes on them."""
        done = pickings.filtered(lambda picking: picking.state == "done")
        sent = self.fulfillment_ids.filtered(lambda part: part.status == "SUCCESS")
        if not (done and sent):
            return
        last = sent.sorted("created_at")[-1]
        tracking = ", ".join(filter(None, sent.mapped("tracking_numbers")))
        done.write({"date_done": last.created_at, "carrier_tracking_ref": tracking})
        done.move_ids.write({"date": last.created_at})

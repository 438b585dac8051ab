# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Bring the deliveries of a new sale order in line with what Shopify shipped (O14, O18).

An order that was shipped before it came here must not reserve stock again: what Shopify has
fulfilled is delivered here as well, at Shopify's date, and what will never be shipped (removed or
refunded before it left) is taken off.
"""

from odoo import models


class ShopifyOrder(models.Model):
    _inherit = "shopify.order"

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
        """Deliver or take off what Shopify has settled already."""
        for order in self:
            order._align_moves()
        self._validate_shipped()

    def _align_moves(self):
        shipped = self._shipped_quantities()
        for line in self.line_ids:
            moves = line.sale_line_ids.move_ids.filtered(
                lambda move: move.state not in ("done", "cancel")
            )
            if moves:
                self._align_move(moves[0], line, shipped.get(line.key, 0))

    def _shipped_quantities(self):
        quantities = {}
        for fulfillment in self.fulfillment_ids:
            if fulfillment.status == "SUCCESS":
                for key, quantity in (fulfillment.quantities or {}).items():
                    quantities[key] = quantities.get(key, 0) + quantity
        return quantities

    @staticmethod
    def _align_move(move, line, shipped):
        """Let a move deliver what is shipped, and want what is still to be: the line's unit may be
        another one than the move's."""
        unit = move.sale_line_id.product_uom_id
        sent, demand = (
            unit._compute_quantity(pieces, move.product_uom, rounding_method="HALF-UP")
            for pieces in (shipped, shipped + line.unfulfilled_quantity)
        )
        if not demand:
            move._action_cancel()
            return
        if demand < move.product_uom_qty:
            move.product_uom_qty = demand
        move.quantity = sent
        move.picked = bool(shipped)

    def _validate_shipped(self):
        """Validate all deliveries with shipped quantities in one go, each at Shopify's date."""
        moves = self.sale_order_id.picking_ids.move_ids.filtered(
            lambda move: move.picked and move.state not in ("done", "cancel")
        )
        pickings = moves.picking_id
        if pickings:
            pickings.with_context(skip_backorder=True, skip_sms=True).button_validate()
            for order in self:
                order._date_deliveries(pickings & order.sale_order_id.picking_ids)

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

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""How much of a sale order line deliveries bring, kits counted once they are complete (F6)."""

from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _delivered_by(self, moves):
        """Tell how much of the line has been delivered by some of its done moves, in the line's
        unit: as Odoo reckons the delivered quantity from all of them.

        :param moves: ``stock.move`` records
        """
        self.ensure_one()
        boms = self._boms_of_moves()
        for kit in filter(self._is_own_kit, boms):
            return self._delivered_kits(moves, kit)
        if boms:
            # A kit of nothing but kits counts when all of it is delivered.
            due = self.move_ids.filtered(lambda move: move.state != "cancel")
            return self.product_uom_qty if due <= moves else 0.0
        outgoing, incoming = self._get_outgoing_incoming_moves()
        return sum(
            sign
            * move.product_uom._compute_quantity(
                move.quantity, self.product_uom_id, rounding_method="HALF-UP"
            )
            for sign, found in ((1, outgoing & moves), (-1, incoming & moves))
            for move in found
        )

    def _boms_of_moves(self):
        """Return the bills of materials that the line's moves come of, if there are any: only an
        Odoo with Manufacturing has kits."""
        moves = self.move_ids
        if "bom_line_id" not in moves._fields:
            return ()
        return moves.filtered(lambda move: move.state != "cancel").bom_line_id.bom_id

    def _is_own_kit(self, bom):
        if bom.type != "phantom":
            return False
        if bom.product_id:
            return bom.product_id == self.product_id
        return bom.product_tmpl_id == self.product_id.product_tmpl_id

    def _delivered_kits(self, moves, kit):
        filters = {
            "incoming_moves": lambda move: (
                move._is_outgoing() and (not move.origin_returned_move_id or move.to_refund)
            ),
            "outgoing_moves": lambda move: move._is_incoming() and move.to_refund,
        }
        ordered = self.product_uom_id._compute_quantity(self.product_uom_qty, kit.product_uom_id)
        complete = moves._compute_kit_quantities(self.product_id, ordered, kit, filters)
        return kit.product_uom_id._compute_quantity(complete, self.product_uom_id)

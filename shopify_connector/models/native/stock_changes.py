# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Notes which stock has changed, for the shops that sync soon after (N4).

Nothing is asked and nothing is computed here: the ids are gathered until the transaction ends.
"""

from odoo import api, models

OF_A_MOVE = {
    "state",
    "date",
    "product_uom_qty",
    "quantity",
    "location_id",
    "location_dest_id",
    "location_final_id",
}
OF_A_QUANT = {"quantity", "reserved_quantity", "location_id"}


class StockMove(models.Model):
    _inherit = "stock.move"

    @api.model_create_multi
    def create(self, vals_list):
        moves = super().create(vals_list)
        self.env["shopify.shop"]._note_moved_stock(moves)
        return moves

    def write(self, vals):
        result = super().write(vals)
        if not OF_A_MOVE.isdisjoint(vals):
            self.env["shopify.shop"]._note_moved_stock(self)
        return result


class StockQuant(models.Model):
    _inherit = "stock.quant"

    @api.model_create_multi
    def create(self, vals_list):
        quants = super().create(vals_list)
        self.env["shopify.shop"]._note_moved_stock(quants)
        return quants

    def write(self, vals):
        result = super().write(vals)
        if not OF_A_QUANT.isdisjoint(vals):
            self.env["shopify.shop"]._note_moved_stock(self)
        return result

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models

# In the context while several workers confirm sale orders.
RESERVES_LATER = "shopify_reserves_later"


class StockMove(models.Model):
    _inherit = "stock.move"

    def _should_assign_at_confirm(self):
        """Leave the stock alone while its reservation has a turn of its own."""
        later = self.env.context.get(RESERVES_LATER)
        return not later and super()._should_assign_at_confirm()

    def _read_for_reserving(self):
        """Read what Odoo asks for of each move it reserves, for all moves at once."""
        for records in (self.sale_line_id, self.picking_id):
            records.mapped("state")
        for name in ("move_orig_ids", "move_dest_ids", "move_line_ids"):
            self.mapped(name)
        self.product_id.mapped("orderpoint_ids")

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def write(self, vals):
        """Tell the shops soon when products are archived; the user, when they come back (P15)."""
        result = super().write(vals)
        if "active" in vals:
            variants = (
                self.env["shopify.variant"].sudo().search([("odoo_product_id", "in", self.ids)])
            )
            variants.product_id._note_archiving(vals["active"])
        return result

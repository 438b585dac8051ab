# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    shopify_order_id = fields.Many2one(
        related="sale_id.shopify_order_id", store=True, index="btree_not_null"
    )
    shopify_order_number = fields.Char(
        related="sale_id.shopify_order_number", store=True, index="btree_not_null"
    )

    def _action_done(self):
        """Go on with the Shopify orders whose goods have left: they may be invoiced now."""
        result = super()._action_done()
        self.shopify_order_id._follow_up_soon()
        return result

    def action_open_shopify_order(self):
        """Open the Shopify order.

        :return: a window action
        """
        self.ensure_one()
        return self.shopify_order_id.action_open()

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    shopify_order_id = fields.Many2one(related="sale_id.shopify_order_id")
    shopify_order_number = fields.Char(related="sale_id.shopify_order_number")

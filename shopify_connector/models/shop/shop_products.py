# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The shop's settings for products (P3, P4)."""

from odoo import fields, models


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    auto_create_products = fields.Boolean(
        string="Create unknown products",
        help="A product that none in Odoo stands for is created with the item template below. Off: "
        "the order waits until you map it.",
    )
    item_template_id = fields.Many2one(
        "shopify.item.template",
        string="Item template",
        check_company=True,
        help="What new products look like: category, type, stock, taxes.",
    )
    shopify_product_count = fields.Integer(compute="_compute_shopify_product_count")

    def _compute_shopify_product_count(self):
        groups = self.env["shopify.product"]._read_group(
            [("connection_id", "in", self.connection_id.ids)], ["connection_id"], ["__count"]
        )
        counts = {connection.id: count for connection, count in groups}
        for shop in self:
            shop.shopify_product_count = counts.get(shop.connection_id.id, 0)

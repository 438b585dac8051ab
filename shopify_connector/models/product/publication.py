# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ShopifyPublication(models.Model):
    """A sales channel of a Shopify shop on which products are published (P17)."""

    _name = "shopify.publication"
    _description = "Sales channel of a Shopify shop"
    _order = "name"

    connection_id = fields.Many2one("shopify.connection", required=True, ondelete="cascade")
    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    shopify_id = fields.Char(string="Shopify id", required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    active = fields.Boolean(default=True, readonly=True)

    _shopify_id_uniq = models.UniqueIndex(
        "(connection_id, company_id, shopify_id)", "This sales channel is there already."
    )

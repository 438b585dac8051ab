# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ShopifyCollection(models.Model):
    """A collection of products in a Shopify shop (P18)."""

    _name = "shopify.collection"
    _description = "Collection of a Shopify shop"
    _order = "name"

    connection_id = fields.Many2one("shopify.connection", required=True, ondelete="cascade")
    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    shopify_id = fields.Char(string="Shopify id", required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    handle = fields.Char(readonly=True)
    is_smart = fields.Boolean(
        string="By rules",
        readonly=True,
        help="Shopify itself decides by the collection's rules which products belong to it.",
    )
    active = fields.Boolean(default=True, readonly=True)

    _shopify_id_uniq = models.UniqueIndex(
        "(connection_id, company_id, shopify_id)", "This collection is there already."
    )

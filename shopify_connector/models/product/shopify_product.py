# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import api, fields, models


class ShopifyProduct(models.Model):
    """A product as Shopify knows it (P2)."""

    _name = "shopify.product"
    _description = "Shopify product"
    _order = "name, id"

    connection_id = fields.Many2one(
        "shopify.connection", required=True, ondelete="cascade", index=True
    )
    shop_id = fields.Many2one("shopify.shop", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="shop_id.company_id", store=True)
    shopify_id = fields.Char(string="Shopify id", required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    vendor = fields.Char(readonly=True)
    variant_ids = fields.One2many("shopify.variant", "product_id", string="Variants")
    mapping_state = fields.Selection(
        [("mapped", "Mapped"), ("partly", "Partly mapped"), ("unmapped", "Unmapped")],
        compute="_compute_mapping_state",
        store=True,
    )

    _shopify_id_uniq = models.UniqueIndex(
        "(connection_id, company_id, shopify_id)", "This Shopify product is there already."
    )

    @api.depends("variant_ids.odoo_product_id")
    def _compute_mapping_state(self):
        for product in self:
            mapped = product.variant_ids.filtered("odoo_product_id")
            product.mapping_state = (
                "unmapped"
                if not mapped
                else "mapped"
                if mapped == product.variant_ids
                else "partly"
            )

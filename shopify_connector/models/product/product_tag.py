# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ShopifyProductTag(models.Model):
    """A tag that Shopify's products carry; all shops of a company share it (P11)."""

    _name = "shopify.product.tag"
    _description = "Tag of Shopify products"
    _order = "name"

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    color = fields.Integer()

    _name_uniq = models.UniqueIndex("(company_id, name)", "This tag is there already.")

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from odoo import fields, models


class ShopifyCustomerTag(models.Model):
    """A tag that Shopify's customers carry."""

    _name = "shopify.customer.tag"
    _description = "Tag of Shopify customers"
    _inherit = ["shopify.tag"]

    name = fields.Char(readonly=True)

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""How Odoo's products are named by SKUs, and which Shopify products they stand for (P4)."""

from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    item_number = fields.Char(
        index="btree_not_null",
        copy=False,
        help="The product's own number, for all of its variants. A product with a single variant "
        "has its internal reference instead.",
    )
    shopify_product_ids = fields.One2many(
        "shopify.product", "odoo_template_id", string="Shopify products"
    )


class ProductProduct(models.Model):
    _inherit = "product.product"

    variant_code = fields.Char(
        index="btree_not_null",
        copy=False,
        help="The variant's code within its product. Empty: its internal reference is the code.",
    )
    shopify_variant_ids = fields.One2many(
        "shopify.variant", "odoo_product_id", string="Shopify variants"
    )

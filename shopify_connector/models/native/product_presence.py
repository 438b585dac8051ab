# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""In which shops Odoo's products are (P20)."""

from odoo import api, fields, models
from odoo.fields import Domain

USERS = "shopify_connector.group_user"


class ProductTemplate(models.Model):
    _inherit = "product.template"

    shopify_product_count = fields.Integer(
        compute="_compute_shopify_presence", groups=USERS, string="Number of Shopify products"
    )
    shopify_shop_ids = fields.Many2many(
        "shopify.shop",
        compute="_compute_shopify_presence",
        search="_search_shopify_shop_ids",
        groups=USERS,
        string="In Shopify shops",
        help="The shops that have this product, or variants of it.",
    )

    # === COMPUTE METHODS === #

    @api.depends("product_variant_ids.shopify_variant_ids.product_id")
    def _compute_shopify_presence(self):
        for template, products in self._shopify_products().items():
            template.shopify_product_count = len(products)
            template.shopify_shop_ids = products.shop_id

    def _shopify_products(self):
        """Return the Shopify products of which they stand for a variant, by template."""
        found = dict.fromkeys(self, self.env["shopify.product"])
        by_id = {template._origin.id: template for template in self}
        variants = self.env["shopify.variant"].with_context(active_test=False)
        groups = variants._read_group(
            [("odoo_product_id.product_tmpl_id", "in", self.ids), ("removed", "=", False)],
            ["odoo_product_id"],
            ["product_id:recordset"],
        )
        for product, shopify_products in groups:
            found[by_id[product.product_tmpl_id.id]] |= shopify_products
        return found

    def _search_shopify_shop_ids(self, operator, value):
        if operator not in ("in", "any"):
            return NotImplemented
        shops = Domain("product_id.shop_id", operator, value)
        if operator == "in" and False in value:
            linked = Domain("odoo_product_id", "!=", False) & Domain("removed", "=", False)
            nowhere = ~Domain("product_variant_ids.shopify_variant_ids", "any", linked)
            return nowhere | self._search_shopify_shop_ids("in", set(value) - {False})
        return Domain(
            "product_variant_ids.shopify_variant_ids", "any", shops & Domain("removed", "=", False)
        )

    # === ACTIONS === #

    def action_open_shopify_products(self):
        """Show the Shopify products of which this product stands for variants.

        :return: a window action: the form of the only one, else the list
        """
        self.ensure_one()
        return self._shopify_products()[self]._show()


class ProductProduct(models.Model):
    _inherit = "product.product"

    shopify_variant_count = fields.Integer(
        compute="_compute_shopify_variant_count", groups=USERS, string="Number of Shopify variants"
    )

    # === COMPUTE METHODS === #

    @api.depends("shopify_variant_ids.removed")
    def _compute_shopify_variant_count(self):
        groups = self.env["shopify.variant"]._read_group(
            [("odoo_product_id", "in", self.ids), ("removed", "=", False)],
            ["odoo_product_id"],
            ["__count"],
        )
        counts = {product.id: count for product, count in groups}
        for product in self:
            product.shopify_variant_count = counts.get(product._origin.id, 0)

    # === ACTIONS === #

    def action_open_shopify_variants(self):
        """Show the Shopify variants that this product stands for.

        :return: a window action: the form of the only one, else the list
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_variant_action"
        )
        variants = self.shopify_variant_ids.filtered(lambda variant: not variant.removed)
        if len(variants) == 1:
            return {
                **action,
                "view_mode": "form",
                "views": [(False, "form")],
                "res_id": variants.id,
            }
        return {**action, "domain": [("id", "in", variants.ids)]}

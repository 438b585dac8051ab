# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""How many customers a shop has, and which of them wait for a person (C13, C14)."""

from odoo import fields, models


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    customer_count = fields.Integer(compute="_compute_customer_counts")
    customer_unlinked_count = fields.Integer(
        compute="_compute_customer_counts", string="Customers without partner"
    )
    customer_conflict_count = fields.Integer(
        compute="_compute_customer_counts", string="Customers in conflict"
    )

    def _compute_customer_counts(self):
        for field, domain in (
            ("customer_count", []),
            ("customer_unlinked_count", [("needs_partner", "=", True)]),
            ("customer_conflict_count", [("has_conflict", "=", True)]),
        ):
            groups = self.env["shopify.customer"]._read_group(
                [("shop_id", "in", self.ids), *domain], ["shop_id"], ["__count"]
            )
            counts = {shop.id: count for shop, count in groups}
            for shop in self:
                shop[field] = counts.get(shop.id, 0)

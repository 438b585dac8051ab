# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a shop needs for its metafields, and how they stand (P19)."""

from odoo import fields, models

from ...shopify.scopes import CUSTOMER_EXPORT, ORDER_METAFIELDS, PRODUCT_CHANGES
from .metafield_mapping import TO_SHOPIFY

_USES = {
    "product": PRODUCT_CHANGES,
    "variant": PRODUCT_CHANGES,
    "customer": CUSTOMER_EXPORT,
    "order": ORDER_METAFIELDS,
}


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    metafield_mapping_count = fields.Integer(compute="_compute_metafield_counts")
    metafield_conflict_count = fields.Integer(compute="_compute_metafield_counts")

    def _compute_metafield_counts(self):
        mappings = dict(
            self.env["shopify.metafield.mapping"]._read_group(
                [("shop_id", "in", self.ids)], ["shop_id"], ["__count"]
            )
        )
        conflicts = dict(
            self.env["shopify.metafield"]._read_group(
                [("shop_id", "in", self.ids), ("has_conflict", "=", True)],
                ["shop_id"],
                ["__count"],
            )
        )
        for shop in self:
            shop.metafield_mapping_count = mappings.get(shop, 0)
            shop.metafield_conflict_count = conflicts.get(shop, 0)

    # === ACTIONS === #

    def action_open_metafield_mappings(self):
        """Show which metafields are mapped to which fields.

        :return: a window action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_metafield_mapping_action"
        )
        return {
            **action,
            "domain": [("shop_id", "=", self.id)],
            "context": {"default_shop_id": self.id},
        }

    def action_open_metafield_conflicts(self):
        """Show the metafields that were changed on both sides.

        :return: a window action
        """
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_metafield_action"
        )
        return {**action, "domain": [("shop_id", "in", self.ids), ("has_conflict", "=", True)]}

    # === BUSINESS METHODS === #

    def _scope_uses(self):
        uses = super()._scope_uses()
        sent = self._active_mappings().filtered(lambda one: one.direction in TO_SHOPIFY)
        return uses | {_USES[owner] for owner in sent.mapped("owner")}

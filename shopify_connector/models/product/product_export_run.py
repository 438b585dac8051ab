# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The product sync's way to Shopify: add, publish, update (P1, P7, P13)."""

from odoo import models

from ...shopify.scopes import PRODUCT_CHANGES
from ..sync.transaction import in_fresh_transaction


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _scope_uses(self):
        uses = super()._scope_uses()
        if self.product_sync == "to_shopify":
            uses.add(PRODUCT_CHANGES)
        return uses

    def _export_products(self, meter):
        """Add the chosen products, and send what has changed on those that are in Shopify.

        A run with the option ``template_ids`` is about these, and adds those that are not in
        Shopify; any other one adds none. Updates follow as the shop is set (P1).

        :return: whether all is done; False when the time was over
        """
        options = meter.run.options or {}
        chosen = options.get("template_ids")
        if options.get("shopify_ids") or not (chosen or self._updates_shopify()):
            return True

        def collect():
            self._forget_skips_of_deleted_products()
            return chosen and self._products_of(chosen).odoo_template_id.ids

        known = in_fresh_transaction(self.env, collect)
        with meter.client() as client:
            return (
                self._add_products(client, meter, chosen or [])
                and self._publish_added(client, meter)
                and self._update_products(client, meter, known)
            )

    def _forget_skips_of_deleted_products(self):
        """Take products off the list of skipped records that Odoo no longer has."""
        noted = self.env["shopify.sync.skip"].search(
            [
                ("shop_id", "=", self.id),
                ("kind", "=", "products"),
                ("res_model", "=", "product.template"),
            ]
        )
        there = self.env["product.template"].browse(noted.mapped("res_id")).exists()
        noted.filtered(lambda skip: skip.res_id not in there.ids).sudo().unlink()

    def _updates_shopify(self):
        """Tell whether products in Shopify follow those in Odoo."""
        return self.product_sync == "to_shopify" and self.can_update_shopify_products

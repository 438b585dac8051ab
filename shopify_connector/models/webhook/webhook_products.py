# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Webhooks about products: changes are fetched, removals are marked (P13)."""

from odoo import models

from .webhook_topic import webhook_topic


class ShopifyWebhookEvent(models.Model):
    _inherit = "shopify.webhook.event"

    @webhook_topic("products/create", kind="Product")
    def _handle_products_create(self):
        """Fetch the new products."""
        self.connection_id._sync_products_of_webhooks(self._numbers())

    @webhook_topic("products/update", kind="Product")
    def _handle_products_update(self):
        """Fetch the changed products."""
        self.connection_id._sync_products_of_webhooks(self._numbers())

    @webhook_topic("products/delete", kind="Product", resource=("id",))
    def _handle_products_delete(self):
        """Mark the products as removed."""
        self.env["shopify.product"]._mark_removed(self.connection_id, self._numbers())


class ShopifyConnection(models.Model):
    _inherit = "shopify.connection"

    def _sync_products_of_webhooks(self, numbers):
        """Queue a product sync of exactly these in each shop that wants them (P1).

        :param list numbers: Shopify's ids as texts
        """
        for shop in self.shop_ids:
            if wanted := shop._products_to_fetch(numbers):
                shop._queue_webhook_run("products", wanted)


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _products_to_fetch(self, numbers):
        """Return those of some products that the shop keeps as they are in Shopify (P1): all, or
        those that it knows, as what goes to Shopify is compared with what is there."""
        if self.product_sync == "from_shopify":
            return numbers
        if self.product_sync == "none":
            return []
        known = self.env["shopify.product"].search_fetch(
            [
                ("connection_id", "=", self.connection_id.id),
                ("company_id", "=", self.company_id.id),
                ("shopify_id", "in", numbers),
            ],
            ["shopify_id"],
        )
        found = set(known.mapped("shopify_id"))
        return [number for number in numbers if number in found]

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Webhooks about customers: changes are fetched, removals are marked (C13, C15)."""

from odoo import models

from ...shopify import gid
from .webhook_topic import webhook_topic

KEPT = "admin_graphql_api_customer_kept_id"
DELETED = "admin_graphql_api_customer_deleted_id"


class ShopifyWebhookEvent(models.Model):
    _inherit = "shopify.webhook.event"

    @webhook_topic("customers/create", kind="Customer")
    def _handle_customers_create(self):
        """Fetch the new customers."""
        self.connection_id._sync_customers_of_webhooks(self._numbers())

    @webhook_topic("customers/update", kind="Customer")
    def _handle_customers_update(self):
        """Fetch the changed customers."""
        self.connection_id._sync_customers_of_webhooks(self._numbers())

    @webhook_topic("customers/delete", kind="Customer")
    def _handle_customers_delete(self):
        """Mark the customers as deleted."""
        self.env["shopify.customer"]._mark_removed(self.connection_id, self._numbers())

    @webhook_topic("customers/merge", kind="Customer", resource=(DELETED,), keeps=(KEPT, DELETED))
    def _handle_customers_merge(self):
        """Mark the customers as merged, and fetch those that were kept."""
        customers = self.env["shopify.customer"]
        kept = []
        for event in self.sorted("triggered_at"):
            kept.append(str(gid.number(event.payload[KEPT])))
            deleted = str(gid.number(event.payload[DELETED]))
            customers._mark_removed(self.connection_id, [deleted], merged_into=kept[-1])
        self.connection_id._sync_customers_of_webhooks(list(dict.fromkeys(kept)))


class ShopifyConnection(models.Model):
    _inherit = "shopify.connection"

    def _sync_customers_of_webhooks(self, numbers):
        """Queue a customer sync of exactly these in each shop that wants them (C2).

        :param list numbers: Shopify's ids as texts
        """
        for shop in self.shop_ids:
            if wanted := shop._customers_to_fetch(numbers):
                shop._queue_webhook_run("customers", wanted)


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _customers_to_fetch(self, numbers):
        """Return those of some customers that the shop imports without an order (C2): all, or
        those that an order has brought here before."""
        if self.customer_import == "all":
            return numbers
        if self.customer_import == "none":
            return []
        known = self.env["shopify.customer"].search_fetch(
            [
                ("connection_id", "=", self.connection_id.id),
                ("company_id", "=", self.company_id.id),
                ("shopify_id", "in", numbers),
            ],
            ["shopify_id"],
        )
        found = set(known.mapped("shopify_id"))
        return [number for number in numbers if number in found]

    def _queue_webhook_run(self, kind, shopify_ids):
        """Queue a run for exactly these records, or add them to the one that waits already."""
        waiting = (
            self.env["shopify.sync.run"]
            .sudo()
            .search(
                [
                    ("shop_id", "=", self.id),
                    ("kind", "=", kind),
                    ("trigger", "=", "webhook"),
                    ("state", "=", "waiting"),
                ],
                limit=1,
            )
        )
        if not waiting:
            self._queue_run(kind, trigger="webhook", options={"shopify_ids": shopify_ids})
            return
        # If a worker takes the run up meanwhile, this fails and is tried again.
        together = dict.fromkeys([*waiting.options["shopify_ids"], *shopify_ids])
        waiting.options = {"shopify_ids": list(together)}
        self._wake_workers()

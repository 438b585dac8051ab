# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Put Shopify products away whose Odoo product was archived (P15)."""

from odoo import models

from ...rules.product_removal import status_after_removal
from ..sync.transaction import in_fresh_transaction
from .product_change import ProductChange
from .product_change_run import ProductChangePush
from .shopify_product import STATUSES


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _put_away_archived(self, meter):
        """Set the status of products that were archived in Odoo, as the shop says.

        Each archiving is heeded once: what a user sets in Shopify afterwards stays.

        :return: whether all is done; False when the time was over
        """
        if self.removed_products == "nothing":
            return True

        def collect():
            found = self._archived_products().ids
            meter.run.total += len(found)
            return found

        waiting = in_fresh_transaction(self.env, collect)
        if not waiting:
            return True
        change = ProductChange("status", self.removed_products)
        return PutAway(self, meter, change).run(waiting)

    def _archived_products(self):
        """Return products of which no linked Odoo product is in use, and that are for sale yet."""
        statuses = [
            status for status, _ in STATUSES if status_after_removal(self.removed_products, status)
        ]
        products = self.env["shopify.product"].with_context(active_test=False)
        return products.search(
            [
                ("shop_id", "=", self.id),
                ("removed", "=", False),
                ("is_put_away", "=", False),
                ("status", "in", statuses),
                ("variant_ids", "any", [("odoo_product_id.active", "=", False)]),
                ("variant_ids", "not any", [("odoo_product_id.active", "=", True)]),
            ],
            order="id",
        )


class PutAway(ProductChangePush):
    """Sends the status of products that were archived, and notes that it was Odoo that set it."""

    def _taken(self):
        return {**super()._taken(), "is_put_away": True}

    def _keep_place(self, left):
        """Those that are done are no longer found."""


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    def _note_archiving(self, active):
        """Take in that the Odoo products of these were archived, or are in use again."""
        for shop, products in self.grouped("shop_id").items():
            numbers = products.mapped("shopify_id")
            self.env["shopify.sync.skip"]._resolve(shop, "product_changes", numbers)
        if active:
            self._tell_in_use_again()
            return
        self.filtered("is_put_away").write({"is_put_away": False})
        for shop in self.shop_id:
            if shop.removed_products != "nothing":
                shop._queue_run("product_changes", trigger="change")

    def _tell_in_use_again(self):
        """Tell the user which products are used again in Odoo, and are not for sale in Shopify."""
        found = self.filtered("is_in_use_again")
        if not found or not self.env.user.has_group("shopify_connector.group_user"):
            return
        self.env.user._bus_send(
            "simple_notification",
            {
                "type": "warning",
                "sticky": True,
                "title": self.env._("Not for sale in Shopify yet"),
                "message": self.env._(
                    "%s: put away in Shopify when it was archived. Open the Shopify product to set "
                    "its status.",
                    found._names(),
                ),
            },
        )

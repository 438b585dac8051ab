# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Products that are no longer in Shopify, also where no webhook tells so (P13)."""

from odoo import api, fields, models
from odoo.fields import Domain

from ...shopify import gid
from ..sync.transaction import in_fresh_transaction

CHECKED_AT_ONCE = 250


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    @api.model
    def _mark_removed(self, connection, numbers):
        """Mark products that Shopify no longer has; their Odoo products and history stay.

        :param connection: ``shopify.connection``
        :param list numbers: Shopify's ids as texts; unknown ones are left out
        """
        products = self.search(
            [
                ("connection_id", "=", connection.id),
                ("shopify_id", "in", list(numbers)),
                ("removed", "=", False),
            ]
        )
        products.write({"removed": True})
        for shop, gone in products.grouped("shop_id").items():
            self.env["shopify.sync.skip"]._resolve(shop, "products", gone._skip_keys())


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    products_checked_id = fields.Integer(
        copy=False,
        readonly=True,
        help="The last product of which a sync has asked whether it is still in Shopify. Each "
        "sync asks for the next few, so that all of them get their turn.",
    )

    def _check_products(self, client):
        """Ask whether some of the known products are still there, and mark those that are not.

        It costs one request.
        """
        products = self._next_products_to_check()
        if not products:
            return
        numbers = {gid.make("Product", each.shopify_id): each.shopify_id for each in products}
        there = client.products_changed_at(numbers)
        gone = [number for identity, number in numbers.items() if identity not in there]

        def note():
            self.products_checked_id = products[-1].id
            self.env["shopify.product"]._mark_removed(self.connection_id, gone)

        in_fresh_transaction(self.env, note)

    def _next_products_to_check(self):
        """Return the products after those of the last time; after all of them, the first ones."""
        own = Domain("connection_id", "=", self.connection_id.id)
        own &= Domain("company_id", "=", self.company_id.id) & Domain("removed", "=", False)
        # An order's line of a deleted product names its variant only.
        own &= Domain("shopify_id", "not like", "variant-")
        after = own & Domain("id", ">", self.products_checked_id)
        products = self.env["shopify.product"]
        found = products.search(after, order="id", limit=CHECKED_AT_ONCE)
        return found or products.search(own, order="id", limit=CHECKED_AT_ONCE)

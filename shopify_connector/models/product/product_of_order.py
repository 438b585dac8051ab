# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Read the products that orders sell, where an order does not tell enough to make them (P3)."""

from odoo import models

from ...rules.sku import SkuMapping
from ...rules.variant_match import ONE_FOR_ALL
from ...shopify import gid
from ..sync.transaction import in_fresh_transaction

# These make products of what an order tells: titles, SKUs, barcodes and prices.
TOLD_BY_ORDERS = {*ONE_FOR_ALL, SkuMapping.ITEM_NUMBER}


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _read_products_of(self, orders, meter):
        """Read the unknown products of orders whose options are needed to make their variants.

        :param list orders: the client's ``Order`` objects
        :param meter: the run's Meter
        """
        if not self.auto_create_products or SkuMapping(self.sku_mapping) in TOLD_BY_ORDERS:
            return
        wanted = in_fresh_transaction(self.env, lambda: self._products_to_read(orders))
        if not wanted:
            return
        with meter.client() as client:
            for products in client.products_by_id(wanted):
                self.env["shopify.mapping.lock"]._in_turn(
                    self.company_id,
                    lambda page=products: self.env["shopify.product"]._stage(self, page),
                )

    def _products_to_read(self, orders):
        """Return the gids of products that have options, and that have not been read yet."""
        wanted = {
            line.product_id
            for order in orders
            for line in order.line_items
            if line.variant and line.product_id and line.variant_title and not line.is_gift_card
        }
        known = self.env["shopify.product"].search(
            [
                ("connection_id", "=", self.connection_id.id),
                ("company_id", "=", self.company_id.id),
                ("shopify_id", "in", [str(gid.number(each)) for each in wanted]),
                ("shopify_updated_at", "!=", False),
            ]
        )
        return sorted(wanted - {gid.make("Product", each.shopify_id) for each in known})

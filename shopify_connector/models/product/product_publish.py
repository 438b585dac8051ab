# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Publish products that Odoo has added on the shop's sales channels (P17)."""

from odoo import fields, models

from ...shopify import documents, gid
from ..sync.push_chunks import whole_chunks
from ..sync.transaction import in_fresh_transaction
from .product_export_notes import ProductNotes, refusals


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    to_publish = fields.Boolean(
        readonly=True,
        copy=False,
        help="Odoo has added it, and is still to publish it on the shop's sales channels.",
    )


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _publish_added(self, client, meter):
        """Publish products that were added, also by a run that was interrupted.

        :return: whether all is done; False when the run was cancelled
        """

        def collect():
            channels = [
                {"publicationId": gid.make("Publication", channel.shopify_id)}
                for channel in self.publication_ids.filtered("active")
            ]
            products = self.env["shopify.product"].search(
                [("shop_id", "=", self.id), ("to_publish", "=", True), ("removed", "=", False)]
            )
            return products, channels

        products, channels = in_fresh_transaction(self.env, collect)
        if not (products and channels and self.allow_changes):
            return True
        rows = [
            {"id": gid.make("Product", product.shopify_id), "input": channels}
            for product in products
        ]
        for chunk in whole_chunks(client.push(documents.PRODUCT_PUBLISH, rows)):
            in_fresh_transaction(self.env, lambda c=chunk: self._keep_published(products, c, meter))
            if meter.is_cancelled():
                return False
        return True

    def _keep_published(self, products, outcomes, meter):
        """Note which products are published; one that was not answered is tried again."""
        notes = ProductNotes(self, meter)
        answered = self.env["shopify.product"]
        for outcome in outcomes:
            product = products[outcome.line_number]
            if not outcome.error:
                answered |= product
            if problems := refusals(outcome):
                notes.refuse(product.odoo_template_id, problems)
        # Where it is shown is asked after this.
        answered.exists().write({"to_publish": False, "memberships_at": False})
        notes.keep()

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Changes of more Shopify products than a user waits for, in the background (P15, P17, P18)."""

from odoo import models

from ..sync.transaction import in_fresh_transaction
from .catalogue_texts import CatalogueError
from .product_change import ProductChange

AT_ONCE = 250


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _queue_product_change(self, products, change, trigger="button"):
        """Queue a change of products.

        :param products: ``shopify.product`` records of this shop
        :param ProductChange change: what is to become of them
        :return: the run
        """
        options = {"product_ids": products.ids, "change": change.as_options()}
        return self._queue_run("product_changes", trigger=trigger, options=options)

    def _sync_product_changes(self, meter):
        """Make the change that the run's options name; without one, put away what was archived.

        :return: whether the run is finished; False when its time was over
        """
        options = meter.run.options or {}
        if "change" not in options:
            return self._put_away_archived(meter)
        change = ProductChange.from_options(self.env, options["change"])
        products = self.env["shopify.product"].browse(options["product_ids"]).exists()
        products = products.filtered(lambda product: product.shop_id == self)
        products._ensure_fitting(change)
        if not meter.run.total:
            meter.run.total = len(products)
        return ProductChangePush(self, meter, change).run(products.ids)


class ProductChangePush:
    """Sends a change of products, and notes what became of each."""

    def __init__(self, shop, meter, change):
        self._shop = shop
        self._env = shop.env
        self._meter = meter
        self._change = change

    def run(self, product_ids):
        """Send the change of products, a batch after the other.

        :return: whether all is done; False when the time was over
        """
        with self._meter.client() as client:
            for start in range(0, len(product_ids), AT_ONCE):
                self._send(
                    client,
                    product_ids[start : start + AT_ONCE],
                    product_ids[start + AT_ONCE :],
                )
                if self._meter.should_stop():
                    return self._meter.is_cancelled()
        return True

    def _send(self, client, product_ids, left):
        """Send the change of some products and keep the outcomes.

        :param list left: ids of the products that come after these
        """
        ready, refused = in_fresh_transaction(self._env, lambda: self._prepare(product_ids))
        if ready:
            refused |= ready._push_change(client, self._change)[1]
        in_fresh_transaction(self._env, lambda: self._note(ready, refused, left))

    def _prepare(self, product_ids):
        """Part products into those to send and those that can't be.

        :return: (records, dict of CatalogueError by product)
        """
        products = self._env["shopify.product"].browse(product_ids).exists()
        gone = products.filtered(lambda product: not product.is_in_shopify)
        refused = {product: CatalogueError("product_gone") for product in gone}
        if not self._shop.allow_changes:
            text = self._change.text(self._env)
            return products.browse(), {
                product: CatalogueError("would_change", change=text) for product in products
            }
        return products - gone, refused

    def _note(self, ready, refused, left):
        explain = self._env["shopify.explain"]
        skips = self._env["shopify.sync.skip"]
        rows = [product._change_skip(explain._explain(error)) for product, error in refused.items()]
        done = ready.exists().filtered(lambda product: product not in refused)
        done._keep_taken(self._taken())
        skips._note(self._shop, "product_changes", rows, self._meter.run)
        skips._resolve(self._shop, "product_changes", done.mapped("shopify_id"))
        self._meter.count("write", changed=len(done), skipped=len(rows))
        self._keep_place(left)

    def _taken(self):
        """Return the field values of products that Shopify has changed."""
        return self._change.values()

    def _keep_place(self, left):
        """Let a run that stops here go on with the products that are left."""
        run = self._meter.run
        run.options = {**run.options, "product_ids": left}


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    def _change_skip(self, explained):
        """Return the product's row for the list of skipped records (G7)."""
        return {
            "shopify_id": self.shopify_id,
            "name": self.name,
            "res_model": self._name,
            "res_id": self.id,
            "code": explained.code,
            "reason": explained.message,
            "fix": explained.fix,
        }

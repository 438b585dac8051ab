# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Send tags that were edited on Shopify products (P11)."""

from odoo import api, fields, models
from odoo.tools import split_every

from ...rules.tag_edits import TagEdits
from ...shopify import documents
from ..shop.shop_sync import SYNCING
from ..sync.transaction import in_fresh_transaction
from .catalogue_texts import CatalogueError
from .product_push import push_changes

AT_ONCE = 250


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    tag_ids = fields.Many2many(
        help="What is edited here goes to Shopify with the next product sync, if the shop's "
        "products follow those in Odoo."
    )
    tag_edits = fields.Json(
        readonly=True,
        copy=False,
        # Read alone: staging asks thousands of new products for it.
        prefetch=False,
        help="Tags added and removed here that Shopify has not been told yet.",
    )
    tag_hint = fields.Char(compute="_compute_tag_hint")

    # === COMPUTE METHODS === #

    @api.depends("tag_edits", "shop_id.product_sync", "shop_id.can_update_shopify_products")
    def _compute_tag_hint(self):
        for product in self:
            edits = TagEdits.from_json(product.tag_edits)
            if not edits:
                product.tag_hint = False
            elif product.shop_id._updates_shopify():
                product.tag_hint = self.env._(
                    "Goes to Shopify with the next product sync: %s.", _text(edits)
                )
            else:
                product.tag_hint = self.env._(
                    "Not in Shopify: %s. This shop's products do not follow those in Odoo.",
                    _text(edits),
                )

    # === CRUD === #

    def write(self, vals):
        """Note which tags a user adds and removes."""
        if "tag_ids" not in vals or self.env.context.get(SYNCING):
            return super().write(vals)
        before = {product: product.tag_ids.mapped("name") for product in self}
        result = super().write(vals)
        for product, tags in before.items():
            edits = TagEdits.from_json(product.tag_edits)
            edits = edits.then(tags, product.tag_ids.mapped("name")).as_json()
            if edits != (product.tag_edits or {}):
                product.tag_edits = edits
        return result

    # === BUSINESS METHODS === #

    def _shown_tags(self, tags):
        """Return the tags to show: Shopify's, with what was edited here and is not sent yet.

        :param tags: the names that Shopify has
        :return: set of names
        """
        return TagEdits.from_json(self.tag_edits).apply(tags)


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _send_tags(self, meter):
        """Send tags that were edited, if the shop's products follow those in Odoo (P1).

        :return: whether all is done; False when the time was over
        """
        if not self._updates_shopify():
            return True

        def collect():
            products = self.env["shopify.product"].search(
                [
                    ("shop_id", "=", self.id),
                    ("removed", "=", False),
                    ("tag_edits", "!=", False),
                ],
                order="id",
            )
            meter.run.total += len(products)
            return products.ids

        waiting = in_fresh_transaction(self.env, collect)
        if not waiting:
            return True
        with meter.client() as client:
            push = TagPush(self, meter, client)
            for ids in split_every(AT_ONCE, waiting):
                push.send(self.env["shopify.product"].browse(ids))
                if meter.should_stop():
                    return False
        return True


class TagPush:
    """Sends the edited tags of a batch of products, and notes what became of each."""

    def __init__(self, shop, meter, client):
        self._shop = shop
        self._env = shop.env
        self._meter = meter
        self._client = client

    def send(self, products):
        """Send what was added and removed.

        :param products: ``shopify.product`` records
        """
        edits = in_fresh_transaction(
            self._env,
            lambda: {product: TagEdits.from_json(product.tag_edits) for product in products},
        )
        if self._shop.allow_changes:
            refused = self._push(edits)
        else:
            refused = {
                product: CatalogueError(
                    "would_change", change=self._env._("tags %s", _text(edits[product]))
                )
                for product in products
            }
        in_fresh_transaction(self._env, lambda: self._keep(edits, refused))

    def _push(self, edits):
        """Remove tags, and then add some: one that only changes its capitals is the same tag.

        :return: dict of CatalogueError by product that Shopify refused
        """
        gone = {product: each.removed for product, each in edits.items() if each.removed}
        refused = self._push_tags(documents.TAGS_REMOVE, gone)
        new = {
            product: each.added
            for product, each in edits.items()
            if each.added and product not in refused
        }
        return refused | self._push_tags(documents.TAGS_ADD, new)

    def _push_tags(self, document, tags):
        rows = {
            product: {"id": product._gid(), "tags": sorted(names)}
            for product, names in tags.items()
        }
        return push_changes(self._client, document, rows)[1] if rows else {}

    def _keep(self, edits, refused):
        """Forget the edits that Shopify has taken; what was edited meanwhile waits."""
        explain = self._env["shopify.explain"]
        skips = self._env["shopify.sync.skip"]
        done = self._env["shopify.product"]
        for product, sent in edits.items():
            if product in refused:
                continue
            done |= product
            left = TagEdits.from_json(product.tag_edits).without(sent)
            product.tag_edits = left.as_json()
        rows = [product._change_skip(explain._explain(error)) for product, error in refused.items()]
        skips._note(self._shop, "product_changes", rows, self._meter.run)
        skips._resolve(self._shop, "product_changes", done.mapped("shopify_id"))
        self._meter.count("write", changed=len(done), skipped=len(rows))


def _text(edits):
    return ", ".join(
        [*(f"+{tag}" for tag in sorted(edits.added)), *(f"−{tag}" for tag in sorted(edits.removed))]
    )

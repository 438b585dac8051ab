# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The image sync, one way or the other (P16)."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...shopify.scopes import IMAGES
from .image_export import ImageExport
from .image_import import ImageImport


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    images_synced_until = fields.Datetime(
        string="Images read until",
        copy=False,
        help="Images of products changed in Shopify after this moment are read by the next image "
        "sync. Empty it to read only those of products that have not been read yet.",
    )

    # === ACTIONS === #

    def action_sync_images(self):
        """Queue the image sync and show its run (P16).

        :return: a window action
        :raises UserError: no direction is chosen
        """
        self.ensure_one()
        self._check_image_sync()
        return self._queue_run("images", trigger="button")._show()

    # === BUSINESS METHODS === #

    def _check_image_sync(self):
        for shop in self:
            if shop.image_sync == "none":
                raise UserError(
                    self.env._(
                        "%s synchronises no images. Choose a direction on its page Products.",
                        shop.name,
                    )
                )

    def _scope_uses(self):
        uses = super()._scope_uses()
        if self.image_sync == "to_shopify":
            uses.add(IMAGES)
        return uses

    def _sync_images(self, meter):
        """Bring images of linked products to Shopify, or from there, as the shop is set (P16).

        Options of the run: ``product_ids`` (ids of ``shopify.product``), and no others; ``full``
        (compare all of them with Shopify, not only what has changed).

        :return: whether the run is finished; False when its time was over
        """
        self._check_image_sync()
        kind = ImageExport if self.image_sync == "to_shopify" else ImageImport
        with meter.client() as client:
            finished = kind(self, meter, client).run()
        return finished or meter.is_cancelled()

    def _image_domain(self, options=None):
        """Return whose images are synced: of products that stand for products in Odoo.

        :param dict options: of the run; they may name ``product_ids``
        """
        chosen = (options or {}).get("product_ids")
        return (Domain.TRUE if chosen is None else Domain("id", "in", chosen)) & Domain(
            [
                ("shop_id", "=", self.id),
                ("odoo_template_id", "!=", False),
                ("removed", "=", False),
                # Order lines of deleted products name no product.
                ("shopify_id", "not =like", "variant-%"),
            ]
        )

    def _forget_skipped_images(self):
        """Take products off the list of skipped records whose images are no longer synced."""
        skips = self.env["shopify.sync.skip"].search(
            [("shop_id", "=", self.id), ("kind", "=", "images")]
        )
        products = self.env["shopify.product"].search(
            self._image_domain() & Domain("id", "in", skips.mapped("res_id"))
        )
        kept = set(products.ids)
        skips.filtered(lambda skip: skip.res_id not in kept).unlink()


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    def action_sync_images(self):
        """Queue the image sync of these products (P16). Callable over XML-RPC.

        :return: a window action: the run, or the list of them if the products are of several shops
        :raises UserError: their shop synchronises no images
        """
        self.check_access("read")
        self.shop_id._check_image_sync()
        runs = self.env["shopify.sync.run"]
        for shop, products in self.grouped("shop_id").items():
            runs |= shop._queue_run("images", "button", {"product_ids": products.ids})
        if len(runs) == 1:
            return runs._show()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "shopify_connector.shopify_sync_run_action"
        )
        return {**action, "domain": [("id", "in", runs.ids)]}

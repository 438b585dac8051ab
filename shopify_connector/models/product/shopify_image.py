# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The pictures of a Shopify product, as Shopify lists them (P16)."""

from odoo import api, fields, models
from odoo.fields import Command

from ...shopify import gid
from ..sync.changes import write_changed
from .image_places import PRODUCT, place_of

STATES = {
    "UPLOADED": "processing",
    "PROCESSING": "processing",
    "READY": "ready",
    "FAILED": "failed",
}
# Odoo keeps no larger ones of its products either.
MOST_PIXELS = 1920


class ShopifyProductImage(models.Model):
    """A picture of a Shopify product.

    Odoo's products have places for a main picture and one a variant, with the module for its own
    web shop also for further ones. Pictures for which there is no place are kept here.
    """

    _name = "shopify.product.image"
    _description = "Image of a Shopify product"
    _order = "product_id, position, id"

    product_id = fields.Many2one(
        "shopify.product", string="Shopify product", required=True, ondelete="cascade", index=True
    )
    shop_id = fields.Many2one(related="product_id.shop_id", store=True)
    company_id = fields.Many2one(related="product_id.company_id", store=True)
    shopify_id = fields.Char(string="Shopify id", readonly=True)
    position = fields.Integer(help="Its place among the product's images, from 1.")
    alt = fields.Char(
        string="Alternative text", help="What is read out to those who can't see the image."
    )
    url = fields.Char(string="Address", readonly=True, help="Where Shopify has its file.")
    width = fields.Integer(readonly=True)
    height = fields.Integer(readonly=True)
    variant_ids = fields.Many2many(
        "shopify.variant", string="Variants", readonly=True, help="The variants that show it."
    )
    image = fields.Image(
        max_width=MOST_PIXELS,
        max_height=MOST_PIXELS,
        help="A further image of the product, which Odoo keeps here. It goes to Shopify where "
        "images go there.",
    )
    image_128 = fields.Image(string="Image", compute="_compute_image_128")
    place = fields.Char(
        compute="_compute_place", string="In Odoo", help="Where Odoo keeps the image."
    )
    state = fields.Selection(
        [
            ("waiting", "Only in Odoo"),
            ("processing", "In work at Shopify"),
            ("ready", "In Shopify"),
            ("failed", "Failed"),
            ("removed", "No longer in Shopify"),
        ],
        default="waiting",
        required=True,
        readonly=True,
    )
    error = fields.Char(string="What is wrong", readonly=True)

    _shopify_id_uniq = models.UniqueIndex(
        "(product_id, shopify_id)", "This image of the Shopify product is there already."
    )

    # === COMPUTE METHODS === #

    @api.depends("image", "shopify_id", "product_id.synced_images")
    def _compute_image_128(self):
        for image in self:
            record, field = image._kept_in()
            image.image_128 = record[field] if record else False

    @api.depends("image", "shopify_id", "product_id.synced_images")
    def _compute_place(self):
        for image in self:
            record, _field = image._kept_in()
            name = self.env["shopify.product"]._image_place_name
            image.place = name(place_of(record)) if record else False

    def _keep_values(self, values, variants):
        """Write what differs; the text of a picture that is kept here is Odoo's."""
        self.ensure_one()
        own = {"alt"} if self.image else set()
        write_changed(self, {name: value for name, value in values.items() if name not in own})
        if self.variant_ids != variants:
            self.variant_ids = variants

    def _kept_in(self):
        """Return the record that has the picture, and its field with a small one."""
        self.ensure_one()
        if self.image:
            return self, "image"
        for entry in self.product_id.synced_images or ():
            if self.shopify_id and entry.get("media") == self.shopify_id and not entry.get("error"):
                record = self.env["shopify.product"]._image_record(entry["place"])
                if record:
                    is_variant = record._name == PRODUCT
                    return record, "image_variant_128" if is_variant else "image_128"
        return self.browse(), False


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    image_ids = fields.One2many("shopify.product.image", "product_id", string="Images")
    image_count = fields.Integer(compute="_compute_image_count")
    image_128 = fields.Image(string="Image", compute="_compute_image_128")
    synced_images = fields.Json(
        readonly=True,
        copy=False,
        help="Which image was where in Odoo and in Shopify at the last sync: what differs from it "
        "has changed since.",
    )
    images_template_id = fields.Many2one(
        "product.template",
        string="Images synced with",
        readonly=True,
        copy=False,
        ondelete="set null",
        help="The Odoo product that has all images which Shopify had.",
    )
    image_error = fields.Char(string="What is wrong with images", readonly=True, copy=False)
    image_fix = fields.Char(string="What to do about images", readonly=True, copy=False)

    @api.depends("image_ids")
    def _compute_image_count(self):
        groups = self.env["shopify.product.image"]._read_group(
            [("product_id", "in", self.ids), ("state", "!=", "removed")],
            ["product_id"],
            ["__count"],
        )
        counts = {product.id: count for product, count in groups}
        for product in self:
            product.image_count = counts.get(product.id, 0)

    @api.depends("odoo_template_id.image_128", "image_ids.image")
    def _compute_image_128(self):
        for product in self:
            product.image_128 = (
                product.odoo_template_id.image_128 or product.image_ids.filtered("image")[:1].image
            )

    # === STAGING === #

    @api.model
    def _stage_images(self, found):
        """Keep what Shopify has of the pictures of products, in bulk (P16).

        :param dict found: (the client's ``ProductMedia`` in their order, {media gid: variants that
            show it}) by ``shopify.product``
        """
        known = self.env["shopify.product.image"].search(
            [("product_id", "in", [product.id for product in found]), ("shopify_id", "!=", False)]
        )
        records = {(image.product_id.id, image.shopify_id): image for image in known}
        new = []
        for product, (media, shown) in found.items():
            for position, each in enumerate(media, 1):
                if not each.is_image:
                    continue
                variants = shown.get(each.id, self.env["shopify.variant"])
                values = _image_values(each, position)
                image = records.pop((product.id, values["shopify_id"]), None)
                if image:
                    image._keep_values(values, variants)
                else:
                    links = [Command.set(variants.ids)]
                    new.append({"product_id": product.id, **values, "variant_ids": links})
        self.env["shopify.product.image"].create(new)
        gone = self.env["shopify.product.image"].union(*records.values())
        gone.filtered(lambda image: image.state != "removed").write({"state": "removed"})

    def _adopt_images(self, media):
        """Let pictures that are kept here know under which id Shopify has them now.

        :param dict media: number of the media by ``shopify.product.image``
        """
        for image, number in media.items():
            taken = image.product_id.image_ids.filtered(lambda one, n=number: one.shopify_id == n)
            if not taken:
                image.shopify_id = number


def _image_values(media, position):
    image = media.image
    return {
        "shopify_id": str(gid.number(media.id)),
        "position": position,
        "alt": media.alt or False,
        "url": image.url if image else False,
        "width": image.width if image else 0,
        "height": image.height if image else 0,
        "state": STATES[media.status],
        "error": "; ".join(fault.message for fault in media.faults) or False,
    }

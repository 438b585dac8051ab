# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Where Odoo keeps the pictures of products, read without their files, and written (P16).

A place is a record with its model's field of a picture, written as ``product.template,5``.
"""

from collections import defaultdict
from dataclasses import dataclass

from odoo import api, models

from ...rules.image import LONGEST_ALT
from ...rules.image_sides import Picture

TEMPLATE, PRODUCT, FURTHER, HERE = (
    "product.template",
    "product.product",
    "product.image",
    "shopify.product.image",
)
FIELDS = {
    TEMPLATE: "image_1920",
    PRODUCT: "image_variant_1920",
    FURTHER: "image_1920",
    HERE: "image",
}


def place_of(record):
    """Name the place of a record's picture."""
    return f"{record._name},{record.id}"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What the database tells of a picture's file.

    :ivar attachment_id: id of its ``ir.attachment``
    :ivar size: in bytes
    :ivar mime: its MIME type, as Odoo has found it
    """

    attachment_id: int
    checksum: str
    size: int
    mime: str


class ProductPictures:
    """The pictures of Shopify products as Odoo has them, by a few queries for all of them.

    :param products: ``shopify.product`` records
    """

    def __init__(self, products):
        self._env = products.env
        variants = products.variant_ids.filtered(
            lambda variant: variant.odoo_product_id and not variant.removed
        )
        self._variants = defaultdict(variants.browse, variants.grouped("product_id"))
        linked = variants.odoo_product_id
        templates = linked.product_tmpl_id
        self.files = {}
        self._find_files(TEMPLATE, templates.ids)
        self._find_files(PRODUCT, linked.ids)
        self._further = self._further_images(templates)
        self._here = products.image_ids.sorted(lambda image: (image.position, image.id))
        self._find_files(HERE, self._here.ids)

    def _find_files(self, model, ids):
        attachments = self._env["ir.attachment"].sudo()
        found = attachments.search_fetch(
            [
                ("res_model", "=", model),
                ("res_field", "=", FIELDS[model]),
                ("res_id", "in", list(ids)),
            ],
            ["res_id", "checksum", "file_size", "mimetype"],
        )
        for each in found:
            self.files[f"{model},{each.res_id}"] = StoredFile(
                each.id, each.checksum, each.file_size, each.mimetype
            )

    def _further_images(self, templates):
        """Return the further pictures of each template, where a module keeps some."""
        if FURTHER not in self._env:
            return {}
        images = self._env[FURTHER].search(
            [
                "|",
                ("product_tmpl_id", "in", templates.ids),
                ("product_variant_id.product_tmpl_id", "in", templates.ids),
                ("video_url", "=", False),
            ]
        )
        self._find_files(FURTHER, images.ids)
        return images.grouped(
            lambda image: image.product_tmpl_id or image.product_variant_id.product_tmpl_id
        )

    # === WHAT IS LINKED === #

    def templates_of(self, product):
        """Return the templates that a Shopify product is linked to, in its variants' order."""
        return self._variants[product].odoo_product_id.product_tmpl_id

    def linked_variants(self, product, template):
        """Return the Shopify variants of a product that are linked to a template."""
        return self._variants[product].filtered(
            lambda variant: variant.odoo_product_id.product_tmpl_id == template
        )

    # === WHAT THERE IS === #

    def of(self, product):
        """Return the pictures of a product in their order: main, further, those of variants.

        :return: list of rules.Picture
        """
        templates = self.templates_of(product)
        found = []
        for template in templates:
            found += self._main(product, template, is_only=len(templates) == 1)
            found += self._of(
                place_of(template),
                ((image, image.name) for image in self._further.get(template, ())),
            )
        if templates:
            here = self._here.filtered(lambda image: image.product_id == product)
            main = templates[0]
            found += self._of(place_of(main), ((image, image.alt or main.name) for image in here))
        return [*found, *self._of_variants(product)]

    def _of(self, template, images):
        for image, alt in images:
            place = place_of(image)
            if place in self.files:
                yield self._picture(place, template, alt)

    def _main(self, product, template, is_only):
        place = place_of(template)
        if place not in self.files:
            return []
        shown_by = ()
        if not is_only:
            # It stands for those variants of the Shopify product that this template is.
            shown_by = [
                variant.shopify_id
                for variant in self.linked_variants(product, template)
                if place_of(variant.odoo_product_id) not in self.files
            ]
        return [self._picture(place, place, template.name, shown_by)]

    def _of_variants(self, product):
        variants = self._variants[product]
        for odoo_product, linked in variants.grouped("odoo_product_id").items():
            place = place_of(odoo_product)
            if place in self.files:
                name = odoo_product.with_context(display_default_code=False).display_name
                template = place_of(odoo_product.product_tmpl_id)
                yield self._picture(place, template, name, linked.mapped("shopify_id"))

    def _picture(self, place, template, alt, variants=()):
        text = (alt or "")[:LONGEST_ALT]
        return Picture(place, template, self.files[place].checksum, text, tuple(variants))

    def content(self, place):
        """Read a picture's file.

        :return: bytes; None if it is another by now, or gone
        """
        known = self.files[place]
        attachment = self._env["ir.attachment"].sudo().browse(known.attachment_id).exists()
        if attachment.checksum != known.checksum:
            return None
        content = attachment.raw
        # no more files in memory than are worked on
        attachment.invalidate_recordset(["raw", "datas"], flush=False)
        return content


class ShopifyProduct(models.Model):
    _inherit = "shopify.product"

    @api.model
    def _image_record(self, place):
        """Return the record of a place; empty if it is gone, or its model is."""
        model, _comma, number = place.partition(",")
        if model not in FIELDS or model not in self.env:
            return self.browse()
        return self.env[model].browse(int(number)).exists()

    @api.model
    def _image_place_name(self, place):
        """Say what a place is, such as "Image of Enamel Mug"."""
        record = self._image_record(place)
        match record._name:
            case "product.template" | "product.product":
                name = record.with_context(display_default_code=False).display_name
                return self.env._("Image of %s", name)
            case "product.image":
                return self.env._("Further image %s", record.name)
            case "shopify.product.image" if record:
                return self.env._("Further image %s", record.alt or record.id)
        return self.env._("A further image")

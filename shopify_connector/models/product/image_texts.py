# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What a user reads when an image is not synced (P16)."""

from odoo import api, models

from ...rules.image import MOST_BYTES_FROM_SHOPIFY, MOST_BYTES_TO_SHOPIFY, MOST_PIXELS
from ..sync.explain import MappingError

MILLION = 1_000_000


class ImageError(MappingError):
    """Something keeps an image of a product from being synced."""


class ShopifyExplain(models.AbstractModel):
    _inherit = "shopify.explain"

    @api.model
    def _explain(self, error):
        if isinstance(error, ImageError):
            return self._from_texts(self._image_texts(), error)
        return super()._explain(error)

    @api.model
    def _scope_purposes(self):
        return {
            **super()._scope_purposes(),
            "read_files": self.env._("reading images"),
            "write_files": self.env._("changing the texts of images"),
        }

    @api.model
    def _image_texts(self):
        """Texts of what keeps an image from being synced: {code: (message, fix)}."""
        return {
            **self._image_file_texts(),
            **self._image_conflict_texts(),
            **self._image_loading_texts(),
            **self._image_sending_texts(),
        }

    @api.model
    def _image_file_texts(self):
        other_file = self.env._("Choose another file: a JPEG, PNG, GIF or WEBP image.")
        smaller = self.env._("Save it with a better compression, or with fewer pixels.")
        return {
            "image_not_an_image": (
                self.env._("{image}: the file is no image, whatever its name says."),
                other_file,
            ),
            "image_type": (
                self.env._("{image}: images of type {detail} are not exchanged with Shopify."),
                other_file,
            ),
            "image_too_large": (
                self.env._(
                    "{image}: the file has {detail} MB, and Shopify takes %s MB at most.",
                    MOST_BYTES_TO_SHOPIFY // MILLION,
                ),
                smaller,
            ),
            "image_too_large_to_load": (
                self.env._(
                    "{image}: the file in Shopify has more than %s MB and is not loaded.",
                    MOST_BYTES_FROM_SHOPIFY // MILLION,
                ),
                self.env._("Put a smaller file in its place in Shopify."),
            ),
            "image_too_many_pixels": (
                self.env._(
                    "{image}: it has {detail} million pixels, and %s million are the limit.",
                    MOST_PIXELS // MILLION,
                ),
                smaller,
            ),
            "image_too_uneven": (
                self.env._("{image}: {detail} pixels are too long and narrow for an image."),
                self.env._("Cut it: no side may be more than 100 times the other."),
            ),
            "image_no_room": (
                self.env._("{image}: the product has as many media in Shopify as it may."),
                self.env._("Take some off in Shopify; the next image sync tries again."),
            ),
        }

    @api.model
    def _image_conflict_texts(self):
        choose = self.env._(
            "Say in the shop's settings of products what holds when both have changed, then press "
            "Sync images on the product."
        )
        return {
            "image_conflict_removed": (
                self.env._("{image}: it was deleted in Shopify, and is still in Odoo."),
                self.env._(
                    "Take it off in Odoo as well. To send it again, let Odoo's value hold when "
                    "both have changed, then press Sync images on the product."
                ),
            ),
            "image_conflict_alt": (
                self.env._("{image}: its text was changed in Odoo and in Shopify."),
                choose,
            ),
            "image_conflict_variant": (
                self.env._(
                    "{image}: the variant shows another image, chosen in Shopify, and has a new "
                    "one in Odoo."
                ),
                choose,
            ),
            "image_conflict_picture": (
                self.env._("{image}: Odoo has an image that did not come from Shopify."),
                self.env._(
                    "Delete it in Odoo to get Shopify's, or say in the shop's settings of products "
                    "what holds when both have changed; then press Sync images on the product."
                ),
            ),
        }

    @api.model
    def _image_loading_texts(self):
        later = self.env._("Nothing to do: the next image sync tries again.")
        return {
            "image_untrusted_host": (
                self.env._("{image}: its file lies on {detail}, which is no host of Shopify's."),
                self.env._("Upload the image to Shopify itself."),
            ),
            "image_redirected": (
                self.env._("{image}: its file is said to be elsewhere, where it is not fetched."),
                self.env._("Upload the image to Shopify once more."),
            ),
            "image_gone": (
                self.env._("{image}: Shopify has no file for it."),
                self.env._(
                    "Look at the product in Shopify; if its image is broken there, upload it again."
                ),
            ),
            "image_not_loaded": (
                self.env._("{image}: its file could not be loaded: {detail}."),
                later,
            ),
            "image_processing": (
                self.env._("Shopify still works on images of the product."),
                later,
            ),
        }

    @api.model
    def _image_sending_texts(self):
        later = self.env._("Nothing to do: the next image sync tries again.")
        return {
            "image_failed": (
                self.env._("{image}: Shopify could make nothing of it: {detail}."),
                self.env._(
                    "Choose another file in Odoo; or delete the failed image in Shopify and press "
                    "Sync images on the product, to send it again."
                ),
            ),
            "image_not_uploaded": (
                self.env._("{image}: it could not be uploaded: {detail}."),
                later,
            ),
            "image_changed": (
                self.env._("{image}: it was changed while it was on its way."),
                later,
            ),
            "image_refused": (
                self.env._("Shopify refused a change of images: {detail}."),
                self.env._("Look at the product in Shopify; the next image sync tries again."),
            ),
            "image_not_answered": (
                self.env._("Shopify has not confirmed a change of images: {detail}."),
                self.env._("Nothing to do: the next image sync looks what became of it."),
            ),
            "image_would_change": (
                self.env._("Changes in Shopify are off. What would go there: {changes}."),
                self.env._("Switch Allow changes in Shopify on in the shop's settings."),
            ),
        }

    @api.model
    def _image_changes_text(self, uploads, texts, moved, variants):
        """Say what a sync would do, such as "images to add: 2, texts to change: 1".

        :param int uploads: images to add
        :param int texts: alternative texts to change
        :param int moved: images to move
        :param int variants: variants that are to show another image
        """
        parts = [
            (uploads, self.env._("images to add: %s", uploads)),
            (texts, self.env._("texts to change: %s", texts)),
            (moved, self.env._("images to move: %s", moved)),
            (variants, self.env._("variants to show another image: %s", variants)),
        ]
        return ", ".join(text for count, text in parts if count)

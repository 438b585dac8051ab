# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the image sync has in hand of one product, and how its two sides are named (P16)."""

from collections import defaultdict
from dataclasses import dataclass, field

from odoo.fields import Domain

from ...rules.image_sides import READY, Media, Picture, SyncedPicture, from_json
from ...shopify import gid
from ...shopify.objects.media import ProductMedia
from .image_notes import image_error
from .image_places import ProductPictures

# Products whose images are read and compared in one go.
PRODUCTS_AT_ONCE = 20


def left_to_do(domain, run):
    """Narrow a domain to the products that an interrupted run has not come to.

    :param run: ``shopify.sync.run``
    """
    return domain & Domain("id", ">", run.position)


def media_key(identity):
    """Name a media as the rules do: a picture by its number, anything else by its gid."""
    return str(gid.number(identity)) if gid.kind(identity) == "MediaImage" else identity


def media_gid(key):
    """Return the gid of a media that the rules name."""
    return gid.make("MediaImage", int(key)) if key.isdecimal() else key


@dataclass(eq=False, slots=True)
class ImageWork:
    """The pictures of one product on both sides.

    :ivar product: ``shopify.product``
    :ivar pictures: what Odoo has
    :ivar synced: what both had last, by place
    :ivar media: what Shopify has, in its order; None: it no longer has the product, or it can't be
        read
    :ivar shown: the media gid that variants show, by ``shopify.variant``
    :ivar errors: what is not synced
    :ivar is_unread: whether Shopify's answer can't be read
    """

    product: object
    pictures: list[Picture]
    synced: tuple[SyncedPicture, ...]
    media: list[ProductMedia] | None = None
    shown: dict[object, str] = field(default_factory=dict)
    errors: list[Exception] = field(default_factory=list)
    is_unread: bool = False

    @property
    def gid(self) -> str:
        """Shopify's id of the product."""
        return gid.make("Product", int(self.product.shopify_id))

    def note(self, code, place, detail=""):
        """Note what is wrong with the picture of a place."""
        self.errors.append(image_error(self.product, code, place, detail))

    def show(self, shown):
        """Note which media variants show now.

        :param dict shown: the media's gid by Shopify's number of the variant
        """
        for variant in self.product.variant_ids:
            if variant.shopify_id in shown:
                self.shown[variant] = shown[variant.shopify_id]

    def sides(self) -> list[Media]:
        """Shopify's media as the rules take them; all that is no picture is ready."""
        variants = defaultdict(list)
        for variant, identity in self.shown.items():
            variants[identity].append(variant.shopify_id)
        return [
            Media(
                id=media_key(each.id),
                status=each.status if each.is_image else READY,
                alt=each.alt,
                url=each.image.url if each.image else "",
                variants=tuple(variants[each.id]),
            )
            for each in self.media
        ]

    def shown_by(self):
        """Return {media gid: the ``shopify.variant`` records that show it}."""
        found = defaultdict(lambda: self.product.env["shopify.variant"])
        for variant, identity in self.shown.items():
            found[identity] |= variant
        return found


def read_odoo(products):
    """Take products in hand.

    :param products: ``shopify.product`` records
    :return: (list of ImageWork, ProductPictures)
    """
    pictures = ProductPictures(products)
    works = [
        ImageWork(product, pictures.of(product), from_json(product.synced_images))
        for product in products
    ]
    return works, pictures


def read_shopify(client, works):
    """Ask Shopify for the media of products and variants.

    Of a product that can't be read, the error is noted and nothing else.
    """
    by_gid = {work.gid: work for work in works}

    def note(node, error):
        work = by_gid[node["id"]]
        work.errors.append(error)
        work.is_unread = True

    for found in client.product_media(by_gid, on_malformed=note):
        by_gid[found.product_id].media = list(found.media)
    variants = {
        gid.make("ProductVariant", int(variant.shopify_id)): (work, variant)
        for work in works
        for variant in work.product.variant_ids
        if work.media and not variant.removed
    }
    for identity, media in client.variant_media(variants).items():
        work, variant = variants[identity]
        work.shown[variant] = media


def stage(env, works):
    """Keep what Shopify has, and mark the products that it no longer has."""
    gone = [work.product for work in works if work.media is None and not work.is_unread]
    env["shopify.product"].union(*gone).write({"removed": True})
    env["shopify.product"]._stage_images(
        {work.product: (work.media, work.shown_by()) for work in works if work.media is not None}
    )

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What became of the images of a batch of products (P16, G7)."""

from collections import Counter

from ..sync.changes import write_changed
from .image_texts import ImageError

NOTHING_WRONG = {"image_error": False, "image_fix": False}


def image_error(products, code, place, detail=""):
    """Say what is wrong with the picture of a place.

    :param products: any ``shopify.product`` records
    :return: ImageError
    """
    return ImageError(code, image=products._image_place_name(place), detail=detail)


class ImageNotes:
    """Gathers what became of products' images, and keeps it in one go.

    :param shop: the shop record
    :param meter: the run's Meter
    """

    def __init__(self, shop, meter):
        self._shop = shop
        self._meter = meter
        self._errors = {}
        self._counts = Counter()

    def note(self, product, errors, state):
        """Note a product.

        :param list errors: ImageError of what is not synced; empty: all is
        :param str state: ``changed`` or ``unchanged``: how a product without errors counts
        """
        self._errors[product] = errors
        self._counts["skipped" if errors else state] += 1

    def count(self, state, number):
        """Count products of which there is nothing else to note."""
        self._counts[state] += number

    def keep(self, counts=True):
        """Say on the products, and on the list of skipped records, what is not synced.

        :param bool counts: whether the products count; not those that did already
        """
        env = self._shop.env
        rows = []
        for product, errors in self._errors.items():
            explained = [env["shopify.explain"]._explain(error) for error in errors]
            said = _said(explained)
            write_changed(product, said or NOTHING_WRONG)
            if errors:
                rows.append(_skip_row(product, explained[0].code, said))
        skips = env["shopify.sync.skip"]
        if rows:
            skips._note(self._shop, "images", rows, self._meter.run)
        done = [product.shopify_id for product, errors in self._errors.items() if not errors]
        skips._resolve(self._shop, "images", done)
        self._meter.count("write", **(self._counts if counts else {}))


def _said(explained):
    """What is wrong and what to do, each sentence once."""
    if not explained:
        return {}
    return {
        "image_error": " ".join(dict.fromkeys(each.message for each in explained)),
        "image_fix": " ".join(dict.fromkeys(each.fix for each in explained)),
    }


def _skip_row(product, code, said):
    return {
        "shopify_id": product.shopify_id,
        "name": product.name,
        "res_model": product._name,
        "res_id": product.id,
        "code": code,
        "reason": said["image_error"],
        "fix": said["image_fix"],
    }

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Find or make the Odoo products of a batch of Shopify variants (P3-P5). The step *map*."""

from odoo import models

from ...rules.sku import AmbiguousProduct, FoundProduct
from .new_products import NewProducts
from .product_texts import ProductError
from .variant_matching import VariantMatching


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _map_variants(self, variants, create):
        """Link variants to the Odoo products that stand for them; make those that are missing.

        :param variants: ``shopify.variant`` records of this shop without a product; gift cards
            need none
        :param bool create: whether to make missing products (P3)
        :return: VariantMapping
        """
        self.ensure_one()
        wanted = variants.filtered(lambda each: not (each.is_gift_card or each.removed))
        mapping = VariantMapping(self)
        mapping.run({variant: variant._facts() for variant in wanted}, create)
        return mapping


class VariantMapping:
    """Links variants, and tells which could not be.

    :param shop: the shop record, working
    :param dict prices: as for NewProducts
    :ivar links: (product id, rule, value) by variant, for those that are linked now
    :ivar errors: ProductError by variant, for those that are not
    :ivar notes: (variant, ProductError) of what was left out
    """

    def __init__(self, shop, prices=None):
        self._shop = shop
        self._env = shop.env
        self._prices = prices
        self.links = {}
        self.errors = {}
        self.notes = []

    def run(self, facts, create):
        """Find the products of variants, and make those that are missing.

        :param dict facts: VariantFacts by ``shopify.variant``
        :param bool create: whether to make them
        """
        matches = VariantMatching(
            self._shop, facts, {variant: variant for variant in facts}
        ).match()
        self.link(matches)
        unknown = {
            variant: match
            for variant, match in matches.items()
            if variant not in self.links and variant not in self.errors
        }
        if create:
            self.make({variant: (facts[variant], match) for variant, match in unknown.items()})
        else:
            self.errors |= {
                variant: self._not_found(variant, match) for variant, match in unknown.items()
            }

    def link(self, matches):
        """Link what was found for certain.

        :param dict matches: VariantMatch by variant
        """
        found = {}
        for variant, match in matches.items():
            match match.outcome:
                case FoundProduct(product, rule, value):
                    found[variant] = (product.product, rule, value)
                case AmbiguousProduct():
                    self.errors[variant] = self._ambiguous(variant, match.outcome)
        self._env["shopify.variant"]._link_all(found)
        self.links |= found

    def make(self, unknown):
        """Make the products of variants.

        :param dict unknown: (VariantFacts, VariantMatch) by variant
        """
        if not unknown:
            return
        maker = NewProducts(self._shop, self._prices)
        self.links |= maker.make(unknown)
        self.errors |= maker.errors
        self.notes += maker.notes
        if maker.waiting:
            # Now that the first one is there, they may be found by what they share with it.
            self.run({variant: unknown[variant][0] for variant in maker.waiting}, create=True)

    # === ERRORS === #

    def _ambiguous(self, variant, outcome):
        return ProductError(
            "ambiguous",
            name=variant.display_name,
            value=outcome.value,
            products=product_names(self._env, outcome.products),
            candidates=[each.product for each in outcome.products if each.product],
        )

    def _not_found(self, variant, match):
        if match.is_named:
            template = self._env["product.template"].browse(match.template)
            return ProductError(
                "variant_not_found", name=variant.display_name, template=template.display_name
            )
        return ProductError(
            "not_found",
            name=variant.display_name,
            sku=variant.sku or "–",
            barcode=variant.barcode or "–",
        )


def product_names(env, products):
    """Name products with their ids.

    :param env: the environment
    :param products: ``IndexedProduct`` objects
    """
    names = []
    for each in products:
        record = env["product.product"].browse(each.product)
        record = record or env["product.template"].browse(each.template)
        names.append(f"{record.display_name} ({record.id})")
    return ", ".join(names)

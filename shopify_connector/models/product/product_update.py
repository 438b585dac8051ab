# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A product in Shopify beside the product of Odoo's that it stands for (P8, P13, P14)."""

from dataclasses import dataclass, replace

from odoo import models

from ...rules.product_changes import (
    CUSTOMS_NAMES,
    OPTION_NAMES,
    PRODUCT_NAMES,
    VARIANT_NAMES,
    fingerprint,
    in_order_of,
    odoo_fields,
    option_places,
)
from ...rules.product_export import ExportedProduct, ExportedVariant, ProductFacts
from ...rules.product_fields import ProductSides, SyncRules, compare_product
from ...shopify import gid


@dataclass(frozen=True, eq=False, slots=True)
class LinkedProduct:
    """A product in Shopify and what Odoo has for it.

    :ivar product: the ``shopify.product``
    :ivar exported: what Odoo has, its options in Shopify's order; of several templates, the first
        one's texts with the variants of all
    :ivar facts: what the first one is in Odoo
    :ivar links: ``product.product`` id by Shopify's number of the variant
    :ivar is_whole: whether the product as a whole is the one of Odoo's: not if its variants are
        several there, or if it is one of several in Shopify
    :ivar same_options: whether it is known which option is which
    :ivar fingerprint: a hash of what Odoo has
    """

    product: models.BaseModel
    exported: ExportedProduct
    facts: ProductFacts
    links: dict[str, int]
    is_whole: bool
    same_options: bool
    fingerprint: str

    @property
    def gid(self) -> str:
        """Shopify's id of the product."""
        return self.product._gid()

    @property
    def gids(self) -> dict[str, str]:
        """Shopify's id of each variant by its number."""
        return {number: gid.make("ProductVariant", number) for number in self.links}

    @property
    def sides(self) -> ProductSides:
        """What both sides hold."""
        return ProductSides(
            shopify=self.product._shopify_fields(), odoo=odoo_fields(self.exported, self.links)
        )

    @property
    def synced(self) -> ProductSides:
        """What both sides held at the last sync."""
        return ProductSides.from_json(self.product.synced_fields)

    @property
    def unlinked(self) -> list[ExportedVariant]:
        """The variants that Odoo has and no variant of the product stands for."""
        if not self.is_whole:
            return []
        linked = set(self.links.values())
        return [each for each in self.exported.variants if each.product not in linked]


class ShopifyShop(models.Model):
    _inherit = "shopify.shop"

    def _linked_products(self, products):
        """Put Odoo's products beside those in Shopify that stand for them, in a few reads.

        :param products: ``shopify.product`` records of this shop
        :return: list of LinkedProduct; products without a linked variant are left out
        """
        present = products.variant_ids.filtered(
            lambda variant: not variant.removed and variant.odoo_product_id.active
        )
        templates = present.odoo_product_id.product_tmpl_id
        units = {each.odoo_product_id.id: each.weight_unit for each in present}
        terms = self._exported_products(templates, units)
        shared = self._shared_templates(templates)
        linked = []
        for product, variants in present.grouped("product_id").items():
            own = variants.odoo_product_id.product_tmpl_id
            is_whole = len(own) == 1 and own not in shared
            linked.append(_linked(product, variants, [terms[each] for each in own], is_whole))
        return linked

    def _shared_templates(self, templates):
        """Return templates that several products in this Shopify shop stand for."""
        groups = self.env["shopify.product"]._read_group(
            [*self._present_products(), ("odoo_template_id", "in", templates.ids)],
            ["odoo_template_id"],
            having=[("__count", ">", 1)],
        )
        return self.env["product.template"].union(*(template for (template,) in groups))

    def _compare_linked(self, linked, sides):
        """Tell what a product in Shopify is to be told.

        :param LinkedProduct linked: the product
        :param ProductSides sides: what both sides hold of it
        :return: Comparison
        """
        rules = SyncRules(
            to_shopify=frozenset(self._exported_names(linked)), settle=self.product_conflict
        )
        return compare_product(sides, linked.synced, rules)

    def _exported_names(self, linked):
        """Give the fields in which Shopify follows Odoo, as the shop is set."""
        names = {name for name in VARIANT_NAMES if name != "sku" or self.sku_mapping != "none"}
        if linked.is_whole:
            names.update(PRODUCT_NAMES)
            if not (self.export_description or self.export_attributes):
                names.discard("description_html")
            # Linked by their codes, the options of both may have nothing in common.
            if linked.same_options and linked.product.synced_fields:
                names.update(OPTION_NAMES)
        if self.customs_data:
            names.update(CUSTOMS_NAMES)
        return names


def _linked(product, variants, terms, is_whole):
    """Put a product in Shopify beside what Odoo has for it.

    :param terms: list of (ExportedProduct, ProductFacts), one for each template
    :return: LinkedProduct
    """
    first, facts = terms[0]
    exported = replace(first, variants=tuple(each for one, _ in terms for each in one.variants))
    options, renamed = product.option_names or (), bool(product.synced_fields)
    same_options = is_whole and option_places(exported.options, options, renamed) is not None
    if same_options:
        exported = in_order_of(exported, options, renamed)
    known = {each.product for each in exported.variants}
    return LinkedProduct(
        product=product,
        exported=exported,
        facts=facts,
        links={
            variant.shopify_id: variant.odoo_product_id.id
            for variant in variants
            if variant.odoo_product_id.id in known
        },
        is_whole=is_whole,
        same_options=same_options,
        fingerprint=fingerprint(exported),
    )

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which Odoo product each variant of a batch is (P3, P4). The step *map*, without creating."""

from dataclasses import dataclass, replace

from odoo import models

from ...rules.sku import (
    FoundProduct,
    IndexedProduct,
    NoProduct,
    ProductMatch,
    SkuMapping,
    SkuParts,
    VariantFacts,
    lookup_keys,
    match_variant,
)
from ...rules.variant_match import ONE_FOR_ALL, match_in_template
from .product_index import read_index, read_variants

# How those are linked for which a product without variants was made.
MADE_FOR_ALL = {"created", "only_variant"}


@dataclass(frozen=True, slots=True)
class VariantMatch:
    """What a variant is in Odoo.

    ``outcome`` names a product, says that several fit, or that none does. ``template`` is the id of
    the ``product.template`` that its Shopify product is known to be, 0 if that is not known;
    ``is_named`` tells that the SKU names it.
    """

    outcome: ProductMatch
    template: int = 0
    is_named: bool = False


class ShopifyVariant(models.Model):
    _inherit = "shopify.variant"

    def _facts(self, sku=None):
        """Return the variant as the rules see it.

        :param str sku: the SKU where it is told otherwise
        :return: VariantFacts
        """
        product = self.product_id
        names, values = product.option_names or [], self.option_values or []
        return VariantFacts(
            shopify_variant=int(self.shopify_id or 0),
            shopify_product=product.id,
            sku=(self.sku if sku is None else sku) or "",
            barcode=self.barcode or "",
            # Of one that only an order told of, the title is all there is to go by.
            has_options=bool(names or values or self.name != product.name),
            vendor=product.vendor or "",
            options=tuple(zip(names, values, strict=False)) if len(names) == len(values) else (),
        )


class VariantMatching:
    """Finds the products of a batch of variants with a few statements.

    :param shop: the shop record
    :param dict facts: VariantFacts by key; keys may be any
    :param dict variants: the ``shopify.variant`` by key, where there is one
    """

    def __init__(self, shop, facts, variants):
        self._shop = shop
        self._env = shop.env
        self._facts = facts
        self._variants = variants
        self._mapping = SkuMapping(shop.sku_mapping)
        self._separator = shop.sku_separator or ""

    def match(self):
        """Find them.

        :return: dict of VariantMatch by key
        """
        keys = {
            key: lookup_keys(self._mapping, facts, self._separator)
            for key, facts in self._facts.items()
        }
        index = read_index(self._shop, keys.values())
        matches = {
            key: VariantMatch(match_variant(facts, self._mapping, self._separator, index))
            for key, facts in self._facts.items()
        }
        return self._match_in_templates(matches, keys, index)

    def _match_in_templates(self, matches, keys, index):
        """Find the variant where only the template is known, by SKU or by its siblings."""
        open_keys = [key for key, match in matches.items() if _is_open(match.outcome)]
        siblings = Siblings(self._variants[key] for key in open_keys if key in self._variants)
        for key in open_keys:
            variant = self._variants.get(key)
            if self._mapping in ONE_FOR_ALL and (product := siblings.made_for_all(variant)):
                matches[key] = VariantMatch(FoundProduct(product, "only_variant", ""))
                continue
            named = _named_template(matches[key].outcome, keys[key], index)
            template = named or siblings.template_of(variant)
            matches[key] = VariantMatch(NoProduct(), template, is_named=bool(named))
        candidates = read_variants(self._env, {matches[key].template for key in open_keys} - {0})
        for key in open_keys:
            if template := matches[key].template:
                taken = siblings.products_of(self._variants.get(key))
                free = [each for each in candidates[template] if each.product not in taken]
                found = match_in_template(self._facts[key], self._mapping, self._separator, free)
                matches[key] = replace(matches[key], outcome=found)
        return matches


class Siblings:
    """What the other variants of the same Shopify products are linked to.

    :param variants: ``shopify.variant`` records without a product
    """

    def __init__(self, variants):
        self._linked = {}
        for variant in variants:
            product = variant.product_id
            if product not in self._linked:
                self._linked[product] = product.variant_ids.filtered(
                    lambda each: each.odoo_product_id and not each.removed
                )

    def template_of(self, variant):
        """Return the id of the one template that all of them are in, else 0."""
        templates = self._of(variant).odoo_product_id.product_tmpl_id if variant else ()
        return templates.id if len(templates) == 1 else 0

    def products_of(self, variant):
        """Return the ids of the products that they are."""
        return set(self._of(variant).odoo_product_id.ids) if variant else set()

    def made_for_all(self, variant):
        """Return the product that was made to stand for all of them, None if there is none."""
        linked = self._of(variant) if variant else ()
        products = linked.odoo_product_id if linked else ()
        if len(products) != 1 or not set(linked.mapped("match_rule")) <= MADE_FOR_ALL:
            return None
        return IndexedProduct(products.product_tmpl_id.id, products.id)

    def _of(self, variant):
        return self._linked[variant.product_id]


def _is_open(outcome):
    match outcome:
        case NoProduct():
            return True
        case FoundProduct(product):
            return not product.product
    return False


def _named_template(outcome, keys, index):
    """Return the template that a SKU names without its variant, 0 if it names none or several."""
    if isinstance(outcome, FoundProduct):
        return outcome.product.template
    named = {
        hit.template
        for parts in keys.item_variants
        for hit in index.by_item_variant.get(SkuParts(parts.item), ())
    }
    return named.pop() if len(named) == 1 else 0

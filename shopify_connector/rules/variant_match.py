# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which variant of a known template a Shopify variant is (P3, P4)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .sku import (
    AmbiguousProduct,
    FoundProduct,
    IndexedProduct,
    NoProduct,
    ProductMatch,
    SkuMapping,
    VariantFacts,
    lookup_keys,
)

#: The mappings that make a template without variants: it stands for all of Shopify's.
ONE_FOR_ALL = (SkuMapping.NONE, SkuMapping.VENDOR_ITEM, SkuMapping.BARCODE)


@dataclass(frozen=True, slots=True)
class TemplateVariant:
    """A variant of an Odoo template.

    ``code`` is its variant code, ``reference`` its internal reference; ``values`` the name and the
    value of each of its attributes.
    """

    template: int
    product: int
    code: str = ""
    reference: str = ""
    values: tuple[tuple[str, str], ...] = ()


def match_in_template(
    variant: VariantFacts,
    mapping: SkuMapping,
    separator: str,
    candidates: Sequence[TemplateVariant],
) -> ProductMatch:
    """Find a Shopify variant among the variants of the template that its product is (P4).

    By its code; else by what it has for the options, names and values compared without regard to
    case and blanks; else by the values alone, as the attributes may be called otherwise. A
    template without variants is the variant of a product without options.

    :param variant: the Shopify variant
    :param mapping: the shop's SKU mapping
    :param separator: the shop's SKU separator
    :param candidates: the template's variants, archived ones left out
    :return: the variant, or that several or none fit
    """
    codes = variant_codes(variant, mapping, separator)
    by_code = [each for each in candidates if codes & {each.code, each.reference}]
    if by_code:
        return _only_one(by_code, "variant_code", variant.sku.strip())
    if not variant.has_options:
        return _only_one(candidates, "only_variant", "") if len(candidates) == 1 else NoProduct()
    if not variant.options:
        return NoProduct()
    shown = " / ".join(value for _name, value in variant.options)
    by_pairs = _alike(variant, candidates, lambda pair: (comparable(pair[0]), comparable(pair[1])))
    by_values = by_pairs or _alike(variant, candidates, lambda pair: comparable(pair[1]))
    return _only_one(by_values, "option_values", shown)


def variant_codes(variant: VariantFacts, mapping: SkuMapping, separator: str) -> set[str]:
    """Give the codes by which a variant may be known within its template.

    :param variant: the Shopify variant
    :param mapping: the shop's SKU mapping
    :param separator: the shop's SKU separator
    :return: the SKU, and its variant part wherever it can be split
    """
    parts = lookup_keys(mapping, variant, separator).item_variants
    return {variant.sku.strip(), *(part.variant for part in parts)} - {""}


def comparable(text: str) -> str:
    """Give a name as it is compared: without regard to case and blanks."""
    return " ".join(text.split()).casefold()


def _alike(
    variant: VariantFacts,
    candidates: Sequence[TemplateVariant],
    key: Callable[[tuple[str, str]], object],
) -> list[TemplateVariant]:
    wanted = sorted(map(key, variant.options))
    held = [sorted(map(key, each.values)) for each in candidates]
    # What only Odoo tells, and of all its variants alike, is no difference.
    common = set.intersection(*map(set, held)).difference(wanted) if held else set()
    return [
        each
        for each, keys in zip(candidates, held, strict=True)
        if [one for one in keys if one not in common] == wanted
    ]


def _only_one(hits: Sequence[TemplateVariant], rule: str, value: str) -> ProductMatch:
    found = tuple(IndexedProduct(each.template, each.product) for each in hits)
    match found:
        case ():
            return NoProduct()
        case (product,):
            return FoundProduct(product, rule, value)
        case several:
            return AmbiguousProduct(rule, value, several)

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Whether a product that is to be added is in Shopify already (P7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .product_export import ExportedProduct, ExportedVariant


@dataclass(frozen=True, slots=True)
class KnownVariant:
    """A variant in Shopify, by its gid and that of its product."""

    variant: str
    product: str


@dataclass(frozen=True, slots=True)
class KnownCodes:
    """The variants in Shopify by SKU and by barcode, as both are written there."""

    by_sku: Mapping[str, Sequence[KnownVariant]] = field(default_factory=dict)
    by_barcode: Mapping[str, Sequence[KnownVariant]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExistingProduct:
    """The product in Shopify that is the one in Odoo.

    ``variants``: the variant's gid by the id of its ``product.product``; those that only Odoo has
    are left out. ``rule`` is ``sku`` or ``barcode``, and ``value`` what was found first.
    """

    product: str
    variants: Mapping[int, str]
    rule: str
    value: str


@dataclass(frozen=True, slots=True)
class UnclearProduct:
    """Several could be meant, and nothing is guessed.

    ``code`` and ``value``: ``several_variants``, with the SKU or barcode that several variants in
    Shopify have; ``several_products``, with a code of a variant that is in another product than the
    first one found; ``one_for_several``, with a code that leads to a variant that another one of
    Odoo's has led to.
    """

    code: str
    value: str


@dataclass(frozen=True, slots=True)
class NewProduct:
    """Nothing in Shopify has one of its codes."""


def find_existing(
    product: ExportedProduct, known: KnownCodes
) -> ExistingProduct | UnclearProduct | NewProduct:
    """Find the product in Shopify that has the SKUs or barcodes of one in Odoo (P7).

    The SKU is looked up first, and the barcode where no variant has the SKU. Exactly one has to be
    found.

    :param product: the product in Shopify's terms
    :param known: what Shopify has of the codes of the whole batch
    :return: the product, or that several or none fit
    """
    found: dict[int, KnownVariant] = {}
    first = ("", "")
    for variant in product.variants:
        rule, value, hits = _hits(variant, known)
        match hits:
            case ():
                continue
            case (hit,):
                pass
            case _:
                return UnclearProduct("several_variants", value)
        if hit in found.values():
            return UnclearProduct("one_for_several", value)
        if found and hit.product != next(iter(found.values())).product:
            return UnclearProduct("several_products", value)
        first = first if found else (rule, value)
        found[variant.product] = hit
    if not found:
        return NewProduct()
    return ExistingProduct(
        product=next(iter(found.values())).product,
        variants={product_id: hit.variant for product_id, hit in found.items()},
        rule=first[0],
        value=first[1],
    )


def match_by_options(
    product: ExportedProduct, variants: Mapping[str, Sequence[str]]
) -> dict[int, str]:
    """Tell which variant in Shopify is which of Odoo's, by what they have for each option.

    :param product: the product in Shopify's terms
    :param variants: the values of the options by key of the variant in Shopify, in their order;
        none for a product without options
    :return: the key by the id of the ``product.product``; those without a counterpart are left out
    """
    keys = {_combination(values): key for key, values in variants.items()}
    return {
        variant.product: keys[combination]
        for variant in product.variants
        if (combination := _combination(variant.values)) in keys
    }


def _hits(variant: ExportedVariant, known: KnownCodes) -> tuple[str, str, tuple[KnownVariant, ...]]:
    if variant.sku and (hits := known.by_sku.get(variant.sku)):
        return "sku", variant.sku, tuple(hits)
    hits = known.by_barcode.get(variant.barcode, ()) if variant.barcode else ()
    return "barcode", variant.barcode, tuple(hits)


def _combination(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(value.split()).casefold() for value in values)

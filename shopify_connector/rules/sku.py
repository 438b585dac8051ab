# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which Odoo product a Shopify variant is, by SKU and barcode (P4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class SkuMapping(Enum):
    """What a shop's SKUs are in Odoo (P4)."""

    NONE = "none"
    ITEM_NUMBER = "item_number"
    VARIANT_CODE = "variant_code"
    ITEM_AND_VARIANT = "item_and_variant"
    VENDOR_ITEM = "vendor_item"
    BARCODE = "barcode"


@dataclass(frozen=True, slots=True)
class VariantFacts:
    """What counts of a Shopify variant; ids are Shopify's numbers.

    ``has_options`` is false for Shopify's "Default Title", a product without variants (P10).
    ``vendor`` is the name of the product's vendor, ``options`` the name and value of each option,
    where they are known.
    """

    shopify_variant: int
    shopify_product: int
    sku: str = ""
    barcode: str = ""
    has_options: bool = False
    vendor: str = ""
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SkuParts:
    """A SKU that names an item and a variant of it; ``variant`` is "" when it names the item."""

    item: str
    variant: str = ""


@dataclass(frozen=True, slots=True)
class LookupKeys:
    """What is looked up for a variant; "" and () where a field is not looked at.

    ``item_number``: among the references of templates; ``item_variants``: item number and variant
    code within it (an empty code: the template alone), one for each place where the SKU can be
    split; ``vendor_code``: among the vendors' product codes; ``sku_barcode`` and ``barcode``: among
    the barcodes of products, the latter whatever the mapping.
    """

    item_number: str = ""
    item_variants: tuple[SkuParts, ...] = ()
    vendor_code: str = ""
    sku_barcode: str = ""
    barcode: str = ""


@dataclass(frozen=True, slots=True)
class IndexedProduct:
    """A product of Odoo that can be found.

    ``product`` is the variant, 0 when only the template is named and it has several variants.
    ``vendor`` is the vendor's name in the index of vendor codes.
    """

    template: int
    product: int
    name: str = ""
    vendor: str = ""


@dataclass(frozen=True, slots=True)
class ProductIndex:
    """The products of a whole batch by what they can be found by, see ``LookupKeys``.

    A template without variants stands in ``by_item_variant`` too, under an empty variant code.
    """

    by_item_number: Mapping[str, tuple[IndexedProduct, ...]] = field(default_factory=dict)
    by_item_variant: Mapping[SkuParts, tuple[IndexedProduct, ...]] = field(default_factory=dict)
    by_vendor_code: Mapping[str, tuple[IndexedProduct, ...]] = field(default_factory=dict)
    by_barcode: Mapping[str, tuple[IndexedProduct, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FoundProduct:
    """The product that a variant is; ``product.product`` is 0 when only the template is known.

    ``rule``: ``item_number``, ``item_and_variant``, ``vendor_item``, ``sku_barcode`` or
    ``barcode``; ``value`` is what was looked up.
    """

    product: IndexedProduct
    rule: str
    value: str


@dataclass(frozen=True, slots=True)
class AmbiguousProduct:
    """Several products fit, and nothing is guessed (P5).

    ``rule`` is as in ``FoundProduct``, or ``sku_and_barcode`` when the two name different products;
    ``value`` is then the SKU.
    """

    rule: str
    value: str
    products: tuple[IndexedProduct, ...]


@dataclass(frozen=True, slots=True)
class NoProduct:
    """No product fits."""


ProductMatch = FoundProduct | AmbiguousProduct | NoProduct


@dataclass(frozen=True, slots=True)
class _Hits:
    rule: str
    value: str
    products: tuple[IndexedProduct, ...]


def split_sku(sku: str, separator: str) -> SkuParts:
    """Split a SKU into item number and variant code at the first separator (P4).

    :param sku: e.g. ``1000/001``
    :param separator: the shop's separator; without one the whole SKU is the item number
    :return: both parts, trimmed; the variant code is "" when the SKU names only an item
    """
    item, _, variant = sku.partition(separator) if separator else (sku, "", "")
    return SkuParts(item.strip(), variant.strip())


def lookup_keys(mapping: SkuMapping, variant: VariantFacts, separator: str) -> LookupKeys:
    """Tell what is looked up for a variant, so that a batch is fetched at once (P4, "finds").

    :param mapping: the shop's SKU mapping
    :param variant: the variant
    :param separator: the shop's SKU separator
    :return: the keys for the index
    """
    sku, barcode = variant.sku.strip(), variant.barcode.strip()
    match mapping:
        case SkuMapping.ITEM_NUMBER:
            return LookupKeys(item_number=sku, barcode=barcode)
        case SkuMapping.ITEM_AND_VARIANT:
            return LookupKeys(item_variants=_all_splits(sku, separator), barcode=barcode)
        case SkuMapping.VENDOR_ITEM:
            return LookupKeys(vendor_code=sku, barcode=barcode)
        case SkuMapping.BARCODE:
            return LookupKeys(sku_barcode=sku, barcode=barcode)
        case SkuMapping.NONE | SkuMapping.VARIANT_CODE:
            return LookupKeys(barcode=barcode)


def match_variant(
    variant: VariantFacts, mapping: SkuMapping, separator: str, index: ProductIndex
) -> ProductMatch:
    """Find the product that a Shopify variant is (P4, P5).

    The SKU is looked up as the mapping says, and independent of it the barcode among barcodes.
    When both find something, the product that both name is taken; when they name different
    ones, that is ambiguous. A hit on a variant is closer than one on its template. Where a SKU
    can be split in several places, every place counts. Of several vendors' equal codes the
    product's own vendor decides.

    :param variant: the variant
    :param mapping: the shop's SKU mapping
    :param separator: the shop's SKU separator
    :param index: the products of the batch, archived ones left out
    :return: the product, or that several or none fit
    """
    keys = lookup_keys(mapping, variant, separator)
    by_sku = _hits_by_sku(keys, variant, index)
    by_barcode = _Hits("barcode", keys.barcode, _look_up(index.by_barcode, keys.barcode))
    if by_sku.products and by_barcode.products:
        return _agreed(by_sku, by_barcode)
    return _only_one(by_sku if by_sku.products else by_barcode)


def _all_splits(sku: str, separator: str) -> tuple[SkuParts, ...]:
    if not sku:
        return ()
    pieces = sku.split(separator) if separator else [sku]
    splits = (
        SkuParts(separator.join(pieces[:cut]).strip(), separator.join(pieces[cut:]).strip())
        for cut in range(1, len(pieces) + 1)
    )
    return tuple(dict.fromkeys(parts for parts in splits if parts.item))


def _hits_by_sku(keys: LookupKeys, variant: VariantFacts, index: ProductIndex) -> _Hits:
    sku = variant.sku.strip()
    if keys.item_variants:
        hits = tuple(
            product
            for parts in keys.item_variants
            for product in index.by_item_variant.get(parts, ())
        )
        return _Hits("item_and_variant", sku, hits)
    if keys.vendor_code:
        hits = _of_vendor(_look_up(index.by_vendor_code, keys.vendor_code), variant.vendor)
        return _Hits("vendor_item", sku, hits)
    if keys.sku_barcode:
        return _Hits("sku_barcode", sku, _look_up(index.by_barcode, keys.sku_barcode))
    return _Hits("item_number", sku, _look_up(index.by_item_number, keys.item_number))


def _look_up(
    index: Mapping[str, tuple[IndexedProduct, ...]], key: str
) -> tuple[IndexedProduct, ...]:
    return index.get(key, ()) if key else ()


def _of_vendor(products: tuple[IndexedProduct, ...], vendor: str) -> tuple[IndexedProduct, ...]:
    name = vendor.strip().casefold()
    own = tuple(product for product in products if name and product.vendor.casefold() == name)
    return own or products


def _closest(products: tuple[IndexedProduct, ...]) -> tuple[IndexedProduct, ...]:
    """Leave out templates of which a variant is there too, and what is listed twice."""
    variants = {product.template for product in products if product.product}
    distinct = {
        (product.template, product.product): product
        for product in products
        if product.product or product.template not in variants
    }
    return tuple(distinct.values())


def _only_one(hits: _Hits) -> ProductMatch:
    match _closest(hits.products):
        case ():
            return NoProduct()
        case (product,):
            return FoundProduct(product, hits.rule, hits.value)
        case several:
            return AmbiguousProduct(hits.rule, hits.value, several)


def _agreed(by_sku: _Hits, by_barcode: _Hits) -> ProductMatch:
    agreeing = _closest(
        tuple(
            one if one.product else other
            for one in by_sku.products
            for other in by_barcode.products
            if one.template == other.template
            and (one.product == other.product or not (one.product and other.product))
        )
    )
    if agreeing:
        return _only_one(_Hits(by_sku.rule, by_sku.value, agreeing))
    return AmbiguousProduct(
        "sku_and_barcode", by_sku.value, _closest(by_sku.products + by_barcode.products)
    )

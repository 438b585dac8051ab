# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which products and codes are made for the variants of an unknown Shopify product (P3, P4)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from .sku import SkuMapping, SkuParts, VariantFacts, split_sku

_DEFAULT_PREFIX = "V_"
NO_CODES: Mapping[str, Iterable[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class NewVariant:
    """A variant to create with its code; ``taken_code`` is the SKU's code when that was taken."""

    shopify_variant: int
    code: str
    barcodes: tuple[str, ...] = ()
    taken_code: str = ""


@dataclass(frozen=True, slots=True)
class NewTemplate:
    """A template to create.

    ``item_number`` is "" where the template's own sequence (or nothing) gives the number.
    ``shopify_variants`` are those that the template stands for. Without ``variants`` all of them
    are its one product, which then carries ``barcodes``. ``vendor_codes`` are stored as the
    vendor's codes if the vendor is known.
    """

    item_number: str
    shopify_variants: tuple[int, ...]
    variants: tuple[NewVariant, ...] = ()
    vendor_codes: tuple[str, ...] = ()
    barcodes: tuple[str, ...] = ()


def creation_codes(
    mapping: SkuMapping,
    variants: Sequence[VariantFacts],
    separator: str,
    prefix: str,
    used_codes: Mapping[str, Iterable[str]] = NO_CODES,
) -> tuple[NewTemplate, ...]:
    """Tell what is created for the variants of one Shopify product (P4, "creates").

    * *None*, *Barcode*: one template without variants.
    * *Item number*: a template for each SKU, and one for each variant without SKU.
    * *Variant code*: one template; a variant's code is its SKU.
    * *Item number + variant code*: a template for each item number; variants without SKU belong to
      the first one.
    * *Vendor item number*: one template without variants, the SKUs being the vendor's codes.

    A variant without a code of its own, or with one that is taken, gets the number after the
    highest in use behind the prefix: ``V_001``. Barcodes are stored whatever the mapping; with
    *Barcode* the SKU is one as well.

    :param mapping: the shop's SKU mapping
    :param variants: variants of one Shopify product, in Shopify's order
    :param separator: the shop's SKU separator
    :param prefix: the shop's variant prefix; ``V_`` when empty
    :param used_codes: variant codes in use on templates that exist, by item number; under "" those
        of the template that other variants of the product are in
    :return: the templates in the order of their first variant
    """
    if not variants:
        return ()
    match mapping:
        case SkuMapping.NONE:
            return (_without_variants(variants),)
        case SkuMapping.BARCODE:
            return (_without_variants(variants, sku_is_barcode=True),)
        case SkuMapping.VENDOR_ITEM:
            codes = _distinct(variant.sku for variant in variants)
            return (_without_variants(variants, vendor_codes=codes),)
        case SkuMapping.ITEM_NUMBER:
            return _one_template_a_sku(variants)
        case SkuMapping.VARIANT_CODE:
            parts = [SkuParts("", variant.sku.strip()) for variant in variants]
        case SkuMapping.ITEM_AND_VARIANT:
            parts = [split_sku(variant.sku, separator) for variant in variants]
    return _one_template_an_item(variants, parts, prefix or _DEFAULT_PREFIX, used_codes)


class _Codes:
    """Variant codes in use, and the next free number behind the prefix."""

    def __init__(self, prefix: str, used: Iterable[str]) -> None:
        self._prefix = prefix
        self._used: set[str] = set()
        self._last = 0
        for code in used:
            self.take(code)

    def take(self, code: str) -> bool:
        """Take a code; tell whether it was free."""
        if code in self._used:
            return False
        self._used.add(code)
        if number := re.fullmatch(re.escape(self._prefix) + r"([0-9]+)", code):
            self._last = max(self._last, int(number[1]))
        return True

    def next(self) -> str:
        """Take the next numbered code."""
        code = f"{self._prefix}{self._last + 1:03d}"
        self.take(code)
        return code


def _without_variants(
    variants: Sequence[VariantFacts],
    item_number: str = "",
    vendor_codes: tuple[str, ...] = (),
    sku_is_barcode: bool = False,
) -> NewTemplate:
    barcodes = [variant.barcode for variant in variants]
    if sku_is_barcode:
        barcodes += [variant.sku for variant in variants]
    return NewTemplate(
        item_number=item_number,
        shopify_variants=tuple(variant.shopify_variant for variant in variants),
        vendor_codes=vendor_codes,
        barcodes=_distinct(barcodes),
    )


def _one_template_a_sku(variants: Sequence[VariantFacts]) -> tuple[NewTemplate, ...]:
    groups: dict[tuple[str, int], list[VariantFacts]] = {}
    for variant in variants:
        sku = variant.sku.strip()
        groups.setdefault((sku, 0 if sku else variant.shopify_variant), []).append(variant)
    return tuple(_without_variants(group, item_number=sku) for (sku, _), group in groups.items())


def _one_template_an_item(
    variants: Sequence[VariantFacts],
    parts: Sequence[SkuParts],
    prefix: str,
    used_codes: Mapping[str, Iterable[str]],
) -> tuple[NewTemplate, ...]:
    first_item = next((part.item for part in parts if part.item), "")
    groups: dict[str, list[tuple[VariantFacts, SkuParts]]] = {}
    for variant, part in zip(variants, parts, strict=True):
        groups.setdefault(part.item or first_item, []).append((variant, part))
    return tuple(
        _with_variants(item, group, _Codes(prefix, used_codes.get(item, ())))
        for item, group in groups.items()
    )


def _with_variants(
    item: str, group: Sequence[tuple[VariantFacts, SkuParts]], codes: _Codes
) -> NewTemplate:
    own = [variant for variant, _ in group]
    if not any(variant.has_options or (part.item and part.variant) for variant, part in group):
        return _without_variants(own, item_number=item)
    # Codes that SKUs name are taken first, so that no number is given out that one of them needs.
    free = [bool(part.variant) and codes.take(part.variant) for _, part in group]
    return NewTemplate(
        item_number=item,
        shopify_variants=tuple(variant.shopify_variant for variant in own),
        variants=tuple(
            NewVariant(
                shopify_variant=variant.shopify_variant,
                code=part.variant if is_free else codes.next(),
                barcodes=_distinct([variant.barcode]),
                taken_code="" if is_free else part.variant,
            )
            for (variant, part), is_free in zip(group, free, strict=True)
        ),
    )


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))

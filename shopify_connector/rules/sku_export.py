# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The SKU that a variant of Odoo's gets in Shopify (P4, P8)."""

from dataclasses import dataclass

from .sku import SkuMapping


@dataclass(frozen=True, slots=True)
class OdooCodes:
    """By what Odoo knows a variant; "" where there is nothing.

    ``item_number``: of the whole product; ``reference``: the variant's internal reference;
    ``variant_code``: its code within the product; ``vendor_code``: the first vendor's code of it.
    ``has_variants`` is false for the only variant of a product without options.
    """

    item_number: str = ""
    reference: str = ""
    variant_code: str = ""
    vendor_code: str = ""
    barcode: str = ""
    has_variants: bool = False


def exported_sku(mapping: SkuMapping, codes: OdooCodes, separator: str) -> str:
    """Give the SKU of a variant (P8).

    * *Item number*: the internal reference; that of the whole product for a variant without one.
    * *Item number + variant code*: both with the separator between them; a product without variants
      has only the number. A variant code that begins with the number is the whole SKU already.
    * *Variant code*: that of a variant; a product without variants has none.
    * *Vendor item number*, *Barcode*: the first vendor's code, the barcode.

    :param mapping: what the shop's SKUs are
    :param codes: what Odoo has
    :param separator: the shop's SKU separator
    :return: the SKU; "" where there is none
    """
    match mapping:
        case SkuMapping.ITEM_NUMBER:
            sku = codes.reference or codes.item_number
        case SkuMapping.ITEM_AND_VARIANT if codes.has_variants:
            sku = _item_and_variant(codes, separator)
        case SkuMapping.ITEM_AND_VARIANT:
            sku = codes.reference or codes.item_number
        case SkuMapping.VARIANT_CODE if codes.has_variants:
            sku = codes.variant_code or codes.reference
        case SkuMapping.VENDOR_ITEM:
            sku = codes.vendor_code
        case SkuMapping.BARCODE:
            sku = codes.barcode
        case SkuMapping.VARIANT_CODE | SkuMapping.NONE:
            sku = ""
    return sku.strip()


def _item_and_variant(codes: OdooCodes, separator: str) -> str:
    item = codes.item_number.strip()
    code = (codes.variant_code or codes.reference).strip()
    if item and separator and code.startswith(f"{item}{separator}"):
        return code
    return separator.join(part for part in (item, code) if part)

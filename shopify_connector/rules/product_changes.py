# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What is sent when a product of Odoo's has changed: the changed parts only (P13, P14)."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from .price import VariantPrice
from .product_export import ExportedProduct, ExportedVariant
from .product_fields import FieldKey, ProductFields, VariantFields, number_text
from .product_input import NewProductRules, option_values, variant_input
from .weight import convert_weight

#: The fields that Odoo's products have in Shopify beside prices, texts of search engines and tags.
PRODUCT_NAMES = ("title", "description_html", "vendor", "product_type")
VARIANT_NAMES = ("sku", "barcode", "cost", "weight")
CUSTOMS_NAMES = ("hs_code", "origin_country_code")
#: The options' names and values go along once it is known which option is which.
OPTION_NAMES = ("option_names", "option_values")

_PRODUCT_KEYS = {
    "title": "title",
    "description_html": "descriptionHtml",
    "vendor": "vendor",
    "product_type": "productType",
}


@dataclass(frozen=True, slots=True)
class ChangedProduct:
    """The inputs of a change, each empty when there is nothing to send.

    ``product`` is for ``productUpdate``, without the id; ``variants`` are for
    ``productVariantsBulkUpdate``.
    """

    product: Mapping[str, Any] = field(default_factory=dict)
    variants: tuple[Mapping[str, Any], ...] = ()


def odoo_fields(product: ExportedProduct, links: Mapping[str, int]) -> ProductFields:
    """Give what Odoo holds of a product, to be compared with what Shopify has.

    :param product: the product in Shopify's terms
    :param links: the id of the ``product.product`` by Shopify's number of the variant
    :return: the fields of the product, and of the variants that are linked
    """
    by_id = {variant.product: variant for variant in product.variants}
    return ProductFields(
        title=product.title,
        description_html=product.description_html,
        product_type=product.product_type,
        vendor=product.vendor,
        option_names=product.options,
        variants={
            number: _variant_fields(by_id[product_id])
            for number, product_id in links.items()
            if product_id in by_id
        },
    )


def fingerprint(product: ExportedProduct) -> str:
    """Give a hash of all that Odoo has of a product for Shopify (P14).

    :param product: the product in Shopify's terms
    :return: a text of 40 characters that another content does not have
    """
    content = json.dumps(asdict(product), default=str, sort_keys=True)
    return hashlib.sha1(content.encode(), usedforsecurity=False).hexdigest()


def in_order_of(product: ExportedProduct, options: Sequence[str], renamed: bool) -> ExportedProduct:
    """Put a product's options in the order that they have in Shopify.

    An option is known by its name. One that both sides have under names of their own is the same
    one if it is the only such, and ``renamed`` allows to take it for renamed.

    :param product: the product in Shopify's terms
    :param options: the names of the options in Shopify
    :param renamed: whether an option may have another name in Shopify
    :return: the product with its options in that order; as it is where the options differ
    """
    places = option_places(product.options, options, renamed)
    if places is None:
        return product
    return replace(
        product,
        options=tuple(product.options[place] for place in places),
        variants=tuple(
            replace(variant, values=tuple(variant.values[place] for place in places))
            for variant in product.variants
        ),
    )


def option_places(
    odoo: Sequence[str], shopify: Sequence[str], renamed: bool
) -> tuple[int, ...] | None:
    """Tell which option of Odoo's each of Shopify's is.

    :param odoo: the names of the options in Odoo
    :param shopify: those in Shopify
    :param renamed: whether one may have another name
    :return: the place in Odoo for each of Shopify's; None if the options differ
    """
    if len(odoo) != len(shopify):
        return None
    by_name = {name.casefold(): place for place, name in enumerate(odoo)}
    places = [by_name.pop(name.casefold(), None) for name in shopify]
    if places.count(None) > int(renamed):
        return None
    left = next(iter(by_name.values()), 0)
    return tuple(left if place is None else place for place in places)


def missing_options(
    product: ExportedProduct, options: Sequence[str], present: Collection[int]
) -> dict[str, str] | None:
    """Tell which options Shopify lacks, and what the variants have for them that it has already.

    :param product: the product in Shopify's terms
    :param options: the names of the options in Shopify
    :param present: the ids of the ``product.product`` that are variants in Shopify
    :return: the value by the option's name; None if Shopify has other options than Odoo, or the
        variants that it has differ in what it lacks
    """
    known = {name.casefold() for name in options}
    own = {name.casefold() for name in product.options}
    variants = [variant for variant in product.variants if variant.product in present]
    if not (variants and known < own):
        return None
    missing = {}
    for place, name in enumerate(product.options):
        if name.casefold() not in known:
            values = {variant.values[place] for variant in variants}
            if len(values) > 1:
                return None
            missing[name] = values.pop()
    return missing


def changed_inputs(
    product: ExportedProduct, keys: Collection[FieldKey], links: Mapping[str, int], gids: Mapping
) -> ChangedProduct:
    """Give the inputs that tell Shopify of changed fields.

    :param product: the product in Shopify's terms, its options in Shopify's order
    :param keys: the fields to send
    :param links: the id of the ``product.product`` by Shopify's number of the variant
    :param gids: the variant's gid by Shopify's number of it
    :return: the inputs; new variants and options are not among them
    """
    by_id = {variant.product: variant for variant in product.variants}
    names: dict[str, set[str]] = {}
    for number, name in keys:
        names.setdefault(number, set()).add(name)
    return ChangedProduct(
        product={
            key: getattr(product, name)
            for name, key in _PRODUCT_KEYS.items()
            if name in names.get("", ())
        },
        variants=tuple(
            {"id": gids[number], **_changed_variant(product, by_id[links[number]], changed)}
            for number, changed in names.items()
            if number
        ),
    )


def new_variants_input(
    product: ExportedProduct,
    variants: Collection[ExportedVariant],
    prices: Mapping[int, VariantPrice],
    rules: NewProductRules,
) -> tuple[Mapping[str, Any], ...]:
    """Give the input that adds variants to a product in Shopify (P10).

    :param product: the product in Shopify's terms; its options are those in Shopify
    :param variants: those to add
    :param prices: the price of each by the id of its ``product.product``
    :param rules: the shop's settings
    :return: list of ``ProductVariantsBulkInput``
    """
    return tuple(
        with_sku(
            {
                "optionValues": option_values(product.options, variant),
                **variant_input(variant, prices[variant.product], rules),
            },
            variant.sku,
        )
        for variant in variants
    )


def with_sku(given: Mapping[str, Any], sku: str) -> dict[str, Any]:
    """Put a SKU where ``ProductVariantsBulkInput`` has it.

    :param given: the input of a variant
    :param sku: its SKU
    :return: the input with it
    """
    return {**given, "inventoryItem": {**given.get("inventoryItem", {}), "sku": sku}}


def _variant_fields(variant: ExportedVariant) -> VariantFields:
    weight = convert_weight(variant.weight, variant.weight_unit, "KILOGRAMS")
    return VariantFields(
        option_values=variant.values,
        sku=variant.sku,
        barcode=variant.barcode,
        cost=number_text(variant.own_cost) if variant.own_cost else "",
        weight=number_text(weight) if weight else "",
        hs_code=variant.hs_code,
        origin_country_code=variant.origin_country_code,
    )


def _changed_variant(
    product: ExportedProduct, variant: ExportedVariant, names: Collection[str]
) -> dict[str, Any]:
    given: dict[str, Any] = {}
    item: dict[str, Any] = {}
    if "option_values" in names:
        given["optionValues"] = option_values(product.options, variant)
    if "barcode" in names:
        given["barcode"] = variant.barcode or None
    if "sku" in names:
        item["sku"] = variant.sku
    if "cost" in names:
        item["cost"] = str(variant.cost)
    if "weight" in names:
        weight = {"unit": variant.weight_unit, "value": float(variant.weight)}
        item["measurement"] = {"weight": weight}
    if "hs_code" in names:
        item["harmonizedSystemCode"] = variant.hs_code
    if "origin_country_code" in names:
        item["countryCodeOfOrigin"] = variant.origin_country_code
    return {**given, "inventoryItem": item} if item else given

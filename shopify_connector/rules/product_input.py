# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What is sent to Shopify to make a product (P8-P10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .price import VariantPrice
from .product_export import DEFAULT_OPTION, DEFAULT_VALUE, ExportedProduct, ExportedVariant

#: Where Shopify keeps what only this app reads and writes.
CUSTOM_ID_NAMESPACE = "$app"
#: Under which key Shopify keeps by which id Odoo knows a product.
CUSTOM_ID_KEY = "odoo_product"


@dataclass(frozen=True, slots=True)
class NewProductRules:
    """How the shop wants its new products (P8).

    ``status`` is ``ACTIVE`` or ``DRAFT``, ``inventory_policy`` ``DENY`` or ``CONTINUE``;
    ``collections`` are the gids of those that the products join.
    """

    status: str = "ACTIVE"
    tracked: bool = True
    inventory_policy: str = "DENY"
    collections: tuple[str, ...] = ()


def new_product_row(
    product: ExportedProduct,
    prices: Mapping[int, VariantPrice],
    rules: NewProductRules,
    custom_id: str,
) -> dict[str, Any]:
    """Give the variables of the ``productSet`` that makes a product.

    It names the product by an id of Odoo's, which Shopify keeps once: sent again, because the
    answer or what was noted of it is lost, it finds the product that it made before.

    :param product: the product
    :param prices: the price of each variant by the id of its ``product.product``
    :param rules: the shop's settings
    :param custom_id: by what Odoo knows the product
    :return: ``identifier`` and ``input``
    """
    made = {
        "title": product.title,
        "descriptionHtml": product.description_html,
        "vendor": product.vendor,
        "productType": product.product_type,
        "status": rules.status,
        "collections": list(rules.collections),
    }
    return {
        "identifier": custom_identifier(custom_id),
        "input": {
            **{key: value for key, value in made.items() if value},
            "metafields": [{**_custom_id(custom_id), "type": "id"}],
            "productOptions": options_input(product),
            "variants": [
                {
                    "optionValues": option_values(product.options, variant),
                    **_sku(variant),
                    **variant_input(variant, prices[variant.product], rules),
                }
                for variant in product.variants
            ],
        },
    }


def custom_identifier(custom_id: str) -> dict[str, Any]:
    """Name a product by Odoo's id of it.

    :param custom_id: by what Odoo knows the product
    :return: a ``ProductSetIdentifiers`` or ``ProductIdentifierInput``
    """
    return {"customId": _custom_id(custom_id)}


def options_input(product: ExportedProduct) -> list[dict[str, Any]]:
    """Give a product's options, with the values that its variants have, in their order.

    :param product: the product
    :return: list of ``OptionSetInput``
    """
    if not product.options:
        return [{"name": DEFAULT_OPTION, "values": [{"name": DEFAULT_VALUE}]}]
    columns = zip(*(variant.values for variant in product.variants), strict=True)
    return [
        {"name": name, "values": [{"name": value} for value in dict.fromkeys(values)]}
        for name, values in zip(product.options, columns, strict=True)
    ]


def option_values(options: tuple[str, ...], variant: ExportedVariant) -> list[dict[str, str]]:
    """Give what a variant has for each option.

    :param options: the options' names
    :param variant: the variant
    :return: list of ``VariantOptionValueInput``
    """
    values = dict(zip(options, variant.values, strict=True)) or {DEFAULT_OPTION: DEFAULT_VALUE}
    return [{"optionName": name, "name": value} for name, value in values.items()]


def variant_input(
    variant: ExportedVariant, price: VariantPrice, rules: NewProductRules
) -> dict[str, Any]:
    """Give what a new variant has beside its options and its SKU.

    :param variant: the variant
    :param price: what Shopify asks for it
    :param rules: the shop's settings
    :return: what ``ProductVariantSetInput`` and ``ProductVariantsBulkInput`` have in common
    """
    given: dict[str, Any] = {
        "price": str(price.price),
        "taxable": True,
        "inventoryPolicy": rules.inventory_policy,
        "inventoryItem": _inventory_item(variant, rules),
    }
    if price.compare_at is not None:
        given["compareAtPrice"] = str(price.compare_at)
    if variant.barcode:
        given["barcode"] = variant.barcode
    return given


def _custom_id(custom_id: str) -> dict[str, str]:
    return {"namespace": CUSTOM_ID_NAMESPACE, "key": CUSTOM_ID_KEY, "value": custom_id}


def _sku(variant: ExportedVariant) -> dict[str, str]:
    return {"sku": variant.sku} if variant.sku else {}


def _inventory_item(variant: ExportedVariant, rules: NewProductRules) -> dict[str, Any]:
    item: dict[str, Any] = {
        "tracked": rules.tracked and variant.requires_shipping,
        "requiresShipping": variant.requires_shipping,
    }
    if variant.cost > 0:
        item["cost"] = str(variant.cost)
    if variant.weight:
        item["measurement"] = {
            "weight": {"unit": variant.weight_unit, "value": float(variant.weight)}
        }
    if variant.hs_code:
        item["harmonizedSystemCode"] = variant.hs_code
    if variant.origin_country_code:
        item["countryCodeOfOrigin"] = variant.origin_country_code
    return item

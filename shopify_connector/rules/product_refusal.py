# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify means when it refuses a product or a variant (P7)."""

_KINDS = {
    "limit_of_the_shop": {"SUBSCRIPTION_VIOLATION"},
    "too_many_variants": {"VARIANTS_OVER_LIMIT", "CANNOT_CREATE_VARIANTS_ABOVE_LIMIT"},
    "too_many_options": {"OPTIONS_OVER_LIMIT", "OPTION_VALUES_OVER_LIMIT"},
    "double_option": {
        "DUPLICATED_OPTION_NAME",
        "DUPLICATED_OPTION_VALUE",
        "OPTION_ALREADY_EXISTS",
        "OPTION_VALUE_ALREADY_EXISTS",
    },
    "double_variant": {"VARIANT_ALREADY_EXISTS", "VARIANT_ALREADY_EXISTS_CHANGE_OPTION_VALUE"},
    "not_found": {
        "PRODUCT_DOES_NOT_EXIST",
        "PRODUCT_VARIANT_DOES_NOT_EXIST",
        "PRODUCT_VARIANT_ID_MISSING",
        "MUST_BE_FOR_THIS_PRODUCT",
        "NOT_FOUND",
    },
    "options_differ": {
        "NEED_TO_ADD_OPTION_VALUES",
        "OPTION_VALUES_FOR_NUMBER_OF_UNKNOWN_OPTIONS",
        "OPTION_DOES_NOT_EXIST",
        "OPTION_VALUE_DOES_NOT_EXIST",
    },
    "suspended": {"PRODUCT_SUSPENDED"},
    "combined": {"UNSUPPORTED_COMBINED_LISTING_PARENT_OPERATION"},
    "bad_price": {"GREATER_THAN_OR_EQUAL_TO", "NEGATIVE_PRICE_VALUE"},
    "too_long": {"TOO_LONG", "OPTION_NAME_TOO_LONG", "OPTION_VALUE_NAME_TOO_LONG"},
    "passing": {"GENERIC_ERROR", "JOB_ERROR"},
}
_BY_CODE = {code: kind for kind, codes in _KINDS.items() for code in codes}


def refusal_kind(code: str, message: str) -> str:
    """Tell what a refusal is about, from an entry of ``userErrors``.

    Covers ``productSet``, ``productUpdate``, ``productVariantsBulkUpdate``,
    ``productVariantsBulkCreate`` and ``productOptionUpdate``.

    :param code: Shopify's code; "" where there is none
    :param message: Shopify's words
    :return: a key of the texts, such as ``too_long``; ``other`` for all that is not known
    """
    if kind := _BY_CODE.get(code):
        return kind
    words = message.lower()
    if "too long" in words:
        return "too_long"
    if "does not exist" in words or "not found" in words:
        return "not_found"
    if "already exists" in words:
        return "double_variant"
    return "other"

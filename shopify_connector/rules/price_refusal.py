# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify means when it refuses prices (P12)."""

from collections.abc import Sequence

_CODES = {
    "PRODUCT_DOES_NOT_EXIST": "product_gone",
    "PRODUCT_VARIANT_DOES_NOT_EXIST": "variant_gone",
    "MUST_BE_FOR_THIS_PRODUCT": "variant_gone",
    "PRODUCT_SUSPENDED": "product_suspended",
    "UNSUPPORTED_COMBINED_LISTING_PARENT_OPERATION": "combined_listing",
    "LOCAL_CURRENCY_GIFT_CARD_PRICE_MUST_BE_ZERO": "gift_card",
}


def refusal_code(code: str) -> str:
    """Tell what a refusal is about.

    :param code: of an entry of ``productVariantsBulkUpdate``'s ``userErrors``
    :return: ``product_gone``, ``variant_gone``, ``product_suspended``, ``combined_listing``,
        ``gift_card`` or ``other``
    """
    return _CODES.get(code, "other")


def refused_variants(field: Sequence[str], count: int) -> range:
    """Tell which of the variants that were sent together a refusal is about.

    :param field: the path of the input field, such as ``("variants", "3", "price")``
    :param count: how many variants were sent
    :return: their places; all of them where the path names none
    """
    match field:
        case ["variants", place, *_] if place.isdecimal() and int(place) < count:
            return range(int(place), int(place) + 1)
    return range(count)

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""P12: what Shopify means when it refuses prices."""

import pytest

from rules.price_refusal import refusal_code, refused_variants


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("PRODUCT_DOES_NOT_EXIST", "product_gone"),
        ("PRODUCT_VARIANT_DOES_NOT_EXIST", "variant_gone"),
        ("MUST_BE_FOR_THIS_PRODUCT", "variant_gone"),
        ("PRODUCT_SUSPENDED", "product_suspended"),
        ("UNSUPPORTED_COMBINED_LISTING_PARENT_OPERATION", "combined_listing"),
        ("LOCAL_CURRENCY_GIFT_CARD_PRICE_MUST_BE_ZERO", "gift_card"),
        ("GREATER_THAN_OR_EQUAL_TO", "other"),
        ("", "other"),
    ],
)
def test_p12_codes(told, code):
    assert refusal_code(told) == code


@pytest.mark.parametrize(
    ("field", "places"),
    [
        (("variants", "2", "price"), [2]),
        (("variants", "0", "id"), [0]),
        (("variants", "0"), [0]),
        (("variants", "4", "price"), [0, 1, 2, 3]),
        (("variants",), [0, 1, 2, 3]),
        (("productId",), [0, 1, 2, 3]),
        ((), [0, 1, 2, 3]),
    ],
)
def test_p12_which_of_four_variants_is_meant(field, places):
    assert list(refused_variants(field, 4)) == places

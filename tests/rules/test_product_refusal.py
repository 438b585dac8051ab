# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify's refusals of products mean (P7)."""

import pytest

from rules.product_refusal import refusal_kind


@pytest.mark.parametrize(
    ("code", "message", "kind"),
    [
        ("VARIANTS_OVER_LIMIT", "", "too_many_variants"),
        ("OPTIONS_OVER_LIMIT", "", "too_many_options"),
        ("DUPLICATED_OPTION_VALUE", "", "double_option"),
        ("VARIANT_ALREADY_EXISTS", "", "double_variant"),
        ("PRODUCT_DOES_NOT_EXIST", "", "not_found"),
        ("NEED_TO_ADD_OPTION_VALUES", "", "options_differ"),
        ("SUBSCRIPTION_VIOLATION", "", "limit_of_the_shop"),
        ("NEGATIVE_PRICE_VALUE", "", "bad_price"),
        ("GENERIC_ERROR", "", "passing"),
        ("", "Title is too long (maximum is 255 characters)", "too_long"),
        ("", "Product does not exist", "not_found"),
        ("INVALID_INPUT", "The variant 'S / Red' already exists.", "double_variant"),
        ("INVALID_VARIANT", "Something else", "other"),
        ("", "", "other"),
    ],
)
def test_p7_what_a_refusal_is_about(code, message, kind):
    assert refusal_kind(code, message) == kind

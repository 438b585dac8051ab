# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify means when it refuses to set stock (N5)."""

import pytest

from rules.stock_refusal import refused_line, stock_refusal


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("CHANGE_FROM_QUANTITY_STALE", "stale"),
        ("COMPARE_QUANTITY_STALE", "stale"),
        ("ITEM_NOT_STOCKED_AT_LOCATION", "stale"),
        ("IDEMPOTENCY_CONCURRENT_REQUEST", "under_way"),
        ("IDEMPOTENCY_KEY_PARAMETER_MISMATCH", "new_key"),
        ("IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED", "new_key"),
        ("INVALID_INVENTORY_ITEM", "no_item"),
        ("INVALID_LOCATION", "no_location"),
        ("NON_MUTABLE_INVENTORY_ITEM", "bundle"),
        ("INVALID_QUANTITY_TOO_HIGH", "other"),
        ("", "other"),
    ],
)
def test_n5_codes(code, kind):
    assert stock_refusal("Whatever it says", code) == kind


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        (
            "Not allowed to set available quantity when the item is already active at the "
            "location.",
            "stale",
        ),
        ("The product couldn't be found", "no_item"),
        ("The location couldn't be found", "no_location"),
        ("This request is currently in progress, please try again.", "under_way"),
        (
            "The same idempotency key cannot be used with different operation parameters.",
            "new_key",
        ),
        (
            "A previous request with this idempotency key failed. Retry with a new idempotency "
            "key.",
            "new_key",
        ),
        ("Something new", "other"),
    ],
)
def test_n6_words_of_activation_which_has_no_codes(message, kind):
    assert stock_refusal(message) == kind


@pytest.mark.parametrize(
    ("field", "line"),
    [
        (("input", "quantities", "3", "locationId"), 3),
        (("input", "quantities", "12"), 12),
        (("input", "quantities"), None),
        (("input", "quantities", "x"), None),
        (("input", "reason"), None),
        ((), None),
    ],
)
def test_n5_a_refusal_names_its_line(field, line):
    assert refused_line(field) == line

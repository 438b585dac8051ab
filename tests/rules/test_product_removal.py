# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import pytest

from rules.product_removal import status_after_removal


@pytest.mark.parametrize(
    "rule, status, expected",
    [
        ("nothing", "active", None),
        ("nothing", "unlisted", None),
        ("nothing", "draft", None),
        ("nothing", "archived", None),
        ("draft", "active", "draft"),
        ("draft", "unlisted", "draft"),
        ("draft", "draft", None),
        ("draft", "archived", None),
        ("archived", "active", "archived"),
        ("archived", "unlisted", "archived"),
        ("archived", "draft", "archived"),
        ("archived", "archived", None),
    ],
)
def test_p15_removed_products(rule, status, expected):
    assert status_after_removal(rule, status) == expected

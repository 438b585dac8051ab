# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""O11: which shipping method a shipping line is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.shipping_method import (
    ShippingLineKey,
    ShippingMethod,
    UnknownMethod,
    choose_method,
    missing_titles,
    name_of,
)

STANDARD = ShippingMethod(1, "Standard")
EXPRESS = ShippingMethod(2, "Express")
EXPRESS_OF_UPS = ShippingMethod(3, "Express", source="ups")
SAVER = ShippingMethod(4, code="65", source="ups")
ALL = (STANDARD, EXPRESS, EXPRESS_OF_UPS, SAVER)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (ShippingLineKey("Standard"), STANDARD),
        (ShippingLineKey("  standard "), STANDARD),
        # The buyer sees it in German; the code keeps the shop's word.
        (ShippingLineKey("Standardversand", code="Standard"), STANDARD),
        (ShippingLineKey("Express", source="shopify"), EXPRESS),
        (ShippingLineKey("Express", source="UPS"), EXPRESS_OF_UPS),
        (ShippingLineKey("UPS Saver (2 days)", code="65", source="ups"), SAVER),
        (ShippingLineKey("UPS Saver (2 days)", code="65", source="dhl"), None),
        (ShippingLineKey("Bicycle"), None),
        # The title says more than the code does.
        (ShippingLineKey("Express", code="Standard"), EXPRESS),
    ],
)
def test_o11_the_method_that_says_most_is_chosen(line, expected):
    assert choose_method(line, ALL) == (expected or UnknownMethod(name_of(line)))


def test_o11_a_line_without_a_title_is_named_by_what_it_has():
    assert name_of(ShippingLineKey("", code="STD")) == "STD"
    assert name_of(ShippingLineKey(" ", source="app")) == "app"
    assert name_of(ShippingLineKey("")) == "?"


TEXTS = st.sampled_from(["", " ", "Standard", "STANDARD", "Express", "65", "ups", "İstanbul ß"])


@given(
    st.lists(st.builds(ShippingLineKey, TEXTS, TEXTS, TEXTS)),
    st.lists(st.builds(ShippingMethod, st.integers(1, 99), TEXTS, TEXTS, TEXTS)),
)
def test_o11_once_the_missing_ones_are_made_every_line_has_a_method(lines, methods):
    titles = missing_titles(lines, methods)
    made = [ShippingMethod(100 + number, title) for number, title in enumerate(titles)]
    assert missing_titles(lines, [*methods, *made]) == []
    assert len(titles) == len(set(map(str.casefold, titles)))


def test_o11_one_method_is_made_for_all_languages():
    lines = [
        ShippingLineKey("Envío exprés", code="express"),
        ShippingLineKey("Express", code="EX"),
        ShippingLineKey("Expressversand", code="Express"),
    ]
    assert missing_titles(lines, []) == ["Express"]

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Weights between units (P9)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.weight import UnknownWeightUnit, convert_weight

UNITS = ("KILOGRAMS", "GRAMS", "POUNDS", "OUNCES")


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "weight"),
    [
        ("0.35", "KILOGRAMS", "GRAMS", "350"),
        ("0.35", "KILOGRAMS", "KILOGRAMS", "0.35"),
        ("1", "POUNDS", "OUNCES", "16"),
        ("1", "POUNDS", "KILOGRAMS", "0.45359"),
        ("12.5", "OUNCES", "GRAMS", "354.36904"),
        ("0", "KILOGRAMS", "POUNDS", "0"),
    ],
)
def test_p9_weights_are_converted(value, unit, wanted, weight):
    assert convert_weight(Decimal(value), unit, wanted) == Decimal(weight)


@pytest.mark.parametrize(("unit", "wanted"), [("STONES", "GRAMS"), ("GRAMS", "")])
def test_p9_an_unknown_unit_is_refused(unit, wanted):
    with pytest.raises(UnknownWeightUnit):
        convert_weight(Decimal(1), unit, wanted)


@given(
    st.decimals(min_value=0, max_value=1000, places=2),
    st.sampled_from(UNITS),
    st.sampled_from(UNITS),
)
def test_p9_there_and_back_a_weight_of_two_digits_is_the_same(value, unit, wanted):
    back = convert_weight(convert_weight(value, unit, wanted), wanted, unit)
    assert back.quantize(Decimal("0.01")) == value

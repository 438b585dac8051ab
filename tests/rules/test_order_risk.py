# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import pytest

from rules.order_risk import RiskLevel, is_held


@pytest.mark.parametrize(
    ("hold_from", "held"),
    [
        ("NONE", set()),
        ("HIGH", {"PENDING", "HIGH"}),
        ("MEDIUM", {"PENDING", "MEDIUM", "HIGH"}),
        ("LOW", {"PENDING", "LOW", "MEDIUM", "HIGH"}),
    ],
)
def test_o21_orders_from_a_level_on_are_held(hold_from, held):
    assert {level for level in RiskLevel if is_held(level, RiskLevel(hold_from))} == held

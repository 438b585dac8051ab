# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify is told to have of a variant at a location (N3, N7, N9)."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.stock import (
    HIGHEST,
    StockFacts,
    StockSettings,
    not_in_odoo,
    plan_stock,
    reason_to_leave_out,
)

EIGHT = StockFacts(Decimal(8))
PLAIN = StockSettings()
ON_HAND = StockSettings(quantity_name="on_hand")

quantities = st.decimals(min_value=-10_000, max_value=10_000, places=3)
pieces = st.integers(min_value=0, max_value=1000)
facts = st.builds(
    StockFacts,
    quantity=quantities,
    unit_factor=st.decimals(min_value="0.001", max_value=144, places=3),
    not_in_odoo=pieces,
    not_in_shopify=pieces,
    sells_beyond=st.booleans(),
)
settings = st.builds(
    StockSettings,
    quantity_name=st.sampled_from(("available", "on_hand")),
    safety_stock=pieces,
    share_percent=st.decimals(min_value="0.01", max_value=100, places=2),
    upper_limit=pieces,
)


def sent(given_facts=EIGHT, given_settings=PLAIN, **changes):
    return plan_stock(replace(given_facts, **changes), given_settings).quantity


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 8),
        ({"quantity": Decimal("8.9")}, 8),
        ({"quantity": Decimal("0.999")}, 0),
        ({"quantity": Decimal(30), "unit_factor": Decimal(12)}, 2),
        ({"quantity": Decimal("4.53592"), "unit_factor": Decimal("0.453592")}, 10),
        ({"quantity": Decimal(1), "unit_factor": Decimal("0.333333333333")}, 3),
        ({"not_in_odoo": 3}, 5),
        ({"not_in_odoo": 24, "quantity": Decimal(100), "unit_factor": Decimal(12)}, 6),
        ({"not_in_odoo": 9}, 0),
        ({"quantity": Decimal(-2)}, 0),
        ({"quantity": Decimal(3_000_000_000)}, HIGHEST),
    ],
)
def test_n3_n9_whole_pieces_rounded_down_and_never_negative(changes, expected):
    assert sent(**changes) == expected


@pytest.mark.parametrize(
    ("quantity", "name", "expected"),
    [
        (Decimal(-2), "available", -2),
        (Decimal("-2.5"), "available", -3),
        (Decimal(-2), "on_hand", 0),
        (Decimal(1), "available", 0),
        (Decimal(5), "available", 3),
    ],
)
def test_n3_a_shop_that_goes_on_selling_is_told_how_many_are_still_to_come(
    quantity, name, expected
):
    kept_back = StockSettings(quantity_name=name, safety_stock=2)
    assert sent(EIGHT, kept_back, quantity=quantity, sells_beyond=True) == expected


def test_n7_what_is_sold_and_not_in_odoo_makes_such_a_shop_wait_for_more():
    assert sent(quantity=Decimal(1), not_in_odoo=3, sells_beyond=True) == -2


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"safety_stock": 3}, 5),
        ({"safety_stock": 8}, 0),
        ({"safety_stock": 9}, 0),
        ({"share_percent": Decimal(50)}, 4),
        ({"share_percent": Decimal("33.33")}, 2),
        ({"upper_limit": 5}, 5),
        ({"upper_limit": 9}, 8),
        ({"safety_stock": 2, "share_percent": Decimal(50)}, 3),
        ({"safety_stock": 2, "share_percent": Decimal(50), "upper_limit": 2}, 2),
    ],
)
def test_n9_safety_stock_first_then_the_share_then_the_limit(changes, expected):
    assert sent(EIGHT, replace(PLAIN, **changes)) == expected


def test_n9_on_hand_counts_what_shopify_has_not_been_told_is_gone():
    assert sent(EIGHT, ON_HAND, not_in_odoo=2, not_in_shopify=3) == 9


def test_n3_the_steps_lead_from_odoos_figure_to_what_is_sent():
    plan = plan_stock(
        StockFacts(Decimal(100), Decimal(3), not_in_odoo=Decimal(9)),
        StockSettings(safety_stock=5, share_percent=Decimal(50), upper_limit=12),
    )
    assert [(step.kind, step.amount, round(step.result, 2)) for step in plan.steps] == [
        ("odoo", 100, 100),
        ("not_in_odoo", 9, 91),
        ("unit", 3, Decimal("30.33")),
        ("safety", 5, Decimal("25.33")),
        ("share", 50, Decimal("12.67")),
        ("limit", 12, 12),
    ]
    assert [step.kind for step in plan_stock(EIGHT, PLAIN).steps] == ["odoo"]
    below = plan_stock(StockFacts(Decimal("-1.5")), PLAIN)
    assert [step.kind for step in below.steps] == ["odoo", "whole", "zero"]


def test_a_unit_that_holds_nothing_is_refused():
    with pytest.raises(ValueError, match="more than nothing"):
        sent(unit_factor=Decimal(0))


@given(facts, settings)
def test_n9_the_result_is_what_the_last_step_says_and_never_above_the_limits(given_facts, chosen):
    plan = plan_stock(given_facts, chosen)
    assert plan.steps[-1].result == plan.quantity
    assert plan.quantity <= HIGHEST
    if chosen.upper_limit:
        assert plan.quantity <= chosen.upper_limit
    if not given_facts.sells_beyond or chosen.quantity_name == "on_hand":
        assert plan.quantity >= 0


@given(facts, settings, st.decimals(min_value=0, max_value=100, places=3))
def test_more_in_stock_never_offers_less(given_facts, chosen, more):
    with_more = replace(given_facts, quantity=given_facts.quantity + more)
    assert plan_stock(with_more, chosen).quantity >= plan_stock(given_facts, chosen).quantity


@given(quantities, st.lists(st.integers(min_value=1, max_value=100), min_size=1, max_size=5))
def test_n9_shares_of_up_to_100_per_cent_offer_no_piece_twice(quantity, shares):
    total = max(100, sum(shares))
    offered = sum(
        sent(StockFacts(quantity), StockSettings(share_percent=Decimal(100 * share) / total))
        for share in shares
    )
    assert offered <= max(quantity, 0)


@pytest.mark.parametrize(
    ("committed", "open_in_odoo", "open_outside", "sent_outside", "expected"),
    [
        (0, 0, 0, 0, 0),
        (3, 3, 0, 0, 0),
        (3, 0, 3, 0, 3),
        (3, 0, 0, 0, 3),
        (5, 2, 1, 0, 3),
        (2, 3, 0, 0, 0),
        (2, 3, 1, 0, 1),
        (0, 0, 0, 4, 4),
        (5, 2, 3, 4, 7),
    ],
)
def test_n7_sold_pieces_that_odoo_does_not_take_off(
    committed, open_in_odoo, open_outside, sent_outside, expected
):
    assert expected == not_in_odoo(
        committed=committed,
        open_in_odoo=open_in_odoo,
        open_outside=open_outside,
        sent_outside=sent_outside,
    )


ORDINARY = {
    "tracked": True,
    "is_bundle": False,
    "is_gift_card": False,
    "is_excluded": False,
    "is_stored": True,
}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, ""),
        ({"tracked": False}, "untracked"),
        ({"is_bundle": True, "tracked": False}, "bundle"),
        ({"is_gift_card": True, "tracked": False}, "gift_card"),
        ({"is_excluded": True, "is_bundle": True}, "excluded"),
        ({"is_stored": False}, "not_stored"),
    ],
)
def test_n1_n6_which_variants_are_left_out_and_why(changes, reason):
    assert reason_to_leave_out(**{**ORDINARY, **changes}) == reason

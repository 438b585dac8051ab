# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""P19: which way the value of a metafield goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.metafield_compare import Sides, which_way

OLD = Sides("old", "old")


@pytest.mark.parametrize(
    ("present", "synced", "direction", "expected"),
    [
        # nothing has changed, or both say the same
        (Sides("a", "a"), None, "both", ""),
        (OLD, OLD, "both", ""),
        (Sides("new", "new"), OLD, "both", ""),
        (Sides("a", "b"), Sides("a", "b"), "both", ""),
        # the first time: the open way, and an empty side erases nothing
        (Sides("a", ""), None, "both", "to_odoo"),
        (Sides("", "b"), None, "both", "to_shopify"),
        (Sides("a", "b"), None, "to_shopify", "to_shopify"),
        (Sides("a", "b"), None, "from_shopify", "to_odoo"),
        (Sides("a", ""), None, "to_shopify", ""),
        (Sides("", "b"), None, "from_shopify", ""),
        # one side has changed
        (Sides("new", "old"), OLD, "both", "to_odoo"),
        (Sides("old", "new"), OLD, "both", "to_shopify"),
        (Sides("", "old"), OLD, "from_shopify", "to_odoo"),
        (Sides("old", ""), OLD, "to_shopify", "to_shopify"),
        (Sides("new", "old"), OLD, "to_shopify", "ignored"),
        (Sides("old", "new"), OLD, "from_shopify", "ignored"),
    ],
)
def test_p19_ways(present, synced, direction, expected):
    for settle in ("ask", "odoo", "shopify"):
        assert which_way(present, synced, direction, settle) == expected


@pytest.mark.parametrize(
    ("direction", "ask", "odoo", "shopify"),
    [
        ("both", "conflict", "to_shopify", "to_odoo"),
        ("to_shopify", "conflict", "to_shopify", "ignored"),
        ("from_shopify", "conflict", "ignored", "to_odoo"),
    ],
)
def test_p19_changed_on_both_sides(direction, ask, odoo, shopify):
    present = Sides("theirs", "ours")
    assert which_way(present, OLD, direction, "ask") == ask
    assert which_way(present, OLD, direction, "odoo") == odoo
    assert which_way(present, OLD, direction, "shopify") == shopify


def test_p19_filled_differently_before_the_first_sync():
    present = Sides("theirs", "ours")
    assert which_way(present, None, "both", "ask") == "conflict"
    assert which_way(present, None, "both", "odoo") == "to_shopify"
    assert which_way(present, None, "both", "shopify") == "to_odoo"


def test_bases_are_stored():
    assert Sides.from_json(OLD.as_json()) == OLD
    assert Sides.from_json(False) is None


_VALUES = st.sampled_from(["", "a", "b", "c"])


@given(
    _VALUES,
    _VALUES,
    st.none() | st.builds(Sides, _VALUES, _VALUES),
    st.sampled_from(["to_shopify", "from_shopify", "both"]),
    st.sampled_from(["ask", "odoo", "shopify"]),
)
def test_p19_a_sync_that_is_done_is_done(shopify, odoo, synced, direction, settle):
    """What was taken over, or left alone, is left alone the next time as well."""
    present = Sides(shopify, odoo)
    way = which_way(present, synced, direction, settle)
    if way == "to_odoo":
        present = Sides(shopify, shopify)
    elif way == "to_shopify":
        present = Sides(odoo, odoo)
    base = synced if way in ("conflict", "ignored") else present
    assert which_way(present, base, direction, settle) == (
        way if way in ("conflict", "ignored") else ""
    )

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from hypothesis import given
from hypothesis import strategies as st

from rules.edit_refunds import RefundedUnits, edit_refunds


def refund(key, units, *, has_moved=False, unshipped=None):
    return RefundedUnits(key, has_moved, units, unshipped or {})


def test_o18_units_that_were_never_shipped_are_edited_away():
    assert edit_refunds([refund("a", {"mug": 1}), refund("b", {"mug": 1})], {"mug": 2}) == {
        "a",
        "b",
    }


def test_r6_shipped_units_are_refunded_also_without_money():
    assert not edit_refunds([refund("a", {"mug": 1})], {"mug": 0})
    assert edit_refunds([refund("a", {"mug": 1}), refund("b", {"mug": 1})], {"mug": 1}) == {"a"}


def test_r6_what_cannot_be_edited_is_refunded():
    assert not edit_refunds([refund("a", {"tip": 1})], {"mug": 1})


def test_r6_units_that_were_paid_back_before_they_were_shipped_are_no_edit():
    paid = refund("a", {"mug": 1}, has_moved=True, unshipped={"mug": 1})
    assert not edit_refunds([paid, refund("b", {"mug": 1})], {"mug": 1})
    assert edit_refunds([paid, refund("b", {"mug": 1})], {"mug": 2}) == {"b"}


def test_o18_a_refund_of_nothing_is_nothing_to_credit():
    assert edit_refunds([refund("a", {})], {}) == {"a"}


UNITS = st.dictionaries(st.sampled_from("xyz"), st.integers(1, 3))


@given(
    st.lists(st.tuples(st.booleans(), UNITS), max_size=6),
    st.dictionaries(st.sampled_from("xyz"), st.integers(0, 6)),
)
def test_o18_edits_never_take_off_more_than_was_never_shipped(facts, never_shipped):
    refunds = [
        refund(str(number), units, has_moved=has_moved, unshipped=units if has_moved else {})
        for number, (has_moved, units) in enumerate(facts)
    ]
    edits = edit_refunds(refunds, never_shipped)
    for line, most in never_shipped.items():
        taken = sum(one.units.get(line, 0) for one in refunds if one.key in edits)
        assert taken <= most
    assert not any(one.has_moved for one in refunds if one.key in edits)

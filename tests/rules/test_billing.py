# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.billing import LineUnits, TakenOff, taken_off


def units(ordered=3, *, by_delivery=False, **fields):
    counts = dict.fromkeys(("removed", "cancelled", "delivered", "invoiced", "credited"), 0)
    return LineUnits(ordered=ordered, by_delivery=by_delivery, **{**counts, **fields})


@pytest.mark.parametrize(
    ("line", "to_invoice"),
    [
        (units(), 3),
        (units(invoiced=1), 2),
        (units(removed=1), 2),
        (units(by_delivery=True), 0),
        (units(by_delivery=True, delivered=2), 2),
        (units(by_delivery=True, delivered=2, invoiced=2), 0),
        # Returned here, and not yet refunded in Shopify: nothing is taken back before.
        (units(by_delivery=True, delivered=2, invoiced=3), 0),
        # Returned and refunded: the credit note has taken it back.
        (units(by_delivery=True, delivered=2, invoiced=3, credited=1), 0),
        (units(invoiced=3, credited=1), 0),
        # Refunded before it was shipped: invoiced, as the credit note will take it back.
        (units(by_delivery=True, delivered=2, cancelled=1), 3),
        (units(by_delivery=True, delivered=2, cancelled=1, invoiced=3, credited=1), 0),
    ],
)
def test_o14_units_to_invoice(line, to_invoice):
    assert line.to_invoice == to_invoice


def test_o3_a_line_that_waits_for_its_delivery_is_not_complete():
    assert units().is_complete
    assert not units(by_delivery=True, delivered=2).is_complete
    assert units(by_delivery=True, delivered=2, removed=1).is_complete
    assert units(by_delivery=True, delivered=2, cancelled=1).is_complete


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        # sold, left, to ship, shipped, refunded with money
        ((3, 3, 3, 0, 0), TakenOff(0, 0)),
        ((3, 2, 2, 0, 0), TakenOff(1, 0)),
        ((3, 2, 2, 0, 1), TakenOff(0, 1)),
        ((3, 0, 0, 0, 0), TakenOff(3, 0)),
        ((3, 2, 0, 3, 1), TakenOff(0, 0)),
        ((5, 2, 1, 2, 2), TakenOff(1, 1)),
        ((5, 3, 0, 4, 2), TakenOff(0, 1)),
    ],
)
def test_o18_units_that_were_taken_off(facts, expected):
    names = ("quantity", "current", "unfulfilled", "fulfilled", "refunded")
    assert taken_off(**dict(zip(names, facts, strict=True))) == expected


COUNTS = ("quantity", "current", "unfulfilled", "fulfilled", "refunded")


@given(st.fixed_dictionaries({name: st.integers(0, 20) for name in COUNTS}))
def test_o18_never_more_is_taken_off_than_was_sold(facts):
    off = taken_off(**facts)
    assert off.removed >= 0
    assert off.cancelled >= 0
    assert off.removed + off.cancelled <= facts["quantity"]

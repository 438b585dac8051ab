# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rules.charges import TaxCharge
from rules.location_split import split_line
from rules.order_plan import PlannedLine
from rules.shares import share, shares


def test_o9_a_third_of_fifty_and_the_rest():
    thirds = [
        share(Decimal("50.00"), *map(Decimal, (start, start + 1, 3)), digits=2)
        for start in range(3)
    ]
    assert thirds == [Decimal("16.67"), Decimal("16.66"), Decimal("16.67")]


def test_o9_several_amounts_are_shared_by_their_names():
    amounts = {"untaxed": Decimal("10.00"), "VAT": Decimal("2.00")}
    assert shares(amounts, Decimal(0), Decimal(1), Decimal(4), 2) == {
        "untaxed": Decimal("2.50"),
        "VAT": Decimal("0.50"),
    }


@given(st.decimals(-1000, 1000, places=2), st.lists(st.integers(1, 20), min_size=1, max_size=8))
def test_o9_in_whatever_steps_it_is_taken_the_parts_are_the_whole(amount, steps):
    whole, start, taken = Decimal(sum(steps)), Decimal(0), []
    for step in steps:
        taken.append(share(amount, start, start + step, whole, 2))
        start += step
    assert sum(taken) == amount


@given(
    st.decimals(0, 1000, places=2),
    st.decimals(0, 200, places=2),
    st.lists(st.integers(1, 20), min_size=1, max_size=5),
)
def test_o12_the_parts_of_a_line_over_several_places_are_the_line(untaxed, tax, quantities):
    line = PlannedLine(
        key="line",
        kind="product",
        description="Mug",
        quantity=sum(quantities),
        price_unit=untaxed / sum(quantities),
        discount_percent=Decimal(0),
        discounts=(),
        untaxed=untaxed,
        taxes=(TaxCharge("VAT", Decimal("0.2"), tax),),
    )
    parts = split_line(line, quantities, 2)
    assert [part.quantity for part in parts] == quantities
    assert sum(part.untaxed for part in parts) == untaxed
    assert sum(part.taxes[0].amount for part in parts) == tax
    assert {part.price_unit for part in parts} == {line.price_unit}

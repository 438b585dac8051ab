# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The prices of variants as a price and extras (P9)."""

from decimal import Decimal
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from rules.price_extras import NoSum, SummedPrices, sum_prices


def prices(**by_values):
    """Name values by their letters: ``SR`` is S / R."""
    return [(tuple(values), Decimal(price)) for values, price in by_values.items()]


def test_p9_one_price_needs_no_extras():
    assert sum_prices(prices(SR="9.90", LB="9.90")) == SummedPrices(Decimal("9.90"))


def test_p9_a_product_without_options_has_its_price():
    assert sum_prices([((), Decimal(5))]) == SummedPrices(Decimal(5))


def test_p9_a_price_that_hangs_on_one_option_is_an_extra_of_its_values():
    found = sum_prices(prices(SR="10", SB="10", LR="12.50", LB="12.50"))
    assert found == SummedPrices(Decimal(10), {(0, "L"): Decimal("2.50")})


def test_p9_extras_of_two_options_add_up():
    found = sum_prices(prices(SR="10", SB="11", LR="12", LB="13"))
    assert found == SummedPrices(Decimal(10), {(0, "L"): Decimal(2), (1, "B"): Decimal(1)})


def test_p9_prices_that_do_not_add_up_are_no_sum():
    assert sum_prices(prices(SR="10", SB="11", LR="12", LB="99")) == NoSum(Decimal(10))


def test_p9_missing_combinations_leave_more_room():
    found = sum_prices(prices(SR="10", SB="11", LR="12"))
    assert found == SummedPrices(Decimal(10), {(0, "L"): Decimal(2), (1, "B"): Decimal(1)})


def test_p9_the_price_is_never_below_zero():
    found = sum_prices(prices(AX="5", AY="20", BY="5"))
    assert found.base == 0
    assert total(found, ("A", "X")) == 5
    assert total(found, ("B", "Y")) == 5


def test_p9_extras_are_no_finer_than_the_prices():
    # Only halves of a cent would do.
    found = sum_prices(prices(AXM="0.01", AYN="0.00", BXN="0.00", BYM="0.00"))
    assert found == NoSum(Decimal("0.00"))


def test_p9_two_thousand_variants_are_summed_at_once():
    values = list(product("ABCDEFGHIJKLM", "abcdefghijklm", "123456789xyz"))
    rows = [(row, Decimal(10) + ord(row[0]) + ord(row[2])) for row in values]
    found = sum_prices(rows)
    assert all(total(found, row) == price for row, price in rows)


def total(found, values):
    return found.base + sum(found.extras.get(key, 0) for key in enumerate(values))


cents = st.integers(0, 5000).map(lambda amount: Decimal(amount).scaleb(-2))
extras = st.fixed_dictionaries({(place, value): cents for place in range(3) for value in "abc"})
combinations = st.sets(st.tuples(*[st.sampled_from("abc")] * 3), min_size=1)


@given(cents, extras, combinations)
def test_p9_whatever_is_a_sum_is_found_exactly(base, adds, chosen):
    rows = [
        (values, base + sum(adds[key] for key in enumerate(values))) for values in sorted(chosen)
    ]
    found = sum_prices(rows)
    if isinstance(found, NoSum):
        # The sum was there, but another one was met that needs parts of cents.
        assert len({price for _values, price in rows}) > 1
    else:
        assert all(total(found, values) == price for values, price in rows)


@given(st.dictionaries(st.tuples(*[st.sampled_from("ab")] * 2), cents, min_size=1))
def test_p9_two_options_never_lack_a_sum_that_exists(by_values):
    rows = sorted(by_values.items())
    found = sum_prices(rows)
    if len(rows) < 4:
        assert isinstance(found, SummedPrices)
    if isinstance(found, SummedPrices):
        assert all(total(found, values) == price for values, price in rows)
    else:
        first, second, third, fourth = (price for _values, price in rows)
        assert first + fourth != second + third


@given(st.dictionaries(st.tuples(*[st.sampled_from("abc")] * 3), cents, min_size=1))
def test_p9_what_is_given_as_a_sum_is_one(by_values):
    found = sum_prices(sorted(by_values.items()))
    if isinstance(found, SummedPrices):
        assert found.base >= 0
        assert all(total(found, values) == price for values, price in by_values.items())

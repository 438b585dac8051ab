# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rules.given_amounts import TAXES, UNTAXED, given_part, given_rest

CENTS = st.integers(-100_000, 100_000).map(lambda cents: cents / 100)
AMOUNTS = st.fixed_dictionaries(
    {
        UNTAXED: CENTS,
        TAXES: st.dictionaries(
            st.sampled_from(("1", "2", "3")),
            st.fixed_dictionaries({"tax_amount_currency": CENTS, "base_amount_currency": CENTS}),
        ),
    }
)


def figures(amounts):
    taxes = amounts[TAXES].items()
    return {
        (): amounts[UNTAXED],
        **{(tax, name): amount for tax, own in taxes for name, amount in own.items()},
    }


def in_cents(amount):
    return round(amount * 100)


@given(AMOUNTS, st.integers(1, 20), st.data())
def test_o9_parts_add_up_to_what_was_given(amounts, whole, data):
    middle = data.draw(st.integers(0, whole))
    parts = [
        given_part(amounts, *map(Decimal, (start, stop, whole)), 2)
        for start, stop in ((0, middle), (middle, whole))
    ]
    for key, amount in figures(amounts).items():
        assert sum(in_cents(figures(part)[key]) for part in parts) == in_cents(amount)


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_o18_the_rest_makes_up_what_is_charged_now(amounts, first, second):
    rest = given_rest(amounts, [first, second])
    assert figures(rest).keys() == figures(amounts).keys()
    for key, amount in figures(amounts).items():
        taken = sum(in_cents(figures(part).get(key, 0)) for part in (first, second))
        assert in_cents(figures(rest)[key]) == in_cents(amount) - taken

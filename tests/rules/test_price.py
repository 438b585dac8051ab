# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""P12: what a variant costs in Shopify."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.money import is_exact, smallest_unit
from rules.price import (
    DISCOUNT,
    LIST_PRICE,
    PRICELIST,
    Offer,
    PriceProblem,
    VariantPrice,
    variant_price,
)

D = Decimal


def an_offer(source, amount, rule=7):
    amount = D(amount)
    return Offer(source, amount, amount, amount, 0 if source == LIST_PRICE else rule)


def offers(own, pricelist=None, discount=None):
    named = ((LIST_PRICE, own), (PRICELIST, pricelist), (DISCOUNT, discount))
    return tuple(an_offer(source, amount) for source, amount in named if amount is not None)


def codes(priced):
    return [step.code for step in priced.steps]


@pytest.mark.parametrize(
    ("own", "pricelist", "discount", "price", "compare_at", "why"),
    [
        ("100", None, None, "100", None, "the list price alone"),
        ("100", "80", None, "80", None, "a pricelist that is lower"),
        ("100", "120", None, "100", None, "the list price is lower than the pricelist's"),
        ("100", "100", None, "100", None, "both are the same"),
        ("100", None, "75", "75", "100", "a discount on the list price"),
        ("100", "90", "75", "75", "90", "a discount on the pricelist's price"),
        ("100", "120", "75", "75", "100", "a discount on the list price that won"),
        ("100", "90", "90", "90", None, "a discount that is none clears the compare-at"),
        ("100", "90", "95", "90", None, "a discount that is dearer clears the compare-at"),
        ("0", "80", None, "80", None, "a list price that was never entered does not win"),
        ("0", "80", "60", "60", "80", "the same, with a discount"),
        ("0", None, "60", "60", None, "the pricelist with discounts has the only price"),
    ],
)
def test_p12_lowest_price_wins_and_discounts_compare(
    own, pricelist, discount, price, compare_at, why
):
    found = variant_price(offers(own, pricelist, discount), 2)
    assert isinstance(found, VariantPrice), why
    assert (found.price, found.compare_at) == (D(price), compare_at and D(compare_at)), why


@pytest.mark.parametrize(
    ("amount", "digits", "text"),
    [
        ("12.345", 2, "12.35"),
        ("12.344", 2, "12.34"),
        ("12", 2, "12.00"),
        ("1234.5", 0, "1235"),
        ("1234.49", 0, "1234"),
        ("1E+3", 0, "1000"),
        ("12.3455", 3, "12.346"),
        ("12.3", 3, "12.300"),
    ],
)
def test_p12_rounds_to_the_digits_of_the_shops_currency(amount, digits, text):
    assert f"{variant_price(offers(amount), digits).price:f}" == text


def test_p12_what_differs_only_before_rounding_is_no_discount():
    found = variant_price(offers("100.004", None, "100.001"), 2)
    assert (found.price, found.compare_at) == (D("100.00"), None)
    assert "discount_not_lower" in codes(found)


@pytest.mark.parametrize(
    ("given_offers", "code", "source"),
    [
        (offers("0"), "zero_price", LIST_PRICE),
        (offers("0.004"), "zero_price", LIST_PRICE),
        (offers("-1"), "negative_price", LIST_PRICE),
        (offers("10", "0"), "zero_price", PRICELIST),
        (offers("10", "-2"), "negative_price", PRICELIST),
        (offers("10", "8", "0"), "zero_price", DISCOUNT),
        (offers("10", "8", "-1"), "negative_price", DISCOUNT),
        (offers("-10", "8"), "negative_price", LIST_PRICE),
        (offers("0", "0", "0"), "zero_price", LIST_PRICE),
    ],
)
def test_p12_nothing_is_given_away(given_offers, code, source):
    found = variant_price(given_offers, 2)
    assert isinstance(found, PriceProblem)
    assert (found.code, found.source) == (code, source)
    assert found.offers == given_offers


def test_p12_a_pricelist_without_a_rule_for_the_product_changes_nothing():
    found = variant_price(
        (
            an_offer(LIST_PRICE, "0.004"),
            an_offer(PRICELIST, "0", rule=0),
            an_offer(DISCOUNT, "8"),
        ),
        2,
    )
    assert (found.price, found.compare_at) == (D(8), None)
    assert codes(found) == ["no_rule", "list_price_unset", "price"]


@pytest.mark.parametrize(
    ("given_offers", "expected"),
    [
        (offers("100"), ["price"]),
        (offers("100", "120"), ["list_price_lower", "price"]),
        (offers("100", "120", "80"), ["list_price_lower", "price", "compare_at"]),
        (offers("100", "90", "95"), ["price", "discount_not_lower"]),
        (offers("0", "90"), ["list_price_unset", "price"]),
    ],
)
def test_p12_the_steps_say_how_it_came_about(given_offers, expected):
    assert codes(variant_price(given_offers, 2)) == expected


money = st.decimals(min_value=-1000, max_value=100_000, places=5)
maybe_money = st.none() | money


@given(money, maybe_money, maybe_money, st.sampled_from([0, 2, 3]))
def test_p12_for_any_prices(own, pricelist, discount, digits):
    found = variant_price(offers(own, pricelist, discount), digits)
    if isinstance(found, PriceProblem):
        assert found.amount <= 0
        return
    assert found.price > 0
    assert is_exact(found.price, digits)
    # Never dearer than any price that counts: a list price of 0 was not entered.
    given_prices = [each for each in (pricelist, discount) if each is not None]
    if own > smallest_unit(digits):
        given_prices.append(own)
    assert all(found.price <= each + smallest_unit(digits) for each in given_prices)
    assert found.compare_at is None or found.compare_at > found.price
    assert ("compare_at" in codes(found)) == (found.compare_at is not None)

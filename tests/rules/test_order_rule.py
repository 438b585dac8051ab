# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which rule inside one shop an order follows, and why (O25)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.order_rule import (
    AllOf,
    AnyOf,
    Fit,
    NoFit,
    Not,
    OneOf,
    OrderRule,
    Subject,
    TotalFrom,
    Traits,
    first_fit,
    holds,
    reasons,
)

EVERY_ORDER = AllOf(())
WORDS = st.sampled_from(["pos", "POS", "web", "vip", "Straße", "DE", ""])
SETS = st.frozensets(WORDS, max_size=3)
AMOUNTS = st.decimals("0", "200", places=2)
TRAITS = st.builds(
    Traits,
    channel=WORDS,
    app=WORDS,
    store=WORDS,
    locations=SETS,
    tags=SETS,
    country=WORDS,
    total=AMOUNTS,
)
SIMPLE = st.builds(OneOf, st.sampled_from(Subject), SETS) | st.builds(TotalFrom, AMOUNTS)
CONDITIONS = st.recursive(
    SIMPLE,
    lambda inner: (
        st.builds(AllOf, st.lists(inner, max_size=3).map(tuple))
        | st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple))
        | st.builds(Not, inner)
    ),
    max_leaves=8,
)


def is_one(subject, *values):
    return OneOf(subject, frozenset(values))


TILL = Traits(
    channel="pos",
    app="Point of Sale",
    store="gid://shopify/Location/2",
    locations=frozenset({"gid://shopify/Location/2", "gid://shopify/Location/3"}),
    tags=frozenset({"VIP", "gift"}),
    country="DE",
    total=Decimal("99.90"),
)


@pytest.mark.parametrize(
    ("condition", "fits"),
    [
        (is_one(Subject.CHANNEL, "POS", "web"), True),
        (is_one(Subject.CHANNEL, "po"), False),
        (is_one(Subject.APP, "point of sale"), True),
        (is_one(Subject.STORE, "gid://shopify/Location/2"), True),
        (is_one(Subject.STORE, "gid://shopify/Location/3"), False),
        (is_one(Subject.LOCATION, "gid://shopify/Location/3"), True),
        (is_one(Subject.TAG, "vip"), True),
        (is_one(Subject.TAG, "vip-old"), False),
        (is_one(Subject.COUNTRY, "NL", "de"), True),
        (TotalFrom(Decimal("99.90")), True),
        (TotalFrom(Decimal("99.91")), False),
        (Not(TotalFrom(Decimal("99.90"))), False),
    ],
)
def test_o25_each_fact_can_be_asked_for(condition, fits):
    assert holds(condition, TILL) is fits


def test_o25_an_order_that_says_nothing_is_none_of_the_values():
    for subject in Subject:
        assert not holds(is_one(subject, "", "x"), Traits())
        assert holds(Not(is_one(subject, "", "x")), Traits())


def test_o25_the_first_rule_that_fits_wins_and_says_why():
    cheap = OrderRule(1, Not(TotalFrom(Decimal(50))))
    till = OrderRule(
        2,
        AllOf(
            (
                is_one(Subject.CHANNEL, "pos"),
                AnyOf((is_one(Subject.TAG, "staff"), Not(is_one(Subject.COUNTRY, "NL")))),
            )
        ),
    )
    rest = OrderRule(3, EVERY_ORDER)
    fit = first_fit([cheap, till, rest], TILL)
    assert fit == Fit(2, (is_one(Subject.CHANNEL, "pos"), Not(is_one(Subject.COUNTRY, "NL"))))
    assert first_fit([cheap, rest], TILL) == Fit(3, ())
    assert first_fit([cheap], TILL) == NoFit()
    assert first_fit([], TILL) == NoFit()


@given(CONDITIONS, TRAITS)
def test_o25_a_condition_holds_or_its_opposite_does(condition, traits):
    assert holds(condition, traits) is not holds(Not(condition), traits)


@given(st.lists(CONDITIONS, max_size=4), TRAITS)
def test_o25_all_and_any_are_each_others_opposites(parts, traits):
    opposites = tuple(map(Not, parts))
    assert holds(Not(AllOf(tuple(parts))), traits) is holds(AnyOf(opposites), traits)
    assert holds(Not(AnyOf(tuple(parts))), traits) is holds(AllOf(opposites), traits)


@given(
    st.lists(CONDITIONS, max_size=4).flatmap(lambda p: st.tuples(st.just(p), st.permutations(p)))
)
def test_o25_the_order_of_parts_does_not_matter(both):
    parts, others = (tuple(each) for each in both)
    for traits in (TILL, Traits()):
        assert holds(AllOf(parts), traits) is holds(AllOf(others), traits)
        assert holds(AnyOf(parts), traits) is holds(AnyOf(others), traits)


@given(CONDITIONS, TRAITS, TRAITS)
def test_o25_the_reasons_hold_and_are_enough(condition, traits, others):
    if not holds(condition, traits):
        return
    found = tuple(reasons(condition, traits))
    for each in found:
        assert isinstance(each.part if isinstance(each, Not) else each, OneOf | TotalFrom)
        assert holds(each, traits)
    if holds(AllOf(found), others):
        assert holds(condition, others)


@given(st.lists(CONDITIONS, max_size=5), TRAITS)
def test_o25_no_rule_before_the_chosen_one_fits(conditions, traits):
    rules = [OrderRule(key, condition) for key, condition in enumerate(conditions)]
    match first_fit(rules, traits):
        case Fit(key=key):
            assert holds(conditions[key], traits)
            assert not any(holds(condition, traits) for condition in conditions[:key])
        case NoFit():
            assert not any(holds(condition, traits) for condition in conditions)

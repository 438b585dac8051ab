# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
import json
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rules.address import Address
from rules.order_changes import (
    ChangeKind,
    LineState,
    LineTax,
    OrderState,
    compare,
    take_over,
)

MUG = LineState("product", "Mug", 3, Decimal("20.00"), Decimal("6.00"))
BOTH = OrderState(
    lines={"mug": MUG, "spork": replace(MUG, name="Spork", quantity=2)},
    locations={"mug": frozenset({"hamburg"}), "spork": frozenset({"hamburg", "berlin"})},
)

amounts = st.decimals(0, 1000, places=2)
line_states = st.builds(
    LineState,
    kind=st.sampled_from(["product", "shipping", "fee"]),
    name=st.text(max_size=5),
    quantity=st.integers(0, 4),
    unit_price=amounts,
    discount=amounts,
    taxes=st.lists(st.builds(LineTax, st.text(max_size=3), amounts, amounts), max_size=2).map(
        tuple
    ),
)
keys = st.sampled_from("abcd")
addresses = st.builds(Address, street=st.text(max_size=2), country_code=st.sampled_from(["", "NL"]))
states = st.builds(
    OrderState,
    lines=st.dictionaries(keys, line_states, max_size=4),
    locations=st.dictionaries(keys, st.frozensets(st.sampled_from("xyz")), max_size=4),
    shipping_address=addresses,
    billing_address=addresses,
    customer=st.sampled_from(["", "1", "2"]),
    note=st.text(max_size=2),
)


def with_mugs(**values):
    return replace(BOTH, lines={**BOTH.lines, "mug": replace(MUG, **values)})


def kinds(booked, now):
    return [(change.kind, change.key) for change in compare(booked, now)]


def test_o18_each_edit_of_a_line_is_named():
    removed = replace(BOTH, lines={"spork": BOTH.lines["spork"]})
    assert kinds(BOTH, with_mugs(quantity=5)) == [(ChangeKind.QUANTITY_RAISED, "mug")]
    assert kinds(BOTH, with_mugs(quantity=1)) == [(ChangeKind.QUANTITY_LOWERED, "mug")]
    assert kinds(BOTH, with_mugs(quantity=0)) == [(ChangeKind.LINE_REMOVED, "mug")]
    assert kinds(BOTH, removed) == [(ChangeKind.LINE_REMOVED, "mug")]
    assert kinds(removed, BOTH) == [(ChangeKind.LINE_ADDED, "mug")]
    assert kinds(with_mugs(quantity=0), BOTH) == [(ChangeKind.QUANTITY_RAISED, "mug")]


def test_o18_a_price_a_discount_and_a_tax_are_amounts():
    tax = LineTax("VAT", Decimal("0.21"), Decimal("11.34"))
    for values in (
        {"unit_price": Decimal("19.00")},
        {"discount": Decimal("5.00")},
        {"taxes": (tax,)},
    ):
        assert kinds(BOTH, with_mugs(**values)) == [(ChangeKind.AMOUNTS, "mug")]


def test_o18_a_line_that_came_and_went_is_no_change():
    gone = replace(BOTH, lines={**BOTH.lines, "tarp": replace(MUG, quantity=0)})
    assert compare(BOTH, gone) == ()


def test_o18_a_location_counts_where_a_line_did_not_ship_from_before():
    moved = {**BOTH.locations, "mug": frozenset({"berlin"})}
    (change,) = compare(BOTH, replace(BOTH, locations=moved))
    assert (change.kind, change.aspect) == (ChangeKind.LOCATION, "location")
    assert change.before == {"mug": frozenset({"hamburg"})}
    assert change.now == {"mug": frozenset({"berlin"})}


def test_o18_a_line_whose_first_part_is_sent_has_not_moved():
    fewer = {**BOTH.locations, "spork": frozenset({"berlin"})}
    assert compare(BOTH, replace(BOTH, locations=fewer)) == ()


def test_o18_addresses_customer_and_note_are_aspects_of_their_own():
    now = replace(
        BOTH,
        shipping_address=Address(city="Utrecht"),
        billing_address=Address(city="Berlin"),
        customer="7",
        note="Ring twice",
    )
    assert [change.aspect for change in compare(BOTH, now)] == [
        "customer",
        "billing_address",
        "shipping_address",
        "note",
    ]


@given(states)
def test_o18_an_order_that_is_the_same_has_not_changed(state):
    assert compare(state, state) == ()
    stored = json.loads(json.dumps(state.as_json()))
    assert OrderState.from_json(stored) == state


@given(states, states)
def test_o18_what_is_settled_is_not_shown_again(booked, now):
    changes = compare(booked, now)
    assert compare(take_over(booked, now, changes), now) == ()


@given(states, states, st.randoms())
def test_o18_what_is_not_settled_stays(booked, now, chance):
    changes = compare(booked, now)
    settled = [change for change in changes if chance.random() < 0.5]
    left = compare(take_over(booked, now, settled), now)
    assert left == tuple(change for change in changes if change not in settled)


@given(states, states)
def test_o18_there_is_one_change_of_each_aspect(booked, now):
    aspects = [change.aspect for change in compare(booked, now)]
    assert len(aspects) == len(set(aspects))

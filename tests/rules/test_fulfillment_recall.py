# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which fulfilment a call has made whose answer was lost (F2, F7)."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from rules.fulfillment_recall import FoundFulfillment, SentCall, recall
from rules.fulfillment_refusal import has_changed

CALL = SentCall(1, frozenset({"old"}), "here", {"mug": 2}, ())
FOUND = FoundFulfillment("new", "here", {"mug": 2}, ())


def test_f2_a_new_fulfilment_with_the_same_units_is_the_one():
    assert recall([CALL], [FOUND]) == {1: "new"}


def test_f2_what_was_there_before_is_not():
    assert recall([CALL], [replace(FOUND, key="old")]) == {}


def test_f7_what_others_fulfilled_meanwhile_is_not():
    others = [
        replace(FOUND, units={"mug": 1}),
        replace(FOUND, units={"mug": 2, "cup": 1}),
        replace(FOUND, location="there"),
        replace(FOUND, numbers=("1Z",)),
    ]
    assert recall([CALL], others) == {}
    assert recall([CALL], [*others, FOUND]) == {1: "new"}


def test_f4_the_tracking_number_tells_two_alike_apart():
    first, second = (replace(CALL, key=key, numbers=(str(key),)) for key in (1, 2))
    found = [replace(FOUND, key="b", numbers=("2",)), replace(FOUND, key="a", numbers=("1",))]
    assert recall([first, second], found) == {1: "a", 2: "b"}


@given(st.integers(0, 4), st.integers(0, 4))
def test_f2_each_fulfilment_is_of_one_call(calls, found):
    result = recall(
        [replace(CALL, key=key) for key in range(calls)],
        [replace(FOUND, key=f"new {number}") for number in range(found)],
    )
    assert len(result) == min(calls, found) == len(set(result.values()))


def test_f7_what_changed_meanwhile_is_told_from_what_is_wrong():
    for message in (
        "Fulfillment order 982 has an unfulfillable status= on_hold.",
        "Invalid fulfillment order line item quantity requested.",
        "Fulfillment order does not exist.",
        "Fulfillment order line item does not exist.",
        "All fulfillment orders must be assigned to a single location. Multiple locations …",
    ):
        assert has_changed(message), message
    assert not has_changed("Tracking company is too long (maximum is 255 characters)")

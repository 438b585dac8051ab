# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""How deliveries are spread over fulfilment orders (F2, F3, F6, F7, O19)."""

from collections import Counter
from decimal import Decimal
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from rules.fulfillment import (
    LINES_IN_A_FULFILLMENT,
    DeliveredLine,
    Delivery,
    OpenLine,
    OrderShipping,
    Part,
    Problem,
    Shipment,
    completed_units,
    split,
    whole_units,
)

HERE, THERE = "here", "there"


def opened(remaining, line="mug", at=HERE, number=1, **waits):
    return OpenLine(f"order {number}", f"{line} of {number}", line, at, remaining, **waits)


def delivered(key, quantity, line="mug", sent=0, at=(HERE,), total=None, **options):
    total = quantity if total is None else total
    lines = (DeliveredLine(line, quantity, total, sent, frozenset(at)),)
    return Delivery(key, lines, **options)


def order(*open_lines, **options):
    return OrderShipping(open_lines, **options)


def units(result):
    """What is fulfilled, by delivery and location."""
    return {
        (shipment.delivery, shipment.location): sum(part.units for part in shipment.parts)
        for shipment in result.shipments
    }


def codes(result):
    return [(problem.delivery, problem.code, problem.units) for problem in result.problems]


# === F2 === #


def test_f2_a_delivery_fulfils_its_lines():
    result = split(order(opened(3)), [delivered(7, 3)])
    part = Part("order 1", "mug of 1", "mug", 3)
    assert result.shipments == (Shipment(7, HERE, (part,)),)
    assert not result.problems


def test_f2_a_part_and_later_the_rest():
    first = delivered(1, 2)
    assert units(split(order(opened(5)), [first])) == {(1, HERE): 2}
    before = delivered(1, 2, sent=2, is_due=False)
    rest = split(order(opened(3)), [before, delivered(2, 3, total=5)])
    assert units(rest) == {(2, HERE): 3}


def test_f2_two_deliveries_share_what_is_open():
    result = split(order(opened(5)), [delivered(1, 2), delivered(2, 3, total=5)])
    assert units(result) == {(1, HERE): 2, (2, HERE): 3}


def test_f2_each_location_gets_a_fulfilment_of_its_own():
    shipping = order(opened(2), opened(3, at=THERE, number=2))
    result = split(shipping, [delivered(1, 5)])
    assert units(result) == {(1, HERE): 2, (1, THERE): 3}


def test_f2_several_fulfilment_orders_of_a_location_go_together():
    shipping = order(opened(2), opened(3, number=2))
    (shipment,) = split(shipping, [delivered(1, 4)]).shipments
    assert [(part.fulfillment_order, part.units) for part in shipment.parts] == [
        ("order 1", 2),
        ("order 2", 2),
    ]


def test_f2_the_place_it_left_from_goes_first():
    shipping = order(opened(5), opened(5, at=THERE, number=2))
    assert units(split(shipping, [delivered(1, 4, at=(THERE,))])) == {(1, THERE): 4}


def test_f2_very_many_lines_are_several_fulfilments():
    names = [f"line {number}" for number in range(LINES_IN_A_FULFILLMENT + 1)]
    shipping = order(*(opened(1, line=name) for name in names))
    lines = tuple(DeliveredLine(name, 1, 1, 0, frozenset((HERE,))) for name in names)
    sizes = [len(each.parts) for each in split(shipping, [Delivery(1, lines)]).shipments]
    assert sizes == [LINES_IN_A_FULFILLMENT, 1]


# === F3 === #


def test_f3_a_place_that_stands_for_no_location_is_not_sent():
    result = split(order(opened(2)), [delivered(1, 2, at=())])
    assert not result.shipments
    assert result.problems == (Problem(1, "mug", "unmapped", 2),)


def test_f3_where_nothing_is_open_no_place_is_missed():
    shipping = order(elsewhere={("mug", HERE): 2})
    assert split(shipping, [delivered(1, 2, at=())]).problems == ()


# === F7 === #


def test_f7_what_shopify_fulfilled_is_not_sent_again():
    result = split(order(elsewhere={("mug", HERE): 5}), [delivered(1, 5)])
    assert not result.shipments
    assert not result.problems
    assert result.elsewhere == {1}


def test_f7_what_shopify_left_open_is_sent():
    result = split(order(opened(2), elsewhere={("mug", HERE): 3}), [delivered(1, 5)])
    assert units(result) == {(1, HERE): 2}
    assert not result.problems


def test_f7_what_shopify_fulfilled_of_it_is_not_sent_from_what_is_still_open():
    shipping = order(opened(3), elsewhere={("mug", HERE): 2})
    first = delivered(1, 1)
    result = split(shipping, [first])
    assert (result.shipments, result.problems, result.elsewhere) == ((), (), {1})
    result = split(shipping, [first, delivered(2, 2, total=3)])
    assert units(result) == {(2, HERE): 1}
    known = delivered(1, 1, is_due=False)
    assert units(split(shipping, [known, delivered(2, 2, total=3)])) == {(2, HERE): 1}


def test_f7_what_another_location_shipped_is_not_what_left_from_here():
    shipping = order(opened(3), elsewhere={("mug", THERE): 2})
    assert units(split(shipping, [delivered(1, 1)])) == {(1, HERE): 1}
    assert not split(shipping, [delivered(1, 1, at=())]).shipments


def test_f7_whoever_wants_so_fulfils_what_is_open_beside_it():
    shipping = order(opened(3), elsewhere={("mug", HERE): 2})
    assert units(split(shipping, [delivered(1, 1, up_to_open=True)])) == {(1, HERE): 1}
    full = order(elsewhere={("mug", HERE): 5})
    assert split(full, [delivered(1, 5, up_to_open=True)]).elsewhere == {1}


def test_f7_what_is_held_back_waits_and_says_why():
    shipping = order(
        opened(1),
        opened(2, number=2, waits="on_hold", detail="Incorrect address"),
        opened(9, "cup"),
    )
    result = split(shipping, [delivered(1, 3)])
    assert units(result) == {(1, HERE): 1}
    assert result.problems == (Problem(1, "mug", "on_hold", 2, detail="Incorrect address"),)


def test_f7_a_cancelled_order_wants_nothing():
    result = split(order(is_cancelled=True), [delivered(1, 3)])
    assert codes(result) == [(1, "cancelled", 3)]


# === F6 === #


def test_f6_what_came_back_before_it_was_sent_is_not_sent():
    result = split(order(opened(5)), [delivered(1, 5)], {"mug": 2})
    assert units(result) == {(1, HERE): 3}
    assert not result.problems


def test_f6_what_came_back_after_it_was_sent_changes_nothing():
    sent = delivered(1, 5, sent=5)
    assert split(order(), [sent], {"mug": 5}) == split(order(), [])


def test_f6_what_came_back_unsent_is_not_taken_for_shopifys_own():
    result = split(order(opened(5)), [delivered(1, 5)], {"mug": 5})
    assert result == split(order(), [])


def test_f6_two_deliveries_of_which_some_came_back():
    result = split(order(opened(5)), [delivered(1, 2), delivered(2, 3, total=5)], {"mug": 4})
    assert units(result) == {(1, HERE): 1}


def test_f6_what_is_sent_once_more_is_fulfilled_once():
    first = delivered(1, 2, sent=2, is_due=False)
    assert not split(order(), [first, delivered(2, 2)], {"mug": 2}).shipments
    unsent = delivered(1, 2, is_due=False)
    result = split(order(opened(2)), [unsent, delivered(2, 2)], {"mug": 2})
    assert units(result) == {(2, HERE): 2}


def test_f6_a_service_goes_with_the_last_delivery_once():
    before = delivered(1, 0, sent=1, is_due=False)
    assert not split(order(opened(1)), [before, delivered(2, 1)]).shipments


# === O19 === #


def test_o19_another_location_fulfils_at_the_original_one():
    result = split(order(opened(2)), [delivered(1, 2, at=(THERE,))])
    assert units(result) == {(1, HERE): 2}


def test_o19_a_lowered_quantity_is_a_part():
    assert units(split(order(opened(5)), [delivered(1, 3)])) == {(1, HERE): 3}


def test_o19_a_raised_quantity_is_left_alone():
    result = split(order(opened(5)), [delivered(1, 7)])
    assert not result.shipments
    assert result.problems == (Problem(1, "mug", "raised", 7, known=5),)


def test_o19_only_the_delivery_that_is_too_much_is_left_alone():
    before = delivered(1, 5, sent=5, is_due=False)
    result = split(order(), [before, delivered(2, 2, total=7)])
    assert codes(result) == [(2, "raised", 2)]


def test_o19_whoever_wants_so_fulfils_what_is_open():
    result = split(order(opened(5)), [delivered(1, 7, up_to_open=True)])
    assert units(result) == {(1, HERE): 5}
    assert not result.problems


def test_o19_a_raised_line_takes_no_other_with_it():
    lines = tuple(DeliveredLine(name, 3, 3, 0, frozenset((HERE,))) for name in ("mug", "cup"))
    result = split(order(opened(2), opened(3, line="cup")), [Delivery(1, lines)])
    assert units(result) == {(1, HERE): 3}
    assert codes(result) == [(1, "raised", 3)]


# === F6 === #


def test_f6_a_unit_counts_with_the_delivery_that_completes_it():
    totals = whole_units(map(Decimal, ("0.5", "1.0", "2.5", "3", "2", "2.9999999")))
    assert totals == [0, 1, 2, 3, 2, 3]
    assert completed_units(totals) == [0, 1, 1, 1, 0, 1]
    assert completed_units([]) == []


@given(st.lists(st.decimals(min_value=-5, max_value=50, places=3), max_size=8))
def test_f6_what_is_completed_and_what_came_back_make_up_what_the_buyer_has(changes):
    totals = whole_units(sum(changes[: place + 1]) for place in range(len(changes)))
    completed = completed_units(totals)
    assert all(units >= 0 for units in completed)
    assert not totals or sum(completed) >= totals[-1]


# === NEVER MORE THAN OPEN === #

LINES = ("mug", "cup")
PLACES = st.frozensets(st.sampled_from((HERE, THERE, "nowhere")), max_size=2)


@st.composite
def orders(draw):
    count = draw(st.integers(0, 4))
    return OrderShipping(
        tuple(
            OpenLine(
                f"order {number}",
                f"{line} of {number}",
                line,
                draw(st.sampled_from((HERE, THERE, ""))),
                draw(st.integers(0, 6)),
                draw(st.sampled_from(("", "", "on_hold", "elsewhere"))),
            )
            for number in range(count)
            for line in LINES
        ),
        {(line, at): draw(st.integers(0, 4)) for line in LINES for at in ("", HERE, THERE)},
        draw(st.booleans()),
    )


@st.composite
def many_deliveries(draw):
    found, total = [], Counter()
    for key in range(draw(st.integers(0, 5))):
        lines = []
        for line in draw(st.lists(st.sampled_from(LINES), unique=True)):
            quantity = draw(st.integers(0, 7))
            total[line] += quantity
            sent = draw(st.integers(0, quantity))
            lines.append(DeliveredLine(line, quantity, total[line], sent, draw(PLACES)))
        found.append(Delivery(key, tuple(lines), draw(st.booleans()), draw(st.booleans())))
    return found


@given(orders(), many_deliveries())
def test_f2_never_is_more_fulfilled_than_open(shipping, deliveries):
    result = split(shipping, deliveries)
    left = {part.key: part.remaining for part in shipping.open_lines}
    where = {part.key: part for part in shipping.open_lines}
    for shipment in result.shipments:
        for part in shipment.parts:
            assert part.units > 0
            left[part.key] -= part.units
            source = where[part.key]
            assert source.location == shipment.location
            assert not source.waits
            assert (source.line, source.fulfillment_order) == (part.line, part.fulfillment_order)
    assert all(remaining >= 0 for remaining in left.values())


@given(orders(), many_deliveries())
def test_f2_never_is_more_fulfilled_than_delivered(shipping, deliveries):
    result = split(shipping, deliveries)
    wanted = {
        (delivery.key, line.line): line.quantity - line.sent
        for delivery in deliveries
        if delivery.is_due
        for line in delivery.lines
    }
    sent = Counter()
    for shipment in result.shipments:
        for part in shipment.parts:
            sent[shipment.delivery, part.line] += part.units
    for problem in result.problems:
        sent[problem.delivery, problem.line] += problem.units
    assert all(units <= wanted[key] for key, units in sent.items())


@given(orders(), many_deliveries())
def test_f2_nothing_that_may_be_fulfilled_is_left_out(shipping, deliveries):
    """Whatever a due delivery wants of a line is fulfilled, has a problem, or is Shopify's own."""
    result = split(shipping, deliveries)
    named = {(problem.delivery, problem.line) for problem in result.problems}
    taken = Counter()
    for shipment in result.shipments:
        for part in shipment.parts:
            taken[part.key] += part.units
            taken[shipment.delivery, part.line] += part.units
    for delivery in deliveries:
        for line in delivery.lines if delivery.is_due else ():
            if (delivery.key, line.line) in named:
                continue
            missing = line.quantity - line.sent - taken[delivery.key, line.line]
            free = sum(
                part.remaining - taken[part.key]
                for part in shipping.open_lines
                if part.line == line.line and not part.waits
            )
            shopifys = sum(shipping.elsewhere[line.line, at] for at in ("", HERE, THERE))
            assert missing <= shopifys or free == 0


@given(st.integers(0, 9), st.integers(0, 9), st.lists(st.integers(1, 4), max_size=4))
def test_f7_no_more_is_sent_than_shopify_has_not_fulfilled_itself(remaining, shipped, quantities):
    totals = accumulate(quantities)
    deliveries = [
        delivered(key, units, total=total)
        for key, (units, total) in enumerate(zip(quantities, totals, strict=True))
    ]
    result = split(order(opened(remaining), elsewhere={("mug", HERE): shipped}), deliveries)
    assert sum(units(result).values()) <= max(sum(quantities) - shipped, 0)


@given(orders(), many_deliveries())
def test_f2_what_was_sent_is_not_sent_by_another_run(shipping, deliveries):
    """A second run, with what the first one fulfilled, fulfils nothing more."""
    first = split(shipping, deliveries)
    taken, sent = Counter(), Counter()
    for shipment in first.shipments:
        for part in shipment.parts:
            taken[part.key] += part.units
            sent[shipment.delivery, part.line] += part.units
    after = OrderShipping(
        tuple(
            OpenLine(
                part.fulfillment_order,
                part.key,
                part.line,
                part.location,
                part.remaining - taken[part.key],
                part.waits,
            )
            for part in shipping.open_lines
        ),
        shipping.elsewhere,
        shipping.is_cancelled,
    )
    again = [
        Delivery(
            each.key,
            tuple(
                DeliveredLine(
                    line.line,
                    line.quantity,
                    line.total,
                    line.sent + sent[each.key, line.line],
                    line.locations,
                )
                for line in each.lines
            ),
            each.is_due,
            each.up_to_open,
        )
        for each in deliveries
    ]
    assert not split(after, again).shipments

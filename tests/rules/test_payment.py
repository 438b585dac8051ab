# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which transactions are payments, and what each pays (O13, R7)."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.payment import (
    Booked,
    Books,
    Direction,
    Document,
    Movement,
    Payment,
    payments,
    plan_payments,
)

IN, OUT = Direction.IN, Direction.OUT
START = datetime(2026, 11, 1, tzinfo=timezone.utc)
KINDS = ("SALE", "CAPTURE", "REFUND", "AUTHORIZATION", "EMV_AUTHORIZATION", "VOID", "CHANGE")
STATUSES = ("SUCCESS", "PENDING", "FAILURE", "ERROR", "AWAITING_RESPONSE", "UNKNOWN")

amounts = st.decimals(0, 1000, places=2)
roundings = st.decimals("-0.02", "0.02", places=2)


def number(text):
    return Decimal(str(text))


def moved(key, kind, amount, status="SUCCESS", **fields):
    return Movement(key, kind, status, START, number(amount), **fields)


def paid(key, amount, direction=IN, rounding=0, day=0):
    return Payment(key, direction, START + timedelta(day), number(amount), number(rounding))


def invoice(key, left):
    return Document(key, IN, number(left))


def credit_note(key, left):
    return Document(key, OUT, number(left))


def books(*documents, **fields):
    return Books(documents, **fields)


def allotted(plan):
    return [(part.payment, part.document, str(part.amount)) for part in plan.allotments]


def registered(plan):
    return [one.payment.key for one in plan.register]


# === WHAT IS A PAYMENT === #


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("kind", KINDS)
def test_o13_sale_and_capture_come_in_refunds_go_out_nothing_else_is_a_payment(kind, status):
    found = payments([moved("1", kind, 5, status)], received=number(5), with_tests=False)
    ways = {"SALE": IN, "CAPTURE": IN, "REFUND": OUT}
    expected = [ways[kind]] if status == "SUCCESS" and kind in ways else []
    assert [payment.direction for payment in found] == expected


@pytest.mark.parametrize("wanted", [True, False])
def test_o13_test_transactions_count_only_where_test_orders_are_imported(wanted):
    found = payments([moved("1", "SALE", 5, is_test=True)], received=number(5), with_tests=wanted)
    assert bool(found) is wanted


def test_o13_cash_rounding_is_part_of_the_payment():
    (found,) = payments(
        [moved("1", "SALE", "12.97", rounding=number("-0.02"))],
        received=number("12.97"),
        with_tests=False,
    )
    assert (found.amount, found.rounding) == (number("12.95"), number("-0.02"))


def test_o13_nothing_paid_is_no_payment():
    free = [moved("1", "SALE", 0), moved("2", "SALE", "0.02", rounding=number("-0.02"))]
    assert not payments(free, received=number("0.02"), with_tests=False)


@pytest.mark.parametrize(
    ("sale", "received", "expected"),
    [("20.00", "12.95", "12.95"), ("12.95", "12.95", "12.95")],
    ids=["handed over", "without the change"],
)
def test_o13_change_is_taken_off_only_where_the_sale_includes_it(sale, received, expected):
    found = payments(
        [moved("1", "SALE", sale), moved("2", "CHANGE", "7.05", parent="1")],
        received=number(received),
        with_tests=False,
    )
    assert [str(payment.amount) for payment in found] == [expected]


movements = st.lists(
    st.builds(
        Movement,
        key=st.uuids().map(str),
        kind=st.sampled_from(KINDS),
        status=st.sampled_from(STATUSES),
        amount=amounts,
        rounding=roundings,
        at=st.integers(0, 30).map(lambda day: START + timedelta(day)),
        is_test=st.booleans(),
        parent=st.just(""),
    ),
    max_size=8,
)


@given(movements, st.decimals(0, 3000, places=2), st.booleans(), st.data())
def test_o13_never_more_is_paid_than_the_transactions_say(rows, received, with_tests, data):
    keys = [row.key for row in rows]
    rows = [replace(row, parent=data.draw(st.sampled_from(keys))) for row in rows]
    by_key = {row.key: row for row in rows}
    found = payments(rows, received=received, with_tests=with_tests)
    assert len({payment.key for payment in found}) == len(found)
    assert [payment.at for payment in found] == sorted(payment.at for payment in found)
    for payment in found:
        row = by_key[payment.key]
        assert row.status == "SUCCESS" and (with_tests or not row.is_test)
        assert 0 < payment.amount <= row.amount + row.rounding
    kept = sum(p.amount - p.rounding for p in found if p.direction is IN)
    stated = sum(r.amount for r in rows if r.kind in ("SALE", "CAPTURE"))
    assert kept <= stated


# === WHAT IT PAYS === #


def test_o13_a_payment_waits_for_the_posted_invoice():
    plan = plan_payments([paid("a", 10)], books())
    assert (registered(plan), plan.waiting) == ([], ("a",))


def test_o13_several_gateways_pay_one_invoice():
    plan = plan_payments([paid("card", 70), paid("gift", 30)], books(invoice(1, 100)))
    assert allotted(plan) == [("card", 1, "70"), ("gift", 1, "30")]


def test_o13_one_payment_pays_several_invoices_the_oldest_first():
    plan = plan_payments([paid("a", 100)], books(invoice(1, 40), invoice(2, 50)))
    assert allotted(plan) == [("a", 1, "40"), ("a", 2, "50")]


def test_o13_the_invoice_of_the_very_amount_comes_first():
    plan = plan_payments([paid("a", 60), paid("b", 40)], books(invoice(1, 40), invoice(2, 60)))
    assert allotted(plan) == [("a", 2, "60"), ("b", 1, "40")]


def test_o13_an_overpayment_is_registered_whole():
    plan = plan_payments([paid("a", 100), paid("b", 100)], books(invoice(1, 100)))
    assert registered(plan) == ["a", "b"]
    assert allotted(plan) == [("a", 1, "100")]


def test_o13_what_is_left_of_a_payment_pays_the_next_invoice():
    plan = plan_payments(
        [], books(invoice(1, 0), invoice(2, 60), booked=(Booked("a", IN, number(60)),))
    )
    assert not plan.register
    assert allotted(plan) == [("a", 2, "60")]


def test_o13_an_invoice_that_was_paid_by_hand_is_not_paid_twice():
    plan = plan_payments(
        [paid("a", 60), paid("b", 40), paid("c", 5)],
        books(invoice(1, 0), by_hand={IN: number(100)}),
    )
    assert (registered(plan), plan.covered) == (["c"], ("a", "b"))


def test_o13_what_is_open_beside_a_payment_by_hand_is_paid():
    plan = plan_payments([paid("a", 100)], books(invoice(1, 40), by_hand={IN: number(60)}))
    assert allotted(plan) == [("a", 1, "40")]


def test_o13_rounding_that_no_document_charges_is_written_off():
    late = plan_payments([paid("a", "12.95", rounding="-0.02")], books(invoice(1, "12.97")))
    assert [str(one.write_off) for one in late.register] == ["0.02"]
    assert allotted(late) == [("a", 1, "12.97")]
    charged = plan_payments(
        [paid("a", "12.95", rounding="-0.02")],
        books(invoice(1, "12.95"), rounding={IN: number("-0.02")}),
    )
    assert [one.write_off for one in charged.register] == [0]
    assert allotted(charged) == [("a", 1, "12.95")]


def test_r7_a_refund_waits_for_its_credit_note_and_pays_it():
    refund = paid("r", 20, OUT)
    early = plan_payments([refund], books(invoice(1, 0)))
    assert (registered(early), early.waiting) == ([], ("r",))
    later = plan_payments([refund], books(invoice(1, 0), credit_note(2, 20)))
    assert allotted(later) == [("r", 2, "20")]


def test_r7_the_second_refund_waits_for_a_credit_note_of_its_own():
    plan = plan_payments([paid("r", 20, OUT), paid("s", 30, OUT, day=1)], books(credit_note(2, 20)))
    assert (registered(plan), plan.waiting) == (["r"], ("s",))


def test_r7_an_overpayment_given_back_needs_no_credit_note():
    given_back = [paid("a", 100), paid("b", 100), paid("r", 100, OUT)]
    plan = plan_payments(given_back, books(invoice(1, 100), fully_invoiced=True))
    assert [(part.payment, part.refund) for part in plan.offsets] == [("b", "r")]
    waits = plan_payments(given_back, books(invoice(1, 100)))
    assert waits.waiting == ("r",)


payment_lists = st.lists(
    st.builds(
        lambda key, way, amount, rounding: Payment(key, way, START, amount + rounding, rounding),
        key=st.uuids().map(str),
        way=st.sampled_from(Direction),
        amount=st.decimals("0.05", 200, places=2),
        rounding=roundings,
    ),
    max_size=6,
)
by_way = st.dictionaries(st.sampled_from(Direction), st.decimals(0, 300, places=2))
books_of_an_order = st.builds(
    Books,
    documents=st.lists(
        st.builds(Document, st.uuids(), st.sampled_from(Direction), amounts), max_size=4
    ).map(tuple),
    booked=st.lists(
        st.builds(Booked, st.uuids().map(str), st.sampled_from(Direction), amounts), max_size=3
    ).map(tuple),
    by_hand=by_way,
    rounding=st.dictionaries(st.sampled_from(Direction), roundings),
    fully_invoiced=st.booleans(),
)


def sums(parts, name):
    total = {}
    for part in parts:
        key = getattr(part, name)
        total[key] = total.get(key, 0) + part.amount
    return total


@given(payment_lists, books_of_an_order)
def test_o13_each_payment_is_registered_whole_once_and_pays_no_more_than_there_is(paying, known):
    plan = plan_payments(paying, known)
    keys = [*registered(plan), *plan.waiting, *plan.covered]
    assert sorted(keys) == sorted(payment.key for payment in paying)
    assert {one.payment for one in plan.register} <= set(paying)
    for one in plan.register:
        assert abs(one.write_off) <= abs(one.payment.rounding)
    there = {one.payment.key: one.settles for one in plan.register}
    there |= {booked.key: booked.open for booked in known.booked}
    used = sums((*plan.allotments, *plan.offsets), "payment")
    for key, amount in sums(plan.offsets, "refund").items():
        used[key] = used.get(key, 0) + amount
    for key, amount in used.items():
        assert 0 < amount <= there[key]
    left = {document.key: document.open for document in known.documents}
    taken = sums(plan.allotments, "document")
    assert all(amount <= left[key] for key, amount in taken.items())
    for way in Direction:
        money = [one.payment.key for one in plan.register if one.payment.direction is way]
        money += [booked.key for booked in known.booked if booked.direction is way]
        owed = [d.key for d in known.documents if d.direction is way]
        assert sum(taken.get(key, 0) for key in owed) == min(
            sum(there[key] for key in money), sum(left[key] for key in owed)
        )


@given(payment_lists, books_of_an_order)
def test_o13_a_second_plan_has_nothing_to_do(paying, known):
    plan = plan_payments(paying, known)
    used = sums((*plan.allotments, *plan.offsets), "payment")
    for key, amount in sums(plan.offsets, "refund").items():
        used[key] = used.get(key, 0) + amount
    taken = sums(plan.allotments, "document")
    ways = {one.payment.key: one for one in plan.register}
    after = Books(
        documents=tuple(
            Document(d.key, d.direction, d.open - taken.get(d.key, 0)) for d in known.documents
        ),
        booked=(
            *(Booked(b.key, b.direction, b.open - used.get(b.key, 0)) for b in known.booked),
            *(
                Booked(key, one.payment.direction, one.settles - used.get(key, 0))
                for key, one in ways.items()
            ),
        ),
        by_hand=known.by_hand,
        fully_invoiced=known.fully_invoiced,
    )
    again = plan_payments([payment for payment in paying if payment.key not in ways], after)
    assert (again.register, again.allotments, again.offsets) == ((), (), ())

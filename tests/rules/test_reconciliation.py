# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""O24: what differs between an order in Shopify and in Odoo."""

from dataclasses import replace
from datetime import datetime, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.payment import Direction, Payment
from rules.reconciliation import compare, deleted, missing
from rules.reconciliation_facts import (
    CreditNote,
    OrderHere,
    OrderThere,
    PaymentHere,
    RefundHere,
    RefundThere,
    Remedy,
    Standing,
    Subject,
    Why,
)
from rules.reconciliation_sums import tally

D = Decimal
DAY = datetime(2026, 6, 1, tzinfo=timezone.utc)


def paid(key, amount, direction=Direction.IN):
    return Payment(key, direction, DAY, D(amount))


def booked(record, amount, direction=Direction.IN):
    return PaymentHere(record, direction, D(amount))


def there(**values):
    """An order of 100 that is paid."""
    return OrderThere(
        **{
            "is_cancelled": False,
            "ordered": D(100),
            "current": D(100),
            "received": D(100),
            "payments": (paid("t1", 100),),
            **values,
        }
    )


def here(**values):
    """The order in Odoo, invoiced and paid."""
    return OrderHere(
        **{
            "standing": Standing.SALE,
            "total": D(100),
            "invoiced": D(100),
            "is_invoiced": True,
            "payments": {"t1": booked(7, 100)},
            **values,
        }
    )


def refunded(**values):
    """The order of which 30 went back."""
    return there(
        **{
            "current": D(70),
            "refunds": (RefundThere("r1", D(30)),),
            "payments": (paid("t1", 100), paid("t2", 30, Direction.OUT)),
            **values,
        }
    )


def credited(**values):
    return here(
        **{
            "invoiced": D(70),
            "refunds": {"r1": RefundHere(1, note=CreditNote(5, D(30)))},
            "payments": {"t1": booked(7, 100), "t2": booked(8, 30, Direction.OUT)},
            **values,
        }
    )


def found(one, other):
    return [(finding.why, finding.remedy) for finding in compare(one, other)]


def test_o24_what_agrees_is_no_finding():
    assert found(there(), here()) == []
    assert found(refunded(), credited()) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (there(), here(standing=Standing.WAITING, payments={}, is_invoiced=False),
         (Why.NO_DOCUMENT, Remedy.CREATE_DOCUMENTS)),
        (there(), here(doubles=((9, D(100)),)), (Why.SECOND_ORDER, Remedy.CANCEL_ORDER)),
        (there(), here(total=D(90)), (Why.OTHER_TOTAL, Remedy.OPEN_IN_ODOO)),
        (there(), here(total=D(90), has_conflict=True), (Why.OTHER_TOTAL, Remedy.APPLY_CHANGES)),
        (there(), here(total=D(90), standing=Standing.DRAFT), (Why.OTHER_TOTAL, Remedy.REIMPORT)),
        (there(is_cancelled=True, payments=()), here(payments={}, is_invoiced=False, invoiced=D(0)),
         (Why.CANCELLED_THERE, Remedy.CANCEL_ORDER)),
        (there(payments=()), here(standing=Standing.CANCELLED, payments={}, is_invoiced=False),
         (Why.CANCELLED_HERE, Remedy.REOPEN_ORDER)),
    ],
)  # fmt: skip
def test_o24_orders_that_differ(one, other, expected):
    assert found(one, other) == [expected]


def test_o24_an_edited_order_may_come_to_what_edits_have_left():
    assert found(there(current=D(80)), here(total=D(80))) == []
    assert found(refunded(ordered=D(120), received=D(120)), credited(total=D(100))) == []


def test_o24_a_cancelled_order_that_is_credited_in_full_is_settled():
    one = refunded(is_cancelled=True, current=D(0), refunds=(RefundThere("r1", D(100)),),
                   payments=())  # fmt: skip
    notes = {"r1": RefundHere(1, note=CreditNote(5, D(100)))}
    assert found(one, credited(invoiced=D(0), refunds=notes, payments={})) == []


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"refunds": {}}, (Why.NO_CREDIT_NOTE, Remedy.IMPORT)),
        ({"refunds": {"r1": RefundHere(1)}}, (Why.NO_CREDIT_NOTE, Remedy.CREATE_CREDIT_NOTE)),
        ({"refunds": {"r1": RefundHere(1, note=CreditNote(5, D(30), is_posted=False))}},
         (Why.DRAFT_CREDIT_NOTE, Remedy.POST_CREDIT_NOTE)),
        ({"refunds": {"r1": RefundHere(1, note=CreditNote(5, D(29)))}},
         (Why.OTHER_CREDIT, Remedy.OPEN_IN_ODOO)),
        ({"notes": (CreditNote(6, D(30)),)}, (Why.SECOND_CREDIT_NOTE, Remedy.CANCEL_CREDIT_NOTE)),
        ({"notes": (CreditNote(6, D(12)),)}, (Why.NO_REFUND_THERE, Remedy.OPEN_IN_SHOPIFY)),
        ({"refunds": {"r1": RefundHere(1, note=CreditNote(5, D(30))),
                      "r2": RefundHere(2, note=CreditNote(6, D(9)))}},
         (Why.NO_REFUND_THERE, Remedy.CANCEL_CREDIT_NOTE)),
    ],
)  # fmt: skip
def test_o24_refunds_that_differ(other, expected):
    assert found(refunded(), credited(**other)) == [expected]


@pytest.mark.parametrize(
    "other",
    [
        {"refunds": {"r1": RefundHere(1, is_settled=True)}},
        {"refunds": {"r1": RefundHere(1)}, "notes": (CreditNote(6, D(30)),)},
        {"refunds": {}, "follows_refunds": False},
        {"refunds": {}, "is_history": True},
    ],
)
def test_o24_refunds_that_are_settled(other):
    assert found(refunded(), credited(**other)) == []


def test_o24_a_refund_may_credit_what_was_never_paid():
    one = refunded(received=D(60))
    note = {"r1": RefundHere(1, note=CreditNote(5, D(70)))}
    assert found(one, credited(refunds=note)) == []
    note = {"r1": RefundHere(1, note=CreditNote(5, D(71)))}
    assert found(one, credited(refunds=note)) == [(Why.OTHER_CREDIT, Remedy.OPEN_IN_ODOO)]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"payments": {}}, (Why.NOT_REGISTERED, Remedy.REGISTER_PAYMENT)),
        ({"payments": {"t1": booked(7, 99)}}, (Why.OTHER_PAYMENT, Remedy.REPLACE_PAYMENT)),
        ({"by_hand": {Direction.IN: D(100)}}, (Why.PAID_TWICE, Remedy.CANCEL_PAYMENT)),
        ({"by_hand": {Direction.IN: D(1)}}, (Why.PAID_TWICE, Remedy.OPEN_IN_ODOO)),
        ({"payments": {"t1": booked(7, 100), "t0": booked(6, 5)}},
         (Why.NO_PAYMENT_THERE, Remedy.CANCEL_PAYMENT)),
    ],
)  # fmt: skip
def test_o24_payments_that_differ(other, expected):
    assert found(there(), here(**other)) == [expected]


@pytest.mark.parametrize(
    "other",
    [
        {"payments": {}, "by_hand": {Direction.IN: D(100)}},
        {"payments": {}, "left_out": frozenset({"t1"})},
        {"payments": {}, "registers_payments": False},
        {"payments": {}, "is_invoiced": False},
    ],
)
def test_o24_payments_that_are_settled_or_not_due(other):
    assert found(there(), here(**other)) == []


def test_o24_what_was_changed_since_it_was_read_is_read_again_first():
    read = there(payments=(), received=D(0))
    assert found(there(), here(known=there())) == []
    assert found(there(), here(known=read)) == [(Why.NOT_READ_AGAIN, Remedy.IMPORT)]
    assert found(there(), here(known=read, payments={})) == [(Why.NOT_REGISTERED, Remedy.IMPORT)]
    both = found(there(), here(known=read, doubles=((9, D(100)),)))
    assert both == [
        (Why.NOT_READ_AGAIN, Remedy.IMPORT),
        (Why.SECOND_ORDER, Remedy.CANCEL_ORDER),
    ]


def test_o24_what_one_side_has_not():
    finding = missing(there(), "123")
    assert (finding.why.subject, finding.there, finding.here) == (Subject.ORDER, D(100), D(0))
    finding = deleted(here(), "123")
    assert (finding.why, finding.there, finding.here) == (Why.DELETED_THERE, D(0), D(100))


def test_o24_sums_of_both_sides():
    sums = tally(refunded(), credited())
    assert {(one.there, one.there_amount) for one in sums.values()} == {
        (1, D(100)), (1, D(30)), (2, D(70)),
    }  # fmt: skip
    assert all(
        (one.there, one.there_amount) == (one.here, one.here_amount) for one in sums.values()
    )
    waiting = tally(there(), here(is_invoiced=False, payments={}))[Subject.PAYMENT]
    assert (waiting.there, waiting.here, waiting.waiting) == (1, 0, 1)
    assert waiting.waiting_amount == D(100)
    assert tally(there(), None)[Subject.ORDER].here == 0
    assert tally(None, here())[Subject.ORDER].there == 0


AMOUNTS = st.integers(1, 10**6).map(lambda cents: D(cents) / 100)


@given(st.lists(AMOUNTS, min_size=1, max_size=5), st.sets(st.integers(0, 4)))
def test_o24_each_payment_that_is_missing_is_named_once_and_no_other(amounts, gone):
    """Take payments away: they are what is found, and putting them back settles it."""
    payments = tuple(paid(f"t{i}", amount) for i, amount in enumerate(amounts))
    total = sum(amounts)
    one = there(ordered=total, current=total, received=total, payments=payments)
    all_booked = {one.key: booked(i, one.amount) for i, one in enumerate(payments)}
    other = here(total=total, invoiced=total, payments=all_booked)
    assert compare(one, other) == ()
    left = {key: value for i, (key, value) in enumerate(all_booked.items()) if i not in gone}
    findings = compare(one, replace(other, payments=left))
    assert [finding.key for finding in findings] == [key for key in all_booked if key not in left]
    difference = sum(finding.there - finding.here for finding in findings)
    sums = tally(one, replace(other, payments=left))[Subject.PAYMENT]
    assert difference == sums.there_amount - sums.here_amount


@given(st.lists(AMOUNTS, min_size=1, max_size=4), AMOUNTS)
def test_o24_cancelling_what_was_paid_twice_leaves_what_was_paid(amounts, by_hand):
    payments = tuple(paid(f"t{i}", amount) for i, amount in enumerate(amounts))
    total = sum(amounts)
    one = there(ordered=total, current=total, received=total, payments=payments)
    all_booked = {one.key: booked(i, one.amount) for i, one in enumerate(payments)}
    other = here(total=total, payments=all_booked, by_hand={Direction.IN: by_hand})
    findings = compare(one, other)
    assert {finding.why for finding in findings} == {Why.PAID_TWICE}
    too_much = sum(finding.here - finding.there for finding in findings)
    assert too_much >= by_hand
    left = {
        key: value
        for key, value in all_booked.items()
        if (key, Remedy.CANCEL_PAYMENT) not in [(f.key, f.remedy) for f in findings]
    }
    kept = sum(value.amount for value in left.values()) + by_hand
    assert kept >= total

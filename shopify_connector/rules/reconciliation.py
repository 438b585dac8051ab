# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify has and Odoo has not, and the other way round (O24).

One order is compared at a time: its documents, its refunds with the credit notes, its payments with
those that are registered. All amounts of a comparison are in the currency of the documents.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from .money import ZERO
from .payment import Direction, Payment
from .reconciliation_facts import (
    ODOO_ALONE,
    CreditNote,
    Finding,
    OrderHere,
    OrderThere,
    PaymentHere,
    RefundThere,
    Remedy,
    Standing,
    Why,
)


def missing(there: OrderThere, key: str) -> Finding:
    """Return the finding of an order that Odoo should have and has not."""
    return Finding(Why.NOT_IMPORTED, key, there.ordered, ZERO, Remedy.IMPORT)


def deleted(here: OrderHere, key: str) -> Finding:
    """Return the finding of an order that Shopify has no more."""
    return Finding(Why.DELETED_THERE, key, ZERO, here.total, Remedy.CANCEL_ORDER)


def compare(there: OrderThere, here: OrderHere) -> tuple[Finding, ...]:
    """Return how an order differs that both sides have (O24).

    Where Shopify has changed it since it was read, reading it again comes first: that may settle
    all of it.
    """
    found = list(_order(there, here))
    if not here.is_history:
        found.extend(_refunds(there, here))
        found.extend(_payments(there, here))
    if here.known in (None, there):
        return tuple(found)
    found = [one if one.why in ODOO_ALONE else replace(one, remedy=Remedy.IMPORT) for one in found]
    if all(one.why in ODOO_ALONE for one in found):
        changed = Finding(
            Why.NOT_READ_AGAIN, "order", there.current, here.known.current, Remedy.IMPORT
        )
        found.insert(0, changed)
    return tuple(found)


# === ORDERS === #


def _order(there: OrderThere, here: OrderHere) -> Iterator[Finding]:
    for record, total in here.doubles:
        key = f"sale:{record}"
        yield Finding(
            Why.SECOND_ORDER, key, there.ordered, here.total + total, Remedy.CANCEL_ORDER, record
        )
    if here.standing is Standing.WAITING:
        yield Finding(Why.NO_DOCUMENT, "order", there.ordered, ZERO, Remedy.CREATE_DOCUMENTS)
    elif there.is_cancelled:
        if here.standing is not Standing.CANCELLED and (here.invoiced or not here.is_invoiced):
            yield Finding(
                Why.CANCELLED_THERE, "order", there.current, here.total, Remedy.CANCEL_ORDER
            )
    elif here.standing is Standing.CANCELLED:
        yield Finding(Why.CANCELLED_HERE, "order", there.ordered, ZERO, Remedy.REOPEN_ORDER)
    elif here.total not in _possible_totals(there):
        yield Finding(Why.OTHER_TOTAL, "order", there.ordered, here.total, _remedy_of_total(here))


def _possible_totals(there: OrderThere) -> tuple[Decimal, ...]:
    """Return what the sale order may come to: what was ordered, or what edits have left of it."""
    return there.ordered, there.current, there.current + there.refunded


def _remedy_of_total(here: OrderHere) -> Remedy:
    if here.has_conflict:
        return Remedy.APPLY_CHANGES
    return Remedy.REIMPORT if here.standing is Standing.DRAFT else Remedy.OPEN_IN_ODOO


# === REFUNDS === #


def _refunds(there: OrderThere, here: OrderHere) -> Iterator[Finding]:
    if not (here.follows_refunds and here.is_invoiced):
        return
    notes = list(here.notes)
    for refund in there.refunds:
        yield from _refund(refund, there, here, notes)
    listed = {refund.key for refund in there.refunds}
    for key, refund in here.refunds.items():
        if refund.note and key not in listed:
            yield _superfluous(Why.NO_REFUND_THERE, refund.note, Remedy.CANCEL_CREDIT_NOTE)
    credited = {one.note.amount for one in here.refunds.values() if one.note}
    for note in notes:
        if note.amount in credited:
            yield _superfluous(Why.SECOND_CREDIT_NOTE, note, Remedy.CANCEL_CREDIT_NOTE)
        elif not there.is_cancelled:
            yield _superfluous(Why.NO_REFUND_THERE, note, Remedy.OPEN_IN_SHOPIFY)


def _refund(
    refund: RefundThere, there: OrderThere, here: OrderHere, notes: list[CreditNote]
) -> Iterator[Finding]:
    """Compare a refund; a credit note made by hand for the same amount stands for it.

    :param notes: those made by hand; what is used is taken off
    """
    known = here.refunds.get(refund.key)
    if known and (known.is_settled or (not known.note and not refund.amount)):
        return
    if known and known.note:
        yield from _credit(refund, known.note, there)
    elif made := next((note for note in notes if note.amount == refund.amount), None):
        notes.remove(made)
    elif refund.amount:
        remedy = Remedy.CREATE_CREDIT_NOTE if known else Remedy.IMPORT
        record = known.record if known else None
        yield Finding(Why.NO_CREDIT_NOTE, refund.key, refund.amount, ZERO, remedy, record)


def _credit(refund: RefundThere, note: CreditNote, there: OrderThere) -> Iterator[Finding]:
    rounding = abs(there.refund_rounding)
    if not note.is_posted:
        why, remedy = Why.DRAFT_CREDIT_NOTE, Remedy.POST_CREDIT_NOTE
    elif not -rounding <= note.amount - refund.amount <= rounding + there.unpaid:
        why, remedy = Why.OTHER_CREDIT, Remedy.OPEN_IN_ODOO
    else:
        return
    here = note.amount if note.is_posted else ZERO
    yield Finding(why, refund.key, refund.amount, here, remedy, note.record)


def _superfluous(why: Why, note: CreditNote, remedy: Remedy) -> Finding:
    return Finding(why, f"note:{note.record}", ZERO, note.amount, remedy, note.record)


# === PAYMENTS === #


def _payments(there: OrderThere, here: OrderHere) -> Iterator[Finding]:
    listed = {payment.key: payment for payment in there.payments}
    for key, booked in here.payments.items():
        if key not in listed:
            yield Finding(
                Why.NO_PAYMENT_THERE,
                key,
                ZERO,
                booked.amount,
                Remedy.CANCEL_PAYMENT,
                booked.record,
            )
        elif booked.amount != listed[key].amount:
            yield Finding(
                Why.OTHER_PAYMENT,
                key,
                listed[key].amount,
                booked.amount,
                Remedy.REPLACE_PAYMENT,
                booked.record,
            )
    for direction in Direction:
        paid = [one for one in there.payments if one.direction is direction]
        yield from _direction(direction, paid, here)


def _direction(direction: Direction, paid: Sequence[Payment], here: OrderHere) -> Iterator[Finding]:
    """Compare what went one way."""
    by_hand = here.by_hand.get(direction, ZERO)
    booked = {key: one for key, one in here.payments.items() if one.direction is direction}
    there = sum((one.amount for one in paid), ZERO)
    surplus = sum((one.amount for one in booked.values()), ZERO) + by_hand - there
    if by_hand and surplus > 0 and there:
        yield from _paid_twice(paid, booked, by_hand, surplus)
    if not (here.is_invoiced and here.registers_payments):
        return
    for one in paid:
        if one.key in booked or one.key in here.left_out:
            continue
        if by_hand >= one.amount:
            by_hand -= one.amount
        else:
            yield Finding(Why.NOT_REGISTERED, one.key, one.amount, ZERO, Remedy.REGISTER_PAYMENT)


def _paid_twice(
    paid: Sequence[Payment],
    booked: Mapping[str, PaymentHere],
    by_hand: Decimal,
    surplus: Decimal,
) -> Iterator[Finding]:
    """Name the payments that were registered both from Shopify and by hand, as far as that is too
    much; else the sum of it."""
    for one in paid:
        match = booked.get(one.key)
        if match and match.amount <= min(surplus, by_hand):
            yield Finding(
                Why.PAID_TWICE,
                one.key,
                one.amount,
                one.amount + match.amount,
                Remedy.CANCEL_PAYMENT,
                match.record,
            )
            surplus -= match.amount
            by_hand -= match.amount
    if surplus > 0:
        there = sum((one.amount for one in paid), ZERO)
        key = f"by_hand:{paid[0].direction.value}"
        yield Finding(Why.PAID_TWICE, key, there, there + surplus, Remedy.OPEN_IN_ODOO)

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What Shopify has and Odoo has not, and the other way round (O24).

One order is compared at a time: its documents, its refunds with the credit notes, its payments with
those that are registered. All amounts of a comparison are in the currency of the documents.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from .money import ZERO
from .payment import Direction, Payment


class Subject(StrEnum):
    """What a difference is about."""

    ORDER = "order"
    REFUND = "refund"
    PAYMENT = "payment"


class Kind(StrEnum):
    """How the two sides differ."""

    MISSING = "missing"
    DOUBLED = "doubled"
    DIFFERS = "differs"
    GONE = "gone"


class Remedy(StrEnum):
    """What heals a difference."""

    IMPORT = "import"
    CREATE_DOCUMENTS = "create_documents"
    CANCEL_ORDER = "cancel_order"
    REOPEN_ORDER = "reopen_order"
    APPLY_CHANGES = "apply_changes"
    REIMPORT = "reimport"
    CREATE_CREDIT_NOTE = "create_credit_note"
    POST_CREDIT_NOTE = "post_credit_note"
    CANCEL_CREDIT_NOTE = "cancel_credit_note"
    REGISTER_PAYMENT = "register_payment"
    REPLACE_PAYMENT = "replace_payment"
    CANCEL_PAYMENT = "cancel_payment"
    OPEN_IN_ODOO = "open_in_odoo"
    OPEN_IN_SHOPIFY = "open_in_shopify"


class Why(StrEnum):
    """What exactly is found."""

    NOT_IMPORTED = "not_imported"
    NO_DOCUMENT = "no_document"
    NOT_READ_AGAIN = "not_read_again"
    SECOND_ORDER = "second_order"
    OTHER_TOTAL = "other_total"
    CANCELLED_THERE = "cancelled_there"
    CANCELLED_HERE = "cancelled_here"
    DELETED_THERE = "deleted_there"
    NO_CREDIT_NOTE = "no_credit_note"
    DRAFT_CREDIT_NOTE = "draft_credit_note"
    OTHER_CREDIT = "other_credit"
    SECOND_CREDIT_NOTE = "second_credit_note"
    NO_REFUND_THERE = "no_refund_there"
    NOT_REGISTERED = "not_registered"
    OTHER_PAYMENT = "other_payment"
    PAID_TWICE = "paid_twice"
    NO_PAYMENT_THERE = "no_payment_there"

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return _MEANINGS[self][0]

    @property
    def kind(self) -> Kind:
        """How the sides differ."""
        return _MEANINGS[self][1]


_MEANINGS = {
    Why.NOT_IMPORTED: (Subject.ORDER, Kind.MISSING),
    Why.NO_DOCUMENT: (Subject.ORDER, Kind.MISSING),
    Why.NOT_READ_AGAIN: (Subject.ORDER, Kind.DIFFERS),
    Why.SECOND_ORDER: (Subject.ORDER, Kind.DOUBLED),
    Why.OTHER_TOTAL: (Subject.ORDER, Kind.DIFFERS),
    Why.CANCELLED_THERE: (Subject.ORDER, Kind.DIFFERS),
    Why.CANCELLED_HERE: (Subject.ORDER, Kind.DIFFERS),
    Why.DELETED_THERE: (Subject.ORDER, Kind.GONE),
    Why.NO_CREDIT_NOTE: (Subject.REFUND, Kind.MISSING),
    Why.DRAFT_CREDIT_NOTE: (Subject.REFUND, Kind.MISSING),
    Why.OTHER_CREDIT: (Subject.REFUND, Kind.DIFFERS),
    Why.SECOND_CREDIT_NOTE: (Subject.REFUND, Kind.DOUBLED),
    Why.NO_REFUND_THERE: (Subject.REFUND, Kind.GONE),
    Why.NOT_REGISTERED: (Subject.PAYMENT, Kind.MISSING),
    Why.OTHER_PAYMENT: (Subject.PAYMENT, Kind.DIFFERS),
    Why.PAID_TWICE: (Subject.PAYMENT, Kind.DOUBLED),
    Why.NO_PAYMENT_THERE: (Subject.PAYMENT, Kind.GONE),
}
# What reading the order again does not settle: it is in Odoo's books, and a person's doing.
_ODOO_ALONE = (Why.SECOND_ORDER, Why.SECOND_CREDIT_NOTE, Why.PAID_TWICE)


class Standing(StrEnum):
    """How far an order has come in Odoo."""

    WAITING = "waiting"
    DRAFT = "draft"
    SALE = "sale"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class RefundThere:
    """A refund as Shopify has it.

    :param amount: the money that went back, without cash rounding
    """

    key: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class OrderThere:
    """An order as Shopify has it.

    :param ordered: its total, with cash rounding
    :param current: what is left of it after edits and refunds
    :param refund_rounding: what cash rounding added to what was paid back
    :param payments: of all its transactions, those that moved money
    """

    is_cancelled: bool
    ordered: Decimal
    current: Decimal
    received: Decimal
    refund_rounding: Decimal = ZERO
    refunds: tuple[RefundThere, ...] = ()
    payments: tuple[Payment, ...] = ()

    @property
    def refunded(self) -> Decimal:
        """The money that went back."""
        return sum((refund.amount for refund in self.refunds), ZERO)

    @property
    def unpaid(self) -> Decimal:
        """What the buyer has not paid of the total: a refund may credit it and pay nothing back."""
        return max(self.ordered - self.received, ZERO)


@dataclass(frozen=True, slots=True)
class CreditNote:
    """A credit note in Odoo, that is not cancelled."""

    record: Hashable
    amount: Decimal
    is_posted: bool = True


@dataclass(frozen=True, slots=True)
class RefundHere:
    """A refund that is known here.

    :param is_settled: nothing is to be credited, or somebody has left it out
    """

    record: Hashable
    is_settled: bool = False
    note: CreditNote | None = None


@dataclass(frozen=True, slots=True)
class PaymentHere:
    """A payment that is registered for a transaction."""

    record: Hashable
    direction: Direction
    amount: Decimal


@dataclass(frozen=True, slots=True)
class OrderHere:
    """An order as Odoo has it.

    :param known: what was read of it last; None: it is not to be compared with what Shopify has now
    :param total: the sale order's
    :param invoiced: the sum of the posted invoices less that of the posted credit notes
    :param is_invoiced: an invoice is posted
    :param is_history: it moves neither stock nor books
    :param has_conflict: it was changed in Shopify, and somebody is asked
    :param doubles: further sale orders for it: (record, total)
    :param refunds: by Shopify's id
    :param notes: posted credit notes of the order that stand for no refund
    :param payments: those that are registered, by the transaction's id
    :param by_hand: what others than these payments have paid, by direction
    :param left_out: ids of transactions that are not to be registered
    """

    standing: Standing
    known: OrderThere | None = None
    total: Decimal = ZERO
    invoiced: Decimal = ZERO
    is_invoiced: bool = False
    is_history: bool = False
    has_conflict: bool = False
    doubles: tuple[tuple[Hashable, Decimal], ...] = ()
    follows_refunds: bool = True
    refunds: Mapping[str, RefundHere] = field(default_factory=dict)
    notes: tuple[CreditNote, ...] = ()
    registers_payments: bool = True
    payments: Mapping[str, PaymentHere] = field(default_factory=dict)
    by_hand: Mapping[Direction, Decimal] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference.

    :param key: tells it from others of its kind and order: an id of Shopify's or of Odoo's
    :param there: the amount in Shopify; zero where it has none
    :param here: the amount in Odoo
    :param record: what in Odoo it is about, if it is not the order
    """

    why: Why
    key: str
    there: Decimal
    here: Decimal
    remedy: Remedy
    record: Hashable = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many there are on each side, and what they come to.

    :param waiting: how many of Shopify's are not due in Odoo yet
    :param waiting_amount: what those come to
    """

    there: int = 0
    there_amount: Decimal = ZERO
    here: int = 0
    here_amount: Decimal = ZERO
    waiting: int = 0
    waiting_amount: Decimal = ZERO

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.there + other.there,
            self.there_amount + other.there_amount,
            self.here + other.here,
            self.here_amount + other.here_amount,
            self.waiting + other.waiting,
            self.waiting_amount + other.waiting_amount,
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
    found = [one if one.why in _ODOO_ALONE else replace(one, remedy=Remedy.IMPORT) for one in found]
    if all(one.why in _ODOO_ALONE for one in found):
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


# === SUMS === #


def tally(there: OrderThere | None, here: OrderHere | None) -> dict[Subject, Tally]:
    """Return what both sides of an order count and come to; None: that side has it not."""
    return {
        Subject.ORDER: _tally_order(there, here),
        Subject.REFUND: _tally_refunds(there, here),
        Subject.PAYMENT: _tally_payments(there, here),
    }


def _tally_order(there: OrderThere | None, here: OrderHere | None) -> Tally:
    result = Tally()
    if there and not there.is_cancelled:
        result += Tally(there=1, there_amount=there.ordered)
    if here and here.standing in (Standing.DRAFT, Standing.SALE):
        totals = [here.total, *(total for _record, total in here.doubles)]
        result += Tally(here=len(totals), here_amount=sum(totals, ZERO))
    return result


def _tally_refunds(there: OrderThere | None, here: OrderHere | None) -> Tally:
    result = Tally()
    if here and (here.is_history or not here.follows_refunds):
        return result
    refunds = [one for one in there.refunds if one.amount] if there else []
    for refund in refunds:
        known = here.refunds.get(refund.key) if here else None
        if not (known and known.is_settled):
            result += _tally_there(refund.amount, here)
    notes = here.notes if here else ()
    made = [one.note for one in here.refunds.values() if one.note] if here else []
    for note in (*notes, *made):
        if note.is_posted:
            result += Tally(here=1, here_amount=note.amount)
    return result


def _tally_payments(there: OrderThere | None, here: OrderHere | None) -> Tally:
    result = Tally()
    if here and here.is_history:
        return result
    for one in there.payments if there else ():
        if here and one.key in here.left_out:
            continue
        result += _tally_there(_signed(one.direction, one.amount), here)
    if here:
        for booked in here.payments.values():
            result += Tally(here=1, here_amount=_signed(booked.direction, booked.amount))
        for direction, amount in here.by_hand.items():
            result += Tally(here=int(bool(amount)), here_amount=_signed(direction, amount))
    return result


def _tally_there(amount: Decimal, here: OrderHere | None) -> Tally:
    """Return the tally of a refund or payment in Shopify, which waits for the order's invoice."""
    if here and here.is_invoiced:
        return Tally(there=1, there_amount=amount)
    return Tally(there=1, there_amount=amount, waiting=1, waiting_amount=amount)


def _signed(direction: Direction, amount: Decimal) -> Decimal:
    return amount if direction is Direction.IN else -amount

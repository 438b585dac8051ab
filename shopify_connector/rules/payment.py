# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Which transactions are payments, and what each of them pays (O13, R7).

A payment is registered once and whole, as Shopify states it; never more. What the documents do not
take of it stays the customer's credit. All amounts here are of one order and one currency.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import Enum

from .money import ZERO


class Direction(Enum):
    """Which way the money went."""

    IN = "in"
    OUT = "out"


_DIRECTIONS = {"SALE": Direction.IN, "CAPTURE": Direction.IN, "REFUND": Direction.OUT}


@dataclass(frozen=True, slots=True)
class Movement:
    """A transaction as Shopify tells it.

    :param key: Shopify's id of it
    :param kind: SALE, CAPTURE, REFUND, AUTHORIZATION, VOID, CHANGE …
    :param status: SUCCESS, PENDING, FAILURE, …
    :param amount: never negative
    :param rounding: what cash rounding added to it
    :param parent: the key of the transaction that it belongs to, "" if there is none
    """

    key: str
    kind: str
    status: str
    at: datetime
    amount: Decimal
    rounding: Decimal = ZERO
    is_test: bool = False
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that has changed hands.

    :param amount: how much, cash rounding included
    :param rounding: how much of it is cash rounding
    """

    key: str
    direction: Direction
    at: datetime
    amount: Decimal
    rounding: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Document:
    """A posted invoice (IN: money is owed to us) or credit note (OUT).

    :param open: what is still to be paid
    """

    key: Hashable
    direction: Direction
    open: Decimal


@dataclass(frozen=True, slots=True)
class Booked:
    """A payment that is registered.

    :param open: what no document has taken of it yet
    """

    key: str
    direction: Direction
    open: Decimal


@dataclass(frozen=True, slots=True)
class Books:
    """What Odoo's books hold of an order.

    :param documents: posted ones, the oldest first, also those that are settled
    :param booked: the payments registered from its transactions
    :param by_hand: what others than these payments have paid of the documents, by direction
    :param rounding: how much cash rounding the documents charge, by direction
    :param fully_invoiced: no further invoice is to come
    """

    documents: tuple[Document, ...] = ()
    booked: tuple[Booked, ...] = ()
    by_hand: dict[Direction, Decimal] = field(default_factory=dict)
    rounding: dict[Direction, Decimal] = field(default_factory=dict)
    fully_invoiced: bool = False


@dataclass(frozen=True, slots=True)
class Registration:
    """A payment to register.

    :param write_off: what it settles beyond its own amount: cash rounding that no document charges
    """

    payment: Payment
    write_off: Decimal

    @property
    def settles(self) -> Decimal:
        """What it can take off documents."""
        return self.payment.amount + self.write_off


@dataclass(frozen=True, slots=True)
class Allotment:
    """What a payment pays of a document."""

    payment: str
    document: Hashable
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Offset:
    """What a refund gives back of a payment without a document."""

    payment: str
    refund: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PaymentPlan:
    """What to do.

    :param waiting: keys of payments whose document is not posted yet
    :param covered: keys of payments that somebody has registered by hand, as nothing is open
    """

    register: tuple[Registration, ...] = ()
    allotments: tuple[Allotment, ...] = ()
    offsets: tuple[Offset, ...] = ()
    waiting: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()


def payments(
    movements: Iterable[Movement], *, received: Decimal, with_tests: bool
) -> tuple[Payment, ...]:
    """Return the payments among an order's transactions, the oldest first (O13).

    Sale and capture come in, refunds go out. Authorisations, voids and what has failed or is
    pending are none. Change given back in cash is taken off the payment it belongs to, as far as
    Shopify's stated sum shows that the payment still includes it.

    :param received: what Shopify says was received in all, before refunds
    :param with_tests: whether test transactions count
    """
    done = sorted(
        (one for one in movements if one.status == "SUCCESS" and (with_tests or not one.is_test)),
        key=lambda one: (one.at, one.key),
    )
    change = _change(done, received)
    found = []
    for one in done:
        direction = _DIRECTIONS.get(one.kind)
        amount = one.amount + one.rounding - change.get(one.key, ZERO)
        if direction and amount > 0:
            found.append(Payment(one.key, direction, one.at, amount, one.rounding))
    return tuple(found)


def _change(done: list[Movement], received: Decimal) -> dict[str, Decimal]:
    """Return the change to take off payments, by their key."""
    incoming = {one.key: one.amount for one in done if _DIRECTIONS.get(one.kind) is Direction.IN}
    excess = sum(incoming.values(), ZERO) - received
    change: dict[str, Decimal] = {}
    for one in done:
        if one.kind == "CHANGE" and one.parent in incoming and excess > 0:
            left = incoming[one.parent] - change.get(one.parent, ZERO)
            cut = min(one.amount, left, excess)
            change[one.parent] = change.get(one.parent, ZERO) + cut
            excess -= cut
    return change


def plan_payments(paid: Iterable[Payment], books: Books) -> PaymentPlan:
    """Decide which payments are registered, and what each of them pays (O13, R7).

    A payment is registered as soon as an invoice is posted, a refund as soon as there is a credit
    note to pay; what is registered already is used up first. Where nothing is open because
    somebody has paid the documents by hand, the payment is not registered a second time.

    :param paid: payments that are not registered yet, the oldest first
    """
    planning = _Planning(books)
    for direction in Direction:
        planning.use_booked(direction)
        for payment in paid:
            if payment.direction is direction:
                planning.take(payment)
    planning.offset()
    return planning.plan()


class _Planning:
    """The state of planning one order."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._open = {
            direction: {
                document.key: document.open
                for document in books.documents
                if document.direction is direction
            }
            for direction in Direction
        }
        self._by_hand = {way: books.by_hand.get(way, ZERO) for way in Direction}
        self._rounding = {way: books.rounding.get(way, ZERO) for way in Direction}
        self._rest: dict[Direction, dict[str, Decimal]] = {way: {} for way in Direction}
        self._waiting_refunds: list[Payment] = []
        self._register: list[Registration] = []
        self._allotments: list[Allotment] = []
        self._offsets: list[Offset] = []
        self._waiting: list[str] = []
        self._covered: list[str] = []

    def plan(self) -> PaymentPlan:
        return PaymentPlan(
            tuple(self._register),
            tuple(self._allotments),
            tuple(self._offsets),
            (*self._waiting, *(payment.key for payment in self._waiting_refunds)),
            tuple(self._covered),
        )

    def use_booked(self, direction: Direction) -> None:
        """Allot what is left of registered payments."""
        for booked in self._books.booked:
            if booked.direction is direction:
                self._rest[direction][booked.key] = self._allot(booked.key, direction, booked.open)

    def take(self, payment: Payment) -> None:
        """Register a payment, or say why not."""
        way = payment.direction
        if any(self._open[way].values()):
            self._enter(payment)
        elif self._by_hand[way] > 0:
            self._by_hand[way] -= min(self._by_hand[way], payment.amount)
            self._covered.append(payment.key)
        elif way is Direction.OUT:
            self._waiting_refunds.append(payment)
        elif self._open[way]:
            self._enter(payment)
        else:
            self._waiting.append(payment.key)

    def _enter(self, payment: Payment) -> None:
        way = payment.direction
        charged = _part_of(payment.rounding, self._rounding[way])
        self._rounding[way] -= charged
        registration = Registration(payment, charged - payment.rounding)
        self._register.append(registration)
        self._rest[way][payment.key] = self._allot(payment.key, way, registration.settles)

    def _allot(self, key: str, direction: Direction, amount: Decimal) -> Decimal:
        """Pay documents, the one of the very amount first, then the oldest; return the rest."""
        documents = self._open[direction]
        same = [name for name, left in documents.items() if left == amount]
        for name in same[:1] or documents:
            part = min(amount, documents[name])
            if part > 0:
                self._allotments.append(Allotment(key, name, part))
                documents[name] -= part
                amount -= part
        return amount

    def offset(self) -> None:
        """Let refunds without a document give back what was paid too much.

        While invoices are to come, what is left of a payment is theirs.
        """
        if not self._books.fully_invoiced:
            return
        credit = self._rest[Direction.IN]
        for payment in list(self._waiting_refunds):
            if payment.amount <= sum(credit.values(), ZERO):
                self._waiting_refunds.remove(payment)
                self._enter(payment)
        for refund, given in self._rest[Direction.OUT].items():
            for key, left in credit.items():
                part = min(given, left)
                if part > 0:
                    self._offsets.append(Offset(key, refund, part))
                    credit[key] -= part
                    given -= part


def _part_of(wanted: Decimal, there: Decimal) -> Decimal:
    """Return how much of an amount is there, both with their sign."""
    if wanted * there <= 0:
        return ZERO
    return min(wanted, there, key=abs)

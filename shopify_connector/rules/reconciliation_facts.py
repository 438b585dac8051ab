# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What is known of an order on both sides, and what can be found in comparing them (O24)."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
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
ODOO_ALONE = (Why.SECOND_ORDER, Why.SECOND_CREDIT_NOTE, Why.PAID_TWICE)


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

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""An order's transactions and payment terms (O13, O27)."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from . import reading as read
from .money import Money, MoneyBag, bag, maybe_bag


@dataclass(frozen=True, slots=True)
class PaymentDetails:
    """How a transaction was paid.

    :param company: the card's brand, such as ``Visa``
    :param number: the card's number as Shopify masks it
    """

    kind: str
    company: str
    number: str
    wallet: str
    payment_method_name: str

    @classmethod
    def from_node(cls, node: read.Node) -> "PaymentDetails":
        """Read ``paymentDetails``."""
        return cls(
            kind=read.text(node, "__typename"),
            company=_if_there(node, "company"),
            number=_if_there(node, "number"),
            wallet=_if_there(node, "wallet"),
            payment_method_name=_if_there(node, "paymentMethodName"),
        )


@dataclass(frozen=True, slots=True)
class Transaction:
    """One movement of money, or the attempt at it (O13).

    :param kind: SALE, CAPTURE, REFUND, AUTHORIZATION, VOID, CHANGE, …
    :param status: SUCCESS, PENDING, FAILURE, ERROR, AWAITING_RESPONSE or UNKNOWN
    :param amount_rounding: cash rounding that is part of the payment, zero if there was none
    :param gift_card_id: Shopify's id of the gift card it was paid with, or ``""``
    :param gift_card_characters: the last characters of its code, or ``""``
    """

    id: str
    kind: str
    status: str
    gateway: str
    formatted_gateway: str
    manual_payment_gateway: bool
    test: bool
    payment_id: str
    error_code: str
    created_at: datetime
    processed_at: datetime | None
    amount: MoneyBag
    currency_code: str
    presentment_currency_code: str
    amount_rounding: MoneyBag
    parent_id: str
    payment_details: PaymentDetails | None
    gift_card_id: str
    gift_card_characters: str

    @classmethod
    def from_node(cls, node: read.Node) -> "Transaction":
        """Read a node of the fragment ``Transaction``."""
        return cls(
            id=read.text(node, "id"),
            kind=read.text(node, "kind"),
            status=read.text(node, "status"),
            gateway=read.maybe_text(node, "gateway"),
            formatted_gateway=read.maybe_text(node, "formattedGateway"),
            manual_payment_gateway=read.flag(node, "manualPaymentGateway"),
            test=read.flag(node, "test"),
            payment_id=read.maybe_text(node, "paymentId"),
            error_code=read.maybe_text(node, "errorCode"),
            created_at=read.moment(node, "createdAt"),
            processed_at=read.maybe_moment(node, "processedAt"),
            amount=bag(node, "amountSet"),
            currency_code=_currency(node, "shopMoney"),
            presentment_currency_code=_currency(node, "presentmentMoney"),
            amount_rounding=maybe_bag(node, "amountRoundingSet"),
            parent_id=read.maybe_reference(node, "parentTransaction"),
            payment_details=read.maybe_one(node, "paymentDetails", PaymentDetails.from_node),
            gift_card_id=_from_receipt(node["receiptJson"], "gift_card_id"),
            gift_card_characters=_from_receipt(node["receiptJson"], "gift_card_last_characters"),
        )


@dataclass(frozen=True, slots=True)
class PaymentSchedule:
    """One instalment of payment terms (O27)."""

    id: str
    issued_at: datetime | None
    due_at: datetime | None
    completed_at: datetime | None
    total_balance: Money
    balance_due: Money

    @classmethod
    def from_node(cls, node: read.Node) -> "PaymentSchedule":
        """Read a node of the fragment ``PaymentSchedule``."""
        return cls(
            id=read.text(node, "id"),
            issued_at=read.maybe_moment(node, "issuedAt"),
            due_at=read.maybe_moment(node, "dueAt"),
            completed_at=read.maybe_moment(node, "completedAt"),
            total_balance=read.one(node, "totalBalance", Money.from_node),
            balance_due=read.one(node, "balanceDue", Money.from_node),
        )


@dataclass(frozen=True, slots=True)
class PaymentTerms:
    """When an order is to be paid (O27)."""

    id: str
    name: str
    type: str
    due_in_days: int | None
    schedules: tuple[PaymentSchedule, ...]

    @classmethod
    def from_node(cls, node: read.Node) -> "PaymentTerms":
        """Read ``paymentTerms``."""
        return cls(
            id=read.text(node, "id"),
            name=read.text(node, "paymentTermsName"),
            type=read.text(node, "paymentTermsType"),
            due_in_days=read.maybe_integer(node, "dueInDays"),
            schedules=read.connection(node, "paymentSchedules", PaymentSchedule.from_node),
        )


def _if_there(node: read.Node, key: str) -> str:
    # which details there are depends on the kind of payment
    return read.maybe_text(node, key) if key in node else ""


def _currency(node: read.Node, side: str) -> str:
    return read.one(node["amountSet"], side, lambda money: read.text(money, "currencyCode"))


def _from_receipt(receipt: Any, key: str) -> str:
    # the receipt is free-form: what the gateway said, as JSON in a string or decoded already
    if isinstance(receipt, str):
        try:
            receipt = json.loads(receipt)
        except ValueError:
            return ""
    if not isinstance(receipt, dict):
        return ""
    return str(receipt.get(key) or "")

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What an order comes to in Shopify, to be compared with Odoo (O24)."""

from dataclasses import dataclass
from datetime import datetime

from . import reading as read
from .money import MoneyBag, bag, maybe_bag
from .order import OrderHeader


@dataclass(frozen=True, slots=True)
class OrderMovement:
    """What a transaction moved.

    :param parent_id: the transaction that it belongs to, or ``""``
    """

    id: str
    kind: str
    status: str
    test: bool
    at: datetime
    amount: MoneyBag
    rounding: MoneyBag
    parent_id: str

    @classmethod
    def from_node(cls, node: read.Node) -> "OrderMovement":
        """Read a node of the fragment ``OrderMovement``."""
        return cls(
            id=read.text(node, "id"),
            kind=read.text(node, "kind"),
            status=read.text(node, "status"),
            test=read.flag(node, "test"),
            at=read.maybe_moment(node, "processedAt") or read.moment(node, "createdAt"),
            amount=bag(node, "amountSet"),
            rounding=maybe_bag(node, "amountRoundingSet"),
            parent_id=read.maybe_reference(node, "parentTransaction"),
        )


@dataclass(frozen=True, slots=True)
class RefundedSum:
    """What a refund paid back."""

    id: str
    amount: MoneyBag

    @classmethod
    def from_node(cls, node: read.Node) -> "RefundedSum":
        """Read a ``refunds`` entry."""
        return cls(id=read.text(node, "id"), amount=bag(node, "totalRefundedSet"))


@dataclass(frozen=True, slots=True)
class OrderCompared:
    """An order's header and its money."""

    header: OrderHeader
    received: MoneyBag
    payment_rounding: MoneyBag
    refund_rounding: MoneyBag
    movements: tuple[OrderMovement, ...]
    refunds: tuple[RefundedSum, ...]

    @classmethod
    @read.at_the_door("OrderCompared")
    def from_node(cls, node: read.Node) -> "OrderCompared":
        """Read a node of the document ``OrdersCompared``."""
        return cls(
            header=OrderHeader.from_node(node),
            received=bag(node, "totalReceivedSet"),
            payment_rounding=_rounding(node, "paymentSet"),
            refund_rounding=_rounding(node, "refundSet"),
            movements=read.many(node, "transactions", OrderMovement.from_node),
            refunds=read.many(node, "refunds", RefundedSum.from_node),
        )


def _rounding(node: read.Node, key: str) -> MoneyBag:
    return read.one(node, "totalCashRoundingAdjustment", lambda found: bag(found, key))

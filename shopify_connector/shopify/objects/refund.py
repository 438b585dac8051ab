# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Refunds and returns (R2, R3)."""

from dataclasses import dataclass
from datetime import datetime

from . import reading as read
from .money import MoneyBag, bag


@dataclass(frozen=True, slots=True)
class RefundLineItem:
    """How much of an order line a refund takes back.

    :param id: ``""`` for an old line that Shopify gave none
    :param restock_type: CANCEL, RETURN, NO_RESTOCK or LEGACY_RESTOCK
    :param subtotal: what is paid back for it, taxes apart where they are not included
    """

    id: str
    quantity: int
    restock_type: str
    restocked: bool
    price: MoneyBag
    subtotal: MoneyBag
    total_tax: MoneyBag
    line_item_id: str
    location_id: str

    @classmethod
    def from_node(cls, node: read.Node) -> "RefundLineItem":
        """Read a node of the fragment ``RefundLineItem``."""
        return cls(
            id=read.maybe_text(node, "id"),
            quantity=read.integer(node, "quantity"),
            restock_type=read.text(node, "restockType"),
            restocked=read.flag(node, "restocked"),
            price=bag(node, "priceSet"),
            subtotal=bag(node, "subtotalSet"),
            total_tax=bag(node, "totalTaxSet"),
            line_item_id=read.reference(node, "lineItem"),
            location_id=read.maybe_reference(node, "location"),
        )


@dataclass(frozen=True, slots=True)
class RefundShippingLine:
    """How much of a shipping line a refund pays back."""

    id: str
    subtotal_amount: MoneyBag
    tax_amount: MoneyBag
    shipping_line_id: str

    @classmethod
    def from_node(cls, node: read.Node) -> "RefundShippingLine":
        """Read a node of the fragment ``RefundShippingLine``."""
        return cls(
            id=read.text(node, "id"),
            subtotal_amount=bag(node, "subtotalAmountSet"),
            tax_amount=bag(node, "taxAmountSet"),
            shipping_line_id=read.maybe_reference(node, "shippingLine"),
        )


@dataclass(frozen=True, slots=True)
class OrderAdjustment:
    """The difference between a refund's lines and what was paid back."""

    id: str
    reason: str
    amount: MoneyBag
    tax_amount: MoneyBag

    @classmethod
    def from_node(cls, node: read.Node) -> "OrderAdjustment":
        """Read a node of the fragment ``OrderAdjustment``."""
        return cls(
            id=read.text(node, "id"),
            reason=read.maybe_text(node, "reason"),
            amount=bag(node, "amountSet"),
            tax_amount=bag(node, "taxAmountSet"),
        )


@dataclass(frozen=True, slots=True)
class RefundDuty:
    """A duty that a refund pays back."""

    amount: MoneyBag
    duty_id: str

    @classmethod
    def from_node(cls, node: read.Node) -> "RefundDuty":
        """Read a refund's ``duties`` entry."""
        return cls(
            amount=bag(node, "amountSet"),
            duty_id=read.maybe_reference(node, "originalDuty"),
        )


@dataclass(frozen=True, slots=True)
class Refund:
    """One refund; its money is in the order's transactions that it names (R3, R7)."""

    id: str
    note: str
    created_at: datetime | None
    processed_at: datetime
    updated_at: datetime
    total_refunded: MoneyBag
    duties: tuple[RefundDuty, ...]
    return_id: str
    line_items: tuple[RefundLineItem, ...]
    shipping_lines: tuple[RefundShippingLine, ...]
    order_adjustments: tuple[OrderAdjustment, ...]
    transaction_ids: tuple[str, ...]

    @property
    def has_moved(self) -> bool:
        """Whether money went back, goods came back, or shipping and duties were taken off; else it
        may stand for an order edit."""
        return bool(
            self.transaction_ids
            or self.return_id
            or self.total_refunded.presentment
            or any(line.subtotal_amount.presentment for line in self.shipping_lines)
            or any(duty.amount.presentment for duty in self.duties)
            or any(line.restock_type == "RETURN" for line in self.line_items)
        )

    @classmethod
    def from_node(cls, node: read.Node) -> "Refund":
        """Read a node of the fragment ``Refund``."""
        return cls(
            id=read.text(node, "id"),
            note=read.maybe_text(node, "note"),
            created_at=read.maybe_moment(node, "createdAt"),
            processed_at=read.moment(node, "processedAt"),
            updated_at=read.moment(node, "updatedAt"),
            total_refunded=bag(node, "totalRefundedSet"),
            duties=_duties(node),
            return_id=_return_id(node),
            line_items=read.connection(node, "refundLineItems", RefundLineItem.from_node),
            shipping_lines=read.connection(
                node, "refundShippingLines", RefundShippingLine.from_node
            ),
            order_adjustments=read.connection(node, "orderAdjustments", OrderAdjustment.from_node),
            transaction_ids=read.connection(node, "transactions", _id_of),
        )


@dataclass(frozen=True, slots=True)
class ReturnLineItem:
    """What a buyer sends back, and why (R2).

    :param line_item_id: ``""`` for a line that Shopify could not verify
    """

    id: str
    quantity: int
    processed_quantity: int
    refunded_quantity: int
    reason: str
    reason_note: str
    customer_note: str
    line_item_id: str

    @classmethod
    def from_node(cls, node: read.Node) -> "ReturnLineItem":
        """Read a node of the fragment ``ReturnLineItem``."""
        return cls(
            id=read.text(node, "id"),
            quantity=read.integer(node, "quantity"),
            processed_quantity=read.integer(node, "processedQuantity"),
            refunded_quantity=read.integer(node, "refundedQuantity"),
            reason=_reason(node),
            reason_note=read.maybe_text(node, "returnReasonNote"),
            customer_note=read.maybe_text(node, "customerNote"),
            line_item_id=_line_item_id(node),
        )


@dataclass(frozen=True, slots=True)
class Return:
    """A return, for information (R2)."""

    id: str
    name: str
    status: str
    total_quantity: int
    created_at: datetime
    closed_at: datetime | None
    line_items: tuple[ReturnLineItem, ...]

    @classmethod
    def from_node(cls, node: read.Node) -> "Return":
        """Read a node of the fragment ``Return``."""
        return cls(
            id=read.text(node, "id"),
            name=read.text(node, "name"),
            status=read.text(node, "status"),
            total_quantity=read.integer(node, "totalQuantity"),
            created_at=read.moment(node, "createdAt"),
            closed_at=read.maybe_moment(node, "closedAt"),
            line_items=read.connection(node, "returnLineItems", ReturnLineItem.from_node),
        )


def _id_of(node: read.Node) -> str:
    return read.text(node, "id")


def _duties(node: read.Node) -> tuple[RefundDuty, ...]:
    return () if node["duties"] is None else read.many(node, "duties", RefundDuty.from_node)


def _reason(node: read.Node) -> str:
    definition = node["returnReasonDefinition"]
    return "" if definition is None else read.text(definition, "name")


def _line_item_id(node: read.Node) -> str:
    # absent on the kind UnverifiedReturnLineItem
    if "fulfillmentLineItem" not in node:
        return ""
    return read.one(node, "fulfillmentLineItem", lambda line: read.reference(line, "lineItem"))


def _return_id(node: read.Node) -> str:
    # absent where the app may not read returns
    if "return" not in node:
        return ""
    return read.maybe_reference(node, "return")

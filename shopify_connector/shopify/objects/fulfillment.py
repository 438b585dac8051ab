# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What was shipped and what is to be shipped (O12, O14, O18)."""

from dataclasses import dataclass
from datetime import datetime

from . import reading as read


@dataclass(frozen=True, slots=True)
class TrackingInfo:
    """One parcel's tracking number."""

    company: str
    number: str
    url: str

    @classmethod
    def from_node(cls, node: read.Node) -> "TrackingInfo":
        """Read a ``trackingInfo`` entry."""
        return cls(
            company=read.maybe_text(node, "company"),
            number=read.maybe_text(node, "number"),
            url=read.maybe_text(node, "url"),
        )


@dataclass(frozen=True, slots=True)
class FulfillmentLineItem:
    """How much of an order line a fulfilment shipped."""

    id: str
    quantity: int | None
    line_item_id: str

    @classmethod
    def from_node(cls, node: read.Node) -> "FulfillmentLineItem":
        """Read a node of the fragment ``FulfillmentLineItem``."""
        return cls(
            id=read.text(node, "id"),
            quantity=read.maybe_integer(node, "quantity"),
            line_item_id=read.reference(node, "lineItem"),
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A location, as far as an order names it."""

    id: str
    name: str

    @classmethod
    def from_node(cls, node: read.Node) -> "Place":
        """Read a ``Location`` or ``CompanyLocation``."""
        return cls(
            id=read.text(node, "id"),
            name=read.text(node, "name"),
        )


@dataclass(frozen=True, slots=True)
class Fulfillment:
    """A shipment."""

    id: str
    name: str
    status: str
    display_status: str
    created_at: datetime
    updated_at: datetime
    delivered_at: datetime | None
    total_quantity: int
    location: Place | None
    tracking_info: tuple[TrackingInfo, ...]
    line_items: tuple[FulfillmentLineItem, ...]

    @classmethod
    def from_node(cls, node: read.Node) -> "Fulfillment":
        """Read a node of the fragment ``Fulfillment``."""
        return cls(
            id=read.text(node, "id"),
            name=read.text(node, "name"),
            status=read.text(node, "status"),
            display_status=read.maybe_text(node, "displayStatus"),
            created_at=read.moment(node, "createdAt"),
            updated_at=read.moment(node, "updatedAt"),
            delivered_at=read.maybe_moment(node, "deliveredAt"),
            total_quantity=read.integer(node, "totalQuantity"),
            location=read.maybe_one(node, "location", Place.from_node),
            tracking_info=read.many(node, "trackingInfo", TrackingInfo.from_node),
            line_items=read.connection(node, "fulfillmentLineItems", FulfillmentLineItem.from_node),
        )


@dataclass(frozen=True, slots=True)
class MadeFulfillment:
    """A shipment as Shopify answers that it was made or changed; its lines are those sent."""

    id: str
    name: str
    status: str
    created_at: datetime
    location: Place | None
    tracking_info: tuple[TrackingInfo, ...]

    @classmethod
    @read.at_the_door("Fulfillment")
    def from_node(cls, node: read.Node) -> "MadeFulfillment":
        """Read a node of the fragment of the same name."""
        return cls(
            id=read.text(node, "id"),
            name=read.text(node, "name"),
            status=read.text(node, "status"),
            created_at=read.moment(node, "createdAt"),
            location=read.maybe_one(node, "location", Place.from_node),
            tracking_info=read.many(node, "trackingInfo", TrackingInfo.from_node),
        )


@dataclass(frozen=True, slots=True)
class FulfillmentOrderLineItem:
    """How much of an order line a fulfilment order has, and still has, to ship."""

    id: str
    total_quantity: int
    remaining_quantity: int
    line_item_id: str

    @classmethod
    def from_node(cls, node: read.Node) -> "FulfillmentOrderLineItem":
        """Read a node of the fragment ``FulfillmentOrderLineItem``."""
        return cls(
            id=read.text(node, "id"),
            total_quantity=read.integer(node, "totalQuantity"),
            remaining_quantity=read.integer(node, "remainingQuantity"),
            line_item_id=read.reference(node, "lineItem"),
        )


@dataclass(frozen=True, slots=True)
class AssignedLocation:
    """Where a fulfilment order is to be shipped from.

    :param id: ``""`` once the location is deleted
    """

    name: str
    id: str

    @classmethod
    def from_node(cls, node: read.Node) -> "AssignedLocation":
        """Read ``assignedLocation``."""
        return cls(
            name=read.text(node, "name"),
            id=read.maybe_reference(node, "location"),
        )


@dataclass(frozen=True, slots=True)
class DeliveryMethod:
    """How a fulfilment order is to reach its buyer."""

    method_type: str
    presented_name: str

    @classmethod
    def from_node(cls, node: read.Node) -> "DeliveryMethod":
        """Read ``deliveryMethod``."""
        return cls(
            method_type=read.text(node, "methodType"),
            presented_name=read.maybe_text(node, "presentedName"),
        )


@dataclass(frozen=True, slots=True)
class FulfillmentOrder:
    """What one location is to ship of an order (O12), and whether it may (F2).

    :ivar actions: what may be done with it, such as ``CREATE_FULFILLMENT``
    :ivar holds: why it is held back, in Shopify's words
    """

    id: str
    status: str
    request_status: str
    created_at: datetime
    updated_at: datetime
    fulfill_at: datetime | None
    assigned_location: AssignedLocation
    actions: tuple[str, ...]
    holds: tuple[str, ...]
    delivery_method: DeliveryMethod | None
    line_items: tuple[FulfillmentOrderLineItem, ...]

    @classmethod
    def from_node(cls, node: read.Node) -> "FulfillmentOrder":
        """Read a node of the fragment ``FulfillmentOrder``."""
        return cls(
            id=read.text(node, "id"),
            status=read.text(node, "status"),
            request_status=read.text(node, "requestStatus"),
            created_at=read.moment(node, "createdAt"),
            updated_at=read.moment(node, "updatedAt"),
            fulfill_at=read.maybe_moment(node, "fulfillAt"),
            assigned_location=read.one(node, "assignedLocation", AssignedLocation.from_node),
            actions=read.many(node, "supportedActions", lambda one: read.text(one, "action")),
            holds=read.many(node, "fulfillmentHolds", _hold),
            delivery_method=read.maybe_one(node, "deliveryMethod", DeliveryMethod.from_node),
            line_items=read.connection(node, "lineItems", FulfillmentOrderLineItem.from_node),
        )


def _hold(node: read.Node) -> str:
    words = (read.text(node, "displayReason"), read.maybe_text(node, "reasonNotes"))
    return ": ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class ShippingOrder:
    """An order, as far as its shipping goes: what was shipped and what is still to be."""

    id: str
    name: str
    cancelled_at: datetime | None
    fulfillments: tuple[Fulfillment, ...]
    fulfillment_orders: tuple[FulfillmentOrder, ...]

    @classmethod
    @read.at_the_door("Order")
    def from_node(cls, node: read.Node) -> "ShippingOrder":
        """Read an order of the document ``ORDERS_SHIPPING``."""
        return cls(
            id=read.text(node, "id"),
            name=read.text(node, "name"),
            cancelled_at=read.maybe_moment(node, "cancelledAt"),
            fulfillments=read.many(node, "fulfillments", Fulfillment.from_node),
            fulfillment_orders=read.connection(
                node, "fulfillmentOrders", FulfillmentOrder.from_node
            ),
        )

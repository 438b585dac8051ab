# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A gift card that the shop has issued (R8)."""

from dataclasses import dataclass
from datetime import datetime

from . import reading as read
from .money import Money


@dataclass(frozen=True, slots=True)
class GiftCard:
    """A gift card; its code is never read, only the last characters.

    :param order_id: the order that bought it; ``""`` for one that was issued by hand
    :param expires_on: the last day, as Shopify writes it; ``""`` for none
    """

    id: str
    last_characters: str
    enabled: bool
    expires_on: str
    deactivated_at: datetime | None
    created_at: datetime
    updated_at: datetime
    initial_value: Money
    balance: Money
    customer_id: str
    order_id: str

    @classmethod
    @read.at_the_door("GiftCard")
    def from_node(cls, node: read.Node) -> "GiftCard":
        """Read a node of the document ``GiftCards``."""
        return cls(
            id=read.text(node, "id"),
            last_characters=read.text(node, "lastCharacters"),
            enabled=read.flag(node, "enabled"),
            expires_on=read.maybe_text(node, "expiresOn"),
            deactivated_at=read.maybe_moment(node, "deactivatedAt"),
            created_at=read.moment(node, "createdAt"),
            updated_at=read.moment(node, "updatedAt"),
            initial_value=read.one(node, "initialValue", Money.from_node),
            balance=read.one(node, "balance", Money.from_node),
            customer_id=read.maybe_reference(node, "customer"),
            order_id=read.maybe_reference(node, "order"),
        )

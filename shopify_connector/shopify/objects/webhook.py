# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Subscriptions to webhooks (G9)."""

from dataclasses import dataclass
from datetime import datetime

from . import reading as read


@dataclass(frozen=True, slots=True)
class WebhookSubscription:
    """What Shopify tells the app about, and where.

    :param topic: such as ``CUSTOMERS_MERGE``
    :param uri: the address that is called
    :param filter: a search that an event must meet, ``""`` for every event
    :param include_fields: the only fields that are sent; empty for all
    :param format: JSON or XML
    """

    id: str
    topic: str
    uri: str
    filter: str
    include_fields: tuple[str, ...]
    format: str
    created_at: datetime
    updated_at: datetime

    @classmethod
    @read.at_the_door("WebhookSubscription")
    def from_node(cls, node: read.Node) -> "WebhookSubscription":
        """Read a node of the fragment ``WebhookSubscription``."""
        return cls(
            id=read.text(node, "id"),
            topic=read.text(node, "topic"),
            uri=read.text(node, "uri"),
            filter=read.maybe_text(node, "filter"),
            include_fields=read.texts(node, "includeFields"),
            format=read.text(node, "format"),
            created_at=read.moment(node, "createdAt"),
            updated_at=read.moment(node, "updatedAt"),
        )

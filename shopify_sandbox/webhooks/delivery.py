# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""One delivery: a body, signed, on its way to an address."""

import base64
import hashlib
import hmac
import uuid
from dataclasses import dataclass, field
from datetime import datetime

SENT_AT_MOST = 9


def signature(body: bytes, secret: str) -> str:
    """The value of ``X-Shopify-Hmac-Sha256``."""
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


@dataclass
class Delivery:
    """A webhook on its way.

    :param topic: such as "customers/update".
    :param address: where it goes.
    :param body: the raw JSON.
    :param headers: those of Shopify, the signature among them.
    :param due: not sent before.
    :param subscription: the ``WebhookSubscription``; None: the app's own configuration.
    """

    topic: str
    address: str
    body: bytes
    headers: dict[str, str]
    due: datetime
    subscription: dict | None = None
    statuses: list[int] = field(default_factory=list)

    @property
    def arrived(self) -> bool:
        """Whether it was answered with 2xx."""
        return bool(self.statuses) and 200 <= self.statuses[-1] < 300


def headers_of(topic, domain, version, secret, body, triggered_at, event_id) -> dict[str, str]:
    """The headers that Shopify sends.

    :param event_id: the same for all deliveries of one event.
    """
    return {
        "Content-Type": "application/json",
        "X-Shopify-Topic": topic,
        "X-Shopify-Shop-Domain": domain,
        "X-Shopify-API-Version": version,
        "X-Shopify-Webhook-Id": str(uuid.uuid4()),
        "X-Shopify-Event-Id": event_id,
        "X-Shopify-Triggered-At": triggered_at,
        "X-Shopify-Hmac-Sha256": signature(body, secret),
    }

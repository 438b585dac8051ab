# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Webhooks that come in: is it Shopify's, and what is it about (G9)?

Nothing of the body is to be read before :func:`is_signed` has said yes to its bytes as they came.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone

_PREFIX = "x-shopify-"


@dataclass(frozen=True, slots=True)
class WebhookHeaders:
    """What the headers of a webhook say; one that is absent is ``""``.

    :param topic: such as ``customers/merge``
    :param shop_domain: such as ``my-shop.myshopify.com``
    :param webhook_id: differs with each delivery's subscription, is kept when it is sent again
    :param event_id: what happened; the same for all webhooks about it
    :param triggered_at: when it happened, None if it was not said
    :param signature: base64 of the HMAC-SHA256 of the body
    """

    topic: str
    shop_domain: str
    webhook_id: str
    event_id: str
    triggered_at: datetime | None
    api_version: str
    signature: str

    @classmethod
    def from_headers(cls, headers: Mapping[str, str]) -> "WebhookHeaders":
        """Read the headers of a request, their names in any case."""
        found = {name.lower(): value.strip() for name, value in headers.items()}

        def header(name: str) -> str:
            return found.get(_PREFIX + name, "")

        return cls(
            topic=header("topic"),
            shop_domain=header("shop-domain").lower(),
            webhook_id=header("webhook-id"),
            event_id=header("event-id"),
            triggered_at=_moment(header("triggered-at")),
            api_version=header("api-version"),
            signature=header("hmac-sha256"),
        )


def sign(body: bytes, secret: str) -> str:
    """The signature that Shopify sends with a body."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def is_signed(body: bytes, signature: str, secrets: Iterable[str]) -> bool:
    """Whether a body was signed with one of the secrets, told in constant time (G9).

    :param body: the bytes as they came
    :param secrets: the app's client secret, and for an hour after a rotation the old one too;
        empty ones sign nothing
    """
    sent = signature.encode("utf-8", "surrogateescape")
    fits = [hmac.compare_digest(sign(body, secret).encode(), sent) for secret in secrets if secret]
    return any(fits)


def subscription_topic(topic: str) -> str:
    """How a subscription names a header's topic: ``customers/merge`` → ``CUSTOMERS_MERGE``."""
    return topic.replace("/", "_").upper()


def _moment(value: str) -> datetime | None:
    # nanoseconds are more than Python 3.10 reads
    whole, _, _ = value.removesuffix("Z").partition(".")
    try:
        return datetime.fromisoformat(whole).replace(tzinfo=timezone.utc)
    except ValueError:
        return None

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The app's subscriptions to webhooks (G9).

The privacy topics are no subscriptions: they are set once, in the app's own configuration.
"""

from collections.abc import Sequence

from . import documents
from .objects.webhook import WebhookSubscription

SUBSCRIPTION_PAGE = 100


class Subscriptions:
    """The client's webhook subscriptions; needs ``execute`` and ``pages``."""

    def webhook_subscriptions(self) -> list[WebhookSubscription]:
        """All that this app has in this shop."""
        pages = self.pages(
            documents.WEBHOOK_SUBSCRIPTIONS, root="webhookSubscriptions", first=SUBSCRIPTION_PAGE
        )
        return [WebhookSubscription.from_node(node) for page in pages for node in page]

    def subscribe(
        self, topic: str, uri: str, *, include_fields: Sequence[str] = ()
    ) -> WebhookSubscription:
        """Have Shopify call an address when something happens.

        :param topic: such as ``CUSTOMERS_MERGE``
        :param include_fields: the only fields to send; empty for all
        :raises UserErrors: such as that the address has this topic already
        :raises OutcomeUnknown: the answer was lost; look at the subscriptions
        """
        wanted = _wanted(uri, include_fields)
        data = self.execute(
            documents.WEBHOOK_SUBSCRIPTION_CREATE, {"topic": topic, "webhookSubscription": wanted}
        )
        return _subscription(data["webhookSubscriptionCreate"])

    def change_subscription(
        self, identity: str, uri: str, *, include_fields: Sequence[str] = ()
    ) -> WebhookSubscription:
        """Have a subscription call another address, or send other fields.

        :param identity: the subscription's gid
        """
        wanted = _wanted(uri, include_fields)
        data = self.execute(
            documents.WEBHOOK_SUBSCRIPTION_UPDATE, {"id": identity, "webhookSubscription": wanted}
        )
        return _subscription(data["webhookSubscriptionUpdate"])

    def unsubscribe(self, identity: str) -> None:
        """End a subscription.

        :param identity: its gid
        :raises UserErrors: such as that there is none
        """
        self.execute(documents.WEBHOOK_SUBSCRIPTION_DELETE, {"id": identity})


def _wanted(uri: str, include_fields: Sequence[str]) -> dict:
    return {
        "uri": uri,
        "format": "JSON",
        "includeFields": list(include_fields),
    }


def _subscription(payload: dict) -> WebhookSubscription:
    return WebhookSubscription.from_node(payload["webhookSubscription"])

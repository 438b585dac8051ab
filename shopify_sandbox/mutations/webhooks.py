# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Webhook subscriptions, and their root fields."""

from urllib.parse import urlsplit

from ..execution.registry import field, mutation
from .answers import user_error

LOCAL_HOSTS = ("127.0.0.1", "localhost")
_CLOUD = ("arn:aws:events:", "pubsub://")
_ADDRESS = ["webhookSubscription", "callbackUrl"]


def _refused(errors):
    return {"webhookSubscription": None, "userErrors": errors}


def _address(given):
    return (given.get("uri") or given.get("callbackUrl") or "").strip()


def _address_errors(address):
    if not address:
        return [user_error(_ADDRESS, "Address can't be blank")]
    parts = urlsplit(address)
    # The sandbox's own machine may be told without encryption, unlike Shopify.
    secure = parts.scheme == "https" or parts.hostname in LOCAL_HOSTS
    if address.startswith(_CLOUD) or (secure and parts.hostname):
        return []
    if parts.scheme == "http":
        return [user_error(_ADDRESS, "Address protocol http:// is not supported")]
    return [user_error(_ADDRESS, "Address is invalid")]


def _taken(context, topic, address, but=None):
    for one in context.sandbox.webhooks.subscriptions:
        if one is not but and (one["topic"], one["uri"]) == (topic, address):
            return [user_error(_ADDRESS, "Address for this topic has already been taken")]
    return []


def _values(given):
    values = {
        key: given[key]
        for key in (
            "filter",
            "format",
            "includeFields",
            "metafieldNamespaces",
            "metafields",
            "name",
        )
        if key in given
    }
    address = _address(given)
    if address:
        endpoint = {"__typename": "WebhookHttpEndpoint", "callbackUrl": address}
        values |= {"uri": address, "callbackUrl": address, "endpoint": endpoint}
    return values


@mutation("webhookSubscriptionCreate")
def create(context, arguments):
    """Subscribe to a topic."""
    given, topic = arguments["webhookSubscription"], arguments["topic"]
    address = _address(given)
    errors = _address_errors(address) or _taken(context, topic, address)
    if errors:
        return _refused(errors)
    version = context.schema.version
    node = context.shop.index(
        "WebhookSubscription",
        {
            "topic": topic,
            "format": "JSON",
            "filter": None,
            "includeFields": [],
            "metafieldNamespaces": [],
            "metafields": [],
            "name": None,
            "apiVersion": {"handle": version, "displayName": version, "supported": True},
            **_values(given),
        },
    )
    context.sandbox.webhooks.subscriptions.append(node)
    return {"webhookSubscription": node, "userErrors": []}


@mutation("webhookSubscriptionUpdate")
def update(context, arguments):
    """Change a subscription."""
    node = _found(context, arguments["id"])
    if node is None:
        return _refused([user_error(["id"], "Webhook subscription does not exist")])
    given = arguments["webhookSubscription"]
    errors = []
    if "uri" in given or "callbackUrl" in given:
        address = _address(given)
        errors = _address_errors(address) or _taken(context, node["topic"], address, node)
    if errors:
        return _refused(errors)
    node.update(_values(given), updatedAt=context.shop.now())
    return {"webhookSubscription": node, "userErrors": []}


@mutation("webhookSubscriptionDelete")
def delete(context, arguments):
    """End a subscription."""
    node = _found(context, arguments["id"])
    if node is None:
        error = user_error(["id"], "Webhook subscription does not exist")
        return {"deletedWebhookSubscriptionId": None, "userErrors": [error]}
    context.sandbox.webhooks.subscriptions.remove(node)
    return {"deletedWebhookSubscriptionId": node["id"], "userErrors": []}


def _found(context, gid):
    subscriptions = context.sandbox.webhooks.subscriptions
    return next((one for one in subscriptions if one["id"] == gid), None)


@field("QueryRoot", "webhookSubscription")
def webhook_subscription(context, source, arguments):
    """One subscription."""
    return _found(context, arguments["id"])


@field("QueryRoot", "webhookSubscriptions")
def webhook_subscriptions(context, source, arguments):
    """The app's subscriptions, of some topics or of one address."""
    topics = arguments.get("topics")
    address = arguments.get("uri") or arguments.get("callbackUrl")
    return [
        one
        for one in context.sandbox.webhooks.subscriptions
        if (not topics or one["topic"] in topics) and (not address or one["uri"] == address)
    ]


@field("QueryRoot", "webhookSubscriptionsCount")
def webhook_subscriptions_count(context, source, arguments):
    """How many subscriptions the app has."""
    count = len(context.sandbox.webhooks.subscriptions)
    return {"__typename": "Count", "count": count, "precision": "EXACT"}

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Tells apps of what happens in the shop."""

import json
import uuid
from dataclasses import dataclass
from datetime import timedelta

from . import catalogue_payloads, payloads
from .delivery import SENT_AT_MOST, Delivery, headers_of
from .mishaps import Mishaps

PRIVACY_TOPICS = ("customers/data_request", "customers/redact", "shop/redact")
RETRY_MINUTES = (1, 3, 8, 16, 32, 48, 60, 72)


@dataclass(frozen=True)
class _Kind:
    """What is told of a type of node.

    :param body: makes the body of what is added and changed.
    :param added: topic; ``changed`` and ``removed`` likewise.
    :param removed_body: makes the body of what is removed.
    """

    body: object
    added: str
    changed: str
    removed: str | None = None
    removed_body: object = None


_KINDS = {
    "Customer": _Kind(
        payloads.customer_body,
        "customers/create",
        "customers/update",
        "customers/delete",
        payloads.deleted_body,
    ),
    "Order": _Kind(payloads.order_body, "orders/create", "orders/updated"),
    "Product": _Kind(
        catalogue_payloads.product_body,
        "products/create",
        "products/update",
        "products/delete",
        catalogue_payloads.id_body,
    ),
    "Collection": _Kind(
        catalogue_payloads.collection_body,
        "collections/create",
        "collections/update",
        "collections/delete",
        catalogue_payloads.id_body,
    ),
    "InventoryItem": _Kind(
        catalogue_payloads.inventory_item_body,
        "inventory_items/create",
        "inventory_items/update",
        "inventory_items/delete",
        catalogue_payloads.id_body,
    ),
    "InventoryLevel": _Kind(
        catalogue_payloads.inventory_level_body,
        "inventory_levels/connect",
        "inventory_levels/update",
        "inventory_levels/disconnect",
        catalogue_payloads.level_id_body,
    ),
}
TOPICS = {
    topic.upper().replace("/", "_"): topic
    for kind in _KINDS.values()
    for topic in (kind.added, kind.changed, kind.removed)
    if topic
} | {"CUSTOMERS_MERGE": "customers/merge"}


@dataclass(frozen=True)
class _Event:
    topic: str
    node_id: str
    body: object
    at: str


class Webhooks:
    """The webhooks of one shop and its first app.

    A change is told when it is done: after the request that made it, or when the deliveries are
    asked for. ``privacy_address`` is where the app wants requests of privacy law, which need no
    subscription. ``send`` posts a delivery and gives the status of the answer; without it
    deliveries are only collected.

    :param sandbox: the ``Sandbox``.
    """

    def __init__(self, sandbox):
        self._sandbox = sandbox
        self._shop = sandbox.shop
        self._events: dict[tuple, _Event] = {}
        self._waiting: list[Delivery] = []
        self._sent: list[Delivery] = []
        self._requests = 0
        self.mishaps = Mishaps()
        self.privacy_address: str | None = None
        self.send = None
        self.subscriptions: list[dict] = []
        self._shop.watch(self._note)

    @property
    def outbox(self) -> list[Delivery]:
        """What was sent, the oldest first; one that was sent again stands there again."""
        self.flush()
        return self._sent

    def clear(self) -> None:
        """Forget what was sent and what waits to be sent; subscriptions stay."""
        self._events.clear()
        self._waiting.clear()
        self._sent.clear()
        self.mishaps.clear()

    def flush(self) -> list[Delivery]:
        """Send what is due.

        :return: what was sent now.
        """
        with self._shop.lock:
            events, self._events = list(self._events.values()), {}
            new = [delivery for event in events for delivery in self._deliveries(event)]
            self._waiting += self.mishaps.befall(new)
            now = self._shop.clock.now()
            due = [delivery for delivery in self._waiting if delivery.due <= now]
            self._waiting = [delivery for delivery in self._waiting if delivery.due > now]
        for delivery in due:
            self._deliver(delivery)
        return due

    # === WHAT HAPPENED === #

    def _note(self, event, node):
        kind = node["__typename"]
        match event:
            case "data_asked":
                self._requests += 1
                body = payloads.data_request_body(self._shop.profile, node, self._requests)
                self._add("customers/data_request", node["id"], body)
            case "erasure_asked" if kind == "Shop":
                self._add("shop/redact", node["id"], payloads.shop_redact_body(node))
            case "erasure_asked":
                body = payloads.redact_body(self._shop.profile, node)
                self._add("customers/redact", node["id"], body)
            case _ if kind in _KINDS:
                self._note_change(event, _KINDS[kind], node)

    def _note_change(self, event, kind, node):
        match event:
            case "added":
                self._add(kind.added, node["id"], node)
            case "changed":
                if (kind.added, node["id"]) not in self._events:
                    self._add(kind.changed, node["id"], node)
            case "removed":
                self._forget(node)
                self._note_removed(kind, node)

    def _forget(self, node):
        """Nothing is told of how a node was before it went."""
        for key in [key for key in self._events if key[1] == node["id"]]:
            if key[0] not in PRIVACY_TOPICS:
                del self._events[key]

    def _note_removed(self, kind, node):
        kept_id = node.get("_merged_into")
        if kept_id:
            self._add("customers/merge", node["id"], payloads.merge_body(kept_id, node["id"]))
        elif kind.removed:
            self._add(kind.removed, node["id"], kind.removed_body(node))

    def _add(self, topic, node_id, body):
        if topic in PRIVACY_TOPICS and self.privacy_address is None:
            return
        if topic in PRIVACY_TOPICS or any(self._subscribed(topic)):
            # What is told twice before it is sent is told once, in its last state.
            self._events[topic, node_id] = _Event(topic, node_id, body, self._shop.now())

    # === SENDING === #

    def _subscribed(self, topic):
        return (one for one in self.subscriptions if TOPICS.get(one["topic"]) == topic)

    def _deliveries(self, event):
        event_id = str(uuid.uuid4())
        body = event.body
        if body.get("__typename") in _KINDS:
            body = _KINDS[body["__typename"]].body(body)
        if event.topic in PRIVACY_TOPICS:
            version = self._sandbox.api_versions[-1]
            yield self._delivery(event, event_id, self.privacy_address, version, body)
            return
        for one in list(self._subscribed(event.topic)):
            content = body
            if one["includeFields"]:
                content = {key: body[key] for key in one["includeFields"] if key in body}
            version = one["apiVersion"]["handle"]
            yield self._delivery(event, event_id, one["uri"], version, content, one)

    def _delivery(self, event, event_id, address, version, content, subscription=None):
        app = next(iter(self._sandbox.tokens.apps.values()))
        raw = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        headers = headers_of(
            event.topic,
            self._sandbox.domain,
            version,
            app.client_secret,
            raw,
            event.at,
            event_id,
        )
        now = self._shop.clock.now()
        return Delivery(event.topic, address, raw, headers, now, subscription)

    def _deliver(self, delivery):
        self._sent.append(delivery)
        if self.send is None:
            return
        delivery.statuses.append(self.send(delivery))
        if delivery.arrived:
            return
        failures = len(delivery.statuses)
        if failures < SENT_AT_MOST:
            wait = timedelta(minutes=RETRY_MINUTES[failures - 1])
            delivery.due = self._shop.clock.now() + wait
            self._waiting.append(delivery)
        elif delivery.subscription in self.subscriptions:
            self.subscriptions.remove(delivery.subscription)

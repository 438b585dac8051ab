# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Webhooks: subscriptions, signed deliveries, and what goes wrong with them."""

import base64
import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import requests
from customers_common import AskingCustomers, messages

from shopify_sandbox.clerk import Clerk
from shopify_sandbox.server import SandboxServer
from shopify_sandbox.shopper import an_order
from shopify_sandbox.world.catalogue import add_product

ADDRESS = "https://odoo.example/shopify/webhook"
PRIVACY = "https://odoo.example/shopify/privacy"
FIELDS = (
    "id topic uri format filter includeFields createdAt updatedAt apiVersion { handle }"
    " endpoint { ... on WebhookHttpEndpoint { callbackUrl } }"
)
SUBSCRIBE = (
    "mutation W($topic: WebhookSubscriptionTopic!, $given: WebhookSubscriptionInput!)"
    " { webhookSubscriptionCreate(topic: $topic, webhookSubscription: $given)"
    f" {{ webhookSubscription {{ {FIELDS} }} userErrors {{ field message }} }} }}"
)


class Subscribed(AskingCustomers):
    """A shop whose app wants to hear of customers."""

    def __init__(self):
        super().__init__()
        self.webhooks = self.sandbox.webhooks
        self.webhooks.privacy_address = PRIVACY
        self.clerk = Clerk(self.shop)

    def subscribe(self, topic, uri=ADDRESS, **given):
        data = self.data(SUBSCRIBE, topic=topic, given={"uri": uri, **given})
        return data["webhookSubscriptionCreate"]

    def sent(self):
        return [delivery.topic for delivery in self.webhooks.outbox]


@pytest.fixture
def asking():
    return Subscribed()


@pytest.fixture
def told(asking):
    for topic in ("CREATE", "UPDATE", "DELETE", "MERGE"):
        assert asking.subscribe(f"CUSTOMERS_{topic}")["userErrors"] == []
    return asking


def body(delivery):
    return json.loads(delivery.body)


def is_signed(delivery, secret="sandbox-client-secret"):
    digest = hmac.new(secret.encode(), delivery.body, hashlib.sha256).digest()
    return base64.b64encode(digest).decode() == delivery.headers["X-Shopify-Hmac-Sha256"]


# === SUBSCRIPTIONS === #


def test_a_subscription_is_made_changed_listed_and_ended(asking):
    made = asking.subscribe("CUSTOMERS_UPDATE", " " + ADDRESS)["webhookSubscription"]
    assert made["uri"] == made["endpoint"]["callbackUrl"] == ADDRESS
    assert (made["apiVersion"]["handle"], made["format"]) == ("2026-10", "JSON")
    asking.later()
    changed = asking.data(
        "mutation W($id: ID!, $given: WebhookSubscriptionInput!) { webhookSubscriptionUpdate("
        f"id: $id, webhookSubscription: $given) {{ webhookSubscription {{ {FIELDS} }} }} }}",
        id=made["id"],
        given={"uri": PRIVACY},
    )["webhookSubscriptionUpdate"]["webhookSubscription"]
    assert changed == {
        **made,
        "uri": PRIVACY,
        "endpoint": {"callbackUrl": PRIVACY},
        "updatedAt": "2026-11-20T13:00:00Z",
    }
    asking.subscribe("ORDERS_CREATE")
    query = "query W($t: [WebhookSubscriptionTopic!]) { webhookSubscriptions(first: 9, topics: $t)"
    query += " { nodes { topic uri } } webhookSubscriptionsCount { count } }"
    found = asking.data(query, t=["CUSTOMERS_UPDATE"])
    assert found["webhookSubscriptions"]["nodes"] == [{"topic": "CUSTOMERS_UPDATE", "uri": PRIVACY}]
    assert found["webhookSubscriptionsCount"] == {"count": 2}
    end = (
        "mutation W($id: ID!) { webhookSubscriptionDelete(id: $id)"
        " { deletedWebhookSubscriptionId userErrors { field message } } }"
    )
    gone = asking.data(end, id=made["id"])["webhookSubscriptionDelete"]
    assert gone == {"deletedWebhookSubscriptionId": made["id"], "userErrors": []}
    again = asking.data(end, id=made["id"])["webhookSubscriptionDelete"]
    assert messages(again) == {"id": "Webhook subscription does not exist"}


def test_subscriptions_have_a_second_page(told):
    query = (
        "query W($after: String) { webhookSubscriptions(first: 3, after: $after)"
        " { nodes { topic } pageInfo { hasNextPage endCursor } } }"
    )
    first = told.data(query)["webhookSubscriptions"]
    assert first["pageInfo"]["hasNextPage"]
    rest = told.data(query, after=first["pageInfo"]["endCursor"])["webhookSubscriptions"]
    assert [one["topic"] for one in rest["nodes"]] == ["CUSTOMERS_MERGE"]


@pytest.mark.parametrize(
    ("uri", "message"),
    [
        ("   ", "Address can't be blank"),
        ("http://odoo.example/x", "Address protocol http:// is not supported"),
        ("odoo.example", "Address is invalid"),
        (ADDRESS, "Address for this topic has already been taken"),
    ],
)
def test_addresses_that_are_refused(told, uri, message):
    payload = told.subscribe("CUSTOMERS_UPDATE", uri)
    assert messages(payload) == {"webhookSubscription.callbackUrl": message}


# === DELIVERIES === #


def test_a_delivery_is_signed_and_carries_shopifys_headers(told):
    told.later()
    told.updated(told.ada, lastName="Lovelace", note="Größe")
    (delivery,) = told.webhooks.outbox
    assert delivery.address == ADDRESS
    headers = delivery.headers
    assert headers["X-Shopify-Topic"] == "customers/update"
    assert headers["X-Shopify-Shop-Domain"] == told.sandbox.domain
    assert headers["X-Shopify-API-Version"] == "2026-10"
    assert headers["X-Shopify-Triggered-At"] == "2026-11-20T13:00:00Z"
    assert headers["X-Shopify-Webhook-Id"] != headers["X-Shopify-Event-Id"]
    assert is_signed(delivery)
    assert not is_signed(delivery, "another secret")
    content = body(delivery)
    assert content["admin_graphql_api_id"] == told.ada["id"]
    assert (content["last_name"], content["note"]) == ("Lovelace", "Größe")
    assert content["default_address"]["country_code"] == "DE"
    assert "tags" not in content, "not told since 2025-01"


def test_nothing_is_told_of_what_nobody_subscribed_to_or_did_not_change(asking):
    asking.updated(asking.ada, lastName="Lovelace")
    asking.subscribe("CUSTOMERS_UPDATE")
    asking.updated(asking.ada, lastName="Lovelace")
    assert asking.sent() == []


def test_each_topic_of_customers(told):
    customer = told.created(email="grace@example.com")
    assert told.sent() == ["customers/create"]
    told.clerk.tag(told.shop.node(customer["id"]), ["vip"])
    told.clerk.delete(told.shop.node(customer["id"]))
    assert told.sent() == ["customers/create", "customers/delete"]
    assert body(told.webhooks.outbox[-1])["admin_graphql_api_id"] == customer["id"]


def test_a_merge_tells_who_is_kept_and_who_is_gone(told):
    grace = told.a_customer("Grace")
    told.webhooks.clear()
    told.clerk.merge(told.ada, grace)
    merged, updated = told.webhooks.outbox
    assert merged.topic == "customers/merge"
    assert body(merged)["admin_graphql_api_customer_kept_id"] == told.ada["id"]
    assert body(merged)["admin_graphql_api_customer_deleted_id"] == grace["id"]
    assert body(merged)["status"] == "completed"
    assert updated.topic == "customers/update"


def test_orders_are_told_once_when_they_are_complete(asking):
    asking.subscribe("ORDERS_CREATE")
    asking.subscribe("ORDERS_UPDATED")
    mug = add_product(asking.shop, "Mug", price="9.99")["variants"][0]
    order = an_order(asking.shop).by(asking.ada).line(mug).paid_by("visa").place()
    (delivery,) = asking.webhooks.outbox
    assert delivery.topic == "orders/create"
    assert body(delivery)["total_price"] == order["totalPriceSet"]["shopMoney"]["amount"]
    assert body(delivery)["customer"]["admin_graphql_api_id"] == asking.ada["id"]
    asking.shop.touch(order)
    assert asking.sent() == ["orders/create", "orders/updated"]


def test_two_addresses_hear_of_one_event(told):
    other = "https://other.example/hook"
    told.subscribe("CUSTOMERS_UPDATE", other, includeFields=["id", "email"])
    told.updated(told.ada, note="new")
    first, second = (delivery.headers for delivery in told.webhooks.outbox)
    assert first["X-Shopify-Event-Id"] == second["X-Shopify-Event-Id"]
    assert first["X-Shopify-Webhook-Id"] != second["X-Shopify-Webhook-Id"]
    assert body(told.webhooks.outbox[1]).keys() == {"id", "email"}


# === PRIVACY === #


def test_requests_of_privacy_law_need_no_subscription(asking):
    mug = add_product(asking.shop, "Mug", price="9.99")["variants"][0]
    order = an_order(asking.shop).by(asking.ada).line(mug).place()
    number = int(asking.ada["legacyResourceId"])
    asking.clerk.ask_data(asking.ada)
    asking.clerk.ask_erasure(asking.ada)
    asking.clerk.ask_shop_erasure()
    data, customer, shop = asking.webhooks.outbox
    assert {delivery.address for delivery in (data, customer, shop)} == {PRIVACY}
    assert all(is_signed(delivery) for delivery in (data, customer, shop))
    assert body(data)["orders_requested"] == [int(order["legacyResourceId"])]
    assert body(data)["data_request"] == {"id": 1}
    assert body(customer)["customer"] == {
        "id": number,
        "email": "ada@example.com",
        "phone": "+4930901820",
    }
    assert body(customer)["orders_to_redact"] == [int(order["legacyResourceId"])]
    assert body(shop) == {
        "shop_id": int(asking.shop.profile["id"].rpartition("/")[2]),
        "shop_domain": asking.sandbox.domain,
    }
    assert [one.topic for one in (data, customer, shop)] == [
        "customers/data_request",
        "customers/redact",
        "shop/redact",
    ]


def test_an_app_without_privacy_address_hears_nothing(asking):
    asking.webhooks.privacy_address = None
    asking.clerk.ask_data(asking.ada)
    assert asking.sent() == []


def test_erasure_is_asked_for_by_the_api_too(asking):
    query = (
        "mutation E($id: ID!) { customerRequestDataErasure(customerId: $id)"
        " { customerId userErrors { field message code } } }"
    )
    payload = asking.data(query, id=asking.ada["id"])["customerRequestDataErasure"]
    assert payload == {"customerId": asking.ada["id"], "userErrors": []}
    assert asking.sent() == ["customers/redact"]
    (error,) = asking.data(query, id="gid://shopify/Customer/9")["customerRequestDataErasure"][
        "userErrors"
    ]
    assert (error["message"], error["code"]) == ("Customer does not exist", "DOES_NOT_EXIST")


# === WHAT GOES WRONG === #


def test_late(told):
    told.webhooks.mishaps.plan("late", seconds=600)
    told.updated(told.ada, note="new")
    assert told.sent() == []
    told.shop.clock.advance(minutes=10)
    (delivery,) = told.webhooks.outbox
    assert delivery.headers["X-Shopify-Triggered-At"] == "2026-11-20T12:00:00Z"


def test_twice(told):
    told.webhooks.mishaps.plan("twice")
    told.updated(told.ada, note="new")
    first, second = told.webhooks.outbox
    assert first.headers == second.headers
    assert first.body == second.body


def test_out_of_order(told):
    told.webhooks.mishaps.plan("out_of_order", topic="customers/create")
    told.created(email="grace@example.com")
    told.updated(told.ada, note="new")
    assert told.sent() == ["customers/update", "customers/create"]


def test_wrong_signature_and_lost(told):
    told.webhooks.mishaps.plan("wrong_signature")
    told.updated(told.ada, note="new")
    assert not is_signed(told.webhooks.outbox[0])
    told.webhooks.mishaps.plan("lost")
    told.updated(told.ada, note="newer")
    told.updated(told.ada, note="newest")
    assert len(told.webhooks.outbox) == 1
    with pytest.raises(ValueError, match="unknown mishap 'early'"):
        told.webhooks.mishaps.plan("early")


def test_what_is_not_taken_is_sent_again_and_at_last_given_up(told):
    ids = []
    told.webhooks.send = lambda delivery: (
        ids.append(delivery.headers["X-Shopify-Webhook-Id"]) or 500
    )
    told.updated(told.ada, note="new")
    told.webhooks.flush()
    for _time in range(12):
        told.shop.clock.advance(minutes=80)
        told.webhooks.flush()
    assert len(ids) == 9
    assert len(set(ids)) == 1
    topics = [one["topic"] for one in told.webhooks.subscriptions]
    assert "CUSTOMERS_UPDATE" not in topics
    assert len(topics) == 3


def test_what_is_taken_is_not_sent_again(told):
    answers = [503, 200]
    told.webhooks.send = lambda delivery: answers.pop(0)
    told.updated(told.ada, note="new")
    told.webhooks.flush()
    told.shop.clock.advance(minutes=1)
    told.webhooks.flush()
    told.shop.clock.advance(hours=4)
    assert told.webhooks.outbox[-1].statuses == [503, 200]
    assert answers == []


# === OVER HTTP === #


@pytest.fixture
def receiver():
    """An app's address that keeps what is posted to it."""
    received = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            size = int(self.headers["Content-Length"])
            received.append((dict(self.headers.items()), self.rfile.read(size)))
            arrived.set()
            self.send_response(200)
            self.end_headers()

        def log_message(self, *parts):
            """Nothing."""

    arrived = threading.Event()
    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook", received, arrived
    server.shutdown()
    server.server_close()


def test_over_http_deliveries_are_posted(asking, receiver):
    address, received, arrived = receiver
    with SandboxServer(asking.sandbox) as server:
        control = f"{server.address}/__sandbox__"
        requests.post(f"{control}/webhooks", json={"privacy_address": address}, timeout=5)
        act = {"do": "ask_data", "customer": "ADA@example.com"}
        requests.post(f"{control}/customers", json=act, timeout=5).raise_for_status()
        assert arrived.wait(5)
        sent = requests.get(f"{control}/webhooks", timeout=5).json()["sent"]
        wrong = requests.post(f"{control}/customers", json={"do": "fire"}, timeout=5)
    ((headers, raw),) = received
    assert headers["X-Shopify-Topic"] == "customers/data_request"
    assert json.loads(raw)["customer"]["email"] == "ada@example.com"
    assert sent[0]["body"] == raw.decode()
    assert wrong.status_code == 400

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""G9: only what Shopify signed is believed; and the subscriptions, all of them."""

from datetime import datetime, timezone

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from scripted import answer

from shopify import errors
from shopify.webhooks import WebhookHeaders, is_signed, sign, subscription_topic

BODY = '{"id": 1, "note": "für Ana"}'.encode()
NOW, BEFORE = "shpss_now", "shpss_before"
#: HMAC-SHA256 of BODY with NOW, reckoned with openssl.
SIGNATURE = "w3/SCQDx+A8jb/eMjukCaZlqtm0oX2wMeC51p4xRfJw="


def test_g9_a_right_signature():
    assert sign(BODY, NOW) == SIGNATURE
    assert is_signed(BODY, SIGNATURE, [NOW])


def test_g9_after_a_rotation_the_old_secret_still_signs():
    assert is_signed(BODY, sign(BODY, BEFORE), [NOW, BEFORE])
    assert is_signed(BODY, sign(BODY, NOW), [NOW, BEFORE])
    assert not is_signed(BODY, sign(BODY, BEFORE), [NOW])


@pytest.mark.parametrize("signature", ["", "=", "nonsense", "ä", "\udcff", SIGNATURE[:-1] + "A"])
def test_g9_a_wrong_signature(signature):
    assert not is_signed(BODY, signature, [NOW, BEFORE])


@pytest.mark.parametrize("secrets", [[], [""], ["", ""]])
def test_g9_without_a_secret_nothing_is_signed(secrets):
    assert not is_signed(BODY, sign(BODY, ""), secrets)


@given(st.binary(), st.binary())
def test_g9_a_signature_is_for_one_body_only(one, other):
    assert is_signed(other, sign(one, NOW), [NOW]) == (one == other)


def test_headers_are_read_whatever_their_case():
    headers = WebhookHeaders.from_headers(
        {
            "x-shopify-topic": "customers/merge",
            "X-Shopify-Shop-Domain": "My-Shop.myshopify.com",
            "X-SHOPIFY-WEBHOOK-ID": "b54557e4",
            "X-Shopify-Event-Id": "98880550",
            "X-Shopify-Triggered-At": "2026-11-20T10:00:00.123456789Z",
            "X-Shopify-API-Version": "2026-10",
            "X-Shopify-Hmac-Sha256": SIGNATURE,
            "Content-Type": "application/json",
        }
    )
    assert headers == WebhookHeaders(
        topic="customers/merge",
        shop_domain="my-shop.myshopify.com",
        webhook_id="b54557e4",
        event_id="98880550",
        triggered_at=datetime(2026, 11, 20, 10, tzinfo=timezone.utc),
        api_version="2026-10",
        signature=SIGNATURE,
    )


@pytest.mark.parametrize("moment", ["", "yesterday"])
def test_headers_that_are_not_there(moment):
    headers = WebhookHeaders.from_headers({"X-Shopify-Triggered-At": moment})
    assert headers == WebhookHeaders("", "", "", "", None, "", "")


def test_topics_have_two_spellings():
    assert subscription_topic("customers/merge") == "CUSTOMERS_MERGE"
    assert (
        subscription_topic("customers_email_marketing_consent/update")
        == "CUSTOMERS_EMAIL_MARKETING_CONSENT_UPDATE"
    )


# === SUBSCRIPTIONS === #


def node(number, topic="CUSTOMERS_UPDATE"):
    return {
        "id": f"gid://shopify/WebhookSubscription/{number}",
        "topic": topic,
        "uri": "https://odoo.example.com/shopify/webhook",
        "filter": None,
        "includeFields": ["id"],
        "format": "JSON",
        "createdAt": "2026-11-20T10:00:00Z",
        "updatedAt": "2026-11-20T10:00:00Z",
    }


def page(nodes, cursor=None):
    page_info = {"hasNextPage": bool(cursor), "endCursor": cursor}
    return answer({"webhookSubscriptions": {"nodes": nodes, "pageInfo": page_info}})


def test_g9_all_pages_of_subscriptions_are_read(make_client):
    client, wire = make_client(page([node(1), node(2)], "c"), page([node(3, "ORDERS_CREATE")]))
    found = client.webhook_subscriptions()
    assert [one.topic for one in found] == ["CUSTOMERS_UPDATE", "CUSTOMERS_UPDATE", "ORDERS_CREATE"]
    assert found[0].include_fields == ("id",)
    assert wire.sent[1]["variables"]["after"] == "c"


def test_g9_a_subscription_is_made_changed_and_ended(make_client):
    client, wire = make_client(
        answer({"webhookSubscriptionCreate": {"webhookSubscription": node(1), "userErrors": []}}),
        answer({"webhookSubscriptionUpdate": {"webhookSubscription": node(1), "userErrors": []}}),
        answer({"webhookSubscriptionDelete": {"userErrors": []}}),
    )
    made = client.subscribe("CUSTOMERS_UPDATE", node(1)["uri"], include_fields=["id"])
    client.change_subscription(made.id, "https://other.example.com/hook")
    client.unsubscribe(made.id)
    wanted = {"uri": node(1)["uri"], "format": "JSON", "includeFields": ["id"]}
    assert [sent["variables"] for sent in wire.sent] == [
        {"topic": "CUSTOMERS_UPDATE", "webhookSubscription": wanted},
        {
            "id": made.id,
            "webhookSubscription": {
                **wanted,
                "uri": "https://other.example.com/hook",
                "includeFields": [],
            },
        },
        {"id": made.id},
    ]


def test_g9_a_refused_subscription(make_client):
    refusal = {"field": ["webhookSubscription", "uri"], "message": "Address is invalid"}
    payload = {"webhookSubscription": None, "userErrors": [refusal]}
    client, _ = make_client(answer({"webhookSubscriptionCreate": payload}))
    with pytest.raises(errors.UserErrors, match="Address is invalid"):
        client.subscribe("CUSTOMERS_UPDATE", "http://localhost")


def test_g9_a_subscription_is_not_made_twice_but_changed_twice(make_client):
    client, wire = make_client(requests.ReadTimeout())
    with pytest.raises(errors.OutcomeUnknown):
        client.subscribe("CUSTOMERS_UPDATE", "https://odoo.example.com")
    assert len(wire.requests) == 1
    changed = {"webhookSubscription": node(1), "userErrors": []}
    client, wire = make_client(
        requests.ReadTimeout(), answer({"webhookSubscriptionUpdate": changed})
    )
    client.change_subscription(node(1)["id"], node(1)["uri"])
    assert len(wire.requests) == 2


def test_g13_with_hands_off_nothing_is_subscribed(make_client):
    client, wire = make_client(may_change=False)
    for change in (
        lambda: client.subscribe("CUSTOMERS_UPDATE", "https://odoo.example.com"),
        lambda: client.change_subscription(node(1)["id"], "https://odoo.example.com"),
        lambda: client.unsubscribe(node(1)["id"]),
    ):
        with pytest.raises(errors.HandsOff):
            change()
    assert not wire.requests

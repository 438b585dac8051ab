# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Permanent tokens and the client credentials grant."""

import json
import threading
from urllib.parse import parse_qs

import pytest
from scripted import answer

from shopify import documents, errors
from shopify.credentials import ClientCredentials, MemoryTokenStore, PermanentToken

SECRET = "my-client-secret"
SHOP_DATA = answer({"shop": {"name": "x"}})
REFUSED = answer(status=401, body=b'{"errors":"[API] Invalid API key or access token"}')


def grant(token, lifetime=86399):
    content = {"access_token": token, "scope": "read_orders,read_products", "expires_in": lifetime}
    return answer(body=json.dumps(content).encode())


class Epoch:
    def __init__(self):
        self.now = 1_800_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def epoch():
    return Epoch()


@pytest.fixture
def credentials(epoch):
    return ClientCredentials("my-client-id", SECRET, clock=epoch)


def tokens_used(wire):
    return [
        request.headers["X-Shopify-Access-Token"]
        for request in wire.requests
        if "graphql" in request.url
    ]


def test_a_token_is_asked_for_once_and_used_on(make_client, credentials):
    client, wire = make_client(grant("one"), SHOP_DATA, credentials=credentials)
    client.execute(documents.SHOP)
    client.execute(documents.SHOP)
    asked = wire.requests[0]
    assert asked.url == "https://my-shop.myshopify.com/admin/oauth/access_token"
    assert asked.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert parse_qs(asked.body.decode()) == {
        "grant_type": ["client_credentials"],
        "client_id": ["my-client-id"],
        "client_secret": [SECRET],
    }
    assert tokens_used(wire) == ["one", "one"]


def test_it_is_renewed_before_it_ends(make_client, credentials, epoch):
    client, wire = make_client(
        grant("one"), SHOP_DATA, grant("two"), SHOP_DATA, credentials=credentials
    )
    client.execute(documents.SHOP)
    epoch.now += 86399 - 600
    client.execute(documents.SHOP)
    assert tokens_used(wire) == ["one", "two"]


def test_it_is_not_renewed_too_early(make_client, credentials, epoch):
    client, wire = make_client(grant("one"), SHOP_DATA, credentials=credentials)
    client.execute(documents.SHOP)
    epoch.now += 86399 - 1200
    client.execute(documents.SHOP)
    assert tokens_used(wire) == ["one", "one"]


def test_a_refused_token_is_renewed_once(make_client, credentials):
    client, wire = make_client(
        grant("one"), REFUSED, grant("two"), SHOP_DATA, credentials=credentials
    )
    assert client.execute(documents.SHOP)
    assert tokens_used(wire) == ["one", "two"]


def test_refused_again_it_is_an_error(make_client, credentials):
    client, wire = make_client(
        grant("one"), REFUSED, grant("two"), REFUSED, credentials=credentials
    )
    with pytest.raises(errors.TokenExpired):
        client.execute(documents.SHOP)
    assert len(wire.requests) == 4


def test_a_permanent_token_that_never_worked_is_wrong(make_client):
    client, wire = make_client(REFUSED)
    with pytest.raises(errors.InvalidCredentials) as caught:
        client.execute(documents.SHOP)
    assert type(caught.value) is errors.InvalidCredentials
    assert len(wire.requests) == 1


def test_a_permanent_token_that_worked_before_has_ended(make_client):
    client, wire = make_client(SHOP_DATA, REFUSED)
    client.execute(documents.SHOP)
    with pytest.raises(errors.TokenExpired):
        client.execute(documents.SHOP)
    assert len(wire.requests) == 2


@pytest.mark.parametrize("token", ["", "bad\ntoken", "tökén"])
def test_a_damaged_token_never_leaves(make_client, token):
    client, wire = make_client(SHOP_DATA, credentials=PermanentToken(token))
    with pytest.raises(errors.InvalidCredentials):
        client.execute(documents.SHOP)
    assert wire.requests == []


@pytest.mark.parametrize(
    "status, body, error",
    [
        (400, b'{"error":"shop_not_permitted"}', errors.ShopNotPermitted),
        (400, b'{"error":"app_not_installed"}', errors.AppNotInstalled),
        (400, b"<html>Oauth error shop_not_permitted: no</html>", errors.ShopNotPermitted),
        (401, b'{"error":"invalid_client"}', errors.InvalidCredentials),
        (400, b"<html>?</html>", errors.InvalidCredentials),
        (404, b"<html>", errors.ShopNotFound),
        (402, b"", errors.ShopFrozen),
        (200, b'{"token_type":"x"}', errors.MalformedAnswer),
    ],
)
def test_why_there_is_no_token(make_client, credentials, status, body, error):
    client, wire = make_client(answer(status=status, body=body), credentials=credentials)
    with pytest.raises(error) as caught:
        client.execute(documents.SHOP)
    assert type(caught.value) is error
    assert SECRET not in str(caught.value) + repr(caught.value)
    assert len(wire.requests) == 1


def test_the_token_endpoint_is_tried_again_when_it_fails(make_client, credentials):
    client, wire = make_client(
        answer(status=503, body=b""),
        answer(body=b'{"access_'),
        grant("one"),
        SHOP_DATA,
        credentials=credentials,
    )
    assert client.execute(documents.SHOP)
    assert len(wire.requests) == 4


def test_threads_ask_for_one_token(credentials):
    asked, results = [], []
    barrier = threading.Barrier(8)

    def ask(_form):
        asked.append(1)
        return 200, json.dumps({"access_token": "one", "expires_in": 1000}).encode()

    def work():
        barrier.wait()
        results.append(credentials.token(ask, "shop"))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert results == ["one"] * 8
    assert len(asked) == 1


def test_a_token_that_another_worker_got_is_used(epoch):
    store = MemoryTokenStore()
    mine = ClientCredentials("id", SECRET, store, clock=epoch)
    other = ClientCredentials("id", SECRET, store, clock=epoch)
    given = iter(["one", "two", "three"])

    def ask(_form):
        return 200, json.dumps({"access_token": next(given), "expires_in": 1000}).encode()

    assert mine.token(ask, "shop") == "one"
    assert other.renew("one", ask, "shop") == "two"
    assert mine.renew("one", ask, "shop") == "two"


def test_nothing_secret_in_a_repr(credentials):
    store = MemoryTokenStore()
    made = ClientCredentials("id", SECRET, store)
    made.token(lambda _: (200, b'{"access_token":"tok-123","expires_in":10}'), "shop")
    shown = repr(made) + repr(store.load()) + repr(PermanentToken("shpat_abc")) + str(vars(store))
    assert SECRET not in shown
    assert "tok-123" not in shown
    assert "shpat_abc" not in shown
    assert made.secrets() == (SECRET, "tok-123")

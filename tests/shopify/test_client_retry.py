# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What is tried again, what is not, and what each failure says."""

import json
import pickle

import pytest
import requests
from scripted import answer, fault, throttled
from urllib3.exceptions import MaxRetryError, NewConnectionError

from shopify import documents, errors
from shopify.retry import RetryPolicy
from shopify.transport import Transport

SHOP_DATA = answer({"shop": {"name": "x"}})
SAFE_MUTATION = documents.operation(
    "mutation Safe($id: ID!, $key: String!) { refund(id: $id) @idempotent(key: $key) { id } }"
)
MUTATION = documents.operation("mutation Risky($id: ID!) { refund(id: $id) { id } }")
CUT = requests.ConnectionError("Connection aborted.")
NOT_REACHED = requests.ConnectionError(
    MaxRetryError(None, "/", NewConnectionError(None, "refused"))
)

PASSING = {
    "429": answer(status=429, body=b"{}"),
    "500": answer(status=500, body=b"oops"),
    "502": answer(status=502, body=b"<html>"),
    "503": answer(status=503, body=b""),
    "cut connection": CUT,
    "timeout": requests.ReadTimeout(),
    "never connected": NOT_REACHED,
    "half a JSON": answer(body=b'{"data": {"shop": {"na'),
    "no JSON object": answer(body=b"[]"),
    "no data": answer(body=b"{}"),
    "cut off": answer(body=b'{"data"', headers={"Content-Length": "100"}),
    "internal": answer({"shop": None}, errors=[fault("Internal", "INTERNAL_SERVER_ERROR")]),
    "throttled": throttled(0, 10),
}


@pytest.mark.parametrize("step", PASSING.values(), ids=PASSING.keys())
def test_what_may_succeed_is_tried_again(make_client, step):
    client, wire = make_client(step, SHOP_DATA)
    assert client.execute(documents.SHOP) == {"shop": {"name": "x"}}
    assert len(wire.requests) == 2
    assert client.totals.retries == 1


FINAL = {
    "401": (answer(status=401, body=b'{"errors":"[API] Invalid"}'), errors.InvalidCredentials),
    "402": (answer(status=402, body=b"{}"), errors.ShopFrozen),
    "403": (
        answer(status=403, body=b'{"errors":"requires merchant approval for read_orders scope"}'),
        errors.AccessDenied,
    ),
    "404": (answer(status=404, body=b"<html>"), errors.ShopNotFound),
    "423": (answer(status=423, body=b"{}"), errors.ShopLocked),
    "302": (answer(status=302, body=b"", headers={"Location": "/x"}), errors.UnexpectedAnswer),
    "bad query": (answer(errors=[fault("Field 'x'", "undefinedField")]), errors.InvalidQuery),
    "too costly": (answer(errors=[fault("too", "MAX_COST_EXCEEDED")]), errors.CostTooHigh),
    "protected": (
        answer(
            errors=[
                fault(
                    "This app is not approved to access the Customer object. See "
                    "https://shopify.dev/docs/apps/launch/protected-customer-data",
                    "ACCESS_DENIED",
                )
            ]
        ),
        errors.ProtectedDataWithheld,
    ),
}


@pytest.mark.parametrize("step, error", FINAL.values(), ids=FINAL.keys())
def test_what_can_not_succeed_is_asked_once(make_client, step, error):
    client, wire = make_client(step)
    with pytest.raises(error) as caught:
        client.execute(documents.SHOP)
    assert type(caught.value) is error
    assert len(wire.requests) == 1
    assert not caught.value.retryable
    assert "?" not in str(caught.value).replace("revoked?", "")


def test_a_denied_field_names_the_missing_scope(make_client):
    message = (
        "Access denied for returns field. Required access: `read_returns` access scope or "
        "`read_marketplace_returns` access scope."
    )
    client, _ = make_client(answer(errors=[fault(message, "ACCESS_DENIED")]))
    with pytest.raises(errors.AccessDenied) as caught:
        client.execute(documents.SHOP)
    assert caught.value.params["scope"] == "read_returns"
    assert caught.value.params["field"] == "returns"
    assert "read_returns" in str(caught.value)


def test_a_denial_without_a_scope_says_what_shopify_said(make_client):
    denial = fault("The shop must be on Plus.", "ACCESS_DENIED")
    client, _ = make_client(answer(errors=[denial | {"path": ["shop", "x"]}]))
    with pytest.raises(errors.AccessDenied, match="must be on Plus") as caught:
        client.execute(documents.SHOP)
    assert caught.value.params["scope"] == ""
    assert caught.value.params["field"] == "shop.x"


def test_an_unknown_version_is_not_taken_for_a_missing_shop(make_client):
    client, _ = make_client(answer(status=404, body=b"{}"), version="2020-01")
    with pytest.raises(errors.UnknownVersion):
        client.execute(documents.SHOP)


def test_tries_are_bounded(make_client):
    client, wire = make_client(answer(status=500, body=b""), retry=RetryPolicy(attempts=4))
    with pytest.raises(errors.ShopifyUnavailable) as caught:
        client.execute(documents.SHOP)
    assert len(wire.requests) == 4
    assert caught.value.retryable
    assert caught.value.params["attempts"] == 4


def test_pauses_grow_and_have_a_limit(make_client, clock):
    policy = RetryPolicy(attempts=8, first_pause=1, longest_pause=10, chance=lambda: 1.0)
    client, _ = make_client(answer(status=500, body=b""), retry=policy)
    with pytest.raises(errors.ShopifyUnavailable):
        client.execute(documents.SHOP)
    assert clock.naps == [1, 2, 4, 8, 10, 10, 10]


def test_jitter_spreads_over_the_whole_pause():
    assert RetryPolicy(first_pause=4, chance=lambda: 0.0).pause(3) == 0
    assert RetryPolicy(first_pause=4, chance=lambda: 0.5).pause(3) == 8


def test_retry_after_is_respected_within_reason(make_client, clock):
    policy = RetryPolicy(first_pause=1, longest_pause=30, chance=lambda: 0.0)
    slow_down = answer(status=429, body=b"", headers={"Retry-After": "7.0"})
    absurd = answer(status=429, body=b"", headers={"Retry-After": "86400"})
    client, _ = make_client(slow_down, absurd, SHOP_DATA, retry=policy)
    client.execute(documents.SHOP)
    assert clock.naps == [7.0, 30]


def test_throttled_for_ever_ends_as_throttled(make_client):
    client, wire = make_client(throttled(0, 10), retry=RetryPolicy(throttled_attempts=5))
    with pytest.raises(errors.Throttled):
        client.execute(documents.SHOP)
    assert len(wire.requests) == 5


@pytest.mark.parametrize("name", ["500", "cut connection", "timeout", "half a JSON", "internal"])
def test_a_mutation_whose_answer_is_lost_is_not_sent_twice(make_client, name):
    client, wire = make_client(PASSING[name], SHOP_DATA)
    with pytest.raises(errors.OutcomeUnknown):
        client.execute(MUTATION, {"id": "1"})
    assert len(wire.requests) == 1


@pytest.mark.parametrize("name", ["429", "throttled", "never connected"])
def test_a_mutation_that_was_not_carried_out_is_sent_again(make_client, name):
    client, wire = make_client(PASSING[name], SHOP_DATA)
    client.execute(MUTATION, {"id": "1"})
    assert len(wire.requests) == 2


def test_an_idempotent_mutation_is_sent_again_with_the_same_key(make_client):
    client, wire = make_client(CUT, SHOP_DATA)
    client.execute(SAFE_MUTATION, {"id": "1", "key": "k"})
    assert wire.sent[0] == wire.sent[1]


def test_a_mutation_declared_repeatable_is_sent_again(make_client):
    client, wire = make_client(CUT, SHOP_DATA)
    client.execute(MUTATION, {"id": "1"}, repeatable=True)
    assert len(wire.requests) == 2


def test_user_errors_are_raised_with_path_message_and_code(make_client):
    refused = [{"field": ["input", "email"], "message": "is taken", "code": "TAKEN"}]
    client, _ = make_client(answer({"refund": {"id": None, "refundUserErrors": refused}}))
    with pytest.raises(errors.UserErrors) as caught:
        client.execute(MUTATION, {"id": "1"})
    (only,) = caught.value.errors
    assert (only.field, only.message, only.code) == (("input", "email"), "is taken", "TAKEN")
    assert "input.email: is taken" in str(caught.value)


def test_an_answer_beyond_the_limit_is_not_read(make_client):
    client, _ = make_client(answer(body=b"x" * 5000))
    client._transport = Transport(client._transport._session, max_bytes=1000)
    with pytest.raises(errors.AnswerTooLarge):
        client.execute(documents.SHOP)


def test_the_request_is_what_shopify_expects(make_client):
    client, wire = make_client(SHOP_DATA)
    client.execute(documents.ORDERS_COUNT, {"query": "tag:'Ünï'"})
    (request,) = wire.requests
    assert request.url.endswith("/admin/api/2026-10/graphql.json")
    assert request.headers["X-Shopify-Access-Token"] == "shpat_0123456789abcdef"
    assert "Odoo" in request.headers["User-Agent"]
    sent = json.loads(request.body)
    assert sent["operationName"] == "OrdersCount"
    assert sent["variables"] == {"query": "tag:'Ünï'"}


def test_every_error_says_something_and_survives_pickling():
    for error_class in _all(errors.ShopifyError):
        if error_class is errors.MalformedAnswer:
            error = error_class("a.b", "is missing")
        elif error_class is errors.UserErrors:
            error = error_class(operation="x", errors=(errors.UserError((), "no"),))
        else:
            error = error_class(shop="s")
        again = pickle.loads(pickle.dumps(error))
        assert str(again) == str(error)
        assert len(str(error)) > 15
        assert isinstance(error.retryable, bool)


def test_error_codes_are_unique():
    codes = [error_class.code for error_class in _all(errors.ShopifyError)]
    assert len(codes) == len(set(codes))


def test_no_cost_block_is_no_reason_to_fail(make_client):
    client, _ = make_client(answer({"shop": {}}, cost=None))
    assert client.execute(documents.SHOP) == {"shop": {}}


def _all(error_class):
    yield error_class
    for child in error_class.__subclasses__():
        yield from _all(child)

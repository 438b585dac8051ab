# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Many changes in few requests: each row has its own outcome, and nothing is done twice."""

import json

import pytest
import requests
from graphql import parse, validate
from hypothesis import given
from hypothesis import strategies as st
from scripted import answer, fault, throttled
from test_client_bulk import OPERATION, STAGED, URL, file, state
from test_client_sandbox import client_of

from shopify import bulk, documents, errors, gid, push_plan
from shopify_sandbox import Sandbox
from shopify_sandbox.schema import load
from shopify_sandbox.seeds.demo import demo_shop

UPDATE, INVITE = documents.CUSTOMER_UPDATE, documents.CUSTOMER_INVITE
TAKEN = {"field": ["email"], "message": "Email has already been taken"}
MUTATIONS = [
    document
    for name in documents.names()
    if (document := getattr(documents, name)).is_mutation and name.startswith("CUSTOMER")
]


def updates(count):
    return [{"input": {"id": gid.make("Customer", n), "note": str(n)}} for n in range(count)]


def invites(count):
    return [{"customerId": gid.make("Customer", n)} for n in range(count)]


def payload(number=0, refused=()):
    customer = None if refused else {"id": gid.make("Customer", number)}
    return {"customer": customer, "userErrors": list(refused)}


def all_done(request):
    """Shopify's answer when it did everything it was asked for, with one variable a row."""
    count = len(json.loads(request.body)["variables"])
    return answer({f"n{index}": payload(index) for index in range(count)})


def sizes(wire):
    return [len(sent["variables"]) for sent in wire.sent]


@pytest.mark.parametrize("document", MUTATIONS, ids=lambda document: document.name)
def test_every_customer_mutation_can_be_sent_many_at_once(document):
    schema = load("2026-10").graphql
    assert validate(schema, parse(documents.batched(document, 3).text)) == []
    assert validate(schema, parse(documents.whole_text(document))) == []
    assert documents.batched(document, 3).is_repeatable == document.is_repeatable


def test_which_customer_mutations_are_safe_to_repeat():
    repeatable = {document.name for document in MUTATIONS if document.is_repeatable}
    assert {document.name for document in MUTATIONS} - repeatable == {
        "CustomerAddressCreate",
        "CustomerInvite",
    }


# === ROWS AND THEIR OUTCOMES === #


def test_rows_come_back_in_order_from_requests_of_twenty(make_client):
    client, wire = make_client(all_done)
    outcomes = list(client.push(UPDATE, updates(45)))
    assert [outcome.line_number for outcome in outcomes] == list(range(45))
    assert [outcome.variables for outcome in outcomes] == updates(45)
    assert all(outcome.succeeded for outcome in outcomes)
    assert outcomes[41].payload["customer"]["id"] == gid.make("Customer", 1)
    assert sizes(wire) == [20, 20, 5]
    assert wire.sent[2]["variables"]["input1"] == updates(45)[41]["input"]


def test_c11_a_taken_email_in_row_three_of_five_hides_no_other_row(make_client):
    data = {f"n{index}": payload(index) for index in range(5)}
    data["n2"] = payload(refused=[TAKEN])
    client, _ = make_client(answer(data))
    outcomes = list(client.push(documents.CUSTOMER_CREATE, updates(5)))
    assert [outcome.succeeded for outcome in outcomes] == [True, True, False, True, True]
    assert [str(error) for error in outcomes[2].user_errors] == [
        "email: Email has already been taken"
    ]
    assert not outcomes[2].outcome_unknown


def test_a_row_that_broke_inside_shopify_hides_no_other_row(make_client):
    broken = {**fault("Internal error", "INTERNAL_SERVER_ERROR"), "path": ["n1"]}
    data = {"n0": payload(0), "n1": None, "n2": payload(2)}
    for document, rows, unknown in (
        (UPDATE, updates(3), False),
        (INVITE, invites(3), True),
    ):
        client, wire = make_client(answer(data, errors=[broken]))
        outcomes = list(client.push(document, rows))
        assert [outcome.succeeded for outcome in outcomes] == [True, False, True]
        assert outcomes[1].error == "Internal error"
        assert outcomes[1].outcome_unknown == unknown
        assert len(wire.requests) == 1


def test_the_log_tells_which_row_broke(make_client):
    exchanges = []
    broken = {**fault("Internal error", "INTERNAL_SERVER_ERROR"), "path": ["n1"]}
    client, _ = make_client(
        answer({"n0": payload(0), "n1": None}, errors=[broken]), on_exchange=exchanges.append
    )
    list(client.push(UPDATE, updates(2)))
    assert [exchange.error for exchange in exchanges] == ["n1: Internal error"]


def test_a_row_that_shopify_can_not_read_is_sought_out(make_client):
    bad = gid.make("Customer", 3)

    def picky(request):
        if bad in request.body.decode():
            return answer(errors=[fault("Variable was provided invalid value", "INVALID_VARIABLE")])
        return all_done(request)

    client, _ = make_client(picky)
    outcomes = list(client.push(INVITE, invites(7)))
    assert [outcome.line_number for outcome in outcomes] == list(range(7))
    assert [outcome.succeeded for outcome in outcomes] == [n != 3 for n in range(7)]
    assert "invalid value" in outcomes[3].error
    assert not outcomes[3].outcome_unknown


def test_optional_variables_may_be_left_out_of_a_row(make_client):
    client, wire = make_client(answer({"n0": {"address": None}, "n1": {"address": None}}))
    rows = [
        {"customerId": "a", "address": {}, "setAsDefault": True},
        {"customerId": "b", "address": {}},
    ]
    list(client.push(documents.CUSTOMER_ADDRESS_CREATE, rows))
    assert wire.sent[0]["variables"] == {
        "customerId0": "a",
        "address0": {},
        "setAsDefault0": True,
        "customerId1": "b",
        "address1": {},
    }


def test_nothing_to_push_is_no_request(make_client):
    client, wire = make_client(all_done)
    assert list(client.push(UPDATE, [])) == []
    assert not wire.requests


# === WHAT GOES WRONG ON THE WAY === #


def test_a_cut_connection_in_the_middle_is_repeated_where_that_is_harmless(make_client):
    client, wire = make_client(all_done, requests.ConnectionError("reset"), all_done)
    outcomes = list(client.push(UPDATE, updates(45)))
    assert all(outcome.succeeded for outcome in outcomes)
    assert sizes(wire) == [20, 20, 20, 5]


def test_a_cut_connection_leaves_rows_unknown_that_must_not_be_repeated(make_client):
    client, wire = make_client(all_done, requests.ConnectionError("reset"), all_done)
    outcomes = list(client.push(INVITE, invites(45)))
    assert [outcome.line_number for outcome in outcomes] == list(range(45))
    assert [outcome.outcome_unknown for outcome in outcomes] == [20 <= n < 40 for n in range(45)]
    assert [outcome.succeeded for outcome in outcomes] == [not 20 <= n < 40 for n in range(45)]
    assert sizes(wire) == [20, 20, 5]


def test_throttled_rows_were_not_carried_out_and_are_sent_again(make_client, clock):
    client, wire = make_client(throttled(100, 200), all_done)
    assert all(outcome.succeeded for outcome in client.push(INVITE, invites(20)))
    assert len(wire.requests) == 2
    assert clock.slept == pytest.approx(1.0, abs=0.5)


def test_what_was_done_before_an_error_is_known(make_client):
    denied = {
        **fault("Access denied", "ACCESS_DENIED", requiredAccess="`write_customers`"),
        "path": ["n0"],
    }
    client, _ = make_client(all_done, answer({"n0": None, "n1": None}, errors=[denied]))
    seen = []
    with pytest.raises(errors.AccessDenied) as caught:
        seen.extend(client.push(UPDATE, updates(22)))
    assert [outcome.line_number for outcome in seen] == list(range(20))
    assert caught.value.params["scope"] == "write_customers"


def test_g13_with_hands_off_no_row_leaves_and_the_log_shows_them(make_client):
    exchanges = []
    client, wire = make_client(may_change=False, on_exchange=exchanges.append)
    with pytest.raises(errors.HandsOff, match="CustomerUpdate"):
        list(client.push(UPDATE, updates(500)))
    assert not wire.requests
    assert gid.make("Customer", 7) in exchanges[0].variables_text()


# === IN BULK === #

RUN = answer({"bulkOperationRunMutation": {"bulkOperation": {"id": OPERATION}, "userErrors": []}})
UPLOADED = answer(status=201, body=b"")
BUSY = answer(
    {
        "bulkOperationRunMutation": {
            "bulkOperation": None,
            "userErrors": [{"field": None, "message": "five run", "code": "LIMIT_REACHED"}],
        }
    }
)


def result(count, backwards=False):
    rows = [{"data": {"customerUpdate": payload(n)}, "__lineNumber": n} for n in range(count)]
    return file(*(reversed(rows) if backwards else rows))


def test_many_rows_go_by_one_bulk_operation_and_come_back_in_order(make_client):
    client, wire = make_client(
        STAGED, UPLOADED, RUN, state("COMPLETED", URL), result(1000, backwards=True)
    )
    outcomes = list(client.push(UPDATE, updates(1000)))
    assert [outcome.line_number for outcome in outcomes] == list(range(1000))
    assert outcomes[41].payload["customer"]["id"] == gid.make("Customer", 41)
    assert len(wire.requests) == 5


def test_what_can_not_be_repeated_never_goes_in_bulk(make_client):
    client, wire = make_client(all_done)
    assert len(list(client.push(INVITE, invites(400)))) == 400
    assert len(wire.requests) == 20


def test_when_all_bulk_operations_are_in_use_requests_are_sent(make_client):
    client, wire = make_client(STAGED, UPLOADED, BUSY, all_done)
    outcomes = list(client.push(UPDATE, updates(400)))
    assert [outcome.line_number for outcome in outcomes] == list(range(400))
    assert len(wire.requests) == 3 + 20


def test_more_rows_than_an_upload_takes_go_in_several(make_client, monkeypatch):
    lengths = [len(json.dumps(row, separators=(",", ":"))) + 1 for row in updates(5)]
    monkeypatch.setattr(bulk, "UPLOAD_BYTES", sum(lengths[:2]))
    started = []
    client, wire = make_client(
        *[STAGED, UPLOADED, RUN, state("COMPLETED", URL), result(2)],
        *[STAGED, UPLOADED, RUN, state("COMPLETED", URL), result(2)],
        *[STAGED, UPLOADED, RUN, state("COMPLETED", URL), result(1)],
    )
    outcomes = list(client.bulk_mutation(UPDATE, updates(5), on_started=started.append))
    assert [outcome.line_number for outcome in outcomes] == list(range(5))
    assert [outcome.variables for outcome in outcomes] == updates(5)
    assert len(started) == 3
    assert b'"note":"4"' in wire.requests[11].body
    assert b'"note":"3"' not in wire.requests[11].body


def test_a_mutation_goes_in_bulk_without_named_fragments(make_client):
    client, wire = make_client(STAGED, UPLOADED, RUN, state("COMPLETED", URL), result(1))
    list(client.bulk_mutation(UPDATE, updates(1)))
    assert "fragment" not in json.loads(wire.requests[2].body)["variables"]["mutation"]


@given(st.integers(0, 10_000), st.floats(0, 20_000), st.floats(1, 2000))
def test_a_plan_takes_what_is_sooner_done(count, available, rate):
    plan = push_plan.choose(count, available=available, restore_rate=rate)
    bulk_is_sooner = plan.bulk_seconds < plan.requests_seconds
    assert plan.method == ("bulk" if bulk_is_sooner else "requests")


def test_few_rows_are_never_worth_a_bulk_operation():
    assert push_plan.choose(50, available=1000, restore_rate=100).method == "requests"
    assert push_plan.choose(1000, available=1000, restore_rate=100).method == "bulk"


# === AGAINST THE SANDBOX === #


@pytest.fixture
def shop():
    return demo_shop()


@pytest.fixture
def exchanges():
    return []


@pytest.fixture
def client(shop, exchanges):
    return client_of(Sandbox(shop, plan="Unlimited"), on_exchange=exchanges.append)


def newcomers(shop, count):
    taken = shop.collections["Customer"][0]["defaultEmailAddress"]["emailAddress"]
    emails = [f"new{number}@shoppers.example" for number in range(count)]
    emails[2] = taken.upper()
    return [{"input": {"email": email, "firstName": "New"}} for email in emails]


@pytest.mark.parametrize("count", [5, 150])
def test_c11_by_either_way_the_shop_takes_all_but_the_taken_email(client, shop, exchanges, count):
    before = len(shop.collections["Customer"])
    rows = newcomers(shop, count)
    outcomes = list(client.push(documents.CUSTOMER_CREATE, rows))
    assert [outcome.line_number for outcome in outcomes if not outcome.succeeded] == [2]
    assert "taken" in str(outcomes[2].user_errors[0])
    assert len(shop.collections["Customer"]) == before + count - 1
    in_bulk = any(exchange.operation == "BulkRunMutation" for exchange in exchanges)
    assert in_bulk == (count == 150)
    made = [outcome.payload["customer"]["id"] for outcome in outcomes if outcome.succeeded]
    assert client.customers_exist(made) == set(made)


def test_who_has_an_email_is_found_after_it_was_refused(client, shop):
    rows = newcomers(shop, 3)
    list(client.push(documents.CUSTOMER_CREATE, rows))
    email = shop.collections["Customer"][0]["defaultEmailAddress"]["emailAddress"]
    assert client.customers_by_identifier([email, "nobody@shoppers.example"]) == {
        email: shop.collections["Customer"][0]["id"]
    }


def test_what_a_mutation_costs(client, shop, exchanges):
    list(client.push(documents.CUSTOMER_CREATE, newcomers(shop, 20)))
    assert exchanges[-1].cost.requested == pytest.approx(20 * push_plan.POINTS_PER_ROW)

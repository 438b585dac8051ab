# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Reading customers: whole, by whatever way, and cheaply."""

from collections import Counter
from datetime import datetime, timezone

import pytest
from scripted import answer
from test_client_sandbox import client_of

from shopify import errors, gid
from shopify.objects.customer import Customer
from shopify_sandbox import Sandbox
from shopify_sandbox.seeds.demo import demo_shop

ROOM = "gid://shopify/Location/7"


@pytest.fixture(scope="module")
def shop():
    return demo_shop()


@pytest.fixture
def exchanges():
    return []


@pytest.fixture
def client(shop, exchanges):
    return client_of(Sandbox(shop, plan="Unlimited"), on_exchange=exchanges.append)


def ids_of(shop):
    return [node["id"] for node in shop.collections["Customer"]]


def everybody(client, **options):
    return [customer for page in client.customers(**options) for customer in page]


def test_c2_customers_come_oldest_change_first(client, shop):
    customers = everybody(client)
    assert sorted(customer.id for customer in customers) == sorted(ids_of(shop))
    changes = [customer.updated_at for customer in customers]
    assert changes == sorted(changes)
    assert client.customers_count() == len(customers)


def test_only_what_changed_is_read(client):
    customers = everybody(client)
    middle = customers[len(customers) // 2].updated_at
    query = f'updated_at:>"{middle.isoformat()}"'
    changed = [customer for page in client.customers(query) for customer in page]
    assert 0 < len(changed) < len(customers)
    assert changed == [customer for customer in customers if customer.updated_at > middle]
    assert client.customers_count(query) == len(changed)


def test_bulk_and_pages_read_the_same_customers(client):
    by_bulk = {customer.id: customer for customer in client.customers_bulk()}
    assert max(Counter(len(customer.addresses) for customer in by_bulk.values())) > 1
    assert by_bulk == {customer.id: customer for customer in everybody(client)}


def test_prefetching_reads_the_same_customers(client):
    assert everybody(client, first=50, prefetch=True) == everybody(client)


def test_c15_customers_that_are_gone_are_told(client, shop):
    gone = gid.make("Customer", 404)
    asked = [*ids_of(shop)[:4], gone, *ids_of(shop)[4:8]]
    pages = list(client.customers_by_ids(asked, batch=3))
    assert len(pages) == 3
    assert [customer.id for page in pages for customer in page.customers] == [
        identity for identity in asked if identity != gone
    ]
    assert [page.missing for page in pages] == [(), (gone,), ()]
    assert list(client.customers_by_ids(asked, batch=3, prefetch=True)) == pages


def test_a_customer_that_can_not_be_read_is_not_taken_for_gone(make_client):
    client, _ = make_client(answer({"nodes": [{"id": gid.make("Customer", 1)}]}))
    told = []
    (page,) = client.customers_by_ids(
        [gid.make("Customer", 1)], on_malformed=lambda node, error: told.append(node["id"])
    )
    assert (page.customers, page.missing, told) == ((), (), [gid.make("Customer", 1)])


def test_who_exists_costs_a_request_for_250(make_client):
    ids = [gid.make("Customer", number) for number in range(251)]
    client, wire = make_client(
        answer({"nodes": [{"id": ids[0]}, None, *({"id": identity} for identity in ids[2:250])]}),
        answer({"nodes": [None]}),
    )
    assert client.customers_exist(ids) == {ids[0], *ids[2:250]}
    assert [len(sent["variables"]["ids"]) for sent in wire.sent] == [250, 1]


def test_a_page_of_250_customers_stays_far_below_the_limit(client, shop, exchanges):
    everybody(client)
    list(client.customers_by_ids(ids_of(shop)))
    costs = {exchange.operation: exchange.cost.requested for exchange in exchanges}
    assert costs["Customers"] <= 150
    assert costs["CustomersById"] <= 150


# === THE OBJECT === #


@pytest.fixture
def node(client):
    return next(
        dict(customer.raw)
        for customer in everybody(client)
        if customer.email and customer.phone and customer.default_address
    )


def test_both_consents_are_read_with_time_level_and_place(node):
    node["defaultEmailAddress"] = {
        "emailAddress": "ana@example.com",
        "marketingState": "SUBSCRIBED",
        "marketingOptInLevel": "CONFIRMED_OPT_IN",
        "marketingUpdatedAt": "2026-11-01T10:00:00Z",
        "sourceLocation": {"id": ROOM, "name": "Market hall"},
    }
    node["defaultPhoneNumber"] = {
        "phoneNumber": "+14155550123",
        "smsMarketingConsent": {
            "state": "UNSUBSCRIBED",
            "optInLevel": None,
            "updatedAt": None,
            "sourceLocation": None,
        },
    }
    customer = Customer.from_node(node)
    email, sms = customer.email_consent, customer.sms_consent
    assert (email.state, email.opt_in_level) == ("SUBSCRIBED", "CONFIRMED_OPT_IN")
    assert email.updated_at == datetime(2026, 11, 1, 10, tzinfo=timezone.utc)
    assert (email.source_location_id, email.source_location) == (ROOM, "Market hall")
    assert (sms.state, sms.opt_in_level, sms.updated_at) == ("UNSUBSCRIBED", "", None)
    assert (sms.source_location_id, sms.source_location) == ("", "")


def test_the_default_address_comes_first(node):
    address = node["defaultAddress"]
    others = [
        {**address, "id": f"gid://shopify/MailingAddress/{number}?model_name=CustomerAddress"}
        for number in (9, 3)
    ]
    node["addressesV2"] = {"nodes": [*others, address]}
    customer = Customer.from_node(node)
    assert [one.id for one in customer.addresses] == [
        customer.default_address.id,
        others[1]["id"],
        others[0]["id"],
    ]


def test_a_customer_without_email_phone_and_address(node):
    node.update(
        defaultEmailAddress=None,
        defaultPhoneNumber=None,
        defaultAddress=None,
        addressesV2={"nodes": []},
        firstName=None,
    )
    customer = Customer.from_node(node)
    assert (customer.email, customer.phone, customer.first_name) == ("", "", "")
    assert (customer.email_consent, customer.sms_consent) == (None, None)
    assert (customer.default_address, customer.addresses) == (None, ())


def test_an_ill_typed_consent_is_named_with_its_path(node):
    node["defaultEmailAddress"] = {**node["defaultEmailAddress"], "sourceLocation": {"id": ROOM}}
    with pytest.raises(errors.MalformedAnswer) as caught:
        Customer.from_node(node)
    assert caught.value.params["path"] == "Customer.defaultEmailAddress.sourceLocation.name"


# === WHOSE EMAIL, WHOSE PHONE === #


def test_emails_and_phones_are_looked_up_whole_and_many_at_once(make_client):
    found = {f"n{index}": None for index in range(3)}
    found["n0"] = {"id": gid.make("Customer", 1)}
    found["n2"] = {"id": gid.make("Customer", 2)}
    client, wire = make_client(answer(found))
    emails = ["ana@example.com", "nobody@example.com", "ana@example.com"]
    assert client.customers_by_identifier(emails, phones=["+14155550123"]) == {
        "ana@example.com": gid.make("Customer", 1),
        "+14155550123": gid.make("Customer", 2),
    }
    (sent,) = wire.sent
    assert sent["variables"] == {
        "identifier0": {"emailAddress": "ana@example.com"},
        "identifier1": {"emailAddress": "nobody@example.com"},
        "identifier2": {"phoneNumber": "+14155550123"},
    }
    assert "n2: customerByIdentifier(identifier: $identifier2)" in sent["query"]


def test_more_lookups_than_a_request_takes(make_client):
    def nobody(request):
        count = len(wire.sent[-1]["variables"])
        return answer({f"n{index}": None for index in range(count)})

    client, wire = make_client(nobody)
    assert client.customers_by_identifier(f"{number}@example.com" for number in range(250)) == {}
    assert [len(sent["variables"]) for sent in wire.sent] == [100, 100, 50]

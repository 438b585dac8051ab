# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Two customers become one, and not always the first."""

import pytest
from customers_common import AskingCustomers

from shopify_sandbox.clerk import Clerk
from shopify_sandbox.shopper import an_order
from shopify_sandbox.world.catalogue import add_product

MERGE = (
    "mutation M($one: ID!, $two: ID!, $choices: CustomerMergeOverrideFields)"
    " { customerMerge(customerOneId: $one, customerTwoId: $two, overrideFields: $choices)"
    " { resultingCustomerId job { id } userErrors { field message code } } }"
)


class Merging(AskingCustomers):
    """Merges customers."""

    def merge(self, one, two, **choices):
        data = self.data(MERGE, one=one["id"], two=two["id"], choices=choices or None)
        return data["customerMerge"]

    def kept(self, one, two, **choices):
        payload = self.merge(one, two, **choices)
        assert payload["userErrors"] == []
        gone = two if payload["resultingCustomerId"] == one["id"] else one
        read = self.data("query N($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[gone["id"]])
        assert read == {"nodes": [None]}
        return self.shop.node(payload["resultingCustomerId"])


@pytest.fixture
def asking():
    return Merging()


def subscribed(asking, name, state):
    customer = asking.a_customer(name, email=f"{name}@example.com".lower())
    Clerk(asking.shop).consent(customer, "email", state, "CONFIRMED_OPT_IN")
    return customer


def test_the_one_with_an_email_is_kept(asking):
    nobody = asking.a_customer("Grace")
    assert asking.kept(asking.ada, nobody) is asking.ada
    nobody = asking.a_customer("Grace")
    assert asking.kept(nobody, asking.ada) is asking.ada


def test_without_reason_the_second_is_kept(asking):
    one, two = asking.a_customer("Grace"), asking.a_customer("Grace")
    assert asking.kept(one, two) is two
    other = asking.a_customer("Lise", email="lise@example.com")
    assert asking.kept(asking.ada, other) is other


def test_an_enabled_account_is_kept_then_consent_then_an_invited_one(asking):
    invited = asking.a_customer("Grace", email="g@example.com")
    invited["state"] = "INVITED"
    plain = asking.a_customer("Lise", email="lise@example.com")
    assert asking.kept(invited, plain) is invited
    keen = subscribed(asking, "Emmy", "SUBSCRIBED")
    assert asking.kept(keen, invited) is keen
    asking.ada["state"] = "ENABLED"
    assert asking.kept(asking.ada, keen) is asking.ada


def test_the_chosen_email_decides(asking):
    other = asking.a_customer("Lise", email="lise@example.com")
    kept = asking.kept(asking.ada, other, customerIdOfEmailToKeep=asking.ada["id"])
    assert (kept["id"], kept["email"]) == (asking.ada["id"], "ada@example.com")


def test_orders_addresses_tags_and_notes_end_at_the_kept_one(asking):
    grace = asking.a_customer("Grace", tags=["navy"], note="Rear admiral", phone="+16134504538")
    clerk = Clerk(asking.shop)
    clerk.tag(asking.ada, ["vip"])
    clerk.write_note(asking.ada, "Countess")
    clerk.change_phone(asking.ada, None)
    mug = add_product(asking.shop, "Mug", price="9.99")["variants"][0]
    orders = [an_order(asking.shop).by(one).line(mug).place() for one in (grace, asking.ada)]
    asking.later()
    kept = asking.kept(grace, asking.ada)
    assert kept is asking.ada
    assert [order["customer"]["id"] for order in orders] == [kept["id"]] * 2
    assert {order["updatedAt"] for order in orders} >= {"2026-11-20T13:00:00Z"}
    assert (kept["numberOfOrders"], len(kept["orders"])) == ("2", 2)
    assert (kept["tags"], kept["note"]) == (["navy", "vip"], "Countess Rear admiral")
    assert len(kept["addresses"]) == 2
    assert (kept["phone"], kept["defaultPhoneNumber"]["phoneNumber"]) == (
        "+16134504538",
        "+16134504538",
    )
    assert kept["updatedAt"] == "2026-11-20T13:00:00Z"
    found = asking.data('{ orders(first: 5, query: "email:x OR tag:y") { nodes { id } } }')
    assert found["orders"]["nodes"] == []


def test_other_choices(asking):
    grace = asking.a_customer("Grace", "Hopper", phone="+16134504538")
    kept = asking.kept(
        asking.ada,
        grace,
        customerIdOfFirstNameToKeep=grace["id"],
        customerIdOfPhoneNumberToKeep=grace["id"],
        customerIdOfDefaultAddressToKeep=grace["id"],
        note="merged",
        tags=["b", "a"],
    )
    assert kept["displayName"] == "Grace Byron"
    assert (kept["phone"], kept["note"], kept["tags"]) == ("+16134504538", "merged", ["a", "b"])
    assert kept["defaultAddress"]["id"] == grace["defaultAddress"]["id"]


def test_the_gone_ones_email_is_free_again(asking):
    other = asking.a_customer("Lise", email="lise@example.com")
    asking.kept(asking.ada, other)
    assert asking.create(email="ada@example.com")["userErrors"] == []


def test_the_job_can_be_asked_for(asking):
    job = asking.merge(asking.ada, asking.a_customer("Grace"))["job"]["id"]
    status = asking.data(
        "query J($id: ID!) { customerMergeJobStatus(jobId: $id) { status resultingCustomerId"
        " customerMergeErrors { message } } }",
        id=job,
    )["customerMergeJobStatus"]
    assert status == {
        "status": "COMPLETED",
        "resultingCustomerId": asking.ada["id"],
        "customerMergeErrors": [],
    }


@pytest.mark.parametrize(
    ("one", "two", "field", "message"),
    [
        (1, 1, None, "Customers IDs should not match"),
        (1, 9, ["customerTwoId"], "Customer does not exist with ID 9"),
        (9, 9, ["customerOneId"], "Customer does not exist with ID 9"),
    ],
)
def test_pairs_that_are_none(asking, one, two, field, message):
    ids = {1: asking.ada, 9: {"id": "gid://shopify/Customer/9"}}
    payload = asking.merge(ids[one], ids[two])
    assert payload["resultingCustomerId"] is None
    assert payload["userErrors"] == [
        {"field": field, "message": message, "code": "INVALID_CUSTOMER_ID"}
    ]


def test_what_stands_against_a_merge(asking):
    one = asking.a_customer("Grace", tags=[f"one{n}" for n in range(126)], note="x" * 2500)
    two = asking.a_customer("Lise", tags=[f"two{n}" for n in range(126)], note="y" * 2500)
    asking.shop.add("GiftCard", {"customer": one})
    found = [(e["field"][0], e["message"]) for e in asking.merge(one, two)["userErrors"]]
    assert found == [
        ("customerOneId", "Customers must have 250 tags or less."),
        ("customerTwoId", "Customers must have 250 tags or less."),
        ("customerOneId", "Customer notes must be 5,000 characters or less."),
        ("customerTwoId", "Customer notes must be 5,000 characters or less."),
        ("customerOneId", "Grace has gift cards and can’t be merged."),
    ]


def test_an_email_that_is_not_there_cannot_be_chosen(asking):
    grace = asking.a_customer("Grace")
    payload = asking.merge(asking.ada, grace, customerIdOfEmailToKeep=grace["id"])
    assert [error["code"] for error in payload["userErrors"]] == ["OVERRIDE_ATTRIBUTE_INVALID"]

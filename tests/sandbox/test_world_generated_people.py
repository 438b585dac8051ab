# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Generated customers are many, mixed, quickly found, and remember changes."""

import json
from datetime import datetime, timezone

import pytest
from server_shop import Asking

from shopify_sandbox.clerk import Clerk
from shopify_sandbox.seeds.generated import generated_people
from shopify_sandbox.shops import shop_named
from shopify_sandbox.world.contacts import kept_phone

ANCHOR = datetime(2026, 11, 20, tzinfo=timezone.utc)
SIZE = 1_000


@pytest.fixture
def shop():
    return generated_people(SIZE, ANCHOR)


@pytest.fixture
def asking(shop):
    return Asking(shop)


def test_as_many_as_asked_for_and_no_orders():
    shop = shop_named("generated", customers=100_000)
    assert len(shop.collection("Customer")) == 100_000
    assert not shop.collection("Order")


@pytest.mark.parametrize(("name", "orders"), [("demo", None), ("generated", 5)])
def test_the_number_is_for_generated_customers_only(name, orders):
    with pytest.raises(ValueError, match="number of customers"):
        shop_named(name, orders, customers=5)


def test_a_mixed_crowd(shop):
    people = shop.collection("Customer")[:]
    share = {
        "without email": sum(one["email"] is None for one in people),
        "without phone": sum(one["phone"] is None for one in people),
        "companies": sum(bool(one["defaultAddress"]["company"]) for one in people),
        "addresses": sum(len(one["addresses"]) for one in people),
        "tagged": sum(bool(one["tags"]) for one in people),
        "noted": sum(bool(one["note"]) for one in people),
        "countries": len({one["defaultAddress"]["countryCodeV2"] for one in people}),
    }
    assert share == {
        "without email": 91,
        "without phone": 500,
        "companies": 100,
        "addresses": 1_300,
        "tagged": 200,
        "noted": 50,
        "countries": 10,
    }
    states = {
        one["defaultEmailAddress"]["marketingState"] for one in people if one["defaultEmailAddress"]
    }
    assert states == {"SUBSCRIBED", "UNSUBSCRIBED", "PENDING", "NOT_SUBSCRIBED"}


def test_phones_are_valid_and_emails_and_phones_unique(shop):
    for key in ("email", "phone"):
        found = [one[key] for one in shop.collection("Customer") if one[key]]
        assert len(set(found)) == len(found)
    assert all(kept_phone(phone) == phone for phone in found)
    far = generated_people(100_000, ANCHOR).collection("Customer")
    assert all(kept_phone(one["phone"]) for one in far[99_980:99_990])


def test_headers_agree_with_their_nodes_and_ids_are_found(shop):
    people = shop.collection("Customer")
    for index in (0, 4, 7, 13, SIZE - 1):
        header, node = people.header(index), people[index]
        assert {key: node[key] for key in header} == header
        assert shop.node(node["id"]) is node


PEOPLE = (
    "query P($after: String, $query: String) { customers(first: 250, after: $after, query: $query,"
    " sortKey: UPDATED_AT) { nodes { id displayName } pageInfo { hasNextPage endCursor } } }"
)


def read_all(asking, query=None):
    after, found = None, []
    while True:
        page = asking.data(PEOPLE, after=after, query=query)["customers"]
        found += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]


def test_pages_and_bulk_give_all(asking):
    assert len({one["id"] for one in read_all(asking)}) == SIZE
    asking.data(
        "mutation B($query: String!) { bulkOperationRunQuery(query: $query) { userErrors"
        " { message } } }",
        query="{ customers { edges { node { id addressesV2 { edges { node { id city } } } } } } }",
    )
    (done,) = asking.data("{ bulkOperations(first: 1) { nodes { status objectCount url } } }")[
        "bulkOperations"
    ]["nodes"]
    assert (done["status"], done["objectCount"]) == ("COMPLETED", str(SIZE + 1_300))
    lines = [json.loads(line) for line in asking.session.get(done["url"]).text.splitlines()]
    assert sum("__parentId" in line for line in lines) == 1_300


def test_only_what_changed_since(asking, shop):
    people = shop.collection("Customer")
    clerk = Clerk(shop)
    read_all(asking)
    shop.clock.set(datetime(2026, 11, 20, 12, tzinfo=timezone.utc))
    clerk.rename(people[500], "Ada", "Byron")
    changed = read_all(asking, "updated_at:>='2026-11-20T12:00:00Z'")
    assert [one["displayName"] for one in changed] == ["Ada Byron"]
    assert read_all(asking)[-1]["displayName"] == "Ada Byron"


def test_who_is_gone_is_gone(asking, shop):
    people = shop.collection("Customer")
    clerk = Clerk(shop)
    first, second, third = people[10], people[11], people[12]
    clerk.delete(first)
    kept, gone = clerk.merge(second, third)
    assert len(people) == SIZE - 2
    assert shop.node(first["id"]) is shop.node(gone["id"]) is None
    assert shop.node(kept["id"]) is kept
    left = {one["id"] for one in read_all(asking)}
    assert len(left) == SIZE - 2
    assert not left & {first["id"], gone["id"]}


def test_new_ones_come_behind_and_take_no_known_email(asking, shop):
    query = (
        "mutation C($input: CustomerInput!) { customerCreate(input: $input)"
        " { customer { id } userErrors { message } } }"
    )
    taken = asking.data(query, input={"email": "customer.7@example.com"})["customerCreate"]
    assert taken["userErrors"] == [{"message": "Email has already been taken"}]
    Clerk(shop).delete(shop.collection("Customer")[7])
    free = asking.data(query, input={"email": "customer.7@example.com"})["customerCreate"]
    assert shop.collection("Customer")[-1]["id"] == free["customer"]["id"]
    assert shop.node(free["customer"]["id"])["email"] == "customer.7@example.com"
    Clerk(shop).delete(shop.collection("Customer")[-1])
    assert len(shop.collection("Customer")) == SIZE - 1

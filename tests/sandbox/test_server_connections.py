# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Connections are paged, sorted, searched and counted as Shopify does it."""

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from server_shop import Asking, a_shop

PAGE = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"


@pytest.fixture(scope="module")
def asking():
    return Asking(a_shop(12))


def names(asking, **arguments):
    asked = ", ".join(f"{key}: {value}" for key, value in arguments.items())
    data = asking.data(f"{{ orders({asked}) {{ nodes {{ name }} }} }}")
    return [node["name"] for node in data["orders"]["nodes"]]


def test_neither_first_nor_last_is_refused(asking):
    error = asking.error("{ orders { nodes { id } } }")
    assert error["message"] == "you must provide one of first or last"


def test_more_than_250_are_refused(asking):
    assert asking.error("{ orders(first: 251) { nodes { id } } }")["extensions"]["code"] == (
        "BAD_REQUEST"
    )


def test_nested_connections_need_a_size_too(asking):
    error = asking.error("{ orders(first: 1) { nodes { lineItems { nodes { id } } } } }")
    assert error["path"] == ["orders", "nodes", 0, "lineItems"]


@given(st.integers(1, 13), st.booleans(), st.sampled_from(["UPDATED_AT", "ID", "PROCESSED_AT"]))
@settings(max_examples=30, deadline=None)
def test_walking_the_pages_gives_every_node_once(asking_pages, size, reverse, sort_key):
    asking, found, cursor = asking_pages, [], None
    while True:
        page = asking.data(
            "query Q($n: Int!, $after: String, $reverse: Boolean, $key: OrderSortKeys) {"
            " orders(first: $n, after: $after, reverse: $reverse, sortKey: $key)"
            f" {{ nodes {{ name }} {PAGE} }} }}",
            n=size,
            after=cursor,
            reverse=reverse,
            key=sort_key,
        )["orders"]
        found += [node["name"] for node in page["nodes"]]
        cursor = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert sorted(found) == sorted(f"#{1001 + number}" for number in range(12))
    expected = [f"#{1001 + number}" for number in range(12)]
    if (sort_key == "PROCESSED_AT") != reverse:
        expected.reverse()
    assert found == expected


@pytest.fixture(scope="module")
def asking_pages(asking):
    return asking


def test_last_and_before_walk_backwards(asking):
    page = asking.data(f"{{ orders(last: 2, sortKey: ID) {{ nodes {{ name }} {PAGE} }} }}")
    assert [node["name"] for node in page["orders"]["nodes"]] == ["#1011", "#1012"]
    assert page["orders"]["pageInfo"]["hasPreviousPage"] is True
    before = page["orders"]["pageInfo"]["startCursor"]
    assert names(asking, last=2, sortKey="ID", before=f'"{before}"') == ["#1009", "#1010"]


def test_a_node_that_moved_does_not_disturb_the_next_page():
    asking = Asking(a_shop(6))
    first = asking.data(f"{{ orders(first: 2, sortKey: UPDATED_AT) {{ {PAGE} }} }}")["orders"]
    asking.shop.touch(asking.shop.collections["Order"][1])
    cursor = first["pageInfo"]["endCursor"]
    assert names(asking, first=9, sortKey="UPDATED_AT", after=f'"{cursor}"') == [
        "#1003",
        "#1004",
        "#1005",
        "#1006",
        "#1002",
    ]


def test_a_cursor_is_base64_json_with_last_id_and_value(asking):
    data = asking.data("{ orders(first: 1, sortKey: CREATED_AT) { edges { cursor node { id } } } }")
    edge = data["orders"]["edges"][0]
    content = json.loads(base64.b64decode(edge["cursor"]))
    assert f"gid://shopify/Order/{content['last_id']}" == edge["node"]["id"]
    assert content["last_value"] == "2026-11-01T08:00:00Z"


def test_nonsense_as_cursor_is_refused(asking):
    error = asking.error('{ orders(first: 1, after: "xyz") { nodes { id } } }')
    assert error["extensions"]["code"] == "BAD_REQUEST"


def test_the_second_page_of_a_nested_connection(asking):
    query = (
        "query Q($id: ID!, $after: String) { order(id: $id)"
        f" {{ lineItems(first: 2, after: $after) {{ nodes {{ title }} {PAGE} }} }} }}"
    )
    order = asking.shop.collections["Order"][0]["id"]
    first = asking.data(query, id=order)["order"]["lineItems"]
    assert first["pageInfo"]["hasNextPage"] is True
    second = asking.data(query, id=order, after=first["pageInfo"]["endCursor"])["order"]
    assert [line["title"] for line in second["lineItems"]["nodes"]] == ["Thing 3"]
    assert second["lineItems"]["pageInfo"]["hasNextPage"] is False


def test_counts_are_exact_up_to_their_limit(asking):
    data = asking.data(
        '{ all: ordersCount { count precision } some: ordersCount(query: "tag:even")'
        " { count precision } few: ordersCount(limit: 3) { count precision } }"
    )
    assert data == {
        "all": {"count": 12, "precision": "EXACT"},
        "some": {"count": 6, "precision": "EXACT"},
        "few": {"count": 3, "precision": "AT_LEAST"},
    }


class LazyOrders:
    """Orders made when they are read."""

    def __init__(self, size):
        self.size = size
        self.made = 0
        self.headers = 0

    def __len__(self):
        return self.size

    def __getitem__(self, index):
        self.made += 1
        return {"__typename": "Order", **self.header(index)}

    def header(self, index):
        self.headers += 1
        day, minute = divmod(index, 1000)
        moment = f"2026-10-{1 + day:02}T{minute // 60:02}:{minute % 60:02}:00Z"
        return {
            "id": f"gid://shopify/Order/{index + 1}",
            "name": f"#{index + 1}",
            "updatedAt": moment,
            "processedAt": moment,
            "createdAt": moment,
        }


def test_of_a_lazy_sequence_only_the_page_is_made():
    asking = Asking(a_shop())
    lazy = asking.shop.collections["Order"] = LazyOrders(5000)
    query = '"updated_at:>=2026-10-03T00:00:00Z"'
    assert names(asking, first=3, sortKey="UPDATED_AT", query=query) == ["#2001", "#2002", "#2003"]
    assert lazy.made == 3
    lazy.headers = 0
    names(asking, first=3, sortKey="UPDATED_AT", query=query)
    assert lazy.headers < 20


def test_removed_shipping_lines_are_there_when_asked_for():
    asking = Asking(a_shop(1))
    asking.shop.collections["Order"][0]["shippingLines"] = [
        {"title": "Post", "isRemoved": False},
        {"title": "Courier", "isRemoved": True},
    ]
    query = "{{ orders(first: 1) {{ nodes {{ shippingLines({0}) {{ nodes {{ title }} }} }} }} }}"

    def titles(arguments):
        order = asking.data(query.format(arguments))["orders"]["nodes"][0]
        return [line["title"] for line in order["shippingLines"]["nodes"]]

    assert titles("first: 5") == ["Post"]
    assert titles("first: 5, includeRemovals: true") == ["Post", "Courier"]

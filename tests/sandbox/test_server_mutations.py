# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The mutations the sandbox carries out."""

import pytest
from server_shop import Asking, a_shop


@pytest.fixture
def ordered():
    return Asking(a_shop(2))


def test_tags_are_added_and_removed_whatever_their_case(ordered):
    order = ordered.shop.collections["Order"][1]
    query = "mutation T($id: ID!) {{ {0}(id: $id, tags: {1}) {{ userErrors {{ message }} }} }}"
    ordered.shop.clock.advance(minutes=5)
    ordered.data(query.format("tagsAdd", '["b, a", "RUSH"]'), id=order["id"])
    assert order["tags"] == ["a", "b", "odd", "Rush"]
    assert order["updatedAt"] == "2026-11-20T12:05:00Z"
    ordered.data(query.format("tagsRemove", '["A", "rush"]'), id=order["id"])
    assert order["tags"] == ["b", "odd"]


def test_tags_of_what_is_not_there(ordered):
    error = ordered.error(
        'mutation { tagsAdd(id: "gid://shopify/Order/1", tags: []) { node { id } } }'
    )
    assert error["message"] == "Invalid id: gid://shopify/Order/1"
    assert error["extensions"]["code"] == "RESOURCE_NOT_FOUND"


def test_an_order_is_closed_and_opened(ordered):
    order = ordered.shop.collections["Order"][1]
    query = "mutation M($i: {0}!) {{ {1}(input: $i) {{ order {{ closed closedAt }} }} }}"
    closed = ordered.data(query.format("OrderCloseInput", "orderClose"), i={"id": order["id"]})
    assert closed["orderClose"]["order"] == {"closed": True, "closedAt": "2026-11-20T12:00:00Z"}
    opened = ordered.data(query.format("OrderOpenInput", "orderOpen"), i={"id": order["id"]})
    assert opened["orderOpen"]["order"] == {"closed": False, "closedAt": None}


def test_an_order_is_updated(ordered):
    order = ordered.shop.collections["Order"][1]
    query = (
        "mutation U($input: OrderInput!) { orderUpdate(input: $input) { order { note poNumber tags"
        " customAttributes { key value } } userErrors { field message } } }"
    )
    given = {
        "id": order["id"],
        "note": "by hand",
        "poNumber": "PO 7",
        "tags": ["z", "a"],
        "customAttributes": [{"key": "colour", "value": "red"}],
    }
    assert ordered.data(query, input=given)["orderUpdate"] == {
        "order": {
            "note": "by hand",
            "poNumber": "PO 7",
            "tags": ["a", "z"],
            "customAttributes": [{"key": "colour", "value": "red"}],
        },
        "userErrors": [],
    }
    missing = ordered.data(query, input={"id": "gid://shopify/Order/1"})["orderUpdate"]
    assert missing["userErrors"] == [{"field": ["id"], "message": "Order does not exist"}]


def test_a_mutation_that_is_not_there_yet_says_so(ordered):
    error = ordered.error(
        'mutation { productDuplicate(productId: "gid://shopify/Product/1", newTitle: "Two")'
        " { newProduct { id } } }"
    )
    assert error["message"] == "the sandbox does not model Mutation.productDuplicate yet"

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The mutations the sandbox carries out."""

import pytest
from server_shop import Asking, a_shop

SET = (
    "mutation Set($input: InventorySetQuantitiesInput!, $key: String!) {"
    " inventorySetQuantities(input: $input) @idempotent(key: $key) {"
    " inventoryAdjustmentGroup { reason changes { name delta quantityAfterChange } }"
    " userErrors { field message code } } }"
)


def a_level(shop, item, location, amount):
    level = shop.add(
        "InventoryLevel",
        {
            "item": item,
            "location": location,
            "quantities": [{"name": name, "quantity": amount} for name in ("available", "on_hand")],
        },
    )
    item["inventoryLevels"].append(level)
    return level


@pytest.fixture
def stocked():
    shop = a_shop()
    location = shop.add("Location", {"name": "Store"})
    for bundle in (False, False, True):
        variant = {"__typename": "ProductVariant", "requiresComponents": bundle}
        item = shop.add("InventoryItem", {"inventoryLevels": [], "variant": variant})
        a_level(shop, item, location, 5)
    return Asking(shop)


def an_input(asking, *entries, name="available"):
    location = asking.shop.collections["Location"][0]["id"]
    items = asking.shop.collections["InventoryItem"]
    return {
        "name": name,
        "reason": "correction",
        "quantities": [
            {
                "inventoryItemId": items[index]["id"],
                "locationId": location,
                "quantity": amount,
                "changeFromQuantity": expected,
            }
            for index, amount, expected in entries
        ],
    }


def available(asking, index=0):
    item = asking.shop.collections["InventoryItem"][index]
    return item["inventoryLevels"][0]["quantities"][0]["quantity"]


def test_a_quantity_is_set(stocked):
    payload = stocked.data(SET, input=an_input(stocked, (0, 8, 5)), key="a")
    assert payload["inventorySetQuantities"]["userErrors"] == []
    changes = payload["inventorySetQuantities"]["inventoryAdjustmentGroup"]["changes"]
    assert changes == [
        {"name": "available", "delta": 3, "quantityAfterChange": 8},
        {"name": "on_hand", "delta": 3, "quantityAfterChange": 8},
    ]
    assert available(stocked) == 8


def test_a_stale_quantity_refuses_the_whole_call(stocked):
    given = an_input(stocked, (0, 8, 5), (1, 9, 4))
    payload = stocked.data(SET, input=given, key="a")["inventorySetQuantities"]
    assert payload["inventoryAdjustmentGroup"] is None
    assert payload["userErrors"][0]["code"] == "CHANGE_FROM_QUANTITY_STALE"
    assert payload["userErrors"][0]["field"] == ["input", "quantities", "1", "changeFromQuantity"]
    assert (available(stocked, 0), available(stocked, 1)) == (5, 5)


def test_an_explicit_null_skips_the_comparison_but_must_be_said(stocked):
    given = an_input(stocked, (0, 8, None))
    assert stocked.data(SET, input=given, key="a")["inventorySetQuantities"]["userErrors"] == []
    del given["quantities"][0]["changeFromQuantity"]
    error = stocked.error(SET, input=given, key="b")
    assert error["extensions"]["code"] == "INVALID_FIELD_ARGUMENTS"
    assert "changeFromQuantity" in error["message"]


def test_one_bundle_refuses_the_whole_call(stocked):
    given = an_input(stocked, (0, 8, None), (2, 9, None))
    payload = stocked.data(SET, input=given, key="a")["inventorySetQuantities"]
    assert [error["code"] for error in payload["userErrors"]] == ["NON_MUTABLE_INVENTORY_ITEM"]
    assert available(stocked) == 5


def test_without_idempotency_key_it_fails_from_2026_04_on(stocked):
    query = SET.replace("@idempotent(key: $key)", "").replace(", $key: String!", "")
    given = an_input(stocked, (0, 8, None))
    error = stocked.error(query, input=given)
    assert error["message"] == (
        "The @idempotent directive is required for this mutation but was not provided."
    )
    assert error["extensions"]["code"] == "BAD_REQUEST"
    assert available(stocked) == 5


def test_in_2026_01_the_compare_quantity_is_needed(stocked):
    query = SET.replace("@idempotent(key: $key)", "").replace(", $key: String!", "")
    given = an_input(stocked, (0, 8, None))
    del given["quantities"][0]["changeFromQuantity"]

    def codes():
        answer = stocked.answer(query, version="2026-01", input=given)["data"]
        return [error["code"] for error in answer["inventorySetQuantities"]["userErrors"]]

    assert codes() == ["COMPARE_QUANTITY_REQUIRED"]
    given["quantities"][0]["compareQuantity"] = 4
    assert codes() == ["COMPARE_QUANTITY_STALE"]
    given["ignoreCompareQuantity"] = True
    assert codes() == []
    assert available(stocked) == 8


def test_the_same_key_does_nothing_twice(stocked):
    given = an_input(stocked, (0, 8, 5))
    first = stocked.data(SET, input=given, key="a")
    assert stocked.data(SET, input=given, key="a") == first
    assert available(stocked) == 8
    other = stocked.error(SET, input=an_input(stocked, (0, 9, None)), key="a")
    assert other["extensions"]["code"] == "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"


def test_an_item_is_stocked_at_another_location(stocked):
    other = stocked.shop.add("Location", {"name": "Cellar"})["id"]
    item = stocked.shop.collections["InventoryItem"][0]
    payload = stocked.data(
        "mutation A($item: ID!, $location: ID!) { inventoryActivate(inventoryItemId: $item,"
        ' locationId: $location, available: 3) @idempotent(key: "k") { inventoryLevel'
        ' { location { name } quantities(names: ["on_hand", "available"]) { name quantity } }'
        " userErrors { message } } }",
        item=item["id"],
        location=other,
    )["inventoryActivate"]
    assert payload["inventoryLevel"] == {
        "location": {"name": "Cellar"},
        "quantities": [{"name": "on_hand", "quantity": 3}, {"name": "available", "quantity": 3}],
    }
    assert len(item["inventoryLevels"]) == 2


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
        'mutation { productDelete(input: {id: "gid://shopify/Product/1"}) { deletedProductId } }'
    )
    assert error["message"] == "the sandbox does not model Mutation.productDelete yet"

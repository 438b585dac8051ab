# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Stock in the sandbox: setting quantities and stocking items, as strict as Shopify."""

import json

import pytest
from server_shop import Asking
from world_common import NOON, stock

from shopify_sandbox.clock import Clock
from shopify_sandbox.shopper import an_order
from shopify_sandbox.world.catalogue import add_product
from shopify_sandbox.world.opening import open_shop
from shopify_sandbox.world.places import add_location

SET = (
    "mutation Set($input: InventorySetQuantitiesInput!, $key: String!) {"
    " inventorySetQuantities(input: $input) @idempotent(key: $key) {"
    " inventoryAdjustmentGroup { reason changes { name delta quantityAfterChange } }"
    " userErrors { field message code } } }"
)
ACTIVATE = (
    "mutation A($item: ID!, $location: ID!, $available: Int, $key: String!) {"
    " inventoryActivate(inventoryItemId: $item, locationId: $location, available: $available)"
    " @idempotent(key: $key) { inventoryLevel { isActive location { name }"
    ' quantities(names: ["on_hand", "available"]) { name quantity } }'
    " userErrors { field message } } }"
)
LEVELS = (
    "query L($item: ID!, $location: ID!, $all: Boolean) { inventoryItem(id: $item) {"
    " inventoryLevel(locationId: $location, includeInactive: $all) { isActive"
    ' quantities(names: ["available"]) { quantity } }'
    " inventoryLevels(first: 1, includeInactive: $all) { nodes { id }"
    " pageInfo { hasNextPage } } } }"
)


@pytest.fixture
def stocked():
    """Two mugs and a bundle, stocked at the store; a cellar where nothing is stocked."""
    shop = open_shop(Clock(NOON))
    store = shop.collection("Location")[0]
    for title, bundle in (("Mug", False), ("Cup", False), ("Set", True)):
        add_product(shop, title, sku=title, stock=5, requires_components=bundle, locations=[store])
    add_location(shop, "Cellar")
    return Asking(shop)


def item(asking, index=0):
    return asking.shop.collection("InventoryItem")[index]


def location(asking, index=0):
    return asking.shop.collection("Location")[index]


def an_input(asking, *entries, name="available", place=0, **header):
    """A call of entries (item, quantity, the quantity that is expected there)."""
    return {
        "name": name,
        "reason": "correction",
        "quantities": [
            {
                "inventoryItemId": item(asking, index)["id"],
                "locationId": location(asking, place)["id"],
                "quantity": amount,
                "changeFromQuantity": expected,
            }
            for index, amount, expected in entries
        ],
        **header,
    }


def set_stock(asking, given, key="a"):
    return asking.data(SET, input=given, key=key)["inventorySetQuantities"]


def codes(asking, given, key="a"):
    return [error["code"] for error in set_stock(asking, given, key)["userErrors"]]


def activate(asking, index=0, place=1, available=None, key="k"):
    given = {"item": item(asking, index)["id"], "location": location(asking, place)["id"]}
    payload = asking.data(ACTIVATE, available=available, key=key, **given)
    return payload["inventoryActivate"]


def in_stock(asking, index=0, name="available"):
    return stock(item(asking, index)["variant"], name)


def levels(asking, place=1, index=0, everything=False):
    given = {"item": item(asking, index)["id"], "location": location(asking, place)["id"]}
    return asking.data(LEVELS, all=everything, **given)["inventoryItem"]


def test_a_quantity_is_set(stocked):
    payload = set_stock(stocked, an_input(stocked, (0, 8, 5)))
    assert payload["userErrors"] == []
    assert payload["inventoryAdjustmentGroup"]["changes"] == [
        {"name": "available", "delta": 3, "quantityAfterChange": 8},
        {"name": "on_hand", "delta": 3, "quantityAfterChange": 8},
    ]
    assert in_stock(stocked) == 8


def test_a_sale_stays_committed_whichever_quantity_is_set(stocked):
    mug = item(stocked)["variant"]
    an_order(stocked.shop).line(mug, 2).place()
    assert [in_stock(stocked, 0, name) for name in ("available", "committed", "on_hand")] == [
        3,
        2,
        5,
    ]
    assert codes(stocked, an_input(stocked, (0, 10, 3))) == []
    assert (in_stock(stocked), in_stock(stocked, 0, "on_hand")) == (10, 12)
    assert codes(stocked, an_input(stocked, (0, 9, 12), name="on_hand"), "b") == []
    assert (in_stock(stocked), in_stock(stocked, 0, "on_hand")) == (7, 9)


def test_a_stale_quantity_refuses_the_whole_call(stocked):
    payload = set_stock(stocked, an_input(stocked, (0, 8, 5), (1, 9, 4)))
    assert payload["inventoryAdjustmentGroup"] is None
    assert payload["userErrors"][0]["code"] == "CHANGE_FROM_QUANTITY_STALE"
    assert payload["userErrors"][0]["field"] == ["input", "quantities", "1", "changeFromQuantity"]
    assert (in_stock(stocked, 0), in_stock(stocked, 1)) == (5, 5)


def test_an_explicit_null_skips_the_comparison_but_must_be_said(stocked):
    given = an_input(stocked, (0, 8, None))
    assert codes(stocked, given) == []
    del given["quantities"][0]["changeFromQuantity"]
    error = stocked.error(SET, input=given, key="b")
    assert error["extensions"]["code"] == "INVALID_FIELD_ARGUMENTS"
    assert "changeFromQuantity" in error["message"]


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"inventoryItemId": "gid://shopify/InventoryItem/1"}, "inventoryItemId", "ITEM"),
        ({"locationId": "gid://shopify/Location/1"}, "locationId", "LOCATION"),
        ({"quantity": 1_000_000_001}, "quantity", "QUANTITY_TOO_HIGH"),
        ({"quantity": -1_000_000_001}, "quantity", "QUANTITY_TOO_LOW"),
    ],
)
def test_one_bad_entry_refuses_the_whole_call_and_is_named(stocked, changes, field, code):
    given = an_input(stocked, (0, 8, None), (1, 9, None))
    given["quantities"][1].update(changes)
    payload = set_stock(stocked, given)
    assert [error["field"] for error in payload["userErrors"]] == [
        ["input", "quantities", "1", field]
    ]
    assert payload["userErrors"][0]["code"].endswith(code)
    assert in_stock(stocked) == 5


def test_one_bundle_refuses_the_whole_call(stocked):
    given = an_input(stocked, (0, 8, None), (2, 9, None))
    assert codes(stocked, given) == ["NON_MUTABLE_INVENTORY_ITEM"]
    assert in_stock(stocked) == 5


def test_a_pair_twice_refuses_the_whole_call(stocked):
    given = an_input(stocked, (0, 8, None), (0, 9, None))
    assert codes(stocked, given) == ["NO_DUPLICATE_INVENTORY_ITEM_ID_GROUP_ID_PAIR"]


def test_a_location_out_of_use_takes_no_stock(stocked):
    location(stocked)["isActive"] = False
    assert codes(stocked, an_input(stocked, (0, 8, None))) == ["INVALID_LOCATION"]
    assert activate(stocked, place=0)["userErrors"][0]["message"] == (
        "The location couldn't be found"
    )


def test_only_what_is_available_may_be_negative(stocked):
    assert codes(stocked, an_input(stocked, (0, -2, 5))) == []
    assert in_stock(stocked) == -2
    given = an_input(stocked, (1, -2, 5), name="on_hand")
    assert codes(stocked, given, "b") == ["INVALID_QUANTITY_NEGATIVE"]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({"name": "committed"}, "INVALID_NAME"),
        ({"reason": "because"}, "INVALID_REASON"),
        ({"referenceDocumentUri": "just words"}, "INVALID_REFERENCE_DOCUMENT"),
        ({"referenceDocumentUri": "gid://app"}, "INVALID_REFERENCE_DOCUMENT"),
    ],
)
def test_what_a_call_says_of_itself_is_checked(stocked, header, code):
    assert codes(stocked, {**an_input(stocked, (0, 8, None)), **header}) == [code]


@pytest.mark.parametrize("reference", ["gid://odoo/StockRun/7", "https://erp.example/runs/7"])
def test_a_reference_to_a_document_is_taken(stocked, reference):
    assert codes(stocked, an_input(stocked, (0, 8, 5), referenceDocumentUri=reference)) == []


def test_more_than_250_quantities_are_refused(stocked):
    error = stocked.error(SET, input=an_input(stocked, *[(0, 8, None)] * 251), key="a")
    assert error["extensions"]["code"] == "MAX_INPUT_SIZE_EXCEEDED"


def test_without_idempotency_key_it_fails_from_2026_04_on(stocked):
    query = SET.replace("@idempotent(key: $key)", "").replace(", $key: String!", "")
    error = stocked.error(query, input=an_input(stocked, (0, 8, None)))
    assert error["message"] == (
        "The @idempotent directive is required for this mutation but was not provided."
    )
    assert error["extensions"]["code"] == "BAD_REQUEST"
    assert in_stock(stocked) == 5


def test_in_2026_01_the_compare_quantity_is_needed_and_the_item_must_be_stocked(stocked):
    query = SET.replace("@idempotent(key: $key)", "").replace(", $key: String!", "")

    def codes_of(given):
        answer = stocked.answer(query, version="2026-01", input=given)["data"]
        return [error["code"] for error in answer["inventorySetQuantities"]["userErrors"]]

    given = an_input(stocked, (0, 8, None))
    del given["quantities"][0]["changeFromQuantity"]
    assert codes_of(given) == ["COMPARE_QUANTITY_REQUIRED"]
    given["quantities"][0]["compareQuantity"] = 4
    assert codes_of(given) == ["COMPARE_QUANTITY_STALE"]
    given["ignoreCompareQuantity"] = True
    assert codes_of(given) == []
    assert in_stock(stocked) == 8
    given["quantities"][0]["locationId"] = location(stocked, 1)["id"]
    assert codes_of(given) == ["ITEM_NOT_STOCKED_AT_LOCATION"]


def test_the_same_key_does_nothing_twice(stocked):
    given = an_input(stocked, (0, 8, 5))
    first = set_stock(stocked, given)
    an_order(stocked.shop).line(item(stocked)["variant"], 2).place()
    assert set_stock(stocked, given) == first
    assert in_stock(stocked) == 6
    assert codes(stocked, an_input(stocked, (0, 9, None))) == ["IDEMPOTENCY_KEY_PARAMETER_MISMATCH"]
    assert in_stock(stocked) == 6


def test_a_key_that_was_refused_is_used_up(stocked):
    given = an_input(stocked, (0, 8, 4))
    assert codes(stocked, given) == ["CHANGE_FROM_QUANTITY_STALE"]
    assert codes(stocked, given) == ["IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED"]


def test_a_call_that_is_under_way_says_so(stocked):
    stocked.sandbox.idempotency.be_busy()
    given = an_input(stocked, (0, 8, 5))
    assert codes(stocked, given) == ["IDEMPOTENCY_CONCURRENT_REQUEST"]
    assert codes(stocked, given) == []
    stocked.sandbox.idempotency.be_busy()
    query = {"item": item(stocked)["id"], "location": location(stocked, 1)["id"], "key": "k"}
    error = stocked.error(ACTIVATE, **query)
    assert error["extensions"]["code"] == "IDEMPOTENCY_CONCURRENT_REQUEST"


def test_an_item_is_stocked_at_another_location(stocked):
    assert levels(stocked)["inventoryLevel"] is None
    assert activate(stocked, available=3)["inventoryLevel"] == {
        "isActive": True,
        "location": {"name": "Cellar"},
        "quantities": [{"name": "on_hand", "quantity": 3}, {"name": "available", "quantity": 3}],
    }
    found = levels(stocked)
    assert found["inventoryLevel"]["quantities"] == [{"quantity": 3}]
    assert found["inventoryLevels"]["pageInfo"]["hasNextPage"]
    again = activate(stocked, available=4, key="l")
    assert again["userErrors"][0]["message"].startswith("Not allowed to set available quantity")
    assert activate(stocked, key="m")["userErrors"] == []
    assert levels(stocked)["inventoryLevel"]["quantities"] == [{"quantity": 3}]


def test_a_quantity_of_an_item_that_is_not_stocked_is_kept_out_of_use(stocked):
    assert codes(stocked, an_input(stocked, (0, 8, 0), place=1)) == []
    assert levels(stocked)["inventoryLevel"] is None
    assert levels(stocked, everything=True)["inventoryLevel"] == {
        "isActive": False,
        "quantities": [{"quantity": 8}],
    }
    assert item(stocked)["variant"]["inventoryQuantity"]() == 5
    assert activate(stocked)["inventoryLevel"]["quantities"][1]["quantity"] == 8
    assert item(stocked)["variant"]["inventoryQuantity"]() == 13


def test_a_bundle_is_stocked_nowhere(stocked):
    assert activate(stocked, index=2, place=0)["inventoryLevel"] is None


def test_levels_are_read_by_one_bulk_operation(stocked):
    activate(stocked, available=3)
    query = (
        "{ inventoryItems { edges { node { id tracked inventoryLevels { edges { node { id"
        ' location { id } quantities(names: ["available", "committed"]) { name quantity }'
        " } } } } } } }"
    )
    operation = stocked.data(
        "mutation Run($query: String!) { bulkOperationRunQuery(query: $query) {"
        " bulkOperation { id } userErrors { message } } }",
        query=query,
    )["bulkOperationRunQuery"]
    assert operation["userErrors"] == []
    url = stocked.data(
        "query Q($id: ID!) { bulkOperation(id: $id) { url } }",
        id=operation["bulkOperation"]["id"],
    )["bulkOperation"]["url"]
    lines = [json.loads(line) for line in stocked.session.get(url).text.split("\n") if line]
    levels = [line for line in lines if "__parentId" in line]
    assert len(lines) - len(levels) == 3
    # The bundle has none.
    assert sorted(level["quantities"][0]["quantity"] for level in levels) == [3, 5, 5]
    assert {level["__parentId"] for level in levels} <= {line["id"] for line in lines}

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Looking up what Shopify has already, and what has changed there (P7, P13)."""

import pytest
from scripted import answer
from test_client_sandbox import client_of

from shopify import errors, gid
from shopify_sandbox import Sandbox
from shopify_sandbox.world.catalogue import add_product
from shopify_sandbox.world.opening import open_shop

ODD = ('he said "5\'" \\ OR sku:B', "a b", "Ä-1", "x:y", "(1)")


@pytest.fixture
def shop():
    return open_shop()


@pytest.fixture
def exchanges():
    return []


@pytest.fixture
def client(shop, exchanges):
    return client_of(Sandbox(shop, plan="Unlimited"), on_exchange=exchanges.append)


def a_variant(shop, sku=None, barcode=None):
    product = add_product(shop, f"Product {sku}", sku=sku, barcode=barcode)
    return product["variants"][0]


def test_p7_variants_are_found_by_sku_and_by_barcode(client, shop):
    mug = a_variant(shop, "M", "111")
    cup = a_variant(shop, "C", "222")
    a_variant(shop, "other", "333")
    by_sku, by_barcode = client.variants_by_code(["M", "nobody's"], ["222", "M"])
    assert {sku: [each.variant for each in found] for sku, found in by_sku.items()} == {
        "M": [mug["id"]]
    }
    (found,) = by_barcode["222"]
    assert (found.variant, found.product) == (cup["id"], cup["product"]["id"])
    assert (found.sku, found.barcode) == ("C", "222")
    assert list(by_barcode) == ["222"]


def test_p7_a_code_counts_only_as_it_is_written(client, shop):
    a_variant(shop, "mug-1")
    assert client.variants_by_code(["MUG-1", "mug"], []) == ({}, {})


@pytest.mark.parametrize("sku", ODD)
def test_p7_odd_codes_are_found_and_find_nothing_else(client, shop, sku):
    odd = a_variant(shop, sku)
    a_variant(shop, "B")
    by_sku, _by_barcode = client.variants_by_code([sku], [])
    assert [each.variant for each in by_sku.get(sku, [])] == [odd["id"]]
    assert list(by_sku) == [sku]


def test_p7_all_variants_with_a_code_are_told(client, shop):
    double = {a_variant(shop, "twice")["id"], a_variant(shop, "twice")["id"]}
    by_sku, _by_barcode = client.variants_by_code(["twice"], [])
    assert {each.variant for each in by_sku["twice"]} == double


def test_p7_a_search_that_finds_too_many_is_divided(client, shop):
    for _number in range(101):
        a_variant(shop, "many")
    alone = a_variant(shop, "alone")
    by_sku, _by_barcode = client.variants_by_code(["many", "alone"], [])
    assert [each.variant for each in by_sku["alone"]] == [alone["id"]]
    assert len(by_sku["many"]) == 100, "as ambiguous as more"


def test_p7_800_codes_are_a_request(client, shop, exchanges):
    made = [a_variant(shop, f"SKU{number}") for number in range(0, 900, 100)]
    by_sku, _by_barcode = client.variants_by_code((f"SKU{number}" for number in range(900)), [])
    assert len(by_sku) == len(made)
    assert len(exchanges) == 2
    assert all(exchange.cost.requested <= 500 for exchange in exchanges)


def test_p13_what_has_changed_is_told_cheaply(client, shop, exchanges):
    before = shop.clock.now()
    shop.clock.advance(minutes=1)
    first, second = (add_product(shop, f"Product {number}") for number in range(2))
    shop.clock.advance(minutes=1)
    shop.touch(first)
    (page,) = client.product_changes(f'updated_at:>"{before.isoformat()}"')
    assert [change.id for change in page] == [second["id"], first["id"]]
    assert page[0].updated_at < page[1].updated_at
    assert exchanges[0].cost.requested <= 15


def test_p13_every_page_of_changes_is_read(make_client):
    nodes = [
        {"id": gid.make("Product", number), "updatedAt": "2026-01-02T03:04:05Z"}
        for number in range(3)
    ]
    client, wire = make_client(
        answer(
            {
                "products": {
                    "nodes": nodes[:2],
                    "pageInfo": {"hasNextPage": True, "endCursor": "more"},
                }
            }
        ),
        answer(
            {"products": {"nodes": nodes[2:], "pageInfo": {"hasNextPage": False, "endCursor": ""}}}
        ),
    )
    pages = list(client.product_changes())
    assert [[change.id for change in page] for page in pages] == [
        [node["id"] for node in nodes[:2]],
        [nodes[2]["id"]],
    ]
    assert wire.sent[1]["variables"]["after"] == "more"


def refusal(code):
    entry = {"field": ["definition", "key"], "message": "Key is in use", "code": code}
    return answer({"metafieldDefinitionCreate": {"createdDefinition": None, "userErrors": [entry]}})


def test_p7_that_shopify_keeps_our_ids_already_is_no_error(make_client):
    client, wire = make_client(refusal("TAKEN"))
    client.keep_custom_ids("odoo_product", "Odoo product")
    (sent,) = wire.sent
    assert sent["variables"]["definition"] == {
        "key": "odoo_product",
        "name": "Odoo product",
        "type": "id",
        "ownerType": "PRODUCT",
    }


def test_p7_that_shopify_keeps_no_ids_of_ours_is_told(make_client):
    client, _wire = make_client(refusal("LIMIT_EXCEEDED"))
    with pytest.raises(errors.UserErrors):
        client.keep_custom_ids("odoo_product", "Odoo product")

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Looking up what Shopify has already, and what has changed there (P7, P13)."""

import pytest
from scripted import answer
from test_client_sandbox import client_of

from shopify import documents, errors, gid
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
    products = [add_product(shop, f"Product {number}") for number in range(3)]
    shop.clock.advance(minutes=1)
    shop.touch(products[1])
    gone = gid.make("Product", 404)
    found = client.products_changed_at([*(each["id"] for each in products), gone])
    assert list(found) == [each["id"] for each in products]
    assert found[products[1]["id"]] > found[products[0]["id"]] == found[products[2]["id"]]
    assert len(exchanges) == 1
    assert exchanges[0].cost.requested <= 10


def an_identifier(value):
    return {"customId": {"namespace": "$app", "key": "odoo_product", "value": value}}


def test_p7_products_are_found_by_ids_of_ours(client, shop):
    identifiers = {value: an_identifier(value) for value in ("db-1", "db-2")}
    assert client.products_by_identifier(identifiers) == {}, "Shopify keeps no such ids yet"
    client.keep_custom_ids("$app", "odoo_product", "Odoo product")
    assert client.products_by_identifier(identifiers) == {}
    row = {
        "identifier": an_identifier("db-2"),
        "input": {
            "title": "Mug",
            "metafields": [{**an_identifier("db-2")["customId"], "type": "id"}],
        },
    }
    (made,) = client.push(documents.PRODUCT_SET, [row])
    gid_of_mug = made.payload["product"]["id"]
    assert client.products_by_identifier(identifiers) == {"db-2": gid_of_mug}
    (again,) = client.push(documents.PRODUCT_SET, [row])
    assert again.payload["product"]["id"] == gid_of_mug, "the same product, not a second one"


def test_p7_another_refusal_of_ids_is_told(make_client):
    client, _wire = make_client(answer(errors=[{"message": "No such field"}]))
    with pytest.raises(errors.InvalidQuery):
        client.products_by_identifier({"db-1": an_identifier("db-1")})


def refusal(code):
    entry = {"field": ["definition", "key"], "message": "Key is in use", "code": code}
    return answer({"metafieldDefinitionCreate": {"createdDefinition": None, "userErrors": [entry]}})


def test_p7_that_shopify_keeps_our_ids_already_is_no_error(make_client):
    client, wire = make_client(refusal("TAKEN"))
    client.keep_custom_ids("$app", "odoo_product", "Odoo product")
    (sent,) = wire.sent
    assert sent["variables"]["definition"] == {
        "namespace": "$app",
        "key": "odoo_product",
        "name": "Odoo product",
        "type": "id",
        "ownerType": "PRODUCT",
    }


def test_p7_that_shopify_keeps_no_ids_of_ours_is_told(make_client):
    client, _wire = make_client(refusal("LIMIT_EXCEEDED"))
    with pytest.raises(errors.UserErrors):
        client.keep_custom_ids("$app", "odoo_product", "Odoo product")

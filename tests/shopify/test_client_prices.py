# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""P12: prices of variants are read in pages, and sent many in a request."""

from decimal import Decimal

import pytest
from graphql import parse, validate
from scripted import answer
from test_client_sandbox import client_of

from shopify import documents, errors, gid
from shopify.objects.price import Price
from shopify.prices import price_rows, prices_taken
from shopify_sandbox import Sandbox
from shopify_sandbox.schema import load
from shopify_sandbox.seeds.demo import demo_shop

UPDATE = documents.VARIANT_PRICES_UPDATE
JACKET = "Fjell Rain Jacket"


@pytest.fixture
def shop():
    return demo_shop(orders=0)


@pytest.fixture
def client(shop):
    return client_of(Sandbox(shop, plan="Unlimited"))


def product(shop, title=JACKET):
    return next(each for each in shop.collections["Product"] if each["title"] == title)


def a_price(variant, price="9.50", compare_at=None):
    return Price(variant["id"], Decimal(price), compare_at and Decimal(compare_at))


def push(client, product_node, *prices):
    return list(client.push(UPDATE, price_rows(product_node["id"], prices)))


def test_the_mutation_can_be_sent_many_at_once_and_again():
    schema = load("2026-10").graphql
    assert validate(schema, parse(documents.batched(UPDATE, 3).text)) == []
    assert UPDATE.is_repeatable


# === READING === #


def test_p12_prices_are_read_page_by_page(client, shop):
    variants = product(shop)["variants"]
    ids = [variant["id"] for variant in variants]
    gone = gid.make("ProductVariant", 404)
    pages = list(client.variant_prices([*ids[:3], gone, *ids[3:]], batch=5))
    assert [len(page.prices) for page in pages] == [4, 5, 3]
    assert [page.missing for page in pages] == [(gone,), (), ()]
    found = [price for page in pages for price in page.prices]
    assert found == [
        a_price(variant, variant["price"], variant["compareAtPrice"]) for variant in variants
    ]
    assert list(client.variant_prices([*ids[:3], gone, *ids[3:]], batch=5, prefetch=True)) == pages


@pytest.mark.parametrize(
    ("node", "path"),
    [
        ({"id": "gid://shopify/ProductVariant/1", "price": None, "compareAtPrice": None}, "price"),
        ({"id": "gid://shopify/ProductVariant/1", "price": "x", "compareAtPrice": None}, "price"),
        ({"id": "gid://shopify/ProductVariant/1", "price": "1.00"}, "compareAtPrice"),
        ({"id": None, "price": "1.00", "compareAtPrice": None}, "id"),
        ({"id": "gid://shopify/ProductVariant/1", "price": "1", "compareAtPrice": True}, "compare"),
    ],
)
def test_a_price_that_is_none_stops_at_the_door(node, path):
    with pytest.raises(errors.MalformedAnswer, match=path):
        Price.from_node(node)


# === SENDING === #


def test_p12_prices_are_sent_as_texts_and_a_cleared_one_as_null():
    variants = [{"id": gid.make("ProductVariant", number)} for number in range(3)]
    (row,) = price_rows(
        "gid://shopify/Product/7",
        [
            a_price(variants[0], "10.00"),
            a_price(variants[1], "1200", "1500"),
            a_price(variants[2], "3.300", "4.000"),
        ],
    )
    assert row["productId"] == "gid://shopify/Product/7"
    assert [(each["price"], each["compareAtPrice"]) for each in row["variants"]] == [
        ("10.00", None),
        ("1200", "1500"),
        ("3.300", "4.000"),
    ]


def test_p12_no_mutation_has_more_than_250_variants():
    prices = [a_price({"id": gid.make("ProductVariant", number)}) for number in range(2048)]
    rows = list(price_rows("gid://shopify/Product/7", prices))
    assert [len(row["variants"]) for row in rows] == [250] * 8 + [48]
    assert len({each["id"] for row in rows for each in row["variants"]}) == 2048


def test_p12_what_is_sent_is_what_shopify_has(client, shop):
    node = product(shop)
    first, second, *_others = node["variants"]
    prices = (a_price(first, "99.50", "120.00"), a_price(second, "10.00"))
    (outcome,) = push(client, node, *prices)
    assert outcome.succeeded
    assert prices_taken(outcome) == {price.id: price for price in prices}
    assert (first["price"], first["compareAtPrice"]) == ("99.50", "120.00")
    assert (second["price"], second["compareAtPrice"]) == ("10.00", None)


def test_p12_a_refused_variant_takes_no_other_of_its_product_with_it(client, shop):
    node = product(shop)
    first, second, third, *_others = node["variants"]
    before = third["price"]
    (outcome,) = push(
        client,
        node,
        a_price(first),
        a_price({"id": gid.make("ProductVariant", 404)}),
        a_price(third, "-1.00"),
        a_price(second),
    )
    assert [(refusal.field, refusal.code) for refusal in outcome.user_errors] == [
        (("variants", "1", "id"), "PRODUCT_VARIANT_DOES_NOT_EXIST"),
        (("variants", "2", "price"), "GREATER_THAN_OR_EQUAL_TO"),
    ]
    taken = prices_taken(outcome)
    assert taken[first["id"]] == a_price(first)
    assert taken[second["id"]] == a_price(second)
    assert taken[third["id"]] == a_price(third, before)


def test_p12_a_product_that_is_gone_takes_no_other_product_with_it(client, shop):
    node = product(shop)
    variant = node["variants"][0]
    rows = [
        *price_rows(gid.make("Product", 404), [a_price(variant)]),
        *price_rows(node["id"], [a_price(variant)]),
    ]
    gone, done = client.push(UPDATE, rows)
    assert [refusal.code for refusal in gone.user_errors] == ["PRODUCT_DOES_NOT_EXIST"]
    assert prices_taken(gone) == {}
    assert done.succeeded


def test_p12_a_bulk_operation_does_the_same(client, shop):
    node = product(shop)
    prices = [a_price(variant, "7.77", "8.88") for variant in node["variants"]]
    rows = list(price_rows(node["id"], prices))
    (outcome,) = client.bulk_mutation(UPDATE, rows)
    assert prices_taken(outcome) == {price.id: price for price in prices}


def test_nothing_is_sent_while_changes_are_off(make_client):
    client, wire = make_client(answer({}), may_change=False)
    with pytest.raises(errors.HandsOff):
        list(client.push(UPDATE, [{"productId": "gid://shopify/Product/7", "variants": []}]))
    assert not wire.requests


def test_a_row_without_an_answer_has_no_prices(make_client):
    client, _wire = make_client(answer({"n0": None}, errors=[]))
    (outcome,) = client.push(UPDATE, [{"productId": "gid://shopify/Product/7", "variants": []}])
    assert outcome.error
    assert prices_taken(outcome) == {}

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Products, variants and collections are searched, sorted and counted as Shopify documents it."""

import pytest
from products_common import AskingProducts, options, variant

from shopify_sandbox.world.collections import add_collection
from shopify_sandbox.world.publications import publish

PRODUCTS = (
    "query P($query: String, $key: ProductSortKeys = ID, $reverse: Boolean = false)"
    " { products(first: 50, query: $query, sortKey: $key, reverse: $reverse) { nodes { title } } }"
)
VARIANTS = (
    "query V($query: String, $key: ProductVariantSortKeys = ID)"
    " { productVariants(first: 50, query: $query, sortKey: $key) { nodes { sku } } }"
)


@pytest.fixture(scope="module")
def asking():
    asking = AskingProducts()
    asking.tent = asking.was_set(
        title="Big Tent",
        vendor="Isbre",
        productType="Tents",
        tags=["camp", "new"],
        productOptions=options(Size="S L", Colour="Red"),
        variants=[
            variant("Size:S Colour:Red", price="80", sku="T-S", barcode="111"),
            variant("Size:L Colour:Red", price="120", compareAtPrice="150", sku="T-L"),
        ],
    )
    asking.later()
    asking.mug = asking.was_set(
        title="Mug",
        vendor="Lumi",
        productType="Cups",
        tags=["camp"],
        status="DRAFT",
        category="gid://shopify/TaxonomyCategory/hg-11",
    )
    asking.later()
    asking.card = asking.was_set(title="Gift card", giftCard=True, status="ARCHIVED")
    tent = asking.shop.node(asking.tent["id"])
    asking.online, asking.counter, _shop = asking.shop.collection("Publication")
    publish(asking.shop, tent, {asking.online["id"]: asking.shop.now()})
    publish(
        asking.shop, asking.shop.node(asking.mug["id"]), {asking.counter["id"]: asking.shop.now()}
    )
    asking.sale = add_collection(asking.shop, "Sale", products=[tent])
    rules = [{"__typename": "CollectionRule", "column": "TAG", "relation": "EQUALS"}]
    rules[0] |= {"condition": "camp", "conditionObject": None}
    add_collection(asking.shop, "Camping", rule_set={"appliedDisjunctively": False, "rules": rules})
    return asking


def number(node):
    return node["id"].rpartition("/")[2]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status:active", ["Big Tent"]),
        ("status:draft,archived", ["Mug", "Gift card"]),
        ("tag:camp", ["Big Tent", "Mug"]),
        ("tag:camp -tag:new", ["Mug"]),
        ("tag_not:camp", ["Gift card"]),
        ("vendor:isbre", ["Big Tent"]),
        ("product_type:Cups", ["Mug"]),
        ("sku:t-l", ["Big Tent"]),
        ("barcode:111", ["Big Tent"]),
        ("gift_card:true", ["Gift card"]),
        ("title:tent", ["Big Tent"]),
        ('title:"Big Tent"', ["Big Tent"]),
        ("handle:mug", ["Mug"]),
        ("updated_at:>'2026-11-20T12:30:00Z' status:draft", ["Mug"]),
        ("created_at:<2026-11-20T13:30:00Z", ["Big Tent", "Mug"]),
        ("price:>100", ["Big Tent"]),
        ("is_price_reduced:true", ["Big Tent"]),
        ("inventory_total:0", ["Big Tent", "Mug", "Gift card"]),
        ("out_of_stock_somewhere:true", ["Big Tent"]),
        ("has_only_default_variant:true", ["Mug", "Gift card"]),
        ("category_id:hg-11", ["Mug"]),
        ("bundles:true", []),
        ("published_status:published", ["Big Tent"]),
        ("published_status:unpublished", ["Mug", "Gift card"]),
        ("published_status:online_store_channel", ["Big Tent", "Mug", "Gift card"]),
        ("published_status:unavailable", ["Mug", "Gift card"]),
        ("published_status:point_of_sale-intended", ["Mug"]),
        ("published_status:point_of_sale-hidden", ["Big Tent", "Mug", "Gift card"]),
        ("published_status:point_of_sale-published", []),
    ],
)
def test_products_are_found(asking, query, found):
    nodes = asking.data(PRODUCTS, query=query)["products"]["nodes"]
    assert [one["title"] for one in nodes] == found


def test_products_are_found_by_ids(asking):
    for query in (
        f"id:{number(asking.mug)}",
        f"publication_ids:{number(asking.counter)}",
        f"published_status:{number(asking.counter)}-intended",
        f"id:>={number(asking.mug)} status:draft",
    ):
        nodes = asking.data(PRODUCTS, query=query)["products"]["nodes"]
        assert [one["title"] for one in nodes] == ["Mug"]
    nodes = asking.data(PRODUCTS, query=f"collection_id:{number(asking.sale)}")["products"]["nodes"]
    assert [one["title"] for one in nodes] == ["Big Tent"]


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("TITLE", ["Big Tent", "Gift card", "Mug"]),
        ("CREATED_AT", ["Big Tent", "Mug", "Gift card"]),
        ("PRODUCT_TYPE", ["Gift card", "Mug", "Big Tent"]),
        ("INVENTORY_TOTAL", ["Big Tent", "Mug", "Gift card"]),
    ],
)
def test_products_are_sorted(asking, key, found):
    nodes = asking.data(PRODUCTS, key=key)["products"]["nodes"]
    assert [one["title"] for one in nodes] == found
    nodes = asking.data(PRODUCTS, key=key, reverse=True)["products"]["nodes"]
    assert [one["title"] for one in nodes] == found[::-1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sku:T-S", ["T-S"]),
        ("sku:T-S OR sku:T-L", ["T-S", "T-L"]),
        ("sku:T*", ["T-S", "T-L"]),
        ("barcode:111", ["T-S"]),
        ("title:red", ["T-S", "T-L"]),
        ("option1:L", ["T-L"]),
        ("option2:red", ["T-S", "T-L"]),
        ("vendor:Isbre price:>100", ["T-L"]),
        ("product_status:active", ["T-S", "T-L"]),
        ("gift_card:true", [None]),
        ("taxable:false", []),
        ("inventory_quantity:0 tag:new", ["T-S", "T-L"]),
        ("published_status:published", ["T-S", "T-L"]),
        ("tag:camp", ["T-S", "T-L", None]),
    ],
)
def test_variants_are_found(asking, query, found):
    nodes = asking.data(VARIANTS, query=query)["productVariants"]["nodes"]
    assert [one["sku"] for one in nodes] == found


def test_variants_are_found_by_ids_and_sorted(asking):
    for query in (
        f"product_id:{number(asking.tent)}",
        f"product_ids:{number(asking.tent)},1",
        f"collection:{number(asking.sale)}",
        f"location_id:{number(asking.warehouse)} vendor:Isbre",
    ):
        nodes = asking.data(VARIANTS, query=query, key="SKU")["productVariants"]["nodes"]
        assert [one["sku"] for one in nodes] == ["T-L", "T-S"]
    nodes = asking.data(VARIANTS, query="tag:new", key="FULL_TITLE")["productVariants"]["nodes"]
    assert [one["sku"] for one in nodes] == ["T-L", "T-S"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("title:sale", ["Sale"]),
        ("handle:camping", ["Camping"]),
        ("collection_type:smart", ["Camping"]),
        ("collection_type:custom", ["Sale"]),
        ("published_status:published", ["Sale", "Camping"]),
        ("updated_at:<2026-11-20", []),
    ],
)
def test_collections_are_found(asking, query, found):
    text = "query C($query: String) { collections(first: 9, query: $query) { nodes { title } } }"
    nodes = asking.data(text, query=query)["collections"]["nodes"]
    assert [one["title"] for one in nodes] == found


def test_collections_of_a_product_are_found(asking):
    text = "query C($query: String) { collections(first: 9, query: $query) { nodes { title } } }"
    nodes = asking.data(text, query=f"product_id:{number(asking.mug)}")["collections"]["nodes"]
    assert nodes == [{"title": "Camping"}]


def test_all_are_counted(asking):
    query = (
        '{ productsCount(query: "status:active") { count precision }'
        ' productVariantsCount(query: "tag:camp") { count } collectionsCount { count }'
        " limited: productVariantsCount(limit: 2) { count precision } }"
    )
    assert asking.data(query) == {
        "productsCount": {"count": 1, "precision": "EXACT"},
        "productVariantsCount": {"count": 3},
        "collectionsCount": {"count": 2},
        "limited": {"count": 2, "precision": "AT_LEAST"},
    }


def test_tags_types_and_vendors_are_listed_once(asking):
    query = (
        "{ productTags(first: 1) { nodes pageInfo { hasNextPage } }"
        " productTypes(first: 9) { nodes } productVendors(first: 9) { edges { node } } }"
    )
    data = asking.data(query)
    assert data["productTags"] == {"nodes": ["camp"], "pageInfo": {"hasNextPage": True}}
    assert data["productTypes"]["nodes"] == ["Cups", "Tents"]
    vendors = [edge["node"] for edge in data["productVendors"]["edges"]]
    assert vendors == sorted({"Isbre", "Lumi", asking.shop.profile["name"]})


def test_products_variants_and_collections_by_their_identifiers(asking):
    query = (
        "query I($variant: ID!, $collection: ID!) { productByIdentifier(identifier:"
        ' {handle: "mug"}) { title } productByHandle(handle: "nothing") { title }'
        " productVariantByIdentifier(identifier: {id: $variant}) { sku }"
        " collectionByIdentifier(identifier: {id: $collection}) { title }"
        ' collectionByHandle(handle: "camping") { title } }'
    )
    gid = asking.tent["variants"]["nodes"][0]["id"]
    assert asking.data(query, variant=gid, collection=asking.sale["id"]) == {
        "productByIdentifier": {"title": "Mug"},
        "productByHandle": None,
        "productVariantByIdentifier": {"sku": "T-S"},
        "collectionByIdentifier": {"title": "Sale"},
        "collectionByHandle": {"title": "Camping"},
    }


def test_items_with_the_same_sku_are_counted(asking):
    asking.was_set(
        title="Double", productOptions=options(A="1"), variants=[variant("A:1", sku="T-S")]
    )
    query = (
        '{ inventoryItems(first: 5, query: "sku:T-S") { nodes { duplicateSkuCount } }'
        ' one: inventoryItems(first: 5, query: "sku:T-L") { nodes { duplicateSkuCount } } }'
    )
    data = asking.data(query)
    assert data["inventoryItems"]["nodes"] == [{"duplicateSkuCount": 1}] * 2
    assert data["one"]["nodes"] == [{"duplicateSkuCount": 0}]

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Products are created, changed and deleted as Shopify does it."""

import pytest
from products_common import AskingProducts, messages, options, titles

from shopify_sandbox.shopper import an_order
from shopify_sandbox.world.collections import add_collection

LONG = "x" * 256
DELETE = (
    "mutation D($id: ID!, $now: Boolean = true) { productDelete(input: {id: $id},"
    " synchronous: $now) { deletedProductId productDeleteOperation { id status deletedProductId }"
    " userErrors { field message } } }"
)


@pytest.fixture
def asking():
    return AskingProducts()


@pytest.fixture
def tent(asking):
    return asking.was_set(title="Tent", vendor="Isbre", tags=["a"])


def test_a_product_is_created_with_its_first_variant(asking):
    sale = add_collection(asking.shop, "Sale")
    payload = asking.create(
        title="Mug",
        productType="Cups",
        status="DRAFT",
        productOptions=options(Size="S M", Colour="Red Blue"),
        collectionsToJoin=[sale["id"]],
    )
    assert payload["userErrors"] == []
    product = payload["product"]
    assert (product["productType"], product["status"]) == ("Cups", "DRAFT")
    assert titles(product) == ["S / Red"]
    size = product["options"][0]
    assert size["values"] == ["S"]
    assert [value["name"] for value in size["optionValues"]] == ["S", "M"]
    assert [value["hasVariants"] for value in size["optionValues"]] == [True, False]
    assert product["tracksInventory"] is False
    assert product["collections"]["nodes"] == [{"title": "Sale"}]


def test_a_product_without_title_is_not_created(asking):
    assert messages(asking.create(title="")) == {"title": "Title can't be blank"}
    assert messages(asking.create(title=LONG, handle=LONG)) == {
        "title": "Title is too long (maximum is 255 characters)",
        "handle": "Handle is too long (maximum is 255 characters)",
    }


def test_a_product_is_changed(asking, tent):
    asking.later()
    payload = asking.update(
        tent,
        title="Big tent",
        status="ARCHIVED",
        tags=["b", "A"],
        seo={"title": "Tents", "description": ""},
        descriptionHtml="<ul><li>Warm</li><li>Dry</li></ul>",
        vendor="",
    )
    assert payload["userErrors"] == []
    product = payload["product"]
    assert (product["title"], product["status"]) == ("Big tent", "ARCHIVED")
    assert (product["handle"], product["tags"]) == ("tent", ["A", "b"])
    assert product["seo"] == {"title": "Tents", "description": None}
    assert product["description"] == "Warm Dry"
    assert product["vendor"] == asking.shop.profile["name"]
    assert product["updatedAt"] == "2026-11-20T13:00:00Z"
    assert product["variants"]["nodes"][0]["displayName"] == "Big tent - Default Title"
    asking.later()
    again = asking.update(product, title="Big tent", seo={"title": "Tents"})
    assert again["product"]["updatedAt"] == "2026-11-20T13:00:00Z"


def test_what_is_refused_changes_nothing(asking, tent):
    asking.was_set(title="Mug", handle="mug")
    payload = asking.update(tent, title=LONG, vendor="New")
    assert messages(payload) == {"title": "Title is too long (maximum is 255 characters)"}
    assert payload["product"]["vendor"] == "Isbre"
    assert messages(asking.update(tent, handle="mug")) == {
        "input.handle": "Handle 'mug' already in use. Please provide a new handle."
    }
    missing = asking.update({"id": "gid://shopify/Product/1"}, title="A")
    assert messages(missing) == {"id": "Product does not exist"}
    too_big = asking.update(tent, descriptionHtml="x" * (512 * 1024 + 1))
    assert messages(too_big) == {"descriptionHtml": "Body (HTML) is too big (maximum is 512 KB)"}


def test_a_product_joins_and_leaves_collections(asking, tent):
    sale, new = (add_collection(asking.shop, title) for title in ("Sale", "New"))
    joined = asking.update(tent, collectionsToJoin=[sale["id"], new["id"]])
    assert [one["title"] for one in joined["product"]["collections"]["nodes"]] == ["Sale", "New"]
    left = asking.update(tent, collectionsToLeave=[sale["id"]])
    assert left["product"]["collections"]["nodes"] == [{"title": "New"}]


def test_a_product_is_changed_by_its_handle(asking, tent):
    query = (
        "mutation U($product: ProductUpdateInput!) { productUpdate(product: $product,"
        ' identifier: {handle: "tent"}) { product { id status } userErrors { message } } }'
    )
    answer = asking.data(query, product={"status": "DRAFT"})["productUpdate"]
    assert answer["product"] == {"id": tent["id"], "status": "DRAFT"}


def test_a_product_is_deleted_with_all_that_belongs_to_it(asking):
    shirt = asking.a_shirt()
    node = asking.shop.node(shirt["id"])
    order = an_order(asking.shop).line(node["variants"][0], 1).paid_by("visa").place()
    sale = add_collection(asking.shop, "Sale", products=[node])
    answer = asking.data(DELETE, id=shirt["id"])["productDelete"]
    assert answer["deletedProductId"] == shirt["id"]
    for name in ("Product", "ProductVariant", "InventoryItem", "InventoryLevel"):
        assert asking.shop.collection(name) == []
    assert asking.warehouse["inventoryLevels"] == []
    assert sale["products"]() == []
    (line,) = order["lineItems"]
    assert (line["product"], line["variant"], line["title"]) == (None, None, "Shirt")
    again = asking.data(DELETE, id=shirt["id"])["productDelete"]
    assert again["userErrors"] == [{"field": ["id"], "message": "Product does not exist"}]


def test_a_product_is_deleted_later(asking, tent):
    answer = asking.data(DELETE, id=tent["id"], now=False)["productDelete"]
    assert answer["deletedProductId"] is None
    operation = answer["productDeleteOperation"]
    assert (operation["status"], operation["deletedProductId"]) == ("CREATED", None)
    query = (
        "query O($id: ID!) { productOperation(id: $id) { status"
        " ... on ProductDeleteOperation { deletedProductId } } }"
    )
    done = asking.data(query, id=operation["id"])["productOperation"]
    assert done == {"status": "COMPLETE", "deletedProductId": tent["id"]}


def test_a_status_alone_is_changed(asking, tent):
    query = (
        "mutation S($id: ID!) { productChangeStatus(productId: $id, status: DRAFT)"
        " { product { status } userErrors { field code } } }"
    )
    assert asking.data(query, id=tent["id"])["productChangeStatus"]["product"] == {
        "status": "DRAFT"
    }
    missing = asking.data(query, id="gid://shopify/Product/1")["productChangeStatus"]
    assert missing["userErrors"] == [{"field": ["productId"], "code": "PRODUCT_NOT_FOUND"}]


def test_a_sale_and_a_stock_change_are_changes_of_the_product(asking):
    shirt = asking.a_shirt()
    node = asking.shop.node(shirt["id"])
    asking.later()
    an_order(asking.shop).line(node["variants"][0], 1).paid_by("visa").place()
    assert node["updatedAt"] == "2026-11-20T13:00:00Z"

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Webhooks about products, collections and stock."""

import json

import pytest
from products_common import AskingProducts, options, variant
from test_server_webhooks import SUBSCRIBE

from shopify_sandbox.shopper import an_order
from shopify_sandbox.world.media import add_media
from shopify_sandbox.world.pictures import a_png

ADDRESS = "https://odoo.example/shopify/webhook"


class Subscribed(AskingProducts):
    """A shop whose app hears of some topics."""

    def __init__(self):
        super().__init__()
        self.webhooks = self.sandbox.webhooks

    def subscribe(self, *topics, **given):
        for topic in topics:
            data = self.data(SUBSCRIBE, topic=topic, given={"uri": ADDRESS, **given})
            assert data["webhookSubscriptionCreate"]["userErrors"] == []

    def told(self):
        """What was sent since the last time: topic and body."""
        new = [(one.topic, json.loads(one.body)) for one in self.webhooks.outbox]
        self.webhooks.clear()
        return new

    def topics(self):
        return [topic for topic, _body in self.told()]


@pytest.fixture
def asking():
    return Subscribed()


@pytest.fixture
def subscribed(asking):
    asking.subscribe("PRODUCTS_CREATE", "PRODUCTS_UPDATE", "PRODUCTS_DELETE")
    return asking


def test_a_new_product_is_told_with_its_variants(subscribed):
    product = subscribed.a_shirt(
        descriptionHtml="<p>Soft</p>",
        vendor="Weaver",
        productType="Clothing",
        tags=["summer", "cotton"],
        category="gid://shopify/TaxonomyCategory/aa-1",
    )
    [(topic, body)] = subscribed.told()
    assert topic == "products/create"
    assert body["admin_graphql_api_id"] == product["id"]
    assert (body["title"], body["vendor"], body["status"]) == ("Shirt", "Weaver", "active")
    assert (body["body_html"], body["tags"]) == ("<p>Soft</p>", "cotton, summer")
    assert body["category"]["name"] == "Clothing"
    assert (body["published_at"], body["published_scope"]) == (None, "web")
    assert (body["images"], body["image"]) == ([], None)
    assert [(one["name"], one["values"]) for one in body["options"]] == [
        ("Size", ["S", "M"]),
        ("Colour", ["Red", "Blue"]),
    ]
    assert [
        (one["option1"], one["option2"], one["option3"], one["sku"], one["price"])
        for one in body["variants"]
    ] == [
        ("S", "Red", None, "S-RED", "20.00"),
        ("M", "Red", None, "M-RED", "20.00"),
        ("M", "Blue", None, "M-BLUE", "22.00"),
    ]
    assert [one["admin_graphql_api_id"] for one in body["variant_gids"]] == [
        one["id"] for one in product["variants"]["nodes"]
    ]


def test_a_change_of_a_product_or_its_variants_is_told_once_in_its_last_state(subscribed):
    product = subscribed.a_shirt()
    subscribed.told()
    shop = subscribed.shop
    with shop.lock:
        subscribed.update(product, title="Blouse")
        [first, *_rest] = product["variants"]["nodes"]
        subscribed.bulk_update(product, {"id": first["id"], "price": "25"})
    told = subscribed.told()
    assert {topic for topic, _body in told} == {"products/update"}
    _topic, body = told[-1]
    assert (body["title"], body["variants"][0]["price"]) == ("Blouse", "25.00")


def test_only_the_asked_fields_of_a_product_are_sent(asking):
    asking.subscribe("PRODUCTS_CREATE", includeFields=["id", "title"])
    product = asking.a_shirt()
    number = int(product["id"].rpartition("/")[2])
    assert asking.told() == [("products/create", {"id": number, "title": "Shirt"})]


def test_a_removed_product_is_told_with_its_id_alone(subscribed):
    product = subscribed.a_shirt()
    subscribed.told()
    subscribed.data(
        "mutation D($id: ID!) { productDelete(input: {id: $id}) { deletedProductId } }",
        id=product["id"],
    )
    number = int(product["id"].rpartition("/")[2])
    assert subscribed.told() == [("products/delete", {"id": number})]


def test_pictures_of_a_product_are_told_with_the_variants_that_show_them(subscribed):
    product = subscribed.shop.node(subscribed.a_shirt()["id"])
    subscribed.told()
    picture = add_media(subscribed.shop, product, a_png(4, 3), alt="Red")
    shown_on = product["variants"][0]
    shown_on["media"].append(picture)
    _topic, body = subscribed.told()[-1]
    [media], [image] = body["media"], body["images"]
    assert (media["alt"], media["status"], media["media_content_type"]) == (
        "Red",
        "READY",
        "IMAGE",
    )
    assert (image["width"], image["height"], image["position"]) == (4, 3, 1)
    assert image["variant_ids"] == [int(shown_on["legacyResourceId"])]
    assert body["image"] == image
    assert [one["image_id"] for one in body["variants"]] == [image["id"], None, None]


# === STOCK === #


def test_stock_that_changes_is_told_per_item_and_location(asking):
    asking.subscribe("INVENTORY_LEVELS_UPDATE")
    product = asking.a_shirt(
        productOptions=options(Size="S"),
        variants=[
            variant(
                "Size:S",
                inventoryItem={"tracked": True},
                inventoryQuantities=[
                    {"locationId": asking.warehouse["id"], "name": "available", "quantity": 5}
                ],
            )
        ],
    )
    asking.told()
    [made] = asking.shop.node(product["id"])["variants"]
    an_order(asking.shop).line(made, 2).place()
    [(topic, body)] = asking.told()
    assert topic == "inventory_levels/update"
    assert body["available"] == 3
    assert body["location_id"] == int(asking.warehouse["legacyResourceId"])
    assert body["inventory_item_id"] == int(made["inventoryItem"]["legacyResourceId"])


def test_a_changed_item_is_told_with_cost_weight_and_customs_data(asking):
    asking.subscribe("INVENTORY_ITEMS_UPDATE")
    product = asking.a_shirt()
    asking.told()
    [first, *_rest] = product["variants"]["nodes"]
    asking.bulk_update(
        product,
        {
            "id": first["id"],
            "inventoryItem": {
                "cost": "7.50",
                "harmonizedSystemCode": "610910",
                "countryCodeOfOrigin": "PT",
                "measurement": {"weight": {"value": 0.2, "unit": "KILOGRAMS"}},
            },
        },
    )
    [(topic, body)] = asking.told()
    assert topic == "inventory_items/update"
    assert (body["sku"], body["cost"]) == ("S-RED", "7.50")
    assert (body["harmonized_system_code"], body["country_code_of_origin"]) == ("610910", "PT")
    assert (body["weight_value"], body["weight_unit"]) == (0.2, "kg")


# === COLLECTIONS === #

COLLECT = (
    "mutation C($given: CollectionInput!) { collectionCreate(input: $given)"
    " { collection { id } userErrors { message } } }"
)


def test_collections_are_told_with_their_rules(asking):
    asking.subscribe("COLLECTIONS_CREATE", "COLLECTIONS_UPDATE", "COLLECTIONS_DELETE")
    rule = {"column": "TAG", "relation": "EQUALS", "condition": "summer"}
    made = asking.data(
        COLLECT,
        given={
            "title": "Summer",
            "sortOrder": "PRICE_ASC",
            "ruleSet": {"appliedDisjunctively": True, "rules": [rule]},
        },
    )["collectionCreate"]["collection"]
    number = int(made["id"].rpartition("/")[2])
    [(topic, body)] = asking.told()
    assert (topic, body["id"]) == ("collections/create", number)
    assert (body["title"], body["sort_order"]) == ("Summer", "price-asc")
    assert body["disjunctive"] is True
    assert body["rules"] == [{"column": "tag", "relation": "equals", "condition": "summer"}]
    asking.data(
        'mutation U($id: ID!) { collectionUpdate(input: {id: $id, title: "Sun"})'
        " { collection { id } userErrors { message } } }",
        id=made["id"],
    )
    [(topic, body)] = asking.told()
    assert (topic, body["title"]) == ("collections/update", "Sun")
    asking.data(
        "mutation D($id: ID!) { collectionDelete(input: {id: $id}) { deletedCollectionId } }",
        id=made["id"],
    )
    assert asking.told() == [("collections/delete", {"id": number})]

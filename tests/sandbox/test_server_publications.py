# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Products and collections are published in sales channels."""

import pytest
from products_common import AskingProducts, messages

from shopify_sandbox.world.collections import add_collection
from shopify_sandbox.world.publications import add_publication

_STATE = (
    "id publishedAt onlineStoreUrl resourcePublicationsCount { count }"
    " resourcePublicationsV2(first: 10) { nodes { isPublished publishDate publication { name } } }"
    " all: resourcePublicationsV2(first: 10, onlyPublished: false)"
    " { nodes { isPublished publication { name } } }"
    " unpublishedPublications(first: 10) { nodes { name } }"
)
STATE = f"query S($id: ID!) {{ product(id: $id) {{ {_STATE} }} }}"
CHANGE = (
    "mutation P($id: ID!, $input: [PublicationInput!]!) {{ {0}(id: $id, input: $input)"
    " {{ publishable {{ ... on Product {{ id }} ... on Collection {{ title }}"
    ' publishedOnPublication(publicationId: "{1}") }} shop {{ publicationCount }}'
    " userErrors {{ field message }} }} }}"
)


@pytest.fixture
def asking():
    asking = AskingProducts()
    asking.online, asking.counter, asking.shopping = asking.shop.collection("Publication")
    return asking


@pytest.fixture
def tent(asking):
    return asking.was_set(title="Tent")


def publish(asking, node, *publications, name="publishablePublish", **more):
    given = [{"publicationId": one["id"], **more} for one in publications]
    query = CHANGE.format(name, asking.online["id"])
    return asking.data(query, id=node["id"], input=given)[name]


def state(asking, product):
    return asking.data(STATE, id=product["id"])["product"]


def names(connection):
    nodes = (one.get("publication", one) for one in connection["nodes"])
    return [one["name"] for one in nodes]


def test_the_sales_channels_of_a_shop(asking):
    query = (
        "query P($after: String) { publications(first: 2, after: $after, catalogType: APP)"
        " { nodes { id name autoPublish supportsFuturePublishing app { handle }"
        " catalog { title status } channels(first: 2) { nodes { name handle } } }"
        " pageInfo { hasNextPage endCursor } } publicationsCount { count } }"
    )
    data = asking.data(query)
    assert data["publicationsCount"] == {"count": 3}
    first = data["publications"]
    assert [one["name"] for one in first["nodes"]] == ["Online Store", "Point of Sale"]
    assert [one["supportsFuturePublishing"] for one in first["nodes"]] == [True, False]
    assert first["nodes"][0]["catalog"]["status"] == "ACTIVE"
    assert first["nodes"][1]["channels"]["nodes"][0]["handle"] == "point_of_sale"
    second = asking.data(query, after=first["pageInfo"]["endCursor"])["publications"]
    assert [one["name"] for one in second["nodes"]] == ["Shop"]
    assert second["pageInfo"]["hasNextPage"] is False
    companies = "{ publications(first: 2, catalogType: COMPANY_LOCATION) { nodes { id } } }"
    assert asking.data(companies)["publications"]["nodes"] == []


def test_the_scope_for_publications_is_needed():
    asking = AskingProducts(scopes=["read_products", "write_products"])
    for query in (
        "{ publications(first: 1) { nodes { id } } }",
        'mutation { publishablePublish(id: "gid://shopify/Product/1", input: [])'
        " { userErrors { message } } }",
    ):
        assert asking.error(query)["extensions"]["code"] == "ACCESS_DENIED"


def test_a_new_product_is_nowhere_but_where_all_that_is_new_is_published(asking, tent):
    assert state(asking, tent)["resourcePublicationsCount"] == {"count": 0}
    add_publication(asking.shop, "Buy Button", "buy_button", auto_publish=True)
    mug = asking.was_set(title="Mug")
    assert names(state(asking, mug)["resourcePublicationsV2"]) == ["Buy Button"]


def test_a_product_is_published_and_taken_back(asking, tent):
    asking.later()
    payload = publish(asking, tent, asking.online, asking.counter)
    assert payload["userErrors"] == []
    assert payload["publishable"] == {"id": tent["id"], "publishedOnPublication": True}
    assert payload["shop"] == {"publicationCount": 3}
    now = state(asking, tent)
    assert names(now["resourcePublicationsV2"]) == ["Online Store", "Point of Sale"]
    assert now["resourcePublicationsV2"]["nodes"][0]["publishDate"] == "2026-11-20T13:00:00Z"
    assert now["publishedAt"] == "2026-11-20T13:00:00Z"
    assert now["onlineStoreUrl"].endswith("/products/tent")
    assert names(now["unpublishedPublications"]) == ["Shop"]
    assert asking.shop.node(tent["id"])["updatedAt"] == "2026-11-20T13:00:00Z"
    publish(asking, tent, asking.online, name="publishableUnpublish")
    now = state(asking, tent)
    assert names(now["resourcePublicationsV2"]) == ["Point of Sale"]
    assert (now["publishedAt"], now["onlineStoreUrl"]) == (None, None)


def test_a_draft_waits_in_its_channels_until_it_is_active(asking, tent):
    asking.update(tent, status="DRAFT")
    publish(asking, tent, asking.online)
    now = state(asking, tent)
    assert now["resourcePublicationsV2"]["nodes"] == []
    assert now["all"]["nodes"] == [{"isPublished": False, "publication": {"name": "Online Store"}}]
    assert (now["publishedAt"], now["onlineStoreUrl"]) == (None, None)
    asking.update(tent, status="ACTIVE")
    now = state(asking, tent)
    assert names(now["resourcePublicationsV2"]) == ["Online Store"]
    assert now["publishedAt"] == "2026-11-20T12:00:00Z"


def test_a_later_date_only_in_the_online_store(asking, tent):
    date = "2026-11-20T13:30:00Z"
    refused = publish(asking, tent, asking.counter, publishDate=date)
    assert messages(refused) == {
        "input.0.publishDate": "Only online store channels support publishing in the future"
    }
    assert publish(asking, tent, asking.online, publishDate=date)["userErrors"] == []
    assert names(state(asking, tent)["resourcePublicationsV2"]) == []
    asking.shop.clock.advance(hours=2)
    assert names(state(asking, tent)["resourcePublicationsV2"]) == ["Online Store"]


def test_what_cannot_be_published(asking, tent):
    strange = {"id": "gid://shopify/Publication/1"}
    refused = publish(asking, tent, asking.online, strange)
    assert messages(refused) == {
        "input.1.publicationId": "Publication does not exist or is not publishable"
    }
    assert state(asking, tent)["resourcePublicationsCount"] == {"count": 0}
    refused = publish(asking, {"id": "gid://shopify/Product/1"}, asking.online)
    assert messages(refused) == {"id": "Resource does not exist"}


def test_a_collection_is_published(asking):
    sale = add_collection(asking.shop, "Sale", published=False)
    payload = publish(asking, sale, asking.online)
    assert payload["publishable"] == {"title": "Sale", "publishedOnPublication": True}


def test_the_products_of_a_sales_channel(asking, tent):
    publish(asking, tent, asking.counter)
    asking.was_set(title="Mug")
    query = (
        "query P($id: ID!) { publication(id: $id) { products(first: 5) { nodes { title } } }"
        " publishedProductsCount(publicationId: $id) { count } }"
    )
    data = asking.data(query, id=asking.counter["id"])
    assert data["publication"]["products"]["nodes"] == [{"title": "Tent"}]
    assert data["publishedProductsCount"] == {"count": 1}

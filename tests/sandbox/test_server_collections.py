# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Collections, of products and of rules."""

import pytest
from products_common import AskingProducts, messages, options, variant

from shopify_sandbox.world.collections import add_collection

_FIELDS = (
    "id title handle description sortOrder productsCount { count } updatedAt"
    " products(first: 10) { nodes { title } }"
    " ruleSet { appliedDisjunctively rules { column relation condition } }"
)
CREATE = (
    "mutation C($input: CollectionInput!) { collectionCreate(input: $input)"
    f" {{ collection {{ {_FIELDS} }} userErrors {{ field message }} }} }}"
)
UPDATE = CREATE.replace("collectionCreate", "collectionUpdate")
READ = f"query R($id: ID!) {{ collection(id: $id) {{ {_FIELDS} }} }}"
MEMBERS = (
    "mutation M($id: ID!, $ids: [ID!]!) {{ {0}(id: $id, productIds: $ids)"
    " {{ {1} userErrors {{ field message }} }} }}"
)
ADD = MEMBERS.format("collectionAddProducts", "collection { id }")
ADD_LATER = MEMBERS.format("collectionAddProductsV2", "job { id done }")
REMOVE = MEMBERS.format("collectionRemoveProducts", "job { id done }")


@pytest.fixture
def asking():
    asking = AskingProducts()
    asking.tent = asking.was_set(
        title="Big Tent",
        vendor="Isbre",
        productType="Tents",
        tags=["camp", "new"],
        productOptions=options(Size="S L"),
        variants=[
            variant("Size:S", price="80"),
            variant("Size:L", price="120", compareAtPrice="150"),
        ],
    )
    asking.mug = asking.was_set(title="Mug", vendor="Lumi", productType="Cups", tags=["camp"])
    return asking


def create(asking, **given):
    return asking.data(CREATE, input=given)["collectionCreate"]


def read(asking, collection):
    return asking.data(READ, id=collection["id"])["collection"]


def products(collection):
    return [one["title"] for one in collection["products"]["nodes"]]


def rule(column, relation, condition=""):
    return {"column": column, "relation": relation, "condition": condition}


def test_a_collection_of_products(asking):
    payload = create(
        asking,
        title="Camping",
        descriptionHtml="<p>Out &amp; about</p>",
        products=[asking.mug["id"], asking.tent["id"]],
    )
    assert payload["userErrors"] == []
    collection = payload["collection"]
    assert (collection["handle"], collection["description"]) == ("camping", "Out & about")
    assert products(collection) == ["Mug", "Big Tent"]
    assert (collection["productsCount"], collection["ruleSet"]) == ({"count": 2}, None)


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ([rule("TAG", "EQUALS", "Camp")], ["Big Tent", "Mug"]),
        ([rule("TAG", "NOT_EQUALS", "new")], ["Mug"]),
        ([rule("VENDOR", "EQUALS", "isbre")], ["Big Tent"]),
        ([rule("TYPE", "STARTS_WITH", "cu")], ["Mug"]),
        ([rule("TITLE", "ENDS_WITH", "tent")], ["Big Tent"]),
        ([rule("TITLE", "CONTAINS", "ig te")], ["Big Tent"]),
        ([rule("TITLE", "NOT_CONTAINS", "tent")], ["Mug"]),
        ([rule("VARIANT_TITLE", "EQUALS", "L")], ["Big Tent"]),
        ([rule("VARIANT_PRICE", "GREATER_THAN", "100")], ["Big Tent"]),
        ([rule("VARIANT_PRICE", "LESS_THAN", "10")], ["Mug"]),
        ([rule("IS_PRICE_REDUCED", "IS_SET")], ["Big Tent"]),
        ([rule("IS_PRICE_REDUCED", "IS_NOT_SET")], ["Mug"]),
        ([rule("VARIANT_INVENTORY", "EQUALS", "0")], ["Big Tent", "Mug"]),
        ([rule("TAG", "EQUALS", "camp"), rule("VENDOR", "EQUALS", "Lumi")], ["Mug"]),
    ],
)
def test_a_collection_of_rules_finds_its_products(asking, rules, found):
    rule_set = {"appliedDisjunctively": False, "rules": rules}
    collection = create(asking, title="Smart", ruleSet=rule_set)["collection"]
    assert products(collection) == found
    assert collection["ruleSet"] == rule_set


def test_any_rule_is_enough_where_that_is_wanted(asking):
    rules = [rule("VENDOR", "EQUALS", "Lumi"), rule("TAG", "EQUALS", "new")]
    given = {"appliedDisjunctively": True, "rules": rules}
    collection = create(asking, title="Smart", ruleSet=given)["collection"]
    assert products(collection) == ["Big Tent", "Mug"]


def test_a_product_comes_and_goes_with_what_it_is(asking):
    given = {"appliedDisjunctively": False, "rules": [rule("TAG", "EQUALS", "sale")]}
    sale = create(asking, title="Sale", ruleSet=given)["collection"]
    assert products(sale) == []
    asking.update(asking.mug, tags=["sale"])
    assert products(read(asking, sale)) == ["Mug"]
    query = "query C($id: ID!) { product(id: $id) { collections(first: 5) { nodes { title } } } }"
    assert asking.data(query, id=asking.mug["id"])["product"]["collections"]["nodes"] == [
        {"title": "Sale"}
    ]


def test_collections_that_are_refused(asking):
    assert messages(create(asking, title="")) == {"title": "Title can't be blank"}
    given = {"appliedDisjunctively": False, "rules": [rule("TAG", "EQUALS", "a")]}
    both = create(asking, title="A", ruleSet=given, products=[asking.mug["id"]])
    assert list(messages(both)) == ["products"]
    create(asking, title="A", handle="a")
    assert list(messages(create(asking, title="B", handle="a"))) == ["handle"]
    assert create(asking, title="A")["collection"]["handle"] == "a-1"
    error = asking.error(UPDATE, input={"title": "A"})
    assert error["message"] == "id must be specified on collectionUpdate"
    missing = asking.data(UPDATE, input={"id": "gid://shopify/Collection/1", "title": "A"})
    assert missing["collectionUpdate"]["userErrors"] == [
        {"field": None, "message": "Collection does not exist"}
    ]


def test_a_collection_is_changed_and_deleted(asking):
    sale = create(asking, title="Sale", products=[asking.mug["id"]])["collection"]
    asking.later()
    given = {"id": sale["id"], "title": "Big sale", "sortOrder": "ALPHA_ASC"}
    changed = asking.data(UPDATE, input=given)["collectionUpdate"]["collection"]
    assert (changed["title"], changed["handle"]) == ("Big sale", "sale")
    assert changed["updatedAt"] == "2026-11-20T13:00:00Z"
    query = (
        "mutation D($id: ID!) { collectionDelete(input: {id: $id})"
        " { deletedCollectionId shop { id } userErrors { field message } } }"
    )
    deleted = asking.data(query, id=sale["id"])["collectionDelete"]
    assert deleted["deletedCollectionId"] == sale["id"]
    assert asking.data(query, id=sale["id"])["collectionDelete"]["userErrors"] == [
        {"field": ["id"], "message": "Collection does not exist"}
    ]
    assert asking.shop.node(asking.mug["id"])["collections"]() == []


def test_products_are_added_and_removed(asking):
    sale = create(asking, title="Sale", sortOrder="MANUAL")["collection"]
    ids = [asking.tent["id"], asking.mug["id"]]
    assert asking.data(ADD, id=sale["id"], ids=ids)["collectionAddProducts"]["userErrors"] == []
    assert products(read(asking, sale)) == ["Big Tent", "Mug"]
    again = asking.data(ADD, id=sale["id"], ids=ids[:1])["collectionAddProducts"]
    assert list(messages(again)) == ["productIds"]
    unknown = ["gid://shopify/Product/1"]
    later = asking.data(ADD_LATER, id=sale["id"], ids=unknown)["collectionAddProductsV2"]
    assert (later["job"]["done"], later["userErrors"]) == (False, [])
    asking.data(REMOVE, id=sale["id"], ids=ids[:1])
    assert products(read(asking, sale)) == ["Mug"]


def test_nothing_is_added_to_a_collection_of_rules(asking):
    given = {"appliedDisjunctively": False, "rules": [rule("TAG", "EQUALS", "a")]}
    smart = create(asking, title="Smart", ruleSet=given)["collection"]
    for query, name, verb in (
        (ADD, "collectionAddProducts", "add products to"),
        (ADD_LATER, "collectionAddProductsV2", "add products to"),
        (REMOVE, "collectionRemoveProducts", "remove products from"),
    ):
        payload = asking.data(query, id=smart["id"], ids=[asking.mug["id"]])[name]
        assert messages(payload) == {"id": f"Can't manually {verb} a smart collection"}


def test_sources_tell_rules_from_products(asking):
    given = {"appliedDisjunctively": True, "rules": [rule("TAG", "EQUALS", "a")]}
    create(asking, title="Smart", ruleSet=given)
    create(asking, title="Custom", products=[asking.mug["id"]])
    query = (
        "{ collections(first: 5) { nodes { sources { ... on CollectionConditionsSource"
        " { inclusion { matchType conditions { __typename"
        " ... on CollectionSourceInclusionConditionProductTag { relation values } }"
        " selections(first: 5) { nodes { product { title } } } } } } } } }"
    )
    smart, custom = asking.data(query)["collections"]["nodes"]
    assert smart["sources"][0]["inclusion"] == {
        "matchType": "ANY",
        "conditions": [
            {
                "__typename": "CollectionSourceInclusionConditionProductTag",
                "relation": "TAGGED_WITH",
                "values": ["a"],
            }
        ],
        "selections": {"nodes": []},
    }
    inclusion = custom["sources"][0]["inclusion"]
    assert inclusion["conditions"] == []
    assert inclusion["selections"]["nodes"] == [{"product": {"title": "Mug"}}]


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("MANUAL", ["Mug", "Big Tent"]),
        ("ALPHA_ASC", ["Big Tent", "Mug"]),
        ("ALPHA_DESC", ["Mug", "Big Tent"]),
        ("PRICE_ASC", ["Mug", "Big Tent"]),
        ("PRICE_DESC", ["Big Tent", "Mug"]),
    ],
)
def test_the_order_of_a_collections_products(asking, order, found):
    nodes = [asking.shop.node(one["id"]) for one in (asking.mug, asking.tent)]
    sale = add_collection(asking.shop, "Sale", products=nodes, sort_order=order)
    assert products(read(asking, sale)) == found


def test_second_pages_of_collections_and_their_products(asking):
    nodes = [asking.shop.node(asking.was_set(title=f"P{number}")["id"]) for number in range(5)]
    for number in range(3):
        add_collection(asking.shop, f"C{number}", products=nodes, sort_order="MANUAL")
    query = (
        "query Q($after: String, $inner: String) { collections(first: 2, after: $after,"
        " sortKey: TITLE) { nodes { title products(first: 2, after: $inner) { nodes { title }"
        " pageInfo { endCursor hasNextPage } } } pageInfo { endCursor hasNextPage } } }"
    )
    first = asking.data(query)["collections"]
    assert [one["title"] for one in first["nodes"]] == ["C0", "C1"]
    inner = first["nodes"][0]["products"]["pageInfo"]["endCursor"]
    second = asking.data(query, inner=inner)["collections"]["nodes"][0]["products"]
    assert [one["title"] for one in second["nodes"]] == ["P2", "P3"]
    assert second["pageInfo"]["hasNextPage"] is True
    second = asking.data(query, after=first["pageInfo"]["endCursor"])["collections"]
    assert [one["title"] for one in second["nodes"]] == ["C2"]
    product = (
        "query P($id: ID!, $collection: ID!, $after: String) { product(id: $id) {"
        " inCollection(id: $collection) collections(first: 2, after: $after)"
        " { nodes { title } pageInfo { endCursor } } } }"
    )
    asked = {"id": nodes[0]["id"], "collection": asking.shop.collection("Collection")[0]["id"]}
    found = asking.data(product, **asked)["product"]
    assert found["inCollection"] is True
    after = found["collections"]["pageInfo"]["endCursor"]
    found = asking.data(product, **asked, after=after)["product"]
    assert found["collections"]["nodes"] == [{"title": "C2"}]

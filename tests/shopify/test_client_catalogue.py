# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""P17, P18: sales channels, collections, and what of them a product is in."""

import pytest
from scripted import answer

from shopify import errors, gid
from shopify.objects.catalogue import Collection, Membership, Publication


def page(nodes, cursor=None):
    return {"nodes": nodes, "pageInfo": {"hasNextPage": bool(cursor), "endCursor": cursor}}


def publication(number, handle="online_store", **fields):
    return {
        "id": gid.make("Publication", number),
        "name": f"Channel {number}",
        "autoPublish": False,
        "app": {"handle": handle},
        **fields,
    }


def collection(number, *sources, **fields):
    return {
        "id": gid.make("Collection", number),
        "title": f"Collection {number}",
        "handle": f"collection-{number}",
        "productsCount": {"count": 3},
        "sources": list(sources),
        **fields,
    }


def conditions(*names):
    return {"inclusion": {"conditions": [{"__typename": name} for name in names]}}


def product(number, collections, publications):
    return {
        "id": gid.make("Product", number),
        "collections": collections,
        "resourcePublicationsV2": publications,
    }


def test_p17_sales_channels_of_all_pages(make_client):
    client, wire = make_client(
        answer({"publications": page([publication(1)], "next")}),
        answer({"publications": page([publication(2, "pos"), publication(3, None)])}),
    )
    assert client.publications() == [
        Publication(gid.make("Publication", 1), "Channel 1", True, False),
        Publication(gid.make("Publication", 2), "Channel 2", False, False),
        Publication(gid.make("Publication", 3), "Channel 3", False, False),
    ]
    assert wire.sent[1]["variables"]["after"] == "next"


def test_p18_collections_of_all_pages(make_client):
    client, wire = make_client(
        answer({"collections": page([collection(1)], "next")}),
        answer({"collections": page([collection(2, productsCount=None)])}),
    )
    assert client.collections() == [
        Collection(gid.make("Collection", 1), "Collection 1", "collection-1", False, 3),
        Collection(gid.make("Collection", 2), "Collection 2", "collection-2", False, None),
    ]
    assert wire.sent[1]["variables"]["after"] == "next"


@pytest.mark.parametrize(
    "sources, smart",
    [
        ([], False),
        ([conditions()], False),
        ([conditions("CollectionSourceInclusionConditionProductTag")], True),
        ([conditions(), conditions("CollectionSourceInclusionConditionProductTitle")], True),
        # one that takes over other collections
        ([{}], True),
    ],
)
def test_p18_conditions_make_a_collection_smart(sources, smart):
    assert Collection.from_node(collection(1, *sources)).is_smart is smart


def test_p18_a_product_in_more_collections_than_a_page_holds(make_client):
    client, wire = make_client(
        answer(
            {
                "nodes": [
                    product(
                        1,
                        page([{"id": "gid://shopify/Collection/1"}], "c"),
                        page([{"publication": {"id": "gid://shopify/Publication/1"}}], "p"),
                    ),
                    None,
                ]
            }
        ),
        answer({"n0": {"collections": page([{"id": "gid://shopify/Collection/2"}], "d")}}),
        answer(
            {
                "n0": {
                    "resourcePublicationsV2": page(
                        [{"publication": {"id": "gid://shopify/Publication/2"}}]
                    )
                }
            }
        ),
        answer({"n0": {"collections": page([{"id": "gid://shopify/Collection/3"}])}}),
    )
    ids = [gid.make("Product", number) for number in (1, 2)]
    (found,) = next(client.memberships(ids))
    assert set(found.collections) == {gid.make("Collection", n) for n in (1, 2, 3)}
    assert set(found.publications) == {gid.make("Publication", n) for n in (1, 2)}
    assert wire.sent[0]["variables"]["ids"] == ids
    assert len(wire.sent) == 4


def test_p18_products_are_asked_of_in_batches(make_client):
    def told(request):
        return answer({"nodes": []})

    client, wire = make_client(told)
    assert list(client.memberships(map(str, range(5)), batch=2)) == [[], [], []]
    assert [len(sent["variables"]["ids"]) for sent in wire.sent] == [2, 2, 1]


@pytest.mark.parametrize(
    "reader, node, path",
    [
        (Publication, publication(1, name=None), "Publication.name"),
        (Publication, publication(1, autoPublish=None), "Publication.autoPublish"),
        (Publication, publication(1, app=None), "Publication.app"),
        (Collection, collection(1, title=None), "Collection.title"),
        (Collection, collection(1, {"inclusion": {}}), "Collection.sources.0.conditions"),
        (Collection, collection(1, productsCount={}), "Collection.productsCount.count"),
        (Membership, product(1, page([{}]), page([])), "Product.collections.nodes.0.id"),
        (
            Membership,
            product(1, page([]), page([{"publication": None}])),
            "Product.resourcePublicationsV2.nodes.0.publication",
        ),
    ],
)
def test_a_malformed_node_is_named_by_its_path(reader, node, path):
    with pytest.raises(errors.MalformedAnswer) as told:
        reader.from_node(node)
    assert told.value.params["path"] == path

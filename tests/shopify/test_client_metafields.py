# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""P19: metafields and their definitions, whatever their number."""

import pytest
from test_client_sandbox import client_of

from shopify import documents, errors
from shopify.objects.metafield import MetafieldDefinition, OwnerMetafields
from shopify_sandbox import Sandbox
from shopify_sandbox.seeds.demo import demo_shop
from shopify_sandbox.world.metafield_definitions import add_definition
from shopify_sandbox.world.metafields import find_metafield, put_metafield

TEXT = "single_line_text_field"


@pytest.fixture
def shop():
    return demo_shop()


@pytest.fixture
def sandbox(shop):
    return Sandbox(shop, plan="Unlimited")


@pytest.fixture
def client(sandbox):
    return client_of(sandbox)


def owners(shop, kind, count=3):
    return list(shop.collections[kind])[:count]


def read(client, nodes, keys, **options):
    pages = client.metafields_by_owner([node["id"] for node in nodes], keys, **options)
    return {found.owner: found for page in pages for found in page}


def test_p19_definitions_of_an_owner_type_on_several_pages(client, shop):
    for number in range(5):
        add_definition(shop, "PRODUCT", "custom", f"field_{number}", "rating", scale_max="5")
    add_definition(shop, "ORDER", "custom", "gift", "boolean", name="Is a gift")
    listed = client.metafield_definitions("PRODUCT", first=2)
    found = [one for one in listed if one.type == "rating"]
    assert [one.key for one in found] == [f"field_{number}" for number in range(5)]
    assert (found[0].type, found[0].validations) == ("rating", {"scale_max": "5"})
    (gift,) = client.metafield_definitions("ORDER")
    assert (gift.name, gift.namespace, gift.description) == ("Is a gift", "custom", "")


@pytest.mark.parametrize("kind", ["Product", "ProductVariant", "Customer", "Order"])
def test_p19_the_asked_metafields_of_each_owner(client, shop, kind):
    first, second, third = owners(shop, kind)
    put_metafield(shop, first, "custom", "material", TEXT, "Wool")
    put_metafield(shop, first, "custom", "secret", TEXT, "not asked for")
    put_metafield(shop, third, "other", "size", "number_integer", "5")
    found = read(client, [first, second, third], ["custom.material", "other.size"])
    assert [(one.key, one.value) for one in found[first["id"]].metafields] == [("material", "Wool")]
    assert found[second["id"]].metafields == ()
    (size,) = found[third["id"]].metafields
    assert (size.namespace, size.type, size.value) == ("other", "number_integer", "5")
    assert size.digest == find_metafield(third, "other", "size")["compareDigest"]


@pytest.mark.parametrize("kind", ["Product", "ProductVariant", "Customer", "Order"])
def test_p19_more_metafields_than_a_page_holds(client, shop, kind):
    (owner,) = owners(shop, kind, 1)
    names = [f"field_{number:03}" for number in range(140)]
    for name in names:
        put_metafield(shop, owner, "custom", name, TEXT, name)
    found = read(client, [owner], [f"custom.{name}" for name in names])
    assert sorted(one.key for one in found[owner["id"]].metafields) == names


def test_p19_owners_are_read_250_at_a_time_and_gone_ones_left_out(client, sandbox, shop):
    variants = owners(shop, "ProductVariant", 7)
    gone = {"id": "gid://shopify/ProductVariant/1"}
    found = read(client, [*variants, gone, variants[0]], ["custom.a1"], batch=3)
    assert list(found) == [variant["id"] for variant in variants]
    assert len(sandbox.requests) == 3


def test_p19_many_are_set_and_a_refused_one_is_named(client, sandbox, shop):
    product, other = owners(shop, "Product", 2)
    rows = [
        {
            "metafields": [
                {
                    "ownerId": owner["id"],
                    "namespace": "custom",
                    "key": "size",
                    "type": "number_integer",
                    "value": value,
                    "compareDigest": None,
                }
            ]
        }
        for owner, value in ((product, "5"), (other, "large"))
    ]
    set_one, refused = client.push(documents.METAFIELDS_SET, rows)
    kept = set_one.payload["metafields"][0]
    assert (kept["owner"]["id"], kept["value"]) == (product["id"], "5")
    assert refused.user_errors[0].field == ("metafields", "0", "value")
    assert refused.user_errors[0].code == "INVALID_VALUE"
    assert find_metafield(other, "custom", "size") is None
    assert len(sandbox.requests) == 1


def test_p19_what_is_deleted_twice_is_gone(client, shop):
    (product,) = owners(shop, "Product", 1)
    put_metafield(shop, product, "custom", "size", "number_integer", "5")
    place = {"ownerId": product["id"], "namespace": "custom", "key": "size"}
    for expected in (place, None):
        (done,) = client.push(documents.METAFIELDS_DELETE, [{"metafields": [place]}])
        assert done.succeeded
        assert done.payload["deletedMetafields"] == [expected]


@pytest.mark.parametrize(
    ("reader", "node", "path"),
    [
        (
            OwnerMetafields,
            {"id": "gid://shopify/Product/1", "metafields": {"nodes": [{"namespace": "custom"}]}},
            "Owner.metafields.nodes.0.key",
        ),
        (MetafieldDefinition, {"id": "x", "name": 5}, "MetafieldDefinition.name"),
    ],
)
def test_what_is_missing_stops_at_the_door(reader, node, path):
    with pytest.raises(errors.MalformedAnswer) as caught:
        reader.from_node(node)
    assert caught.value.params["path"] == path

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Whatever the length of a list below an order, customer or product: nothing of it is lost."""

import re

import pytest
from scripted import session

from shopify import documents, gid
from shopify.client import ShopifyClient
from shopify.credentials import PermanentToken
from shopify.endpoint import parse
from shopify_sandbox import Sandbox
from shopify_sandbox.adapter import SandboxAdapter
from shopify_sandbox.seeds.demo import demo_shop
from shopify_sandbox.tokens import PERMANENT_TOKEN

ADDRESS = "127.0.0.1:8990"

#: Where in an order the parents of a type stand.
BELOW_ORDER = {
    "Fulfillment": "fulfillments",
    "FulfillmentOrder": "fulfillmentOrders",
    "Refund": "refunds",
    "Return": "returns",
    "PaymentTerms": "paymentTerms",
}

#: Test_client_catalogue, _media and _metafields have these: no reader of products reads them.
ELSEWHERE = {
    ("Product", "collections"),
    ("Product", "media"),
    ("Product", "resourcePublicationsV2"),
    ("ProductVariant", "media"),
    *((owner, "metafields") for owner in ("Product", "ProductVariant", "Customer", "Order")),
}


@pytest.fixture(scope="module")
def shop():
    return demo_shop()


@pytest.fixture(scope="module")
def client(shop):
    return ShopifyClient(
        parse(ADDRESS, sandbox_address=ADDRESS),
        PermanentToken(PERMANENT_TOKEN),
        session=session(SandboxAdapter(Sandbox(shop, plan="Unlimited"))),
    )


def parents(root, type_name):
    """The nodes of a type in an order, customer or product; in answers and in the sandbox."""
    if gid.kind(root["id"]) == type_name:
        return [root]
    found = root[BELOW_ORDER[type_name]]
    if isinstance(found, dict) and "nodes" in found:
        found = found["nodes"]
    return [found] if isinstance(found, dict) else list(found or ())


def lengthen(entries, count):
    """Add copies with ids of their own until there are so many."""
    pattern = dict(entries[0])
    for number in range(len(entries), count):
        copied = {**pattern, "index": number} if "index" in pattern else dict(pattern)
        if copied.get("id"):
            copied["id"] = gid.make(gid.kind(pattern["id"]), 990_000_000 + number)
        entries.append(copied)


def key(entry):
    return str(entry.get("id") or entry["index"])


def read_back(client, root_id):
    match gid.kind(root_id):
        case "Order":
            pages = client.orders([root_id])
        case "Customer":
            pages = client.customers()
        case "Product":
            pages = client.products_by_id([root_id])
    return next(found.raw for page in pages for found in page if found.id == root_id)


@pytest.mark.parametrize(
    "type_name, connection", sorted(set(documents.continuations()) - ELSEWHERE)
)
def test_three_pages_are_read(shop, client, type_name, connection):
    collection = type_name if type_name in ("Customer", "Product") else "Order"
    root, parent = next(
        (root, parent)
        for root in shop.collections[collection]
        for parent in parents(root, type_name)
        if parent[connection]
    )
    continued = documents.continuation(type_name, connection).text
    page = int(re.search(rf"\b{connection}\(first: (\d+)", continued).group(1))
    # more than the first page and one full further page
    count = page + 40
    before = list(parent[connection])
    lengthen(parent[connection], count)
    expected = sorted(map(key, parent[connection]))

    try:
        answered = read_back(client, root["id"])
    finally:
        parent[connection][:] = before

    found = next(one for one in parents(answered, type_name) if one["id"] == parent["id"])
    entries = found[connection]["nodes"]
    assert len(entries) == count
    assert not found[connection]["pageInfo"]["hasNextPage"]
    assert sorted(map(key, entries)) == expected

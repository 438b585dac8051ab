# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Products in bulk: read with all that hangs on them, set and changed."""

import json

import pytest
from products_common import AskingProducts, options, variant
from test_server_bulk import STAGE, lines, run, state

from shopify_sandbox.world.media import add_media
from shopify_sandbox.world.pictures import a_png

CATALOGUE = """{
  products(query: "status:active", sortKey: UPDATED_AT) { edges { node {
    id title
    options { name optionValues { name } }
    variants { edges { node { id sku inventoryItem { id measurement { weight { value } } } } } }
    media { edges { node { id alt mediaContentType } } }
    metafields { edges { node { id key value } } }
    resourcePublicationsV2 { edges { node { publication { id name } } } }
  } } }
}"""
SET = """mutation S($input: ProductSetInput!, $identifier: ProductSetIdentifiers) {
  productSet(synchronous: true, input: $input, identifier: $identifier) {
    product { id title variants(first: 250) { nodes { id sku } } }
    userErrors { field message code }
  }
}"""
PRICES = """mutation P($id: ID!, $variants: [ProductVariantsBulkInput!]!) {
  productVariantsBulkUpdate(productId: $id, variants: $variants) {
    productVariants { id price }
    userErrors { field message code }
  }
}"""
START = (
    "mutation R($text: String!, $path: String!) { bulkOperationRunMutation(mutation: $text,"
    " stagedUploadPath: $path) { bulkOperation { id } userErrors { field message code } } }"
)


class Bulk(AskingProducts):
    """A shop whose products are read and changed in bulk."""

    def start(self, text, *calls):
        """Upload calls and start a bulk mutation of them: the payload."""
        target = self.data(STAGE, method="PUT")["stagedUploadsCreate"]["stagedTargets"][0]
        content = "\n".join(json.dumps(call, ensure_ascii=False) for call in calls)
        self.session.put(target["url"], data=content.encode())
        path = target["resourceUrl"].partition("/__uploads__/")[2]
        return self.data(START, text=text, path=path)["bulkOperationRunMutation"]

    def answers(self, text, *calls):
        """The answers of a bulk mutation, in the order of the calls."""
        payload = self.start(text, *calls)
        assert payload["userErrors"] == []
        return self.result(payload)

    def result(self, payload):
        done = state(self, payload["bulkOperation"])
        assert done["status"] == "COMPLETED"
        return sorted(lines(self, done["url"]), key=lambda line: line.get("__lineNumber", 0))


@pytest.fixture
def asking():
    return Bulk()


def test_products_come_with_variants_pictures_metafields_and_channels(asking):
    field = {"namespace": "custom", "key": "fabric", "type": "single_line_text_field"}
    shirt = asking.a_shirt(metafields=[{**field, "value": "cotton"}])
    cap = asking.was_set(title="Cap")
    asking.was_set(title="Draft", status="DRAFT")
    for alt in ("front", "back"):
        add_media(asking.shop, asking.shop.node(shirt["id"]), a_png(), alt=alt)
    channel = asking.shop.collection("Publication")[0]
    asking.data(
        "mutation P($id: ID!, $to: [PublicationInput!]!) { publishablePublish(id: $id, input: $to)"
        " { userErrors { message } } }",
        id=cap["id"],
        to=[{"publicationId": channel["id"]}],
    )
    found = asking.result(run(asking, CATALOGUE))
    roots = {line["title"]: line for line in found if "__parentId" not in line}
    assert set(roots) == {"Shirt", "Cap"}
    assert roots["Shirt"]["options"][0] == {
        "name": "Size",
        "optionValues": [{"name": "S"}, {"name": "M"}],
    }

    def children(parent, key):
        return [line[key] for line in found if line.get("__parentId") == parent and key in line]

    assert sorted(children(shirt["id"], "sku")) == ["M-BLUE", "M-RED", "S-RED"]
    assert sorted(children(shirt["id"], "alt")) == ["back", "front"]
    assert children(shirt["id"], "value") == ["cotton"]
    assert children(shirt["id"], "publication") == []
    assert children(cap["id"], "sku") == [None]
    assert [one["name"] for one in children(cap["id"], "publication")] == ["Online Store"]


def test_many_variants_of_a_product_all_come(asking):
    values = [str(number) for number in range(300)]
    asking.was_set(
        title="Shoe",
        productOptions=[{"name": "Size", "values": [{"name": value} for value in values]}],
        variants=[variant(f"Size:{value}", sku=value) for value in values],
    )
    query = "{ products { edges { node { id variants { edges { node { id sku } } } } } } }"
    found = asking.result(run(asking, query))
    assert sorted(line["sku"] for line in found if "__parentId" in line) == sorted(values)


def test_products_are_set_in_bulk_each_with_its_own_answer(asking):
    known = asking.a_shirt()
    answers = asking.answers(
        SET,
        {"input": {"title": "Mug\u2028with a line"}},
        {"input": {"title": ""}},
        {
            "identifier": {"id": known["id"]},
            "input": {
                "productOptions": options(Size="S", Colour="Red"),
                "variants": [variant("Size:S Colour:Red", sku="KEPT")],
            },
        },
        {"input": {"heading": "no such field"}},
    )
    made, refused, changed, wrong = answers
    assert made["data"]["productSet"]["product"]["title"] == "Mug\u2028with a line"
    assert refused["data"]["productSet"]["userErrors"][0]["code"] == "INVALID_PRODUCT"
    nodes = changed["data"]["productSet"]["product"]["variants"]["nodes"]
    assert [one["sku"] for one in nodes] == ["KEPT"]
    assert "heading" in wrong["errors"][0]["message"]
    assert {one["title"] for one in asking.shop.collection("Product")} == {
        "Shirt",
        "Mug\u2028with a line",
    }


def test_prices_are_changed_in_bulk(asking):
    shirt, blouse = asking.a_shirt(), asking.a_shirt(title="Blouse", handle="blouse")
    calls = [
        {
            "id": product["id"],
            "variants": [{"id": one["id"], "price": price} for one in product["variants"]["nodes"]],
        }
        for product, price in ((shirt, "11"), (blouse, "12"))
    ]
    answers = asking.answers(PRICES, *calls)
    assert [
        {one["price"] for one in answer["data"]["productVariantsBulkUpdate"]["productVariants"]}
        for answer in answers
    ] == [{"11.00"}, {"12.00"}]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (
            "mutation S($input: ProductSetInput!) { productSet(input: $input) { product { id"
            " variants(first: 9) { nodes { id } } media(first: 9) { nodes { id } } } } }",
            (["mutation"], "Bulk mutations cannot contain more than 1 connection.", None),
        ),
        (
            "mutation S($input: ProductSetInput!) { productSet(input: $input) { product { id } }"
            ' productCreate(product: {title: "A"}) { product { id } } }',
            (["mutation"], "You must specify a single top level mutation.", None),
        ),
        (
            'mutation { bulkOperationRunQuery(query: "{ shop { id } }") { bulkOperation { id } } }',
            (["mutation"], "You must use an allowed mutation name.", None),
        ),
        (
            "query { shop { id } }",
            (
                None,
                "Invalid operation type. Only `mutation` operations are supported.",
                "INVALID_MUTATION",
            ),
        ),
        (
            SET + "\n#" + "x" * (65_534 - len(SET)),
            (["query"], "is too large (65536 bytes; maximum is 65535 bytes)", "INVALID_MUTATION"),
        ),
    ],
)
def test_what_is_no_bulk_mutation(asking, text, error):
    payload = asking.start(text, {"input": {"title": "Mug"}})
    [found] = payload["userErrors"]
    assert (found["field"], found["message"], found["code"]) == error
    assert payload["bulkOperation"] is None


def test_an_empty_file_is_refused(asking):
    [error] = asking.start(SET)["userErrors"]
    assert (error["message"], error["code"]) == (
        "The input file is empty.",
        "INVALID_STAGED_UPLOAD_FILE",
    )

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Products are found and set by ids of other systems."""

import pytest
from products_common import AskingProducts, codes, messages, options, variant

from shopify_sandbox.merchant import Merchant

DEFINE = (
    "mutation D($definition: MetafieldDefinitionInput!) { metafieldDefinitionCreate(definition:"
    " $definition) { createdDefinition { id namespace type { name } capabilities { uniqueValues"
    " { enabled } } } userErrors { field message code } } }"
)
FIND = (
    "query F($identifier: ProductIdentifierInput!)"
    " { productByIdentifier(identifier: $identifier) { id } }"
)
KEPT = (
    "query K($id: ID!) { product(id: $id) { metafields(first: 5) { nodes { namespace key type"
    " value } } variants(first: 5) { nodes { metafields(first: 5) { nodes { key value } } } } } }"
)


def custom_id(value, key="odoo_id"):
    return {"customId": {"key": key, "value": value}}


@pytest.fixture
def asking():
    asking = AskingProducts()
    definition = {"key": "odoo_id", "name": "Odoo's id", "type": "id", "ownerType": "PRODUCT"}
    asking.definition = definition
    created = asking.data(DEFINE, definition=definition)["metafieldDefinitionCreate"]
    assert created["userErrors"] == []
    assert created["createdDefinition"]["namespace"] == "app--1"
    assert created["createdDefinition"]["capabilities"]["uniqueValues"]["enabled"] is True
    return asking


def define(asking, **given):
    definition = {**asking.definition, **given}
    return asking.data(DEFINE, definition=definition)["metafieldDefinitionCreate"]


def test_a_definition_is_created_once(asking):
    taken = define(asking)
    assert codes(taken) == {"definition.key": "TAKEN"}
    assert messages(taken) == {
        "definition.key": "Key is in use for Product metafields on the 'app--1' namespace."
    }
    assert codes(define(asking, ownerType="PRODUCTVARIANT")) == {}


@pytest.mark.parametrize(
    ("given", "path", "code"),
    [
        ({"name": " "}, ".name", "BLANK"),
        ({"name": "x" * 256}, ".name", "TOO_LONG"),
        ({"key": "a"}, ".key", "TOO_SHORT"),
        ({"namespace": "ab"}, ".namespace", "TOO_SHORT"),
        ({"key": "a b"}, ".key", "INVALID"),
        ({"type": "ids"}, ".type", "INCLUSION"),
        (
            {"key": "other", "capabilities": {"uniqueValues": {"enabled": False}}},
            "",
            "CAPABILITY_REQUIRED_BUT_DISABLED",
        ),
        (
            {
                "key": "other",
                "type": "single_line_text_field",
                "validations": [{"name": "choices", "value": "red"}],
            },
            ".validations",
            "INVALID_OPTION",
        ),
    ],
)
def test_definitions_that_are_refused(asking, given, path, code):
    assert codes(define(asking, **given)) == {f"definition{path}": code}


def test_a_product_is_created_and_found_by_its_id(asking):
    assert asking.data(FIND, identifier=custom_id("7"))["productByIdentifier"] is None
    first = asking.was_set(custom_id("7"), title="Mug")
    second = asking.was_set(custom_id("7"), title="Cup")
    assert (second["id"], second["title"]) == (first["id"], "Cup")
    found = asking.data(FIND, identifier=custom_id("7"))["productByIdentifier"]
    assert found == {"id": first["id"]}
    assert asking.data(KEPT, id=first["id"])["product"]["metafields"]["nodes"] == [
        {"namespace": "app--1", "key": "odoo_id", "type": "id", "value": "7"}
    ]
    Merchant(asking.shop).delete_product(asking.shop.node(first["id"]))
    assert asking.data(FIND, identifier=custom_id("7"))["productByIdentifier"] is None


def test_without_definition_no_custom_id(asking):
    error = asking.error(FIND, identifier=custom_id("7", "other"))
    assert error["message"] == (
        "Metafield definition of type 'id' is required when using custom ids."
    )
    assert error["extensions"]["code"] == "NOT_FOUND"


def test_metafields_must_not_say_something_else(asking):
    refused = asking.set(
        custom_id("7"), title="Mug", metafields=[{"key": "odoo_id", "type": "id", "value": "8"}]
    )
    assert codes(refused) == {"input.metafields": "METAFIELD_MISMATCH"}
    same = [{"key": "odoo_id", "type": "id", "value": "7"}]
    assert asking.set(custom_id("7"), title="Mug", metafields=same)["userErrors"] == []


def test_an_id_belongs_to_one_product(asking):
    asking.was_set(custom_id("7"), title="Mug")
    given = [{"key": "odoo_id", "type": "id", "value": "7"}]
    refused = asking.set(title="Cup", metafields=given)
    assert codes(refused) == {"input.metafields.0.value": "INVALID_METAFIELD"}


def test_metafields_of_products_and_variants_are_whole_lists(asking):
    def text(key, value):
        return {
            "namespace": "custom",
            "key": key,
            "type": "single_line_text_field",
            "value": value,
        }

    given = {
        "title": "Mug",
        "productOptions": options(Size="S"),
        "metafields": [text("material", "tin"), text("care", "none")],
        "variants": [variant("Size:S", metafields=[text("ean", "1")])],
    }
    mug = asking.was_set(**given)

    def kept():
        product = asking.data(KEPT, id=mug["id"])["product"]
        (only,) = product["variants"]["nodes"]
        fields = (product["metafields"]["nodes"], only["metafields"]["nodes"])
        return [{one["key"]: one["value"] for one in nodes} for nodes in fields]

    assert kept() == [{"material": "tin", "care": "none"}, {"ean": "1"}]
    asking.was_set(id=mug["id"], title="Cup")
    assert kept() == [{"material": "tin", "care": "none"}, {"ean": "1"}]
    asking.was_set(id=mug["id"], metafields=[text("material", "steel")])
    assert kept() == [{"material": "steel"}, {"ean": "1"}]
    asking.update(mug, metafields=[text("care", "soap")])
    assert kept() == [{"material": "steel", "care": "soap"}, {"ean": "1"}]
    gid = mug["variants"]["nodes"][0]["id"]
    asking.bulk_update(mug, {"id": gid, "metafields": [text("ean", "2")]})
    assert kept() == [{"material": "steel", "care": "soap"}, {"ean": "2"}]
    refused = asking.set(id=mug["id"], metafields=[{**text("size", "x"), "type": "number"}])
    assert codes(refused) == {"input.metafields.0.type": "INVALID_METAFIELD"}

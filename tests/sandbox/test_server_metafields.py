# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Metafields are set, read and deleted as Shopify does it, and refused in its words."""

import json

import pytest
from server_recorded import folder_or_skip
from server_shop import Asking
from world_common import NOON

from shopify_sandbox.clock import Clock
from shopify_sandbox.world.catalogue import add_product
from shopify_sandbox.world.metafield_definitions import add_definition
from shopify_sandbox.world.metafields import find_metafield, put_metafield
from shopify_sandbox.world.opening import open_shop
from shopify_sandbox.world.people import add_customer

FIELDS = "id namespace key type value jsonValue compareDigest ownerType updatedAt"
SET = (
    "mutation S($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields)"
    f" {{ metafields {{ {FIELDS} }} userErrors {{ field message code elementIndex }} }} }}"
)
DELETE = (
    "mutation D($metafields: [MetafieldIdentifierInput!]!) {"
    " metafieldsDelete(metafields: $metafields) {"
    " deletedMetafields { ownerId namespace key } userErrors { field message } } }"
)
DEFINITIONS = (
    "query Q($owner: MetafieldOwnerType!, $after: String, $query: String) {"
    " metafieldDefinitions(ownerType: $owner, first: 2, after: $after, query: $query) {"
    " nodes { id name namespace key type { name category } validations { name value } }"
    " pageInfo { hasNextPage endCursor } } }"
)


class AskingMetafields(Asking):
    """Asks a shop with a product and a customer."""

    def __init__(self, **options):
        super().__init__(open_shop(Clock(NOON)), **options)
        self.product = add_product(self.shop, "Boot")
        self.customer = add_customer(self.shop, "Ada", "Byron", email="ada@example.com")

    def entry(self, value="Leather", type_name="single_line_text_field", owner=None, **fields):
        fields = {"namespace": "custom", "key": "material", "type": type_name, **fields}
        return {"ownerId": (owner or self.product)["id"], "value": value, **fields}

    def set(self, *entries):
        return self.data(SET, metafields=list(entries))["metafieldsSet"]

    def kept(self, value, type_name):
        """Set a metafield without errors: the metafield."""
        payload = self.set(self.entry(value, type_name))
        assert payload["userErrors"] == []
        return payload["metafields"][0]

    def refused(self, *args, **fields):
        """Set a metafield: the one error's field, message and code."""
        (error,) = self.set(self.entry(*args, **fields))["userErrors"]
        return ".".join(error["field"]), error["message"], error["code"]


@pytest.fixture
def asking():
    return AskingMetafields()


def test_what_is_set_is_read(asking):
    asking.set(asking.entry(), asking.entry("Soft", key="feel"), asking.entry("Oak", key="tree"))
    found = asking.data(
        "query Q($id: ID!, $after: String) { product(id: $id) {"
        ' material: metafield(namespace: "custom", key: "material") { value definition { id } }'
        ' none: metafield(namespace: "custom", key: "none") { value }'
        ' short: metafield(key: "custom.feel") { value }'
        ' some: metafields(first: 5, keys: ["custom.tree", "custom.none"]) { nodes { key } }'
        ' others: metafields(first: 5, namespace: "other") { nodes { key } }'
        " all: metafields(first: 2, after: $after) { nodes { key }"
        " pageInfo { hasNextPage endCursor } } } }",
        id=asking.product["id"],
    )["product"]
    assert found["material"] == {"value": "Leather", "definition": None}
    assert found["none"] is None
    assert found["short"] == {"value": "Soft"}
    assert found["some"]["nodes"] == [{"key": "tree"}]
    assert found["others"]["nodes"] == []
    assert [node["key"] for node in found["all"]["nodes"]] == ["material", "feel"]
    assert found["all"]["pageInfo"]["hasNextPage"]
    second = asking.data(
        "query Q($id: ID!, $after: String) { product(id: $id) {"
        " metafields(first: 2, after: $after) { nodes { key } pageInfo { hasNextPage } } } }",
        id=asking.product["id"],
        after=found["all"]["pageInfo"]["endCursor"],
    )["product"]["metafields"]
    assert [node["key"] for node in second["nodes"]] == ["tree"]
    assert not second["pageInfo"]["hasNextPage"]


def test_a_product_is_changed_by_its_metafields_and_a_customer_is_not(asking):
    asking.shop.clock.advance(hours=1)
    asking.set(asking.entry(), asking.entry(owner=asking.customer))
    asking.set(asking.entry("3", "number_integer", asking.product["variants"][0], key="size"))
    assert asking.product["updatedAt"] == "2026-11-20T13:00:00Z"
    assert asking.customer["updatedAt"] == "2026-11-20T12:00:00Z"
    assert find_metafield(asking.customer, "custom", "material")["ownerType"] == "CUSTOMER"
    assert find_metafield(asking.product["variants"][0], "custom", "size")["value"] == "3"


@pytest.mark.parametrize(
    ("type_name", "value", "kept", "as_json"),
    [
        ("boolean", " TRUE ", "true", True),
        ("boolean", "0", "false", False),
        ("number_integer", "5.000", "5", 5),
        ("number_integer", "-9007199254740991", "-9007199254740991", -9007199254740991),
        ("number_decimal", "1.1234567891", "1.123456789", "1.123456789"),
        ("number_decimal", "12", "12.0", "12.0"),
        ("date", "2026-02-28", "2026-02-28", "2026-02-28"),
        ("date_time", "2026-06-25T10:11:12Z", "2026-06-25T10:11:12+00:00", None),
        ("date_time", "2026-06-25T10:11:12+05:30", "2026-06-25T10:11:12+05:30", None),
        ("color", "#fff123", "#fff123", "#fff123"),
        ("weight", '{"value": 2, "unit": "kg"}', '{"value":2.0,"unit":"KG"}', None),
        ("dimension", '{"unit":"INCHES","value":2.5}', '{"value":2.5,"unit":"INCHES"}', None),
        (
            "rating",
            '{"value":"3.5","scale_min":"1.0","scale_max":"5.0"}',
            '{"scale_min":"1.0","scale_max":"5.0","value":"3.5"}',
            None,
        ),
        ("link", '{"url":"https://x.example","text":"X"}', None, None),
        ("money", '{"amount":"5.99","currency_code":"EUR"}', None, None),
        ("url", "mailto:ada@example.com", None, None),
        ("multi_line_text_field", "one\ntwo", None, "one\ntwo"),
        ("json", '{"a": [1]}', None, {"a": [1]}),
        ("id", "1234", "1234", "1234"),
        ("rich_text_field", '{"type":"root","children":[]}', None, None),
        ("list.date", '["2026-01-01","2026-01-02"]', None, ["2026-01-01", "2026-01-02"]),
        ("list.number_integer", "[1, 2]", "[1,2]", [1, 2]),
        ("list.weight", '[{"value":1,"unit":"lb"}]', '[{"value":1.0,"unit":"LB"}]', None),
        ("list.single_line_text_field", "[]", "[]", []),
    ],
)
def test_how_values_are_kept(asking, type_name, value, kept, as_json):
    found = asking.kept(value, type_name)
    if kept is not None:
        assert found["value"] == kept
    if as_json is not None:
        assert found["jsonValue"] == as_json


@pytest.mark.parametrize(
    ("type_name", "value", "message"),
    [
        ("boolean", "maybe", "Value must be true or false."),
        ("number_integer", "+5", "Value must be an integer."),
        ("number_integer", "9007199254740992", "Value must be between -9007199254740991 and"),
        ("number_decimal", "12345678901234", "Value must be a decimal"),
        ("date", "2026-02-30", "Value must be in “YYYY-MM-DD” format."),
        ("date_time", "nope", "Value must be in “YYYY-MM-DDTHH:MM:SS” format."),
        ("color", "red", "Value must be a hex color code"),
        ("single_line_text_field", "a\nb", "Value must be a single line text string."),
        ("single_line_text_field", " ", "Value can't be blank."),
        ("single_line_text_field", "x" * 65_537, "Value is too large, maximum size is 65536"),
        ("url", "example.com", "Value cannot have an empty scheme"),
        ("url", "ftp://x", "Value must be one of the following URL schemes:"),
        ("json", "{", "Value is invalid JSON."),
        ("money", '{"amount":"1.00","currency_code":"ZZZ"}', "Value contains an invalid currency"),
        ("money", '{"amount":"abc","currency_code":"EUR"}', "Value must have a numeric amount."),
        ("money", "[]", "Value must be a stringified JSON object with amount (numeric) and"),
        ("weight", '{"value":-1,"unit":"kg"}', "Value must be a non-negative number."),
        ("weight", '{"value":1,"unit":"stone"}', "Value must have one of the units: g, kg"),
        ("rating", '{"value":"9","scale_min":"1","scale_max":"5"}', "Value must be between"),
        ("rich_text_field", "<p>x</p>", "Value must be a valid rich text JSON object"),
        ("product_reference", "gid://shopify/Product/1", "Value references non-existent resource"),
        ("list.date", "2026-01-01", "Value must be a JSON array."),
        ("list.number_integer", '["a"]', "Value must be an integer."),
        ("list.number_integer", json.dumps([1] * 129), "Value has more than 128 elements."),
    ],
)
def test_bad_values_are_refused(asking, type_name, value, message):
    field, text, code = asking.refused(value, type_name)
    assert (field, code) == ("metafields.0.value", "INVALID_VALUE")
    assert text.startswith(message)


def test_a_reference_is_to_something_that_is_there(asking):
    other = add_product(asking.shop, "Sock")
    asking.kept(other["id"], "product_reference")
    found = asking.data(
        'query Q($id: ID!) { product(id: $id) { metafield(namespace: "custom",'
        ' key: "material") { reference { ... on Product { title } } } } }',
        id=asking.product["id"],
    )
    assert found["product"]["metafield"]["reference"] == {"title": "Sock"}
    _field, message, _code = asking.refused(asking.customer["id"], "product_reference")
    assert message.startswith("Value references non-existent resource")


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"key": "a"}, "metafields.0.key", "TOO_SHORT"),
        ({"key": "a" * 65}, "metafields.0.key", "TOO_LONG"),
        ({"key": "a b"}, "metafields.0.key", "INVALID"),
        ({"namespace": "ab"}, "metafields.0.namespace", "TOO_SHORT"),
        ({"namespace": "protected"}, "metafields.0.namespace", None),
        ({"namespace": "app--7--x"}, "metafields.0", "APP_NOT_AUTHORIZED"),
        ({"namespace": "shopify"}, "metafields.0", "APP_NOT_AUTHORIZED"),
        ({"type": None}, "metafields.0.type", "BLANK"),
        ({"type": "no_such_type"}, "metafields.0.type", "INCLUSION"),
    ],
)
def test_bad_names_and_types_are_refused(asking, fields, field, code):
    found, _message, found_code = asking.refused(**fields)
    assert (found, found_code) == (field, code)


def test_the_apps_own_namespace_may_be_left_out(asking):
    payload = asking.set(asking.entry(namespace=None), asking.entry(namespace="$app:shoes"))
    assert [one["namespace"] for one in payload["metafields"]] == ["app--1", "app--1--shoes"]


def test_one_bad_metafield_refuses_all_and_all_are_named(asking):
    payload = asking.set(
        asking.entry(),
        asking.entry("x", "number_integer", key="size"),
        asking.entry("x", "date", key="born"),
    )
    assert payload["metafields"] == []
    assert [error["field"][1] for error in payload["userErrors"]] == ["1", "2"]
    assert find_metafield(asking.product, "custom", "material") is None


def test_at_most_25_at_a_time(asking):
    many = [asking.entry(key=f"key_{number}") for number in range(26)]
    (error,) = asking.set(*many)["userErrors"]
    assert error["message"] == "Exceeded the maximum metafields input limit of 25."
    assert error["code"] == "LESS_THAN_OR_EQUAL_TO"
    assert asking.set(*many[:25])["userErrors"] == []


def test_of_one_that_is_set_twice_the_last_stays(asking):
    asking.set(asking.entry("One"), asking.entry("Two"))
    assert find_metafield(asking.product, "custom", "material")["value"] == "Two"


def test_what_changed_since_it_was_read_is_not_overwritten(asking):
    digest = asking.kept("Leather", "single_line_text_field")["compareDigest"]
    put_metafield(
        asking.shop, asking.product, "custom", "material", "single_line_text_field", "Canvas"
    )
    assert asking.refused("Felt", compareDigest=digest)[2] == "STALE_OBJECT"
    assert asking.refused("Felt", compareDigest=None)[2] == "STALE_OBJECT"
    assert asking.refused("Felt", compareDigest="x")[2] == "INVALID_COMPARE_DIGEST"
    present = find_metafield(asking.product, "custom", "material")["compareDigest"]
    assert asking.set(asking.entry("Felt", compareDigest=present))["userErrors"] == []
    assert asking.set(asking.entry(key="new", compareDigest=None))["userErrors"] == []


def test_metafields_are_deleted(asking):
    asking.set(asking.entry())
    place = {"ownerId": asking.product["id"], "namespace": "custom", "key": "material"}
    payload = asking.data(DELETE, metafields=[place, {**place, "key": "none"}])["metafieldsDelete"]
    assert payload == {"deletedMetafields": [place, None], "userErrors": []}
    assert find_metafield(asking.product, "custom", "material") is None


def test_the_owner_must_be_there_and_writable(asking):
    missing = asking.entry(owner={"id": "gid://shopify/Product/1"})
    (error,) = asking.set(missing)["userErrors"]
    assert (error["field"], error["message"]) == (
        ["metafields", "0", "ownerId"],
        "Owner does not exist.",
    )
    reader = AskingMetafields(scopes=["write_products", "read_customers"])
    assert reader.set(reader.entry())["userErrors"] == []
    error = reader.error(SET, metafields=[reader.entry(owner=reader.customer)])
    assert error["extensions"]["code"] == "ACCESS_DENIED"
    assert "write_customers" in error["extensions"]["requiredAccess"]


# === DEFINITIONS === #


def test_definitions_are_listed_by_owner_and_page(asking):
    for number in range(3):
        add_definition(asking.shop, "PRODUCT", "custom", f"field_{number}", "date")
    add_definition(asking.shop, "CUSTOMER", "custom", "birthday", "date")
    first = asking.data(DEFINITIONS, owner="PRODUCT")["metafieldDefinitions"]
    assert [node["key"] for node in first["nodes"]] == ["field_0", "field_1"]
    assert first["nodes"][0]["type"] == {"name": "date", "category": "DATE_TIME"}
    after = first["pageInfo"]["endCursor"]
    second = asking.data(DEFINITIONS, owner="PRODUCT", after=after)["metafieldDefinitions"]
    assert [node["key"] for node in second["nodes"]] == ["field_2"]
    found = asking.data(DEFINITIONS, owner="PRODUCT", query="key:field_2")["metafieldDefinitions"]
    assert [node["key"] for node in found["nodes"]] == ["field_2"]


def test_a_definition_knows_its_metafields(asking):
    text = "single_line_text_field"
    add_definition(asking.shop, "PRODUCT", "custom", "fabric", text)
    add_definition(asking.shop, "PRODUCT", "custom", "unused", text)
    mug = asking.shop.collection("Product")[0]
    put_metafield(asking.shop, mug, "custom", "fabric", text, "clay")
    put_metafield(asking.shop, mug["variants"][0], "custom", "fabric", text, "stone")
    data = asking.data(
        "{ metafieldDefinitions(first: 9, ownerType: PRODUCT) { nodes { key metafieldsCount"
        " metafields(first: 5) { nodes { value } } wrong: metafieldsCount(validationStatus:"
        " INVALID) } } }"
    )
    assert data["metafieldDefinitions"]["nodes"] == [
        {
            "key": "fabric",
            "metafieldsCount": 1,
            "metafields": {"nodes": [{"value": "clay"}]},
            "wrong": 0,
        },
        {"key": "unused", "metafieldsCount": 0, "metafields": {"nodes": []}, "wrong": 0},
    ]


def test_a_definition_gives_the_type_and_forbids_another(asking):
    add_definition(asking.shop, "PRODUCT", "custom", "material", "number_integer")
    assert asking.set(asking.entry("5", None))["metafields"][0]["type"] == "number_integer"
    field, message, code = asking.refused("5", "single_line_text_field")
    assert (field, code) == ("metafields.0.type", "INVALID_TYPE")
    assert message == (
        "Type 'single_line_text_field' must be consistent with the definition's type:"
        " 'number_integer'."
    )


@pytest.mark.parametrize(
    ("type_name", "rules", "value", "message"),
    [
        ("number_integer", {"min": "2"}, "1", "Value has a minimum of 2."),
        ("number_integer", {"max": "5"}, "9", "Value has a maximum of 5."),
        (
            "single_line_text_field",
            {"regex": "^[A-Z]{3}$"},
            "x",
            "Value is not the correct format.",
        ),
        (
            "single_line_text_field",
            {"choices": '["red", "blue"]'},
            "pink",
            'Value does not exist in provided choices: ["red", "blue"].',
        ),
        (
            "rating",
            {"scale_min": "1.0", "scale_max": "5.0"},
            '{"value":"3","scale_min":"1","scale_max":"10"}',
            "Value min and max on the rating value must be the same as the min and max on the"
            " definition.",
        ),
        ("date", {"max": "2026-12-31"}, "2027-01-01", "Value has a maximum of 2026-12-31."),
        ("single_line_text_field", {"max": "3"}, "long", "Value has a maximum length of 3."),
    ],
)
def test_validations_of_a_definition(asking, type_name, rules, value, message):
    add_definition(asking.shop, "PRODUCT", "custom", "material", type_name, **rules)
    assert asking.refused(value, type_name)[1] == message


def test_values_are_refused_and_kept_as_recorded(asking):
    """What real shops answered to the same values."""
    folder = folder_or_skip() / "shop-a/2025-01/metafields"
    told = json.loads((folder / "metafieldsSet-value-type-fidelity.json").read_text())
    given = told["acceptedSet"]["request"]["variables"]["metafields"]
    answered = told["acceptedSet"]["response"]["data"]["metafieldsSet"]["metafields"]
    payload = asking.set(*({**one, "ownerId": asking.product["id"]} for one in given))
    assert [one["value"] for one in payload["metafields"]] == [one["value"] for one in answered]
    asking.shop.profile["currencyCode"] = "CAD"
    for case in told["invalidCases"].values():
        (one,) = case["request"]["variables"]["metafields"]
        (error,) = case["response"]["data"]["metafieldsSet"]["userErrors"]
        ours = asking.set({**one, "ownerId": asking.product["id"]})["userErrors"]
        assert ours == [error]

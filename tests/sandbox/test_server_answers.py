# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Answers, refusals and versions of the sandbox are Shopify's."""

import pytest
from server_shop import Asking, a_shop


@pytest.fixture(scope="module")
def asking():
    return Asking(a_shop(5))


def test_a_query_is_answered_from_the_state(asking):
    data = asking.data("{ shop { name } orders(first: 1) { nodes { __typename name } } }")
    assert data == {
        "shop": {"name": "Corner"},
        "orders": {"nodes": [{"__typename": "Order", "name": "#1005"}]},
    }


def test_fragments_aliases_and_directives(asking):
    data = asking.data(
        """query Q($with: Boolean!, $id: ID!) {
             node(id: $id) { ... on Order { ...Part key: name email @include(if: $with) } }
           }
           fragment Part on Order { closed test @skip(if: $with) }""",
        **{"with": False, "id": asking.shop.collections["Order"][0]["id"]},
    )
    assert data == {"node": {"closed": True, "test": False, "key": "#1001"}}


def test_a_missing_nullable_field_is_null_and_a_missing_required_one_is_loud(asking):
    order = asking.shop.collections["Order"][0]["id"]
    assert asking.data(f'{{ order(id: "{order}") {{ note }} }}') == {"order": {"note": None}}
    answer = asking.answer(f'{{ order(id: "{order}") {{ name taxesIncluded }} }}')
    assert answer["data"] == {"order": None}
    assert answer["errors"][0]["message"] == "the sandbox does not model Order.taxesIncluded yet"


def test_a_callable_in_the_state_is_called(asking):
    asking.shop.collections["Order"][1]["note"] = lambda: "made when read"
    order = asking.shop.collections["Order"][1]["id"]
    assert asking.data(f'{{ order(id: "{order}") {{ note }} }}')["order"]["note"] == (
        "made when read"
    )


@pytest.mark.parametrize(
    ("query", "message", "code"),
    [
        (
            "query Q { nothing }",
            "Field 'nothing' doesn't exist on type 'QueryRoot'",
            "undefinedField",
        ),
        (
            "query Q { shop }",
            "Field must have selections (field 'shop' returns Shop but has no selections."
            " Did you mean 'shop { ... }'?)",
            "selectionMismatch",
        ),
        (
            "query Q { orders(frist: 1) { nodes { id } } }",
            "Field 'orders' doesn't accept argument 'frist'",
            "argumentNotAccepted",
        ),
        (
            "mutation M { orderClose { order { id } } }",
            "Field 'orderClose' is missing required arguments: input",
            "missingRequiredArguments",
        ),
        (
            "mutation M { orderClose(input: null) { order { id } } }",
            "Argument 'input' on Field 'orderClose' has an invalid value (null). Expected type"
            " 'OrderCloseInput!'.",
            "argumentLiteralsIncompatible",
        ),
        (
            "mutation M { orderClose(input: {}) { order { id } } }",
            "Argument 'id' on InputObject 'OrderCloseInput' is required. Expected type ID!",
            "missingRequiredInputObjectAttribute",
        ),
        (
            "query Q($id: ID!) { shop { name } }",
            "Variable $id is declared by Q but not used",
            "variableNotUsed",
        ),
        (
            "query Q { order(id: $id) { id } }",
            "Variable $id is used by Q but not declared",
            "variableNotDefined",
        ),
        (
            "query Q($id: String!) { order(id: $id) { id } }",
            "Type mismatch on variable $id and argument id (String! / ID!)",
            "variableMismatch",
        ),
        ("query Q { shop { name", "syntax error, unexpected end of file at [1, 22]", "PARSE_ERROR"),
    ],
)
def test_what_does_not_fit_the_schema_is_refused_in_shopifys_words(asking, query, message, code):
    answer = asking.answer(query)
    assert "data" not in answer
    assert answer["errors"][0]["message"] == message
    assert answer["errors"][0]["extensions"]["code"] == code


def test_the_path_of_a_refusal_leads_to_the_field(asking):
    error = asking.error("mutation Renamed { orderClose(input: {id: 1}) { order { status } } }")
    assert error["path"] == ["mutation Renamed", "orderClose", "order", "status"]


def test_a_missing_variable_is_refused(asking):
    error = asking.error("query Q($id: ID!) { order(id: $id) { id } }")
    assert error["message"] == "Variable $id of type ID! was provided invalid value"
    assert error["extensions"] == {
        "code": "INVALID_VARIABLE",
        "value": None,
        "problems": [{"path": [], "explanation": "Expected value to not be null"}],
    }


def test_a_wrong_part_of_a_variable_is_named(asking):
    error = asking.error(
        "mutation M($input: OrderInput!) { orderUpdate(input: $input) { order { id } } }",
        input={"note": "x", "surprise": 1},
    )
    explained = {
        tuple(problem["path"]): problem["explanation"]
        for problem in error["extensions"]["problems"]
    }
    assert explained == {
        ("surprise",): "Field is not defined on OrderInput",
        ("id",): "Expected value to not be null",
    }


def test_an_input_array_of_251_is_refused(asking):
    error = asking.error(
        "query Q($ids: [ID!]!) { nodes(ids: $ids) { id } }",
        ids=["gid://shopify/Order/1"] * 251,
    )
    assert error["extensions"]["code"] == "MAX_INPUT_SIZE_EXCEEDED"


@pytest.mark.parametrize(
    ("asked", "answered"),
    [("2026-10", "2026-10"), ("2026-01", "2026-01"), ("2024-04", "2026-01")],
)
def test_an_expired_version_is_answered_by_the_oldest_supported(asking, asked, answered):
    response = asking.post("{ shop { name } }", version=asked)
    assert response.status_code == 200
    assert response.headers["X-Shopify-API-Version"] == answered
    assert response.headers["X-Request-Id"]


def test_a_version_that_never_was_is_not_found(asking):
    response = asking.post("{ shop { name } }", version="2026-11")
    assert (response.status_code, response.json()) == (404, {"errors": "Not Found"})


def test_the_versions_in_support_are_listed(asking):
    listed = asking.data("{ publicApiVersions { handle supported } }")["publicApiVersions"]
    assert [version["handle"] for version in listed if version["supported"]] == [
        "2026-01",
        "2026-04",
        "2026-07",
        "2026-10",
    ]

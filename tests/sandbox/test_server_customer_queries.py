# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Customers are found as at Shopify, one by one, by words, in bulk; and written in bulk."""

import json

import pytest
from customers_common import CREATE, UPDATE, AskingCustomers

from shopify_sandbox.clerk import Clerk


@pytest.fixture
def asking():
    asking = AskingCustomers()
    asking.a_customer("Ada", "of the House", email="ada.house@example.com", tags=["vip"])
    asking.a_customer("Grace", "Hopper", email="grace@navy.example.org", phone="+16134504538")
    return asking


BY = "query B($by: CustomerIdentifierInput!) { customerByIdentifier(identifier: $by) { lastName } }"


@pytest.mark.parametrize(
    ("by", "name"),
    [
        ({"emailAddress": "ADA@example.com"}, "Byron"),
        ({"phoneNumber": "+16134504538"}, "Hopper"),
        ({"emailAddress": "house@example.com"}, None),
        ({"phoneNumber": "+16134504539"}, None),
        ({"id": "gid://shopify/Customer/9"}, None),
    ],
)
def test_by_identifier(asking, by, name):
    found = asking.data(BY, by=by)["customerByIdentifier"]
    assert (found and found["lastName"]) == name


def test_by_id(asking):
    assert asking.data(BY, by={"id": asking.ada["id"]})["customerByIdentifier"] == {
        "lastName": "Byron"
    }


def test_by_identifier_after_a_change(asking):
    Clerk(asking.shop).change_email(asking.ada, "byron@example.com")
    assert asking.data(BY, by={"emailAddress": "ada@example.com"})["customerByIdentifier"] is None
    found = asking.data(BY, by={"emailAddress": "byron@example.com"})["customerByIdentifier"]
    assert found == {"lastName": "Byron"}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("email:ada@example.com", ["Byron", "of the House"]),
        ('email:"ada@example.com"', ["Byron"]),
        ("email:'ADA@EXAMPLE.COM'", ["Byron"]),
        ('email:"example.com"', []),
        ("phone:6134504538", []),
        ('phone:"+16134504538"', ["Hopper"]),
        ("first_name:ada", ["Byron", "of the House"]),
        ('last_name:"of the House"', ["of the House"]),
        ("tag:vip", ["of the House"]),
        ("country:Germany", ["Byron", "of the House", "Hopper"]),
        ("country:NL", []),
        ("state:DISABLED", ["Byron", "of the House", "Hopper"]),
        ("grace", ["Hopper"]),
        ('email:"ada@example.com" OR phone:"+16134504538"', ["Byron", "Hopper"]),
    ],
)
def test_by_words(asking, query, names):
    data = asking.data(
        "query Q($q: String) { customers(first: 9, sortKey: ID, query: $q) { nodes { lastName } }"
        " customersCount(query: $q) { count precision } }",
        q=query,
    )
    assert [one["lastName"] for one in data["customers"]["nodes"]] == names
    assert data["customersCount"] == {"count": len(names), "precision": "EXACT"}


def test_a_merged_customer_is_null_among_nodes(asking):
    grace = asking.shop.collection("Customer")[2]
    kept, gone = Clerk(asking.shop).merge(asking.ada, grace)
    query = "query N($ids: [ID!]!) { nodes(ids: $ids) { ... on Customer { id } } }"
    nodes = asking.data(query, ids=[gone["id"], kept["id"]])["nodes"]
    assert nodes == [None, {"id": kept["id"]}]


# === IN BULK === #


def run_bulk(asking, mutation, *inputs):
    """Upload one line of variables an input; the answers' lines."""
    target = asking.data(
        "mutation S($input: [StagedUploadInput!]!) { stagedUploadsCreate(input: $input)"
        " { stagedTargets { url parameters { name value } } } }",
        input=[
            {
                "resource": "BULK_MUTATION_VARIABLES",
                "filename": "lines.jsonl",
                "mimeType": "text/jsonl",
                "httpMethod": "POST",
            }
        ],
    )["stagedUploadsCreate"]["stagedTargets"][0]
    fields = {one["name"]: one["value"] for one in target["parameters"]}
    lines = "\n".join(json.dumps({"input": given}) for given in inputs)
    asking.session.post(target["url"], data=fields, files={"file": lines.encode()})
    started = asking.data(
        "mutation R($mutation: String!, $path: String!) { bulkOperationRunMutation(mutation:"
        " $mutation, stagedUploadPath: $path) { bulkOperation { id } userErrors { message } } }",
        mutation=mutation,
        path=fields["key"],
    )["bulkOperationRunMutation"]
    assert started["userErrors"] == []
    done = asking.data(
        "query D($id: ID!) { bulkOperation(id: $id) { status url } }",
        id=started["bulkOperation"]["id"],
    )["bulkOperation"]
    assert done["status"] == "COMPLETED"
    return [json.loads(line) for line in asking.session.get(done["url"]).text.splitlines()]


def test_customers_are_created_in_bulk_each_line_with_its_errors(asking):
    answers = run_bulk(
        asking,
        CREATE,
        {"email": "lise@example.com", "lastName": "Meitner"},
        {"email": "ada@example.com"},
        {"email": "LISE@example.com"},
        {"lastName": "Noether", "addresses": [{"countryCode": "CA", "provinceCode": "ZZ"}]},
        {"phone": "+4930901820", "email": "x"},
    )
    payloads = [answer["data"]["customerCreate"] for answer in answers]
    assert [answer["__lineNumber"] for answer in answers] == [0, 1, 2, 3, 4]
    assert payloads[0]["customer"]["displayName"] == "Meitner"
    assert [[error["message"] for error in one["userErrors"]] for one in payloads] == [
        [],
        ["Email has already been taken"],
        ["Email has already been taken"],
        ["Province is invalid"],
        ["Email is invalid", "Phone has already been taken"],
    ]
    assert len(asking.shop.collection("Customer")) == 4


def test_customers_are_changed_in_bulk(asking):
    answers = run_bulk(
        asking,
        UPDATE,
        {"id": asking.ada["id"], "note": "Countess"},
        {"id": "gid://shopify/Customer/9", "note": "nobody"},
        {"id": asking.ada["id"], "colour": "red"},
    )
    assert answers[0]["data"]["customerUpdate"]["customer"]["note"] == "Countess"
    assert answers[1]["data"]["customerUpdate"]["userErrors"] == [
        {"field": ["id"], "message": "Customer does not exist"}
    ]
    assert "Field is not defined on CustomerInput" in answers[2]["errors"][0]["message"]
    assert asking.ada["note"] == "Countess"

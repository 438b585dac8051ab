# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Bulk queries and bulk mutations."""

import json
from itertools import pairwise

import pytest
from server_shop import ADDRESS, Asking, a_shop

RUN = (
    "mutation Run($query: String!, $group: Boolean!) {"
    " bulkOperationRunQuery(query: $query, groupObjects: $group) {"
    " bulkOperation { id status type url } userErrors { field message code } } }"
)
ASK = (
    "query Ask($id: ID!) { bulkOperation(id: $id) { status errorCode url partialDataUrl"
    " objectCount rootObjectCount fileSize completedAt } }"
)
ORDERS = "{ orders { edges { node { id name lineItems { edges { node { id title } } } } } } }"


def run(asking, query=ORDERS, group=False):
    return asking.data(RUN, query=query, group=group)["bulkOperationRunQuery"]


def state(asking, operation):
    return asking.data(ASK, id=operation["id"])["bulkOperation"]


def lines(asking, url):
    return [json.loads(line) for line in asking.session.get(url).text.split("\n") if line]


@pytest.fixture
def asking():
    return Asking(a_shop(150))


def test_a_bulk_query_gives_each_connections_nodes_as_lines(asking):
    operation = run(asking)["bulkOperation"]
    assert (operation["status"], operation["url"]) == ("CREATED", None)
    done = state(asking, operation)
    assert (done["status"], done["objectCount"], done["rootObjectCount"]) == (
        "COMPLETED",
        "600",
        "150",
    )
    found = lines(asking, done["url"])
    orders = {line["id"]: line["name"] for line in found if "__parentId" not in line}
    assert sorted(orders.values()) == sorted(f"#{1001 + number}" for number in range(150))
    parents = [line["__parentId"] for line in found if "__parentId" in line]
    assert all(parents.count(gid) == 3 for gid in orders)


def test_ungrouped_children_come_in_any_order(asking):
    found = lines(asking, state(asking, run(asking)["bulkOperation"])["url"])
    parents = [line.get("__parentId") for line in found]
    neighbours = sum(one is not None and one == other for one, other in pairwise(parents))
    assert neighbours < 60
    seen = set()
    early = [
        line
        for line in found
        if line.get("__parentId", "") not in seen | {""} or seen.add(line["id"])
    ]
    assert early


def test_grouped_children_follow_their_parent(asking):
    found = lines(asking, state(asking, run(asking, group=True)["bulkOperation"])["url"])
    parent = None
    for line in found:
        parent = line["id"] if "__parentId" not in line else parent
        assert line.get("__parentId", parent) == parent


def test_an_empty_result_has_no_file(asking):
    operation = run(asking, '{ orders(query: "tag:nobody") { nodes { id } } }')["bulkOperation"]
    done = state(asking, operation)
    assert (done["status"], done["url"], done["objectCount"]) == ("COMPLETED", None, "0")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("{ shop { id } }", "Bulk queries must contain at least one connection."),
        ("", "Invalid bulk query: syntax error, unexpected end of file"),
        (
            "{ products { nodes { id variants { nodes { id metafields { nodes { id } } } } } } }",
            "Bulk queries cannot contain connections with a nesting depth greater than 2.",
        ),
        (
            "{ orders { nodes { id refunds { refundLineItems { nodes { quantity } } } } } }",
            "Queries that contain a connection field within a list field are not currently"
            " supported.",
        ),
        (
            "{ orders { nodes { name lineItems { nodes { id } } } } }",
            "The parent 'node' field for a nested connection must select the 'id' field without"
            " an alias and must be of 'ID' return type. Connection fields without 'id': orders.",
        ),
        (
            "{ products { nodes { id variants { nodes { id } } media { nodes { id } } collections"
            " { nodes { id } } metafields { nodes { id } } } } orders { nodes { id } } }",
            "Bulk queries cannot contain more than 5 connections.",
        ),
    ],
)
def test_what_is_no_bulk_query(asking, query, message):
    payload = run(asking, query)
    assert payload["bulkOperation"] is None
    assert payload["userErrors"] == [{"field": ["query"], "message": message, "code": "INVALID"}]


def test_five_run_at_once_and_the_sixth_waits():
    asking = Asking(a_shop(1), bulk_seconds=None)
    started = [run(asking)["bulkOperation"] for _time in range(5)]
    refused = run(asking)["userErrors"][0]
    assert refused["code"] == "OPERATION_IN_PROGRESS"
    assert refused["message"].startswith(
        "A bulk query operation for this app and shop is already in progress: gid://"
    )
    asking.sandbox.bulk.step()
    assert state(asking, started[0])["status"] == "RUNNING"
    asking.sandbox.bulk.step()
    assert state(asking, started[0])["status"] == "COMPLETED"
    assert run(asking)["userErrors"] == []


def test_a_cancelled_operation_ends_without_result():
    asking = Asking(a_shop(1), bulk_seconds=None)
    operation = run(asking)["bulkOperation"]
    cancelled = asking.data(
        "mutation C($id: ID!) { bulkOperationCancel(id: $id)"
        " { bulkOperation { status } userErrors { message } } }",
        id=operation["id"],
    )["bulkOperationCancel"]
    assert cancelled == {"bulkOperation": {"status": "CANCELING"}, "userErrors": []}
    asking.sandbox.bulk.step()
    assert state(asking, operation)["status"] == "CANCELED"


def test_an_operation_that_fails_leaves_what_it_had(asking):
    asking.sandbox.faults.plan("bulk_failed")
    done = state(asking, run(asking)["bulkOperation"])
    assert (done["status"], done["errorCode"], done["url"]) == (
        "FAILED",
        "INTERNAL_SERVER_ERROR",
        None,
    )
    assert 0 < len(lines(asking, done["partialDataUrl"])) < 600


def test_a_missing_scope_fails_the_operation():
    asking = Asking(a_shop(2), scopes={"read_products"})
    done = state(asking, run(asking)["bulkOperation"])
    assert (done["status"], done["errorCode"]) == ("FAILED", "ACCESS_DENIED")


def test_in_a_thread_it_takes_its_time():
    asking = Asking(a_shop(3), bulk_seconds=0.2)
    operation = run(asking)["bulkOperation"]
    seen = {state(asking, operation)["status"]}
    while not seen & {"COMPLETED", "FAILED"}:
        seen.add(state(asking, operation)["status"])
    assert seen == {"CREATED", "RUNNING", "COMPLETED"}


STAGE = (
    "mutation S($method: StagedUploadHttpMethodType!) { stagedUploadsCreate(input: [{resource:"
    ' BULK_MUTATION_VARIABLES, filename: "v.jsonl", mimeType: "text/jsonl", httpMethod: $method}])'
    " { stagedTargets { url resourceUrl parameters { name value } } userErrors { message } } }"
)
TAG = (
    "mutation T($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags)"
    " { node { id } userErrors { message } } }"
)


def run_mutation(asking, path):
    return asking.data(
        "mutation R($mutation: String!, $path: String!) { bulkOperationRunMutation(mutation:"
        " $mutation, stagedUploadPath: $path) { bulkOperation { id } userErrors { message code } }"
        " }",
        mutation=TAG,
        path=path,
    )["bulkOperationRunMutation"]


def test_a_bulk_mutation_answers_each_line(asking):
    target = asking.data(STAGE, method="POST")["stagedUploadsCreate"]["stagedTargets"][0]
    fields = {one["name"]: one["value"] for one in target["parameters"]}
    first, second = (order["id"] for order in asking.shop.collections["Order"][:2])
    calls = [
        {"id": first, "tags": ["a"]},
        {"id": "gid://shopify/Order/1", "tags": ["b"]},
        {"id": second, "tags": ["c"]},
    ]
    upload = asking.session.post(
        target["url"], data=fields, files={"file": "\n".join(map(json.dumps, calls))}
    )
    assert upload.status_code == 201
    payload = run_mutation(asking, fields["key"])
    assert payload["userErrors"] == []
    answers = lines(asking, state(asking, payload["bulkOperation"])["url"])
    assert [answer["__lineNumber"] for answer in answers] == [0, 1, 2]
    assert answers[0]["data"] == {"tagsAdd": {"node": {"id": first}, "userErrors": []}}
    assert answers[1]["errors"][0]["message"] == "Invalid id: gid://shopify/Order/1"
    assert asking.shop.node(second)["tags"] == ["c", "odd", "Rush"]


def test_an_upload_by_put(asking):
    target = asking.data(STAGE, method="PUT")["stagedUploadsCreate"]["stagedTargets"][0]
    assert asking.session.put(target["url"], data=b'{"id": "x", "tags": []}').status_code == 200
    path = target["resourceUrl"].removeprefix(f"{ADDRESS}/__uploads__/")
    assert run_mutation(asking, path)["userErrors"] == []


def test_a_file_that_was_not_uploaded(asking):
    assert run_mutation(asking, "tmp/nothing.jsonl")["userErrors"] == [
        {
            "message": "The JSONL file could not be found. Try uploading the file again, and check"
            " that you've entered the URL correctly for the stagedUploadPath mutation argument.",
            "code": "NO_SUCH_FILE",
        }
    ]

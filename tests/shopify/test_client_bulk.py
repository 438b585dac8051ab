# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Bulk operations: waiting, streaming, joining, and mutations row by row."""

import json
import tracemalloc

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted import answer

from shopify import documents, errors, jsonl
from shopify.transport import CHUNK_BYTES

SHAPE = {"Order": {"LineItem": "lineItems", "Fulfillment": "parts"}, "Fulfillment": {"Leaf": "l"}}
OPERATION = "gid://shopify/BulkOperation/1"
URL = "https://storage.googleapis.com/shopify-x/result.jsonl"


def gid(kind, number):
    return f"gid://shopify/{kind}/{number}"


def started(**payload):
    operation = {"id": OPERATION, "status": "CREATED", "createdAt": "2026-11-20T10:00:00Z"}
    content = {"bulkOperation": operation, "userErrors": [], **payload}
    return answer({"bulkOperationRunQuery": content})


def state(status, url=None, error_code=None, partial=None):
    return answer(
        {
            "bulkOperation": {
                "id": OPERATION,
                "status": status,
                "errorCode": error_code,
                "objectCount": "3",
                "rootObjectCount": "1",
                "url": url,
                "partialDataUrl": partial,
            }
        }
    )


def file(*nodes):
    return answer(body=b"\n".join(json.dumps(node).encode() for node in nodes) + b"\n")


def run(client, **options):
    return list(client.bulk_query(documents.PRODUCTS_BULK, shape=SHAPE, query=None, **options))


ORDER = {"id": gid("Order", 1)}
LINE = {"id": gid("LineItem", 2), "__parentId": ORDER["id"]}


# === WAITING === #


def test_a_query_is_started_awaited_and_read(make_client, clock):
    seen = []
    client, wire = make_client(
        started(), state("CREATED"), state("RUNNING"), state("COMPLETED", URL), file(ORDER, LINE)
    )
    (order,) = run(client, on_started=seen.append)
    assert order["lineItems"] == {"nodes": [{"id": gid("LineItem", 2)}]}
    assert order["parts"] == {"nodes": []}
    assert seen == [OPERATION]
    assert clock.naps == [1.0, 1.5]
    assert wire.requests[-1].url == URL
    assert "X-Shopify-Access-Token" not in wire.requests[-1].headers


def test_the_query_is_sent_without_variables_and_fragments(make_client):
    client, wire = make_client(started(), state("COMPLETED"))
    run_query = 'tag:"a\\b" AND created_at:>2026-01-01'
    list(client.bulk_query(documents.PRODUCTS_BULK, shape=SHAPE, query=run_query))
    sent = wire.sent[0]["variables"]
    assert json.dumps(run_query) in sent["query"]
    assert "$" not in sent["query"]
    assert "fragment " not in sent["query"]
    assert sent["groupObjects"] is False


def test_nothing_found_is_an_empty_result(make_client):
    client, _ = make_client(started(), state("COMPLETED", None))
    assert run(client) == []


def test_a_stored_operation_is_resumed(make_client):
    client, wire = make_client(state("COMPLETED", URL), file(ORDER))
    assert len(run(client, resume=OPERATION)) == 1
    assert wire.sent_names == ["BulkOperation"]


def test_the_wait_has_a_deadline(make_client, clock):
    client, _ = make_client(started(), state("RUNNING"))
    with pytest.raises(errors.BulkTimeout) as caught:
        run(client, deadline=100)
    assert caught.value.params["operation_id"] == OPERATION
    assert clock.slept == pytest.approx(100)
    assert max(clock.naps) <= 15


@pytest.mark.parametrize("status", ["FAILED", "CANCELED", "EXPIRED"])
def test_a_bad_end_is_an_error_even_with_partial_data(make_client, status):
    client, wire = make_client(started(), state(status, error_code="TIMEOUT", partial=URL))
    with pytest.raises(errors.BulkFailed) as caught:
        run(client)
    assert caught.value.params["status"] == status
    assert caught.value.params["partial_url"] == URL
    assert caught.value.retryable
    assert len(wire.requests) == 2


def test_access_denied_does_not_get_better(make_client):
    client, _ = make_client(started(), state("FAILED", error_code="ACCESS_DENIED"))
    with pytest.raises(errors.BulkFailed) as caught:
        run(client)
    assert not caught.value.retryable


def test_too_many_operations_at_once(make_client):
    refusal = {"field": None, "message": "already running", "code": "OPERATION_IN_PROGRESS"}
    client, _ = make_client(started(bulkOperation=None, userErrors=[refusal]))
    with pytest.raises(errors.BulkBusy) as caught:
        run(client)
    assert caught.value.retryable


def test_a_refused_query(make_client):
    refusal = {"field": ["query"], "message": "Bulk queries cannot", "code": "INVALID"}
    client, _ = make_client(started(bulkOperation=None, userErrors=[refusal]))
    with pytest.raises(errors.UserErrors, match="Bulk queries cannot"):
        run(client)


def test_a_file_from_elsewhere_is_not_loaded(make_client):
    client, wire = make_client(started(), state("COMPLETED", "https://evil.example/x"))
    with pytest.raises(errors.UntrustedAddress):
        run(client)
    assert len(wire.requests) == 2


def test_a_download_that_breaks_goes_on_where_it_broke(make_client):
    lines = [{"id": gid("LineItem", number), "__parentId": ORDER["id"]} for number in range(9000)]
    whole = file(ORDER, *lines)[2]
    assert len(whole) > 2 * CHUNK_BYTES
    ranges = []

    def rest(request):
        ranges.append((request.headers["Range"], request.headers["Accept-Encoding"]))
        return answer(status=206, body=whole[CHUNK_BYTES:])

    client, _ = make_client(
        started(),
        state("COMPLETED", URL),
        answer(body=whole[: CHUNK_BYTES + 99], headers={"Content-Length": str(len(whole))}),
        requests.ConnectionError("reset"),
        rest,
    )
    (order,) = run(client)
    assert len(order["lineItems"]["nodes"]) == 9000
    assert ranges == [(f"bytes={CHUNK_BYTES}-", "identity")]


def test_a_file_that_is_no_longer_kept_means_a_new_operation(make_client):
    client, _ = make_client(state("COMPLETED", URL), answer(status=403, body=b"<Error/>"))
    with pytest.raises(errors.BulkFailed) as caught:
        run(client, resume=OPERATION)
    assert caught.value.params["status"] == "EXPIRED"
    assert caught.value.retryable


def test_a_server_without_ranges_is_understood(make_client):
    whole = file(ORDER, LINE)[2]
    client, _ = make_client(
        started(),
        state("COMPLETED", URL),
        answer(body=whole[:30], headers={"Content-Length": str(len(whole))}),
        answer(body=whole),
    )
    (order,) = run(client)
    assert len(order["lineItems"]["nodes"]) == 1


# === JOINING === #


@st.composite
def trees(draw):
    """Roots with children and grandchildren, and their lines in any order."""
    rows, number = [], 0
    expected = {}
    for _ in range(draw(st.integers(0, 6))):
        number += 1
        root = gid("Order", number)
        rows.append({"id": root})
        expected[root] = {"lineItems": set(), "parts": {}}
        for _ in range(draw(st.integers(0, 5))):
            number += 1
            kind = draw(st.sampled_from(["LineItem", "Fulfillment"]))
            child = gid(kind, number)
            rows.append({"id": child, "__parentId": root})
            if kind == "LineItem":
                expected[root]["lineItems"].add(child)
                continue
            leaves = draw(st.integers(0, 3))
            expected[root]["parts"][child] = leaves
            # leaves have no id, only a type
            rows += [{"__typename": "Leaf", "__parentId": child}] * leaves
    return draw(st.permutations(rows)), expected


@given(trees())
@settings(max_examples=60, deadline=None)
def test_children_find_their_parents_in_whatever_order(tree):
    rows, expected = tree
    lines = [json.dumps(row).encode() for row in rows]
    found = {}
    for root in jsonl.join(lines, SHAPE):
        found[root["id"]] = {
            "lineItems": {line["id"] for line in root["lineItems"]["nodes"]},
            "parts": {part["id"]: len(part["l"]["nodes"]) for part in root["parts"]["nodes"]},
        }
        assert "__parentId" not in json.dumps(root)
    assert found == expected


def test_a_child_without_its_parent_is_an_error():
    with pytest.raises(errors.MalformedAnswer, match="is not in the file"):
        list(jsonl.join([json.dumps(LINE).encode()], SHAPE))


def test_a_child_of_an_unknown_type_is_an_error():
    child = {"id": gid("Surprise", 1), "__parentId": ORDER["id"]}
    lines = [json.dumps(row).encode() for row in (ORDER, child)]
    with pytest.raises(errors.MalformedAnswer, match="Surprise"):
        list(jsonl.join(lines, SHAPE))


def test_a_broken_line_is_an_error_that_names_it():
    with pytest.raises(errors.MalformedAnswer, match=r"bulk\.1"):
        list(jsonl.join([b'{"id":"x"}', b'{"id":'], {}))


@given(
    st.lists(
        st.binary(min_size=1, max_size=8).filter(lambda line: b"\n" not in line and line.strip())
    ),
    st.integers(1, 7),
)
def test_lines_are_cut_right_wherever_the_chunks_end(rows, size):
    whole = b"\n".join(rows)
    chunks = [whole[start : start + size] for start in range(0, len(whole), size)]
    assert list(jsonl.lines(chunks)) == rows


def test_memory_stays_flat():
    def rows(count):
        for number in range(count):
            yield json.dumps({"id": gid("Order", number), "note": "x" * 500}).encode()
            for line in range(3):
                child = {"id": gid("LineItem", number * 10 + line), "text": "y" * 300}
                yield json.dumps({**child, "__parentId": gid("Order", number)}).encode()

    tracemalloc.start()
    try:
        count = sum(1 for _ in jsonl.join(rows(8000), SHAPE))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 8000
    # the file itself has 14 MB
    assert peak < 5_000_000


# === MUTATIONS === #

TARGET = {
    "url": "https://shopify-staged-uploads.storage.googleapis.com/",
    "resourceUrl": None,
    "parameters": [{"name": "key", "value": "tmp/1/rows.jsonl"}, {"name": "policy", "value": "p"}],
}
STAGED = answer({"stagedUploadsCreate": {"stagedTargets": [TARGET], "userErrors": []}})
RUN = answer({"bulkOperationRunMutation": {"bulkOperation": {"id": OPERATION}, "userErrors": []}})
MUTATION = documents.operation("mutation Rename($id: ID!) { rename(id: $id) { id } }")


def test_a_bulk_mutation_joins_answers_to_rows(make_client):
    refused = {"field": ["id"], "message": "no", "code": "BAD"}
    client, wire = make_client(
        STAGED,
        answer(status=201, body=b""),
        RUN,
        state("COMPLETED", URL),
        file(
            {"data": {"rename": {"id": "b", "userErrors": []}}, "__lineNumber": 1},
            {"data": {"rename": {"userErrors": [refused]}}, "__lineNumber": 0},
            {"errors": [{"message": "boom"}], "__lineNumber": 3},
        ),
    )
    rows = {
        row.line_number: row
        for row in client.bulk_mutation(MUTATION, [{"id": letter} for letter in "abcd"])
    }
    assert rows[1].data == {"rename": {"id": "b", "userErrors": []}}
    assert rows[1].variables == {"id": "b"}
    assert rows[0].user_errors[0].code == "BAD"
    assert rows[3].error == "boom"
    assert "no line" in rows[2].error
    upload = wire.requests[1]
    assert b'{"id":"a"}\n{"id":"b"}' in upload.body
    assert b"tmp/1/rows.jsonl" in upload.body
    assert wire.requests[2] and json.loads(wire.requests[2].body)["variables"] == {
        "mutation": MUTATION.text,
        "stagedUploadPath": "tmp/1/rows.jsonl",
    }


def test_a_bulk_mutation_is_not_started_twice(make_client):
    client, wire = make_client(STAGED, answer(status=201, body=b""), requests.ReadTimeout(), RUN)
    with pytest.raises(errors.OutcomeUnknown):
        list(client.bulk_mutation(MUTATION, [{"id": "a"}]))
    assert len(wire.requests) == 3


def test_an_upload_goes_to_shopify_only(make_client):
    target = {**TARGET, "url": "https://evil.example/"}
    client, wire = make_client(
        answer({"stagedUploadsCreate": {"stagedTargets": [target], "userErrors": []}})
    )
    with pytest.raises(errors.UntrustedAddress):
        list(client.bulk_mutation(MUTATION, [{"id": "a"}]))
    assert len(wire.requests) == 1

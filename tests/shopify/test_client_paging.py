# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Paging: root pages, nested pages on every level, prefetch."""

import threading
import time

import pytest
from scripted import answer, fault

from shopify import documents, errors
from shopify.paging import find_open
from shopify.prefetch import prefetched


def page(nodes, cursor=None):
    return {"nodes": nodes, "pageInfo": {"hasNextPage": bool(cursor), "endCursor": cursor}}


def gid(kind, number):
    return f"gid://shopify/{kind}/{number}"


def test_root_pages_are_read_to_the_end(make_client):
    client, wire = make_client(
        answer({"locations": page([{"id": 1}, {"id": 2}], "c1")}),
        answer({"locations": page([{"id": 3}])}),
    )
    pages = list(client.pages(documents.LOCATIONS, root="locations", first=2))
    assert pages == [[{"id": 1}, {"id": 2}], [{"id": 3}]]
    assert [sent["variables"]["after"] for sent in wire.sent] == [None, "c1"]


def test_a_cursor_that_stands_still_is_an_error_not_a_loop(make_client):
    client, _ = make_client(answer({"locations": page([{"id": 1}], "c1")}))
    with pytest.raises(errors.MalformedAnswer, match=r"pageInfo\.endCursor"):
        list(client.pages(documents.LOCATIONS, root="locations"))


def test_a_page_that_costs_too_much_is_made_smaller(make_client):
    too_much = answer(errors=[fault("too much", "MAX_COST_EXCEEDED")])
    client, wire = make_client(too_much, too_much, answer({"locations": page([])}))
    list(client.pages(documents.LOCATIONS, root="locations", first=40))
    assert [sent["variables"]["first"] for sent in wire.sent] == [40, 20, 10]


def test_nested_pages_of_several_parents_come_in_one_request(make_client):
    orders = [
        {"id": gid("Order", 1), "lineItems": page([{"id": "a1"}], "x1")},
        {"id": gid("Order", 2), "lineItems": page([{"id": "b1"}])},
        {"id": gid("Order", 3), "lineItems": page([{"id": "c1"}], "x3")},
    ]
    client, wire = make_client(
        answer(
            {
                "n0": {"lineItems": page([{"id": "c2"}], "x4")},
                "n1": {"lineItems": page([{"id": "a2"}])},
            }
        ),
        answer({"n0": {"lineItems": page([{"id": "c3"}])}}),
    )
    client.complete(orders)
    found = [[line["id"] for line in order["lineItems"]["nodes"]] for order in orders]
    assert found == [["a1", "a2"], ["b1"], ["c1", "c2", "c3"]]
    assert wire.sent[0]["variables"] == {
        "id0": gid("Order", 3),
        "after0": "x3",
        "id1": gid("Order", 1),
        "after1": "x1",
    }
    assert wire.sent[1]["variables"] == {"id0": gid("Order", 3), "after0": "x4"}
    assert find_open(orders) == []


def test_a_second_page_brings_nodes_with_pages_of_their_own(make_client):
    order = {"id": gid("Order", 1), "fulfillmentOrders": page([], "x1")}
    inner = {"id": gid("FulfillmentOrder", 7), "lineItems": page([{"id": "l1"}], "y1")}
    client, wire = make_client(
        answer({"n0": {"fulfillmentOrders": page([inner])}}),
        answer({"n0": {"lineItems": page([{"id": "l2"}])}}),
    )
    client.complete([order])
    (found,) = order["fulfillmentOrders"]["nodes"]
    assert [line["id"] for line in found["lineItems"]["nodes"]] == ["l1", "l2"]
    assert len(wire.requests) == 2


def test_connections_below_plain_lists_are_found():
    refund = {"id": gid("Refund", 1), "refundLineItems": page([], "x")}
    order = {"id": gid("Order", 1), "refunds": [refund], "lineItems": page([])}
    assert find_open([order]) == [(refund, "refundLineItems")]


def test_a_connection_that_nobody_can_read_on_is_never_passed_over(make_client):
    client, _ = make_client(answer({}))
    with pytest.raises(errors.TooManyRecords, match=r"Order\.unheardOf"):
        client.complete([{"id": gid("Order", 1), "unheardOf": page([], "x")}])


def test_many_parents_are_spread_over_requests(make_client):
    orders = [{"id": gid("Order", i), "lineItems": page([], f"c{i}")} for i in range(20)]

    def read_on(request):
        import json

        count = len(json.loads(request.body)["variables"]) // 2
        return answer({f"n{i}": {"lineItems": page([{"id": "x"}])} for i in range(count)})

    client, wire = make_client(read_on)
    client.complete(orders)
    assert all(len(order["lineItems"]["nodes"]) == 1 for order in orders)
    assert len(wire.requests) == 3


def test_a_parent_that_vanished_is_said(make_client):
    client, _ = make_client(answer({"n0": None}))
    with pytest.raises(errors.MalformedAnswer, match="no longer there"):
        client.complete([{"id": gid("Order", 1), "lineItems": page([], "x")}])


def test_orders_that_do_not_exist_are_left_out(make_client):
    client, wire = make_client(answer({"nodes": [None, {}]}))
    assert list(client.orders([gid("Order", 1), gid("Order", 2), gid("Order", 1)])) == [[]]
    assert wire.sent[0]["variables"]["ids"] == [gid("Order", 1), gid("Order", 2)]


def test_a_malformed_order_does_not_stop_the_others(make_client):
    bad = []
    client, _ = make_client(answer({"nodes": [{"id": gid("Order", 1)}]}))
    found = list(client.orders([gid("Order", 1)], on_malformed=lambda *what: bad.append(what)))
    assert found == [[]]
    ((node, error),) = bad
    assert node["id"] == gid("Order", 1)
    assert str(error).startswith("Shopify's answer is not as expected at Order.")


# === PREFETCH === #


def test_prefetch_keeps_the_order():
    assert list(prefetched(iter(range(50)))) == list(range(50))


def test_prefetch_works_while_the_caller_does():
    fetched = []

    def pages():
        for number in range(3):
            fetched.append(number)
            yield number

    found = prefetched(pages())
    assert next(found) == 0
    deadline = time.monotonic() + 5
    while fetched[-1] < 1 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert 1 in fetched
    found.close()


def test_an_exception_comes_out_where_its_page_would_have():
    def pages():
        yield 1
        raise errors.ShopNotFound(shop="x")

    found = prefetched(pages())
    assert next(found) == 1
    with pytest.raises(errors.ShopNotFound):
        next(found)


def test_leaving_early_ends_the_thread_and_closes_the_source():
    closed = threading.Event()

    def pages():
        try:
            number = 0
            while True:
                yield number
                number += 1
        finally:
            closed.set()

    found = prefetched(pages())
    assert next(found) == 0
    found.close()
    assert closed.is_set()
    assert "shopify-prefetch" not in {thread.name for thread in threading.enumerate()}


def test_a_prefetched_reader_that_is_never_begun_leaves_no_thread(make_client):
    client, wire = make_client(answer({"orders": page([])}))
    client.order_headers(prefetch=True).close()
    assert wire.requests == []

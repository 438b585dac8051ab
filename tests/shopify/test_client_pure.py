# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Small pure parts: fetch plan, versions, scopes, idempotency keys."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopify import idempotency
from shopify.fetch_plan import choose
from shopify.scopes import CUSTOMER_EXPORT, NEEDED_FOR, REQUIRED_SCOPES, missing_scopes
from shopify.version import API_VERSION, SUPPORTED_VERSIONS, version_status

ROOM = {"available": 2000.0, "restore_rate": 100.0, "records_per_second": 20.0}


def test_few_orders_are_paged():
    assert choose(100, 50.0, **ROOM).method == "pages"


def test_with_points_enough_any_number_is_paged():
    plan = choose(100_000, 5.0, **ROOM)
    assert (plan.method, plan.paging_wait) == ("pages", 0.0)


def test_when_paging_would_wait_longer_bulk_is_chosen():
    plan = choose(10_000, 30.0, **ROOM)
    # 300,000 points less 2,000 there and 50,000 that flow back while 10,000 orders are worked on
    assert plan.paging_wait == pytest.approx(2480)
    assert plan.method == "bulk"
    assert plan.bulk_wait < plan.paging_wait


def test_a_short_wait_is_shorter_than_a_bulk_operation():
    assert choose(300, 17.0, **ROOM).method == "pages"


@given(st.integers(0, 10**6), st.floats(0, 100), st.floats(1, 2000))
def test_a_richer_plan_never_pushes_towards_bulk(count, cost, rate):
    slow = choose(count, cost, available=1000, restore_rate=rate, records_per_second=20)
    fast = choose(count, cost, available=1000, restore_rate=rate * 2, records_per_second=20)
    assert not (slow.method == "pages" and fast.method == "bulk")


def test_version_status():
    assert API_VERSION in SUPPORTED_VERSIONS
    assert version_status(date(2026, 11, 20)).state == "supported"
    ending = version_status(date(2026, 12, 1), "2026-01")
    assert (ending.state, ending.days_left, ending.ends) == ("ending", 31, date(2027, 1, 1))
    assert version_status(date(2027, 1, 1), "2026-01").state == "ended"
    assert version_status(date(2027, 1, 1), "2020-01").state == "unknown"


def test_missing_scopes_come_with_their_purpose():
    granted = tuple(set(REQUIRED_SCOPES) - {"read_orders", "write_orders"})
    assert missing_scopes(granted) == {"read_orders": REQUIRED_SCOPES["read_orders"]}
    assert missing_scopes((*granted, "write_orders")) == {}


def test_a_scope_that_only_another_use_needs_is_not_missing():
    granted = set(REQUIRED_SCOPES) - {"write_customers"}
    assert missing_scopes(granted) == {}
    missing = missing_scopes(granted, {CUSTOMER_EXPORT})
    assert missing == {"write_customers": REQUIRED_SCOPES["write_customers"]}
    assert set(NEEDED_FOR) <= set(REQUIRED_SCOPES)


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_keys_are_equal_exactly_for_equal_intentions(one, other):
    assert (idempotency.key("x", *one) == idempotency.key("x", *other)) == (one == other)


def test_another_operation_has_another_key():
    assert idempotency.key("refund", 1) != idempotency.key("cancel", 1)
    assert idempotency.key("refund", 1) == idempotency.key("refund", 1)

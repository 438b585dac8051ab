# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""O7: what the app may not read of orders is left out, and the orders come all the same."""

import pytest
from test_client_sandbox import Sandbox, all_orders, client_of, demo_shop, history, ids_of

from shopify import documents
from shopify.scopes import OPTIONAL_SCOPES, REQUIRED_SCOPES

SCOPES = {*REQUIRED_SCOPES, *OPTIONAL_SCOPES}
PARTS = {
    "read_payment_terms": "payment_terms",
    "read_returns": "returns",
    "read_users": "staff_member",
}


@pytest.fixture(scope="module")
def shop():
    return demo_shop()


def sandbox_of(shop, lacking=(), plan="Unlimited"):
    return Sandbox(shop, plan=plan, scopes=SCOPES - set(lacking))


@pytest.fixture(scope="module")
def everything(shop):
    return all_orders(client_of(sandbox_of(shop)), shop)


@pytest.mark.parametrize("lacking", [["read_payment_terms"], list(PARTS)])
def test_o7_a_part_whose_scope_is_missing_is_left_out(shop, everything, lacking, tmp_path):
    sandbox = sandbox_of(shop, lacking)
    client = client_of(sandbox)
    orders = all_orders(client, shop)
    assert orders.keys() == everything.keys()
    for scope, part in PARTS.items():
        assert any(getattr(order, part) for order in everything.values())
        assert any(getattr(order, part) for order in orders.values()) == (scope not in lacking)
    refused = [one for one in sandbox.requests if one.error == "ACCESS_DENIED"]
    assert len(refused) == len(lacking)
    past = [order for _position, found in history(client_of(sandbox), tmp_path) for order in found]
    assert {order.id: order.staff_member for order in past} == {
        identity: order.staff_member for identity, order in orders.items()
    }


def test_o7_known_scopes_cost_no_request(shop):
    lacking = {"read_returns", "read_users"}
    sandbox = sandbox_of(shop, lacking)
    client = client_of(sandbox, granted_scopes=SCOPES - lacking)
    (page,) = client.orders(ids_of(shop)[:3])
    assert len(page) == 3
    assert len(sandbox.requests) == 1


def test_o7_the_staff_takes_a_plan_beside_the_scope(shop, everything, tmp_path):
    sandbox = sandbox_of(shop, plan="Basic")
    client = client_of(sandbox, granted_scopes=SCOPES)
    assert not client.may_read_staff()
    assert client_of(sandbox_of(shop)).may_read_staff()
    found = ids_of(shop)[:5]
    assert [order.id for page in client.orders(found) for order in page] == found
    fresh = client_of(sandbox, granted_scopes=SCOPES)
    started = []
    past = [order for _position, found in history(fresh, tmp_path, started) for order in found]
    assert len(started) == 2, "the operation that failed, and the one without the staff"
    assert past
    assert not any(order.staff_member for order in past)


def test_o7_a_bulk_query_has_no_trace_of_what_is_left_out():
    document = documents.ORDERS_BULK
    assert document.optional_scopes == {
        "read_returns": "readReturns",
        "read_users": "readUsers",
    }
    without = documents.bulk_text(document, query=None, **document.permitted(set(PARTS)))
    whole = documents.bulk_text(document, query=None, **document.permitted(()))
    assert "staffMember" not in without
    assert "staffMember" in whole
    for text in (without, whole):
        assert "@include" not in text
        assert text.count("{") == text.count("}")

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Tokens, scopes and protected customer data."""

import pytest
from server_shop import ADDRESS, Asking, a_shop, an_order

from shopify_sandbox.tokens import App

CREDENTIALS = {
    "grant_type": "client_credentials",
    "client_id": "sandbox-client-id",
    "client_secret": "sandbox-client-secret",
}
TOKEN_ADDRESS = f"{ADDRESS}/admin/oauth/access_token"
UNAUTHORIZED = "[API] Invalid API key or access token (unrecognized login or wrong password)"


def test_client_credentials_give_a_token_for_a_day():
    asking = Asking(scopes={"read_orders", "write_products"})
    given = asking.session.post(TOKEN_ADDRESS, data=CREDENTIALS).json()
    assert given["expires_in"] == 86_399
    assert given["scope"] == "read_orders,write_products"
    headers = {"X-Shopify-Access-Token": given["access_token"]}
    assert asking.post("{ shop { name } }", headers=headers).status_code == 200
    asking.shop.clock.advance(seconds=86_399)
    response = asking.post("{ shop { name } }", headers=headers)
    assert (response.status_code, response.json()) == (401, {"errors": UNAUTHORIZED})


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "nobody"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
    ],
)
def test_wrong_credentials(changed, status, code):
    response = Asking().session.post(TOKEN_ADDRESS, data=CREDENTIALS | changed)
    assert (response.status_code, response.json()["error"]) == (status, code)


@pytest.mark.parametrize(
    ("app", "code"),
    [(App(installed=False), "app_not_installed"), (App(permitted=False), "shop_not_permitted")],
)
def test_an_app_that_is_not_at_home_here(app, code):
    response = Asking(apps=[app]).session.post(TOKEN_ADDRESS, data=CREDENTIALS)
    assert (response.status_code, response.json()["error"]) == (400, code)


def test_an_unknown_token_and_none():
    asking = Asking()
    assert asking.post("{ shop { name } }", headers={}).status_code == 401
    wrong = {"X-Shopify-Access-Token": "shpat_wrong"}
    assert asking.post("{ shop { name } }", headers=wrong).json() == {"errors": UNAUTHORIZED}


def test_another_shops_domain_is_not_found():
    asking = Asking()
    status, _headers, body = asking.sandbox.handle(
        "POST", "/admin/api/2026-10/graphql.json", {"Host": "other.myshopify.com"}, b"{}"
    )
    assert (status, body) == (404, b'{"errors":"Not Found"}')


def test_a_field_without_its_scope_is_denied():
    asking = Asking(a_shop(1), scopes={"read_products"})
    answer = asking.answer("{ shop { name } orders(first: 1) { nodes { id } } }")
    error = answer["errors"][0]
    assert error["message"].startswith(
        "Access denied for orders field. Required access: `read_orders` access scope"
    )
    assert error["extensions"]["code"] == "ACCESS_DENIED"
    assert error["extensions"]["requiredAccess"].startswith("`read_orders`")
    assert error["extensions"]["documentation"].startswith("https://shopify.dev/")
    assert error["path"] == ["orders"]


def test_a_denied_nullable_field_leaves_the_others():
    asking = Asking(a_shop(1), scopes={"read_orders", "read_all_orders"})
    asking.shop.collections["Order"][0]["customer"] = {"id": "gid://shopify/Customer/1"}
    answer = asking.answer("{ orders(first: 1) { nodes { name customer { id } } } }")
    assert answer["data"]["orders"]["nodes"] == [{"name": "#1001", "customer": None}]
    assert answer["errors"][0]["path"] == ["orders", "nodes", 0, "customer"]


def test_writing_includes_reading():
    asking = Asking(a_shop(1), scopes={"write_orders", "read_all_orders"})
    assert asking.data("{ orders(first: 1) { nodes { name } } }")["orders"]["nodes"]


def test_the_scopes_an_app_has_are_listed():
    data = Asking(scopes={"read_orders"}).data(
        "{ currentAppInstallation { accessScopes { handle } } }"
    )
    assert data["currentAppInstallation"]["accessScopes"] == [{"handle": "read_orders"}]


def test_orders_older_than_60_days_need_their_own_scope():
    shop = a_shop(1)
    old = an_order(shop, 1, createdAt="2026-09-20T00:00:00Z")
    asking = Asking(shop, scopes={"read_orders"})
    query = "{ orders(first: 9) { nodes { name } } ordersCount { count } }"
    data = asking.data(query)
    assert [node["name"] for node in data["orders"]["nodes"]] == ["#1001"]
    assert data["ordersCount"]["count"] == 1
    assert asking.data(f'{{ order(id: "{old["id"]}") {{ name }} }}') == {"order": None}
    everything = Asking(shop, scopes={"read_orders", "read_all_orders"}).data(query)
    assert everything["ordersCount"]["count"] == 2


def test_without_approval_personal_fields_are_null():
    shop = a_shop(1)
    shop.collections["Order"][0]["shippingAddress"] = {"address1": "Street 1", "city": "Bonn"}
    order = Asking(shop, protected_data=False).data(
        "{ orders(first: 1) { nodes { name email shippingAddress { address1 } } } }"
    )["orders"]["nodes"][0]
    assert order == {"name": "#1001", "email": None, "shippingAddress": None}


def test_an_app_that_may_not_touch_customers_at_all():
    error = Asking(protected_data="denied").error("{ customers(first: 1) { nodes { id } } }")
    assert error["extensions"]["code"] == "ACCESS_DENIED"
    assert error["message"].startswith("This app is not approved to access the Customer object.")

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The client against a whole Shopify: the sandbox, in process."""

import dataclasses
from decimal import Decimal

import pytest
from scripted import Clock, session

from shopify import documents, errors
from shopify.bulk_file import BulkFile
from shopify.client import ShopifyClient
from shopify.credentials import ClientCredentials, PermanentToken
from shopify.endpoint import parse
from shopify.history import history_orders
from shopify.retry import RetryPolicy
from shopify.scopes import REQUIRED_SCOPES, missing_scopes
from shopify_sandbox import Sandbox
from shopify_sandbox.adapter import SandboxAdapter
from shopify_sandbox.seeds.demo import demo_shop
from shopify_sandbox.tokens import CLIENT_ID, CLIENT_SECRET, PERMANENT_TOKEN

ADDRESS = "127.0.0.1:8990"


@pytest.fixture(scope="module")
def shop():
    return demo_shop()


@pytest.fixture
def sandbox(shop):
    return Sandbox(shop, plan="Unlimited")


def client_of(sandbox, credentials=None, **options):
    return ShopifyClient(
        parse(ADDRESS, sandbox_address=ADDRESS),
        credentials or PermanentToken(PERMANENT_TOKEN),
        session=session(SandboxAdapter(sandbox)),
        **options,
    )


@pytest.fixture
def client(sandbox):
    return client_of(sandbox)


def ids_of(shop):
    return [order["id"] for order in shop.collections["Order"]]


def all_orders(client, shop, **options):
    return {order.id: order for page in client.orders(ids_of(shop), **options) for order in page}


def test_every_order_is_read_whole(client, shop):
    orders = all_orders(client, shop)
    assert len(orders) == len(ids_of(shop))
    for node in shop.collections["Order"]:
        order = orders[node["id"]]
        assert len(order.line_items) == len(node["lineItems"])
        assert len(order.transactions) == len(node["transactions"])
        assert [len(refund.line_items) for refund in order.refunds] == [
            len(refund["refundLineItems"]) for refund in node["refunds"]
        ]
        assert str(order.total_price.shop) == str(
            Decimal(node["totalPriceSet"]["shopMoney"]["amount"])
        )
        assert order.raw["id"] == order.id


def test_the_demo_shop_has_orders_that_need_a_second_page(client, shop):
    longest = max(len(node["lineItems"]) for node in shop.collections["Order"])
    assert longest > 100
    assert any("Batch" in received.operation for received in _received(client, shop))


LEFT_OUT = ("fulfillments", "fulfillment_orders", "refunds", "returns", "payment_terms")


def history(client, folder, started=None):
    """:param list started: gets the ids of the operations that were started"""
    file = BulkFile(folder / "orders.sqlite")
    assert client.load_bulk(
        documents.ORDERS_BULK,
        file,
        on_started=([] if started is None else started).append,
        should_stop=lambda: False,
        query=None,
    )
    return list(history_orders(file))


def test_o26_history_reads_the_same_as_pages_but_for_what_bulk_leaves_out(client, shop, tmp_path):
    paged = all_orders(client, shop)
    bulk = {order.id: order for _position, orders in history(client, tmp_path) for order in orders}
    assert bulk.keys() == paged.keys()
    for identity, order in paged.items():
        for field in dataclasses.fields(order):
            if field.compare and field.name not in LEFT_OUT:
                assert getattr(bulk[identity], field.name) == getattr(order, field.name), (
                    order.name,
                    field.name,
                )
        assert [part.tracking_info for part in bulk[identity].fulfillments] == [
            part.tracking_info for part in order.fulfillments
        ]
        assert [part.total_refunded for part in bulk[identity].refunds] == [
            part.total_refunded for part in order.refunds
        ]


def test_headers_are_filtered_by_shopify(client):
    everything = [header for page in client.order_headers(first=100) for header in page]
    assert len(everything) == client.orders_count()
    updated = [header.updated_at for header in everything]
    assert updated == sorted(updated)
    paid = [h for page in client.order_headers("financial_status:paid") for h in page]
    assert paid
    assert {header.display_financial_status for header in paid} == {"PAID"}


def test_prefetching_headers_reads_the_same(client):
    plain = list(client.order_headers(first=50))
    assert list(client.order_headers(first=50, prefetch=True)) == plain


def test_customers_products_and_locations(client, shop):
    customers = [customer for page in client.customers() for customer in page]
    assert len(customers) == len(shop.collections["Customer"])
    products = {product.id: product for page in client.products() for product in page}
    assert len(products) == len(shop.collections["Product"])
    variants = sum(len(product.variants) for product in products.values())
    assert variants == len(shop.collections["ProductVariant"])
    assert {product.id: product for product in client.products_bulk()} == products
    assert len(client.locations()) == len(shop.collections["Location"])
    assert client.shop().myshopify_domain == shop.profile["myshopifyDomain"]


def test_scopes_that_are_enough(shop):
    granted = Sandbox(shop, plan="Unlimited", scopes=set(REQUIRED_SCOPES) | {"read_all_orders"})
    client = client_of(granted)
    assert missing_scopes(client.access_scopes()) == {}
    assert len(all_orders(client, shop)) == len(ids_of(shop))
    assert list(client.customers())
    assert list(client.products())


@pytest.mark.parametrize("scope", ["read_orders", "read_products"])
def test_a_missing_scope_is_named(shop, scope):
    granted = set(REQUIRED_SCOPES) - {scope, scope.replace("read_", "write_")}
    client = client_of(Sandbox(shop, plan="Unlimited", scopes=granted))
    assert list(missing_scopes(client.access_scopes())) == [scope]
    with pytest.raises(errors.AccessDenied) as caught:
        list(client.orders(ids_of(shop)[:1]))
    assert caught.value.params["scope"] == scope


def test_protected_data_withheld(shop):
    client = client_of(Sandbox(shop, plan="Unlimited", protected_data="denied"))
    with pytest.raises(errors.ProtectedDataWithheld):
        list(client.customers())


def test_the_token_is_renewed_when_it_was_taken_away(sandbox):
    client = client_of(sandbox, ClientCredentials(CLIENT_ID, CLIENT_SECRET))
    client.shop()
    sandbox.tokens.expire_all()
    assert client.shop().name


@pytest.mark.parametrize(
    "change, error",
    [
        ({"installed": False}, errors.AppNotInstalled),
        ({"permitted": False}, errors.ShopNotPermitted),
        ({"client_secret": "another"}, errors.InvalidCredentials),
    ],
)
def test_why_the_grant_is_refused(sandbox, change, error):
    (app,) = sandbox.tokens.apps.values()
    for name, value in change.items():
        setattr(app, name, value)
    with pytest.raises(error) as caught:
        client_of(sandbox, ClientCredentials(CLIENT_ID, CLIENT_SECRET)).shop()
    assert type(caught.value) is error


def test_a_wrong_token(sandbox):
    with pytest.raises(errors.InvalidCredentials):
        client_of(sandbox, PermanentToken("shpat_wrong")).shop()


def test_with_one_request_in_five_failing_the_result_is_the_same(sandbox, shop):
    expected = all_orders(client_of(sandbox), shop)
    sandbox.faults.at_random(0.2, seed=7, seconds=0.0)
    clock = Clock()
    client = client_of(
        sandbox,
        ClientCredentials(CLIENT_ID, CLIENT_SECRET),
        sleep=clock.sleep,
        clock=clock,
        retry=RetryPolicy(attempts=12),
    )
    assert all_orders(client, shop, batch=5) == expected
    assert client.totals.retries > 5


def test_a_small_budget_is_never_overdrawn_and_never_waits_too_long(shop):
    sandbox = Sandbox(shop, plan="Basic")
    clock = Clock()

    def sleep(seconds):
        clock.sleep(seconds)
        shop.clock.advance(seconds=seconds)

    client = client_of(sandbox, sleep=sleep, clock=clock)
    shop.clock.set(shop.clock.now())
    try:
        for _ in range(6):
            all_orders(client, shop, batch=50)
    finally:
        shop.clock.set(None)
    assert client.totals.retries == 0
    spent = client.totals.cost - client.budget.maximum
    # a request needs what it asks for, but pays what it cost: the last wait can be for more
    assert clock.slept <= max(0.0, spent) / client.budget.restore_rate + 10


def _received(client, shop):
    seen = []
    client._on_exchange = seen.append
    all_orders(client, shop)
    return seen

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What people type as a shop's address, and which files are fetched."""

import pytest

from shopify.endpoint import parse
from shopify.errors import BadShopAddress, UntrustedAddress

SANDBOX = "127.0.0.1:8990"


@pytest.mark.parametrize(
    "typed",
    [
        "my-shop",
        " My-Shop ",
        "my-shop.myshopify.com",
        "https://my-shop.myshopify.com",
        "http://my-shop.myshopify.com/admin",
        "https://my-shop.myshopify.com/products/x?y=z",
        "https://admin.shopify.com/store/my-shop/orders/1",
        "admin.shopify.com/store/my-shop",
    ],
)
def test_every_usual_way_to_write_the_address(typed):
    endpoint = parse(typed)
    assert endpoint.host == "my-shop.myshopify.com"
    assert endpoint.graphql_url("2026-10") == (
        "https://my-shop.myshopify.com/admin/api/2026-10/graphql.json"
    )


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "my shop",
        "www.my-shop.com",
        "my-shop.myshopify.com.evil.example",
        "https://evil.example/my-shop.myshopify.com",
        "https://evil.example#.myshopify.com",
        "https://user:pass@my-shop.myshopify.com",
        "my-shop.myshopify.com:8443",
        "a.b.myshopify.com",
        "-x.myshopify.com",
        "ftp://my-shop.myshopify.com",
        "https://admin.shopify.com/",
        "127.0.0.1:8990",
        "http://[::1",
        "my-shop\n.myshopify.com",
    ],
)
def test_anything_else_is_refused_with_what_to_type(typed):
    with pytest.raises(BadShopAddress) as caught:
        parse(typed)
    assert "my-shop.myshopify.com" in str(caught.value)
    assert not caught.value.retryable


def test_the_sandbox_is_allowed_only_when_named():
    assert parse(SANDBOX, sandbox_address=SANDBOX).base_url == f"http://{SANDBOX}"
    assert parse(f"http://{SANDBOX}/", sandbox_address=SANDBOX).is_sandbox
    with pytest.raises(BadShopAddress):
        parse("127.0.0.1:8991", sandbox_address=SANDBOX)
    assert not parse("my-shop", sandbox_address=SANDBOX).is_sandbox


def test_only_this_machine_can_be_a_sandbox():
    with pytest.raises(BadShopAddress):
        parse("10.0.0.1:80", sandbox_address="10.0.0.1:80")


@pytest.mark.parametrize(
    "url",
    [
        "https://storage.googleapis.com/shopify-tiers-assets-prod/x.jsonl?sig=1",
        "https://shopify-staged-uploads.storage.googleapis.com/",
    ],
)
def test_files_come_from_shopify(url):
    assert parse("my-shop").check_file_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "http://storage.googleapis.com/shopify-x/y",
        "https://storage.googleapis.com/other/x.jsonl",
        "https://other.storage.googleapis.com/x",
        "https://storage.googleapis.com.evil.example/shopify-x",
        "https://169.254.169.254/latest",
        "file:///etc/passwd",
        "http://127.0.0.1:8990/x",
    ],
)
def test_files_from_anywhere_else_are_refused(url):
    with pytest.raises(UntrustedAddress):
        parse("my-shop").check_file_url(url)


def test_a_sandbox_serves_its_own_files_only():
    endpoint = parse(SANDBOX, sandbox_address=SANDBOX)
    assert endpoint.check_file_url(f"http://{SANDBOX}/files/x")
    with pytest.raises(UntrustedAddress):
        endpoint.check_file_url("https://storage.googleapis.com/shopify-x/y")

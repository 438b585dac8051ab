# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Comparable email addresses (C4, C11)."""

import pytest

from rules.email import normalise_email


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jane@example.com", "jane@example.com"),
        ("  Jane.Doe+Shop@Example.COM ", "jane.doe+shop@example.com"),
        ("Name <NaMe@DoMaIn.CoM>", "name@domain.com"),
        ('"Doe, Jane" <jane@example.com>', "jane@example.com"),
        ('"other@example.com" <jane@example.com>', "jane@example.com"),
        ("Jane jane@example.com", "jane@example.com"),
        ("mailto:jane@example.com", "jane@example.com"),
        ("jane@example.com; joe@example.com", "jane@example.com"),
        ("jane@example.com,joe@example.com", "jane@example.com"),
        ("jane@bücher.example", "jane@bücher.example"),
        ("jane@xn--bcher-kva.xn--p1ai", "jane@xn--bcher-kva.xn--p1ai"),
        ("Åse@Example.no", "Åse@example.no"),
        ("o'hara_1@sub.example.co.uk", "o'hara_1@sub.example.co.uk"),
    ],
)
def test_c4_comparable_form(text, expected):
    assert normalise_email(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "jane",
        "jane@",
        "@example.com",
        "jane@localhost",
        "jane@@example.com",
        "jane..doe@example.com",
        ".jane@example.com",
        "jane.@example.com",
        "jane@-example.com",
        "jane@example-.com",
        "jane@example..com",
        "jane@10.0.0.1",
        "jane doe@",
        "jane@exa_mple.com",
        "j" * 65 + "@example.com",
        "jane@" + "a" * 250 + ".com",
    ],
)
def test_c11_no_valid_address(text):
    assert normalise_email(text) == ""


def test_c4_an_invalid_first_address_is_not_skipped():
    assert normalise_email("jane@localhost, joe@example.com") == ""

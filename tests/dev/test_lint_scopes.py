# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Reading what Shopify says on access, and the committed list of scopes."""

import pytest

from devtools.lint import scope_list
from devtools.lint.scope_needs import clauses, solve

ORDERS = "`read_orders` access scope or `read_marketplace_orders` access scope."


@pytest.mark.parametrize(
    ("access", "scopes", "mutation", "expected"),
    [
        ("", [], False, []),
        ("`read_orders` access scope.", ["read_orders"], False, [("read_orders",)]),
        (
            ORDERS,
            ["read_orders", "read_marketplace_orders"],
            False,
            [("read_orders", "read_marketplace_orders")],
        ),
        (
            "`write_a` access scope. Also: Requires `write_b` scope.",
            ["write_a", "write_b"],
            True,
            [("write_a",), ("write_b",)],
        ),
        (
            "`write_a` access scope as well as any of `write_b`, `write_c`.",
            ["write_a", "write_b", "write_c"],
            True,
            [("write_a",), ("write_b", "write_c")],
        ),
        (
            "`read_a` for queries and both `read_a` as well as `write_a` for mutations.",
            ["read_a", "write_a"],
            False,
            [("read_a",)],
        ),
        (
            "`read_a` for queries and both `read_a` as well as `write_a` for mutations.",
            ["read_a", "write_a"],
            True,
            [("read_a",), ("write_a",)],
        ),
        # A permission of the user is no scope of the app.
        (
            "`read_a` access scope. Also: The user must have `read_users` permission.",
            ["read_a"],
            False,
            [("read_a",)],
        ),
        ("Ask Shopify.", ["read_a", "read_b"], False, [("read_a", "read_b")]),
    ],
)
def test_shopifys_sentences_are_read(access, scopes, mutation, expected):
    assert clauses(access, scopes, mutation) == expected


def test_an_alternative_that_is_needed_anyway_is_enough():
    assert solve([("read_b", "read_a"), ("read_a",)]) == {"read_a"}


def test_alternatives_of_other_kinds_of_apps_are_left_out():
    needs = [("read_marketplace_orders", "read_orders")]
    assert solve(needs) == {"read_orders"}


def test_fulfilment_orders_of_all_kinds_of_locations_are_asked_for():
    needs = [
        ("read_assigned_fulfillment_orders", "read_merchant_managed_fulfillment_orders"),
    ]
    assert solve(needs) == {
        "read_merchant_managed_fulfillment_orders",
        "read_third_party_fulfillment_orders",
    }


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "scopes.py"
    path.write_text(
        '"""Scopes."""\n\n'
        "REQUIRED_SCOPES: dict = {\n"
        '    "read_all_orders": "Orders older than 60 days.",\n'
        '    "read_orders": ("orders",),\n'
        "}\n"
        "AFTER = 1\n"
    )
    return path


def test_a_list_that_agrees_has_no_problems(file):
    assert scope_list.compare(file, {"read_orders": ("orders",)}) == []


@pytest.mark.parametrize(
    ("derived", "problem"),
    [
        ({"read_orders": ("orders",), "read_products": ("p",)}, "read_products is missing"),
        ({}, "no document needs read_orders"),
        ({"read_orders": ("orders", "more")}, "other documents than those listed need read_orders"),
    ],
)
def test_a_list_that_differs_is_found(file, derived, problem):
    (found,) = scope_list.compare(file, derived)
    assert problem in found


def test_a_missing_list_is_found(tmp_path):
    (found,) = scope_list.compare(tmp_path / "scopes.py", {})
    assert "missing" in found


def test_writing_keeps_reasons_and_everything_around(file):
    derived = {"read_products": ("one", "two")}
    scope_list.write(file, derived)
    text = file.read_text()
    assert text.startswith('"""Scopes."""\n\nREQUIRED_SCOPES: dict = {\n')
    assert text.endswith("}\nAFTER = 1\n")
    assert scope_list.read(text) == {
        "read_all_orders": "Orders older than 60 days.",
        "read_products": ("one", "two"),
    }
    assert scope_list.compare(file, derived) == []


def test_writing_makes_the_file(tmp_path):
    scope_list.write(tmp_path / "scopes.py", {"read_orders": ("orders",)})
    assert scope_list.read((tmp_path / "scopes.py").read_text()) == {"read_orders": ("orders",)}

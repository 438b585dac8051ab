# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Orders that real Shopify shops answered with import with exactly their amounts."""

import pytest
from test_demo_orders import amounts_of, shopifys_amounts

from bench.sandbox_process import sandbox_process
from shopify_sandbox.recorded import recorded_folder, recorded_shop

pytestmark = [
    pytest.mark.xdist_group("crash"),
    pytest.mark.skipif(not recorded_folder().is_dir(), reason="recorded answers are not here"),
]


@pytest.fixture(scope="module")
def shopifys():
    return recorded_shop()


@pytest.fixture(scope="module")
def imported(imports_of, shopifys):
    settings = {
        "currency": shopifys.profile["currencyCode"],
        "create_without_address": True,
        "import_test_orders": True,
    }
    with (
        sandbox_process("recorded") as sandbox,
        imports_of("recorded", sandbox, **settings) as imports,
    ):
        yield imports.into_a_copy("recorded_run")


def test_o9_recorded_orders_import_with_their_own_amounts(imported, shopifys):
    expected = {order["name"]: shopifys_amounts(order) for order in shopifys.collections["Order"]}
    sales = imported["content"]["sale.order"]
    assert len(sales) == len(expected) > 10
    for sale in sales:
        assert amounts_of(sale) == expected[sale["shopify_order_number"]]

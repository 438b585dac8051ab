# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What an order's line sells (O2, O17)."""

import pytest

from rules.line_kind import LineKind, line_kind

BARE = {
    "variant_id": 0,
    "product_id": 0,
    "sku": "",
    "vendor": "",
    "variant_title": "",
    "title": "Engraving",
    "is_gift_card": False,
    "requires_shipping": False,
    "taxable": False,
}
TIP = {**BARE, "title": "Tip"}
SHIRT = {
    **BARE,
    "variant_id": 5,
    "product_id": 4,
    "sku": "S-1",
    "vendor": "Acme",
    "title": "Shirt",
    "variant_title": "Red",
    "requires_shipping": True,
    "taxable": True,
}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        pytest.param(SHIRT, LineKind.PRODUCT, id="a variant"),
        pytest.param({**SHIRT, "title": "Tip"}, LineKind.PRODUCT, id="a product named Tip"),
        pytest.param({**SHIRT, "is_gift_card": True}, LineKind.GIFT_CARD, id="a gift card"),
        pytest.param(
            {**BARE, "is_gift_card": True, "vendor": "Acme"},
            LineKind.GIFT_CARD,
            id="a gift card whose product was deleted",
        ),
        pytest.param(
            {**SHIRT, "variant_id": 0, "product_id": 0},
            LineKind.DELETED_PRODUCT,
            id="a deleted product",
        ),
        pytest.param({**BARE, "product_id": 4}, LineKind.DELETED_PRODUCT, id="a deleted variant"),
        pytest.param({**BARE, "vendor": "Acme"}, LineKind.DELETED_PRODUCT, id="vendor is left"),
        pytest.param(
            {**BARE, "variant_title": "Red"}, LineKind.DELETED_PRODUCT, id="variant title is left"
        ),
        pytest.param(
            {**TIP, "vendor": "Acme"}, LineKind.DELETED_PRODUCT, id="a deleted product named Tip"
        ),
        pytest.param(TIP, LineKind.TIP, id="a tip"),
        pytest.param({**TIP, "taxable": True}, LineKind.CUSTOM_ITEM, id="a taxed Tip"),
        pytest.param({**TIP, "requires_shipping": True}, LineKind.CUSTOM_ITEM, id="a shipped Tip"),
        pytest.param({**TIP, "sku": "T"}, LineKind.CUSTOM_ITEM, id="a Tip with a SKU"),
        pytest.param(BARE, LineKind.CUSTOM_ITEM, id="a custom item"),
        pytest.param(
            {**BARE, "sku": "CUSTOM-INSTALL"}, LineKind.CUSTOM_ITEM, id="a custom item with a SKU"
        ),
    ],
)
def test_o17_line_kind(line, kind):
    assert line_kind(**line) is kind

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The sandbox's arithmetic beside what real Shopify shops answered."""

import json
from decimal import Decimal

import pytest
from world_common import SmallShop, shop_amount

from shopify_sandbox.money import Pair, pair_of
from shopify_sandbox.recorded import recorded_folder, recorded_shop
from shopify_sandbox.shopper import an_order

FOLDER = recorded_folder()
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="recorded answers are not here")
MATRIX = "shop-a/2025-01/orders/order-create-math-matrix.json"
EDITS = "shop-a/2026-04/orders/order-edit-money-math.json"
REFUND = "shop-a/2025-01/orders/refund-create-partial-shipping-restock-parity.json"


def recording(path):
    return json.loads((FOLDER / path).read_text())


@pytest.fixture(scope="module")
def shop():
    return recorded_shop()


@pytest.fixture
def small():
    return SmallShop(currency="CAD", country="CA", taxes_included=False, presentment=("CAD",))


def place(small, wanted):
    """Place the order that an ``orderCreate`` input describes."""
    builder = an_order(small.shop).tax_excluded().taxes()
    for line in wanted["lineItems"]:
        price, taxes = line["priceSet"], line.get("taxLines") or []
        builder.custom_line(
            line["title"],
            price["shopMoney"]["amount"],
            line["quantity"],
            presentment_price=price["presentmentMoney"]["amount"],
            sku=line["sku"],
            taxable=line["taxable"],
            taxes=tuple((tax["title"], rate_of(tax)) for tax in taxes),
        )
    for shipping in wanted.get("shippingLines", []):
        builder.shipping(
            shipping["title"], shipping["priceSet"]["shopMoney"]["amount"], shipping["code"]
        )
        builder.taxes(*((tax["title"], str(tax["rate"])) for tax in shipping["taxLines"]))
    if wanted.get("presentmentCurrency"):
        builder.in_currency(wanted["presentmentCurrency"], "0.7")
    discount = wanted.get("discountCode", {}).get("itemFixedDiscountCode")
    if discount:
        builder.discount_code(discount["code"], discount["amountSet"]["shopMoney"]["amount"])
    for payment in wanted.get("transactions", []):
        pay = {"SALE": builder.paid_by, "AUTHORIZATION": builder.authorised_by}[payment["kind"]]
        pay(payment["gateway"])
    return builder.place()


def rate_of(tax):
    return Decimal(str(tax["rate"]))


@pytest.mark.parametrize(
    "case",
    ["pendingNoTax", "paidTaxShipping", "fixedDiscount", "authorization", "presentmentMoney"],
)
def test_orders_come_to_what_shopify_answered(small, case):
    recorded = recording(MATRIX)["cases"][case]
    told = recorded["response"]["payload"]["data"]["orderCreate"]["order"]
    order = place(small, recorded["variables"]["order"])
    for key, value in told.items():
        if key.endswith("Set"):
            for side in ("shopMoney", "presentmentMoney"):
                ours = order[key][side]
                assert value[side] == {part: ours[part] for part in value[side]}, key
    assert order["capturable"] == told["capturable"]
    assert order["discountCodes"] == told["discountCodes"]
    assert order["paymentGatewayNames"] == told["paymentGatewayNames"]
    if told["displayFinancialStatus"]:
        assert order["displayFinancialStatus"] == told["displayFinancialStatus"]


def test_a_lowered_quantity_comes_to_what_shopify_answered(small):
    case = recording(EDITS)["cases"]["taxed"]
    order = place(small, case["create"]["variables"]["order"])
    small.merchant.set_quantity(order, order["lineItems"][0], 1)
    assert_like(order, case["downstreamRead"])


def test_a_discount_by_edit_comes_to_what_shopify_answered(small):
    case = recording(EDITS)["cases"]["discount"]
    wanted = case["create"]["variables"]["order"]
    order = place(small, wanted)
    small.merchant.discount_line(order, order["lineItems"][0], "20.00")
    assert_like(order, case["downstreamRead"])


def assert_like(order, read):
    told = read["response"]["payload"]["data"]["order"]
    for key, value in told.items():
        if key.endswith("Set"):
            assert shop_amount(order[key]) == shop_amount(value), key
    taxes = [shop_amount(tax["priceSet"]) for tax in order["currentTaxLines"]]
    assert taxes == [shop_amount(tax["priceSet"]) for tax in told["currentTaxLines"]]
    (line,), (told_line,) = order["lineItems"], told["lineItems"]["nodes"]
    assert line["quantity"] == told_line["quantity"]
    assert line["currentQuantity"] == told_line["currentQuantity"]


def test_a_partial_refund_with_shipping_comes_to_what_shopify_answered(small):
    told = recording(REFUND)["downstreamRead"]["response"]["data"]["order"]
    order = (
        an_order(small.shop)
        .custom_line("Item", "10.00", 2)
        .taxes()
        .shipping(price="5.00")
        .paid_by("manual")
        .place()
    )
    refund = small.merchant.refund(
        order, {order["lineItems"][0]["id"]: 1}, restock="RETURN", shipping="5.00"
    )
    assert shop_amount(refund["totalRefundedSet"]) == "15.0"
    assert order["displayFinancialStatus"] == told["displayFinancialStatus"]
    assert order["displayFulfillmentStatus"] == told["displayFulfillmentStatus"]
    assert shop_amount(order["totalRefundedSet"]) == shop_amount(told["totalRefundedSet"])


def test_real_orders_are_loaded_with_their_ids_and_totals(shop):
    assert len(shop.collection("Order")) >= 18
    order = shop.node("gid://shopify/Order/8734179885362")
    assert order["name"] == "#1336"
    assert order["discountCodes"] == ["MATH5"]
    assert pair_of(order["totalPriceSet"]) == Pair(29, 29)
    assert order["displayFinancialStatus"] is None


def test_a_real_refund_is_loaded(shop):
    order = shop.node("gid://shopify/Order/8838022037810")
    (refund,) = order["refunds"]
    assert refund["id"] == "gid://shopify/Refund/1028613341490"
    assert (refund["refundLineItems"][0]["quantity"], order["displayFinancialStatus"]) == (
        1,
        "PARTIALLY_REFUNDED",
    )
    assert shop_amount(order["currentTotalPriceSet"]) == "10.0"
    assert order["lineItems"][0]["currentQuantity"] == 1


def test_a_real_edit_is_loaded(shop):
    order = shop.node("gid://shopify/Order/8913892278578")
    assert (shop_amount(order["totalPriceSet"]), shop_amount(order["currentTotalPriceSet"])) == (
        "226.0",
        "113.0",
    )
    assert order["edited"]


def test_every_recorded_total_is_kept(shop):
    names = {order["id"]: order for order in shop.collection("Order")}
    assert all(pair_of(order["totalPriceSet"]).shop > 0 for order in names.values())
    assert all(line["name"] for order in names.values() for line in order["lineItems"])


def test_what_is_left_out_says_why(shop):
    report = shop.report
    assert report.files == 204
    assert report.loaded["Product"] > 1400
    assert report.loaded["Customer"] > 70
    assert set(report.left_out.values()) == {
        "its lines were not recorded",
        "its total was not recorded",
        "the price of a line was not recorded",
    }
    assert not set(report.left_out) & {order["id"] for order in shop.collection("Order")}


def test_no_recordings_no_shop(tmp_path):
    with pytest.raises(FileNotFoundError, match="no recorded answers"):
        recorded_shop(tmp_path)

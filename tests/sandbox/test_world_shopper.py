# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""What the shopper orders comes to the amounts and statuses that Shopify would give."""

import pytest
from world_common import SmallShop, buyer_amount, shop_amount, stock, totals

from shopify_sandbox.shopper import an_order

PRICES = ("subtotalPrice", "totalShippingPrice", "totalTax", "totalDiscounts", "totalPrice")


@pytest.fixture
def small():
    return SmallShop()


def test_taxes_included_with_discount_tip_and_shipping(small):
    order = (
        an_order(small.shop)
        .line(small.boot, 3)
        .with_tip("5.00")
        .discount_code("SUMMER", "10%")
        .tax_included()
        .ship_to("DE")
        .shipping(price="4.90")
        .paid_by("visa")
        .place()
    )
    assert totals(order, *PRICES) == ("54.0", "4.9", "9.4", "6.0", "63.9")
    assert totals(order, "totalTipReceived", "totalReceived", "totalOutstanding") == (
        "5.0",
        "63.9",
        "0.0",
    )
    assert order["displayFinancialStatus"] == "PAID"
    assert order["displayFulfillmentStatus"] == "UNFULFILLED"
    assert [line["name"] for line in order["lineItems"]] == ["Boot", "Tip"]
    assert order["discountCodes"] == ["SUMMER"]


def test_taxes_on_top_in_two_tax_lines(small):
    order = an_order(small.shop).line(small.mug, 1).tax_excluded().ship_to("US").place()
    assert [(tax["title"], shop_amount(tax["priceSet"])) for tax in order["taxLines"]] == [
        ("California State Tax", "0.72"),
        ("San Francisco County Tax", "0.14"),
    ]
    assert totals(order, *PRICES) == ("9.99", "0.0", "0.86", "0.0", "10.85")
    assert order["displayFinancialStatus"] == "PENDING"


def test_each_currency_is_the_sum_of_its_own_parts(small):
    order = (
        an_order(small.shop)
        .line(small.mug, 3)
        .line(small.boot)
        .in_currency("JPY", "163.27")
        .ship_to("JP")
        .discount_code("TEN", "10%")
        .paid_by("visa")
        .place()
    )
    parts = [line["discountAllocations"][0]["allocatedAmountSet"] for line in order["lineItems"]]
    assert [buyer_amount(part) for part in parts] == ["489.0", "327.0"]
    assert buyer_amount(order["totalDiscountsSet"]) == "816.0"
    assert buyer_amount(order["totalPriceSet"]) == "7342.0"
    assert shop_amount(order["totalPriceSet"]) == "44.97"
    assert order["transactions"][0]["amountSet"] == order["totalPriceSet"]


def test_three_decimals_in_kuwait():
    small = SmallShop(currency="KWD", presentment=("KWD",))
    order = an_order(small.shop).custom_line("Lamp", "1.005", 3).taxes(("VAT", "0.05")).place()
    assert totals(order, "subtotalPrice", "totalTax") == ("3.015", "0.144")


def test_exempt_orders_carry_no_taxes(small):
    order = an_order(small.shop).line(small.boot).shipping().tax_exempt().place()
    assert order["taxLines"] == order["lineItems"][0]["taxLines"] == []
    assert shop_amount(order["totalTaxSet"]) == "0.0"


def test_gift_cards_are_untaxed_issued_and_shipped_when_paid(small):
    order = an_order(small.shop).line(small.card, 2).paid_by("visa").place()
    cards = small.shop.collection("GiftCard")
    assert [card["balance"]["amount"] for card in cards] == ["50.0", "50.0"]
    assert order["displayFulfillmentStatus"] == "FULFILLED"
    assert shop_amount(order["totalTaxSet"]) == "0.0"


def test_gift_card_pays_as_far_as_it_reaches(small):
    an_order(small.shop).line(small.card).paid_by("visa").place()
    (card,) = small.shop.collection("GiftCard")
    order = (
        an_order(small.shop).line(small.boot, 3).paid_with_gift_card(card).paid_by("visa").place()
    )
    paid = [(part["gateway"], shop_amount(part["amountSet"])) for part in order["transactions"]]
    assert paid == [("gift_card", "50.0"), ("shopify_payments", "10.0")]
    assert card["balance"]["amount"] == "0.0"
    assert order["displayFinancialStatus"] == "PAID"
    assert card["legacyResourceId"] in order["transactions"][0]["receiptJson"]


@pytest.mark.parametrize(
    ("pay", "status", "gateways", "outstanding"),
    [
        (lambda order: order.paid_by("visa"), "PAID", ["shopify_payments"], "0.0"),
        (lambda order: order.authorised_by("visa"), "AUTHORIZED", ["shopify_payments"], "0.0"),
        (lambda order: order.pending_by("bank"), "PENDING", ["Bank Deposit"], "20.0"),
        (lambda order: order.paid_by("paypal", "5.00"), "PARTIALLY_PAID", ["paypal"], "15.0"),
        (lambda order: order.failing_by("visa"), "PENDING", [], "20.0"),
        (lambda order: order, "PENDING", [], "20.0"),
    ],
)
def test_payments_decide_the_financial_status(small, pay, status, gateways, outstanding):
    order = pay(an_order(small.shop).line(small.boot)).place()
    assert order["displayFinancialStatus"] == status
    assert order["paymentGatewayNames"] == gateways
    assert shop_amount(order["totalOutstandingSet"]) == outstanding


def test_cash_rounding_stands_beside_the_amount(small):
    location = small.shop.collection("Location")[0]
    order = (
        an_order(small.shop)
        .at_the_counter(location)
        .line(small.mug)
        .paid_by("cash", rounding="0.01")
        .place()
    )
    (payment,) = order["transactions"]
    assert shop_amount(payment["amountSet"]) == "9.99"
    assert shop_amount(payment["amountRoundingSet"]) == "0.01"
    assert shop_amount(order["totalCashRoundingAdjustment"]["paymentSet"]) == "0.01"
    assert (order["sourceName"], order["retailLocation"]) == ("pos", location)
    assert order["customer"] is order["shippingAddress"] is None


def test_duties_and_fees_are_part_of_the_total(small):
    order = an_order(small.shop).line(small.boot).duties("7.40").fee("Handling", "2.50").place()
    names = ("originalTotalDuties", "originalTotalAdditionalFees", "totalPrice")
    assert totals(order, *names) == ("7.4", "2.5", "29.9")


def test_free_shipping_keeps_the_original_price(small):
    order = an_order(small.shop).line(small.boot).shipping(price="4.90").free_shipping().place()
    (shipping,) = order["shippingLines"]
    assert shop_amount(shipping["originalPriceSet"]) == "4.9"
    assert shop_amount(shipping["discountedPriceSet"]) == "0.0"
    assert totals(order, *PRICES) == ("20.0", "0.0", "3.19", "4.9", "20.0")


def test_line_discount_and_order_discount_stay_apart(small):
    order = (
        an_order(small.shop)
        .line(small.boot)
        .line(small.mug)
        .manual_discount("Loyal", "5.00", on=[0])
        .automatic_discount("Sale", "10%")
        .place()
    )
    first, second = order["lineItems"]
    assert shop_amount(first["totalDiscountSet"]) == "5.0"
    assert shop_amount(second["totalDiscountSet"]) == "0.0"
    assert shop_amount(order["totalDiscountsSet"]) == "7.5"
    assert shop_amount(order["cartDiscountAmountSet"]) == "2.5"
    kinds = [part["__typename"] for part in order["discountApplications"]]
    assert kinds == ["ManualDiscountApplication", "AutomaticDiscountApplication"]


def test_ordering_commits_stock(small):
    before = stock(small.boot)
    an_order(small.shop).line(small.boot, 4).place()
    assert (stock(small.boot), stock(small.boot, "committed")) == (before - 4, 4)
    assert stock(small.boot, "on_hand") == before


def test_deleted_products_leave_only_their_texts(small):
    order = an_order(small.shop).line(small.boot).line(small.mug).place()
    small.merchant.delete_product(small.mug["product"])
    last = order["lineItems"][-1]
    assert (last["product"], last["variant"], last["sku"]) == (None, None, "MUG")
    assert small.shop.node(small.mug["id"]) is None


def test_an_order_by_default_has_a_customer_and_an_address(small):
    order = an_order(small.shop).line(small.boot).place()
    assert order["customer"]["email"] == order["email"]
    assert order["shippingAddress"]["countryCodeV2"] == "DE"
    assert order["customer"]["lastOrder"] is order


@pytest.mark.parametrize("lines", [0, 250])
def test_any_number_of_lines(small, lines):
    builder = an_order(small.shop)
    for _line in range(lines):
        builder.line(small.mug)
    order = builder.place()
    assert len(order["lineItems"]) == lines
    assert shop_amount(order["subtotalPriceSet"]) == ("0.0" if not lines else "2497.5")


def test_odd_amounts_and_currencies_are_kept_as_they_are(small):
    odd = an_order(small.shop).custom_line("Odd", "10.005").taxes().unrounded().place()
    unknown = an_order(small.shop).line(small.boot).in_shop_currency("XXX").place()
    zero = an_order(small.shop).line(small.boot, 0).line(small.mug).place()
    assert shop_amount(odd["totalPriceSet"]) == "10.005"
    assert unknown["totalPriceSet"]["shopMoney"]["currencyCode"] == "XXX"
    assert zero["lineItems"][0]["quantity"] == 0
    assert shop_amount(zero["totalPriceSet"]) == "9.99"


def test_names_in_any_script(small):
    order = an_order(small.shop).line(small.boot).ship_to("IL", last_name="🦊 כהן").place()
    assert order["shippingAddress"]["name"] == "נועה 🦊 כהן"
    assert order["customer"]["displayName"] == "נועה 🦊 כהן"


def test_all_of_an_earlier_order_is_earlier(small):
    order = an_order(small.shop).at("2026-10-01T09:30:00Z").line(small.boot).paid_by("visa").place()
    times = {order[key] for key in ("createdAt", "updatedAt", "processedAt")}
    times |= {node["createdAt"] for node in order["fulfillmentOrders"]}
    times |= {node["processedAt"] for node in order["transactions"]}
    assert times == {"2026-10-01T09:30:00Z"}


def test_two_equal_shops_are_equal():
    def texts():
        small = SmallShop()
        order = an_order(small.shop).line(small.boot, 2).paid_by("visa").place()
        return [order["id"], order["lineItems"][0]["id"], order["transactions"][0]["id"]]

    assert texts() == texts()

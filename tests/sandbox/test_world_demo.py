# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The demo shop is the same each time, recent, plausible, and says which orders are odd."""

from collections import Counter
from datetime import datetime, timedelta, timezone

import pytest

from shopify_sandbox.money import pair_of, total
from shopify_sandbox.seeds.demo import demo_shop, start_of_today
from shopify_sandbox.world.contacts import kept_phone
from shopify_sandbox.world.order_parts import allocated, is_tip, original_total
from shopify_sandbox.world.provinces import PROVINCES

ANCHOR = datetime(2026, 11, 20, tzinfo=timezone.utc)


@pytest.fixture(scope="module")
def demo():
    return demo_shop(ANCHOR)


def tagged(shop, tag):
    return [order for order in shop.collection("Order") if tag in order["tags"]]


def test_sizes(demo):
    sizes = {name: len(nodes) for name, nodes in demo.collections.items()}
    assert sizes["Order"] == 300
    assert sizes["Location"] == 3
    assert 65 <= sizes["Product"] <= 75
    assert sizes["Customer"] >= 200
    assert len({order["name"] for order in demo.collection("Order")}) == 300


def test_each_product_has_its_picture(demo):
    for product in demo.collection("Product"):
        picture, *_others = product["media"]
        assert picture["status"] == "READY"
        assert picture["alt"].startswith(product["title"])
    assert len({product["media"][0]["_content"] for product in demo.collection("Product")}) > 20


def test_every_kind_of_order_is_there(demo):
    orders = demo.collection("Order")
    assert {order["displayFinancialStatus"] for order in orders} == {
        "PAID",
        "PENDING",
        "AUTHORIZED",
        "PARTIALLY_PAID",
        "PARTIALLY_REFUNDED",
        "REFUNDED",
        "VOIDED",
    }
    assert {order["displayFulfillmentStatus"] for order in orders} == {
        "UNFULFILLED",
        "PARTIALLY_FULFILLED",
        "FULFILLED",
        "ON_HOLD",
    }
    assert {order["presentmentCurrencyCode"] for order in orders} == {
        "EUR",
        "USD",
        "GBP",
        "JPY",
        "XXX",
    }
    assert {order["taxesIncluded"] for order in orders} == {True, False}
    assert {order["sourceName"] for order in orders} == {"web", "pos", "shopify_draft_order"}
    for flag in (
        "test",
        "edited",
        "closed",
        "cancelledAt",
        "poNumber",
        "paymentTerms",
        "taxExempt",
        "customAttributes",
        "retailLocation",
        "returns",
        "refunds",
    ):
        assert any(order[flag] for order in orders), flag
    assert max(len(order["lineItems"]) for order in orders) == 250


def test_odd_orders_are_few_and_say_so(demo):
    odd = tagged(demo, "needs-attention")
    assert Counter(tag for order in odd for tag in order["tags"] if tag.startswith("odd-")) == {
        "odd-no-customer": 5,
        "odd-deleted-product": 1,
        "odd-unknown-currency": 1,
        "odd-no-lines": 1,
        "odd-three-decimals": 1,
        "odd-zero-quantity": 1,
    }
    (deleted,) = tagged(demo, "odd-deleted-product")
    assert deleted["lineItems"][-1]["product"] is None
    assert deleted["lineItems"][0]["product"] is not None


def test_all_other_orders_have_what_an_import_needs(demo):
    for order in demo.collection("Order"):
        if "needs-attention" in order["tags"]:
            continue
        assert order["customer"] is not None, order["name"]
        assert order["billingAddress"]["countryCodeV2"], order["name"]
        assert order["lineItems"], order["name"]
        assert order["currencyCode"] == "EUR"


def test_customers_are_mixed(demo):
    people = demo.collection("Customer")
    emails = [one["defaultEmailAddress"] for one in people if one["defaultEmailAddress"]]
    phones = [one["defaultPhoneNumber"] for one in people if one["defaultPhoneNumber"]]
    by_email = Counter(email["marketingState"] for email in emails)
    by_sms = Counter(phone["smsMarketingConsent"]["state"] for phone in phones)
    assert {"SUBSCRIBED", "UNSUBSCRIBED", "PENDING", "NOT_SUBSCRIBED"} == by_email.keys()
    assert {"SUBSCRIBED", "UNSUBSCRIBED", "PENDING", "NEVER_SUBSCRIBED"} == by_sms.keys()
    assert min(*by_email.values(), *by_sms.values()) >= 3
    assert {tag for one in people for tag in one["tags"]} == {"b2b", "guest", "regular", "vip"}
    assert sum(len(one["addresses"]) > 1 for one in people) >= 20
    assert any(one["taxExempt"] for one in people)
    assert len([one for one in people if one["note"]]) >= 15
    for key in ("email", "phone"):
        values = [one[key] for one in people if one[key]]
        assert len(set(values)) == len(values), "Shopify takes none twice"


def test_guests_are_special_and_have_no_orders(demo):
    guests = [one for one in demo.collection("Customer") if "guest" in one["tags"]]
    assert len(guests) == 9
    assert all(one["orders"] == [] and one["note"] for one in guests)
    merle, hinnerk = guests[:2]
    assert kept_phone(hinnerk["defaultAddress"]["phone"], "DE") == merle["phone"]
    assert [one["displayName"] for one in guests if not one["firstName"]] == [
        "hello@postfach.example",
        "einkauf@alpenblick.example",
    ]
    assert {"山田", "الحداد", "van der Beeck-Thomsen"} < {one["lastName"] for one in guests}
    assert max(len(one["addresses"]) for one in guests) == 7
    assert all(
        one["provinceCode"] in PROVINCES[one["countryCodeV2"]]
        for customer in demo.collection("Customer")
        for one in customer["addresses"]
        if one["provinceCode"]
    )


def test_totals_are_sums_of_their_parts(demo):
    for order in demo.collection("Order"):
        nodes = [*order["lineItems"], *order["shippingLines"]]
        goods = [node for node in nodes if "quantity" not in node or not is_tip(node)]
        price = total(original_total(node) - allocated(node) for node in goods)
        price = price + pair_of(order["totalTipReceivedSet"])
        price = price + pair_of(order["originalTotalDutiesSet"])
        price = price + pair_of(order["originalTotalAdditionalFeesSet"])
        if not order["taxesIncluded"]:
            price = price + pair_of(order["totalTaxSet"])
        assert pair_of(order["totalPriceSet"]) == price, order["name"]


def test_all_happened_in_the_sixty_days_before_the_anchor(demo):
    for order in demo.collection("Order"):
        assert "2026-09-21T00:00:00Z" < order["createdAt"] <= order["updatedAt"]
        assert order["updatedAt"] < "2026-11-20T00:00:00Z"
    today = start_of_today()
    now = datetime.now(timezone.utc)
    assert now - timedelta(days=1, minutes=1) < today <= now


def test_only_dates_depend_on_the_anchor(demo):
    later = demo_shop(ANCHOR + timedelta(days=3), orders=300)

    def summary(shop):
        return [
            (
                order["id"],
                order["name"],
                order["totalPriceSet"],
                order["tags"],
                order["displayFinancialStatus"],
                [line["sku"] for line in order["lineItems"]],
            )
            for order in shop.collection("Order")
        ]

    assert summary(demo) == summary(later)
    first, same = demo.collection("Order")[0], later.collection("Order")[0]
    assert (first["createdAt"], same["createdAt"]) == (
        "2026-09-23T00:00:00Z",
        "2026-09-26T00:00:00Z",
    )


def test_fewer_orders_on_request():
    assert len(demo_shop(ANCHOR, orders=20).collection("Order")) == 20


def test_barcodes_are_valid(demo):
    barcodes = [v["barcode"] for v in demo.collection("ProductVariant") if v["barcode"]]
    twice = [code for code, count in Counter(barcodes).items() if count > 1]
    assert (len(twice), len(barcodes) > 100) == (1, True)
    for code in barcodes:
        digits = [int(digit) for digit in code]
        assert sum(digits[::2]) % 10 == -3 * sum(digits[1::2]) % 10


# === PRODUCTS OF EVERY KIND === #


def products(demo):
    return {product["title"]: product for product in demo.collection("Product")}


def test_products_of_every_kind(demo):
    known = products(demo)
    assert {one["status"] for one in known.values()} == {
        "ACTIVE",
        "DRAFT",
        "ARCHIVED",
        "UNLISTED",
    }
    trousers = known["Vidda Trekking Trousers"]
    assert [len(option["values"]) for option in trousers["options"]] == [3, 3, 2]
    assert len(trousers["variants"]) == 15
    assert {one["media"][0]["alt"].partition(", ")[2] for one in trousers["variants"]} == {
        "Pine",
        "Granite",
        "Rowan",
    }
    assert [one["key"] for one in trousers["metafields"]] == ["fabric", "waterproof_mm"]
    variants = demo.collection("ProductVariant")
    skus = Counter(one["sku"] for one in variants)
    assert [sku for sku, count in skus.items() if sku and count > 1] == ["NL-2001"]
    assert skus[None] == 1
    assert any(not one["inventoryItem"]["tracked"] for one in variants)
    assert any(one["product"]["isGiftCard"] for one in variants)
    assert known["Firewood"]["publishedAt"]() is None
    (parts,) = known["Hut Coffee Pair"]["variants"][0]["productVariantComponents"]
    assert (parts["productVariant"]["product"]["title"], parts["quantity"]) == (
        "Harbour Espresso",
        2,
    )


def test_collections_by_hand_and_by_rules(demo):
    found = {one["title"]: one for one in demo.collection("Collection")}
    sizes = {title: len(one["products"]()) for title, one in found.items()}
    assert sizes["Staff picks"] == 4
    assert sizes["Coming in autumn"] == 1
    assert not found["Coming in autumn"]["_published"]
    assert {title for title, one in found.items() if one["ruleSet"]} == {
        "Jackets",
        "Reduced",
        "Coffee",
        "Small gifts",
    }
    assert all(3 <= sizes[title] <= 30 for title, one in found.items() if one["ruleSet"])


def test_orders_sell_none_of_them(demo):
    sold = {
        line["product"]["title"]
        for order in demo.collection("Order")
        for line in order["lineItems"]
        if line.get("product")
    }
    assert not sold & {"Vidda Trekking Trousers", "Enamel Bowl", "Tin Cup", "Winter Quilt"}

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Whatever is ordered and done to it, totals are sums of their parts in both currencies."""

from hypothesis import given, settings
from hypothesis import strategies as st
from world_common import SmallShop

from shopify_sandbox.money import pair_of, total
from shopify_sandbox.shopper import an_order
from shopify_sandbox.world.order_parts import allocated, original_total

SMALL = SmallShop()
MONEY = st.integers(0, 20000).map(lambda cents: f"{cents / 100:.2f}")
LINES = st.lists(st.tuples(MONEY, st.integers(1, 5)), min_size=1, max_size=5)
DISCOUNTS = st.lists(
    st.tuples(
        st.one_of(MONEY, st.integers(0, 100).map(lambda value: f"{value}%")),
        st.sampled_from(("ACROSS", "EACH", "ONE")),
        st.sampled_from(("LINE_ITEM", "SHIPPING_LINE")),
    ),
    max_size=3,
)
PLACES = st.sampled_from(("DE", "US", "CA", "KW"))
CURRENCIES = st.sampled_from((None, ("USD", "1.0842"), ("JPY", "163.27"), ("KWD", "0.3321")))


def place(lines, discounts, country, currency, included):
    builder = an_order(SMALL.shop).ship_to(country).tax_included(included)
    builder.without_customer().shipping(price="7.77")
    for number, (price, quantity) in enumerate(lines):
        builder.custom_line(f"Thing {number}", price, quantity)
    for value, method, target in discounts:
        builder.discount_code("CODE", value, method=method, target=target)
    if currency:
        builder.in_currency(*currency)
    return builder.paid_by("visa").place()


@settings(max_examples=60, deadline=None)
@given(LINES, DISCOUNTS, PLACES, CURRENCIES, st.booleans())
def test_totals_are_sums_of_their_parts(lines, discounts, country, currency, included):
    order = place(lines, discounts, country, currency, included)
    nodes = [*order["lineItems"], *order["shippingLines"]]
    charged = total(original_total(node) - allocated(node) for node in nodes)
    taxes = total(pair_of(tax["priceSet"]) for node in nodes for tax in node["taxLines"])
    assert pair_of(order["totalDiscountsSet"]) == total(allocated(node) for node in nodes)
    assert pair_of(order["totalTaxSet"]) == taxes
    assert total(pair_of(tax["priceSet"]) for tax in order["taxLines"]) == taxes
    assert pair_of(order["totalPriceSet"]) == (charged if included else charged + taxes)
    assert pair_of(order["currentTotalPriceSet"]) == pair_of(order["totalPriceSet"])
    assert pair_of(order["totalReceivedSet"]) == pair_of(order["totalPriceSet"])
    assert all(part >= 0 for node in nodes for part in original_total(node) - allocated(node))


@settings(max_examples=60, deadline=None)
@given(LINES, DISCOUNTS, PLACES, CURRENCIES, st.booleans(), st.data())
def test_refunds_in_any_steps_give_everything_back(
    lines, discounts, country, currency, included, data
):
    order = place(lines, discounts, country, currency, included)
    while any(line["currentQuantity"] for line in order["lineItems"]):
        units = {
            line["id"]: data.draw(st.integers(0, line["currentQuantity"]))
            for line in order["lineItems"]
        }
        if not any(units.values()):
            units = {line["id"]: line["currentQuantity"] for line in order["lineItems"]}
        SMALL.merchant.refund(order, units)
        assert all(part >= 0 for part in pair_of(order["currentTotalPriceSet"]))
        assert not any(pair_of(order["totalOutstandingSet"]))
    SMALL.merchant.refund(order, shipping="all")
    for name in ("currentSubtotalPrice", "currentTotalTax", "currentTotalPrice", "netPayment"):
        assert not any(pair_of(order[f"{name}Set"])), name
    assert not any(
        any(pair_of(part["amountSet"]))
        for refund in order["refunds"]
        for part in refund["orderAdjustments"]
    )


EDITS = st.lists(
    st.tuples(st.sampled_from(("set", "add", "discount")), st.integers(0, 4), st.integers(0, 6)),
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(LINES, DISCOUNTS, PLACES, CURRENCIES, st.booleans(), EDITS)
def test_edits_keep_the_sums(lines, discounts, country, currency, included, edits):
    order = place(lines, discounts, country, currency, included)
    for what, position, number in edits:
        line = order["lineItems"][position % len(order["lineItems"])]
        if what == "set":
            SMALL.merchant.set_quantity(order, line, number)
        elif what == "add":
            SMALL.merchant.add_line(order, SMALL.boot, number + 1)
        else:
            SMALL.merchant.discount_line(order, line, f"{number}.50")
    current = pair_of(order["currentSubtotalPriceSet"]) + pair_of(order["currentShippingPriceSet"])
    if not included:
        current = current + pair_of(order["currentTotalTaxSet"])
    assert pair_of(order["currentTotalPriceSet"]) == current
    assert all(part >= 0 for part in current)
    open_units = sum(
        part["remainingQuantity"]
        for node in order["fulfillmentOrders"]
        for part in node["lineItems"]
    )
    assert open_units == sum(line["currentQuantity"] for line in order["lineItems"])
    SMALL.merchant.cancel(order)
    for name in ("currentSubtotalPrice", "currentTotalTax", "currentTotalPrice"):
        assert not any(pair_of(order[f"{name}Set"])), name
    assert order["displayFinancialStatus"] in ("REFUNDED", "PARTIALLY_REFUNDED", "VOIDED", "PAID")

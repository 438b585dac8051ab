# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Recorded refunds of an order."""

from ..money import NOTHING, bag, pair_of
from ..world.figures import Sums


def load_refunds(shop, order, known):
    """Load the refunds of an order; what their lines do not explain was shipping, then an amount.

    :param RecordedShop shop: where
    :param dict order: the order node with its lines and transactions
    :param dict known: what was recorded of the order
    """
    for part in known.get("refunds") or []:
        if part.get("totalRefundedSet"):
            _load(shop, order, part)


def _load(shop, order, known):
    sums = Sums(order)
    shop.expect(known.get("id"))
    transactions = [node for node in order["transactions"] if node["kind"] == "REFUND"]
    node = shop.add(
        "Refund",
        {
            "order": order,
            "note": known.get("note"),
            "return": None,
            "createdAt": known.get("createdAt") or order["updatedAt"],
            "processedAt": known.get("createdAt") or order["updatedAt"],
            "staffMember": None,
            "duties": [],
            "refundLineItems": [],
            "refundShippingLines": [],
            "orderAdjustments": [],
            "transactions": transactions,
            "totalRefundedSet": known["totalRefundedSet"],
        },
    )
    left = pair_of(known["totalRefundedSet"])
    for part in known.get("refundLineItems") or []:
        left = left - _load_line(shop, order, sums, node, part)
    left = _load_shipping(shop, order, sums, node, left)
    if any(left):
        node["orderAdjustments"].append(
            shop.index(
                "OrderAdjustment",
                {
                    "amountSet": bag(-left, sums.currencies),
                    "taxAmountSet": bag(NOTHING, sums.currencies),
                    "reason": "REFUND_DISCREPANCY",
                },
            )
        )
    order["refunds"].append(node)


def _load_line(shop, order, sums, node, known):
    wanted = (known.get("lineItem") or {}).get("id")
    line = next((one for one in order["lineItems"] if one["id"] == wanted), order["lineItems"][0])
    before, units = line["quantity"] - line["_refunded"], known["quantity"]
    price, taxes = sums.of_line(line, before)
    price_left, taxes_left = sums.of_line(line, before - units)
    line["_refunded"] += units
    line["currentQuantity"] = before - units
    subtotal = pair_of(known["subtotalSet"]) if known.get("subtotalSet") else price - price_left
    tax = NOTHING
    for was, stays in zip(taxes, taxes_left, strict=True):
        tax = tax + was - stays
    shop.expect(known.get("id"))
    node["refundLineItems"].append(
        shop.index(
            "RefundLineItem",
            {
                "lineItem": line,
                "quantity": units,
                "restockType": known.get("restockType") or "NO_RESTOCK",
                "restocked": bool(known.get("restocked")),
                "location": None,
                "priceSet": line["discountedUnitPriceAfterAllDiscountsSet"],
                "subtotalSet": bag(subtotal, sums.currencies),
                "totalTaxSet": bag(tax, sums.currencies),
            },
        )
    )
    return subtotal if sums.included else subtotal + tax


def _load_shipping(shop, order, sums, node, left):
    for line in order["shippingLines"]:
        price = pair_of(line["currentDiscountedPriceSet"])
        if any(left) and price.shop <= left.shop and not line["taxLines"]:
            node["refundShippingLines"].append(
                shop.index(
                    "RefundShippingLine",
                    {
                        "shippingLine": line,
                        "subtotalAmountSet": bag(price, sums.currencies),
                        "taxAmountSet": bag(NOTHING, sums.currencies),
                    },
                )
            )
            left = left - price
    return left

# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Writes Shopify's arithmetic into an order's lines: discounts allocated, taxes charged."""

from decimal import Decimal

from ..arithmetic import Charge, Discount, price
from ..money import Pair, bag, digits_of, pair_of
from .order_parts import allocation, is_tip, rates_of, tax_line


def price_order(order):
    """Allocate the discounts of an order and charge its taxes anew.

    Reads unit prices, quantities, tax lines (title and rate) and discount applications; writes
    original totals, discount allocations and the amounts of the tax lines. Each currency is
    computed on its own, so that its totals are sums of its own rounded parts.

    :param dict order: the ``Order`` node, changed in place
    """
    currencies = (order["currencyCode"], order["presentmentCurrencyCode"])
    digits = order.get("_digits") or tuple(digits_of(code) for code in currencies)
    for nodes, target in (
        (order["lineItems"], "LINE_ITEM"),
        (order["shippingLines"], "SHIPPING_LINE"),
    ):
        shop_side = _price_side(order, nodes, target, 0, digits[0])
        same = currencies[0] == currencies[1]
        buyer_side = shop_side if same else _price_side(order, nodes, target, 1, digits[1])
        for node, ours, theirs in zip(nodes, shop_side, buyer_side, strict=True):
            _write(order, node, ours, theirs, currencies)


def _price_side(order, nodes, target, side, digits):
    discounts = [_discount(part, side) for part in order["_discounts"]]
    charges = [
        Charge(
            pair_of(node.get("originalUnitPriceSet") or node["originalPriceSet"])[side],
            node.get("quantity", 1),
            rates_of(node["taxLines"]),
            discountable=target == "SHIPPING_LINE" or not (is_tip(node) or node["isGiftCard"]),
        )
        for node in nodes
    ]
    return price(charges, discounts, digits, order["taxesIncluded"], target)


def _discount(part, side):
    value = part["value"]
    return Discount(
        value[side] if isinstance(value, Pair) else value,
        not isinstance(value, Pair),
        part["method"],
        part["target"],
        part["entitled"],
    )


def _write(order, node, ours, theirs, currencies):
    if "quantity" in node:
        node["originalTotalSet"] = bag(Pair(ours.original, theirs.original), currencies)
    amounts = {position: [amount, Decimal(0)] for position, amount in ours.allocations}
    for position, amount in theirs.allocations:
        amounts.setdefault(position, [Decimal(0), Decimal(0)])[1] = amount
    node["discountAllocations"] = [
        allocation(order["discountApplications"][position], Pair(*amount), currencies)
        for position, amount in sorted(amounts.items())
    ]
    node["taxLines"] = [
        tax_line(part["title"], Decimal(str(part["rate"])), Pair(tax, buyer_tax), currencies)
        for part, tax, buyer_tax in zip(node["taxLines"], ours.taxes, theirs.taxes, strict=True)
    ]

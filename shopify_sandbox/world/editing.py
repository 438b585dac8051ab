# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Order edits: lines added, quantities changed, discounts given after the order was placed."""

from decimal import Decimal

from ..money import Pair, digits_of, pair_of, round_to
from .catalogue import move_stock
from .fulfillment_orders import add_fulfillment_orders
from .order_parts import discount_application, line_node, shipping_line_node
from .places import first_location
from .pricing import price_order
from .refunding import refund
from .shipping import open_more


def add_line(shop, order, variant, quantity=1, price=None):
    """Add a line; existing discounts do not apply to it, the order's taxes do.

    :param Shop shop: where
    :param dict order: the order
    :param dict variant: what is added
    :param str|None price: unit price in shop currency, instead of the variant's
    :return: the new line
    :rtype: dict
    """
    line = draw_up_line(shop, order, variant, quantity, price)
    _to_ship(shop, order, line, quantity)
    move_stock(shop, variant, first_location(shop), available=-quantity, committed=quantity)
    order["edited"] = True
    return line


def draw_up_line(shop, order, variant, quantity=1, price=None):
    """Put a line on an order with its price and taxes; arguments as :func:`add_line`."""
    currencies = (order["currencyCode"], order["presentmentCurrencyCode"])
    amount = Decimal(price or variant["price"])
    title = variant["title"] if variant["title"] != "Default Title" else None
    line = line_node(
        shop,
        currencies,
        title=variant["product"]["title"],
        quantity=quantity,
        unit_price=Pair(amount, _converted(order, amount)),
        variant=variant,
        product=variant["product"],
        sku=variant["sku"],
        vendor=variant["product"]["vendor"],
        variant_title=title,
        taxable=variant["taxable"],
        requires_shipping=variant["inventoryItem"]["requiresShipping"],
    )
    taxed = next((known for known in order["lineItems"] if known["taxLines"]), None)
    if taxed and variant["taxable"]:
        line["taxLines"] = [dict(part) for part in taxed["taxLines"]]
    before = len(order["lineItems"])
    for discount in order["_discounts"]:
        if discount["entitled"] is None and discount["target"] == "LINE_ITEM":
            discount["entitled"] = frozenset(range(before))
    order["lineItems"].append(line)
    price_order(order)
    return line


def _to_ship(shop, order, line, units):
    """Have more units shipped: by an open fulfilment order, else by a new one."""
    if open_more(shop, order, line, units):
        return
    everything, known = order["lineItems"], len(order["fulfillmentOrders"])
    order["lineItems"] = [line]
    try:
        add_fulfillment_orders(shop, order, {})
    finally:
        order["lineItems"] = everything
    for node in order["fulfillmentOrders"][known:]:
        for part in node["lineItems"]:
            part.update(totalQuantity=units, remainingQuantity=units)


def _converted(order, amount):
    whole = pair_of(order["totalPriceSet"])
    ratio = whole.presentment / whole.shop if whole.shop else Decimal(1)
    return round_to(amount * ratio, digits_of(order["presentmentCurrencyCode"]))


def set_quantity(shop, order, line, quantity):
    """Raise or lower the quantity of a line.

    Lowering keeps ``quantity`` and its amounts and changes what is current; what is taken off
    stands in a refund that moves no money. Raising is a new quantity, priced anew.

    :param dict line: the line item
    :param int quantity: units that the buyer gets in the end; 0 removes the line
    :raises ValueError: fewer than are shipped already, or raised after a refund
    """
    check_quantity(line, quantity)
    change = quantity - line["currentQuantity"]
    if change > 0:
        _raise(shop, order, line, quantity, change)
    elif change < 0:
        refund(shop, order, {line["id"]: -change}, restock="CANCEL", pay=False)
    order["edited"] = True


def check_quantity(line, quantity):
    """Refuse to take units off that are shipped.

    :raises ValueError: fewer than are shipped already
    """
    if quantity < line["_fulfilled"]:
        raise ValueError(f"{line['_fulfilled']} units of {line['name']} are shipped already")


def raise_line(order, line, quantity):
    """Let the buyer get more units, priced anew.

    :raises ValueError: after a refund
    """
    if any(part["transactions"] for part in order["refunds"]):
        raise ValueError(f"{order['name']} has refunds: add a line instead of raising one")
    line.update(quantity=max(quantity, line["quantity"]), currentQuantity=quantity)
    price_order(order)


def _raise(shop, order, line, quantity, change):
    raise_line(order, line, quantity)
    _to_ship(shop, order, line, change)
    move_stock(shop, line["variant"], first_location(shop), available=-change, committed=change)


def add_shipping(shop, order, title, price):
    """Charge for shipping once more, taxed as the order's shipping or lines are.

    :param str price: in the shop's currency
    :return: the shipping line
    :rtype: dict
    """
    currencies = (order["currencyCode"], order["presentmentCurrencyCode"])
    amount = Decimal(price)
    node = shipping_line_node(
        shop, currencies, title=title, price=Pair(amount, _converted(order, amount))
    )
    taxed = next(
        (part for part in (*order["shippingLines"], *order["lineItems"]) if part["taxLines"]), None
    )
    if taxed:
        node["taxLines"] = [dict(part) for part in taxed["taxLines"]]
    order["shippingLines"].append(node)
    price_order(order)
    order["edited"] = True
    return node


def remove_shipping(order, line):
    """Take a shipping line off; it stays to tell what it once was."""
    line["isRemoved"] = True
    order["edited"] = True


def discount_line(shop, order, line, amount, title="Goodwill"):
    """Give a discount on a line.

    :param dict line: the line item
    :param str amount: in the shop's currency, at most what the line still costs
    :param str title: reason
    """
    value = Pair(Decimal(amount), _converted(order, Decimal(amount)))
    position = next(i for i, known in enumerate(order["lineItems"]) if known is line)
    index = len(order["discountApplications"])
    order["discountApplications"].append(
        discount_application(
            index,
            "manual",
            title,
            value=value.presentment,
            percentage=False,
            currency=order["presentmentCurrencyCode"],
            method="ONE",
            target="LINE_ITEM",
            selection="EXPLICIT",
        )
    )
    order["_discounts"].append(
        {"value": value, "method": "ONE", "target": "LINE_ITEM", "entitled": frozenset([position])}
    )
    price_order(order)
    order["edited"] = True

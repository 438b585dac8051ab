# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Refunds: of units, of shipping, of amounts, pending or done, with or without restocking."""

from decimal import Decimal

from ..money import NOTHING, Pair, bag, digits_of, pair_of, round_to, total
from .catalogue import move_stock
from .figures import Sums, settle
from .gift_cards import draw
from .order_parts import is_tip
from .payments import payment_figures, transaction_node
from .places import first_location
from .returning import note_refund
from .shipping import open_less


def refund(
    shop,
    order,
    quantities=None,
    *,
    restock="NO_RESTOCK",
    shipping=None,
    amount=None,
    location=None,
    pending=False,
    pay=True,
    note=None,
    returned=None,
):
    """Refund a part of an order.

    The units' price and taxes and the shipping make up what is suggested; an amount that differs
    leaves an order adjustment over the difference.

    :param Shop shop: where
    :param dict order: the order
    :param dict|None quantities: units by id of the line item
    :param str restock: ``RETURN``, ``CANCEL``, ``NO_RESTOCK``; or a dict of them by line id
    :param str|None shipping: shipping given back, in shop currency without excluded tax;
        ``all`` for what is left of it
    :param str|None amount: what is paid back in shop currency; None: what is suggested, less
        what the buyer still owes
    :param dict|None location: where units go back to stock
    :param bool pending: whether the transaction waits
    :param bool pay: False for a refund that moves no money
    :param dict|None returned: the return that it belongs to
    :return: the ``Refund`` node
    :rtype: dict
    """
    sums = Sums(order)
    node = _frame(shop, order, note, returned)
    for line in order["lineItems"]:
        units = (quantities or {}).get(line["id"], 0)
        if units:
            kind = restock.get(line["id"], "NO_RESTOCK") if isinstance(restock, dict) else restock
            _refund_line(shop, order, sums, node, line, units, kind, location)
    if shipping:
        _refund_shipping(shop, order, sums, node, shipping)
    suggested = _suggested(node, sums.included)
    paid = _paid(order, suggested, amount) if pay else NOTHING
    _pay_back(shop, order, node, paid, pending)
    if pay and amount is not None:
        _adjust(shop, order, node, paid, suggested, pending)
    order["refunds"].append(node)
    if returned is not None:
        note_refund(returned, node, quantities or {})
    node["totalRefundedSet"] = total_refunded(order, node)
    return node


def total_refunded(order, node):
    """Add up the successful transactions of a refund.

    :param dict node: the refund
    :return: a MoneyBag
    :rtype: dict
    """
    paid = total(
        pair_of(part["amountSet"]) for part in node["transactions"] if part["status"] == "SUCCESS"
    )
    return bag(paid, (order["currencyCode"], order["presentmentCurrencyCode"]))


def refund_everything(shop, order, *, pay, restock):
    """Take all that is left off an order, for its cancellation.

    :param bool pay: whether money goes back
    :param bool restock: whether units go back to stock
    """
    settle(order)
    units = {line["id"]: line["currentQuantity"] for line in order["lineItems"]}
    shipping = "all" if pair_of(order["currentShippingPriceSet"]).shop else None
    if not any(units.values()) and not shipping:
        return
    kinds = {
        line["id"]: "CANCEL" if restock and not line["_fulfilled"] else "NO_RESTOCK"
        for line in order["lineItems"]
    }
    refund(shop, order, units, restock=kinds, shipping=shipping, pay=pay, note="Order cancelled")


def _frame(shop, order, note, returned):
    return shop.add(
        "Refund",
        {
            "order": order,
            "note": note,
            "return": returned,
            "processedAt": shop.now(),
            "staffMember": None,
            "duties": [],
            "refundLineItems": [],
            "refundShippingLines": [],
            "orderAdjustments": [],
            "transactions": [],
        },
    )


def _refund_line(shop, order, sums, node, line, units, kind, location):
    before, after = line["currentQuantity"], line["currentQuantity"] - units
    if after < 0:
        raise ValueError(f"only {before} units of {line['name']} can be refunded")
    price, taxes = sums.of_line(line, before)
    price_left, taxes_left = sums.of_line(line, after)
    line["currentQuantity"] = after
    line["_refunded"] += units
    unshipped = _unshipped(line, before, units, kind)
    line["_returned"] += 0 if is_tip(line) else units - unshipped
    if unshipped and not is_tip(line):
        source = open_less(shop, order, line, unshipped) or first_location(shop)
        move_stock(shop, line["variant"], source, committed=-unshipped, on_hand=-unshipped)
    restocked = kind in ("RETURN", "CANCEL") and line["variant"] is not None
    place = location or first_location(shop)
    if restocked:
        move_stock(shop, line["variant"], place, available=units, on_hand=units)
    subtotal = price - price_left
    node["refundLineItems"].append(
        shop.index(
            "RefundLineItem",
            {
                "lineItem": line,
                "quantity": units,
                "restockType": kind,
                "restocked": restocked,
                "location": place if restocked else None,
                "priceSet": bag(_each(subtotal, units, sums.digits), sums.currencies),
                "subtotalSet": bag(subtotal, sums.currencies),
                "totalTaxSet": bag(total(taxes) - total(taxes_left), sums.currencies),
            },
        )
    )


def _unshipped(line, before, units, kind):
    shipped = line["_fulfilled"] - line["_returned"]
    if kind == "RETURN":
        return max(units - shipped, 0)
    return max(min(units, before - shipped), 0)


def _each(pair, units, digits):
    return Pair(round_to(pair[0] / units, digits[0]), round_to(pair[1] / units, digits[1]))


def _refund_shipping(shop, order, sums, node, wanted):
    left = pair_of(order["currentShippingPriceSet"])
    if wanted == "all":
        asked = left
    else:
        asked = Pair(Decimal(wanted), _in_presentment(order, Decimal(wanted)))
    for line in order["shippingLines"]:
        price = pair_of(line["currentDiscountedPriceSet"])
        part = Pair(min(asked[0], price[0]), min(asked[1], price[1]))
        if not any(part):
            continue
        asked = asked - part
        tax = _tax_share(sums, line, part, price)
        node["refundShippingLines"].append(
            shop.index(
                "RefundShippingLine",
                {
                    "shippingLine": line,
                    "subtotalAmountSet": bag(part, sums.currencies),
                    "taxAmountSet": bag(tax, sums.currencies),
                },
            )
        )


def _tax_share(sums, line, part, price):
    given_back = total(
        pair_of(known["taxAmountSet"])
        for refund_node in sums.refunds
        for known in refund_node["refundShippingLines"]
        if known["shippingLine"] is line
    )
    left = sums.tax(line) - given_back
    if part == price:
        return left
    return Pair(
        *(
            round_to(tax * some / whole, digits) if whole else Decimal(0)
            for tax, some, whole, digits in zip(left, part, price, sums.digits, strict=True)
        )
    )


def _in_presentment(order, amount):
    whole = pair_of(order["totalPriceSet"])
    if order["currencyCode"] == order["presentmentCurrencyCode"] or not whole.shop:
        return amount
    return round_to(
        amount * whole.presentment / whole.shop, digits_of(order["presentmentCurrencyCode"])
    )


def _suggested(node, included):
    price = total(pair_of(part["subtotalSet"]) for part in node["refundLineItems"])
    price = price + total(
        pair_of(part["subtotalAmountSet"]) for part in node["refundShippingLines"]
    )
    if included:
        return price
    taxes = total(pair_of(part["totalTaxSet"]) for part in node["refundLineItems"])
    return (
        price + taxes + total(pair_of(part["taxAmountSet"]) for part in node["refundShippingLines"])
    )


def _paid(order, suggested, amount):
    figures = payment_figures(order)
    possible = (figures.received - figures.refunded).at_least_zero()
    if amount is None:
        owed = pair_of(order["currentTotalPriceSet"]) - suggested
        due = figures.received - figures.refunded - owed
        return Pair(min(suggested[0], due[0]), min(suggested[1], due[1])).at_least_zero()
    wanted = Decimal(amount)
    if wanted == suggested.shop:
        return suggested
    if wanted == possible.shop:
        return possible
    return Pair(wanted, _in_presentment(order, wanted))


def _pay_back(shop, order, node, paid, pending):
    left = paid
    given = {}
    for known in order["transactions"]:
        if known["kind"] == "REFUND" and known["parentTransaction"]:
            key = known["parentTransaction"]["id"]
            given[key] = given.get(key, NOTHING) + pair_of(known["amountSet"])
    payments = [
        part
        for part in order["transactions"]
        if part["kind"] in ("SALE", "CAPTURE") and part["status"] == "SUCCESS"
    ]
    for parent in payments:
        room = pair_of(parent["amountSet"]) - given.get(parent["id"], NOTHING)
        part = Pair(min(left[0], room[0]), min(left[1], room[1]))
        if parent is payments[-1]:
            part = left
        if not any(part):
            continue
        left = left - part
        transaction = transaction_node(
            shop,
            order,
            kind="REFUND",
            means=parent["_means"],
            amount=part,
            parent=parent,
            status="PENDING" if pending else "SUCCESS",
        )
        transaction["receiptJson"] = parent["receiptJson"]
        node["transactions"].append(transaction)
        _refill_gift_card(shop, parent, part)


def _refill_gift_card(shop, parent, part):
    if parent["gateway"] != "gift_card":
        return
    for card in shop.collection("GiftCard"):
        if card["legacyResourceId"] in parent["receiptJson"]:
            draw(shop, card, -part.shop)


def _adjust(shop, order, node, paid, suggested, pending):
    difference = suggested - paid
    if not any(difference):
        return
    currencies = (order["currencyCode"], order["presentmentCurrencyCode"])
    node["orderAdjustments"].append(
        shop.index(
            "OrderAdjustment",
            {
                "amountSet": bag(difference, currencies),
                "taxAmountSet": bag(NOTHING, currencies),
                "reason": "PENDING_REFUND_DISCREPANCY" if pending else "REFUND_DISCREPANCY",
            },
        )
    )

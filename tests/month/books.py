# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""The books after a month: what Odoo has posted, and what Shopify's own figures say of the same."""

from collections import Counter
from decimal import Decimal

ZERO = Decimal("0.00")


FIGURES = ("receivable", "money", "sales", "tax")


def books_of(month):
    """Compare order by order, then gift cards and stock, which belong to no single order.

    :return: ``odoo`` and ``shopify``, each with sums of the figures, the gift cards' liability and
        units on hand; ``differing``, the figures of both sides by order and figure
    """
    month.env.flush_all()
    orders = _invoiced(month)
    ours = _odoo_figures(month)
    theirs = {order["name"]: _shopify_figures(order) for order in orders}
    return {
        "odoo": {**_sums(ours), "gift_cards": _odoo_cards(month), "stock": _odoo_stock(month)},
        "shopify": {
            **_sums(theirs),
            "gift_cards": _shopify_cards(month, orders),
            "stock": _shopify_stock(month),
        },
        "differing": {
            f"{name} {figure}": [str(found[figure]), str(wanted[figure])]
            for name in sorted(ours.keys() | theirs.keys())
            for found, wanted in [(ours.get(name, Counter()), theirs.get(name, Counter()))]
            for figure in FIGURES
            if found[figure] != wanted[figure]
        },
    }


def _sums(figures):
    total = Counter()
    for one in figures.values():
        for name in FIGURES:
            total[name] += one[name]
    return {name: str(_exact(total[name])) for name in FIGURES}


def _odoo_figures(month):
    """:return: what is posted, by order number and figure, in the company's currency"""
    env, figures = month.env, {}
    for line in env["account.move.line"].search([("parent_state", "=", "posted")]):
        payment = line.move_id.origin_payment_id
        name = line.move_id.shopify_order_number or payment.shopify_order_number
        figure = _figure(line)
        if name and figure:
            sign = 1 if figure == "receivable" else -1
            figures.setdefault(name, Counter())[figure] += sign * _exact(line.balance)
    for payment in env["account.payment"].search([("state", "in", ("in_process", "paid"))]):
        if payment.shopify_transaction_id.gateway != "gift_card":
            sign = 1 if payment.payment_type == "inbound" else -1
            figures[payment.shopify_order_number]["money"] += sign * _exact(payment.amount)
    return figures


def _figure(line):
    if line.tax_line_id:
        return "tax"
    match line.account_id.account_type:
        case "asset_receivable":
            return "receivable"
        case "income" | "income_other":
            return "sales"
    return None


def _shopify_figures(order):
    """:return: the same by the figures of an order that is invoiced in Odoo"""
    outstanding = _amount(order["totalOutstandingSet"]) + _amount(order["totalCapturableSet"])
    tax = _amount(order["currentTotalTaxSet"])
    sales = _amount(order["currentTotalPriceSet"]) - tax - _sold_cards(order)
    return Counter(
        receivable=outstanding,
        money=sum(map(_money, order["transactions"])),
        sales=sales,
        tax=tax,
    )


def _odoo_cards(month):
    account = month.shop.gift_card_account_id
    lines = month.env["account.move.line"].search(
        [("parent_state", "=", "posted"), ("account_id", "=", account.id)]
    )
    return str(-_exact(sum(lines.mapped("balance"))))


def _shopify_cards(month, orders):
    sold = {order["id"] for order in orders}
    balances = (
        Decimal(card["balance"]["amount"])
        for card in month.shopify.collection("GiftCard")
        if card["enabled"] and card["order"] and card["order"]["id"] in sold
    )
    return str(_exact(sum(balances)))


def _invoiced(month):
    invoices = month.env["account.move"].search(
        [
            ("shopify_order_id", "!=", False),
            ("move_type", "=", "out_invoice"),
            ("state", "=", "posted"),
        ]
    )
    names = set(invoices.mapped("shopify_order_number"))
    return [order for order in month.orders if order["name"] in names]


def _money(transaction):
    """What a transaction has brought, apart from gift cards."""
    if transaction["status"] != "SUCCESS" or transaction["gateway"] == "gift_card":
        return ZERO
    amount = _amount(transaction["amountSet"])
    match transaction["kind"]:
        case "SALE" | "CAPTURE":
            return amount
        case "REFUND":
            return -amount
    return ZERO


def _sold_cards(order):
    return sum(
        _amount(line["originalUnitPriceSet"]) * line["currentQuantity"]
        for line in order["lineItems"]
        if line["isGiftCard"]
    )


def _amount(money):
    return Decimal(money["shopMoney"]["amount"])


def _exact(amount):
    return Decimal(f"{amount:.2f}")


# === STOCK === #


def _products(month):
    from month import GOODS

    return [variant for title in GOODS for variant in month.variants(title)]


def _odoo_stock(month):
    counts = {}
    for variant in _products(month):
        product = month.product(variant)
        for warehouse in month.shop.location_ids.warehouse_id:
            within = product.with_context(warehouse_id=warehouse.id)
            counts[f"{variant['sku']} {warehouse.code}"] = within.qty_available
    return counts


def _shopify_stock(month):
    counts = Counter()
    for variant in _products(month):
        for place, units in month.on_hand(variant).items():
            counts[f"{variant['sku']} {month.warehouse(place).code}"] += units
    return dict(counts)

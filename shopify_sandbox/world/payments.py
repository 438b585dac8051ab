# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Transactions of an order, and what they add up to."""

import json
from dataclasses import dataclass

from ..money import NOTHING, Pair, bag, money, pair_of

CARD_COMPANIES = {
    "visa": "Visa",
    "mastercard": "Mastercard",
    "american_express": "American Express",
    "maestro": "Maestro",
}
_GATEWAYS = {
    "bank": ("Bank Deposit", "Bank Deposit"),
    "cod": ("Cash on Delivery (COD)", "Cash on Delivery (COD)"),
    "cash": ("cash", "Cash"),
    "manual": ("manual", "Manual"),
    "paypal": ("paypal", "PayPal Express Checkout"),
    "klarna": ("klarna", "Klarna"),
    "gift_card": ("gift_card", "Gift Card"),
    "store_credit": ("shopify_store_credit", "Store credit"),
    "stripe": ("stripe", "Stripe"),
}
_MANUAL = ("bank", "cod", "cash", "manual")


def transaction_node(
    shop,
    order,
    *,
    kind,
    means,
    amount,
    status="SUCCESS",
    parent=None,
    rounding=None,
    gift_card=None,
    error_code=None,
):
    """Add a transaction to an order.

    :param Shop shop: where
    :param dict order: the order
    :param str kind: ``SALE``, ``AUTHORIZATION``, ``CAPTURE``, ``REFUND``, ``VOID``
    :param str means: a card company in lower case (paid through Shopify Payments), or
        ``paypal``, ``klarna``, ``bank``, ``cod``, ``cash``, ``manual``, ``gift_card``,
        ``store_credit``; a card through somebody else as ``stripe/visa``
    :param Pair amount: how much, not negative
    :param str status: ``SUCCESS``, ``PENDING``, ``FAILURE``, ``ERROR`` …
    :param dict|None parent: the transaction that this one captures, voids or gives back
    :param Pair|None rounding: cash rounding
    :param dict|None gift_card: the gift card that paid
    :return: the ``OrderTransaction`` node
    :rtype: dict
    """
    currencies = (order["currencyCode"], order["presentmentCurrencyCode"])
    through, _slash, company = means.rpartition("/")
    card = CARD_COMPANIES.get(company)
    gateway, formatted = _GATEWAYS.get(through or means, ("shopify_payments", "Shopify payments"))
    receipt = {}
    if gift_card:
        receipt = {
            "gift_card_id": int(gift_card["legacyResourceId"]),
            "gift_card_last_characters": gift_card["lastCharacters"],
        }
    number = len(order["transactions"]) + 1
    now = shop.now()
    node = {
        "order": order,
        "kind": kind,
        "status": status,
        "gateway": gateway,
        "formattedGateway": formatted,
        "manualPaymentGateway": means in _MANUAL,
        "amountSet": bag(amount, currencies),
        "amountRoundingSet": bag(rounding, currencies) if rounding else None,
        "parentTransaction": parent,
        "processedAt": now,
        "createdAt": now,
        "test": order["test"],
        "paymentId": f"{order['name']}.{number}",
        "paymentDetails": _card(card) if card else None,
        "accountNumber": "•••• •••• •••• 4242" if card else None,
        "authorizationCode": f"ch_{number}{order['legacyResourceId']}" if card else None,
        "authorizationExpiresAt": None,
        "errorCode": error_code,
        "device": None,
        "fees": [],
        "location": order.get("retailLocation"),
        "maximumRefundableV2": money(amount[1], currencies[1])
        if kind in ("SALE", "CAPTURE") and status == "SUCCESS"
        else None,
        "manuallyCapturable": kind == "AUTHORIZATION" and status == "SUCCESS",
        "multiCapturable": False,
        "paymentMethod": company.upper() if card else None,
        "paymentIcon": None,
        "receiptJson": json.dumps(receipt),
        "settlementCurrency": currencies[0] if gateway == "shopify_payments" else None,
        "settlementCurrencyRate": "1.0" if gateway == "shopify_payments" else None,
        "currencyExchangeAdjustment": None,
        "shopifyPaymentsSet": None,
        "totalUnsettledSet": bag(NOTHING, currencies),
        "user": None,
        "_means": means,
    }
    shop.add("OrderTransaction", node)
    order["transactions"].append(node)
    return node


def _card(company):
    return {
        "__typename": "CardPaymentDetails",
        "company": company,
        "number": "•••• •••• •••• 4242",
        "bin": "424242",
        "name": None,
        "avsResultCode": "Y",
        "cvvResultCode": "M",
        "expirationMonth": 12,
        "expirationYear": 2030,
        "paymentMethodName": company.lower().replace(" ", "_"),
        "wallet": None,
    }


@dataclass
class PaymentFigures:
    """What the successful transactions of an order come to (:class:`Pair` each)."""

    received: Pair = NOTHING
    refunded: Pair = NOTHING
    capturable: Pair = NOTHING
    pending: Pair = NOTHING
    payment_rounding: Pair = NOTHING
    refund_rounding: Pair = NOTHING
    voided: bool = False
    gateways: list = None


def payment_figures(order):
    """Add up an order's transactions.

    Authorisations, failed and pending ones are no payments; a capture or a void takes its amount
    off the authorisation.

    :param dict order: the order
    :rtype: PaymentFigures
    """
    figures = PaymentFigures(gateways=[])
    for transaction in order["transactions"]:
        amount = pair_of(transaction["amountSet"])
        rounding = pair_of(transaction.get("amountRoundingSet"))
        gateway = transaction["gateway"]
        if transaction["status"] in ("SUCCESS", "PENDING") and gateway not in figures.gateways:
            figures.gateways.append(gateway)
        match (transaction["status"], transaction["kind"]):
            case ("SUCCESS", "SALE"):
                figures.received = figures.received + amount
                figures.payment_rounding = figures.payment_rounding + rounding
            case ("SUCCESS", "CAPTURE"):
                figures.received = figures.received + amount
                figures.capturable = NOTHING
            case ("SUCCESS", "CHANGE"):
                figures.received = figures.received - amount
            case ("SUCCESS", "AUTHORIZATION"):
                figures.capturable = figures.capturable + amount
            case ("SUCCESS", "VOID"):
                figures.capturable = NOTHING
                figures.voided = True
            case ("SUCCESS", "REFUND"):
                figures.refunded = figures.refunded + amount
                figures.refund_rounding = figures.refund_rounding + rounding
            case ("PENDING", "SALE"):
                figures.pending = figures.pending + amount
    return figures

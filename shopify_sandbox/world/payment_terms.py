# Copyright 2026 The Shopify Connector contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""Payment terms: when an order is to be paid, in one or several instalments."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ..clock import iso
from ..money import digits_of, money, pair_of, round_to
from .payments import payment_figures


@dataclass
class TermsRequest:
    """Wanted terms.

    :param str kind: ``NET``, ``FIXED``, ``RECEIPT``, ``FULFILLMENT``
    :param tuple instalments: (per cent, days after the order; None where no date is known)
    """

    name: str
    kind: str
    instalments: tuple


def add_payment_terms(shop, order, request):
    """Give an order payment terms.

    :param Shop shop: where
    :param dict order: the order, its total being known
    :param TermsRequest request: the terms
    """
    days = [late for _percent, late in request.instalments]
    terms = {
        "order": None,
        "draftOrder": None,
        "paymentTermsName": request.name,
        "translatedName": request.name,
        "paymentTermsType": request.kind,
        "dueInDays": days[-1] if request.kind == "NET" else None,
        "due": False,
        "overdue": False,
        "paymentSchedules": [],
    }
    order["paymentTerms"] = shop.index("PaymentTerms", terms)
    placed = datetime.fromisoformat(order["processedAt"].replace("Z", "+00:00"))
    for amount, late in zip(_amounts(order, request), days, strict=True):
        schedule = {
            "paymentTerms": terms,
            "completedAt": None,
            "due": False,
            "dueAt": None if late is None else iso(placed + timedelta(days=late)),
            "issuedAt": order["processedAt"],
            "_amount": amount,
        }
        terms["paymentSchedules"].append(shop.index("PaymentSchedule", schedule))
    settle_schedules(shop, order)
    terms["order"] = order


def _amounts(order, request):
    left = pair_of(order["totalPriceSet"]).presentment
    whole, digits = left, digits_of(order["presentmentCurrencyCode"])
    for percent, _days in request.instalments[:-1]:
        amount = round_to(whole * percent / 100, digits)
        left -= amount
        yield amount
    yield left


def settle_schedules(shop, order):
    """Pay instalments, the first one first, from what the order has received.

    :param Shop shop: where
    :param dict order: the order
    """
    terms = order["paymentTerms"]
    if not terms:
        return
    received = payment_figures(order).received.presentment
    currency = order["presentmentCurrencyCode"]
    for schedule in terms["paymentSchedules"]:
        amount = schedule["_amount"]
        part = min(received, amount)
        received -= part
        left = money(amount - part, currency)
        schedule.update(amount=money(amount, currency), balanceDue=left, totalBalance=left)
        if amount and part == amount and not schedule["completedAt"]:
            schedule["completedAt"] = shop.now()
